//! Names that are almost those of the lists: a letter that is another, that lacks, or that is too many.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};

use super::number_tokens::squeezed;
use crate::model::cycle::Cycle;

/// Shorter names are too often parts of other words.
const SHORTEST: usize = 4;

/// The names in the lists of a cycle.
pub struct ListedNames {
    names: Vec<Vec<char>>,
    /// Finds the halves of the names: of one that differs in a letter the other half is right.
    halves: Option<AhoCorasick>,
    /// Of each half its name, and whether it is the first.
    whose: Vec<(usize, bool)>,
}

/// A name that is almost one of the lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlmostName {
    /// As it stands there.
    pub found: String,
    /// As the list has it.
    pub name: String,
}

impl ListedNames {
    /// The names of departments, organizations, members and bodies, and what letters call them.
    pub fn of(cycle: &Cycle) -> Self {
        let departments = cycle.departments.iter().chain(&cycle.former_departments);
        let departments =
            departments.flat_map(|one| [&one.bureau, &one.division, &one.addressee]).map(|cell| &cell.text);
        let organizations = cycle.organizations.iter().flat_map(|one| [&one.name, &one.addressee]);
        let members = cycle.members.iter().flat_map(|one| [&one.name, &one.affiliation]);
        let bodies = cycle.settings.bodies.iter().map(|body| &body.name);
        let lists = organizations.chain(members).map(|cell| &cell.text);
        let all: BTreeSet<String> =
            departments.chain(lists).chain(bodies).map(|name| squeezed(name)).collect();
        Self::among(all.iter().map(String::as_str))
    }

    /// These names.
    pub fn among<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let names = names.map(|name| name.chars().collect::<Vec<char>>());
        let names: Vec<Vec<char>> = names.filter(|name| name.len() >= SHORTEST).collect();
        let (mut patterns, mut whose) = (Vec::new(), Vec::new());
        for (at, name) in names.iter().enumerate() {
            let (first, second) = name.split_at(name.len() / 2);
            patterns.extend([first, second].map(|half| half.iter().collect::<String>()));
            whose.extend([(at, true), (at, false)]);
        }
        let halves = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns).ok();
        Self { names, halves, whose }
    }

    /// The names in a text without white space that are almost one of the lists, and that `is_said` does not know.
    pub fn almost(&self, text: &str, is_said: impl Fn(&str) -> bool) -> Vec<AlmostName> {
        let mut all = Vec::new();
        let found = self.halves.iter().flat_map(|halves| halves.find_overlapping_iter(text));
        for half in found {
            let (at, is_first) = self.whose[half.pattern().as_usize()];
            let name = &self.names[at];
            let near: Vec<char> = match is_first {
                true => text[half.start()..].chars().take(name.len() + 1).collect(),
                false => {
                    let mut before: Vec<char> =
                        text[..half.end()].chars().rev().take(name.len() + 1).collect();
                    before.reverse();
                    before
                }
            };
            all.extend(
                Self::like(name, &near, is_first)
                    .filter(|found| !is_said(found))
                    .map(|found| AlmostName { found, name: name.iter().collect() }),
            );
        }
        all.dedup();
        all
    }

    /// What stands at a place where half of a name is right, if it is the name but for one letter.
    fn like(name: &[char], near: &[char], from_start: bool) -> Option<String> {
        let is_whole = |n: usize| -> Option<&[char]> {
            let start = if from_start { 0 } else { near.len().checked_sub(n)? };
            near.get(start..start + n)
        };
        if is_whole(name.len()).is_some_and(|same| same == name) {
            return None;
        }
        // Another letter, within the name: what stands before or behind a name is no part of it.
        let other = is_whole(name.len()).filter(|other| {
            let differ = other.iter().zip(name).filter(|(one, other)| one != other).count();
            let outer = if from_start { name.len() - 1 } else { 0 };
            differ == 1 && other[outer] == name[outer]
        });
        let lacking = is_whole(name.len() - 1).filter(|short| is_without_one(name, short));
        let more = is_whole(name.len() + 1).filter(|long| is_without_one(long, name));
        other.or(lacking).or(more).map(|found| found.iter().collect())
    }
}

/// Whether the shorter text is the longer one without a letter that is neither its first nor its last.
fn is_without_one(longer: &[char], shorter: &[char]) -> bool {
    let same = longer.iter().zip(shorter).take_while(|(one, other)| one == other).count();
    same > 0 && same < shorter.len() && longer[same + 1..] == shorter[same..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn almost(text: &str) -> Vec<String> {
        let names = ListedNames::among(["危機情報課", "健康福祉政策課", "山田太郎"].into_iter());
        names.almost(text, |found| found == "健康福祉対策課").into_iter().map(|name| name.found).collect()
    }

    #[test]
    fn a_letter_that_is_another_lacks_or_is_too_many_is_found() {
        assert_eq!(almost("担当は危機清報課です"), ["危機清報課"]);
        assert_eq!(almost("担当は危機報課です"), ["危機報課"]);
        assert_eq!(almost("担当は危機情情報課です"), ["危機情情報課"]);
        assert_eq!(almost("山田次郎"), ["山田次郎"]);
    }

    #[test]
    fn names_themselves_and_what_the_inputs_say_are_none() {
        assert_eq!(almost("危機情報課長は、健康福祉政策課に聞く。"), Vec::<String>::new());
        assert_eq!(almost("健康福祉対策課"), Vec::<String>::new(), "another that the inputs know");
        assert_eq!(almost("危機情報"), Vec::<String>::new(), "a part of it");
    }
}
