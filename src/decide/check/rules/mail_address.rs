//! `mail-address`

use std::collections::BTreeMap;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::address::is_address;
use crate::ground::finding::Severity;
use crate::model::recipient::Recipient;
use crate::model::stage::Stage;
use crate::model::value::Cell;

/// The addresses of the sender and of every recipient are ones that mail can be sent to.
pub const RULE: Rule = Rule {
    id: "mail-address",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Mail,
    what: "電子メールの宛先や差出人（`[secretariat]` の `mail`）が、宛先として読めない。宛先が空なら**注意**（通知文は作り、送らない。`own_section` で出さない自分の課は除く）",
    why: "送れない宛先に気付かないまま、届いたと思われるため。",
    mend: "「課@県.example」のように、一つだけを半角で書く",
    bad: "電子メールが「kikaku＠pref.example」（全角の＠）",
    good: "電子メールが「kikaku@pref.example」",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    let mails: Vec<&Stage> = cycle.settings.stages.iter().filter(|s| s.mail.is_some()).collect();
    let Some(first) = mails.first() else { return };
    let own = &cycle.settings.secretariat.mail;
    if !is_address(own) {
        check.report(
            &cycle.source.of(&first.id),
            format!("差出人（secretariat の mail）の「{own}」は、電子メールの宛先として読めません。"),
            "「課@県.example」のように半角で書いてください。",
        );
    }
    // Of each recipient once, however many stages write to it.
    let mut seen: BTreeMap<&str, (&Cell, &str)> = BTreeMap::new();
    for stage in mails {
        let mut recipients = Recipient::of_stage(cycle, stage);
        recipients.retain(|recipient| {
            !recipient.is_omitted(&cycle.settings.secretariat, stage) || recipient.gets_copies(cycle, stage)
        });
        for recipient in recipients {
            seen.insert(recipient.code(), (recipient.mail(), recipient.addressee()));
        }
    }
    for (cell, addressee) in seen.into_values() {
        if cell.is_empty() {
            check.report_lower(
                Severity::Warning,
                &cell.origin,
                format!("「{addressee}」の電子メールがありません。通知文は作りますが、送りません。"),
                "電子メールを書くか、紙で送ってください。",
            );
        } else if !is_address(&cell.text) {
            check.report(
                &cell.origin,
                format!("「{}」は、電子メールの宛先として読めません。", cell.text),
                "「課@県.example」のように、一つだけを半角で書いてください。",
            );
        }
    }
}
