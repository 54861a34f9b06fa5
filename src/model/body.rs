//! Bodies (会議体), their members, and the organizations that are asked for opinions.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::addressee::addressee_key;
use super::ballot::Voting;
use super::in_force::InForce;
use super::postal::PostalAddress;
use super::value::Cell;

/// A body: a committee, an advisory meeting, a council of member organizations.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// What the inputs call it.
    pub id: Spanned<String>,
    /// The full name.
    pub name: String,
    /// The name in running text.
    pub short: String,
    /// What a member is called: 構成員, 委員.
    pub member: String,
    /// What the one marked ◎ is called: 座長, 委員長.
    #[serde(default = "chair")]
    pub chair: String,
    /// What the one marked ○ is called, who leads a meeting without the chair: 副委員長, 職務代理者.
    #[serde(default = "deputy")]
    pub deputy: String,
    /// What kind of body it is, as 「官民連携組織」.
    #[serde(default)]
    pub kind: String,
    /// Set up in this cycle: its roster is one of candidates until it first meets.
    #[serde(default)]
    pub new: bool,
    /// Its members are candidates.
    #[serde(default)]
    pub candidates: bool,
    /// Whether its members are outside of the house: letters to them open with a greeting and may be posted.
    #[serde(default)]
    pub outside: bool,
    /// Whether a member may send another instead.
    #[serde(default = "yes")]
    pub proxies: bool,
    /// The members' term of office.
    pub term: Option<Spanned<Term>>,
    /// What it is for, one sentence.
    #[serde(default)]
    pub duty: String,
    /// Short names of the roster's groups, for counts: 「有識者５名」.
    #[serde(default)]
    pub group_names: BTreeMap<String, String>,
    /// How it counts written votes.
    pub voting: Option<Voting>,
    /// How many organizations the plan declares as its members.
    pub count: Option<Spanned<u32>>,
    /// The word in `organizations.csv` that makes an organization one of its members.
    pub membership: Option<String>,
}

fn yes() -> bool {
    true
}

fn chair() -> String {
    "座長".into()
}

fn deputy() -> String {
    "職務代理者".into()
}

/// The mark of the one who leads a meeting when the chair is absent.
pub const DEPUTY: &str = "○";

/// A term of office in fiscal years, both included.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The first fiscal year.
    pub from: i32,
    /// The last fiscal year.
    pub to: i32,
}

/// A member of a body.
#[derive(Debug, Clone)]
pub struct Member {
    /// The member's code, which names its files and by which it is known wherever something is sent; empty where
    /// none is given.
    pub code: Cell,
    /// The id of the body.
    pub body: Cell,
    /// The heading under which the roster lists the member.
    pub group: Cell,
    /// Empty where only the post is shown.
    pub name: Cell,
    /// 氏名のふりがな.
    pub reading: Cell,
    /// 所属: organization and post.
    pub affiliation: Cell,
    /// ◎ for the chair or the candidate for it, ○ for who leads without the chair.
    pub chair: Cell,
    /// The member's first and last day.
    pub in_office: InForce,
    /// 敬称: what stands behind the addressee; empty where that is the letter's or the house's own.
    pub honorific: Cell,
    /// The mail address; empty where none is known.
    pub mail: Cell,
    /// The most megabytes of a message that the member takes; empty where that is not known.
    pub mail_limit: Cell,
    /// Where letters are posted to.
    pub postal: PostalAddress,
    /// 備考.
    pub note: Cell,
}

impl Member {
    /// Whether the member is marked as the chair.
    pub fn is_chair(&self) -> bool {
        !self.chair.is_empty() && !self.is_deputy()
    }

    /// Whether the member is marked as the one who leads without the chair.
    pub fn is_deputy(&self) -> bool {
        self.chair.text == DEPUTY
    }

    /// Whether it is another row of the same member, for other days: of one who became the chair, or whose post changed.
    pub fn is_same_at_other_times(&self, other: &Self) -> bool {
        let is_one = self.code.text == other.code.text && self.body.text == other.body.text;
        is_one && !self.in_office.meets(&other.in_office)
    }

    /// Whether a text is the member's name, post, or both.
    pub fn is_called(&self, written: &str) -> bool {
        let key = addressee_key(written);
        let [both, reversed, name, post, _] = self.names();
        !key.is_empty() && [both, reversed, name, post].contains(&key)
    }

    /// What the member can be called, as names compare: name and post together, each alone, and the family name where a
    /// space divides it off. Empty where there is none.
    pub fn names(&self) -> [String; 5] {
        let [name, post] = [&self.name, &self.affiliation].map(|cell| addressee_key(&cell.text));
        let family = self.name.text.trim().split_once(char::is_whitespace).map_or("", |(family, _)| family);
        [format!("{name}{post}"), format!("{post}{name}"), name, post, addressee_key(family)]
    }

    /// What papers and ballots call the member: the name, or the post where the roster gives no name.
    pub fn called(&self) -> &str {
        &self.called_in().text
    }

    /// The cell that says it.
    pub fn called_in(&self) -> &Cell {
        if self.name.is_empty() { &self.affiliation } else { &self.name }
    }
}

/// A municipality or a member organization.
#[derive(Debug, Clone)]
pub struct Organization {
    /// Its code, which names its files.
    pub code: Cell,
    /// The name.
    pub name: Cell,
    /// Its memberships, as the file separates them by ・.
    pub memberships: Vec<String>,
    /// The addressee of its letters, without an honorific; its name where that is empty.
    pub addressee: Cell,
    /// 敬称: what stands behind the addressee; empty where that is the letter's or the house's own.
    pub honorific: Cell,
    /// The mail address; empty where none is known.
    pub mail: Cell,
    /// The most megabytes of a message that it takes; empty where that is not known.
    pub mail_limit: Cell,
    /// Where letters are posted to.
    pub postal: PostalAddress,
}
