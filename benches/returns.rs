//! Reading and checking a thousand returns of a hundred rows each, on one core: cells a second and peak memory.
//!
//! `cargo bench --no-default-features --bench returns`
#![expect(clippy::disallowed_methods, reason = "a measurement writes what is read")]

use std::io::{Cursor, Write};
use std::process::Command;
use std::time::Duration;

use shiryo::edge::sources;
use shiryo::edge::stopwatch::Stopwatch;
use shiryo::ground::finding::{Finding, Findings};
use shiryo::load::load;
use shiryo::model::column::Columns;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Rows of a return, and indicators of a measure.
const ROWS: usize = 100;
const INDICATORS: usize = 20;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    // One measurement is a process of its own, so that its peak is its own.
    if let [_, kind, returns, ..] = arguments.as_slice()
        && let Ok(returns) = returns.parse()
    {
        return measure(kind, returns);
    }
    println!(
        "{:<6}{:>8}{:>12}{:>10}{:>16}{:>12}",
        "", "returns", "cells", "seconds", "cells a second", "peak MB"
    );
    for (kind, returns) in [("csv", 100), ("csv", 1_000), ("xlsx", 100), ("xlsx", 1_000)] {
        let program = std::env::current_exe().expect("this program");
        let status = Command::new(program).args([kind, &returns.to_string()]).status().expect("it runs");
        assert!(status.success());
    }
}

/// Loads a root as every command does, and says how long reading and checking took.
fn measure(kind: &str, returns: usize) {
    let root = root_of(kind, returns);
    let sources = sources::read(root.path()).expect("a root");
    let (stopwatch, mut findings) = (Stopwatch::default(), Findings::default());
    let loaded = load(&sources, &[], &stopwatch, &mut findings).expect("a cycle");
    assert_eq!(loaded.register.entries().len(), returns * ROWS);
    let returned = |f: &&Finding| f.origin.file().is_some_and(|file| file.starts_with("inputs/submissions/"));
    assert!(findings.iter().find(returned).is_none(), "{:?}", findings.iter().find(returned));
    let took: Duration = stopwatch.spent().values().sum();
    let cells = returns * ROWS * columns().len();
    let rate = cells as f64 / took.as_secs_f64();
    println!("{kind:<6}{returns:>8}{cells:>12}{:>10.2}{rate:>16.0}{:>12}", took.as_secs_f64(), peak());
}

/// A cycle in which each department sent a return.
fn root_of(kind: &str, returns: usize) -> TempDir {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("inputs/submissions");
    std::fs::create_dir_all(&folder).expect("a folder");
    for (name, text) in lists_of(returns) {
        std::fs::write(root.path().join("inputs").join(name), text).expect("a list");
    }
    for department in 0..returns {
        let rows = rows(department);
        let bytes = if kind == "csv" { csv_of(&rows) } else { xlsx_of(&rows) };
        std::fs::write(folder.join(format!("d{department}.{kind}")), bytes).expect("a return");
    }
    root
}

/// The names of the columns of a return.
fn columns() -> Vec<String> {
    Columns::of_return().iter().map(|column| column.name.to_string()).collect()
}

/// A department's return: every twentieth row begins a measure.
fn rows(department: usize) -> Vec<Vec<String>> {
    let cell = |row: usize, column: &str| -> String {
        match column {
            "取組番号" => format!("{department}-{}", row / INDICATORS),
            "取組名" => "手続のオンライン化".into(),
            "指標番号" => (row % INDICATORS + 1).to_string(),
            "指標名" => format!("オンラインで受け付けた手続の割合{row}"),
            "単位" => "％".into(),
            "指標の型" => "水準".into(),
            "方向" => "増加".into(),
            "基準年度" => "令和２年度".into(),
            "目標年度" => "令和７年度".into(),
            "実績年度" => "令和４年度".into(),
            "基準値" => "12.5".into(),
            "目標値" => "76.0".into(),
            "実績値" => format!("{}.{}", 30 + row % 40, department % 10),
            "目標の根拠" => "総合計画".into(),
            "実績の区分" => "確定".into(),
            "取組内容・実績" => {
                "件数の多い手続から様式を見直し、窓口でも同じ画面で受け付けた。".into()
            }
            "課題" => "添付の書類が多い手続は、書類の省略を先に進める必要がある。".into(),
            "今後の予定" => "令和５年度に残る手続の様式をまとめて見直す。".into(),
            _ => String::new(),
        }
    };
    let columns = columns();
    (0..ROWS).map(|row| columns.iter().map(|column| cell(row, column)).collect()).collect()
}

