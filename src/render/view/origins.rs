//! Where every value of the register comes from.

use serde::Serialize;

use super::field_row::{CellValue, FieldRow};
use crate::ground::wareki;
use crate::render::scope::Scope;

/// A filled cell of a return, and where it stands.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Default))]
pub struct OriginRow {
    /// The measure's number: 「2-ア-3」.
    pub number: String,
    /// The indicator's number within its measure: 「1」.
    pub indicator: String,
    /// The header of the column: 「実績値」.
    pub item: String,
    /// What the department wrote.
    pub text: String,
    /// The file, below the root: 「inputs/submissions/joho.csv」.
    pub file: String,
    /// The line of the file or of the sheet, from 1.
    pub line: String,
    /// The number of the column, or 「調査票!R12」 in a workbook.
    pub column: String,
    /// The day that the file was received: 「令和元年12月25日」. Empty where nothing says so.
    pub received: String,
    /// The hash of the file, in hexadecimal.
    pub sha256: String,
}

impl FieldRow for OriginRow {
    fn fields(&self) -> Vec<(&str, CellValue<'_>)> {
        vec![
            ("number", (&self.number).into()),
            ("indicator", (&self.indicator).into()),
            ("item", (&self.item).into()),
            ("text", (&self.text).into()),
            ("file", (&self.file).into()),
            ("line", (&self.line).into()),
            ("column", (&self.column).into()),
            ("received", (&self.received).into()),
            ("sha256", (&self.sha256).into()),
        ]
    }
}

/// Every filled cell of every row that is in force.
pub fn view(scope: &Scope<'_>) -> Vec<OriginRow> {
    let mut rows = Vec::new();
    for judged in &scope.rows {
        let entry = judged.entry;
        for cell in entry.indicator.cells().filter(|cell| !cell.is_empty()) {
            let (line, column) = cell.origin.position().unwrap_or_default();
            let column = match (cell.origin.sheet(), cell.origin.address()) {
                (Some(sheet), Some(address)) => format!("{sheet}!{address}"),
                _ => column.to_string(),
            };
            let (received, sha256) = entry.source_of(cell);
            rows.push(OriginRow {
                number: entry.indicator.key.measure.clone(),
                indicator: entry.indicator.key.number.clone(),
                item: cell.origin.header().unwrap_or_default().into(),
                text: cell.text.clone(),
                file: cell.origin.file().unwrap_or(&entry.file).into(),
                line: line.to_string(),
                column,
                received: received.map_or(String::new(), wareki::date),
                sha256: sha256.into(),
            });
        }
    }
    rows
}
