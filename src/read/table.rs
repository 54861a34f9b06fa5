//! Tables: a sheet's rows below its header, cell by cell with their places.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::header::{self, Header, Heading, How, KnownNames};
use super::input::{self, InputFile};
use super::kind::{self, Kind};
use super::record::Record;
use super::sheet::{Row, Sheet};
use crate::ground::origin::{CellRef, Origin};
use crate::ground::text;
use crate::model::cause::{Cause, RawFinding, RawFindings, Refusal};
use crate::model::column::Columns;
use crate::model::value::Cell;

/// A table whose columns were found by their names.
#[derive(Debug, Default)]
pub struct Table {
    pub rows: Vec<Record>,
    pub findings: Vec<RawFinding>,
    /// The text cells, for the fonts.
    pub texts: Vec<Cell>,
}

/// Reads a list of the secretariat: one table.
pub fn read(file: &InputFile, columns: &Columns) -> Table {
    let names = KnownNames::of(columns);
    match input::open(file, &|sheet| header::fitness(sheet, &names)) {
        Ok(book) => of_sheets(&file.path, &book.sheets, &names, None),
        Err(refusal) => Table { findings: vec![refused(file, refusal, None)], ..Table::default() },
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
    let none = BTreeMap::new();
    let mut reader = Reader {
        file,
        sheet: None,
        shown_rows: &none,
        names,
        department,
        table: Table::default(),
        findings: RawFindings::default(),
    };
    let mut found = false;
    let mut without = Vec::new();
    for sheet in sheets {
        reader.sheet.clone_from(&sheet.name);
        reader.shown_rows = &sheet.shown_rows;
        match header::find(sheet, names) {
            header if sheet.is_example => reader.say_rows(sheet, header),
            Some(_) if sheet.hidden => reader.report(reader.whole(), Cause::HiddenSheet),
            Some(header) => {
                found = true;
                reader.read(sheet, header);
            }
            None if !sheet.hidden && !sheet.rows.is_empty() => without.push(sheet),
            None => {}
        }
    }
    if !found {
        reader.sheet = None;
        reader.report(reader.whole(), Cause::Refused(Refusal::NoHeader));
    }
    let nothing = reader.table.rows.is_empty() && reader.findings.is_empty();
    if found && nothing && names.columns.has_keys() {
        reader.sheet = None;
        reader.report(reader.whole(), Cause::NoRows);
    }
    for sheet in without.into_iter().filter(|_| found) {
        reader.sheet.clone_from(&sheet.name);
        // A table that goes on here without its header holds values that would be lost.
        let goes_on =
            names.columns.has_keys() && sheet.rows.iter().any(|row| kind::is_keyed(row, &names.columns));
        let cause = if goes_on { Cause::Refused(Refusal::NoHeader) } else { Cause::SheetNotRead };
        reader.report(reader.whole(), cause);
    }
    Table { findings: reader.findings.finish(), ..reader.table }
}

struct Reader<'a> {
    file: &'a Arc<str>,
    sheet: Option<Arc<str>>,
    shown_rows: &'a BTreeMap<u32, u32>,
    names: &'a KnownNames,
    department: Option<&'a str>,
    table: Table,
    findings: RawFindings,
}

