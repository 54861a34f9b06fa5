//! `duplicate-document-number`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use std::collections::BTreeSet;

use toml::Spanned;

use crate::ground::text;

pub const RULE: Rule = Rule {
    id: "duplicate-document-number",
    severity: Severity::Error,
    what: "一つの段階の中で、資料番号も資料の名も二度使わないこと。",
    why: "「資料２のとおり」が二つの資料を指さないため。",
    bad: "資料１ が二つ",
    good: "資料１、資料２",
    check,
};

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    for stage in &cycle.settings.stages {
        let papers = stage.papers.iter().filter_map(|p| p.number.as_ref());
        let annexes = stage.annexes.iter().filter_map(|a| a.number.as_ref());
        let ids = stage.papers.iter().map(|p| p.id.as_ref().unwrap_or(&p.document));
        report(check, papers.chain(annexes), "資料番号");
        report(check, ids, "資料の id ");
    }
    report(check, cycle.settings.stages.iter().map(|s| &s.id), "段階の id ");
    report(check, cycle.settings.categories.iter().map(|c| &c.id), "区分の id ");
    report(check, cycle.settings.bodies.iter().map(|b| &b.id), "会議体の id ");
}

fn report<'a>(check: &mut Check<'_>, values: impl Iterator<Item = &'a Spanned<String>>, what: &str) {
    let mut seen = BTreeSet::new();
    for value in values {
        if !seen.insert(text::fold(value.get_ref())) {
            let origin = check.facts.cycle.source.of(value);
            check.report(
                &origin,
                format!("{what}「{}」が二度使われています。", value.get_ref()),
                "どちらかを別のものにしてください。",
            );
        }
    }
}
