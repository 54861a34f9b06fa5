//! `forbidden-character`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::ground::text;
use crate::model::cause::Cause;

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
    check.report_findings(|cause| match cause {
        Cause::ForbiddenCharacter { text } => Some(describe(text)),
        _ => None,
    });
    // Tables were cleaned when they were read; what is left stands in cycle.toml.
    let facts = check.facts;
    for cell in facts.texts().filter(|cell| cell.text.chars().any(|c| text::forbidden(c).is_some())) {
        let (message, hint) = describe(&cell.text);
        check.report(&cell.origin, message, hint);
    }
}

/// The text with each kind of forbidden character that it holds.
fn describe(text: &str) -> (String, String) {
    let mut kinds: Vec<String> = Vec::new();
    for c in text.chars() {
        if let Some(reason) = text::forbidden(c) {
            let kind = format!("{reason}（U+{:04X}）", c as u32);
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
    }
    let hint = match text.contains('\u{FFFD}') {
        true => "元のファイルを見て、正しい字を書き直してください。",
        false => "その文字を消すか、Unicode にある文字で書き直してください。",
    };
    (format!("「{}」に{}があります。", visible(&text::excerpt(text)), kinds.join("、")), hint.into())
}

/// The text with a mark in the place of each character that can't be shown.
fn visible(text: &str) -> String {
    text.chars().map(|c| if text::forbidden(c).is_some() { '□' } else { c }).collect()
}
