//! Whole returns as they really come, each with what is said of it; and cells as they are typed, each with its reading.

use std::fs;
use std::path::PathBuf;

use shiryo::ground::text::{self, forbidden};
use shiryo::ground::wareki;
use shiryo::model::cause::Cause;
use shiryo::model::choice::Choice;
use shiryo::model::indicator::{
    Basis, Certainty, Direction, IndicatorKind, NoTargetReason, QualitativeState,
};
use shiryo::model::value::Reading;
use shiryo::read::{number, row};

use crate::root::repository;
use crate::rules::{messages_short, overlaid};

fn cases() -> Vec<PathBuf> {
    let folders = fs::read_dir(repository().join("tests/returns")).expect("tests/returns");
    let mut cases: Vec<_> =
        folders.map(|e| e.expect("an entry").path()).filter(|p| p.join("why.txt").exists()).collect();
    cases.sort();
    cases
}

/// The rules that `why.txt` names: those that must be broken; none if nothing is to be said.
fn named(why: &str) -> Vec<&str> {
    let said = why.split_once("指摘:").map_or("", |(_, said)| said);
    let words = said.split(|c: char| !(c.is_ascii_lowercase() || c == '-'));
    words.filter(|word| shiryo::decide::check::RULES.iter().any(|rule| rule.id == *word)).collect()
}

#[test]
fn each_return_is_read_right_or_refused_with_a_question() {
    let update = std::env::var_os("SHIRYO_UPDATE").is_some();
    let cases = cases();
    assert!(cases.len() >= 60, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let name = case.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let said = messages_short(&overlaid(case));
        let path = case.join("expected.txt");
        if update {
            fs::write(&path, &said).expect("expected.txt");
        }
        if said != fs::read_to_string(&path).unwrap_or_default() {
            wrong.push(format!("{name}: got\n{said}"));
        }
        let why = fs::read_to_string(case.join("why.txt")).expect("why.txt");
        let named = named(&why);
        if let Some(rule) = named.iter().find(|rule| !said.contains(&format!("[{rule}]"))) {
            wrong.push(format!("{name}: why.txt names {rule}, and nothing says so:\n{said}"));
        }
        if named.is_empty() && !said.is_empty() {
            wrong.push(format!("{name}: nothing is to be said:\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A text of the table with its escapes in place of the characters that they stand for.
fn unescaped(written: &str) -> String {
    let mut text = String::new();
    let mut rest = written;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let (kind, after) = rest[at + 1..].split_at(1);
        rest = after;
        match kind {
            "e" => {}
            "n" => text.push('\n'),
            "t" => text.push('\t'),
            "r" => text.push('\r'),
            "\\" => text.push('\\'),
            _ => {
                let (code, after) = rest[1..].split_once('}').expect("an escape ends");
                let code = u32::from_str_radix(code, 16).expect("a code point");
                text.push(char::from_u32(code).expect("a character"));
                rest = after;
            }
        }
    }
    text + rest
}

fn rule(cause: &Cause) -> &'static str {
    match cause {
        Cause::Number { .. } => "number-format",
        Cause::Unit { .. } => "unit-mismatch",
        Cause::Choice { .. } => "unknown-choice",
        other => panic!("{other:?}"),
    }
}

fn outcome<T>(reading: (Reading<T>, Option<Cause>), show: impl Fn(&T) -> String) -> String {
    match reading {
        (_, Some(cause)) => format!("! {}", rule(&cause)),
        (Reading::Value(value), None) => format!("= {}", show(&value)),
        (Reading::Absent(reason), None) => format!("- {reason:?}"),
        (Reading::Unreadable, None) => "! forbidden-character".into(),
    }
}

fn choice<T: Choice + PartialEq>(column: &str, written: &str) -> String {
    let label =
        |value: &T| T::ALL.iter().find(|(v, _)| v == value).map_or("", |(_, label)| label).to_string();
    outcome(row::choice::<T>(column, written), label)
}

/// How a cell of a kind is read, in the words of the table.
fn read(kind: &str, unit: &str, written: &str) -> String {
    let written = text::trim(written);
    match kind {
        "number" => outcome(number::parse(written, unit), |quantity| quantity.print(quantity.decimals)),
        "year" => {
            match (shiryo::model::value::NoValue::of(&text::fold(written)), wareki::parse_year(written)) {
                (_, Some(year)) => {
                    let suffix = match year.fiscal {
                        Some(true) => "年度",
                        Some(false) => "年",
                        None => "",
                    };
                    format!("= {}{suffix}", year.western)
                }
                (Some(reason), None) => format!("- {reason:?}"),
                (None, None) => "! year-format".into(),
            }
        }
        "date" => {
            match (shiryo::model::value::NoValue::of(&text::fold(written)), wareki::parse_date(written)) {
                (_, Some(day)) => format!("= {day}"),
                (Some(reason), None) => format!("- {reason:?}"),
                (None, None) => "! date-format".into(),
            }
        }
        "text" => match written.chars().any(|c| forbidden(c).is_some()) {
            true => "! forbidden-character".into(),
            false => format!("= {written}"),
        },
        "choice:指標の型" => choice::<IndicatorKind>("指標の型", written),
        "choice:方向" => choice::<Direction>("方向", written),
        "choice:目標の根拠" => choice::<Basis>("目標の根拠", written),
        "choice:実績の区分" => choice::<Certainty>("実績の区分", written),
        "choice:目標を設定しない理由" => choice::<NoTargetReason>("目標を設定しない理由", written),
        "choice:定性の状況" => choice::<QualitativeState>("定性の状況", written),
        other => panic!("{other}"),
    }
}

/// The reasons for no value as the table names them.
fn reason(named: &str) -> String {
    let known = ["空欄", "－", "…", "※", "未定", "調査中", "未集計", "該当なし"];
    let kinds =
        ["Empty", "Dash", "Ellipsis", "Asterisk", "Undecided", "UnderSurvey", "NotCounted", "NotApplicable"];
    let at = known.iter().position(|word| *word == named).unwrap_or_else(|| panic!("{named}"));
    kinds[at].into()
}

#[test]
fn each_cell_of_the_table_is_read_as_it_says() {
    let table = fs::read_to_string(repository().join("tests/cells.tsv")).expect("tests/cells.tsv");
    let lines: Vec<&str> = table.lines().filter(|line| !line.starts_with("# ") && !line.is_empty()).collect();
    assert!(lines.len() >= 300, "{} cells", lines.len());
    let mut wrong = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let [kind, unit, written, expected] = cells.as_slice() else { panic!("{line}") };
        let unit = if *unit == "-" { "" } else { unit };
        let expected = match expected.split_at(2) {
            ("= ", value) => format!("= {}", unescaped(value)),
            ("- ", named) => format!("- {}", reason(named)),
            _ => (*expected).to_owned(),
        };
        let got = read(kind, unit, &unescaped(written));
        if got != expected {
            wrong.push(format!("{line}\n  got {got}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
