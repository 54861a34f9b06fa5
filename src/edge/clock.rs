//! The day on this machine.
#![expect(clippy::disallowed_methods, reason = "this is where the clock is read")]

/// The day on this machine. Only `status` and `send` ask for it: papers take every date from the cycle.
pub fn today() -> chrono::NaiveDate {
    chrono::Local::now().date_naive()
}
