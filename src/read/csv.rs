//! Tables out of CSV bytes: encoding, header row by its names, cells with their places.

use std::borrow::Cow;
use std::sync::Arc;

use encoding_rs::{SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use super::{form, workbook};
use crate::ground::form_id::FormId;
use crate::ground::origin::{CellRef, Origin};
use crate::ground::text;
use crate::model::submission::{Fault, FaultKind};
use crate::model::value::Cell;

/// How many rows are searched for the header below titles.
const HEADER_SEARCH: usize = 20;

/// A file of the inputs, in memory.
#[derive(Debug, Clone)]
pub struct InputFile {
    /// The path below the root, with `/`.
    pub path: Arc<str>,
    pub bytes: Arc<[u8]>,
}

/// The columns that a table may have.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    pub required: &'static [&'static str],
    pub optional: &'static [&'static str],
}

impl Columns {
    fn known(&self, name: &str) -> Option<&'static str> {
        let name = text::fold(name);
        self.required.iter().chain(self.optional).copied().find(|known| text::fold(known) == name)
    }
}

/// A table whose columns were found by their names.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Record>,
    pub faults: Vec<Fault>,
    /// The text cells, for the fonts.
    pub texts: Vec<Cell>,
}

/// A row below the header: the cells of the known columns.
#[derive(Debug, Default)]
pub struct Record {
    cells: Vec<(&'static str, Cell)>,
    /// The row's beginning: the place of a cell that isn't there.
    origin: Origin,
}

impl Record {
    /// The cell of a column; an empty one where the table lacks the column.
    pub fn cell(&self, column: &str) -> Cell {
        let found = self.cells.iter().find(|(name, _)| *name == column);
        found.map_or_else(
            || Cell { text: String::new(), origin: self.origin.clone() },
            |(_, cell)| cell.clone(),
        )
    }
}

impl Table {
    pub fn rows(&self) -> &[Record] {
        &self.rows
    }
}

/// Reads a return's workbook: the form's own or any other with the columns. `cycle` is the cycle's id.
pub fn read_workbook(file: &InputFile, columns: Columns, department: &str, cycle: &str) -> Table {
    let mut reader = Reader { file, columns, department: Some(department), table: Table::default() };
    let whole = Origin::File(file.path.clone());
    match workbook::read(&file.bytes) {
        Err(workbook::Refused::NoWorkbook) => reader.fault(whole, FaultKind::NoWorkbook),
        Err(workbook::Refused::TooLarge) => reader.fault(whole, FaultKind::TooLarge),
        Ok(book) => match book.id.as_ref().and_then(|id| mismatch(id, department, cycle, &book.rows)) {
            Some(kind) => reader.fault(whole, kind),
            None => reader.read_records(&book.rows),
        },
    }
    reader.table
}

/// Why a form is not this department's own of this cycle, as it was sent.
fn mismatch(id: &FormId, department: &str, cycle: &str, rows: &[(u32, Vec<String>)]) -> Option<FaultKind> {
    if id.recipient != department {
        return Some(FaultKind::FormOfAnother { recipient: id.recipient.clone() });
    }
    if id.cycle != cycle {
        return Some(FaultKind::FormOfAnotherCycle { cycle: id.cycle.clone() });
    }
    (!form::is_unchanged(id, rows)).then_some(FaultKind::FormChanged)
}

/// Reads a table. The department, if any, is who can mend what is wrong.
pub fn read(file: &InputFile, columns: Columns, department: Option<&str>) -> Table {
    let mut reader = Reader { file, columns, department, table: Table::default() };
    let whole = || Origin::File(file.path.clone());
    match decode(&file.bytes) {
        None => reader.fault(whole(), FaultKind::Encoding),
        Some(text) if text.trim().is_empty() => reader.fault(whole(), FaultKind::EmptyFile),
        Some(text) => match stray_quote(&text) {
            // What follows it could be swallowed by a cell, or cut from one.
            Some(line) => reader.fault(reader.row(line), FaultKind::Quote),
            None => reader.read(&text),
        },
    }
    reader.table
}

/// The text of the bytes: by their mark, else strict UTF-8, else strict CP932; none if neither fits.
fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    for (mark, encoding) in
        [(&b"\xEF\xBB\xBF"[..], UTF_8), (&b"\xFF\xFE"[..], UTF_16LE), (&b"\xFE\xFF"[..], UTF_16BE)]
    {
        if let Some(body) = bytes.strip_prefix(mark) {
            return encoding.decode_without_bom_handling_and_without_replacement(body);
        }
    }
    UTF_8
        .decode_without_bom_handling_and_without_replacement(bytes)
        .or_else(|| SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes))
}

