//! `joined-answer`

use std::collections::BTreeMap;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::model::opinion::Answer;

/// An opinion that is put together with another has that one's answer, and nothing else.
pub const RULE: Rule = Rule {
    id: "joined-answer",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Codes,
    what: "県の考え方の「同趣旨」が、自分自身か、さらに別の意見にまとめた意見を指す。まとめた行に、まとめた先と違う対応区分か考え方がある。直るまで、その意見は「検討中」とし、回答したことにしない",
    why: "考え方のない意見や、別の考え方を書いた意見に、回答したことにしないため。",
    mend: "まとめた先の番号を直すか、自分の対応区分と考え方を消す（別に答えるなら、同趣旨を消す）",
    bad: "15番の行の同趣旨が16で、対応区分も「反映」とある（16番は「記載済み」）",
    good: "15番の行は、同趣旨の16だけを書く",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let answers = &check.facts.opinions.answers;
    let by_number: BTreeMap<&str, &Answer> = answers.iter().map(|a| (a.number.text.as_str(), a)).collect();
    for own in answers.iter().filter(|own| !own.same_as.is_empty()) {
        let (number, main) = (&own.number.text, &own.same_as.text);
        let origin = &own.same_as.origin;
        if number == main {
            let hint = "まとめる先の番号を書くか、同趣旨を消してください。それまで「検討中」とします。";
            check.report(origin, format!("意見{number}の同趣旨が、自分の番号です。"), hint);
            continue;
        }
        // One that has no row is not answered yet, which is another rule's matter.
        let Some(shared) = by_number.get(main.as_str()) else { continue };
        if !shared.same_as.is_empty() {
            check.report(
                origin,
                format!(
                    "意見{number}をまとめた先の意見{main}が、さらに意見{}にまとめてあります。",
                    shared.same_as.text
                ),
                "考え方を書いた意見の番号を書いてください。それまで「検討中」とします。",
            );
        } else if own.says_otherwise(shared) {
            check.report(
                origin,
                format!("意見{number}は意見{main}にまとめてありますが、違う対応区分か考え方が書かれています。どちらで答えるか決められません。"),
                "まとめるなら対応区分と考え方を、別に答えるなら同趣旨を消してください。それまで「検討中」とします。",
            );
        }
    }
}
