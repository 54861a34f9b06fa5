//! What would end the program at once, before anyone could say why: whoever comes to it is held here, and
//! [`template_guard`](super::template_guard) ends the run.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use signal_hook::consts::SIGABRT;

/// Whether someone is held that asked for more memory than there may be.
static ASKED_TOO_MUCH: AtomicBool = AtomicBool::new(false);
/// Whether someone is held that broke off: typst does so where the stack is too small for what is nested.
static BROKE_OFF: AtomicBool = AtomicBool::new(false);

/// Holds whoever asks for more memory than there may be.
pub(super) fn hold_asker() -> ! {
    hold(&ASKED_TOO_MUCH)
}

/// Holds from now on whoever aborts the program.
///
/// # Errors
///
/// If the machine refuses.
pub(super) fn hold_aborts() -> io::Result<()> {
    // SAFETY: what it does may be done in a signal's handler: it sets a flag and sleeps.
    unsafe { signal_hook::low_level::register(SIGABRT, || hold(&BROKE_OFF)) }.map(drop)
}

/// Whether someone is held that asked for too much memory.
pub(super) fn someone_asked_too_much() -> bool {
    ASKED_TOO_MUCH.load(Ordering::Relaxed)
}

/// Whether someone is held that broke off.
pub(super) fn someone_broke_off() -> bool {
    BROKE_OFF.load(Ordering::Relaxed)
}

fn hold(flag: &AtomicBool) -> ! {
    flag.store(true, Ordering::Relaxed);
    loop {
        std::thread::sleep(Duration::from_secs(1));
    }
}