fn csv_of(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns()).expect("memory");
    rows.iter().for_each(|row| writer.write_record(row).expect("memory"));
    writer.into_inner().expect("memory")
}

/// A workbook as Excel writes it: strings are shared, numbers are numbers.
fn xlsx_of(rows: &[Vec<String>]) -> Vec<u8> {
    let mut strings: Vec<&str> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    let mut data = String::new();
    let header = columns();
    let all: Vec<&Vec<String>> = std::iter::once(&header).chain(rows).collect();
    for (r, row) in (1..).zip(&all) {
        data += &format!("<row r=\"{r}\">");
        for (c, text) in (1..).zip(row.iter()) {
            let place = shiryo::ground::origin::letters(c);
            if text.is_empty() {
                data += &format!("<c r=\"{place}{r}\" s=\"0\"/>");
            } else if text.parse::<f64>().is_ok() {
                data += &format!("<c r=\"{place}{r}\" s=\"0\"><v>{text}</v></c>");
            } else {
                let index = *places.entry(text.as_str()).or_insert_with(|| {
                    strings.push(text);
                    strings.len() - 1
                });
                data += &format!("<c r=\"{place}{r}\" s=\"0\" t=\"s\"><v>{index}</v></c>");
            }
        }
        data += "</row>";
    }
    const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: u32, kind: &str, target: &str| {
        format!("<Relationship Id=\"r{id}\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/>")
    };
    let strings: String = strings.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    let book = relation(1, "worksheet", "worksheets/sheet1.xml")
        + &relation(2, "sharedStrings", "sharedStrings.xml");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        (
            "_rels/.rels",
            format!("<Relationships>{}</Relationships>", relation(1, "officeDocument", "xl/workbook.xml")),
        ),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"調査票\" sheetId=\"1\" id=\"r1\"/></sheets></workbook>".into(),
        ),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships>{book}</Relationships>")),
        ("xl/sharedStrings.xml", format!("<sst>{strings}</sst>")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{data}</sheetData></worksheet>")),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).expect("memory");
        zip.write_all(content.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// The files of a cycle with so many departments, each with the measures of its return.
fn lists_of(departments: usize) -> [(&'static str, String); 4] {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rules/base/inputs/cycle.toml");
    let toml = std::fs::read_to_string(root).expect("the base cycle");
    let mut list = String::from("コード,部局,課,宛名,電子メール\n");
    let mut measures = String::from("取組番号,取組名,区分,担当\n");
    let mut received = String::from("ファイル,受領日\n");
    for d in 0..departments {
        list += &format!("d{d},企画部,第{d}課,第{d}課長,d{d}@pref.example\n");
        for m in 0..ROWS / INDICATORS {
            measures += &format!("{d}-{m},手続のオンライン化,{},d{d}\n", d % 2 + 1);
        }
        received += &format!("submissions/d{d}.csv,2023-01-25\nsubmissions/d{d}.xlsx,2023-01-25\n");
    }
    let counts = departments * ROWS / INDICATORS / 2;
    let toml = toml.replace("count = 2\ncounter", &format!("count = {counts}\ncounter"));
    [("cycle.toml", toml), ("departments.csv", list), ("measures.csv", measures), ("received.csv", received)]
}

/// The most memory that the process ever held, in MB, where the system says so.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.map_or_else(|| "-".into(), |kb| (kb / 1024).to_string())
}
