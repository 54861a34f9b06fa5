//! The program's allocator: mimalloc, which is made for threads (the system's keeps the holes that thousands of papers leave).
//! While a bound is set, a request beyond it is not granted: whoever asked is held. Without it a template's
//! `"a" * 1000000000000` would end the program at once.

use std::alloc::{GlobalAlloc, Layout};
use std::sync::atomic::{AtomicUsize, Ordering};

use mimalloc::MiMalloc;

use super::sudden_end;

/// How many bytes may be asked for at once.
static MOST: AtomicUsize = AtomicUsize::new(usize::MAX);

#[global_allocator]
static ALLOCATOR: BoundedAllocator = BoundedAllocator;

struct BoundedAllocator;

/// Bounds how many bytes may be asked for at once.
pub(super) fn bound(bytes: usize) {
    MOST.store(bytes, Ordering::Relaxed);
}

/// What was allocated; does not return if it is too much.
fn granted(bytes: usize, allocate: impl FnOnce() -> *mut u8) -> *mut u8 {
    let most = MOST.load(Ordering::Relaxed);
    if bytes <= most {
        let place = allocate();
        if !place.is_null() || most == usize::MAX {
            return place;
        }
    }
    sudden_end::hold_asker()
}

// SAFETY: every call goes on to mimalloc as it came, or does not return.
unsafe impl GlobalAlloc for BoundedAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: what the caller promised us, we promise mimalloc.
        granted(layout.size(), || unsafe { MiMalloc.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        granted(layout.size(), || unsafe { MiMalloc.alloc_zeroed(layout) })
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { MiMalloc.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        // SAFETY: as above.
        granted(bytes, || unsafe { MiMalloc.realloc(place, layout, bytes) })
    }
}
