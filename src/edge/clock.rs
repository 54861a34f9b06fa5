//! The day and the time on this machine.
#![expect(clippy::disallowed_methods, reason = "this is where the clock is read")]

/// The day on this machine. Only `status` and `send` ask for it: papers take every date from the cycle.
pub fn today() -> chrono::NaiveDate {
    chrono::Local::now().date_naive()
}

/// Now, as the ledger and the log write it: 「2020-02-07T17:05:09+09:00」.
pub fn now() -> String {
    chrono::Local::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
}
