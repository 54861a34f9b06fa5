//! `forbidden-character`

use crate::decide::check::rule::{Check, Rule, Topic, Wording};
use crate::ground::finding::Severity;
use crate::ground::text;

/// A text holds only characters that look the same on every machine: no 外字, no control characters.
pub const RULE: Rule = Rule {
    id: "forbidden-character",
    severity: Severity::Error,
    asks: Some("表示できない文字が含まれています。正しい表記を御回答ください。"),
    topic: Topic::Files,
    what: "外字、制御文字、見えない文字、文字化け、表の「〓」がある。表では、その字の所を「〓」と印刷する",
    why: "見えない文字や機械ごとに変わる文字を印刷しないため。",
    mend: "Unicode の字で書き直す",
    bad: "U+FFFD や外字を含む文",
    good: "Unicode の文字だけの文",
    check: Some(check),
};

/// Looks at the texts of `cycle.toml`. Those of tables are clean: reading reports a forbidden character and puts a mark
/// in its place.
fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for cell in facts.texts().filter(|cell| cell.text.chars().any(|c| text::forbidden(c).is_some())) {
        let Wording { message, hint, .. } = in_text(&cell.text);
        check.report(&cell.origin, message, hint);
    }
}

/// What is said of a text, and each kind of forbidden character that it holds.
pub fn in_text(text: &str) -> Wording {
    let mut kinds: Vec<String> = Vec::new();
    for c in text.chars() {
        let lost = (c == text::MISSING).then_some("失われた字の印");
        if let Some(reason) = text::forbidden(c).or(lost) {
            let kind = format!("{reason}（U+{:04X}）", c as u32);
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
    }
    let hint = match text.contains(['\u{FFFD}', text::MISSING]) {
        true => "元のファイルを見て、正しい字を書き直してください。",
        false => "その文字を消すか、Unicode にある文字で書き直してください。",
    };
    RULE.says(format!("「{}」に{}があります。", visible(&text::excerpt(text)), kinds.join("、")), hint)
}

/// The text with a mark in the place of each character that can't be shown.
fn visible(text: &str) -> String {
    text.chars().map(|c| if text::forbidden(c).is_some() { '□' } else { c }).collect()
}
