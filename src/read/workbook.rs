//! Tables out of workbooks (.xlsx): the first sheet that is seen, cell by cell, within bounds that are the same on
//! every machine.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetVisible, Xlsx, open_workbook_from_rs};

use crate::ground::form_id::FormId;

/// The most bytes of a file, and of all its parts together when they are unpacked.
const MOST_BYTES: usize = 8 << 20;
const MOST_UNPACKED: u64 = 64 << 20;
/// The most rows, columns and cells of a sheet.
const MOST_ROWS: u32 = 10_000;
const MOST_COLUMNS: u32 = 200;
const MOST_CELLS: usize = 200_000;
/// Sheets that come with the form and are not read.
const NOT_READ: [&str; 2] = ["記入要領", "記入例"];

/// What a workbook holds.
#[derive(Debug, Default)]
pub struct Book {
    /// The rows that hold something, with the sheet's own row numbers, from 1.
    pub rows: Vec<(u32, Vec<String>)>,
    /// What the form said of itself, if it is one of ours.
    pub id: Option<FormId>,
}

/// Why a workbook can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It is none, is protected by a password, or is broken.
    NoWorkbook,
    /// It is past one of the bounds.
    TooLarge,
}

/// Reads a workbook.
///
/// # Errors
///
/// Why it can't be read.
pub fn read(bytes: &[u8]) -> Result<Book, Refused> {
    check_size(bytes)?;
    let mut book: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|_: calamine::XlsxError| Refused::NoWorkbook)?;
    let sheets = book.sheets_metadata().to_vec();
    let id =
        sheets.iter().find(|s| s.name == FormId::SHEET).map(|s| cells(&mut book, &s.name)).transpose()?;
    let seen = |s: &&calamine::Sheet| {
        s.visible == SheetVisible::Visible && !NOT_READ.contains(&s.name.as_str()) && s.name != FormId::SHEET
    };
    let rows = match sheets.iter().find(seen) {
        Some(sheet) => cells(&mut book, &sheet.name)?,
        None => Vec::new(),
    };
    Ok(Book { rows, id: id.and_then(|rows| FormId::from_rows(&rows)) })
}

/// The sizes that the package declares; a part that unpacks to more than it declares is refused by its reader.
fn check_size(bytes: &[u8]) -> Result<(), Refused> {
    if bytes.len() > MOST_BYTES {
        return Err(Refused::TooLarge);
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::NoWorkbook)?;
    let mut unpacked = 0;
    for i in 0..archive.len() {
        unpacked += archive.by_index_raw(i).map_err(|_| Refused::NoWorkbook)?.size();
    }
    if unpacked > MOST_UNPACKED { Err(Refused::TooLarge) } else { Ok(()) }
}

fn cells(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<(u32, Vec<String>)>, Refused> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(|_| Refused::NoWorkbook)?;
    let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
    let mut count = 0;
    while let Some(cell) = reader.next_cell().map_err(|_| Refused::NoWorkbook)? {
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        count += 1;
        if row >= MOST_ROWS || column >= MOST_COLUMNS || count > MOST_CELLS {
            return Err(Refused::TooLarge);
        }
        if rows.last().is_none_or(|(last, _)| *last != row + 1) {
            rows.push((row + 1, Vec::new()));
        }
        if let Some((_, fields)) = rows.last_mut() {
            let place = usize::try_from(column).unwrap_or(0);
            if fields.len() <= place {
                fields.resize(place + 1, String::new());
            }
            fields[place] = text;
        }
    }
    Ok(rows)
}

/// A cell as its text: a whole number without a point, an error as Excel shows it.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string(),
        DataRef::Bool(truth) => truth.to_string().to_uppercase(),
        // A date has no place in a return; its own text says so in the finding.
        DataRef::DateTime(date) => {
            date.as_datetime().map_or_else(String::new, |day| day.format("%Y-%m-%d").to_string())
        }
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}
