//! `withheld-unknown`

use toml::Spanned;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;

/// What `[publication]` withholds by its number is there: a slip would publish it.
pub const RULE: Rule = Rule {
    id: "withheld-unknown",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Codes,
    what: "`[publication.withheld]` の取組か指標がない",
    why: "番号を書き誤って、公表しないつもりのものを公表することのないようにするため。直るまで、`shiryo publish` は何も書かない。",
    mend: "取組番号か、「取組番号/指標番号」に直す",
    bad: "indicators = [\"2-ア-3\"]",
    good: "indicators = [\"2-ア-3/1\"]",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let withheld = &facts.cycle.settings.publication.withheld;
    for number in &withheld.measures {
        if facts.cycle.measure(number.get_ref()).is_none() {
            let message = format!("公表しない取組「{}」は、measures.csv にありません。", number.get_ref());
            say(check, number, message, "取組番号を確かめてください（指標だけなら indicators に書きます）。");
        }
    }
    for key in &withheld.indicators {
        let measure = key.get_ref().rsplit_once('/').and_then(|(measure, _)| facts.cycle.measure(measure));
        let Some(measure) = measure else {
            let message = format!("公表しない指標「{}」の取組はありません。", key.get_ref());
            say(check, key, message, "「取組番号/指標番号」で書いてください（例 2-ア-3/1）。");
            continue;
        };
        let of_measure = || facts.rows().filter(|row| row.key.measure == measure.number.text);
        // Of a measure that has not come yet nobody knows what indicators it has.
        if of_measure().next().is_some() && !of_measure().any(|row| row.key.is(key.get_ref())) {
            let message = format!("公表しない指標「{}」は、調査票にありません。", key.get_ref());
            say(check, key, message, "指標番号を確かめてください。");
        }
    }
}

fn say(check: &mut Check<'_>, at: &Spanned<String>, message: String, mend: &str) {
    let origin = check.facts.cycle.source.of(at);
    check.report(&origin, message, mend);
}