impl Reader<'_> {
    /// Reads a sheet: the table below its header, and those below each other header further down.
    fn read(&mut self, sheet: &Sheet, header: Header) {
        for row in &sheet.rows[..header.rows.0] {
            // A title is a cell or two; more is data that got above its header.
            if row.filled() * 2 > header.headings.len() {
                self.report(self.row(row.line), Cause::AboveHeader);
            }
        }
        self.read_comments(sheet, &header);
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
            let kind = kind::of(row, header, self.names);
            if kind == Kind::Named
                && let Some(again) = header::again(sheet, i, self.names)
            {
                if !again.is_like(header) {
                    self.report(self.row(row.line), Cause::HeaderAgain);
                    other = Some(again);
                    break;
                }
                second_line = again.rows.1;
            }
            if !whole {
                continue;
            }
            let is_row = kind == Kind::Data && i >= second_line;
            if is_row && !self.is_cut(row, width, usual) {
                if row.hidden {
                    hidden.push(row.line);
                }
                self.read_row(row, &header.headings, above == Some(row.hidden));
                above = Some(row.hidden);
            } else if kind != Kind::Blank {
                above = None;
                self.say_unread(row, if i < second_line { Kind::Header } else { kind }, width);
            }
        }
        if let Some(first) = hidden.first() {
            let origin = if self.sheet.is_some() { self.whole() } else { self.row(*first) };
            self.report(origin, Cause::HiddenRows { lines: hidden });
        }
        other
    }

    /// In a workbook a value to the right is a remark; in CSV it is a cell that was cut in two.
    fn is_cut(&self, row: &Row, width: usize, usual: usize) -> bool {
        let filled = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        self.sheet.is_none() && (filled > width || filled > 0 && row.cells.len() > width.max(usual))
    }

    /// Says of a row that is none of the table what it is.
    fn say_unread(&mut self, row: &Row, kind: Kind, width: usize) {
        let place = self.row(row.line);
        match kind {
            Kind::Blank => {}
            Kind::Header | Kind::Named if row.filled() == 0 => {}
            Kind::Header | Kind::Named | Kind::Numbers => self.report(place, Cause::HeaderAgain),
            Kind::Example => self.report(place, Cause::ExampleRow),
            Kind::Total => self.report(place, Cause::TotalRow),
            Kind::Note => {
                let first = row.cells.iter().position(|cell| !cell.is_empty()).unwrap_or(0);
                let text = row.cells.get(first).map_or("", |cell| text::trim(&cell.text)).to_owned();
                let place = if self.sheet.is_some() { self.place(row.line, first, "".into()) } else { place };
                self.report(place, Cause::NoteRow { text });
            }
            Kind::Data => {
                let cause = Cause::RowTooLong { header: width, row: row.cells.len() };
                self.report(place, cause);
            }
        }
    }

    /// Says of a sheet that shows how the form is filled in that it has rows that are no examples.
    fn say_rows(&mut self, sheet: &Sheet, header: Option<Header>) {
        let Some(header) = header else { return };
        let is_data = |row: &&Row| kind::of(row, &header, self.names) == Kind::Data;
        let rows = sheet.rows.iter().skip(header.rows.1);
        let lines: Vec<u32> = rows.filter(is_data).map(|row| row.line).collect();
        if !lines.is_empty() {
            self.report(self.whole(), Cause::ExampleSheet { lines });
        }
    }

    /// Says what is to be said of the header; false if a required column is missing, since then no row of the sheet
    /// could be read whole.
    fn read_header(&mut self, sheet: &Sheet, header: &Header) -> bool {
        let line = sheet.rows[header.rows.1 - 1].line;
        for (i, heading) in header.headings.iter().enumerate() {
            // A name with what may not stand in it is said to be so; none of its letters is taken for a column.
            let _ = self.cleaned(heading.written.to_string(), &self.place(line, i, heading.written.clone()));
        }
        let mut findings = Vec::new();
        let mut hidden = Vec::new();
        for (i, heading) in header.headings.iter().enumerate() {
            let place = self.place(line, i, heading.written.clone());
            let name = || heading.written.to_string();
            match (&heading.known, heading.how) {
                (Some(known), How::Alike) => {
                    findings.push((place, Cause::Renamed { name: name(), known: known.name.clone() }));
                }
                (None, _) if !heading.written.is_empty() && !is_ambiguous(header, &heading.written) => {
                    findings.push((place, Cause::UnknownColumn { name: name() }));
                }
                _ => {}
            }
            let number = u32::try_from(i + 1).unwrap_or(u32::MAX);
            let holds = |row: &Row| row.cells.get(i).is_some_and(|cell| !cell.is_empty());
            if sheet.hidden_columns.contains(&number) && sheet.rows[header.rows.1..].iter().any(holds) {
                hidden.push((i, name()));
            }
        }
        if let Some((first, _)) = hidden.first() {
            let place = self.place(line, *first, header.headings[*first].written.clone());
            let names = hidden.into_iter().map(|(_, name)| name).collect();
            findings.push((place, Cause::HiddenColumns { names }));
        }
        for (known, names) in &header.ambiguous {
            let names = names.iter().map(ToString::to_string).collect();
            let cause = Cause::Ambiguous { known: known.name.clone(), names, required: known.is_required };
            findings.push((self.row(line), cause));
        }
        let missing = || self.names.columns.required().filter(|column| !header.has(column));
        let whole = missing().next().is_none();
        let unsaid: Vec<Arc<str>> = missing()
            .filter(|column| !header.is_ambiguous(column))
            .map(|column| column.name.clone())
            .collect();
        if !unsaid.is_empty() {
            findings.push((self.row(line), Cause::HeaderMissing { columns: unsaid }));
        }
        for (origin, cause) in findings {
            self.report(origin, cause);
        }
        whole
    }

    fn read_comments(&mut self, sheet: &Sheet, header: &Header) {
        let begin = sheet.rows[header.rows.0].line;
        for (line, column, text) in sheet.comments.iter().filter(|(line, ..)| *line >= begin) {
            let index = usize::try_from(*column).unwrap_or(1).saturating_sub(1);
            let heading = header.headings.get(index).map_or("".into(), |h| h.written.clone());
            self.report(self.place(*line, index, heading), Cause::Comment { text: text.clone() });
        }
    }

    fn read_row(&mut self, row: &Row, header: &[Heading], follows: bool) {
        let mut record = Record { origin: self.row(row.line), follows, ..Record::default() };
        for (i, raw) in row.cells.iter().enumerate() {
            let heading = header.get(i).cloned().unwrap_or_default();
            if heading.written.is_empty() && raw.copied.is_none() && !raw.is_empty() {
                let cause = Cause::Unheaded { text: text::trim(&raw.text).into() };
                self.report(self.place(row.line, i, "".into()), cause);
            }
            let origin = self.place(row.line, i, heading.written.clone());
            let trimmed = text::trim(raw.text_in(heading.known.as_deref()));
            let text = match trimmed.contains('\r') {
                true => trimmed.replace("\r\n", "\n").replace('\r', "\n"),
                false => trimmed.to_owned(),
            };
            let cell = Cell { text: self.cleaned(text, &origin), origin };
            match heading.known {
                Some(known) => {
                    record.marks.extend(raw.mark.clone().map(|mark| (known.clone(), mark)));
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
        if text.chars().any(|c| text::forbidden(c).is_some()) {
            self.report(origin.clone(), Cause::ForbiddenCharacter { text: text.clone() });
            text =
                text.chars().map(|c| if text::forbidden(c).is_some() { text::MISSING } else { c }).collect();
        }
        text
    }

    /// The sheet as a whole; the file, where it is no workbook.
    fn whole(&self) -> Origin {
        match &self.sheet {
            Some(sheet) => Origin::Sheet { file: self.file.clone(), sheet: sheet.clone() },
            None => Origin::File(self.file.clone()),
        }
    }

    fn row(&self, line: u32) -> Origin {
        match self.sheet {
            Some(_) => self.place(line, 0, "".into()),
            None if self.shown_rows.contains_key(&line) => self.place(line, 0, "".into()),
            None => Origin::Text { file: self.file.clone(), line, column: 1 },
        }
    }

    fn place(&self, line: u32, index: usize, header: Arc<str>) -> Origin {
        let column = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let row = self.shown_rows.get(&line).copied();
        Origin::Cell(CellRef {
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            line,
            column,
            row,
            header,
        })
    }

    fn report(&mut self, origin: Origin, cause: Cause) {
        let department = self.department.map(Into::into);
        self.findings.push(RawFinding { origin, department, cause });
    }
}

fn is_ambiguous(header: &Header, written: &Arc<str>) -> bool {
    header.ambiguous.iter().any(|(_, names)| names.contains(written))
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
        let expected = [
            &Cause::UnknownColumn { name: "メモ".into() },
            &Cause::HeaderMissing { columns: vec!["名称".into()] },
        ];
        assert_eq!(kinds(&table), expected);
    }

    #[test]
    fn an_unknown_column_is_kept() {
        let table = table("番号,名称,メモ\n1,甲,あ\n");
        assert_eq!(table.rows[0].extra.iter().map(|c| c.text.as_str()).collect::<Vec<_>>(), ["あ"]);
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
