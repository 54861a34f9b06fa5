//! Values in the columns that a cycle declares for itself.

use std::sync::Arc;

use chrono::NaiveDate;

use super::column::Column;
use super::value::{Field, Quantity};
use crate::ground::wareki::{self, Year};

/// What stands in a cycle's own column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnValue {
    /// Words, also those of a list.
    Words(String),
    /// A number, money, a rank or points, in the column's unit.
    Number(Quantity),
    /// A year.
    Year(Year),
    /// A day.
    Date(NaiveDate),
}

impl OwnValue {
    /// The number, if it is one.
    pub fn number(&self) -> Option<&Quantity> {
        match self {
            Self::Number(quantity) => Some(quantity),
            Self::Words(_) | Self::Year(_) | Self::Date(_) => None,
        }
    }

    /// What is printed of it, without its unit: 「1,200」, 「令和２年３月１日」.
    pub fn print(&self) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Number(quantity) => quantity.print(quantity.decimals),
            Self::Year(year) => year.print(),
            Self::Date(day) => wareki::date(*day),
        }
    }
}

/// A cell of a cycle's own column, as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnCell {
    /// Its column.
    pub column: Arc<Column>,
    /// What stands in it.
    pub field: Field<OwnValue>,
}
