//! `forbidden-character`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::ground::text;
use crate::model::submission::FaultKind;

pub const RULE: Rule = Rule {
    id: "forbidden-character",
    severity: Severity::Error,
    what: "文字化けの跡、制御文字、外字、文字の並びを変える制御文字がないこと。",
    why: "見えない文字や機械ごとに変わる文字を印刷しないため。",
    bad: "U+FFFD や外字を含む文",
    good: "Unicode の文字だけの文",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_faults(|fault| match fault {
        FaultKind::ForbiddenCharacter { text, character, reason } => Some((
            format!("「{}」に{reason}があります（U+{:04X}）。", visible(text), *character as u32),
            "その文字を消すか、Unicode にある文字で書き直してください。".into(),
        )),
        _ => None,
    });
}

/// The text with a mark in the place of each character that can't be shown.
fn visible(text: &str) -> String {
    text.chars().map(|c| if text::forbidden(c).is_some() { '□' } else { c }).collect()
}
