//! What a ZIP package holds, as a workbook is one: every part of it, and its sheets row by row, hidden ones too.

use std::io::{Cursor, Read};

use calamine::{Reader, Xlsx};
use zip::ZipArchive;

use super::bare_text::{CELL, ROW, bare};
use super::readable_part::{ReadablePart, Unpacked, Unreadable};

/// The most bytes that all parts may unpack to.
const MOST_UNPACKED: u64 = 1 << 30;

/// The parts of a package.
///
/// # Errors
///
/// If one of them can't be unpacked.
pub(super) fn unpack(place: &str, bytes: &[u8]) -> Result<Unpacked, Unreadable> {
    let unreadable = || Unreadable(place.to_owned());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let mut unpacked = Unpacked { files: Vec::new(), parts: sheets(place, bytes) };
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| unreadable())?;
        let name = String::from_utf8_lossy(part.name_raw()).into_owned();
        let mut bytes = Vec::new();
        part.take(left).read_to_end(&mut bytes).map_err(|_| unreadable())?;
        left = left.saturating_sub(bytes.len() as u64);
        if left == 0 {
            return Err(unreadable());
        }
        let inner = format!("{place}!{name}");
        unpacked.parts.push(ReadablePart { place: inner.clone(), texts: vec![bare(&name)], rows: None });
        unpacked.files.push((inner, bytes));
    }
    Ok(unpacked)
}

/// The sheets of a workbook; none of another package.
fn sheets(place: &str, bytes: &[u8]) -> Vec<ReadablePart> {
    let Ok(mut book) = Xlsx::new(Cursor::new(bytes)) else { return Vec::new() };
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let mut rows = String::new();
        for row in range.rows() {
            row.iter().for_each(|cell| rows.extend([cell.to_string(), CELL.to_string()]));
            rows.push(ROW);
        }
        let (texts, rows) = (vec![bare(&name)], Some(bare(&rows)));
        sheets.push(ReadablePart { place: format!("{place}!{name}"), texts, rows });
    }
    sheets
}
