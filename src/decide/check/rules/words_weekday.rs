//! `words-weekday`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::wareki;
use crate::ground::written_date::{DateSlip, read_date};

/// A date in the words of a letter or a paper has its own weekday.
pub const RULE: Rule = Rule {
    id: "words-weekday",
    severity: Severity::Note,
    asks: None,
    topic: Topic::Templates,
    what: "公用文。文面（`words/`）に書いた年月日と曜日が合わない",
    why: "受け取った人が、別の日に来るため。",
    mend: "どちらが正しいか確かめて直す",
    bad: "令和５年１月27日（木）",
    good: "令和５年１月27日（金）",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for line in facts.words() {
        for date in dates(&line.text) {
            if let Err(Some(DateSlip::Weekday(day))) = read_date(date) {
                check.report(
                    &line.origin,
                    format!(
                        "「{date}」は、日と曜日が合いません（{}は{}曜日）。",
                        wareki::date(day),
                        wareki::weekday(day)
                    ),
                    "日と曜日のどちらが正しいか確かめて、直してください。",
                );
            }
        }
    }
}

/// The dates with a weekday: 「令和５年１月27日（木）」.
fn dates(line: &str) -> Vec<&str> {
    let at_end = line.match_indices("日（").filter_map(|(at, day)| {
        let end = at + day.len() + line[at + day.len()..].find('）')? + '）'.len_utf8();
        let start = ["令和", "平成"].iter().filter_map(|era| line[..at].rfind(era)).max()?;
        Some(&line[start..end])
    });
    at_end.collect()
}
