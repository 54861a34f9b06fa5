//! Tables: a sheet's rows below its header, cell by cell with their places.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::find_header;
use super::foreign;
use super::header::{ColumnHeading, Header, KnownNames};
use super::header_findings;
use super::input::{self, InputFile};
use super::row_kind::{self, RowKind};
use super::same_sheet::ReadSheets;
use super::sheet::{Bounds, Sheet, SheetRow};
use super::sheet_places::SheetPlaces;
use super::table_row::TableRow;
use crate::ground::origin::Origin;
use crate::ground::text;
use crate::model::cause::{Cause, RawFinding, Refusal};
use crate::model::column::Columns;
use crate::model::raw_findings::RawFindings;
use crate::model::value::Cell;

/// A table whose columns were found by their names.
#[derive(Debug, Default)]
pub struct Table {
    /// The rows of values, without headers, examples and sums, in the order of the file and its sheets.
    pub rows: Vec<TableRow>,
    /// What was wrong with the file, its header and its rows.
    pub findings: Vec<RawFinding>,
    /// The cells that hold more than ASCII: rules look in them for characters that the fonts lack.
    pub texts: Vec<Cell>,
}

/// Reads a list of the secretariat: one table.
pub fn read(file: &InputFile, columns: &Columns) -> Table {
    let names = KnownNames::of(columns);
    match input::open(file, Bounds::LIST, &|sheet| find_header::fitness(sheet, &names)) {
        Ok(book) => of_sheets(&file.path, &book.sheets, &names, None),
        Err(refusal) => {
            let refusal = if refusal == Refusal::TooLarge { Refusal::LargeList } else { refusal };
            Table { findings: vec![refused(file, refusal, None)], ..Table::default() }
        }
    }
}

/// That a file was refused.
pub fn refused(file: &InputFile, refusal: Refusal, department: Option<&str>) -> RawFinding {
    let origin = match refusal {
        Refusal::Quote { line } => Origin::Text { file: file.path.clone(), line, column: 1 },
        _ => Origin::File(file.path.clone()),
    };
    RawFinding { origin, department: department.map(Into::into), cause: Cause::Refused(refusal) }
}

/// Reads every sheet that is seen and has a header. The department, if any, is who can mend what is wrong.
pub fn of_sheets(file: &Arc<str>, sheets: &[Sheet], names: &KnownNames, department: Option<&str>) -> Table {
    let mut reader = Reader {
        places: SheetPlaces::of_file(file),
        names,
        department,
        table: Table::default(),
        findings: RawFindings::default(),
        unheaded: BTreeMap::new(),
        sheets: ReadSheets::default(),
    };
    let mut found = false;
    let mut without = Vec::new();
    for sheet in sheets {
        reader.places = SheetPlaces::of(file, sheet);
        match find_header::find(sheet, names) {
            _ if sheet.is_lost && !sheet.hidden => reader.report(reader.places.whole(), Cause::SheetLost),
            header if sheet.is_example => reader.say_rows(sheet, header),
            Some(_) if sheet.hidden => reader.report(reader.places.whole(), Cause::HiddenSheet),
            Some(header) => {
                found = true;
                let before = reader.table.rows.len();
                reader.read(sheet, header);
                if let Some(first) = reader.sheets.same_as(sheet, &reader.table.rows[before..]) {
                    reader.table.rows.truncate(before);
                    reader.report(reader.places.whole(), Cause::SameSheet { first });
                }
            }
            None if !sheet.hidden && !sheet.rows.is_empty() => without.push(sheet),
            None => {}
        }
    }
    if !found {
        reader.places = SheetPlaces::of_file(file);
        reader.report(reader.places.whole(), Cause::Refused(Refusal::NoHeader));
    }
    let nothing = reader.table.rows.is_empty() && reader.findings.is_empty();
    if found && nothing && names.columns.has_keys() {
        reader.places = SheetPlaces::of_file(file);
        reader.report(reader.places.whole(), Cause::NoRows);
    }
    for sheet in without.into_iter().filter(|_| found) {
        reader.places = SheetPlaces::of(file, sheet);
        // A table that goes on here without its header holds values that would be lost.
        let goes_on = names.columns.has_keys()
            && sheet.rows.iter().any(|row| row_kind::is_of_table(row, &names.columns));
        let cause = if goes_on { Cause::Refused(Refusal::NoHeader) } else { Cause::SheetNotRead };
        reader.report(reader.places.whole(), cause);
    }
    let mut findings = reader.findings.finish();
    findings.extend(foreign::untold(file, sheets).filter(|_| found));
    Table { findings, ..reader.table }
}

