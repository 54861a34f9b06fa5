//! `letter-copy`

use std::collections::BTreeSet;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::model::recipient::Recipient;

/// Who gets a copy of a letter stands in a list, and is not one to whom the letter goes.
pub const RULE: Rule = Rule {
    id: "letter-copy",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Mail,
    what: "通知文の `copies`（写しの送り先）に、一覧にないもの、その通知文の宛先であるもの、二度書かれたもの、コードや宛名の正しくないものがある。その写しは作らない",
    why: "同じ通知文が、宛先としても写しとしても届くことのないため。",
    mend: "部署、団体、構成員のコードを一度だけ書く。その通知文の宛先には、写しは要らない",
    bad: "copies = [\"kikaku\"]（企画課は、この通知文の宛先）",
    good: "copies = [\"somu\"]（総務課には、この通知文は届かない）",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    let lists = ["departments", "organizations", "members"].map(|list| format!("inputs/{list}.csv"));
    let is_whole = !lists.iter().any(|list| check.facts.is_refused(list));
    for stage in &cycle.settings.stages {
        for letter in &stage.letters {
            let mut seen = BTreeSet::new();
            for code in &letter.copies {
                let one = Recipient::everyone(cycle).find(|one| one.code() == code.get_ref());
                let wrong = match one {
                    None if is_whole => "は、どの一覧にもありません".to_owned(),
                    None => continue,
                    Some(_) if !seen.insert(code.get_ref()) => "が二度あります".to_owned(),
                    Some(one) if one.is_addressed(cycle, stage, letter) => {
                        format!("（{}）は、この通知文の宛先でもあります", one.name())
                    }
                    Some(one) => match one.flaw_in_lists(cycle) {
                        Some(flaw) => format!("（{}）は、{flaw}", one.name()),
                        None => continue,
                    },
                };
                check.report(
                    &cycle.source.of(code),
                    format!("copies の「{}」{wrong}。この写しは作りません。", code.get_ref()),
                    "写しの送り先のコードを確かめるか、消してください。",
                );
            }
        }
    }
}
