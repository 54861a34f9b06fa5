//! `mail-shared-address`

use std::collections::BTreeMap;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::model::value::Cell;

/// No two recipients have the same address, unless the cycle allows it.
pub const RULE: Rule = Rule {
    id: "mail-shared-address",
    severity: Severity::Error,
    topic: Topic::Mail,
    what: "二つの部署や団体の宛先が同じ。どちらにも送らない",
    why: "一方の書き誤りなら、通知文がほかの部署に届くため。",
    mend: "正しい宛先にする。分け合うなら `[mail]` の `shared` に書く",
    bad: "福祉課と企画課の電子メールが、どちらも kikaku@pref.example",
    good: "福祉課は fukushi@pref.example（一つを分け合うなら、cycle.toml の [mail] shared に書く）",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    let allowed: Vec<String> =
        cycle.settings.mail.shared.iter().map(|address| address.get_ref().to_lowercase()).collect();
    let departments = cycle.departments.iter().map(|d| (&d.mail, d.addressee.text.as_str()));
    let organizations = cycle.organizations.iter().map(|o| (&o.mail, o.name.text.as_str()));
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    let all: Vec<(&Cell, &str)> =
        departments.chain(organizations).filter(|(mail, _)| !mail.is_empty()).collect();
    for (mail, name) in all {
        let address = mail.text.to_lowercase();
        if allowed.contains(&address) {
            continue;
        }
        match first.get(&address) {
            None => drop(first.insert(address, name)),
            Some(other) => check.report(
                &mail.origin,
                format!("「{name}」の電子メール「{}」は、「{other}」のものと同じです。", mail.text),
                "正しい宛先にしてください。一つを分け合うなら、cycle.toml の [mail] の shared に書いてください（書くまで、どちらにも送りません）。",
            ),
        }
    }
}
