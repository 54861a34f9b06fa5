//! Rows of tables, as an annex's columns ask for them: by the names of their fields.

use crate::render::figure::{Figure, ShowsFigures};

/// What a row holds in a field.
#[derive(Debug, Clone, Copy)]
pub enum CellValue<'a> {
    /// A figure with its id, or the mark in its place.
    Figure(&'a Figure),
    /// A text.
    Text(&'a str),
    /// A number that is not traced, such as how many rows a measure has.
    Number(usize),
    /// Nothing that a cell can show: no value, or what only papers draw, such as a list or a bar.
    Blank,
}

impl<'a> CellValue<'a> {
    /// The figure, if it is one that a workbook holds as a number.
    pub fn numeric(self) -> Option<&'a Figure> {
        match self {
            CellValue::Figure(figure) => Some(figure).filter(|figure| figure.number.is_some()),
            _ => None,
        }
    }

    /// The words that may take several lines; a number stands on one.
    pub fn words(self) -> Option<&'a str> {
        match self {
            CellValue::Figure(figure) => Some(figure.text.as_str()).filter(|_| figure.number.is_none()),
            CellValue::Text(text) => Some(text),
            CellValue::Number(_) | CellValue::Blank => None,
        }
    }
}

impl<'a> From<&'a Figure> for CellValue<'a> {
    fn from(figure: &'a Figure) -> Self {
        CellValue::Figure(figure)
    }
}

impl<'a> From<&'a str> for CellValue<'a> {
    fn from(text: &'a str) -> Self {
        CellValue::Text(text)
    }
}

impl<'a> From<&'a String> for CellValue<'a> {
    fn from(text: &'a String) -> Self {
        CellValue::Text(text)
    }
}

impl<'a> From<Option<&'a str>> for CellValue<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(CellValue::Blank, CellValue::Text)
    }
}

impl From<usize> for CellValue<'_> {
    fn from(number: usize) -> Self {
        CellValue::Number(number)
    }
}

/// A row of a table. Papers get it serialized, annexes ask for its fields; both know it by the same names.
pub trait FieldRow {
    /// Every field with what it holds.
    fn fields(&self) -> Vec<(&str, CellValue<'_>)>;

    /// What it holds in a field; none if it has no such field.
    fn cell(&self, field: &str) -> Option<CellValue<'_>> {
        self.fields().into_iter().find(|(name, _)| *name == field).map(|(_, value)| value)
    }

    /// Shows the figures that stand in no field of the row itself, but in a list below one.
    fn show_nested(&self, _see: &mut dyn FnMut(&Figure)) {}
}

impl<R: FieldRow> ShowsFigures for R {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        for (_, value) in self.fields() {
            if let CellValue::Figure(figure) = value {
                see(figure);
            }
        }
        self.show_nested(see);
    }
}
