//! A sheet out of CSV bytes: encoding, delimiter, records with their lines.

use std::borrow::Cow;

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use super::sheet::{Bounds, MOST_CHARACTERS, MOST_COLUMNS, Sheet, SheetCell, SheetRow};
use crate::ground::text::FORMULA_STARTS;
use crate::model::cause::Refusal;

/// Between cells there may be one of these.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];
/// How many letters may be broken for the rest still to be trusted.
const MOST_BROKEN: usize = 3;
/// How many records are looked at to choose between readings.
const LOOK: usize = 40;

/// Reads a table. Among encodings and delimiters the first is taken whose known columns are found: UTF-8 often
/// decodes as CP932 without an error, so that decoding alone proves nothing.
///
/// # Errors
///
/// Why it can't be read.
pub fn read(bytes: &[u8], bounds: Bounds, fits: &dyn Fn(&Sheet) -> usize) -> Result<Sheet, Refusal> {
    let (mut is_text, mut too_large, mut other) = (false, false, None);
    // A mark says what the file is; nothing else is tried then.
    let readings = if marked(bytes).is_some() { &READINGS[..1] } else { &READINGS[1..] };
    for reading in readings {
        let Some(text) = reading(bytes) else { continue };
        if text.trim().is_empty() {
            return Err(Refusal::Empty);
        }
        if text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count() > MOST_BROKEN {
            continue;
        }
        is_text |= !is_of_another_encoding(&text);
        let text = without_formulas(text);
        let beginnings = DELIMITERS.map(|delimiter| (delimiter, split(&text, delimiter, bounds, LOOK)));
        let found = beginnings.iter().find(|(_, sheet)| sheet.as_ref().is_ok_and(|sheet| fits(sheet) > 0));
        let Some(&(delimiter, _)) = found else {
            too_large |= beginnings.iter().any(|(_, sheet)| sheet.is_err());
            other = other.or_else(|| other_delimiter(&text, bounds, fits));
            continue;
        };
        // What follows such a mark could be swallowed by a cell, or cut from one.
        if let Some(line) = stray_quote(&text, delimiter) {
            return Err(Refusal::Quote { line });
        }
        return split(&text, delimiter, bounds, usize::MAX);
    }
    if let Some(sign) = other {
        return Err(Refusal::Delimiter { sign });
    }
    Err(match (is_text, too_large) {
        (_, true) => Refusal::TooLarge,
        (true, false) => Refusal::NoHeader,
        (false, false) => Refusal::Encoding,
    })
}

/// The sign between the cells of a text whose header is found if that sign is taken for a comma.
fn other_delimiter(text: &str, bounds: Bounds, fits: &dyn Fn(&Sheet) -> usize) -> Option<char> {
    /// Signs that programs and people write between cells.
    const OTHERS: [char; 9] = ['|', '｜', '、', '，', '：', ':', '~', '^', ' '];
    /// Longer than any beginning with its header.
    const MOST: usize = 20_000;
    let beginning: String = text.chars().take(MOST).collect();
    OTHERS.into_iter().filter(|sign| beginning.contains(*sign)).find(|sign| {
        let sheet = split(&beginning.replace(*sign, ","), b',', bounds, LOOK);
        sheet.is_ok_and(|sheet| fits(&sheet) > 0)
    })
}

/// Whether a text that has no header looks like one in another encoding: EUC-JP reads as CP932 of half-width kana,
/// ISO-2022-JP has escapes.
fn is_of_another_encoding(text: &str) -> bool {
    let half_width = text.chars().filter(|c| matches!(c, '｡'..='ﾟ')).count();
    let others = text.chars().filter(|c| !c.is_ascii()).count();
    text.contains('\u{1B}') || half_width * 2 > others
}

type Reading = fn(&[u8]) -> Option<Cow<'_, str>>;

/// By their mark, else strict UTF-8, else strict CP932, else UTF-16 without its mark; at last with U+FFFD for what is
/// broken, which is then a finding of its cell.
const READINGS: [Reading; 7] = [
    marked,
    |bytes| UTF_8.decode_without_bom_handling_and_without_replacement(bytes),
    |bytes| SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes),
    |bytes| wide(UTF_16LE, bytes),
    |bytes| wide(UTF_16BE, bytes),
    |bytes| Some(UTF_8.decode_without_bom_handling(bytes).0),
    |bytes| Some(SHIFT_JIS.decode_without_bom_handling(bytes).0),
];

fn marked(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let marks: [(&[u8], &Encoding); 3] =
        [(b"\xEF\xBB\xBF", UTF_8), (b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)];
    let (body, encoding) = marks.iter().find_map(|(mark, e)| Some((bytes.strip_prefix(*mark)?, *e)))?;
    Some(encoding.decode_without_bom_handling(body).0)
}

/// UTF-16 has a zero byte in each ASCII character, and no other encoding of a table has one.
fn wide<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    bytes.iter().take(4096).any(|b| *b == 0).then(|| encoding.decode_without_bom_handling(bytes).0)
}

