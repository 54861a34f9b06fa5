//! The figures of the columns that a cycle declares: of its own, and of each year.

use std::sync::Arc;

use serde::Serialize;

use super::row_figures::RowFigures;
use crate::ground::wareki::Year;
use crate::model::by_year::{Series, YearValue};
use crate::model::column::{Column, Columns, Holds};
use crate::model::indicator::Indicator;
use crate::model::own_cell::OwnCell;
use crate::render::figure::{Figure, UNRESOLVED};

/// What stands in one of the cycle's own columns.
#[derive(Debug, Serialize)]
pub struct OwnFigure {
    /// The column's id in `cycle.toml`: `budget`.
    pub id: String,
    /// What the form calls the column: 「決算額」.
    pub name: String,
    /// What its numbers are counted in: 「千円」; empty where it has no unit.
    pub unit: String,
    /// The fiscal year that it is of; none where the column is of no year.
    pub year: Option<i32>,
    /// The value.
    pub value: Figure,
    /// The name by which annexes ask for it: `own.budget`, `own.budget.2019`.
    #[serde(skip)]
    pub field: String,
}

/// A value of a year, of an indicator whose form has a column for each year.
#[derive(Debug, Serialize)]
pub struct YearFigure {
    /// `actual`, `target` or `expected`.
    pub series: &'static str,
    /// The fiscal year.
    pub year: i32,
    /// The same as it prints: 「令和元年度」.
    pub label: String,
    /// The value.
    pub value: Figure,
    /// The name by which annexes ask for it: `actual.2019`.
    #[serde(skip)]
    pub field: String,
}

/// A fiscal year as it prints.
fn label(western: i32) -> String {
    Year { western, fiscal: true }.print()
}

/// The word by which figures and annexes know a series.
fn word(series: Series) -> &'static str {
    match series {
        Series::Actual => "actual",
        Series::Target => "target",
        Series::Expected => "expected",
    }
}

/// The name by which figures and annexes know a declared column: `own.budget.2019`, `actual.2019`; none of a column of
/// the standard form.
pub fn field_of(column: &Column) -> Option<String> {
    if column.is_own {
        return Some(format!("own.{}", column.id.replace('/', ".")));
    }
    Some(format!("{}.{}", word(series_of(column)?), column.year?))
}

/// The figures of the cycle's own columns.
pub(super) fn own(row: &RowFigures<'_>, indicator: &Indicator) -> Vec<OwnFigure> {
    let figure = |own: &OwnCell| {
        let field = field_of(&own.column).unwrap_or_default();
        let value = row.own(&field, &own.field);
        own_figure(&own.column, field, value)
    };
    indicator.own.iter().map(figure).collect()
}

/// The own columns of a measure of which nothing usable was returned.
pub(super) fn unresolved_own(columns: &Columns, id: impl Fn(&str) -> String) -> Vec<OwnFigure> {
    let figure = |column: &Arc<Column>| {
        let field = field_of(column).unwrap_or_default();
        let mark = Figure::mark(id(&field), UNRESOLVED);
        own_figure(column, field, mark)
    };
    columns.own().map(figure).collect()
}

/// The values of the years of such a measure.
pub(super) fn unresolved_years(columns: &Columns, id: impl Fn(&str) -> String) -> Vec<YearFigure> {
    let figure = |column: &Arc<Column>| {
        let (field, series) = (field_of(column)?, series_of(column)?);
        let value = Figure::mark(id(&field), UNRESOLVED);
        let year = column.year?;
        Some(YearFigure { series: word(series), year, label: label(year), value, field })
    };
    columns.iter().filter_map(figure).collect()
}

/// The series of the standard form that a column is a year of.
fn series_of(column: &Column) -> Option<Series> {
    let (id, _) = column.id.split_once('/').filter(|_| !column.is_own)?;
    Series::ALL.into_iter().find(|series| series.column() == id)
}

/// A value of an own column.
pub(super) fn own_figure(column: &Column, field: String, value: Figure) -> OwnFigure {
    let unit = match &column.holds {
        Holds::Amount(amount) => amount.unit.to_string(),
        _ => String::new(),
    };
    let (id, _) = column.id.split_once('/').unwrap_or((&column.id, ""));
    OwnFigure { id: id.into(), name: column.name.to_string(), unit, year: column.year, value, field }
}

/// The values of its years. The one by which it is judged is the same figure as there.
pub(super) fn years(row: &RowFigures<'_>, indicator: &Indicator) -> Vec<YearFigure> {
    let chosen = [(&indicator.actual, "actual"), (&indicator.target, "target")];
    let figure = |value: &YearValue| {
        let field = format!("{}.{}", word(value.series), value.year);
        let same = chosen
            .iter()
            .find(|(of, id)| of.cell.origin == value.field.cell.origin && *id == word(value.series));
        let id = same.filter(|_| !value.field.is_absent()).map_or(&*field, |(_, id)| id);
        let shown = row.reported(id, &value.field);
        let (series, year) = (word(value.series), value.year);
        YearFigure { series, year, label: label(year), value: shown, field }
    };
    indicator.by_year.iter().map(figure).collect()
}
