//! Any table of values reads back the same, whatever file it is written as.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use shiryo::model::column::Columns;
use shiryo::model::cycle::Cycle;
use shiryo::read::cycle;
use shiryo::read::input::InputFile;
use shiryo::read::submission;

use crate::root::repository;

fn base() -> Cycle {
    let names = ["cycle.toml", "departments.csv", "measures.csv", "received.csv"];
    let files = names.map(|name| InputFile {
        path: format!("inputs/{name}").into(),
        bytes: std::fs::read(repository().join("tests/rules/base/inputs").join(name))
            .expect("the base")
            .into(),
    });
    cycle::read(&files, &BTreeSet::new()).expect("the base can be used")
}

/// A table: its header in some order, and its rows.
#[derive(Debug, Clone)]
struct Table {
    titles: usize,
    rows: Vec<Vec<String>>,
}

/// Words as they stand in cells, out of characters that every encoding has.
fn words() -> impl Strategy<Value = String> {
    "[ぁ-んァ-ヶ亜-熙ａ-ｚ０-９a-z0-9「」、。（）％㈱①髙\"',;\t-]{0,12}(\n[ぁ-ん]{1,4})?"
        .prop_map(|text| shiryo::ground::text::trim(&text.replace('\t', " ")).to_owned())
        .prop_filter("it stands for itself", |text| {
            // A ' before a sign keeps Excel from computing a cell of a CSV file.
            !text.starts_with("'-") && !shiryo::ground::text::is_ditto(&shiryo::ground::text::fold(text))
        })
        .prop_filter("every encoding has it", |text| {
            let (bytes, _, wrong) = encoding_rs::SHIFT_JIS.encode(text);
            !wrong && encoding_rs::SHIFT_JIS.decode(&bytes).0 == text.as_str()
        })
}

fn number() -> impl Strategy<Value = String> {
    (-1_000_000i64..1_000_000, 0usize..4).prop_map(|(n, decimals)| match decimals {
        0 => n.to_string(),
        d => format!(
            "{}{}.{:0d$}",
            if n < 0 { "-" } else { "" },
            n.abs() / 1_000,
            (n.abs() % 1_000) % 10i64.pow(d as u32)
        ),
    })
}

fn row(n: usize) -> impl Strategy<Value = Vec<(&'static str, String)>> {
    (words(), words(), words(), [number(), number(), number()]).prop_map(
        move |(name, activity, note, numbers)| {
            let [baseline, target, actual] = numbers;
            vec![
                ("取組番号", "1-1".into()),
                ("指標番号", (n + 1).to_string()),
                ("指標名", format!("指標{name}")),
                ("単位", "件".into()),
                ("指標の型", "水準".into()),
                ("方向", "増加".into()),
                ("基準年度", "令和２年度".into()),
                ("基準値", baseline),
                ("目標年度", "令和７年度".into()),
                ("目標値", target),
                ("目標の根拠", "総合計画".into()),
                ("実績年度", "令和４年度".into()),
                ("実績値", actual),
                ("実績の区分", "確定".into()),
                ("取組内容・実績", activity),
                ("備考", note),
            ]
        },
    )
}

fn table() -> impl Strategy<Value = Table> {
    let rows = (1usize..6).prop_flat_map(|n| (0..n).map(row).collect::<Vec<_>>());
    (rows, 0usize..4, any::<u64>()).prop_map(|(rows, titles, seed)| {
        let width = rows[0].len();
        // A rotation with a stride is an order of the columns.
        let strides = [1, 3, 5, 7, 9, 11];
        let stride = strides[usize::try_from(seed % 6).expect("small")];
        let order: Vec<usize> =
            (0..width).map(|i| (i * stride + usize::try_from(seed % 16).expect("small")) % width).collect();
        let header = order.iter().map(|&i| rows[0][i].0.to_owned()).collect();
        let cells = rows.iter().map(|row| order.iter().map(|&i| row[i].1.clone()).collect());
        Table { titles, rows: std::iter::once(header).chain(cells).collect() }
    })
}

