//! The program's allocator: mimalloc, which is made for threads (the system's keeps the holes that thousands of papers leave).
//! While a bound is set, a request beyond it is not granted: whoever asked is held. Without it a template's
//! `"a" * 1000000000000` would end the program at once.

use std::alloc::{GlobalAlloc, Layout};
use std::ffi::{c_int, c_long};
use std::sync::atomic::{AtomicUsize, Ordering};

use mimalloc::MiMalloc;

use super::sudden_end;

/// The place of `purge_delay` among mimalloc's options: after how many milliseconds memory that is free goes back to the
/// machine.
const PURGE_DELAY: c_int = 15;
/// By itself it is a second: by then two long papers have been set on other memory.
const MILLISECONDS: c_long = 10;

unsafe extern "C" {
    fn mi_option_set(option: c_int, value: c_long);
}

/// How many bytes may be asked for at once.
static MOST: AtomicUsize = AtomicUsize::new(usize::MAX);

#[global_allocator]
static ALLOCATOR: BoundedAllocator = BoundedAllocator;

struct BoundedAllocator;

/// Bounds how many bytes may be asked for at once.
pub(super) fn bound(bytes: usize) {
    MOST.store(bytes, Ordering::Relaxed);
}

/// Gives memory that is free back to the machine soon.
pub(super) fn give_back_soon() {
    // SAFETY: an option may be set at any time, from any thread.
    unsafe { mi_option_set(PURGE_DELAY, MILLISECONDS) }
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

#[cfg(test)]
mod tests {
    use super::*;

    unsafe extern "C" {
        fn mi_option_get(option: c_int) -> c_long;
    }

    #[test]
    fn the_option_is_the_one_that_is_meant() {
        // SAFETY: it only reads; nothing sets it in this test's program.
        let delay = unsafe { mi_option_get(PURGE_DELAY) };
        assert_eq!(delay, 1000, "mimalloc's own");
    }
}
