//! `recipient-addressee`

use std::collections::BTreeMap;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::text::{self, MISSING};
use crate::model::recipient::Recipient;

/// Everyone to whom letters go has an addressee of one line, and no one else has the same.
pub const RULE: Rule = Rule {
    id: "recipient-addressee",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Mail,
    what: "宛名が空、宛名に改行、タブ、印刷できない字がある、又は二つの宛先（部署と団体、同じ会議の構成員）の宛名が同じ（空白、全角と半角、敬称だけが違うものも）。その宛先の通知文、様式、電子メールは作らない",
    why: "誰にも届かないものや、どちらに届くか分からないものを出さないため。",
    mend: "一人に一つ、ほかと違う宛名を、一行に書く",
    bad: "福祉課と企画課の宛名が、どちらも「企画部企画課長」",
    good: "福祉課の宛名が「福祉部福祉課長」",
    check: Some(check),
};

/// What becomes of those to whom nothing can be addressed.
const NOTHING: &str = "この宛先の通知文、様式、電子メールは作りません。";

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    look(check, Recipient::offices(cycle).collect());
    for body in cycle.bodies_written_to() {
        look(check, cycle.members_of(body).map(Recipient::Member).collect());
    }
}

/// Looks at those who must be told apart.
fn look(check: &mut Check<'_>, recipients: Vec<Recipient<'_>>) {
    let mut first: BTreeMap<String, Recipient<'_>> = BTreeMap::new();
    for recipient in recipients {
        let (cell, key) = (recipient.addressee_cell(), recipient.addressee_key());
        if key.is_empty() {
            no_addressee(check, &recipient);
        } else if !text::is_one_line(&cell.text) {
            broken(check, &recipient);
        } else if let Some(other) = first.get(&key) {
            if !recipient.is_at_other_times(other) {
                shared(check, &recipient, other);
            }
        } else {
            first.insert(key, recipient);
        }
    }
}

fn no_addressee(check: &mut Check<'_>, recipient: &Recipient<'_>) {
    let (message, hint) = match recipient {
        Recipient::Department(d) | Recipient::Bureau(d) => (
            format!("「{}」の宛名がありません。{NOTHING}", d.division.text),
            format!("「宛名」に「{}{}長」のように書いてください。", d.bureau.text, d.division.text),
        ),
        // That the name is empty was said when it was read.
        Recipient::Organization(organization) if organization.name.is_empty() => return,
        Recipient::Organization(organization) => (
            format!("「{}」の宛名がありません。{NOTHING}", organization.name.text),
            format!("「宛名」に「{}長」のように書いてください。", organization.name.text),
        ),
        Recipient::Member(_) => (
            format!("氏名も所属・職もない構成員です。{NOTHING}"),
            "「氏名」か「所属・職」を書いてください。".into(),
        ),
    };
    check.report(&recipient.addressee_cell().origin, message, hint);
}

fn broken(check: &mut Check<'_>, recipient: &Recipient<'_>) {
    let cell = recipient.addressee_cell();
    let words: Vec<&str> = cell.text.split(['\n', '\r', '\t']).map(text::trim).collect();
    let mend = match cell.text.contains(MISSING) {
        true => "印刷できる字で書き直してください。".into(),
        false => format!("「{}」のように、一行に書いてください。", words.concat()),
    };
    let what = if words.len() > 1 { "改行かタブ" } else { "印刷できない字" };
    let message = format!("宛名「{}」に{what}があります。{NOTHING}", text::excerpt(&words.join("⏎")));
    check.report(&cell.origin, message, mend);
}

fn shared(check: &mut Check<'_>, recipient: &Recipient<'_>, other: &Recipient<'_>) {
    let (cell, earlier) = (recipient.addressee_cell(), other.addressee_cell());
    let differs = text::difference(&cell.text, &earlier.text)
        .map_or(String::new(), |[own, others]| format!("（違うのは {own} と {others} だけ）"));
    check.report(
        &cell.origin,
        format!(
            "宛名「{}」は、{}のものと同じです{differs}。どちらの通知文、様式、電子メールも作りません。",
            cell.text, earlier.origin
        ),
        "どちらかを正しい宛名にしてください。同じ相手なら、一方の行を消してください。",
    );
}
