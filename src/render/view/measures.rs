//! The measures with their departments.

use serde::Serialize;

use super::field_row::{CellValue, FieldRow};
use super::indicators::owner;
use crate::render::scope::Scope;

/// A measure.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Default))]
pub struct MeasureRow {
    /// 「2-ア-3」
    pub number: String,
    /// What it is called.
    pub title: String,
    /// The category's id.
    pub category: String,
    /// The division that owns it.
    pub owner: String,
    /// How many indicators it has.
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

/// Makes the view.
pub fn view(scope: &Scope<'_>) -> Vec<MeasureRow> {
    scope
        .measures
        .iter()
        .map(|measure| MeasureRow {
            number: measure.number.text.clone(),
            title: measure.title.text.clone(),
            category: measure.category.text.clone(),
            owner: owner(scope.cycle, measure),
            indicators: scope.rows_of(&measure.number.text).count(),
        })
        .collect()
}
