//! Sheets of a file whose rows are those of another: a copy that was kept reports nothing of its own.

use std::sync::Arc;

use super::sheet::Sheet;
use super::table_row::TableRow;

/// The texts of a row by their columns' names.
type RowTexts = Vec<(Arc<str>, String)>;

/// What the sheets of a file report that were read, with the names of the sheets.
#[derive(Default)]
pub struct ReadSheets(Vec<(Vec<RowTexts>, Arc<str>)>);

impl ReadSheets {
    /// The sheet that was read before and whose rows are these, in whatever order; else these are kept.
    pub fn same_as(&mut self, sheet: &Sheet, rows: &[TableRow]) -> Option<Arc<str>> {
        let mut rows: Vec<RowTexts> = rows.iter().map(texts).collect();
        rows.sort();
        let first = self.0.iter().find(|(others, _)| !rows.is_empty() && *others == rows);
        if let Some((_, first)) = first {
            return Some(first.clone());
        }
        self.0.push((rows, sheet.name.clone().unwrap_or_default()));
        None
    }
}

fn texts(row: &TableRow) -> RowTexts {
    let filled = row.cells().iter().filter(|(_, cell)| !cell.is_empty());
    let known = filled.map(|(column, cell)| (column.name.clone(), cell.text.clone()));
    let mut texts: RowTexts =
        known.chain(row.extra.iter().map(|cell| ("".into(), cell.text.clone()))).collect();
    texts.sort();
    texts
}
