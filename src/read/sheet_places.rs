//! Where things stand in a sheet: the sheet itself, its rows and its cells as the origins of findings.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::sheet::Sheet;
use crate::ground::origin::{CellRef, Origin};

/// Makes the origins of findings in one sheet: of the sheet itself, of a row, of a cell. A CSV file is one sheet.
pub struct SheetPlaces<'a> {
    file: &'a Arc<str>,
    sheet: Option<&'a Arc<str>>,
    shown_rows: Option<&'a BTreeMap<u32, u32>>,
}

impl<'a> SheetPlaces<'a> {
    /// The places of a sheet.
    pub fn of(file: &'a Arc<str>, sheet: &'a Sheet) -> Self {
        Self { file, sheet: sheet.name.as_ref(), shown_rows: Some(&sheet.shown_rows) }
    }

    /// The place of a file of which no sheet is meant.
    pub fn of_file(file: &'a Arc<str>) -> Self {
        Self { file, sheet: None, shown_rows: None }
    }

    /// Whether the sheet is one of a workbook.
    pub fn are_in_workbook(&self) -> bool {
        self.sheet.is_some()
    }

    /// The sheet as a whole; the file, where it is no workbook.
    pub fn whole(&self) -> Origin {
        match self.sheet {
            Some(sheet) => Origin::Sheet { file: self.file.clone(), sheet: sheet.clone() },
            None => Origin::File(self.file.clone()),
        }
    }

    /// A row; in a CSV file the line on which it begins.
    pub fn row(&self, line: u32) -> Origin {
        match self.are_in_workbook() || self.shown_row(line).is_some() {
            true => self.cell(line, 0, "".into()),
            false => Origin::Text { file: self.file.clone(), line, column: 1 },
        }
    }

    /// The cell of a row, counted from 0, with the name of its column.
    pub fn cell(&self, line: u32, index: usize, header: Arc<str>) -> Origin {
        let column = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let (file, sheet) = (self.file.clone(), self.sheet.cloned());
        Origin::Cell(CellRef { file, sheet, line, column, row: self.shown_row(line), header })
    }

    /// The row that Excel shows for a line of a CSV file, where it is another number.
    fn shown_row(&self, line: u32) -> Option<u32> {
        self.shown_rows?.get(&line).copied()
    }
}
