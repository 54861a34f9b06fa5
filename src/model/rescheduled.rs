//! A meeting that does not take place on its first day: put off to another (延期), or called off (中止).

use chrono::NaiveDate;
use serde::Deserialize;

use super::toml_date::{date, optional_date};

/// What is printed in the place of the day of a meeting that is put off and has none yet.
pub const UNDATED: &str = "未定";

/// A meeting that was put off. The new day is the stage's own, once there is one.
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
    /// Whether there is no new day yet.
    #[serde(default)]
    pub undecided: bool,
    /// The day on which the new day was decided on, where there was none at first.
    #[serde(default, deserialize_with = "optional_date")]
    pub settled: Option<NaiveDate>,
}

impl Postponement {
    /// Whether on a day it is put off to a day that nobody knows yet.
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        self.on <= day && (self.undecided || self.settled.is_some_and(|settled| day < settled))
    }

    /// From which day on the new day is known; none as long as there is none.
    pub fn known_from(&self) -> Option<NaiveDate> {
        (!self.undecided).then(|| self.settled.unwrap_or(self.on))
    }
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