/// A text without the = of cells that are written ="2-1", so that Excel makes no day of them. What remains is a cell in
/// quotation marks.
fn without_formulas(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains("=\"") {
        return text;
    }
    let bytes = text.as_bytes();
    let ends = |at: usize| bytes.get(at).is_none_or(|b| matches!(b, b'\r' | b'\n') || DELIMITERS.contains(b));
    let closed = |from: usize| {
        let mut at = from;
        while let Some(byte) = bytes.get(at) {
            match (byte, bytes.get(at + 1)) {
                (b'"', Some(b'"')) => at += 2,
                (b'"', _) => return ends(at + 1),
                _ => at += 1,
            }
        }
        false
    };
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut begins, mut from, mut i) = (false, true, 0, 0);
    while let Some(byte) = bytes.get(i) {
        match (byte, quoted) {
            (b'=', false) if begins && bytes.get(i + 1) == Some(&b'"') && closed(i + 2) => {
                out.push_str(&text[from..i]);
                (from, i) = (i + 1, i + 1);
                continue;
            }
            (b'"', true) if bytes.get(i + 1) == Some(&b'"') => i += 1,
            (b'"', true) => quoted = false,
            (b'"', false) if begins => quoted = true,
            _ => {}
        }
        begins = !quoted && ends(i);
        i += 1;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// A cell without the marks that keep Excel from computing it: ="2-1", '=1, '-1.
fn as_meant(cell: &str) -> &str {
    let formula = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    let guarded = || cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA_STARTS));
    formula.filter(|inner| !inner.contains('"')).or_else(guarded).unwrap_or(cell)
}

/// The line of the first quotation mark that neither opens nor closes a cell, nor is doubled within one.
fn stray_quote(text: &str, delimiter: u8) -> Option<u32> {
    let bytes = text.as_bytes();
    let mut lines = Lines { text: bytes, at: 0, line: 1 };
    let ends = |byte: Option<&u8>| byte.is_none_or(|b| matches!(b, b'\r' | b'\n') || *b == delimiter);
    let (mut quoted, mut begins) = (false, true);
    let mut i = 0;
    let mut opened = 0;
    while let Some(byte) = bytes.get(i) {
        match (byte, quoted) {
            (b'"', true) if bytes.get(i + 1) == Some(&b'"') => i += 1,
            (b'"', true) if ends(bytes.get(i + 1)) => quoted = false,
            (b'"', false) if begins => (quoted, opened) = (true, i),
            (b'"', _) => return Some(lines.line_of(i)),
            _ => {}
        }
        begins = !quoted && ends(Some(byte));
        i += 1;
    }
    quoted.then(|| lines.line_of(opened))
}

/// The first records with the line on which each starts, from 1.
fn split(text: &str, delimiter: u8, bounds: Bounds, most: usize) -> Result<Sheet, Refusal> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    let mut record = csv::StringRecord::new();
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    let mut filled = 0;
    let mut breaks = 0;
    // The input is a string in memory: neither its encoding nor reading it can fail.
    while sheet.rows.len() < most && reader.read_record(&mut record).unwrap_or(false) {
        let begin = record.position().map_or(0, csv::Position::byte);
        let line = lines.line_of(usize::try_from(begin).unwrap_or(usize::MAX));
        filled += record.iter().filter(|field| !field.is_empty()).count();
        let long = record
            .iter()
            .any(|field| field.len() > MOST_CHARACTERS && field.chars().count() > MOST_CHARACTERS);
        let wide = record.len() > MOST_COLUMNS as usize;
        if wide || long || filled > bounds.cells || sheet.rows.len() >= bounds.rows as usize {
            return Err(Refusal::TooLarge);
        }
        if breaks > 0 {
            sheet.shown_rows.insert(line, line.saturating_sub(breaks));
        }
        breaks += record.iter().map(line_breaks).sum::<u32>();
        sheet.rows.push(SheetRow {
            line,
            hidden: false,
            cells: record.iter().map(|text| SheetCell::new(as_meant(text))).collect(),
        });
    }
    Ok(sheet)
}

/// How many lines a cell goes on for.
fn line_breaks(cell: &str) -> u32 {
    let bytes = cell.as_bytes();
    let ends = |(i, byte): (usize, &u8)| *byte == b'\n' || *byte == b'\r' && bytes.get(i + 1) != Some(&b'\n');
    u32::try_from(bytes.iter().enumerate().filter(|place| ends(*place)).count()).unwrap_or(u32::MAX)
}

