//! How a recipient can be named.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ground::text::fold;
use crate::model::cycle::Cycle;
use crate::model::recipient::Recipient;

/// How a recipient can be named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nameable {
    /// The code: `joho`.
    pub code: String,
    /// The addressee: 「Ａ市情報政策課長」.
    pub addressee: String,
    /// The name by itself, of an organization: 「Ａ市」. Empty for a department, whose name papers print as an owner's,
    /// and for a member, whose name is the addressee.
    pub name: String,
    /// The mail address: 「joho@m01.example」. Empty where it tells nobody from others: `cycle.toml` says it, or several
    /// have it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mail: String,
    /// Whether it is a member of a body, who stands on a public roster.
    pub is_member: bool,
    /// Whether `cycle.toml` or a measure's title says one of these words: then anyone may read it.
    pub is_public: bool,
}

impl Nameable {
    /// Everyone in the lists of a cycle, none of them public yet.
    pub fn all(cycle: &Cycle) -> Vec<Self> {
        let former = cycle.former_departments.iter().map(Recipient::Department);
        let everyone = Recipient::everyone(cycle).chain(former);
        let mut all: Vec<Self> = everyone.map(|recipient| Self::of(&recipient)).collect();
        let mut seen = BTreeSet::new();
        all.retain(|one| seen.insert((one.code.clone(), one.addressee.clone(), one.mail.clone())));
        forget_open_addresses(&mut all, &cycle.source.text);
        all
    }

    fn of(recipient: &Recipient<'_>) -> Self {
        Self {
            code: recipient.code().into(),
            addressee: recipient.addressee().into(),
            name: match recipient {
                Recipient::Organization(organization) => organization.name.text.clone(),
                _ => String::new(),
            },
            mail: recipient.mail().text.clone(),
            is_member: matches!(recipient, Recipient::Member(_)),
            is_public: false,
        }
    }

    /// By what it is told from others: the code, or the addressee of a member without one.
    pub fn key(&self) -> &str {
        if self.code.is_empty() { &self.addressee } else { &self.code }
    }
}

/// Takes away the mail addresses that anyone may read, since `cycle.toml` says them (the sender's own, one that a letter
/// gives for questions), and those that several have.
fn forget_open_addresses(all: &mut [Nameable], settings: &str) {
    let settings = fold(&settings.split_whitespace().collect::<Vec<_>>().join("\""));
    let is_outside = |c: char| !(c.is_ascii_alphanumeric() || "@.-_+".contains(c));
    let said: BTreeSet<&str> = settings.split(is_outside).map(|word| word.trim_matches('.')).collect();
    let mut holders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in all.iter() {
        holders.entry(fold(&one.mail)).or_default().insert(one.key().to_owned());
    }
    for one in all {
        let address = fold(&one.mail);
        if said.contains(address.as_str()) || holders.get(&address).is_some_and(|holders| holders.len() > 1) {
            one.mail.clear();
        }
    }
}
