//! Invented cycles of 500 indicators: whatever the papers, the annex and the letters print of them is what the second
//! computation gives. The cycles are the same in every run; `examples/invented_cycle.rs` writes one, with `--slips`.

use std::collections::BTreeMap;

use calamine::Data;
use serde_json::Value;

use crate::figures::ANNEX_FIGURES;
use crate::figures::{assert_in_order, compare_totals, compare_values, indicators, recomputed};
use crate::invented_cycle::{Size, files};
use crate::program::Built;
use crate::readers::{pages, squeeze, table};
use crate::root::Root;

/// The cutoffs of the meeting and of the letters after it.
const MEETING: &str = "2020-02-03";
const LETTERS: &str = "2020-03-16";

/// An invented cycle as it is built in these tests.
const SIZE: Size = Size {
    departments: 5,
    measures: 50,
    indicators: 500,
    per_measure: None,
    recipients: 0,
    seed: 0,
    slips: true,
};

/// A root with an invented cycle.
fn invented(size: &Size) -> Root {
    let root = Root::empty();
    for (path, text) in files(size).expect("a cycle") {
        root.write(&path, text);
    }
    root
}

/// Invents a cycle with slips and builds stages of it.
fn build(seed: u64, stages: &[&str]) -> Built {
    let built = invented(&Size { seed, ..SIZE }).build(stages);
    // Some rows have errors; what can be made is made.
    assert_eq!(built.status, 1, "{}", built.messages);
    assert!(!built.messages.contains("[template-error]"), "{}", built.messages);
    built
}

/// The number that a text prints: of 「約▲1,234.5（速報値）」 −1234.5, of 「85.3%」 0.853.
fn number(text: &str) -> f64 {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let number: f64 = digits.parse().unwrap_or_else(|_| panic!("{text} is no number"));
    let sign = if text.contains('▲') { -1.0 } else { 1.0 };
    let unit = if text.ends_with('%') { 0.01 } else { 1.0 };
    sign * number * unit
}

/// Compares a cell of the annex with a text of the second computation; tells whether it is a number.
fn compare_cell(cell: &Data, text: &str, what: &str) -> bool {
    let Data::Float(value) = cell else {
        assert_eq!(cell.to_string(), text, "{what}");
        return false;
    };
    let expected = number(text);
    assert!((value - expected).abs() <= expected.abs() * 1e-12, "{what}: {value}, not {text}");
    true
}

fn compare_annex(built: &Built, expected: &BTreeMap<String, Value>) {
    let titles = ANNEX_FIGURES.into_iter().chain([("class", "評価"), ("side", "注")]);
    let by_name: BTreeMap<String, &Value> =
        expected.values().map(|i| (i["name"].as_str().expect("a name").to_owned(), i)).collect();
    let mut numbers = 0;
    let rows = table(&built.path("feedback/annexes/別紙1_数値目標・進捗状況.xlsx"), "進捗状況一覧");
    assert_eq!(rows.len(), expected.len());
    for row in rows {
        let name = row["指標"].to_string();
        let indicator = by_name[&name];
        for (column, title) in titles.clone() {
            let text = indicator[column].as_str().expect("text");
            numbers += usize::from(compare_cell(&row[title], text, &format!("{name} {title}")));
        }
    }
    assert!(numbers > 1000, "only {numbers} numbers");
}

/// Compares what a PDF prints of an indicator, in its row.
fn compare_row(text: &str, indicator: &Value, columns: &[&str], paper: &str) {
    // Qualifiers in brackets may be set on lines of their own.
    let figures = columns.iter().map(|column| indicator[*column].as_str().expect("text"));
    let figures: Vec<&str> = figures.map(|figure| figure.split('（').next().unwrap_or_default()).collect();
    assert_in_order(text, 0, indicator["name"].as_str().expect("a name"), &figures, paper);
}

/// Compares what each row of the letters' enclosures prints.
fn compare_letters(built: &Built, expected: &BTreeMap<String, Value>, deciding: &str) {
    let mut shown = 0;
    for n in 1..=SIZE.departments {
        let letter = format!("feedback/letters/bu{n:03}_助言等の通知.pdf");
        let text = squeeze(&pages(&built.path(&letter)).concat());
        for indicator in expected.values().filter(|i| i["department"] == format!("bu{n:03}")) {
            compare_row(&text, indicator, &["expected", "actual", "target", deciding, "class"], &letter);
            shown += 1;
        }
    }
    assert_eq!(shown, expected.len());
}

