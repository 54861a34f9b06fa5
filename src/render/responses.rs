//! What the prefecture makes of the opinions (県の考え方), by their numbers. Two of one meaning are put together: they share
//! the answer of the one to which the other refers.

use std::collections::{BTreeMap, BTreeSet};

use crate::decide::asked::{answer_to, put_together_with};
use crate::model::opinion::{Answer, Opinion};

/// The answers that are settled, as far as they may be seen.
#[derive(Debug, Clone, Default)]
pub struct Responses<'a> {
    by_number: BTreeMap<&'a str, &'a Answer>,
    /// The numbers of the opinions that share an answer with another, whatever is seen of the other.
    shared: BTreeSet<&'a str>,
}

impl<'a> Responses<'a> {
    /// The answers by their opinions' numbers.
    pub fn new(by_number: BTreeMap<&'a str, &'a Answer>) -> Self {
        let joined = by_number.keys().filter_map(|number| {
            let main = put_together_with(&by_number, number)?;
            answer_to(&by_number, number).map(|_| [*number, main])
        });
        let shared = joined.flatten().collect();
        Self { by_number, shared }
    }

    /// Those to some opinions alone, and to those with which these share an answer.
    pub fn to<'o>(&self, opinions: impl Iterator<Item = &'o Opinion>) -> Self {
        let numbers: BTreeSet<&str> = opinions.map(|opinion| opinion.number.text.as_str()).collect();
        let find =
            |number: &str| self.by_number.get_key_value(number).map(|(number, answer)| (*number, *answer));
        let own = numbers.iter().filter_map(|number| find(number));
        let main = own.clone().filter_map(|(_, answer)| find(&answer.same_as.text));
        Self {
            by_number: own.chain(main).collect(),
            shared: self.shared.iter().copied().filter(|number| numbers.contains(number)).collect(),
        }
    }

    /// All answers, by their opinions' numbers.
    pub fn by_number(&self) -> &BTreeMap<&'a str, &'a Answer> {
        &self.by_number
    }

    /// The answer to an opinion, as far as it is settled: its own, or that of the one it is put together with.
    pub fn to_one(&self, opinion: &Opinion) -> Option<&'a Answer> {
        answer_to(&self.by_number, &opinion.number.text)
    }

    /// The number of the opinion that this one is put together with; none where it stands by itself.
    pub fn main(&self, opinion: &Opinion) -> Option<&'a str> {
        put_together_with(&self.by_number, &opinion.number.text)
    }

    /// Whether an opinion shares its answer with another.
    pub fn is_shared(&self, opinion: &Opinion) -> bool {
        self.shared.contains(opinion.number.text.as_str())
    }
}
