//! How the cells of an `.xls` are shown: the number formats, what is struck through, raised or lowered, and what is hidden.
//! The book is a run of records, each with its kind and its length (MS-XLS).

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::SHIFT_JIS;

use super::foreign_book::CellLook;

/// The looks of a book.
#[derive(Debug, Default)]
pub(super) struct BookLooks {
    /// All looks, to which cells refer by their number.
    pub all: Vec<CellLook>,
    /// What the sheets say, in the order in which the book lists them.
    pub sheets: Vec<SheetLooks>,
}

/// What a sheet says of its looks; its lines and columns are counted from 1.
#[derive(Debug, Default)]
pub(super) struct SheetLooks {
    /// The number of each cell's look.
    pub looks: BTreeMap<(u32, u32), u16>,
    /// The hidden rows that hold something.
    pub hidden_rows: BTreeSet<u32>,
    /// The hidden columns: first and last of each group.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Whether nothing is seen of zeros.
    pub hides_zeros: bool,
}

/// A font, as far as it changes what is read.
#[derive(Debug, Clone, Copy, Default)]
struct LetterLook {
    struck: bool,
    raised: Option<&'static str>,
}

/// Reads the stream of a book; none if it is cut off.
pub(super) fn read(stream: &[u8]) -> Option<BookLooks> {
    let (mut fonts, mut formats, mut styles) = (Vec::new(), BTreeMap::new(), Vec::new());
    let (mut places, mut is_new) = (Vec::new(), true);
    for record in records(stream) {
        let (kind, data) = record?;
        match kind {
            // The beginning says the version: from Excel 97 on texts are in Unicode.
            0x0809 => is_new = short(data, 0)? >= 0x0600,
            0x0031 => fonts.push(font(data)?),
            0x041E => {
                formats.insert(short(data, 0)?, code(data.get(2..)?, is_new)?);
            }
            0x00E0 => styles.push((usize::from(short(data, 0)?), short(data, 2)?)),
            0x0085 => places.push(u32::from(short(data, 0)?) | u32::from(short(data, 2)?) << 16),
            0x000A => break,
            _ => {}
        }
    }
    let look = |(font, format): (usize, u16)| {
        // There is no font of the number 4.
        let at = if font > 4 { font - 1 } else { font };
        let letters: LetterLook = fonts.get(at).copied().unwrap_or_default();
        let code: String = formats.get(&format).cloned().unwrap_or_default();
        CellLook { code, built_in: format, struck: letters.struck, raised: letters.raised }
    };
    let all = styles.into_iter().map(look).collect();
    let sheet = |at: u32| sheet(stream.get(usize::try_from(at).ok()?..)?);
    Some(BookLooks { all, sheets: places.into_iter().map(sheet).collect::<Option<_>>()? })
}

/// The records of a stream from its beginning on; none for one that is cut off.
fn records(stream: &[u8]) -> impl Iterator<Item = Option<(u16, &[u8])>> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        // What is left behind the last record is filled up.
        let kind = short(rest, 0)?;
        let data = short(rest, 2).and_then(|length| rest.get(4..4 + usize::from(length)));
        rest = data.and_then(|data| rest.get(4 + data.len()..)).unwrap_or_default();
        Some(data.map(|data| (kind, data)))
    })
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*data.get(at)?, *data.get(at + 1)?]))
}

fn font(data: &[u8]) -> Option<LetterLook> {
    const STRUCK: u16 = 0x0008;
    let raised = match short(data, 8)? {
        1 => Some("superscript"),
        2 => Some("subscript"),
        _ => None,
    };
    Some(LetterLook { struck: short(data, 2)? & STRUCK != 0, raised })
}

/// The code of a number format.
fn code(data: &[u8], is_new: bool) -> Option<String> {
    if !is_new {
        let bytes = data.get(1..1 + usize::from(*data.first()?))?;
        return Some(SHIFT_JIS.decode(bytes).0.into_owned());
    }
    let (length, is_wide) = (usize::from(short(data, 0)?), data.get(2)? & 1 != 0);
    let bytes = data.get(3..3 + length * if is_wide { 2 } else { 1 })?;
    let units: Vec<u16> = match is_wide {
        true => bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect(),
        false => bytes.iter().map(|byte| u16::from(*byte)).collect(),
    };
    Some(String::from_utf16_lossy(&units))
}

