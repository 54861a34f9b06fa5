//! Values of an indicator year by year: what was reached in each, what each was to reach, what others reached.

use std::sync::Arc;

use chrono::NaiveDate;

use super::value::{Field, Quantity};

/// What a value of a year is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Series {
    /// 実績値
    Actual,
    /// 目標値
    Target,
    /// 目安値
    Expected,
    /// What it is compared with: its place among those of the cycle, and its name, 「全国」.
    Comparator(usize, Arc<str>),
}

impl Series {
    /// Those that the standard form has a column of.
    pub const OF_THE_FORM: [Self; 3] = [Self::Actual, Self::Target, Self::Expected];

    /// What people call it, as the standard form does where it has a column of it.
    pub fn column(&self) -> &str {
        match self {
            Self::Actual => "実績値",
            Self::Target => "目標値",
            Self::Expected => "目安値",
            Self::Comparator(_, name) => name,
        }
    }
}

/// Where a value of a year was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearSource {
    /// In the row itself.
    Row,
    /// In `series.csv`.
    List,
    /// In last year's row of the indicator.
    LastYear,
}

/// A value of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearValue {
    /// What it is.
    pub series: Series,
    /// The fiscal year.
    pub year: i32,
    /// The value.
    pub field: Field<Quantity>,
    /// Where it was read.
    pub source: YearSource,
    /// What `series.csv` says of it.
    pub said: YearRemark,
}

impl YearValue {
    /// A value of which nothing more is said.
    pub fn new(series: Series, year: i32, field: Field<Quantity>, source: YearSource) -> Self {
        Self { series, year, field, source, said: YearRemark::default() }
    }
}

/// What is said of a value of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct YearRemark {
    /// Whether those of the years before can't be compared with it.
    pub is_break: bool,
    /// The day on which it took the place of another value.
    pub revised: Option<NaiveDate>,
    /// The value that it had before.
    pub was: Option<Field<Quantity>>,
    /// A note on it.
    pub note: String,
}

impl YearRemark {
    /// Whether it is said that the value, or how it is counted, changed.
    pub fn says_change(&self) -> bool {
        self.is_break || self.revised.is_some()
    }
}
