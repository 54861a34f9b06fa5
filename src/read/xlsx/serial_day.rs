//! Days as workbooks count them.

use chrono::{Duration, NaiveDate, NaiveDateTime};

/// A number that is formatted as a moment and is none: what Excel shows of it, as 「#####」.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct NoMoment(pub &'static str);

/// The day of a serial number, if it is one.
pub(super) fn day_of(serial: i64, epoch_1904: bool) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(&day(serial, epoch_1904).ok()?, "%Y-%m-%d").ok()
}

/// The day of a serial number, as 2020-02-07.
///
/// # Errors
///
/// If there is no such day.
pub(super) fn day(serial: i64, epoch_1904: bool) -> Result<String, NoMoment> {
    // Excel counts a 29 February 1900: from 1 March on, day 1 is 31 December 1899.
    let begin = match (epoch_1904, serial) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1),
        (false, 0) => return Err(NoMoment("1900-01-00")),
        (false, 60) => return Err(NoMoment("1900-02-29")),
        (false, ..60) => NaiveDate::from_ymd_opt(1899, 12, 31),
        (false, _) => NaiveDate::from_ymd_opt(1899, 12, 30),
    };
    let day = Duration::try_days(serial).and_then(|days| begin?.checked_add_signed(days));
    day.map(|day| day.format("%Y-%m-%d").to_string()).ok_or(NoMoment("#####"))
}

/// The serial number of a day, or of a moment, that is written in ISO 8601: `2022-04-01T12:00:00` is 44652.5.
pub(super) fn serial_of(written: &str, epoch_1904: bool) -> Option<f64> {
    let written = written.trim().trim_end_matches('Z');
    let day = || NaiveDate::parse_from_str(written, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
    let moment = NaiveDateTime::parse_from_str(written, "%Y-%m-%dT%H:%M:%S%.f").ok().or_else(day)?;
    let first = if epoch_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
    let first = NaiveDate::from_ymd_opt(first.0, first.1, first.2)?.and_hms_opt(0, 0, 0)?;
    let minutes = i32::try_from(moment.signed_duration_since(first).num_seconds() / 60).ok()?;
    Some(f64::from(minutes) / 1_440.0)
}
