//! The measures with their departments.

use serde::Serialize;

use super::indicators::owner;
use crate::render::scope::Scope;

/// A measure.
#[derive(Debug, Serialize)]
pub struct Row {
    pub number: String,
    pub title: String,
    pub category: String,
    pub owner: String,
    /// How many indicators it has.
    pub indicators: usize,
}

/// Makes the view.
pub fn view(scope: &Scope<'_>) -> Vec<Row> {
    scope
        .measures
        .iter()
        .map(|measure| Row {
            number: measure.number.text.clone(),
            title: measure.title.text.clone(),
            category: measure.category.text.clone(),
            owner: owner(scope.cycle, measure),
            indicators: scope.rows_of(&measure.number.text).count(),
        })
        .collect()
}
