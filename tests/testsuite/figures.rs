//! The figures of every paper against a second computation that starts from the raw returns and shares no code with
//! the program.

use std::collections::BTreeMap;
use std::process::Command;

use calamine::Data;
use serde_json::{Value, json};

use crate::program::SAMPLE;
use crate::readers::{pages, squeeze, table};
use crate::root::{Root, repository};

/// The second computation, as of a day.
pub(crate) fn recomputed(root: &std::path::Path, cutoff: &str) -> Value {
    let program = repository().join("tests/oracle/recompute.py");
    let output = Command::new("python3").arg(program).arg(root).arg(cutoff).output().expect("python3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

pub(crate) fn indicators(recomputed: &Value) -> BTreeMap<String, Value> {
    let all = recomputed["indicators"].as_object().expect("indicators");
    all.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
}

pub(crate) const COLUMNS: [&str; 7] =
    ["baseline", "expected", "actual", "target", "achievement", "progress", "class"];

/// Compares every value of a `values.json` with the second computation, and that each figure is there; tells how many
/// there are.
pub(crate) fn compare_values(expected: &Value, printed: &Value) -> usize {
    let mut compared = 0;
    for (key, indicator) in indicators(expected).iter().filter(|(_, i)| i["counted"] == true) {
        for column in COLUMNS {
            let value = &printed["values"][format!("indicator/{key}/{column}")];
            let text = indicator[column].as_str().expect("text");
            match text.starts_with('－') || text == "確認中" {
                true => assert!(value.is_null(), "{key} {column}: {value} where there is none"),
                false => {
                    assert_eq!(value["text"], text, "{key} {column}");
                    compared += 1;
                }
            }
        }
    }
    compared
}

fn compare_sample(stage: &str, cutoff: &str) {
    let expected = recomputed(SAMPLE.root.path(), cutoff);
    let compared = compare_values(&expected, &SAMPLE.json(&format!("{stage}/values.json")));
    assert!(compared > 350, "only {compared} figures of {stage} were compared");
}

#[test]
fn the_advisory_meeting_prints_what_the_second_computation_gives() {
    compare_sample("advisory", "2020-02-03");
}

#[test]
fn the_letters_print_what_the_second_computation_gives() {
    compare_sample("feedback", "2020-03-25");
}

#[test]
fn a_class_and_the_years_are_listed_with_their_places_and_how_they_came() {
    let printed = SAMPLE.json("advisory/values.json");
    let formula = |formula: &str, filled: &str, value: &str| json!({ "formula": formula, "filled": filled, "value": value });
    let at = |column: u32, header: &str, typed: &str| {
        json!({
            "file": "inputs/submissions/doboku.csv", "line": 2, "column": column, "header": header,
            "typed": typed, "received": "2020-01-10",
        })
    };
    for (column, text, kind, how) in [
        // 5.4 of 8.75, which is more than 50 % and less than 80 %.
        (
            "class",
            "Ｃ",
            "reckoned",
            formula("achievement ≧ 0.5 and achievement < 0.8", "(108/175) ≧ 0.5 and (108/175) < 0.8", "true"),
        ),
        (
            "achievement",
            "61.7%",
            "reckoned",
            formula("(A − B) ÷ (M − B)", "(36.9 − 31.5) ÷ (40.25 − 31.5)", "108/175"),
        ),
        (
            "expected",
            "40.25",
            "reckoned",
            formula(
                "B + (T − B) × (tA − tB) ÷ (tT − tB)",
                "31.5 + (49 − 31.5) × (2018 − 2017) ÷ (2019 − 2017)",
                "40.25",
            ),
        ),
        ("baseline-year", "平成29年度", "read", at(8, "基準年度", "平成29年度")),
        ("target-year", "令和元年度", "read", at(10, "目標年度", "令和元年度")),
        ("actual-year", "平成30年度", "read", at(18, "実績年度", "平成30年度")),
        ("certainty", "確定", "read", at(20, "実績の区分", "確定")),
    ] {
        let value = &printed["values"][format!("indicator/1-イ/1/{column}")];
        assert_eq!(value["text"], text, "{column}");
        let mut told = value["how"][kind].clone();
        told.as_object_mut().expect("how it came").remove("uses");
        assert_eq!(told, how, "{column}");
        for file in ["packet.pdf", "資料4_進捗状況一覧.pdf", "annexes/別紙1_数値目標・進捗状況.xlsx"]
        {
            assert!(value["papers"][format!("advisory/{file}")].is_array(), "{column}: not in {file}");
        }
    }
    let uses = printed["values"]["indicator/1-イ/1/achievement"]["how"]["reckoned"]["uses"].as_array();
    let uses = uses.expect("what it uses").iter().map(|used| used["id"].as_str().expect("an id"));
    let ids = ["actual", "baseline", "expected"].map(|column| format!("indicator/1-イ/1/{column}"));
    assert_eq!(uses.collect::<Vec<_>>(), ids);
}

#[test]
fn a_correction_after_the_cutoff_leaves_the_meeting_alone() {
    let text = |stage: &str| {
        SAMPLE.json(&format!("{stage}/values.json"))["values"]["indicator/2-イ-5/1/actual"]["text"].clone()
    };
    assert_ne!(text("advisory"), text("feedback"));
}

/// Finds the row's figures, in the order of its columns, after its indicator's name.
pub(crate) fn assert_in_order(text: &str, from: usize, name: &str, figures: &[&str], paper: &str) -> usize {
    let name = squeeze(name);
    let start =
        text[from..].find(&name).unwrap_or_else(|| panic!("{paper}: no {name} after its predecessor")) + from;
    let mut at = start + name.len();
    for figure in figures {
        let figure = squeeze(figure);
        let found = text[at..].find(&figure).unwrap_or_else(|| panic!("{paper}: {name} has no {figure}"));
        assert!(found < 400, "{paper}: {figure} is not in the row of {name}: {}", &text[start..at + found]);
        at += found + figure.len();
    }
    start
}

#[test]
fn the_pages_show_the_figures_in_their_rows() {
    let expected = indicators(&recomputed(SAMPLE.root.path(), "2020-02-03"));
    let order: Vec<String> =
        table(&SAMPLE.path("advisory/annexes/別紙1_数値目標・進捗状況.xlsx"), "進捗状況一覧")
            .iter()
            .map(|row| format!("{}\u{0}{}", row["番号"], row["指標"]))
            .collect();
    let by_name: BTreeMap<String, &Value> = expected
        .values()
        .map(|i| (format!("{}\u{0}{}", i["measure"].as_str().unwrap(), i["name"].as_str().unwrap()), i))
        .collect();
    let columns: [(&str, &[&str]); 2] = [
        ("advisory/資料3_数値目標一覧.pdf", &["baseline", "target"]),
        (
            "advisory/資料4_進捗状況一覧.pdf",
            &["baseline", "expected", "actual", "target", "achievement", "progress", "class"],
        ),
    ];
    for (paper, columns) in columns {
        let text = squeeze(&pages(&SAMPLE.path(paper)).concat());
        let mut at = 0;
        let mut rows = 0;
        for name in &order {
            let indicator = by_name[name];
            // 資料３ lists those without a target apart.
            if paper.contains("資料3") && indicator["has_target"] != true {
                continue;
            }
            // Qualifiers in brackets and years may be set on lines of their own, between number and bracket.
            let figures: Vec<&str> = columns
                .iter()
                .map(|c| indicator[*c].as_str().expect("text").split('（').next().unwrap())
                .collect();
            let name = indicator["name"].as_str().expect("a name");
            at = assert_in_order(&text, at, name, &figures, paper) + squeeze(name).len();
            rows += 1;
        }
        assert!(rows > 70, "{paper}: only {rows} rows");
    }
}

/// A number cell as the figure's own number, within the last bit of a binary number.
fn assert_number(cell: &Data, number: &str, what: &str) {
    let Data::Float(value) = cell else { panic!("{what}: {cell:?} is no number") };
    let expected: f64 = number.parse().expect("a number");
    assert!((value - expected).abs() <= expected.abs() * 1e-12, "{what}: {value}, not {expected}");
}

/// The figures of an indicator as the second computation names them, and the annex's columns for them.
pub(crate) const ANNEX_FIGURES: [(&str, &str); 6] = [
    ("baseline", "基準値"),
    ("expected", "目安"),
    ("actual", "実績値"),
    ("target", "目標値"),
    ("achievement", "達成率（対目安）"),
    ("progress", "進捗率（対目標）"),
];

#[test]
fn the_annex_holds_the_registers_values_as_numbers() {
    let annex = SAMPLE.path("advisory/annexes/別紙1_数値目標・進捗状況.xlsx");
    let printed = SAMPLE.json("advisory/values.json");
    let expected = indicators(&recomputed(SAMPLE.root.path(), "2020-02-03"));
    let mut numbers = 0;
    for row in table(&annex, "進捗状況一覧") {
        let of = |i: &&Value| i["measure"] == row["番号"].to_string() && i["name"] == row["指標"].to_string();
        let (key, indicator) = expected.iter().find(|(_, i)| of(i)).expect("the row's indicator");
        assert_eq!(row["評価"].to_string(), indicator["class"].as_str().unwrap(), "{key}");
        assert_eq!(row["注"].to_string(), indicator["side"].as_str().unwrap(), "{key}");
        for (column, title) in ANNEX_FIGURES {
            let text = indicator[column].as_str().expect("text");
            let number = &printed["values"][format!("indicator/{key}/{column}")]["number"];
            match number.as_str().filter(|_| indicator["counted"] == true) {
                Some(number) => {
                    assert_number(&row[title], number, &format!("{key} {column}"));
                    numbers += 1;
                }
                None if indicator["counted"] == true => {
                    assert_eq!(row[title].to_string(), text, "{key} {column}")
                }
                None => {}
            }
        }
    }
    assert!(numbers > 300, "only {numbers} numbers were compared");
}

/// A count of a `values.json`.
fn count(printed: &Value, id: &str) -> i64 {
    let number = printed["values"][id]["number"].as_str();
    number.unwrap_or_else(|| panic!("no {id}")).parse().expect("a count")
}

/// Compares the totals of each category and of all with those of the second computation: those of the annex, or
/// those of the papers too.
pub(crate) fn compare_totals(expected: &Value, printed: &Value, of_papers: bool) {
    for (category, total) in expected["totals"].as_object().expect("totals") {
        let own = |what: &str| count(printed, &format!("total/{category}/{what}"));
        assert_eq!(own("measures"), total["measures"], "{category}");
        assert_eq!(own("indicators"), total["indicators"], "{category}");
        if of_papers {
            assert_eq!(own("known"), total["known"], "{category}");
            assert_eq!(own("without-target"), total["without_target"], "{category}");
        }
        let classes = total["classes"].as_object().expect("classes").iter();
        for (class, count) in classes.filter(|(class, _)| *class != "outside") {
            assert_eq!(own(&format!("class/{class}")), *count, "{category} {class}");
        }
    }
}

#[test]
fn the_totals_are_those_of_the_second_computation() {
    let expected = recomputed(SAMPLE.root.path(), "2020-02-03");
    let printed = SAMPLE.json("advisory/values.json");
    compare_totals(&expected, &printed, true);
    for (basis, counted) in expected["basis"].as_object().expect("basis") {
        assert_eq!(count(&printed, &format!("total/all/basis/{basis}")), *counted, "{basis}");
    }
}

#[test]
fn the_small_cycle_of_the_second_computation_gives_its_known_output() {
    let example = repository().join("tests/oracle/example");
    let root = Root::of(&example);
    for cutoff in ["2020-01-20", "2020-02-03"] {
        let known = std::fs::read(example.join(format!("expected-{cutoff}.json"))).expect("the known output");
        let known: Value = serde_json::from_slice(&known).expect("JSON");
        assert_eq!(recomputed(root.path(), cutoff), known);
    }
}
