//! One return as LibreOffice wrote it in three formats.

use std::fs;
use std::io::{Cursor, Write};

use shiryo::model::cause::{ForeignKind, Refusal};
use shiryo::model::indicator::Indicator;
use shiryo::model::value::{Field, Quantity};
use shiryo::read::foreign;
use shiryo::read::sheet::Bounds;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::findings::{findings, loaded, printed};
use crate::root::{Root, repository, rules_folder};

/// The base with a return of this kind.
fn returned(kind: &str) -> Root {
    let root = Root::of(&rules_folder().join("base"));
    root.remove("inputs/submissions/kikaku.csv");
    root.replace("inputs/received.csv", "kikaku.csv", &format!("kikaku.{kind}"));
    let bytes = fs::read(repository().join(format!("tests/load/workbooks/returned.{kind}"))).expect("it");
    root.write(&format!("inputs/submissions/kikaku.{kind}"), bytes);
    root
}

/// The values of a row as they are read; a cross for one that is not taken.
fn values(row: &Indicator) -> [String; 3] {
    let value = |field: &Field<Quantity>| match field.value() {
        Some(quantity) => quantity.print(quantity.decimals),
        None => "×".into(),
    };
    [value(&row.baseline), value(&row.target), value(&row.actual)]
}

pub(crate) fn a_return_reads_alike_from_every_kind_of_workbook() {
    let all = ["xlsx", "xls", "ods"].map(|kind| {
        let loaded = loaded(&returned(kind)).0;
        let file = loaded.submissions.files.iter().find(|file| &*file.department == "kikaku").expect("it");
        let row = |row: &std::sync::Arc<Indicator>| {
            let words = [&row.name.text, &row.activity.text, &row.note.text].map(String::clone);
            (values(row), row.actual_year.value().map(|year| year.western), words)
        };
        file.rows.iter().map(row).collect::<Vec<_>>()
    });
    let expected = [
        ["32.0", "76", "55.0"],
        ["1,200", "9,200", "5,000"],
        ["30.5", "80.00", "49"],
        ["1", "30", "12"],
        ["10", "50", "36.9"],
        ["1,000", "×", "×"],
        ["▲3.2", "5", "▲1"],
        ["1", "20", "×"],
        ["1", "20", "×"],
        ["1", "20", "10"],
        ["1", "20", "10"],
        ["7", "20", "10"],
        ["7", "20", "11"],
        ["0", "20", "0"],
        ["×", "20", "0.3"],
    ];
    let [xlsx, xls, ods] = &all;
    assert_eq!(xlsx.iter().map(|row| row.0.each_ref().map(String::as_str)).collect::<Vec<_>>(), expected);
    assert!(xlsx.iter().all(|row| row.1 == Some(2022)), "{xlsx:#?}");
    assert_eq!(xlsx[1].2, ["件数", "一行目\n二行目　髙﨑𠮷", "TRUE"]);
    assert_eq!((xlsx[0].2[2].as_str(), xlsx[2].2[1].as_str()), ("2023/1/20", "& < > \" ' _x0041_"));
    assert_eq!((xlsx, xlsx), (xls, ods));
}

pub(crate) fn what_is_wrong_in_a_workbook_is_said_of_every_kind() {
    let said = |kind: &str| -> Vec<String> {
        let name = format!("kikaku.{kind}");
        let said = printed(&findings(&returned(kind))).replace(&name, "kikaku");
        said.lines().map(|line| line.split(" → ").next().unwrap_or_default().to_owned()).collect()
    };
    let is_of_kind = |line: &String| line.contains("[foreign-workbook]");
    let [xlsx, mut xls, mut ods] = ["xlsx", "xls", "ods"].map(said);
    assert!(!xlsx.iter().any(is_of_kind) && xlsx.len() > 10, "{xlsx:#?}");
    for other in [&mut xls, &mut ods] {
        assert_eq!(other.iter().filter(|line| is_of_kind(line)).count(), 1, "once: {other:#?}");
        other.retain(|line| !is_of_kind(line));
    }
    // A comment is not read of .xls; of .ods, which holds what is seen, that is quoted.
    let without_comment: Vec<&String> = xlsx.iter().filter(|line| !line.contains("[cell-comment]")).collect();
    assert_eq!(without_comment.len() + 1, xlsx.len());
    assert_eq!(xls.iter().collect::<Vec<_>>(), without_comment);
    let seen = |line: &String| line.replace("「9,000」", "「9000000」").replace("「1,235」", "「1234567」");
    assert_eq!(ods.iter().map(seen).collect::<Vec<_>>(), xlsx);
}

/// A workbook of OpenDocument with these rows, and so many blanks before them.
fn ods(rows: &str, blanks: usize) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let blanks = " ".repeat(blanks);
    let content = format!("<d>{blanks}<b><table:table table:name='a'>{rows}</table:table></b></d>");
    for (name, part) in
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)]
    {
        archive.start_file(name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(part.as_bytes()).expect("a part");
    }
    archive.finish().expect("a package").into_inner()
}

pub(crate) fn what_a_workbook_unpacks_to_is_bounded() {
    let cell =
        "<table:table-cell office:value-type='string' COLUMNS><text:p>0123456789</text:p></table:table-cell>";
    let row = |rows: &str, columns: &str| {
        format!("<table:table-row {rows}>{}</table:table-row>", cell.replace("COLUMNS", columns))
    };
    let rewritten =
        |rows: &str, blanks| foreign::rewrite(ForeignKind::Ods, &ods(rows, blanks), 5_000).map(drop);
    let (rows, columns) = ("table:number-rows-repeated='1000'", "table:number-columns-repeated='1000'");
    assert_eq!(rewritten(&row("", ""), 0), Ok(()));
    assert_eq!(rewritten(&row(&rows.replace("1000", "400"), ""), 0), Ok(()));
    for (rows, blanks) in [
        (row("", ""), 5_000),
        (row(rows, ""), 0),
        (row("", columns), 0),
        (row(&rows.replace("1000", "40"), &columns.replace("1000", "40")), 0),
        (row(&rows.replace("1000", "4294967295"), &columns.replace("1000", "4294967295")), 0),
        (row("", "").repeat(100), 0),
    ] {
        assert_eq!(rewritten(&rows, blanks), Err(Refusal::TooLarge), "{rows}");
    }
    // Rows and columns that hold nothing are as many as people like.
    let empty = "<table:table-row table:number-rows-repeated='1048576'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>";
    assert_eq!(rewritten(empty, 0), Ok(()));
    // Of a return it is as much as is said of every workbook.
    let root = returned("ods");
    root.write("inputs/submissions/kikaku.ods", ods(&row("", ""), Bounds::SENT.unpacked));
    let said = printed(&findings(&root));
    let told = said.lines().any(|line| line.contains("kikaku.ods") && line.contains("[unreadable-file]"));
    assert!(told && said.contains("64 MB"), "{said}");
}