/// A column's known name, if it has one, and its name as written.
type Heading = (Option<&'static str>, Arc<str>);

struct Reader<'a> {
    file: &'a InputFile,
    columns: Columns,
    department: Option<&'a str>,
    table: Table,
}

impl Reader<'_> {
    fn read(&mut self, text: &str) {
        self.read_records(&split(text));
    }

    fn read_records(&mut self, records: &[(u32, Vec<String>)]) {
        let Some(at) = self.header_row(records) else {
            return self.fault(Origin::File(self.file.path.clone()), FaultKind::NoHeader);
        };
        let Some(header) = self.read_header(&records[at]) else { return };
        for (line, fields) in &records[..at] {
            // A title is a cell or two; more is data that got above its header.
            if fields.iter().filter(|f| !text::trim(f).is_empty()).count() * 2 > header.len() {
                self.fault(self.row(*line), FaultKind::AboveHeader);
            }
        }
        // Some programs end every row with the same empty cells; one row alone was cut by a comma.
        let usual = records[at + 1..].iter().map(|(_, fields)| fields.len()).min().unwrap_or(0);
        for (line, fields) in &records[at + 1..] {
            let filled = fields.iter().rposition(|f| !text::trim(f).is_empty()).map_or(0, |last| last + 1);
            if filled > header.len() || (filled > 0 && fields.len() > header.len().max(usual)) {
                let kind = FaultKind::RowTooLong { header: header.len(), row: fields.len() };
                self.fault(self.row(*line), kind);
            } else if filled > 0 {
                self.read_row(*line, fields, &header);
            }
        }
    }

    /// The row with the most known names, if it has at least half of the required ones.
    fn header_row(&self, records: &[(u32, Vec<String>)]) -> Option<usize> {
        let known = |fields: &[String]| {
            let mut found: Vec<_> = fields.iter().filter_map(|f| self.columns.known(f)).collect();
            found.sort_unstable();
            found.dedup();
            found.iter().filter(|f| self.columns.required.contains(f)).count()
        };
        let best = (0..records.len().min(HEADER_SEARCH)).rev().max_by_key(|&i| known(&records[i].1))?;
        (known(&records[best].1) * 2 >= self.columns.required.len()).then_some(best)
    }

    /// The known name and the written name of every column; none if a required column is missing, since
    /// then no row of the file could be read whole.
    fn read_header(&mut self, (line, fields): &(u32, Vec<String>)) -> Option<Vec<Heading>> {
        let mut header: Vec<Heading> = Vec::new();
        for (i, field) in fields.iter().enumerate() {
            let origin = self.place(*line, i, text::trim(field).into());
            let written = &self.cleaned(text::trim(field).to_owned(), &origin);
            let known = self.columns.known(written);
            let first = header.iter().position(|(k, _)| known.is_some() && *k == known);
            if written.is_empty() || (known.is_some() && first.is_none()) {
                header.push((known, written.as_str().into()));
                continue;
            }
            self.fault(
                origin,
                match first {
                    Some(first) => FaultKind::Twice {
                        column: "見出し".into(),
                        text: written.clone(),
                        first: self.place(*line, first, written.as_str().into()),
                    },
                    None => FaultKind::UnknownColumn { name: written.clone() },
                },
            );
            header.push((None, written.as_str().into()));
        }
        let missing: Vec<&'static str> = self
            .columns
            .required
            .iter()
            .copied()
            .filter(|name| !header.iter().any(|(known, _)| *known == Some(*name)))
            .collect();
        if !missing.is_empty() {
            let origin = self.row(*line);
            self.fault(origin, FaultKind::HeaderMissing { columns: missing });
            return None;
        }
        Some(header)
    }

    fn read_row(&mut self, line: u32, fields: &[String], header: &[Heading]) {
        let mut record = Record { cells: Vec::new(), origin: self.row(line) };
        for (i, field) in fields.iter().enumerate() {
            let (known, written) = header.get(i).cloned().unwrap_or((None, "".into()));
            let origin = self.place(line, i, written);
            let text = text::trim(field).replace("\r\n", "\n").replace('\r', "\n");
            let text = self.cleaned(text, &origin);
            let cell = Cell { text, origin };
            if let Some(known) = known {
                if !cell.text.is_ascii() {
                    self.table.texts.push(cell.clone());
                }
                record.cells.push((known, cell));
            }
        }
        self.table.rows.push(record);
    }

    /// A text with a mark in the place of what may not stand in it: the rest is still worth printing.
    fn cleaned(&mut self, mut text: String, origin: &Origin) -> String {
        if text.chars().any(|c| text::forbidden(c).is_some()) {
            self.fault(origin.clone(), FaultKind::ForbiddenCharacter { text: text.clone() });
            text =
                text.chars().map(|c| if text::forbidden(c).is_some() { text::MISSING } else { c }).collect();
        }
        text
    }

    fn row(&self, line: u32) -> Origin {
        Origin::Text { file: self.file.path.clone(), line, column: 1 }
    }

    fn place(&self, line: u32, index: usize, header: Arc<str>) -> Origin {
        let column = u32::try_from(index + 1).unwrap_or(u32::MAX);
        Origin::Cell(CellRef { file: self.file.path.clone(), line, column, header })
    }

    fn fault(&mut self, origin: Origin, kind: FaultKind) {
        let department = self.department.map(Into::into);
        self.table.faults.push(Fault { origin, department, kind });
    }
}

