//! The figures of the columns that a cycle declares: of its own, and of each year.

use std::sync::Arc;

use serde::Serialize;

use super::field_names::{field_of, field_of_year, series_of, word};
use super::row_figures::RowFigures;
use crate::ground::wareki::{self, Year};
use crate::model::by_year::{Series, YearValue};
use crate::model::column::{Column, Columns, Holds};
use crate::model::indicator::Indicator;
use crate::model::own_cell::OwnCell;
use crate::render::figure::{Figure, UNRESOLVED};

/// What stands in one of the cycle's own columns.
#[derive(Debug, Clone, Serialize)]
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

/// A value of a year of an indicator.
#[derive(Debug, Serialize)]
pub struct YearFigure {
    /// `actual`, `target`, `expected`, `baseline` or `comparator`.
    pub series: &'static str,
    /// What people call it: 「実績」, 「全国」.
    pub name: String,
    /// The fiscal year.
    pub year: i32,
    /// The same as it prints: 「令和元年度」.
    pub label: String,
    /// The value.
    pub value: Figure,
    /// Whether the years before can't be compared with it.
    pub breaks: bool,
    /// The day on which it took the place of another value: 「令和５年３月31日」; none of one that never did.
    pub revised: Option<String>,
    /// The value that it had before; none where nobody knows.
    pub was: Option<Figure>,
    /// A note on it; empty where there is none.
    pub note: String,
    /// The name by which annexes ask for it: `actual.2019`, `全国.2019`.
    #[serde(skip)]
    pub field: String,
}

/// A fiscal year as it prints.
fn label(western: i32) -> String {
    Year { western, fiscal: true }.print()
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
        Some(YearFigure::new(&series, column.year?, value, field))
    };
    columns.iter().filter_map(figure).collect()
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

impl YearFigure {
    /// A value of which nothing more is said.
    fn new(series: &Series, year: i32, value: Figure, field: String) -> Self {
        let name = series.column().strip_suffix('値').unwrap_or(series.column()).to_owned();
        let (breaks, revised, was, note) = (false, None, None, String::new());
        Self {
            series: word(series),
            name,
            year,
            label: label(year),
            value,
            breaks,
            revised,
            was,
            note,
            field,
        }
    }
}

/// The values of its years, each series from its first year to its last, and its baseline. The one by which it is judged
/// is the same figure as there.
pub(super) fn years(row: &RowFigures<'_>, indicator: &Indicator) -> Vec<YearFigure> {
    let mut values: Vec<&YearValue> = indicator.by_year.iter().collect();
    values.sort_by_key(|value| (&value.series, value.year));
    baseline(row, indicator)
        .into_iter()
        .chain(values.into_iter().map(|value| of_year(row, indicator, value)))
        .collect()
}

fn of_year(row: &RowFigures<'_>, indicator: &Indicator, value: &YearValue) -> YearFigure {
    let chosen = [(&indicator.actual, Series::Actual), (&indicator.target, Series::Target)];
    let field = field_of_year(&value.series, value.year);
    let is_chosen = chosen
        .iter()
        .any(|(of, series)| of.cell.origin == value.field.cell.origin && *series == value.series);
    let id = if is_chosen && !value.field.is_absent() { word(&value.series) } else { &field };
    let shown = row.reported(id, &value.field);
    let was = value.said.was.as_ref().map(|was| row.reported(&format!("{field}.was"), was));
    YearFigure {
        breaks: value.said.is_break,
        revised: value.said.revised.map(wareki::date),
        was,
        note: value.said.note.clone(),
        ..YearFigure::new(&value.series, value.year, shown, field)
    }
}

/// The baseline as a value of its year.
fn baseline(row: &RowFigures<'_>, indicator: &Indicator) -> Option<YearFigure> {
    let year = indicator.baseline_year.value()?.western;
    let value = row.reported("baseline", &indicator.baseline);
    let field = format!("baseline.{year}");
    let (series, name) = ("baseline", "基準".to_owned());
    (!indicator.baseline.is_absent()).then(|| YearFigure {
        series,
        name,
        ..YearFigure::new(&Series::Actual, year, value, field)
    })
}
