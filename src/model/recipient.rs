//! Who gets a letter, an annex or a form of their own.

use std::collections::BTreeSet;

use super::addressee::addressee_key;
use super::body::{Member, Organization};
use super::cycle::Cycle;
use super::letter::{Letter, Recipients};
use super::list_flaws::{ListFlaws, RecipientFlaw};
use super::own_section::OwnSection;
use super::plan::Department;
use super::postal::PostalAddress;
use super::secretariat::Secretariat;
use super::stage::Stage;
use super::value::Cell;
use crate::ground::text;

/// One recipient.
#[derive(Debug, Clone)]
pub enum Recipient<'a> {
    /// A department of `departments.csv`.
    Department(&'a Department),
    /// A department that gathers what concerns others (部), with all of theirs.
    Bureau(&'a Department),
    /// An organization of `organizations.csv`.
    Organization(&'a Organization),
    /// A member of the stage's body.
    Member(&'a Member),
}

impl<'a> Recipient<'a> {
    /// The recipients of a kind, in the order of their lists: the departments that own a measure, the
    /// organizations (each once, whatever its memberships), the members of the stage's body; of a notice that is meant
    /// for some, these. Those with a flaw get nothing (rules name them).
    pub fn all(kind: Recipients, cycle: &'a Cycle, stage: &Stage) -> Vec<Self> {
        let sound = |(recipient, flaw): (Self, Option<RecipientFlaw>)| flaw.is_none().then_some(recipient);
        Self::listed(kind, cycle, stage).into_iter().filter_map(sound).collect()
    }

    /// Everyone for whom a stage declares a letter, an annex or a form, each once, and then those who get a copy alone.
    pub fn of_stage(cycle: &'a Cycle, stage: &Stage) -> Vec<Self> {
        let own = Self::written_to(cycle, stage).into_iter();
        Self::each_once(own.chain(Self::all_copied(cycle, stage)))
    }

    /// Everyone for whom a stage declares something of its own, each once.
    pub fn written_to(cycle: &'a Cycle, stage: &Stage) -> Vec<Self> {
        let kinds: BTreeSet<Recipients> = stage.recipients().collect();
        Self::each_once(kinds.into_iter().flat_map(|kind| Self::all(kind, cycle, stage)))
    }

    /// Recipients, each once by its code.
    pub(super) fn each_once(all: impl Iterator<Item = Self>) -> Vec<Self> {
        let mut seen = BTreeSet::new();
        all.filter(|one| seen.insert(one.code())).collect()
    }

    /// Its flaw, whatever stage it is of.
    pub fn flaw_in_lists(&self, cycle: &'a Cycle) -> Option<RecipientFlaw> {
        let known = cycle.list_flaws.get_or_init(|| Self::list_flaws(cycle));
        let mut offices = Self::offices(cycle).zip(known.departments.iter().chain(&known.organizations));
        match offices.find(|(one, _)| one.code() == self.code()) {
            Some((_, flaw)) => *flaw,
            None => self.flaw(&known.shared_codes, &BTreeSet::new()),
        }
    }

    /// Those of a kind who get nothing, and why.
    pub fn flawed(kind: Recipients, cycle: &'a Cycle, stage: &Stage) -> Vec<(Self, RecipientFlaw)> {
        let flawed = |(recipient, flaw): (Self, Option<RecipientFlaw>)| Some((recipient, flaw?));
        Self::listed(kind, cycle, stage).into_iter().filter_map(flawed).collect()
    }

    /// The departments and the organizations, in the order of their lists.
    pub fn offices(cycle: &'a Cycle) -> impl Iterator<Item = Self> {
        let organizations = cycle.organizations.iter().map(Recipient::Organization);
        cycle.departments.iter().map(Recipient::Department).chain(organizations)
    }

    /// Everyone in the lists: departments, organizations, members of whatever body.
    pub fn everyone(cycle: &'a Cycle) -> impl Iterator<Item = Self> {
        Self::offices(cycle).chain(cycle.members.iter().map(Recipient::Member))
    }

    /// Everyone in the lists, a member with rows for different times once.
    pub fn once_each(cycle: &'a Cycle) -> impl Iterator<Item = Self> {
        Self::everyone(cycle).filter(|one| match one {
            Recipient::Member(own) => {
                let before = cycle.members.iter().take_while(|other| !std::ptr::eq(*other, *own));
                let mut same = before.filter(|other| other.code.text == own.code.text);
                own.code.is_empty() || !same.any(|other| own.is_same_at_other_times(other))
            }
            _ => true,
        })
    }

    pub(super) fn listed(
        kind: Recipients,
        cycle: &'a Cycle,
        stage: &Stage,
    ) -> Vec<(Self, Option<RecipientFlaw>)> {
        let known = cycle.list_flaws.get_or_init(|| Self::list_flaws(cycle));
        let all: Vec<(Self, Option<RecipientFlaw>)> = match kind {
            Recipients::Departments => {
                let about = cycle.measures.iter().filter(|measure| stage.is_about(&measure.number.text));
                let owners: BTreeSet<&str> = about.map(|measure| measure.owner.text.as_str()).collect();
                let all = cycle.departments.iter().zip(&known.departments);
                let owning = all.filter(|(department, _)| owners.contains(department.code.text.as_str()));
                owning.map(|(department, flaw)| (Recipient::Department(department), *flaw)).collect()
            }
            Recipients::Bureaus => {
                let about = cycle.measures.iter().filter(|measure| stage.is_about(&measure.number.text));
                let owners: BTreeSet<&str> = about.map(|measure| measure.owner.text.as_str()).collect();
                let others: BTreeSet<&str> =
                    cycle.departments.iter().map(|department| department.gathered_by.text.as_str()).collect();
                let all = cycle.departments.iter().zip(&known.departments);
                let gathering = all.filter(|(one, _)| {
                    let code = one.code.text.as_str();
                    others.contains(code) && cycle.gathered_by(code).any(|own| owners.contains(own))
                });
                gathering.map(|(department, flaw)| (Recipient::Bureau(department), *flaw)).collect()
            }
            Recipients::Organizations => {
                let all = cycle.organizations.iter().zip(&known.organizations);
                all.map(|(organization, flaw)| (Recipient::Organization(organization), *flaw)).collect()
            }
            Recipients::Members => {
                let body = stage.body.as_ref().map_or("", |b| b.get_ref().as_str());
                let members: Vec<Self> = cycle.members_at(body, stage).map(Recipient::Member).collect();
                // The head of a section may be a member too: that is the same person.
                let addressees = shared(members.iter().map(Self::addressee_key));
                let flaw = |one: &Self| one.flaw(&known.shared_codes, &addressees);
                members.into_iter().map(|one| (one.clone(), flaw(&one))).collect()
            }
        };
        all.into_iter().filter(|(one, _)| stage.is_for(one.code())).collect()
    }

    /// The flaws of all departments and organizations.
    fn list_flaws(cycle: &'a Cycle) -> ListFlaws {
        let codes = shared(Self::once_each(cycle).map(|one| one.code().to_owned()));
        let addressees = shared(Self::offices(cycle).map(|one| one.addressee_key()));
        let mut departments: Vec<_> = Self::offices(cycle).map(|one| one.flaw(&codes, &addressees)).collect();
        let organizations = departments.split_off(cycle.departments.len());
        ListFlaws { shared_codes: codes, departments, organizations }
    }

    /// Its flaw, if it has one; these are the codes and the addressees that several have.
    fn flaw(&self, codes: &BTreeSet<String>, addressees: &BTreeSet<String>) -> Option<RecipientFlaw> {
        match (self.code(), self.addressee_key().as_str()) {
            _ if self.is_of_doubtful_time() => Some(RecipientFlaw::DoubtfulTime),
            ("", _) => Some(RecipientFlaw::NoCode),
            (code, _) if codes.contains(code) => Some(RecipientFlaw::SharedCode),
            (_, "") => Some(RecipientFlaw::NoAddressee),
            _ if !text::is_one_line(self.addressee()) => Some(RecipientFlaw::BrokenAddressee),
            (_, name) if addressees.contains(name) => Some(RecipientFlaw::SharedAddressee),
            _ => None,
        }
    }

    /// Whether both are members who are never in office on one day: one and the successor.
    pub fn is_at_other_times(&self, other: &Self) -> bool {
        match (self, other) {
            (Recipient::Member(own), Recipient::Member(other)) => !own.in_office.meets(&other.in_office),
            _ => false,
        }
    }

    /// Whether it is a member of whom nobody knows whether they are in office.
    fn is_of_doubtful_time(&self) -> bool {
        matches!(self, Recipient::Member(member) if member.in_office.is_doubtful() || member.in_office.is_never())
    }

    /// What tells its addressee from others': not spaces, widths or an honorific.
    pub fn addressee_key(&self) -> String {
        addressee_key(self.addressee())
    }

    /// Whether it is the sender of the letters, or the section whose head the sender is. The head may be named without the
    /// bureau, as members often are: 「政策企画課長」 for 「総合企画部政策企画課長」.
    pub fn is_own_section(&self, office: &Secretariat) -> bool {
        let sender = text::fold(&office.sender);
        let is_sender = |name: &str| is_post(&text::fold(name), &sender);
        let in_person = is_sender(&self.addressee_key());
        match self {
            Recipient::Department(Department { bureau, division, .. })
            | Recipient::Bureau(Department { bureau, division, .. }) => {
                let section = text::fold(&format!("{}{}", bureau.text, division.text));
                in_person || section == text::fold(&office.division) && sender.starts_with(&section)
            }
            Recipient::Organization(_) => in_person,
            Recipient::Member(member) => in_person || is_sender(&member.affiliation.text),
        }
    }

    /// Whether a stage has no letter and no message for it, since it is the sender's own section, or the stage's own
    /// sender.
    pub fn is_omitted(&self, office: &Secretariat, stage: &Stage) -> bool {
        stage.own_section == OwnSection::Omit && self.is_sender(office, stage)
    }

    /// Whether letters of a stage to it would be to the one who sends them.
    fn is_sender(&self, office: &Secretariat, stage: &Stage) -> bool {
        let is_called = |sender: &String| {
            [self.addressee_key(), self.post()].iter().any(|name| is_post(name, &text::fold(sender)))
        };
        stage.sender.as_ref().map_or_else(|| self.is_own_section(office), is_called)
    }

    /// A member's post, folded; empty for others.
    fn post(&self) -> String {
        match self {
            Recipient::Member(member) => text::fold(&member.affiliation.text),
            _ => String::new(),
        }
    }

    /// Whether a letter of a stage to it is a 事務連絡.
    pub fn gets_memo(&self, office: &Secretariat, stage: &Stage) -> bool {
        stage.own_section == OwnSection::Memo && self.is_sender(office, stage)
    }

    /// The code that names its files.
    pub fn code(&self) -> &'a str {
        &self.code_cell().text
    }

    /// Where its code stands.
    pub fn code_cell(&self) -> &'a Cell {
        match self {
            Recipient::Department(department) | Recipient::Bureau(department) => &department.code,
            Recipient::Organization(organization) => &organization.code,
            Recipient::Member(member) => &member.code,
        }
    }

    /// The addressee, without an honorific.
    pub fn addressee(&self) -> &'a str {
        &self.addressee_cell().text
    }

    /// Where its addressee stands: an organization's name where it has no other, a member's post where it has no name.
    pub fn addressee_cell(&self) -> &'a Cell {
        match self {
            Recipient::Department(department) | Recipient::Bureau(department) => &department.addressee,
            Recipient::Organization(organization) if organization.addressee.is_empty() => &organization.name,
            Recipient::Organization(organization) => &organization.addressee,
            Recipient::Member(member) if member.name.is_empty() => &member.affiliation,
            Recipient::Member(member) => &member.name,
        }
    }

    /// What stands behind its addressee in what a stage sends it: its own, else that of the stage's first letter to it, or
    /// of the first of which it gets a copy, that has one, else the house's.
    pub fn honorific(&self, cycle: &Cycle, stage: &Stage, is_copy: bool) -> String {
        let own = match self {
            Recipient::Department(department) | Recipient::Bureau(department) => &department.honorific,
            Recipient::Organization(organization) => &organization.honorific,
            Recipient::Member(member) => &member.honorific,
        };
        if !own.is_empty() {
            return own.text.clone();
        }
        let is_to_it = |letter: &&Letter| match is_copy {
            true => letter.is_copied_to(self.code()),
            false => letter.to == self.kind(),
        };
        let said = stage.letters.iter().filter(is_to_it).find_map(|letter| letter.honorific.as_ref());
        said.unwrap_or(&cycle.settings.style.honorific).clone()
    }

    /// The short name, as tables print it.
    pub fn name(&self) -> &'a str {
        match self {
            Recipient::Department(department) => &department.division.text,
            Recipient::Bureau(department) => &department.bureau.text,
            Recipient::Organization(organization) => &organization.name.text,
            Recipient::Member(..) => self.addressee(),
        }
    }

    /// The mail address; empty where none is known.
    pub fn mail(&self) -> &'a Cell {
        match self {
            Recipient::Department(department) | Recipient::Bureau(department) => &department.mail,
            Recipient::Organization(organization) => &organization.mail,
            Recipient::Member(member) => &member.mail,
        }
    }

    /// The most megabytes of a message that it takes, as written; empty where that is not known.
    pub fn mail_limit(&self) -> &'a Cell {
        match self {
            Recipient::Department(department) | Recipient::Bureau(department) => &department.mail_limit,
            Recipient::Organization(organization) => &organization.mail_limit,
            Recipient::Member(member) => &member.mail_limit,
        }
    }

    /// Whether it is outside of the house: an organization, or a member of a body whose members are.
    pub fn is_outside(&self, cycle: &Cycle) -> bool {
        match self {
            Recipient::Department(_) | Recipient::Bureau(_) => false,
            Recipient::Organization(_) => true,
            Recipient::Member(member) => cycle.body(&member.body.text).is_some_and(|body| body.outside),
        }
    }

    /// Where letters to it are posted; none for a department.
    pub fn postal(&self) -> Option<&'a PostalAddress> {
        match self {
            Recipient::Department(_) | Recipient::Bureau(_) => None,
            Recipient::Organization(organization) => Some(&organization.postal),
            Recipient::Member(member) => Some(&member.postal),
        }
    }

    /// What kind of recipient it is.
    pub fn kind(&self) -> Recipients {
        match self {
            Recipient::Department(_) => Recipients::Departments,
            Recipient::Bureau(_) => Recipients::Bureaus,
            Recipient::Organization(_) => Recipients::Organizations,
            Recipient::Member(_) => Recipients::Members,
        }
    }

    /// The codes of the departments whose matters it gets: its own, and those of which it gathers them; none if it is none.
    pub fn departments<'s>(&'s self, cycle: &'s Cycle) -> Vec<&'s str> {
        match self {
            Recipient::Department(department) => vec![&department.code.text],
            Recipient::Bureau(bureau) => cycle.gathered_by(&bureau.code.text).collect(),
            Recipient::Organization(_) | Recipient::Member(_) => Vec::new(),
        }
    }

    /// Those who answer what it is asked: of one that gathers what concerns others these and itself, else it alone.
    pub fn answering(&self, cycle: &'a Cycle) -> Vec<Self> {
        let Recipient::Bureau(bureau) = self else { return vec![self.clone()] };
        let gathered = cycle.gathered_by(&bureau.code.text).filter_map(|code| cycle.department(code));
        gathered.map(Recipient::Department).collect()
    }

    /// The department, if it is one.
    pub fn department(&self) -> Option<&'a Department> {
        match self {
            Recipient::Department(department) | Recipient::Bureau(department) => Some(department),
            _ => None,
        }
    }
}

/// Those of some texts that stand there more than once.
fn shared(texts: impl Iterator<Item = String>) -> BTreeSet<String> {
    let mut texts: Vec<String> = texts.collect();
    texts.sort_unstable();
    texts.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone()).collect()
}

/// Whether a folded name is that of a post, or its end without the bureau: 「政策企画課長」 for 「総合企画部政策企画課長」. Short
/// names, as 「課長」, tell nobody apart.
pub fn is_post(name: &str, post: &str) -> bool {
    const SHORTEST: usize = 4;
    name == post || name.chars().count() >= SHORTEST && post.ends_with(name)
}