/// The line of the first quotation mark that neither opens nor closes a cell, nor is doubled within one.
fn stray_quote(text: &str) -> Option<u32> {
    let bytes = text.as_bytes();
    let mut lines = Lines { text: bytes, at: 0, line: 1 };
    let (mut quoted, mut begins) = (false, true);
    let mut i = 0;
    let mut opened = 0;
    while let Some(byte) = bytes.get(i) {
        match (byte, quoted) {
            (b'"', true) if bytes.get(i + 1) == Some(&b'"') => i += 1,
            (b'"', true) if matches!(bytes.get(i + 1), None | Some(b',' | b'\r' | b'\n')) => quoted = false,
            (b'"', false) if begins => (quoted, opened) = (true, i),
            (b'"', _) => return Some(lines.line_of(i)),
            _ => {}
        }
        begins = !quoted && matches!(byte, b',' | b'\r' | b'\n');
        i += 1;
    }
    quoted.then(|| lines.line_of(opened))
}

/// The records with the line on which each starts, from 1.
fn split(text: &str) -> Vec<(u32, Vec<String>)> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    // The input is a string in memory: neither its encoding nor reading it can fail.
    while reader.read_record(&mut record).unwrap_or(false) {
        let begin = record.position().map_or(0, csv::Position::byte);
        let fields = record.iter().map(Into::into).collect();
        records.push((lines.line_of(usize::try_from(begin).unwrap_or(usize::MAX)), fields));
    }
    records
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

    const COLUMNS: Columns = Columns { required: &["番号", "名称"], optional: &["備考"] };

    fn table(bytes: &[u8]) -> Table {
        read(&InputFile { path: "a.csv".into(), bytes: bytes.into() }, COLUMNS, None)
    }

    #[test]
    fn reads_utf8_and_cp932_alike() {
        let text = "番号,名称\r\n1,①㈱髙﨑\r\n";
        let (cp932, ..) = SHIFT_JIS.encode(text);
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        for bytes in [text.as_bytes(), &cp932, &marked] {
            let table = table(bytes);
            assert_eq!(table.faults, []);
            assert_eq!(table.rows()[0].cell("名称").text, "①㈱髙﨑");
        }
    }

    #[test]
    fn header_below_titles_in_any_order_keeps_lines() {
        let table = table("調査票,,\n\n備考,名　称,番号\n\"一行\n二行\",甲,1\n,乙,2\n".as_bytes());
        assert_eq!(table.faults, []);
        assert_eq!(table.rows().len(), 2);
        let cell = table.rows()[1].cell("名称");
        assert_eq!(cell.text, "乙");
        assert_eq!(cell.origin.position(), Some((6, 2)));
        assert_eq!(table.rows()[0].cell("備考").text, "一行\n二行");
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        for text in ["番号,名称\r\n\r\n1,甲\r\n2,乙", "番号,名称\n\n1,甲\n2,乙", "番号,名称\r\r1,甲\r2,乙"]
        {
            let table = table(text.as_bytes());
            let lines: Vec<_> = table.rows().iter().map(|r| r.cell("名称").origin.position()).collect();
            assert_eq!(lines, [Some((3, 2)), Some((4, 2))], "{text:?}");
        }
    }

    #[test]
    fn a_row_with_too_many_cells_is_refused() {
        let table = table("番号,名称\n1,1,200\n2,乙\n3,丙,\n".as_bytes());
        let too_long = FaultKind::RowTooLong { header: 2, row: 3 };
        assert_eq!(table.faults.iter().map(|f| &f.kind).collect::<Vec<_>>(), [&too_long, &too_long]);
        assert_eq!(table.rows().len(), 1);
    }

    #[test]
    fn empty_cells_at_every_rows_end_are_harmless() {
        let table = table("番号,名称\n1,甲,,\n2,乙,,\n".as_bytes());
        assert_eq!(table.faults, []);
    }

    #[test]
    fn rows_above_the_header_are_a_fault() {
        let table = table("1,甲\n2,乙\n番号,名称\n".as_bytes());
        assert!(table.faults.iter().all(|f| f.kind == FaultKind::AboveHeader));
        assert_eq!(table.faults.len(), 2);
    }

    #[test]
    fn missing_and_unknown_columns_are_faults() {
        let table = table("番号,メモ\n1,あ\n".as_bytes());
        let kinds: Vec<_> = table.faults.iter().map(|f| &f.kind).collect();
        assert_eq!(
            kinds,
            [
                &FaultKind::UnknownColumn { name: "メモ".into() },
                &FaultKind::HeaderMissing { columns: vec!["名称"] }
            ]
        );
    }

    #[test]
    fn broken_bytes_are_a_fault_of_the_file() {
        assert_eq!(table(b"\x81\x81\xFF\xFF").faults[0].kind, FaultKind::Encoding);
        assert_eq!(table(b"").faults[0].kind, FaultKind::EmptyFile);
        assert_eq!(table(b"a,b\n1,2\n").faults[0].kind, FaultKind::NoHeader);
        let quotes = ["1,\"甲\n", "1,甲\"乙\n", "1,\"甲\"乙\n", "1,\"甲\n2,\"乙\n"];
        for text in quotes {
            assert_eq!(
                table(format!("番号,名称\n{text}").as_bytes()).faults[0].kind,
                FaultKind::Quote,
                "{text}"
            );
        }
        assert_eq!(table("番号,名称\n1,\"甲\"\"乙\"\"\"\n".as_bytes()).faults, []);
    }
}
