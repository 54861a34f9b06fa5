//! The row of an input file in which a value stands, as it was sent: with the row that heads it.

use serde::Serialize;

use crate::edge::sources::Sources;
use crate::ground::origin::{CellRef, letters};
use crate::ground::text;
use crate::read::sheet::SheetRow;
use crate::render::derivation::ReadAt;
use crate::wording::excerpt::read_sheets;

/// A row of a table as it was sent.
#[derive(Debug, Serialize)]
pub struct SourceRow {
    /// The file's path below the root.
    pub file: String,
    /// The sheet; none in CSV.
    pub sheet: Option<String>,
    /// The row's number, from 1: in a sheet as Excel counts it, in CSV the line.
    pub line: u32,
    /// Its cells, from the left.
    pub cells: Vec<SourceCell>,
}

/// A cell of it.
#[derive(Debug, Serialize)]
pub struct SourceCell {
    /// The column: letters in a sheet, a number in CSV.
    pub column: String,
    /// What heads it.
    pub header: String,
    /// What was written there.
    pub text: String,
    /// Whether it is the one that is meant.
    pub meant: bool,
}

/// The row that a value was read in; none where the place is no cell of a table, or the file is gone.
pub fn of(sources: &Sources, read: &ReadAt) -> Option<SourceRow> {
    /// Rows are no wider than people read them.
    const WIDEST: usize = 200;
    let (line, column, header) = (read.line?, read.column?, read.header.as_deref()?);
    let file = sources.find(&read.file)?;
    let cell = CellRef {
        file: read.file.as_str().into(),
        sheet: read.sheet.as_deref().map(Into::into),
        line,
        column,
        row: None,
        header: header.into(),
    };
    let sheets = read_sheets(&file, &cell);
    let sheet = sheets.iter().find(|sheet| sheet.name == cell.sheet)?;
    let at = usize::try_from(column).ok()?.checked_sub(1)?;
    let row = &sheet.rows.get(sheet.rows.binary_search_by_key(&line, |row| row.line).ok()?)?;
    let said =
        |row: &SheetRow, nth: usize| row.cells.get(nth).map_or("", |cell| text::trim(&cell.text)).to_owned();
    let mut above = sheet.rows.iter().filter(|head| head.line < line);
    let heads = above.rfind(|head| !said(head, at).is_empty() && header.contains(&said(head, at)));
    let cells = (0..row.cells.len().min(WIDEST)).map(|nth| SourceCell {
        column: match read.sheet {
            Some(_) => letters(u32::try_from(nth + 1).unwrap_or(u32::MAX)),
            None => (nth + 1).to_string(),
        },
        header: heads.map_or_else(String::new, |head| said(head, nth)),
        text: said(row, nth),
        meant: nth == at,
    });
    Some(SourceRow { file: read.file.clone(), sheet: read.sheet.clone(), line, cells: cells.collect() })
}
