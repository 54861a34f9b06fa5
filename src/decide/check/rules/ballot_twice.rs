//! `ballot-twice`

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::wareki;
use crate::model::ballot::Ballot;

/// Ballots of one member on one motion that came on one day say one thing. A later one takes the place of an earlier one.
pub const RULE: Rule = Rule {
    id: "ballot-twice",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Calendar,
    what: "同じ人の同じ議案に、同じ日の違う回答がある（`ballots.csv` の中、`ballots/` の中、その両方。日が違えば、後のものを使う）。その人の回答も議案の結果も「確認中」と載る",
    why: "写し間違いで、一人の表決を変えたり、無効にしたりしないため。",
    mend: "本人に確かめ、正しい回答だけを残す",
    bad: "青木一郎の議案1に、「承認する」と「承認しない」の行がある",
    good: "青木一郎の議案1の行を一つにする",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let mut said: BTreeMap<(&str, usize, &str, NaiveDate), &Ballot> = BTreeMap::new();
    for ballot in &check.facts.cycle.ballots {
        let marked = ballot.received.value().filter(|_| ballot.vote.value().is_some());
        let (Some(day), Some(motion)) = (marked, ballot.motion_index()) else { continue };
        let (stage, member) = (ballot.stage.text.as_str(), ballot.member.text.as_str());
        let first = *said.entry((stage, motion, member, *day)).or_insert(ballot);
        if first.vote.value() == ballot.vote.value() {
            continue;
        }
        check.report(
            &ballot.vote.cell.origin,
            format!(
                "「{member}」の議案{}への同じ日（{}）の回答が二つあり、違います（ここは「{}」、初めは {} の「{}」）。どちらか分からないので、この回答も議案の結果も「確認中」と載ります。",
                motion + 1,
                wareki::date(*day),
                ballot.vote.cell.text,
                first.vote.cell.origin,
                first.vote.cell.text
            ),
            "本人に確かめ、正しい回答だけを残してください。後から変わったのなら、変わった日を受付日に書いてください（後の日のものを使います）。",
        );
    }
}
