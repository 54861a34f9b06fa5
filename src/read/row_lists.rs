//! What the rows of returns are read by: the columns of the form, and the lists of the cycle.

use crate::model::column::Columns;
use crate::model::cycle::Cycle;
use crate::model::cycle_names::CycleNames;
use crate::model::series::SeriesBook;

/// What a row is read by.
#[derive(Debug, Clone, Copy)]
pub struct RowLists<'a> {
    /// The columns of the return.
    pub columns: &'a Columns,
    /// The names in the cycle's lists.
    pub names: &'a CycleNames,
    /// The grades that indicators may be to reach, the best first.
    pub grades: &'a [String],
    /// What is known of the years of indicators beside the return; nothing of last year's returns, which stand for
    /// themselves.
    pub series: Option<&'a SeriesBook>,
}

impl<'a> RowLists<'a> {
    /// Those of a cycle.
    pub fn of(cycle: &'a Cycle) -> Self {
        let grades = &cycle.settings.evaluation.grades;
        Self { columns: &cycle.return_columns, names: &cycle.names, grades, series: Some(&cycle.series) }
    }
}
