//! A meeting that does not take place on its first day: put off to another (延期), or called off (中止).

use chrono::NaiveDate;
use serde::Deserialize;

use super::toml_date::date;

/// A meeting that was put off. The new day is the stage's own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Postponement {
    /// The day on which it was to be until then.
    #[serde(deserialize_with = "date")]
    pub from: NaiveDate,
    /// The day on which that was decided. What is dated before it knows the old day.
    #[serde(deserialize_with = "date")]
    pub on: NaiveDate,
    /// Why: 「感染症の拡大を防ぐため」.
    #[serde(default)]
    pub reason: String,
}

/// A meeting that was called off.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    /// The day on which that was decided. What is dated before it does not know of it.
    #[serde(deserialize_with = "date")]
    pub on: NaiveDate,
    /// Why.
    #[serde(default)]
    pub reason: String,
}
