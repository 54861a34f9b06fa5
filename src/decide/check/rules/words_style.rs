//! `words-style`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;

/// One text speaks in one style: である or です・ます.
pub const RULE: Rule = Rule {
    id: "words-style",
    severity: Severity::Note,
    asks: None,
    topic: Topic::Templates,
    what: "公用文。一つの文面（`words/`）に、である体と、です・ます体が混ざっている",
    why: "読む人が、誰に宛てた文か迷うため。",
    mend: "どちらかにそろえる（通知文は、です・ます体）",
    bad: "…を通知します。…とする。",
    good: "…を通知します。…とします。",
    check: Some(check),
};

/// How sentences end in either style.
const PLAIN: [&str; 5] = ["である。", "とする。", "であった。", "ではない。", "とした。"];
const POLITE: [&str; 5] = ["ます。", "です。", "ません。", "ました。", "ください。"];

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let mut polite = None;
    for line in facts.words() {
        if POLITE.iter().any(|end| line.text.contains(end)) {
            polite = line.origin.file();
        }
        let plain = PLAIN.iter().find(|end| line.text.contains(*end));
        // The first sentence of a text says how it speaks.
        if let Some(end) = plain.filter(|_| polite.is_some() && polite == line.origin.file()) {
            check.report(
                &line.origin,
                format!("です・ます体の文面に、「…{end}」とあります。"),
                "文の終わりを、どちらかにそろえてください（通知文は、です・ます体）。",
            );
        }
    }
}
