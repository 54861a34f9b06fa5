//! Who said a piece of advice or an opinion: what its row says (提出者), compared with whose file it stands in.

use crate::ground::text::fold;
use crate::model::body::{Body, Member};
use crate::model::cycle::Cycle;
use crate::model::opinion::Opinion;

/// Who said it.
#[derive(Debug, Clone)]
pub enum Speaker<'a> {
    /// The meeting, nobody of it by name: 「構成員」.
    Meeting,
    /// These members of the body, by name or by post: 「庄司構成員」, 「座長」.
    Members(Vec<&'a Member>),
    /// The organization whose file it is.
    Organization,
    /// Nobody knows until the row is put right: it names one who is unknown, or another than whose file it is.
    Unclear {
        /// The organizations that the row names though the file is none of theirs alone.
        named: Vec<&'a str>,
    },
}

/// What stands beside a name and says nothing of who it is.
const HONORIFICS: [&str; 6] = ["氏", "様", "殿", "さん", "先生", "の"];
/// What is said of a body's members at large.
const AT_LARGE: [&str; 12] =
    ["各", "全", "複数の", "多数の", "一部の", "一同", "各位", "全員", "ら", "(複数)", "の意見", "の発言"];
/// How two names are joined.
const JOINTS: [&str; 8] = ["、", ",", "・", "/", "&", "及び", "並びに", "と"];
/// What companies and corporations have before or behind their names.
const LEGAL_FORMS: [&str; 18] = [
    "株式会社",
    "(株)",
    "有限会社",
    "(有)",
    "合同会社",
    "一般社団法人",
    "(一社)",
    "公益社団法人",
    "(公社)",
    "一般財団法人",
    "(一財)",
    "公益財団法人",
    "(公財)",
    "特定非営利活動法人",
    "npo法人",
    "(特非)",
    "国立大学法人",
    "学校法人",
];

/// Who said an opinion. Of two members who are named each said it; one who only read it out did not:
///
/// ```text
/// 庄司昌彦（代読：白澤美幸）   庄司
/// 宮入構成員、山口氏           宮入 and 山口
/// 庄司構成員ほか               unclear
/// ```
pub fn speaker<'a>(opinion: &Opinion, cycle: &'a Cycle) -> Speaker<'a> {
    let from = fold(&opinion.from.text);
    match cycle.body(&opinion.submitter) {
        Some(body) => of_body(&from, body, opinion, cycle),
        None => of_organization(&from, &opinion.submitter, cycle),
    }
}

/// Only one who was in office on the day on which it was said or came is meant.
fn of_body<'a>(from: &str, body: &Body, opinion: &Opinion, cycle: &'a Cycle) -> Speaker<'a> {
    let then = |one: &&Member| opinion.received.value().is_none_or(|day| one.in_office.holds_on(*day));
    let roster = Roster { body, members: cycle.members_of(body.id.get_ref()).filter(then).collect() };
    // Of a body without a roster nobody can be named.
    if cycle.members_of(body.id.get_ref()).next().is_none() || roster.is_at_large(from) {
        return Speaker::Meeting;
    }
    roster.named(from).map_or(Speaker::Unclear { named: Vec::new() }, Speaker::Members)
}

/// A body with its members, to find whom a text means.
struct Roster<'r, 'a> {
    body: &'r Body,
    members: Vec<&'a Member>,
}

