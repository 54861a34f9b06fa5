//! Tables that a cycle declares for itself: 予算額, 一次評価, what members think of each 施策.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use super::column::{Column, Columns, Holds};
use super::declared_column::DeclaredColumn;
use super::own_cell::OwnCell;
use crate::ground::origin::Origin;

/// A `[[tables]]` of `cycle.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclaredTable {
    /// Its id, by which views and files know it: `budget`.
    pub id: Spanned<String>,
    /// What people call it: 「予算額・決算額」.
    pub title: String,
    /// What a row is of: one of these, or several together.
    pub key: Vec<Spanned<TableKey>>,
    /// Its columns; those of its key under other names among them.
    #[serde(default)]
    pub columns: Vec<DeclaredColumn>,
    /// Whether `shiryo new --from` carries its files over into the next year.
    #[serde(default)]
    pub carried: bool,
    /// Whether everything that it can have a row of must have one.
    #[serde(default)]
    pub complete: bool,
}

/// What a row of a table is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableKey {
    /// A measure (取組).
    Measure,
    /// An indicator of a measure.
    Indicator,
    /// A category of the plan's tree, at any depth.
    Category,
    /// A department.
    Department,
    /// A member of a body.
    Member,
    /// An organization.
    Organization,
    /// A fiscal year.
    Year,
    /// Nothing of the plan: its rows are numbered, as what the public wrote is.
    Number,
}

/// The id of the column that says who sent in a numbered row: they are counted, and never shown.
pub const SUBMITTER: &str = "submitter";

impl TableKey {
    /// The columns that say it.
    pub fn columns(self) -> Vec<Column> {
        let one = |name: &str, holds| vec![Column::new(name, holds).required().key()];
        match self {
            Self::Measure => one("取組番号", Holds::MeasureNumber),
            Self::Indicator => {
                [one("取組番号", Holds::MeasureNumber), one("指標番号", Holds::Ordinal)].concat()
            }
            Self::Category => one("区分", Holds::Name),
            Self::Department => one("部署", Holds::Name),
            Self::Member => one("構成員", Holds::Name),
            Self::Organization => one("団体", Holds::Name),
            Self::Year => one("年度", Holds::Year),
            Self::Number => one("番号", Holds::Ordinal),
        }
    }
}

/// A table as it was read.
#[derive(Debug, Clone)]
pub struct OwnTable {
    /// Its id.
    pub id: String,
    /// What a row is of.
    pub key: Vec<TableKey>,
    /// Its columns.
    pub columns: Columns,
    /// Its rows, in the order of its files.
    pub rows: Vec<OwnTableRow>,
    /// Whether nothing that is made of it tells which member or organization a row is of.
    pub is_anonymous: bool,
}

/// A row of such a table.
#[derive(Debug, Clone)]
pub struct OwnTableRow {
    /// Where it stands.
    pub origin: Origin,
    /// What it is of, in the order of the table's key: numbers and codes as the lists spell them, a year as 2019.
    pub key: Vec<Arc<str>>,
    /// The day on which it came; none if nobody noted it, so that it was there from the start.
    pub received: Option<NaiveDate>,
    /// What stands in its columns.
    pub own: Vec<OwnCell>,
}

impl OwnTable {
    /// What a row is of, of one kind; none if the table's rows are of no such thing.
    pub fn of<'a>(&self, row: &'a OwnTableRow, kind: TableKey) -> Option<&'a str> {
        let at = self.key.iter().position(|key| *key == kind)?;
        row.key.get(at).map(|key| &**key)
    }

    /// Whether its rows are numbered.
    pub fn is_numbered(&self) -> bool {
        self.key.contains(&TableKey::Number)
    }

    /// What papers may show of a row: all but who sent it in.
    pub fn shown<'r>(&self, row: &'r OwnTableRow) -> impl Iterator<Item = &'r OwnCell> {
        let is_numbered = self.is_numbered();
        row.own.iter().filter(move |own| !(is_numbered && own.column.is(SUBMITTER)))
    }

    /// Whether it holds evaluations.
    pub fn evaluates(&self) -> bool {
        self.columns.own().any(|column| column.evaluation.is_some())
    }

    /// What a row is of, as papers say it: 「2-ア-3　2019」.
    pub fn called(&self, row: &OwnTableRow) -> String {
        let is_told =
            |key: &TableKey| !(self.is_anonymous && matches!(key, TableKey::Member | TableKey::Organization));
        let told = self.key.iter().zip(&row.key).filter(|(key, _)| is_told(key));
        told.map(|(_, of)| &**of).collect::<Vec<_>>().join("\u{3000}")
    }

    /// Whether its rows are of measures or of their indicators.
    pub fn is_of_measures(&self) -> bool {
        self.key.iter().any(|key| matches!(key, TableKey::Measure | TableKey::Indicator))
    }

    /// The number of the measure that a row is of.
    pub fn measure<'a>(&self, row: &'a OwnTableRow) -> Option<&'a str> {
        let of_indicator = || Some(self.of(row, TableKey::Indicator)?.split_once('/')?.0);
        self.of(row, TableKey::Measure).or_else(of_indicator)
    }

    /// The rows that were there on a day: of each thing the one that came last by then, in the order of the files.
    pub fn as_of(&self, cutoff: NaiveDate) -> Vec<&OwnTableRow> {
        let by_then: Vec<&OwnTableRow> =
            self.rows.iter().filter(|row| row.received.is_none_or(|day| day <= cutoff)).collect();
        let is_last = |row: &&&OwnTableRow| {
            !by_then.iter().any(|other| other.key == row.key && other.received > row.received)
        };
        by_then.iter().filter(is_last).copied().collect()
    }
}
