//! Who gets a letter, an annex or a form of their own.

use std::collections::BTreeMap;

use super::body::{Member, Organization};
use super::cycle::Cycle;
use super::plan::Department;
use super::stage::{Recipients, Stage};
use super::value::Cell;

/// One recipient.
#[derive(Debug, Clone)]
pub enum Recipient<'a> {
    /// A department of `departments.csv`.
    Department(&'a Department),
    /// An organization of `organizations.csv`.
    Organization(&'a Organization),
    /// A member of the stage's body.
    Member(&'a Member),
}

impl<'a> Recipient<'a> {
    /// The recipients of a kind, in the order of their lists: the departments that own a measure, the
    /// organizations (each once, whatever its memberships), the members of the stage's body. Those without a code, or
    /// with one that another in the three lists has too, get nothing, since it could go to the other (a rule names them).
    pub fn all(kind: Recipients, cycle: &'a Cycle, stage: &Stage) -> Vec<Self> {
        let codes =
            cycle.departments.iter().map(|d| &d.code).chain(cycle.organizations.iter().map(|o| &o.code));
        let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
        for code in codes.chain(cycle.members.iter().map(|m| &m.code)) {
            *uses.entry(&code.text).or_default() += 1;
        }
        let mut all = Self::listed(kind, cycle, stage);
        all.retain(|recipient| !recipient.code().is_empty() && uses.get(recipient.code()) == Some(&1));
        all
    }

    fn listed(kind: Recipients, cycle: &'a Cycle, stage: &Stage) -> Vec<Self> {
        match kind {
            Recipients::Departments => {
                let owns = |d: &&Department| cycle.measures.iter().any(|m| m.owner.text == d.code.text);
                cycle.departments.iter().filter(owns).map(Recipient::Department).collect()
            }
            Recipients::Organizations => cycle.organizations.iter().map(Recipient::Organization).collect(),
            Recipients::Members => {
                let body = stage.body.as_ref().map_or("", |b| b.get_ref().as_str());
                cycle.members_of(body).map(Recipient::Member).collect()
            }
        }
    }

    /// The code that names its files.
    pub fn code(&self) -> &'a str {
        match self {
            Recipient::Department(department) => &department.code.text,
            Recipient::Organization(organization) => &organization.code.text,
            Recipient::Member(member) => &member.code.text,
        }
    }

    /// The addressee, without an honorific.
    pub fn addressee(&self) -> &'a str {
        match self {
            Recipient::Department(department) => &department.addressee.text,
            Recipient::Organization(organization) if organization.addressee.is_empty() => {
                &organization.name.text
            }
            Recipient::Organization(organization) => &organization.addressee.text,
            Recipient::Member(member) if member.name.is_empty() => &member.affiliation.text,
            Recipient::Member(member) => &member.name.text,
        }
    }

    /// The short name, as tables print it.
    pub fn name(&self) -> &'a str {
        match self {
            Recipient::Department(department) => &department.division.text,
            Recipient::Organization(organization) => &organization.name.text,
            Recipient::Member(..) => self.addressee(),
        }
    }

    /// The mail address; empty where none is known.
    pub fn mail(&self) -> &'a Cell {
        match self {
            Recipient::Department(department) => &department.mail,
            Recipient::Organization(organization) => &organization.mail,
            Recipient::Member(member) => &member.mail,
        }
    }

    /// The most megabytes of a message that it takes, as written; empty where that is not known.
    pub fn mail_limit(&self) -> &'a Cell {
        match self {
            Recipient::Department(department) => &department.mail_limit,
            Recipient::Organization(organization) => &organization.mail_limit,
            Recipient::Member(member) => &member.mail_limit,
        }
    }

    /// The department, if it is one.
    pub fn department(&self) -> Option<&'a Department> {
        match self {
            Recipient::Department(department) => Some(department),
            _ => None,
        }
    }
}
