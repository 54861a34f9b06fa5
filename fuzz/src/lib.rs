//! What is tried with arbitrary bytes: by `cargo fuzz` without end, and by the tests on mutated files.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use std::sync::OnceLock;

use shiryo::decide::consolidate::consolidate;
use shiryo::ground::{text, wareki, written_date, written_year};
use shiryo::model::cause::ForeignKind;
use shiryo::model::cycle::Cycle;
use shiryo::model::indicator::{Certainty, IndicatorKind};
use shiryo::model::submission::Submissions;
use shiryo::model::value::Reading;
use shiryo::read::input::InputFile;
use shiryo::read::sheet::Bounds;
use shiryo::read::{cycle, foreign, number, submission, word_of_list};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The cycle of the rules' examples.
fn base() -> &'static Cycle {
    static CYCLE: OnceLock<Cycle> = OnceLock::new();
    CYCLE.get_or_init(|| {
        let file = |path: &str, text: &str| InputFile { path: path.into(), bytes: text.as_bytes().into() };
        let files = [
            file("inputs/cycle.toml", include_str!("../../tests/rules/base/inputs/cycle.toml")),
            file("inputs/departments.csv", include_str!("../../tests/rules/base/inputs/departments.csv")),
            file("inputs/measures.csv", include_str!("../../tests/rules/base/inputs/measures.csv")),
            file("inputs/received.csv", include_str!("../../tests/rules/base/inputs/received.csv")),
        ];
        cycle::read(&files, &BTreeSet::new()).expect("the base can be used")
    })
}

/// A file of any bytes as a department's return, up to the register.
pub(super) fn returned(name: &str, bytes: &[u8]) -> Submissions {
    let file = InputFile { path: format!("inputs/submissions/{name}").into(), bytes: bytes.into() };
    let read = submission::read_all([&file], base());
    let register = consolidate(base(), &read);
    // A form of another kind is none of the returns.
    let rows = read.files.first().map_or(0, |file| file.rows.len());
    assert!(register.entries().len() <= rows);
    // What is not said to be wrong is a row: nothing vanishes.
    assert!(!read.findings.is_empty() || rows > 0, "neither a row nor a finding");
    read
}

/// Bytes as a CSV file.
pub(super) fn csv_bytes(bytes: &[u8]) {
    returned("kikaku.csv", bytes);
}

/// Bytes as a workbook: as they are, if they begin like one; else as the parts of one, each ended by a zero byte: the
/// sheet, the strings, the styles, the comments.
pub(super) fn xlsx_bytes(bytes: &[u8]) {
    match bytes.starts_with(b"PK") {
        true => returned("kikaku.xlsx", bytes),
        false => returned("kikaku.xlsx", &package(bytes)),
    };
}

/// Bytes as an `.ods`: as they are, if they begin like one; else as its content.
pub(super) fn ods_bytes(bytes: &[u8]) {
    let whole = match bytes.starts_with(b"PK") {
        true => bytes.to_vec(),
        false => {
            let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
            let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
            zip.start_file("content.xml", stored).expect("memory");
            zip.write_all(bytes).expect("memory");
            zip.finish().expect("memory").into_inner()
        }
    };
    if let Ok(book) = foreign::rewrite(ForeignKind::Ods, &whole, Bounds::SENT.unpacked) {
        returned("kikaku.xlsx", &book);
    }
}

fn package(bytes: &[u8]) -> Vec<u8> {
    const PARTS: [&str; 4] =
        ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/comments1.xml"];
    const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |list: &[(&str, &str)]| {
        let one = |(n, (kind, target)): (usize, &(&str, &str))| {
            format!("<Relationship Id='r{n}' Type='{RELATION}/{kind}' Target='{target}'/>")
        };
        format!("<Relationships>{}</Relationships>", (1..).zip(list).map(one).collect::<String>())
    };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, content: &[u8]| {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(name, stored).expect("memory");
        zip.write_all(content).expect("memory");
    };
    add("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml")]).as_bytes());
    add("xl/workbook.xml", b"<workbook><sheets><sheet name='1' sheetId='1' id='r1'/></sheets></workbook>");
    let book = [
        ("worksheet", "worksheets/sheet1.xml"),
        ("sharedStrings", "sharedStrings.xml"),
        ("styles", "styles.xml"),
    ];
    add("xl/_rels/workbook.xml.rels", relations(&book).as_bytes());
    add("xl/worksheets/_rels/sheet1.xml.rels", relations(&[("comments", "../comments1.xml")]).as_bytes());
    let mut parts = bytes.splitn(PARTS.len(), |byte| *byte == 0);
    for name in PARTS {
        add(name, parts.next().unwrap_or_default());
    }
    zip.finish().expect("memory").into_inner()
}

/// Text as a cell of every kind; a first line is the unit.
pub(super) fn cell_text(bytes: &[u8]) {
    let Ok(written) = std::str::from_utf8(bytes) else { return };
    let (unit, cell) = written.split_once('\n').unwrap_or(("", written));
    if let (Reading::Value(quantity), None) = number::parse(cell, unit) {
        let printed = quantity.print(quantity.decimals);
        let again = number::parse(&printed, unit).0;
        assert_eq!(again, Reading::Value(quantity), "{cell:?} prints as {printed:?}");
    }
    if let Some(day) = written_date::parse_date(cell) {
        assert_eq!(written_date::parse_date(&wareki::date_with_weekday(day)), Some(day), "{cell:?}");
    }
    if let Some(year) = written_year::parse_year(cell) {
        let year = wareki::Year { western: year.western, fiscal: year.fiscal.unwrap_or(true) };
        let again = written_year::parse_year(&year.print()).map(|again| (again.western, again.fiscal));
        assert_eq!(again, Some((year.western, Some(year.fiscal))), "{cell:?}");
    }
    let _ = word_of_list::choice::<IndicatorKind>("指標の型", cell);
    let _ = word_of_list::choice::<Certainty>("実績の区分", cell);
    let _ = (text::key(cell), text::running_digits(cell), text::fold(cell), text::excerpt(cell));
}
