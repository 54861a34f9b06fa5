//! The names by which figures, templates and annexes know values of years and declared columns.

use crate::model::by_year::Series;
use crate::model::column::Column;

/// The word by which templates know a series.
pub(super) fn word(series: &Series) -> &'static str {
    match series {
        Series::Actual => "actual",
        Series::Target => "target",
        Series::Expected => "expected",
        Series::Comparator(..) => "comparator",
    }
}

/// The name by which figures and annexes know a value of a year: `actual.2019`, `全国.2019`.
pub(super) fn field_of_year(series: &Series, year: i32) -> String {
    let series = match series {
        Series::Comparator(_, name) => name,
        own => word(own),
    };
    format!("{series}.{year}")
}

/// The name by which figures and annexes know a declared column: `own.budget.2019`, `actual.2019`; none of a column of
/// the standard form.
pub fn field_of(column: &Column) -> Option<String> {
    if column.is_own {
        return Some(format!("own.{}", column.id.replace('/', ".")));
    }
    Some(field_of_year(&series_of(column)?, column.year?))
}

/// The series of the standard form that a column is a year of.
pub(super) fn series_of(column: &Column) -> Option<Series> {
    let (id, _) = column.id.split_once('/').filter(|_| !column.is_own)?;
    Series::OF_THE_FORM.into_iter().find(|series| series.column() == id)
}