/// Counts lines as an editor does: a record's noted beginning may lie before the line breaks that precede it.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn line_of(&mut self, begin: usize) -> u32 {
        while let Some(byte) = self.text.get(self.at) {
            let is_break = matches!(byte, b'\n' | b'\r');
            if self.at >= begin && !is_break {
                break;
            }
            let half_of_crlf = *byte == b'\r' && self.text.get(self.at + 1) == Some(&b'\n');
            if is_break && !half_of_crlf {
                self.line += 1;
            }
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Result<Vec<Vec<String>>, Refusal> {
        let fits = |sheet: &Sheet| {
            usize::from(sheet.rows.iter().any(|row| row.cells.iter().any(|cell| cell.text == "番号")))
        };
        let rows = read(bytes, Bounds::SENT, &fits)?.rows.into_iter();
        Ok(rows.map(|row| row.cells.into_iter().map(|cell| cell.text).collect()).collect())
    }

    #[test]
    fn every_encoding_and_delimiter_reads_alike() {
        for delimiter in [",", "\t", ";"] {
            let text = "番号,名称\r\n1,①㈱髙﨑\r\n".replace(',', delimiter);
            let (cp932, ..) = SHIFT_JIS.encode(&text);
            let utf16 = |mark: u16, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
                std::iter::once(mark).filter(|m| *m != 0).chain(text.encode_utf16()).flat_map(bytes).collect()
            };
            let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
            let files: [&[u8]; 7] = [
                text.as_bytes(),
                &cp932,
                &marked,
                &utf16(0xFEFF, u16::to_le_bytes),
                &utf16(0xFEFF, u16::to_be_bytes),
                &utf16(0, u16::to_le_bytes),
                &utf16(0, u16::to_be_bytes),
            ];
            for bytes in files {
                assert_eq!(
                    texts(bytes),
                    Ok(vec![vec!["番号".into(), "名称".into()], vec!["1".into(), "①㈱髙﨑".into()]])
                );
            }
        }
    }

    #[test]
    fn what_is_broken_in_a_cell_stays_in_its_cell() {
        let broken = ["番号,名称\n1,".as_bytes(), b"\xFF", ",乙\n".as_bytes()].concat();
        assert_eq!(
            texts(&broken).map(|rows| rows[1].clone()),
            Ok(vec!["1".into(), "\u{FFFD}".into(), "乙".into()])
        );
        let mut wide: Vec<u8> = "\u{FEFF}番号,名称\n1,".encode_utf16().flat_map(u16::to_le_bytes).collect();
        wide.extend(0xD800u16.to_le_bytes());
        assert_eq!(texts(&wide).map(|rows| rows[1][1].clone()), Ok("\u{FFFD}".into()));
    }

    #[test]
    fn a_cell_that_is_written_as_a_formula_is_its_text() {
        let read = |row: &str| texts(format!("番号,名称\n{row}\n").as_bytes()).map(|rows| rows[1].clone());
        let cells = |one: &str, other: &str| Ok(vec![one.to_owned(), other.to_owned()]);
        assert_eq!(read("=\"2-1\",=\"1,200\""), cells("2-1", "1,200"));
        assert_eq!(read("\"=\"\"2-1\"\"\",'=1+1"), cells("2-1", "=1+1"));
        assert_eq!(read("\"甲,=\"\"乙\"\",\",'-5"), cells("甲,=\"乙\",", "-5"));
        assert_eq!(read("'50,'90年代"), cells("'50", "'90年代"));
        assert!(matches!(read("=\"2-1\"&\"a\",1"), Err(Refusal::Quote { line: 2 })));
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        for text in ["番号,名称\r\n\r\n1,甲\r\n2,乙", "番号,名称\n\n1,甲\n2,乙", "番号,名称\r\r1,甲\r2,乙"]
        {
            let sheet = read(text.as_bytes(), Bounds::SENT, &|_| 1).expect("a table");
            assert_eq!(sheet.rows.iter().map(|r| r.line).collect::<Vec<_>>(), [1, 3, 4], "{text:?}");
        }
    }

    #[test]
    fn rows_are_also_counted_as_excel_counts_them() {
        let sheet = read("番号,名称\n1,\"一\n二\r\n三\"\n\n2,乙\n".as_bytes(), Bounds::SENT, &|_| 1)
            .expect("a table");
        assert_eq!(sheet.rows.iter().map(|r| r.line).collect::<Vec<_>>(), [1, 2, 6]);
        assert_eq!(sheet.shown_rows.into_iter().collect::<Vec<_>>(), [(6, 4)]);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(texts(b""), Err(Refusal::Empty));
        assert_eq!(texts(b" \r\n"), Err(Refusal::Empty));
        assert_eq!(texts(b"a,b\n1,2\n"), Err(Refusal::NoHeader));
        for text in ["1,\"甲\n", "1,甲\"乙\n", "1,\"甲\"乙\n", "1,\"甲\n2,\"乙\n"] {
            let read = texts(format!("番号,名称\n{text}").as_bytes());
            assert!(matches!(read, Err(Refusal::Quote { .. })), "{text}");
        }
        let long = format!("番号,名称\n1,{}\n", "あ".repeat(MOST_CHARACTERS + 1));
        assert_eq!(texts(long.as_bytes()), Err(Refusal::TooLarge));
    }
}
