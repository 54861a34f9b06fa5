//! The signals that ask a run to stop: it finishes what it is at, and leaves by itself.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use crate::ground::fault::Fault;

/// Listens to the signals from now on: to Ctrl+C, to `kill`, and to a terminal that is closed. Returns what becomes true
/// when one comes.
///
/// # Errors
///
/// If the machine does not let them be heard.
pub fn listen() -> Result<Arc<AtomicBool>, Fault> {
    let asked = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(&asked)).map_err(Fault::format)?;
    }
    Ok(asked)
}
