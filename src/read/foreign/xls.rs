//! Workbooks of Excel 97 to 2003, `.xls`. What cells hold is read by a library (calamine); it drops how they are shown, and
//! which rows are hidden.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError};

use super::foreign_book::{CellLook, ForeignBook, ForeignCell, ForeignSheet, ForeignValue};
use super::xls_looks::{self, SheetLooks};
use crate::model::cause::Refusal;

/// The names of the stream that holds the book: of Excel 97 and later, and of Excel 95.
const STREAMS: [&str; 2] = ["/Workbook", "/Book"];

/// Reads a workbook.
///
/// # Errors
///
/// If it is broken, or a password protects it.
pub(super) fn read(bytes: &[u8]) -> Result<ForeignBook, Refusal> {
    let mut xls = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Refusal::Password,
        _ => Refusal::Broken,
    })?;
    let looks = xls_looks::read(&stream(bytes)?).ok_or(Refusal::Broken)?;
    let mut book = ForeignBook { epoch_1904: xls.has_1904_epoch(), ..ForeignBook::default() };
    let none = SheetLooks::default();
    for (n, entry) in xls.sheets_metadata().to_vec().into_iter().enumerate() {
        if entry.typ != SheetType::WorkSheet {
            continue;
        }
        let of_sheet = looks.sheets.get(n).unwrap_or(&none);
        let look = |place| of_sheet.looks.get(&place).and_then(|xf| looks.all.get(usize::from(*xf)));
        let look = |place| -> CellLook { look(place).cloned().unwrap_or_default() };
        let mut sheet = ForeignSheet {
            hidden: entry.visible != SheetVisible::Visible,
            hides_zeros: of_sheet.hides_zeros,
            hidden_rows: of_sheet.hidden_rows.clone(),
            hidden_columns: of_sheet.hidden_columns.clone(),
            ..ForeignSheet::default()
        };
        let range = xls.worksheet_range(&entry.name).map_err(|_| Refusal::Broken)?;
        for (place, data) in placed(&range) {
            if let Some(value) = value(data) {
                sheet.cells.insert(place, ForeignCell { value, look: look(place) });
            }
        }
        let formulas = xls.worksheet_formula(&entry.name).map_err(|_| Refusal::Broken)?;
        for (place, _) in placed(&formulas) {
            sheet
                .cells
                .entry(place)
                .or_insert_with(|| ForeignCell { value: ForeignValue::NoResult, look: look(place) });
        }
        let merged = xls.merge_cells_by_sheet_name(&entry.name).map_err(|_| Refusal::Broken)?;
        let from_one = |(line, column): (u32, u32)| (line.saturating_add(1), column.saturating_add(1));
        sheet.merged = merged.iter().map(|cells| (from_one(cells.start), from_one(cells.end))).collect();
        sheet.name = entry.name;
        book.sheets.push(sheet);
    }
    Ok(book)
}

/// The stream that holds the book.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Refusal::Broken)?;
    let name = STREAMS.into_iter().find(|name| file.is_stream(name)).ok_or(Refusal::Broken)?;
    let mut stream = Vec::new();
    file.open_stream(name).and_then(|mut from| from.read_to_end(&mut stream)).map_err(|_| Refusal::Broken)?;
    Ok(stream)
}

/// The cells of a range that hold something, by line and column from 1.
fn placed<T>(range: &calamine::Range<T>) -> impl Iterator<Item = ((u32, u32), &T)>
where
    T: calamine::CellType,
{
    let (top, left) = range.start().unwrap_or_default();
    let from_one = |begin: u32, n: usize| begin + u32::try_from(n).unwrap_or(u32::MAX - begin - 1) + 1;
    range.used_cells().map(move |(row, column, held)| ((from_one(top, row), from_one(left, column)), held))
}

fn value(data: &Data) -> Option<ForeignValue> {
    #[expect(clippy::cast_precision_loss, reason = "a cell holds no more digits than a number of this kind")]
    Some(match data {
        Data::Empty => return None,
        Data::Int(number) => ForeignValue::Number(*number as f64),
        Data::Float(number) => ForeignValue::Number(*number),
        Data::DateTime(moment) => ForeignValue::Number(moment.as_f64()),
        Data::Bool(is_true) => ForeignValue::Truth(*is_true),
        Data::Error(error) => ForeignValue::Failed(error.to_string()),
        Data::String(words) | Data::DateTimeIso(words) | Data::DurationIso(words) => {
            ForeignValue::Words(words.clone())
        }
    })
}
