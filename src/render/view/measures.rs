//! The measures with their departments.

use serde::Serialize;

use super::field_row::{CellValue, FieldRow};
use super::indicators::owner;
use crate::render::scope::Scope;

/// A measure of the plan as a list shows it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Default))]
pub struct MeasureRow {
    /// The measure's number: 「2-ア-3」.
    pub number: String,
    /// The measure's title, as the plan has it.
    pub title: String,
    /// The id of its category: 「2-ア」.
    pub category: String,
    /// The division that owns it: 「政策企画課」.
    pub owner: String,
    /// How many rows of indicators were returned for it.
    pub indicators: usize,
}

impl FieldRow for MeasureRow {
    fn fields(&self) -> Vec<(&str, CellValue<'_>)> {
        vec![
            ("number", (&self.number).into()),
            ("title", (&self.title).into()),
            ("category", (&self.category).into()),
            ("owner", (&self.owner).into()),
            ("indicators", self.indicators.into()),
        ]
    }
}

/// The scope's measures in the printed order.
pub fn view(scope: &Scope<'_>) -> Vec<MeasureRow> {
    scope
        .measures
        .iter()
        .map(|measure| MeasureRow {
            number: measure.number.text.clone(),
            title: measure.title.text.clone(),
            category: measure.category.text.clone(),
            owner: owner(scope.cycle, measure).text,
            indicators: scope.rows_of(&measure.number.text).count(),
        })
        .collect()
}