fn csv(table: &Table, delimiter: u8, ends: &str) -> String {
    let terminator = match ends {
        "\r\n" => csv::Terminator::CRLF,
        other => csv::Terminator::Any(other.as_bytes()[0]),
    };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(terminator)
        .flexible(true)
        .from_writer(Vec::new());
    (0..table.titles).for_each(|_| writer.write_record(["調査票（令和４年度）"]).expect("memory"));
    table.rows.iter().for_each(|row| writer.write_record(row).expect("memory"));
    String::from_utf8(writer.into_inner().expect("memory")).expect("UTF-8")
}

fn xlsx(table: &Table, as_numbers: bool) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let below = u32::try_from(table.titles).expect("small");
    for r in 0..below {
        sheet.write_string(r, 0, "調査票（令和４年度）").expect("a title");
    }
    for (r, row) in (below..).zip(&table.rows) {
        for (c, text) in (0u16..).zip(row) {
            let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            match text.parse::<f64>() {
                Ok(number)
                    if as_numbers && r > below && format!("{number:.decimals$}") == *text && text != "-0" =>
                {
                    let code = if decimals == 0 { "0".into() } else { format!("0.{}", "0".repeat(decimals)) };
                    let format = rust_xlsxwriter::Format::new().set_num_format(code);
                    sheet.write_number_with_format(r, c, number, &format).expect("a number");
                }
                _ => {
                    sheet.write_string(r, c, text).expect("a text");
                }
            }
        }
    }
    book.save_to_buffer().expect("memory")
}

/// What is read of a file: every known cell of every row, and what is said.
fn read(cycle: &Cycle, name: &str, bytes: Vec<u8>) -> (Vec<Vec<String>>, Vec<String>) {
    let file = InputFile { path: format!("inputs/submissions/kikaku.{name}").into(), bytes: bytes.into() };
    let read = submission::read_all([&file], cycle);
    let value = |field: &shiryo::model::value::Field<shiryo::model::value::Quantity>| {
        field.value().map_or(field.cell.text.clone(), |quantity| quantity.print(quantity.decimals))
    };
    let rows = read.files[0].rows.iter().map(|row| {
        let mut cells =
            vec![row.key.to_string(), value(&row.baseline), value(&row.target), value(&row.actual)];
        cells.extend([&row.name, &row.unit, &row.activity, &row.note].map(|cell| cell.text.clone()));
        cells.extend(
            [&row.baseline_year, &row.target_year, &row.actual_year].map(|y| format!("{:?}", y.value())),
        );
        cells
    });
    (rows.collect(), read.findings.iter().map(|finding| format!("{:?}", finding.cause)).collect())
}

/// How many are tried; a failure leaves no file.
fn config() -> ProptestConfig {
    ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() }
}

pub(crate) fn a_table_reads_the_same_from_every_kind_of_file() {
    proptest!(config(), |(table in table())| {
        let cycle = base();
        let plain = csv(&table, b',', "\r\n");
        let (rows, findings) = read(&cycle, "csv", plain.clone().into_bytes());
        prop_assert_eq!(rows.len(), table.rows.len() - 1, "{:?}", findings);
        prop_assert_eq!(&findings, &Vec::<String>::new());
        let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
        };
        let files: Vec<(&str, Vec<u8>)> = vec![
            ("csv", format!("\u{FEFF}{plain}").into_bytes()),
            ("csv", encoding_rs::SHIFT_JIS.encode(&plain).0.into_owned()),
            ("csv", utf16(&plain, u16::to_le_bytes)),
            ("csv", utf16(&plain, u16::to_be_bytes)),
            ("csv", csv(&table, b'\t', "\n").into_bytes()),
            ("txt", utf16(&csv(&table, b'\t', "\r\n"), u16::to_le_bytes)),
            ("csv", csv(&table, b';', "\r").into_bytes()),
            ("xlsx", xlsx(&table, false)),
            ("xlsm", xlsx(&table, true)),
        ];
        for (i, (name, bytes)) in files.into_iter().enumerate() {
            let again = read(&cycle, name, bytes);
            prop_assert_eq!(&again.0, &rows, "file {}: {:?}", i, again.1);
            prop_assert_eq!(&again.1, &findings, "file {}", i);
        }
    });
}

pub(crate) fn the_tables_have_the_columns_of_a_return() {
    let columns = Columns::of_return();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let table = table().new_tree(&mut runner).expect("a table").current();
    assert!(table.rows[0].iter().all(|name| columns.iter().any(|column| column.is(name))));
    assert!(columns.required().all(|column| table.rows[0].iter().any(|name| column.is(name))));
}
