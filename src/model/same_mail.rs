//! Addresses of mail that two people of the lists have. One of the two is a slip, unless the cycle allows it.

use std::collections::{BTreeMap, BTreeSet};

use super::cycle::Cycle;
use super::recipient::{Recipient, is_post};
use super::secretariat::Secretariat;
use crate::ground::text;

/// Two who have the same address, though the cycle does not say that they share it.
#[derive(Debug, Clone)]
pub struct SameMail<'a> {
    /// The one who stands later in the lists.
    pub later: Recipient<'a>,
    /// The first who has it too, as letters name them.
    pub other: &'a str,
    /// Where that stands: 「inputs/departments.csv:2:5」.
    pub place: String,
}

/// Every such pair, in the order of the lists: departments, organizations, members of whatever body. Each recipient is
/// the later one at most once. The secretariat's own address is nobody else's. Somebody who stands in two lists is one
/// person with one address, but gets no two letters of a stage.
pub fn same_mails(cycle: &Cycle) -> Vec<SameMail<'_>> {
    let allowed: BTreeSet<String> =
        cycle.settings.mail.shared.iter().map(|address| address.get_ref().to_lowercase()).collect();
    let mut found = Vec::new();
    let mut holders: BTreeMap<String, Vec<Recipient<'_>>> = BTreeMap::new();
    for later in Recipient::everyone(cycle) {
        let address = later.mail().text.to_lowercase();
        if address.is_empty() || allowed.contains(&address) {
            continue;
        }
        let office = &cycle.settings.secretariat;
        if address == office.mail.to_lowercase() && !is_of_office(&later, office) {
            let place = "cycle.toml の [secretariat] の mail".into();
            found.push(SameMail { later, other: &office.division, place });
            continue;
        }
        let earlier = holders.entry(address).or_default();
        // All who were kept are rows of one person.
        let is_same = earlier.iter().any(|one| is_one_person(one, &later));
        let is_other = |one: &&Recipient<'_>| !is_same || get_one_stage(cycle, one, &later);
        match earlier.iter().find(is_other).cloned() {
            Some(first) => {
                let place = first.mail().origin.to_string();
                found.push(SameMail { later, other: first.addressee(), place });
            }
            None => earlier.push(later),
        }
    }
    found
}

/// Whether two rows are of the same person: a member who is on two bodies, or who heads a department or answers for an
/// organization. 「政策企画課長」 is 「総合企画部政策企画課長」. Who follows another in a post has its address too.
fn is_one_person(one: &Recipient<'_>, other: &Recipient<'_>) -> bool {
    let holds = |member: &Recipient<'_>, post: &str| {
        let Recipient::Member(row) = member else { return false };
        let words = [member.addressee_key(), text::fold(&row.affiliation.text)];
        words.iter().any(|word| is_post(word, post))
    };
    match (one, other) {
        (Recipient::Member(row), Recipient::Member(later)) => {
            let is_post = text::fold(&row.affiliation.text) == text::fold(&later.affiliation.text);
            one.addressee_key() == other.addressee_key() || is_post && one.is_at_other_times(other)
        }
        _ => holds(one, &other.addressee_key()) || holds(other, &one.addressee_key()),
    }
}

/// Whether somebody is of the section that does the work, whoever signs its letters.
fn is_of_office(one: &Recipient<'_>, office: &Secretariat) -> bool {
    let section = text::fold(&office.division);
    let post = match one {
        Recipient::Member(member) => text::fold(&member.affiliation.text),
        _ => String::new(),
    };
    one.is_own_section(office) || [one.addressee_key(), post].iter().any(|post| post.contains(&section))
}

/// Whether a stage that sends mail has something for both.
fn get_one_stage(cycle: &Cycle, one: &Recipient<'_>, other: &Recipient<'_>) -> bool {
    cycle.settings.stages.iter().filter(|stage| stage.mail.is_some()).any(|stage| {
        let all = Recipient::of_stage(cycle, stage);
        let gets = |someone: &Recipient<'_>| all.iter().any(|recipient| recipient.code() == someone.code());
        gets(one) && gets(other)
    })
}
