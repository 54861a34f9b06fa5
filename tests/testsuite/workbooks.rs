//! Workbooks: formulas with their values, text as text, ready to print.

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::program::SAMPLE;
use crate::readers::{self, sheet};

const ANNEX: &str = "advisory/annexes/別紙1_数値目標・進捗状況.xlsx";

/// A part of the package, as XML.
fn part(name: &str) -> String {
    readers::part(&SAMPLE.path(ANNEX), name)
}

#[test]
fn every_formula_has_the_value_that_it_computes() {
    let mut book: Xlsx<_> = open_workbook(SAMPLE.path(ANNEX)).expect("the annex");
    let formulas = book.worksheet_formula("集計").expect("formulas");
    let cells = sheet(&SAMPLE.path(ANNEX), "集計");
    let rows = sheet(&SAMPLE.path(ANNEX), "進捗状況一覧");
    let titles: Vec<String> = rows[3].iter().map(ToString::to_string).collect();
    let place = |title: &str| titles.iter().position(|t| t == title).expect("the column");
    let count = |category: &str, class: Option<&str>, counted: &str| {
        rows[4..]
            .iter()
            .filter(|r| r[place("施策区分番号")] == *category)
            .filter(|r| class.is_none_or(|class| r[place("評価")] == *class))
            .filter(|r| r[place("集計")] == *counted)
            .count() as f64
    };
    let header: Vec<String> = cells[3].iter().map(ToString::to_string).collect();
    let mut checked = 0;
    let (first_row, first_column) = formulas.start().expect("a formula");
    for (r, line) in formulas.rows().enumerate() {
        for (c, formula) in line.iter().enumerate().filter(|(_, f)| !f.is_empty()) {
            let (r, c) = (r + first_row as usize, c + first_column as usize);
            let Data::Float(value) = cells[r][c] else { panic!("{formula} has no value") };
            let category = cells[r][0].to_string();
            let expected = if formula.starts_with("SUMPRODUCT") {
                match header[c].as_str() {
                    "指標" => count(&category, None, "対象"),
                    "目標なし" => count(&category, None, "目標なし"),
                    class => count(&category, Some(class), "対象"),
                }
            } else {
                evaluate(formula, &cells)
            };
            assert_eq!(value, expected, "{formula} in row {r} column {c}");
            checked += 1;
        }
    }
    assert!(checked >= 70, "only {checked} formulas");
}

/// `D6+D7+D8` or `D6-SUM(E6:H6)`
fn evaluate(formula: &str, cells: &[Vec<Data>]) -> f64 {
    let cell = |reference: &str| -> (usize, usize) {
        let column = reference.bytes().next().expect("a column") - b'A';
        (reference[1..].parse::<usize>().expect("a row") - 1, column as usize)
    };
    let value = |(r, c): (usize, usize)| match cells[r][c] {
        Data::Float(value) => value,
        _ => panic!("{r} {c} is no number"),
    };
    match formula.split_once("-SUM(") {
        Some((whole, range)) => {
            let (from, to) = range.trim_end_matches(')').split_once(':').expect("a range");
            let ((r, from), (_, to)) = (cell(from), cell(to));
            value(cell(whole)) - (from..=to).map(|c| value((r, c))).sum::<f64>()
        }
        None => formula.split('+').map(|reference| value(cell(reference))).sum(),
    }
}

