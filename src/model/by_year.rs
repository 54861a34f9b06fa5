//! Values of an indicator year by year: what was reached in each, what each was to reach.

use super::value::{Field, Quantity};

/// What a value of a year is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Series {
    /// 実績値
    Actual,
    /// 目標値
    Target,
    /// 目安値
    Expected,
}

impl Series {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Actual, Self::Target, Self::Expected];

    /// The column of the standard form that has these values.
    pub fn column(self) -> &'static str {
        match self {
            Self::Actual => "実績値",
            Self::Target => "目標値",
            Self::Expected => "目安値",
        }
    }
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
}
