//! `postal-address`

use std::collections::BTreeMap;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::postcode::postcode;
use crate::model::postal::PostalAddress;
use crate::model::recipient::Recipient;

/// A postcode has seven digits, and who gets a letter by post has an address.
pub const RULE: Rule = Rule {
    id: "postal-address",
    severity: Severity::Warning,
    asks: None,
    topic: Topic::Mail,
    what: "郵便番号が７桁の数字でない（事務局のものも）。窓付き封筒（`[style]` の `envelope`）を使うのに、電子メールでなく郵便で送る団体や庁外の構成員に、郵便番号か住所がない（これは**参考**）",
    why: "窓から宛先の読めない通知文が、郵便に出されないため。",
    mend: "郵便番号は 260-8667 のように、住所は名を除いて書く",
    bad: "260-866",
    good: "260-8667",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    let own = &cycle.settings.secretariat.postcode;
    if !own.is_empty() && postcode(own).is_none() {
        let origin = cycle.source.of(&cycle.settings.cycle.id);
        check.report(&origin, says(own), "[secretariat] の postcode に、260-8667 のように書いてください。");
    }
    for postal in Recipient::everyone(cycle).filter_map(|one| one.postal()) {
        let written = &postal.postcode;
        if !written.is_empty() && postcode(&written.text).is_none() {
            check.report(
                &written.origin,
                says(&written.text),
                "260-8667 のように、７桁の数字で書いてください。",
            );
        }
    }
    if cycle.settings.style.envelope.is_some() {
        missing(check);
    }
}

fn says(written: &str) -> String {
    format!("郵便番号「{written}」は、７桁の数字ではありません。")
}

/// Those outside of the house to whom a stage writes by post, each once, and what of their address is not there.
fn missing(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    let mut posted: BTreeMap<&str, (&PostalAddress, &str)> = BTreeMap::new();
    for stage in &cycle.settings.stages {
        let letters = stage.letters.iter().flat_map(|letter| Recipient::all(letter.to, cycle, stage));
        let by_post =
            |one: &Recipient<'_>| one.is_outside(cycle) && (stage.mail.is_none() || one.mail().is_empty());
        posted.extend(
            letters.filter(by_post).filter_map(|one| Some((one.code(), (one.postal()?, one.addressee())))),
        );
    }
    for (postal, addressee) in posted.into_values() {
        let (cell, what) = match (postal.postcode.is_empty(), postal.address.is_empty()) {
            (false, false) => continue,
            (true, false) => (&postal.postcode, "郵便番号"),
            (false, true) => (&postal.address, "住所"),
            (true, true) => (&postal.address, "郵便番号と住所"),
        };
        check.report_lower(
            Severity::Note,
            &cell.origin,
            format!("「{addressee}」の{what}がありません。郵便で送る通知文の宛名が、封筒の窓に出ません。"),
            "「郵便番号」と「住所」の列に（なければ足して）書いてください。",
        );
    }
}
