//! What has been placed in a workbook so far: where each sheet put its fields, and where each figure stands.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::row_col_to_cell;

use crate::render::artifact::Printed;
use crate::render::figure::Figure;
use crate::render::used_figures;

/// Where a sheet of rows put its fields, for formulas that count them.
#[derive(Debug, Clone)]
pub(super) struct PlacedFields {
    /// The first and last row of the data, from 0.
    pub rows: (u32, u32),
    /// The column of each field, from 0.
    pub columns: BTreeMap<String, u16>,
}

/// What has been placed in a workbook so far.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// The sheets of rows, by name.
    sheets: BTreeMap<String, PlacedFields>,
    /// The figures, by id.
    figures: BTreeMap<String, Printed>,
}

impl Placed {
    /// Where a sheet of rows put its fields; none if there is no such sheet yet.
    pub(super) fn sheet(&self, name: &str) -> Option<&PlacedFields> {
        self.sheets.get(name)
    }

    /// Notes where a sheet of rows put its fields.
    pub(super) fn add_sheet(&mut self, name: &str, fields: PlacedFields) {
        self.sheets.insert(name.to_owned(), fields);
    }

    /// Notes that a figure stands in a cell; a mark in place of a figure has no id and is not listed.
    pub(super) fn place(&mut self, sheet: &str, (row, column): (u32, u16), figure: &Figure) {
        let Some(id) = &figure.id else { return };
        let new = || Printed::of(figure, id, "", Vec::new());
        let printed = self.figures.entry(id.clone()).or_insert_with(new);
        printed.places.push(format!("{sheet}!{}", row_col_to_cell(row, column)));
    }

    /// The figures that were placed, each with its cells, and those of which these came. `shown` are the figures of the
    /// sheets' views, `used` those of which they came.
    pub(super) fn printed(
        self,
        shown: &BTreeMap<String, Figure>,
        used: &BTreeMap<String, Figure>,
    ) -> Vec<Printed> {
        let placed = self.figures.keys().map(String::as_str).collect();
        let used = used_figures::reached(&placed, shown, used).into_iter();
        let used: Vec<Printed> = used.map(|(id, figure)| Printed::used(figure, id, "")).collect();
        self.figures.into_values().chain(used).collect()
    }
}
