//! Work on all cores.
//!
//! Why plain threads? PDF export runs on rayon inside; documents as rayon jobs would nest in each other's
//! waiting workers without end.

use std::sync::atomic::{AtomicUsize, Ordering};

/// The stack of a worker: typst's layout nests deeply.
const STACK: usize = 64 << 20;

/// Does `work` for `0..count` on `threads` threads with a large stack.
pub fn on_threads(threads: usize, count: usize, work: &(dyn Fn(usize) + Sync)) {
    let next = AtomicUsize::new(0);
    let worker = || {
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            if i >= count {
                break;
            }
            work(i);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, count.max(1)) {
            // A thread that can't be had is one fewer; the first must be had, or nothing can be made.
            let started = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker);
            if started.is_err() {
                worker();
            }
        }
    });
}
