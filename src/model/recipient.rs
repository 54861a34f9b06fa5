//! Who gets a letter, an annex or a form of their own.

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
    /// A member of the stage's body, with a code made of the body's id and the member's place in its roster.
    Member(&'a Member, String),
}

impl<'a> Recipient<'a> {
    /// The recipients of a kind, in the order of their lists: the departments that own a measure, the
    /// organizations (each once, whatever its memberships), the members of the stage's body.
    pub fn all(kind: Recipients, cycle: &'a Cycle, stage: &Stage) -> Vec<Self> {
        match kind {
            Recipients::Departments => {
                let owns = |d: &&Department| cycle.measures.iter().any(|m| m.owner.text == d.code.text);
                cycle.departments.iter().filter(owns).map(Recipient::Department).collect()
            }
            Recipients::Organizations => cycle.organizations.iter().map(Recipient::Organization).collect(),
            Recipients::Members => {
                let body = stage.body.as_ref().map_or("", |b| b.get_ref().as_str());
                let members = (1..).zip(cycle.members_of(body));
                members.map(|(n, member)| Recipient::Member(member, format!("{body}-{n:02}"))).collect()
            }
        }
    }

    /// The code that names its files.
    pub fn code(&self) -> &str {
        match self {
            Recipient::Department(department) => &department.code.text,
            Recipient::Organization(organization) => &organization.code.text,
            Recipient::Member(_, code) => code,
        }
    }

    /// The addressee, without an honorific.
    pub fn addressee(&self) -> &str {
        match self {
            Recipient::Department(department) => &department.addressee.text,
            Recipient::Organization(organization) if organization.addressee.is_empty() => {
                &organization.name.text
            }
            Recipient::Organization(organization) => &organization.addressee.text,
            Recipient::Member(member, _) if member.name.is_empty() => &member.affiliation.text,
            Recipient::Member(member, _) => &member.name.text,
        }
    }

    /// The short name, as tables print it.
    pub fn name(&self) -> &str {
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
            Recipient::Member(member, _) => &member.mail,
        }
    }

    /// The most megabytes of a message that it takes, as written; empty where that is not known.
    pub fn mail_limit(&self) -> &'a Cell {
        match self {
            Recipient::Department(department) => &department.mail_limit,
            Recipient::Organization(organization) => &organization.mail_limit,
            Recipient::Member(member, _) => &member.mail_limit,
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
