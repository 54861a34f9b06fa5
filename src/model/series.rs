//! `series.csv`: the years of indicators, a value a row.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::by_year::{Series, YearRemark, YearSource, YearValue};
use super::indicator::{Indicator, Key};
use super::submission::Submissions;
use super::value::{Cell, Field, Quantity};

/// The `[series]` of `cycle.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesSettings {
    /// What indicators are compared with; the first is N.
    #[serde(default = "nation")]
    pub comparators: Vec<Spanned<String>>,
}

impl Default for SeriesSettings {
    fn default() -> Self {
        Self { comparators: nation() }
    }
}

fn nation() -> Vec<Spanned<String>> {
    vec![Spanned::new(0..0, "全国".into())]
}

impl SeriesSettings {
    /// The words of 種別, each with the series that it means.
    pub fn kinds(&self) -> Vec<(Arc<str>, Series)> {
        let own = [("実績", Series::Actual), ("目標", Series::Target), ("目安", Series::Expected)];
        let own = own.into_iter().map(|(word, series)| (word.into(), series));
        let others = self.comparators.iter().map(|name| Arc::<str>::from(name.get_ref().as_str()));
        own.chain(others.enumerate().map(|(place, name)| (name.clone(), Series::Comparator(place, name))))
            .collect()
    }
}

/// A value of a year, as the list says it.
#[derive(Debug, Clone)]
pub struct SeriesRow {
    /// Which indicator it is of.
    pub key: Key,
    /// 取組番号.
    pub measure: Cell,
    /// What it is.
    pub series: Series,
    /// The fiscal year.
    pub year: i32,
    /// The value, which is read by the unit of its indicator.
    pub value: Cell,
    /// The value that it had before, where another row of the list says it.
    pub was: Option<Cell>,
    /// What is said of it.
    pub said: YearRemark,
}

/// What is known of the years of indicators beside this year's returns.
#[derive(Debug, Clone, Default)]
pub struct SeriesBook {
    rows: BTreeMap<Key, Vec<SeriesRow>>,
    last_years: BTreeMap<Key, Arc<Indicator>>,
}

impl SeriesBook {
    /// Adds a row.
    pub fn add(&mut self, row: SeriesRow) {
        self.rows.entry(row.key.clone()).or_default().push(row);
    }

    /// Keeps what last year's rows say of the years before.
    pub fn remember(&mut self, last_year: &Submissions) {
        let rows = last_year.files.iter().flat_map(|file| &file.rows);
        self.last_years = rows.map(|row| (row.key.clone(), row.clone())).collect();
    }

    /// All rows of the list, by indicator.
    pub fn rows(&self) -> impl Iterator<Item = &SeriesRow> {
        self.rows.values().flatten()
    }

    /// The rows of an indicator.
    pub fn of(&self, key: &Key) -> &[SeriesRow] {
        self.rows.get(key).map_or(&[], Vec::as_slice)
    }

    /// What last year's row of an indicator reached in years before this one's, if it was counted in the same unit.
    pub fn last_years(&self, key: &Key, unit: &str, now: Option<i32>) -> Vec<YearValue> {
        let Some(row) = self.last_years.get(key).filter(|row| row.is_counted_in(unit)) else {
            return Vec::new();
        };
        let is_past = |value: &&YearValue| {
            value.series == Series::Actual
                && now.is_none_or(|now| value.year < now)
                && value.field.value().is_some()
        };
        let past = |value: &YearValue| YearValue {
            source: YearSource::LastYear,
            said: YearRemark::default(),
            ..value.clone()
        };
        row.by_year.iter().filter(is_past).map(past).collect()
    }

    /// What last year's row of an indicator said of a value of a year.
    pub fn last_said(&self, key: &Key, series: &Series, year: i32) -> Option<&Field<Quantity>> {
        self.last_years.get(key)?.of_year(series, year)
    }
}
