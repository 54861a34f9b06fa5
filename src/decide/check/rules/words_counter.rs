//! `words-counter`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;

/// Counters are written か月, か所, か年, か国.
pub const RULE: Rule = Rule {
    id: "words-counter",
    severity: Severity::Note,
    asks: None,
    topic: Topic::Templates,
    what: "公用文。文面（`words/`）の助数詞が「ヶ月」「ケ所」などである（公用文では「か月」「か所」）",
    why: "公用文の書き方と違い、文書の中で不ぞろいになるため。",
    mend: "「か」で書く",
    bad: "３ヶ月",
    good: "３か月",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for line in facts.words() {
        if let Some((written, set)) = counter(&line.text) {
            check.report(
                &line.origin,
                format!("「{written}」とあります。"),
                format!("「{set}」と書いてください。"),
            );
        }
    }
}

/// The first counter that is written with ヶ or its like, and how it should be. The name of a place is none: 鎌ケ谷.
fn counter(line: &str) -> Option<(String, String)> {
    let chars: Vec<char> = line.chars().collect();
    let is_number =
        |c: char| c.is_ascii_digit() || "０１２３４５６７８９数何一二三四五六七八九十}".contains(c);
    chars.windows(3).find_map(|three| {
        let &[number, small, unit] = three else { return None };
        let is_counter =
            (is_number(number) || number == ' ') && "ヶケヵカ".contains(small) && "月所年国条".contains(unit);
        is_counter.then(|| (format!("{small}{unit}"), format!("か{unit}")))
    })
}
