//! Cells as they are typed, each with its reading: `tests/cells.tsv`.

use std::fs;

use shiryo::ground::text::{self, forbidden};
use shiryo::ground::{written_date, written_year};
use shiryo::model::cause::Cause;
use shiryo::model::choice::Choice;
use shiryo::model::indicator::{
    Basis, Certainty, Direction, IndicatorKind, NoTargetReason, QualitativeState,
};
use shiryo::model::value::Reading;
use shiryo::read::{number, word_of_list};

use crate::root::repository;

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
    outcome(word_of_list::choice::<T>(column, written), label)
}

/// How a cell of a kind is read, in the words of the table.
fn read(kind: &str, unit: &str, written: &str) -> String {
    let written = text::trim(written);
    match kind {
        "number" => outcome(number::parse(written, unit), |quantity| quantity.print(quantity.decimals)),
        "year" => match (word_of_list::no_value(written), written_year::parse_year(written)) {
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
        },
        "date" => {
            match (shiryo::model::value::NoValue::of(&text::fold(written)), written_date::parse_date(written))
            {
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

pub(crate) fn each_cell_of_the_table_is_read_as_it_says() {
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
