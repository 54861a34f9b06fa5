//! `words-levels`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;

/// Items stand below each other as １, （１）, ア: none is left out.
pub const RULE: Rule = Rule {
    id: "words-levels",
    severity: Severity::Note,
    asks: None,
    topic: Topic::Templates,
    what: "公用文。文面（`words/`）の項目の段が飛んでいる（１、（１）、アの順。条の下は（１）から）",
    why: "項目の親が分からず、引くときに困るため。",
    mend: "１、（１）、アの順に書く",
    bad: "１ の下に ア",
    good: "１ の下に（１）、その下に ア",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let (mut file, mut depth) = (None, 0);
    for line in facts.words() {
        if file != line.origin.file() {
            (file, depth) = (line.origin.file(), 0);
        }
        let Some(level) = level(&line.text) else { continue };
        if level > depth + 1 {
            check.report(
                &line.origin,
                format!(
                    "項目「{}」の上の段（{}）がありません。",
                    head(&line.text),
                    ["１", "（１）"][level - 2]
                ),
                "項目は、１、（１）、アの順に書いてください。",
            );
        }
        depth = level;
    }
}

/// How deep an item stands: １ and 第１条 are 1, （１） is 2, ア is 3. None where a line is no item.
fn level(line: &str) -> Option<usize> {
    const KANA: &str = "アイウエオカキクケコ";
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let head = head(line);
    let inner = head.strip_prefix('（').and_then(|head| head.strip_suffix('）'));
    match inner {
        Some(inner) => (!inner.is_empty() && inner.chars().all(is_digit)).then_some(2),
        None if line.trim_start().starts_with('第') && head.ends_with('条') => Some(1),
        None if !head.is_empty() && head.chars().all(is_digit) => Some(1),
        None => (head.chars().count() == 1 && KANA.contains(head)).then_some(3),
    }
}

/// What stands before the first space of a line.
fn head(line: &str) -> &str {
    line.trim_start().split(['　', ' ']).next().unwrap_or_default()
}