/// Reads what a sheet says, from its beginning to its end.
fn sheet(stream: &[u8]) -> Option<SheetLooks> {
    const HIDDEN_ROW: u16 = 0x0020;
    const HIDES_ROWS: u16 = 0x0002;
    const SHOWS_ZEROS: u16 = 0x0010;
    let mut looks = SheetLooks::default();
    let (mut rows, mut hides_rows) = (BTreeMap::new(), false);
    // Charts that lie in a sheet are books of their own, with cells of their own.
    let mut depth = 0usize;
    for record in records(stream) {
        let (kind, data) = record?;
        match kind {
            0x0809 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            _ if depth > 1 => {}
            0x0208 => {
                rows.insert(u32::from(short(data, 0)?) + 1, short(data, 12)? & HIDDEN_ROW != 0);
            }
            0x0225 => hides_rows = short(data, 0)? & HIDES_ROWS != 0,
            0x023E => looks.hides_zeros |= short(data, 0)? & SHOWS_ZEROS == 0,
            0x007D if short(data, 8)? & 1 != 0 => {
                let group = (u32::from(short(data, 0)?) + 1, u32::from(short(data, 2)?) + 1);
                looks.hidden_columns.push(group);
            }
            // Cells: blank ones with a look hold nothing, so they are left out.
            0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x0006 => {
                let place = (u32::from(short(data, 0)?) + 1, u32::from(short(data, 2)?) + 1);
                looks.looks.insert(place, short(data, 4)?);
            }
            // Several numbers side by side.
            0x00BD => {
                let (line, first) = (u32::from(short(data, 0)?) + 1, u32::from(short(data, 2)?) + 1);
                for (column, number) in
                    (first..).zip(data.get(4..data.len().checked_sub(2)?)?.chunks_exact(6))
                {
                    looks.looks.insert((line, column), short(number, 0)?);
                }
            }
            _ => {}
        }
    }
    let is_hidden = |line: &u32| rows.get(line).copied().unwrap_or(hides_rows);
    looks.hidden_rows = looks.looks.keys().map(|(line, _)| *line).filter(is_hidden).collect();
    Some(looks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).expect("short");
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    fn shorts(values: &[u16]) -> Vec<u8> {
        values.iter().flat_map(|value| value.to_le_bytes()).collect()
    }

    /// A sheet of these records.
    fn sheet_of(records: &[(u16, Vec<u8>)]) -> SheetLooks {
        let begin = (0x0809, shorts(&[0x0600, 0x0010]));
        let all =
            [begin].iter().chain(records).flat_map(|(kind, data)| record(*kind, data)).collect::<Vec<_>>();
        sheet(&[all, record(0x000A, &[])].concat()).expect("a sheet")
    }

    #[test]
    fn a_look_is_a_format_and_a_font_and_there_is_no_fourth_font() {
        let wide = |text: &str| -> Vec<u8> {
            let units: Vec<u16> = text.encode_utf16().collect();
            [&shorts(&[u16::try_from(units.len()).expect("short")])[..], &[1], &shorts(&units)].concat()
        };
        let font = |flags: u16, raised: u16| shorts(&[200, flags, 0, 400, raised, 0, 0]);
        let mut stream = record(0x0809, &shorts(&[0x0600, 5]));
        for flags in [0, 0, 0, 0, 8] {
            stream.extend(record(0x0031, &font(flags, 0)));
        }
        stream.extend(record(0x0031, &font(0, 1)));
        stream.extend(record(0x041E, &[&shorts(&[164])[..], &wide("0\"件\"")].concat()));
        for style in [[0, 9], [5, 164], [6, 0]] {
            stream.extend(record(0x00E0, &shorts(&style)));
        }
        stream.extend(record(0x000A, &[]));
        let looks = read(&stream).expect("a book").all;
        assert_eq!((looks[0].built_in, looks[0].code.as_str(), looks[0].struck), (9, "", false));
        assert_eq!((looks[1].code.as_str(), looks[1].struck), ("0\"件\"", true));
        assert_eq!((looks[2].raised, looks[2].struck), (Some("superscript"), false));
        assert!(read(&stream[..stream.len() - 30]).is_none(), "it is cut off");
    }

    #[test]
    fn rows_columns_and_zeros_are_hidden() {
        let number = |row: u16, column: u16| (0x0203, [shorts(&[row, column, 7]), vec![0; 8]].concat());
        let row = |row: u16, flags: u16| (0x0208, shorts(&[row, 0, 5, 300, 0, 0, flags, 0]));
        let plain = sheet_of(&[row(0, 0), row(1, 0x20), number(0, 0), number(1, 0), number(2, 3)]);
        assert_eq!(plain.hidden_rows, [2].into());
        assert_eq!(plain.looks.keys().collect::<Vec<_>>(), [&(1, 1), &(2, 1), &(3, 4)]);
        // Without a record of its own a row is as the sheet says.
        let hides = sheet_of(&[(0x0225, shorts(&[2, 0])), row(0, 0), number(0, 0), number(2, 3)]);
        assert_eq!(hides.hidden_rows, [3].into());
        let columns = sheet_of(&[(0x007D, shorts(&[1, 2, 0, 0, 1, 0])), (0x023E, shorts(&[0x00A6]))]);
        assert_eq!((columns.hidden_columns, columns.hides_zeros), (vec![(2, 3)], true));
        // A chart in the sheet has a column hidden, too.
        let chart =
            [(0x0809, shorts(&[0x0600, 0x20])), (0x007D, shorts(&[1, 2, 0, 0, 1, 0])), (0x000A, vec![])];
        assert!(sheet_of(&chart).hidden_columns.is_empty());
        let several = (0x00BD, shorts(&[4, 1, 21, 0, 0, 22, 0, 0, 2]));
        assert_eq!(sheet_of(&[several]).looks, [((5, 2), 21), ((5, 3), 22)].into());
    }
}
