//! `measure-count`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use toml::Spanned;

/// A category has as many measures, and a body as many organizations, as `cycle.toml` says with `count`.
pub const RULE: Rule = Rule {
    id: "measure-count",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Codes,
    what: "区分の取組の数、会議体の団体の数が `count` と違う",
    why: "計画が 28 と言い資料が 27 を載せる、という食い違いを公表しないため。",
    mend: "一覧か `count` を直す",
    bad: "count = 28 で、measures.csv は 27 行",
    good: "どちらかを直して数を合わせる",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let cycle = facts.cycle;
    let (measures, organizations) = ("measures.csv", "organizations.csv");
    let was_read = |list: &str| !facts.is_refused(&format!("inputs/{list}"));
    for category in cycle.settings.categories.iter().filter(|_| was_read(measures)) {
        let Some(declared) = &category.count else { continue };
        let listed = cycle.measures_of(category.id.get_ref()).count();
        report(check, declared, listed, &format!("区分「{}」の取組", category.title), measures);
    }
    for body in cycle.settings.bodies.iter().filter(|_| was_read(organizations)) {
        let (Some(declared), Some(word)) = (&body.count, &body.membership) else { continue };
        let listed = cycle.organizations.iter().filter(|o| o.memberships.contains(word)).count();
        report(check, declared, listed, &format!("所属が「{word}」のもの"), organizations);
    }
}

fn report(check: &mut Check<'_>, declared: &Spanned<u32>, listed: usize, what: &str, list: &str) {
    if *declared.get_ref() as usize != listed {
        let origin = check.facts.cycle.source.of(declared);
        check.report(
            &origin,
            format!("{what}は、cycle.toml の count では {}、{list} では {listed} です。", declared.get_ref()),
            format!("{list} の行か、cycle.toml の count を直してください。"),
        );
    }
}
