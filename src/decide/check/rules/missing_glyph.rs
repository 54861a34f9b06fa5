//! `missing-glyph`

use std::collections::BTreeSet;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::coverage::{Glyph, is_selector};
use crate::ground::finding::Severity;
use crate::ground::text::forbidden;

/// The fonts can draw every character that is printed, in the form in which it was written.
pub const RULE: Rule = Rule {
    id: "missing-glyph",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Files,
    what: "印刷する書体にない字、異体字がある（文面と資料のテンプレートの字も）。資料と通知文では、その字の所を「〓」と印刷する。別紙、様式、電子メールではそのまま書く",
    why: "名前の文字が空白や別の字形で印刷されないため。",
    mend: "その字を持つ書体を `fonts/` に置くか、別の字で書く",
    bad: "書体にない異体字を含む氏名",
    good: "その字を持つ書体を inputs/fonts/ に置く",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    // Characters that were found in the fonts: most texts have no others.
    let mut drawn: BTreeSet<char> = BTreeSet::new();
    for cell in facts.texts().chain(facts.template_texts) {
        if cell.text.chars().all(|c| drawn.contains(&c)) {
            continue;
        }
        let mut missing: Vec<String> = Vec::new();
        // What may not stand there at all is the matter of another rule.
        let plain: String = cell.text.chars().filter(|c| forbidden(*c).is_none()).collect();
        for (text, glyph) in facts.coverage.exceptions(&plain) {
            if glyph == Glyph::Missing && !missing.contains(&text) {
                missing.push(text);
            }
        }
        if missing.is_empty() && !plain.chars().any(is_selector) {
            drawn.extend(plain.chars());
        }
        for text in missing {
            let codes: Vec<String> = text.chars().map(|c| format!("U+{:04X}", c as u32)).collect();
            let what = if codes.len() > 1 { "異体字" } else { "文字" };
            check.report(
                &cell.origin,
                format!("{what}「{text}」（{}）を持つ書体がありません。紙では「〓」と印刷します。", codes.join(" ")),
                "その字を持つ書体（IPAmj明朝など）のファイルを inputs/fonts/ に置くか、別の字で書いてください。",
            );
        }
    }
}
