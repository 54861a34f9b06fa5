//! What forms look like: the same for whoever writes them and whoever reads them back.

use super::sheet::{Row, Sheet};
use crate::ground::form_id::FormId;
use crate::ground::text;

/// The row of the column titles, from 0; titles stand above it.
pub const HEADER_ROW: u32 = 3;

/// The columns that are not to be changed in the rows that were filled in before the form was sent.
pub fn fixed(columns: &[&str]) -> &'static [&'static str] {
    match columns {
        c if c.contains(&"指標番号") => &["取組番号", "取組名", "指標番号"],
        c if c.contains(&"件名") => &["議案", "件名"],
        c if c.contains(&"対応の状況") => &["番号", "取組番号", "種別", "助言・意見の概要"],
        _ => &["提出者", "種別"],
    }
}

/// The checksum of a form's column titles and of the fixed cells of its first rows, with their number.
pub fn checksum(columns: &[&str], rows: &[&[String]]) -> String {
    let places: Vec<usize> =
        fixed(columns).iter().filter_map(|f| columns.iter().position(|c| c == f)).collect();
    let cells = rows.iter().flat_map(|row| places.iter().map(|i| row.get(*i).map_or("", String::as_str)));
    format!("{}:{}", rows.len(), FormId::checksum(columns.iter().copied().chain(cells)))
}

/// Whether the titles and the fixed cells of a form that came back are as they were sent.
pub fn is_unchanged(id: &FormId, sheet: &Sheet) -> bool {
    let Some(count) = id.fixed.split(':').next().and_then(|n| n.parse::<usize>().ok()) else { return false };
    let Some(header) = sheet.rows.iter().position(|row| row.line == HEADER_ROW + 1) else { return false };
    let texts = |row: &Row| row.cells.iter().map(|cell| cell.text.clone()).collect::<Vec<String>>();
    let columns = texts(&sheet.rows[header]);
    let columns: Vec<&str> = columns.iter().map(String::as_str).map(text::trim).collect();
    let filled: Vec<Vec<String>> = sheet.rows[header + 1..].iter().take(count).map(texts).collect();
    let filled: Vec<&[String]> = filled.iter().map(Vec::as_slice).collect();
    checksum(&columns, &filled) == id.fixed
}
