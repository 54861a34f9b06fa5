//! What the lists of a cycle call things, for all who name one of them.

use crate::ground::spellings::Spellings;
use crate::ground::text;

use super::addressee::addressee_key;
use super::body::{Body, Member, Organization};
use super::plan::{Department, Measure};

/// The names in the lists of a cycle.
#[derive(Debug, Clone, Default)]
pub struct CycleNames {
    /// The numbers of the measures.
    pub measures: Spellings,
    codes: Spellings,
    departments: Spellings,
    /// The names of departments without what may stand between 部局 and 課.
    joined: Spellings,
    submitters: Spellings,
    organizations: Spellings,
    member_codes: Spellings,
    members: Spellings,
}

impl CycleNames {
    /// The names of departments, those that they had before too: each has its code, 部局, 課, and both together.
    pub fn departments<'a>(&mut self, departments: impl Iterator<Item = &'a Department> + Clone) {
        self.codes = departments.clone().map(|d| d.code.text.as_str()).collect();
        for department in departments {
            let (code, bureau, division) =
                (&department.code.text, &department.bureau.text, &department.division.text);
            let both = format!("{bureau}{division}");
            for name in [bureau, division, &both].into_iter().filter(|name| !name.is_empty()) {
                self.departments.add(name, code);
                self.joined.add(&without_separators(name), code);
            }
        }
    }

    /// The numbers of measures.
    pub fn measures(&mut self, measures: &[Measure]) {
        self.measures = measures.iter().map(|m| m.number.text.as_str()).collect();
    }

    /// The ids of bodies, and the codes and names of organizations: who sends opinions.
    pub fn submitters(&mut self, bodies: &[Body], organizations: &[Organization]) {
        let ids = bodies.iter().map(|body| body.id.get_ref().as_str());
        self.submitters = ids.chain(organizations.iter().map(|o| o.code.text.as_str())).collect();
        organizations.iter().for_each(|o| self.organizations.add(&o.name.text, &o.code.text));
    }

    /// The codes of members, and what each is called: by name, by post, by both, and by family name.
    pub fn members(&mut self, members: &[Member]) {
        self.member_codes = members.iter().map(|member| member.code.text.as_str()).collect();
        for member in members.iter().filter(|member| !member.code.is_empty()) {
            let names = member.names();
            names
                .iter()
                .filter(|name| !name.is_empty())
                .for_each(|name| self.members.add(name, &member.code.text));
        }
    }

    /// The code of the member of a code, however it is spelled.
    pub fn member_code(&self, written: &str) -> Option<&str> {
        self.member_codes.find(written)
    }

    /// The code of the one member who is named by it, or by name or post: 「佐藤　健」, 「佐藤様」, 「佐藤委員」, 「総務部長」.
    pub fn member(&self, written: &str) -> Option<&str> {
        const TITLES: [&str; 7] = ["委員長", "構成員", "委員", "会員", "座長", "氏", "さん"];
        let name = addressee_key(written);
        let bare = TITLES.iter().find_map(|title| name.strip_suffix(title));
        let known = self.member_code(written).or_else(|| self.members.find(&name));
        known.or_else(|| self.members.find(bare?))
    }

    /// The code of a department that is named by it, by its 部局, its 課 or both, however that is spelled:
    /// 「企画部_企画課」, 「企画部（企画課）」. A name that several departments have is none's.
    pub fn department(&self, written: &str) -> Option<&str> {
        let known = self.codes.find(written).or_else(|| self.departments.find(written));
        known.or_else(|| self.joined.find(&without_separators(written)))
    }

    /// The id of a body or the code of an organization that is named by it or by its name.
    pub fn submitter(&self, written: &str) -> Option<&str> {
        self.submitters.find(written).or_else(|| self.organizations.find(written))
    }
}

/// A name, folded, without what people put between 部局 and 課: 「企画部・企画課」 is 企画部企画課.
fn without_separators(name: &str) -> String {
    let is_separator = |c: char| {
        matches!(
            c,
            '_' | '・' | '-' | '/' | '\\' | '(' | ')' | '[' | ']' | '【' | '】' | '、' | ',' | '.' | ':'
        )
    };
    let mut name = text::key(name);
    name.retain(|c| !is_separator(c));
    name
}