#[test]
fn sheets_are_ready_to_print() {
    for (sheet, columns) in [(1, "P"), (2, "T"), (3, "J")] {
        let xml = part(&format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(xml.contains("orientation=\"landscape\""), "sheet {sheet}");
        assert!(xml.contains("state=\"frozen\""), "sheet {sheet}");
        assert!(xml.contains("&amp;P／&amp;N") && xml.contains("&amp;R別紙１"), "sheet {sheet}");
        let workbook = part("xl/workbook.xml");
        assert!(
            workbook.contains("_xlnm.Print_Titles") && workbook.contains("_xlnm.Print_Area"),
            "{workbook}"
        );
        assert!(workbook.contains(&format!("$A$1:${columns}$")), "sheet {sheet}: {workbook}");
    }
    let properties = part("docProps/core.xml");
    assert!(
        properties.contains("2020-02-07T00:00:00Z") && properties.contains("総合企画部政策企画課"),
        "{properties}"
    );
}

#[test]
fn a_qualified_number_is_a_number_that_shows_its_qualifier() {
    let styles = part("xl/styles.xml");
    assert!(styles.contains("&quot;約&quot;#,##0"), "{styles}");
    assert!(styles.contains("#,##0.0%;▲#,##0.0%"), "{styles}");
}

#[test]
fn a_number_that_no_workbook_holds_is_text_and_right_to_the_last_digit() {
    let root = crate::two_stages::two_stages();
    let annex = "number = \"資料２\"\n[[stages.annexes]]\nannex = \"indicators\"\nnumber = \"別紙１\"\n";
    root.replace("inputs/cycle.toml", "number = \"資料２\"\n", annex);
    let returned = "inputs/submissions/kikaku.csv";
    root.replace(returned, "令和２年度,\"1,200\"", "令和２年度,123456789012345");
    root.replace(returned, "令和４年度,\"5,000\"", "令和４年度,1234567890123457");
    root.replace(returned, "支援した町工場の数", "=1+1支援した町工場の数");
    root.run(&["build", "kaigi"]);
    let book = root.path().join("out/kaigi/annexes/別紙1_数値目標・進捗状況.xlsx");
    let rows = crate::readers::table(&book, "進捗状況一覧");
    assert_eq!(rows[1]["基準値"], Data::Float(123_456_789_012_345.0));
    assert_eq!(rows[1]["実績値"], Data::String("1,234,567,890,123,457".into()));
    assert!(rows.iter().any(|row| row["指標"] == *"=1+1支援した町工場の数"), "it is no formula");
}

#[test]
fn a_text_that_no_cell_holds_is_cut_visibly_in_every_workbook_and_is_a_word() {
    let root = crate::two_stages::two_stages();
    let cycle = root.read("inputs/cycle.toml");
    let papers = "[[stages.papers]]\ndocument = \"progress\"\nnumber = \"資料２\"\n";
    let books = "[[stages.annexes]]\nannex = \"indicators\"\nnumber = \"別紙１\"\n[[stages.annexes]]\nannex = \"register\"\nnumber = \"別紙２\"\n[[stages.annexes]]\nannex = \"feedback\"\n[[stages.forms]]\nid = \"return\"\nform = \"return\"\ntitle = \"調査票\"\nto = \"departments\"\nfile = \"xlsx\"\n";
    root.write("inputs/cycle.toml", cycle.replace(papers, books).replace(", papers = [\"progress\"]", ""));
    // In Excel each of these letters counts twice.
    let long = "𠮷".repeat(20_000);
    root.replace("inputs/submissions/kikaku.csv", "支援した町工場の数", &format!("=1+1{long}"));
    let output = root.run(&["build", "kaigi"]);
    let messages = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(messages.contains("[long-text]") && messages.contains("（20004字）"), "{messages}");
    let books: Vec<_> = ["annexes", "forms"]
        .into_iter()
        .flat_map(|folder| std::fs::read_dir(root.path().join("out/kaigi").join(folder)).expect(&messages))
        .map(|entry| entry.expect("a file").path())
        .collect();
    let mut seen = 0;
    for book in &books {
        let mut read: Xlsx<_> = open_workbook(book).expect("a workbook");
        for (name, sheet) in read.worksheets() {
            for (_, _, cell) in sheet.used_cells() {
                let text = cell.to_string();
                if text.starts_with("=1+1") {
                    assert!(text.ends_with("𠮷…（以下略）"), "{book:?} {name}");
                    assert_eq!(text.encode_utf16().count(), 32_766, "{book:?} {name}");
                    seen += 1;
                }
            }
        }
    }
    // Two sheets of the indicators, one of the register at least, the department's own, its form.
    assert!(seen >= 5, "{seen} in {books:?}");
}

#[test]
fn rows_of_an_annex_are_a_table_with_the_titles_of_its_columns() {
    let mut tables = 0;
    for path in SAMPLE
        .ending(".xlsx")
        .into_iter()
        .filter(|path| path.parent().is_some_and(|at| at.ends_with("annexes")))
    {
        let mut book: Xlsx<_> = open_workbook(&path).expect("the annex");
        book.load_tables().expect("tables");
        for name in book.table_names().into_iter().cloned().collect::<Vec<_>>() {
            let table = book.table_by_name(&name).expect("the table");
            let rows = sheet(&path, table.sheet_name());
            let titles: Vec<String> = rows[3].iter().map(ToString::to_string).collect();
            assert_eq!(table.columns(), titles, "{}", path.display());
            assert_eq!(table.data().height(), rows.len() - 4, "{}", path.display());
            tables += 1;
        }
    }
    assert!(tables > 20, "{tables}");
}