/// Compares what each row of the paper of all indicators prints.
fn compare_paper(built: &Built, expected: &BTreeMap<String, Value>) {
    let paper = "advisory/資料3_進捗状況一覧.pdf";
    let text = squeeze(&pages(&built.path(paper)).concat());
    // The outline before names some of them too.
    let (outline, rows) = text.split_once("３取組別の進捗状況").expect("the part of the measures");
    let cycle = built.root.read("inputs/cycle.toml");
    let mut labels = cycle.lines().filter_map(|line| line.strip_prefix("label = \"")?.strip_suffix('"'));
    let last = format!("total/all/class/{}", labels.next_back().expect("a class"));
    let last = &built.json("advisory/values.json")["values"][&last]["number"];
    let last: usize = last.as_str().expect("a number").parse().expect("a number");
    assert!(outline.contains(&format!("率の低い8指標。ほかに{}指標", last - 8)), "{outline}");
    let columns = ["baseline", "expected", "actual", "target", "achievement", "progress", "class"];
    expected.values().for_each(|indicator| compare_row(rows, indicator, &columns, paper));
}

/// Builds the cycles of some seeds and compares all that they print.
fn compare(seeds: std::ops::Range<u64>) {
    for seed in seeds {
        // The paper of all indicators takes longer than all the rest: one cycle in five sets it.
        let has_paper = seed % 5 == 0;
        let built = build(seed, if has_paper { &["advisory", "feedback"] } else { &["feedback"] });
        let compare_stage = |stage: &str, cutoff: &str, has_totals: bool| {
            let recomputed = recomputed(built.root.path(), cutoff);
            let expected = indicators(&recomputed);
            assert_eq!(expected.len(), SIZE.indicators);
            let printed = built.json(&format!("{stage}/values.json"));
            let compared = compare_values(&recomputed, &printed);
            assert!(compared > 2000, "only {compared} figures of seed {seed}");
            compare_totals(&recomputed, &printed, has_totals);
            expected
        };
        if has_paper {
            compare_paper(&built, &compare_stage("advisory", MEETING, true));
        }
        let expected = compare_stage("feedback", LETTERS, false);
        compare_annex(&built, &expected);
        compare_letters(&built, &expected, if seed % 4 == 3 { "progress" } else { "achievement" });
    }
}

#[test]
fn a_sound_invented_cycle_is_as_large_as_was_asked() {
    let size = Size { departments: 3, measures: 7, indicators: 30, recipients: 25, slips: false, ..SIZE };
    let built = invented(&size).build(&[]);
    assert_eq!((built.status, built.messages.as_str()), (0, ""));
    let values = built.json("advisory/values.json")["values"].clone();
    assert_eq!(values["total/all/measures"]["number"], "7");
    let rows = table(&built.path("advisory/annexes/別紙1_数値目標・進捗状況.xlsx"), "進捗状況一覧");
    assert_eq!(rows.len(), 30);
    for (letters, count) in [("_照会.pdf", 3), ("_意見照会.pdf", 25), ("_助言等の通知.pdf", 3)] {
        assert_eq!(built.ending(letters).len(), count, "{letters}");
    }
    // The same numbers write the same bytes, whatever is written beside; another seed writes others.
    assert_eq!(files(&size), files(&size));
    assert_ne!(files(&size), files(&Size { seed: 1, ..size }));
}

#[test]
fn the_first_measures_of_an_invented_cycle_have_as_many_indicators_as_one_may_have() {
    let size =
        Size { departments: 1, measures: 4, indicators: 13, per_measure: Some(5), slips: false, ..SIZE };
    let files: BTreeMap<String, String> = files(&size).expect("a cycle").into_iter().collect();
    let rows = &files["inputs/submissions/bu001.csv"];
    let of = |measure: &str| rows.lines().filter(|row| row.starts_with(&format!("{measure},"))).count();
    assert_eq!(["1-1", "1-2", "1-3", "1-4"].map(of), [5, 5, 2, 1]);
}

#[test]
fn invented_cycles_0_to_4_are_printed_as_computed() {
    compare(0..5);
}

#[test]
fn invented_cycles_5_to_9_are_printed_as_computed() {
    compare(5..10);
}

#[test]
fn invented_cycles_10_to_14_are_printed_as_computed() {
    compare(10..15);
}

#[test]
fn invented_cycles_15_to_19_are_printed_as_computed() {
    compare(15..20);
}
