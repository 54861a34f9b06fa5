//! Hand-made cases with known answers: every row of the judging table, both directions, first year, past the target
//! year, zero divisors, rounding at a threshold. The second computation is held to the same answers.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use shiryo::decide::evaluate::{self, Judgement, Verdict};
use shiryo::decide::rate_text::RateStyle;
use shiryo::model::cycle::Cycle;
use shiryo::model::indicator::Indicator;
use shiryo::model::shown_in::{DeclaredIndicator, ShownUnit};
use shiryo::read::input::InputFile;
use shiryo::read::{cycle, submission};
use shiryo::render::figure::{Figure, UNRESOLVED};

use crate::root::repository;

/// The sample's cycle, whose classes the cases are judged by.
fn sample_cycle() -> Cycle {
    let file = |name: &str| InputFile {
        path: format!("inputs/{name}").into(),
        bytes: fs::read(repository().join("inputs").join(name)).expect("a file of the sample").into(),
    };
    let files = ["cycle.toml", "departments.csv", "measures.csv"].map(file);
    cycle::read(&files, &BTreeSet::new()).expect("the sample's cycle")
}

/// A return with the case's row.
fn read_row(input: &serde_json::Map<String, Value>, cycle: &Cycle) -> Indicator {
    let mut row = vec![("取組番号", "1-ア"), ("指標番号", "1"), ("指標名", "指標")];
    row.extend(input.iter().map(|(column, value)| (column.as_str(), value.as_str().expect("text"))));
    for column in cycle.return_columns.required() {
        if !row.iter().any(|(name, _)| column.is(name)) {
            row.push((&column.name, ""));
        }
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(row.iter().map(|(column, _)| column)).expect("a header");
    writer.write_record(row.iter().map(|(_, value)| value)).expect("a row");
    let bytes = writer.into_inner().expect("bytes");
    let file = InputFile { path: "inputs/submissions/joho.csv".into(), bytes: bytes.into() };
    let read = submission::read_all(&[file], cycle);
    assert!(read.findings.is_empty(), "{:?}", read.findings);
    Indicator::clone(&read.files[0].rows[0])
}

fn class(judgement: &Judgement, cycle: &Cycle) -> String {
    match judgement.verdict {
        Verdict::Class(i) => cycle.settings.evaluation.classes[i].label.clone(),
        Verdict::Cancelled => "中止".into(),
        Verdict::Unreadable => UNRESOLVED.into(),
        Verdict::Unknown | Verdict::NoTarget => "－".into(),
    }
}

#[test]
fn every_case_has_its_known_answer() {
    let cycle = sample_cycle();
    let rules = &cycle.settings.evaluation;
    let style = RateStyle::of(rules);
    let text = fs::read_to_string(repository().join("tests/oracle/cases.json")).expect("cases.json");
    let cases: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    assert!(cases.len() >= 120, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let row = read_row(case["input"].as_object().expect("an input"), &cycle);
        let judged = evaluate::judge(&row, rules, cycle.settings.cycle.fiscal_year);
        // Of a row that is not judged papers print the mark in place of all that is worked out.
        let judged_or_mark = |figure: Figure| match judged.verdict {
            Verdict::Unreadable => UNRESOLVED.to_owned(),
            _ => figure.text,
        };
        let rate = |rate| judged_or_mark(Figure::rate(String::new(), rate, &style));
        let expected = Figure::expected(String::new(), &judged.expected, &row);
        let answers = [
            ("expected", judged_or_mark(expected)),
            ("achievement", rate(&judged.achievement)),
            ("progress", rate(&judged.progress)),
            ("class", class(&judged, &cycle)),
            ("side", judged.side.map_or("", evaluate::WrongSide::label).to_owned()),
        ];
        for (what, answer) in answers {
            if case["expect"][what].as_str() != Some(answer.as_str()) {
                wrong.push(format!("{}: {what} {answer}, not {}", case["name"], case["expect"][what]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is printed of an indicator of 円 in another unit: baseline, 目安, actual value, target, their unit, 達成率 and class.
fn shown(shown_in: &str, decimals: u32, actual: &str) -> [String; 7] {
    let cycle = sample_cycle();
    let rules = &cycle.settings.evaluation;
    let input = serde_json::json!({
        "単位": "円", "指標の型": "水準", "方向": "減少", "目標の根拠": "他県参考", "実績の区分": "確定",
        "基準年度": "平成29年", "基準値": "612,400,000", "目標年度": "令和２年", "目標値": "300,000,000",
        "実績年度": "令和元年", "実績値": actual,
    });
    let mut row = read_row(input.as_object().expect("an input"), &cycle);
    let declared = format!("number = \"1-ア/1\"\nshown_in = \"{shown_in}\"\ndecimals = {decimals}");
    let declared: DeclaredIndicator = toml::from_str(&declared).expect("a declaration");
    row.shown_in = ShownUnit::of(&declared, &row.unit.text);
    let judged = evaluate::judge(&row, rules, cycle.settings.cycle.fiscal_year);
    let reported = |field| Figure::reported(String::new(), field, &row).text;
    [
        reported(&row.baseline),
        Figure::expected(String::new(), &judged.expected, &row).text,
        reported(&row.actual),
        reported(&row.target),
        row.shown_unit().into(),
        Figure::rate(String::new(), &judged.achievement, &RateStyle::of(rules)).text,
        class(&judged, &cycle),
    ]
}

#[test]
fn what_is_shown_in_a_larger_unit_is_rounded_once_and_judged_exactly() {
    // M = 612.4 − 312.4 × 2/3 = 404.13…, rounded in the shown unit. Rates from the values that were reported:
    // 226.413 ÷ 208.4 = 1.0864….
    assert_eq!(shown("百万円", 0, "385,987,000"), ["612", "404", "386", "300", "百万円", "108.6%", "Ａ"]);
    // 226.413 ÷ 208.3 = 1.0869….
    assert_eq!(
        shown("百万円", 1, "385,987,000"),
        ["612.4", "404.1", "386.0", "300.0", "百万円", "108.7%", "Ａ"]
    );
    // A way of two units is short: 目安 has one decimal more. 2.26413 ÷ 2.124 = 1.0659….
    assert_eq!(shown("億円", 0, "385,987,000"), ["6", "4.0", "4", "3", "億円", "106.6%", "Ａ"]);
    // It prints as 目安 does, and is not quite there: 208 ÷ 208.4 = 0.9980….
    assert_eq!(shown("百万円", 0, "404,400,000"), ["612", "404", "404", "300", "百万円", "99.8%", "Ｂ"]);
    // No multiple of 円: nothing changes.
    assert_eq!(
        shown("百万人", 0, "385,987,000"),
        ["612,400,000", "404,133,333", "385,987,000", "300,000,000", "円", "108.7%", "Ａ"]
    );
}