struct Reader<'a> {
    places: SheetPlaces<'a>,
    names: &'a KnownNames,
    department: Option<&'a str>,
    table: Table,
    findings: RawFindings,
    /// The values of each column without a name: the line of the first, its text, and how many there are.
    unheaded: BTreeMap<usize, (u32, String, usize)>,
    sheets: ReadSheets,
}

impl Reader<'_> {
    /// Reads a sheet: the table below its header, and those below each other header further down.
    fn read(&mut self, sheet: &Sheet, header: Header) {
        for row in &sheet.rows[..header.rows.0] {
            // A title is a cell or two; more is data that got above its header.
            if row.filled() * 2 > header.headings.len() {
                self.report(self.places.row(row.line), Cause::AboveHeader);
            }
        }
        for (origin, cause) in header_findings::beside_cells(sheet, &header, &self.places) {
            self.report(origin, cause);
        }
        let mut next = Some(header);
        while let Some(header) = next {
            let whole = self.read_header(sheet, &header);
            next = self.read_below(sheet, &header, whole);
        }
    }

    /// Reads the rows below a header, if it was whole, until a row that is a header of other columns.
    fn read_below(&mut self, sheet: &Sheet, header: &Header, whole: bool) -> Option<Header> {
        let rows = &sheet.rows[header.rows.1..];
        // Some programs end every row with the same empty cells; one row alone was cut by a comma.
        let usual = rows.iter().map(|row| row.cells.len()).min().unwrap_or(0);
        let width = header.headings.len();
        let (mut hidden, mut above, mut other) = (Vec::new(), None, None);
        let mut second_line = 0;
        for (i, row) in (header.rows.1..).zip(rows) {
            if i < second_line {
                continue;
            }
            let kind = row_kind::of(row, header, self.names);
            if kind == RowKind::Named
                && let Some(again) = find_header::again(sheet, i, self.names)
            {
                if !again.is_like(header) {
                    self.report(self.places.row(row.line), Cause::HeaderAgain);
                    other = Some(again);
                    break;
                }
                second_line = again.rows.1;
            }
            if !whole {
                continue;
            }
            let is_row = kind == RowKind::Data && i >= second_line;
            if is_row && !self.is_cut(row, width, usual) {
                if row.hidden {
                    hidden.push(row.line);
                }
                self.read_row(row, &header.headings, above == Some(row.hidden));
                above = Some(row.hidden);
            } else if kind != RowKind::Blank {
                above = None;
                self.say_unread(row, if i < second_line { RowKind::Header } else { kind }, width);
            }
        }
        // A column without a name is one matter, however many cells it has.
        for (column, (line, text, count)) in std::mem::take(&mut self.unheaded) {
            self.report(self.places.cell(line, column, "".into()), Cause::Unheaded { text, count });
        }
        if let Some(first) = hidden.first() {
            let origin =
                if self.places.are_in_workbook() { self.places.whole() } else { self.places.row(*first) };
            self.report(origin, Cause::HiddenRows { lines: hidden });
        }
        other
    }

    /// In a workbook a value to the right is a remark; in CSV it is a cell that was cut in two.
    fn is_cut(&self, row: &SheetRow, width: usize, usual: usize) -> bool {
        let filled = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        !self.places.are_in_workbook() && (filled > width || filled > 0 && row.cells.len() > width.max(usual))
    }

    /// Says of a row that is none of the table what it is.
    fn say_unread(&mut self, row: &SheetRow, kind: RowKind, width: usize) {
        let place = self.places.row(row.line);
        match kind {
            RowKind::Blank => {}
            RowKind::Header | RowKind::Named if row.filled() == 0 => {}
            RowKind::Header | RowKind::Named | RowKind::Numbers => self.report(place, Cause::HeaderAgain),
            RowKind::Example => self.report(place, Cause::ExampleRow),
            RowKind::Total => self.report(place, Cause::TotalRow),
            RowKind::Note => {
                let first = row.cells.iter().position(|cell| !cell.is_empty()).unwrap_or(0);
                let text = row.cells.get(first).map_or("", |cell| text::trim(&cell.text)).to_owned();
                let place = if self.places.are_in_workbook() {
                    self.places.cell(row.line, first, "".into())
                } else {
                    place
                };
                self.report(place, Cause::NoteRow { text });
            }
            RowKind::Data => {
                let cause = Cause::RowTooLong { header: width, row: row.cells.len() };
                self.report(place, cause);
            }
        }
    }

    /// Says of a sheet that shows how the form is filled in that it has rows that are no examples.
    fn say_rows(&mut self, sheet: &Sheet, header: Option<Header>) {
        let Some(header) = header else { return };
        let is_data = |row: &&SheetRow| row_kind::is_data_among_examples(row, &header, self.names);
        let rows = sheet.rows.iter().skip(header.rows.1);
        let lines: Vec<u32> = rows.filter(is_data).map(|row| row.line).collect();
        if !lines.is_empty() {
            self.report(self.places.whole(), Cause::ExampleSheet { lines });
        }
    }

    /// Reads a header; false if a required column is missing, since then no row of the sheet could be read whole.
    fn read_header(&mut self, sheet: &Sheet, header: &Header) -> bool {
        let line = sheet.rows[header.rows.1 - 1].line;
        for (i, heading) in header.headings.iter().enumerate() {
            // A name with what may not stand in it is said to be so; none of its letters is taken for a column.
            let place = self.places.cell(line, i, heading.written.clone());
            let _ = self.cleaned(heading.written.to_string(), &place);
        }
        for (origin, cause) in header_findings::of(sheet, header, self.names, &self.places) {
            self.report(origin, cause);
        }
        self.names.columns.required().all(|column| header.has(column))
    }

    fn read_row(&mut self, row: &SheetRow, header: &[ColumnHeading], follows: bool) {
        let mut record = TableRow { origin: self.places.row(row.line), follows, ..TableRow::default() };
        for (i, raw) in row.cells.iter().enumerate() {
            let heading = header.get(i).cloned().unwrap_or_default();
            if heading.written.is_empty() && raw.copied.is_none() && !raw.is_empty() {
                let first = self.unheaded.entry(i).or_insert((row.line, text::trim(&raw.text).into(), 0));
                first.2 += 1;
            }
            let origin = self.places.cell(row.line, i, heading.written.clone());
            let trimmed = text::trim(raw.text_in(heading.known.as_deref()));
            let text = match trimmed.contains('\r') {
                true => trimmed.replace("\r\n", "\n").replace('\r', "\n"),
                false => trimmed.to_owned(),
            };
            let text = match &heading.known {
                Some(known) if known.holds.names() => text::without_unseen(&text).into_owned(),
                _ => text,
            };
            let cell = Cell { text: self.cleaned(text, &origin), origin };
            match heading.known {
                Some(known) => {
                    record.marks.extend(raw.mark_in(&known).cloned().map(|mark| (known.clone(), mark)));
                    record.cells.push((known, cell));
                }
                None if !cell.is_empty() => record.extra.push(cell),
                None => {}
            }
        }
        let cells = record.cells.iter().map(|(_, cell)| cell).chain(&record.extra);
        self.table.texts.extend(cells.filter(|cell| !cell.text.is_ascii()).cloned());
        self.table.rows.push(record);
    }

    /// A text with a mark in the place of what may not stand in it: the rest is still worth printing.
    fn cleaned(&mut self, mut text: String, origin: &Origin) -> String {
        if text.chars().any(|c| text::forbidden(c).is_some() || c == text::MISSING) {
            self.report(origin.clone(), Cause::ForbiddenCharacter { text: text.clone() });
            text =
                text.chars().map(|c| if text::forbidden(c).is_some() { text::MISSING } else { c }).collect();
        }
        text
    }

    fn report(&mut self, origin: Origin, cause: Cause) {
        let department = self.department.map(Into::into);
        self.findings.push(RawFinding { origin, department, cause });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::column::{Column, Holds};

    /// The text as a table of two columns that must be there, and one that may.
    fn table(text: &str) -> Table {
        table_of(text, &Columns::of_words(&["番号", "名称"], &["備考"]))
    }

    fn table_of(text: &str, columns: &Columns) -> Table {
        read(&InputFile { path: "a.csv".into(), bytes: text.as_bytes().into() }, columns)
    }

    /// Columns of which some are keys.
    fn keyed(keys: &[&str], required: &[&str], optional: &[&str]) -> Columns {
        let column = |name: &&str| {
            let column = Column::new(name, Holds::Words);
            if keys.contains(name) { column.key() } else { column }
        };
        let required = required.iter().map(|name| column(name).required());
        Columns::new(required.chain(optional.iter().map(column)))
    }

    fn kinds(table: &Table) -> Vec<&Cause> {
        table.findings.iter().map(|f| &f.cause).collect()
    }

    #[test]
    fn header_below_titles_in_any_order_keeps_lines() {
        let table = table("調査票,,\n\n備考,名　称,番号\n\"一行\n二行\",甲,1\n,乙,2\n");
        assert_eq!(table.findings, []);
        assert_eq!(table.rows.len(), 2);
        let cell = table.rows[1].cell("名称");
        assert_eq!(cell.text, "乙");
        assert_eq!(cell.origin.position(), Some((6, 2)));
        assert_eq!(table.rows[0].cell("備考").text, "一行\n二行");
    }

    #[test]
    fn a_row_with_too_many_cells_is_refused() {
        let table = table("番号,名称\n1,1,200\n2,乙\n3,丙,\n");
        let too_long = Cause::RowTooLong { header: 2, row: 3 };
        assert_eq!(kinds(&table), [&too_long, &too_long]);
        assert_eq!(table.rows.len(), 1);
    }

    #[test]
    fn empty_cells_at_every_rows_end_are_harmless() {
        assert_eq!(table("番号,名称\n1,甲,,\n2,乙,,\n").findings, []);
    }

    #[test]
    fn rows_above_the_header_are_findings() {
        let table = table("1,甲\n2,乙\n番号,名称\n");
        assert_eq!(kinds(&table), [&Cause::AboveHeader; 2]);
    }

    #[test]
    fn missing_and_unknown_columns_are_findings() {
        let table = table("番号,メモ\n1,あ\n");
        let missing = Cause::HeaderMissing { columns: vec!["名称".into()] };
        assert_eq!(kinds(&table), [&Cause::UnknownColumn { name: "メモ".into() }, &missing]);
        let table = self::table("番号,名称,メモ\n1,甲,あ\n");
        assert_eq!(table.rows[0].extra[0].text, "あ", "an unknown column is kept");
    }

    #[test]
    fn rows_that_are_none_of_the_table_are_told_apart() {
        let text = "番号,名称\n記入例,甲\n1,甲\n,小計\n番号,名称\n2,計\n※ 数は年度末のものです。,\n";
        let table = table_of(text, &keyed(&["番号"], &["番号", "名称"], &["備考"]));
        assert_eq!(table.rows.len(), 2, "a thing named 計 with its number is a row");
        let note = Cause::NoteRow { text: "※ 数は年度末のものです。".into() };
        assert_eq!(kinds(&table), [&Cause::ExampleRow, &Cause::TotalRow, &Cause::HeaderAgain, &note]);
    }

    #[test]
    fn a_header_of_another_order_further_down_is_followed() {
        let columns = keyed(&["番号"], &["番号", "名称", "数"], &[]);
        let table =
            table_of("番号,名称,数\n1-1,甲,10\n数,番号,名称\n20,1-2,乙\n番号,数,名称\n1-3,30,丙\n", &columns);
        assert_eq!(kinds(&table), [&Cause::HeaderAgain; 2]);
        let read: Vec<(&str, &str)> = table.rows.iter().map(|r| (r.text("番号"), r.text("数"))).collect();
        assert_eq!(read, [("1-1", "10"), ("1-2", "20"), ("1-3", "30")]);
    }

    #[test]
    fn names_without_a_required_one_end_the_table() {
        let columns = keyed(&["番号"], &["番号", "名称", "数", "年"], &["備考"]);
        let table = table_of("番号,名称,数,年,備考\n1-1,甲,10,3,\n番号,名称,備考\n1-2,20,4\n", &columns);
        assert_eq!(table.rows.len(), 1);
        assert!(kinds(&table).contains(&&Cause::HeaderMissing { columns: vec!["数".into(), "年".into()] }));
    }

    #[test]
    fn a_row_with_its_keys_is_no_example_and_no_note() {
        let columns = keyed(&["番号", "枝番"], &["名称", "番号", "枝番"], &["数"]);
        let text =
            "名称,番号,枝番,数\n記載例を改めた様式の数,1-1,1,5\n記入例,1-1,2,5\n,,,41\n計,,3,7\n計,,,9\n";
        let table = table_of(text, &columns);
        let read: Vec<&str> = table.rows.iter().map(|r| r.text("数")).collect();
        assert_eq!(read, ["5", "41", "7"], "a value without its keys is one that was lost");
        assert_eq!(kinds(&table), [&Cause::ExampleRow, &Cause::TotalRow]);
    }
}