impl<'a> Roster<'_, 'a> {
    /// Whether a text speaks of the members without naming one: 「構成員」, 「各委員」, 「構成員Ａ」, 「有識者」.
    fn is_at_large(&self, text: &str) -> bool {
        let Body { name, short, member, group_names, .. } = self.body;
        let groups = group_names.iter().flat_map(|(long, short)| [long, short]);
        let words: Vec<String> =
            [name, short, member].into_iter().chain(groups).map(|word| fold(word)).collect();
        let words = words.iter().map(String::as_str).chain(AT_LARGE).chain(["の"]);
        let rest = without(text, words);
        let is_label = rest.chars().count() <= 2 && rest.chars().all(|c| c.is_ascii_alphanumeric());
        !text.is_empty() && is_label
    }

    /// Whom a text names, if all of it is understood.
    fn named(&self, text: &str) -> Option<Vec<&'a Member>> {
        if let Some(one) = self.one(text) {
            return Some(vec![one]);
        }
        let mut parts = vec![text];
        for joint in JOINTS {
            parts = parts.into_iter().flat_map(|part| part.split(joint)).collect();
        }
        let mut named: Vec<&Member> = Vec::new();
        for part in parts {
            let one = self.one(part)?;
            if !named.iter().any(|known| std::ptr::eq(*known, one)) {
                named.push(one);
            }
        }
        Some(named)
    }

    /// The one member whom a text means, with what stands beside it in brackets.
    fn one(&self, text: &str) -> Option<&'a Member> {
        let Some((name, aside)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) else {
            return self.bare(text);
        };
        let named_aside: Vec<&Member> = self
            .members
            .iter()
            .copied()
            .filter(|member| names(member).any(|name| aside.contains(&name)))
            .collect();
        match (self.bare(name), &named_aside[..]) {
            (Some(one), []) => Some(one),
            (Some(one), [other]) if std::ptr::eq(one, *other) || reads_out(aside) => Some(one),
            (None, [one]) if self.is_at_large(name) && self.bare(aside).is_some() => Some(one),
            _ => None,
        }
    }

    /// The one member whom a text without brackets means: by name or family name, by post, as 座長.
    fn bare(&self, text: &str) -> Option<&'a Member> {
        let [chair, deputy] = [&self.body.chair, &self.body.deputy].map(|title| fold(title));
        let is_chair = |member: &Member| member.is_chair();
        let (name, short) = (fold(&self.body.name), fold(&self.body.short));
        let office = without(text, [name.as_str(), short.as_str(), "の"].into_iter());
        if !chair.is_empty() && office == chair {
            return sole(self.members.iter().copied().filter(|member| is_chair(member)));
        }
        if !deputy.is_empty() && office == deputy {
            return sole(self.members.iter().copied().filter(|member| member.is_deputy()));
        }
        let means = |member: &&Member| {
            let affiliation = fold(&member.affiliation.text);
            let word = fold(&self.body.member);
            let mut words = vec![name.as_str(), &short, &word];
            words.extend(HONORIFICS);
            words.extend(is_chair(member).then_some(chair.as_str()));
            let is_title = |rest: &str| {
                let rest = without(rest, words.iter().copied());
                rest.is_empty() || rest.chars().count() > 1 && affiliation.contains(&rest)
            };
            names(member).any(|name| text.split_once(&name).is_some_and(|(l, r)| is_title(l) && is_title(r)))
        };
        let mut meant = self.members.iter().copied().filter(means).peekable();
        if meant.peek().is_some() {
            return sole(meant);
        }
        // A post without its bureau: 「教育次長」 for 「教育庁教育次長」.
        let is_post = |member: &&Member| {
            let post = fold(&member.affiliation.text);
            member.name.is_empty() && office.chars().count() > 2 && post.ends_with(&office)
        };
        sole(self.members.iter().copied().filter(is_post))
    }
}

/// Whether an aside says who read it out: 「代読：白澤」, and not for whom it was read: 「庄司の代読」.
fn reads_out(aside: &str) -> bool {
    aside.contains("代読") && !aside.contains("の代読")
}

/// The one that there is; none if there are several.
fn sole<'a>(mut meant: impl Iterator<Item = &'a Member>) -> Option<&'a Member> {
    meant.next().filter(|_| meant.next().is_none())
}

/// What a member can be called: the name, the family name where a space divides it off, the post where there is no name.
fn names(member: &Member) -> impl Iterator<Item = String> {
    let name = member.name.text.trim();
    let family = name.split_once(char::is_whitespace).map(|(family, _)| family);
    let post = name.is_empty().then_some(member.affiliation.text.as_str());
    [Some(name), family, post].into_iter().flatten().map(fold).filter(|name| !name.is_empty())
}

/// What is left of a text without some words at its ends.
fn without<'w>(text: &str, words: impl Iterator<Item = &'w str> + Clone) -> String {
    let mut rest = text;
    loop {
        let mut words = words.clone().filter(|word| !word.is_empty());
        match words.find_map(|word| rest.strip_prefix(word).or(rest.strip_suffix(word))) {
            Some(shorter) => rest = shorter,
            None => return rest.to_owned(),
        }
    }
}

/// An organization's row names it, and no other. Of names of which one begins another the longer is meant: 「会員ＡＩ」 is
/// not 会員Ａ.
fn of_organization<'a>(from: &str, code: &str, cycle: &'a Cycle) -> Speaker<'a> {
    let Some(own) = cycle.organization(code) else {
        // Whose file it is, is another rule's matter.
        return Speaker::Organization;
    };
    if from == fold(&own.name.text) || from == fold(&own.addressee.text) || from == fold(code) {
        return Speaker::Organization;
    }
    let known: Vec<(String, &str)> =
        cycle.organizations.iter().map(|one| (core(&one.name.text), one.name.text.as_str())).collect();
    let from = core(from);
    let (mut named, mut rest, mut before) = (Vec::new(), from.as_str(), None);
    while let Some(first) = rest.chars().next() {
        let is_whole = |name: &str| {
            let after = rest[name.len()..].chars().next();
            let is_in_word = |outer: Option<char>, inner: Option<char>| {
                [outer, inner].into_iter().all(|c| c.is_some_and(|c: char| c.is_ascii_alphanumeric()))
            };
            !is_in_word(before, name.chars().next()) && !is_in_word(after, name.chars().next_back())
        };
        let here =
            known.iter().filter(|(name, _)| !name.is_empty() && rest.starts_with(name) && is_whole(name));
        let step = match here.max_by_key(|(name, _)| name.len()) {
            Some((name, shown)) => {
                named.push(*shown);
                name.len()
            }
            None => first.len_utf8(),
        };
        before = rest[..step].chars().next_back();
        rest = &rest[step..];
    }
    let own = core(&own.name.text);
    match !named.is_empty() && named.iter().all(|name| core(name) == own) {
        true => Speaker::Organization,
        false => Speaker::Unclear { named },
    }
}

/// A name without its legal form, for matching.
fn core(name: &str) -> String {
    let name = fold(name);
    without(&name, LEGAL_FORMS.into_iter())
}
