//! `recipient-code`

use std::collections::{BTreeMap, BTreeSet};

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::code::is_code;
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;
use crate::model::cycle::Cycle;
use crate::model::recipient::Recipient;
use crate::model::value::Cell;

/// Everyone to whom letters go has a code, and no one else has the same.
pub const RULE: Rule = Rule {
    id: "recipient-code",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Mail,
    what: "通知文や様式を送る構成員にコードがない（その人のものは作らない）。二つの宛先のコードが、`departments.csv`、`organizations.csv`、`members.csv` を通して同じ（どちらのものも作らない）",
    why: "誰に何を送ったかを、コードで覚えているため。名簿の行が動いても変わらない。",
    mend: "一人に一つ、ほかと違うコードを書く",
    bad: "`members.csv` に「コード」の列がない",
    good: "コードの列に kaigi-01、kaigi-02 と書く",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    without_code(check, cycle);
    shared_codes(check, cycle);
}

/// The members to whom a stage writes and who have no code: proposes one for each. Where no member has one, as there
/// is no such column, one finding names them all.
fn without_code(check: &mut Check<'_>, cycle: &Cycle) {
    let mut taken: BTreeSet<String> = codes(cycle).map(|(cell, _)| cell.text.clone()).collect();
    let mut without = Vec::new();
    for body in cycle.bodies_written_to() {
        for (place, member) in (1..).zip(cycle.members_of(body)).filter(|(_, m)| m.code.is_empty()) {
            let proposal = proposal(body, place, &taken);
            taken.insert(proposal.clone());
            without.push((&member.code, Recipient::Member(member), proposal));
        }
    }
    if let ([(first, ..), _, ..], true) =
        (without.as_slice(), cycle.members.iter().all(|m| m.code.is_empty()))
    {
        let each = without.iter().map(|(_, member, code)| format!("「{}」に {code}", member.addressee()));
        return check.report(
            &Origin::File(first.origin.file().unwrap_or_default().into()),
            format!("「コード」がありません。{}人への通知文や様式は作りません。", without.len()),
            format!(
                "「コード」の列に（なければ足して）、{}のように書いてください。",
                each.collect::<Vec<_>>().join("、")
            ),
        );
    }
    for (cell, member, proposal) in without {
        check.report(
            &cell.origin,
            format!(
                "「{}」に使えるコードがありません。この人への通知文や様式は作りません。",
                member.addressee()
            ),
            format!("「コード」の列に「{proposal}」のように書いてください。"),
        );
    }
}

/// A code for the member at a place of a body's roster that nobody has: `committee-07`.
fn proposal(body: &str, place: usize, taken: &BTreeSet<String>) -> String {
    let body = if is_code(body) && body.len() < 30 { body } else { "member" };
    let plain = format!("{body}-{place:02}");
    let others = (2..).map(|n| format!("{plain}-{n}"));
    let mut free = [plain.clone()].into_iter().chain(others).filter(|code| !taken.contains(code));
    free.next().unwrap_or(plain)
}

/// Codes that two recipients share. One that stands twice in `departments.csv` or twice in `organizations.csv` has
/// been reported when it was read.
fn shared_codes(check: &mut Check<'_>, cycle: &Cycle) {
    let mut first: BTreeMap<&str, (&Cell, &str)> = BTreeMap::new();
    for (cell, name) in codes(cycle) {
        match first.get(cell.text.as_str()) {
            None => drop(first.insert(&cell.text, (cell, name))),
            Some((earlier, other)) => check.report(
                &cell.origin,
                format!(
                    "「{name}」のコード「{}」は、「{other}」のもの（{}）と同じです。どちらの通知文や様式も作りません。",
                    cell.text, earlier.origin
                ),
                "どちらかを、ほかと違うコードにしてください。",
            ),
        }
    }
}

/// The codes of all recipients, and what to call each.
fn codes(cycle: &Cycle) -> impl Iterator<Item = (&Cell, &str)> {
    let all = Recipient::once_each(cycle).map(|one| (one.code_cell(), one.name()));
    all.filter(|(code, _)| !code.is_empty())
}
