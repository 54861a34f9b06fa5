//! What the prefecture makes of the opinions (県の考え方), by their numbers. Two of one meaning are put together: they share
//! the answer of the one to which the other refers.

use std::collections::{BTreeMap, BTreeSet};

use crate::decide::asked::put_together_with;
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
        let main = |answer: &&'a Answer| answer.same_as.text.as_str();
        let joined = by_number.iter().filter(|(_, answer)| !answer.same_as.is_empty());
        let shared = joined.flat_map(|(number, answer)| [*number, main(answer)]).collect();
        Self { by_number, shared }
    }

    /// Those to some opinions alone, and to those with which these share an answer.
    pub fn to(&self, opinions: &[&Opinion]) -> Self {
        let find =
            |number: &str| self.by_number.get_key_value(number).map(|(number, answer)| (*number, *answer));
        let own = opinions.iter().filter_map(|opinion| find(&opinion.number.text));
        let main = own.clone().filter_map(|(_, answer)| find(&answer.same_as.text));
        let is_among = |number: &&str| opinions.iter().any(|opinion| opinion.number.text == **number);
        Self {
            by_number: own.chain(main).collect(),
            shared: self.shared.iter().copied().filter(is_among).collect(),
        }
    }

    /// All answers, by their opinions' numbers.
    pub fn by_number(&self) -> &BTreeMap<&'a str, &'a Answer> {
        &self.by_number
    }

    /// The answer to an opinion: its own, or that of the one it is put together with.
    pub fn to_one(&self, opinion: &Opinion) -> Option<&'a Answer> {
        let own = self.entry(opinion)?;
        match own.same_as.is_empty() {
            true => Some(own),
            false => {
                let main = self.by_number.get(own.same_as.text.as_str()).copied();
                main.filter(|main| main.same_as.is_empty())
            }
        }
    }

    /// The number of the opinion that this one is put together with; none where it stands by itself.
    pub fn main(&self, opinion: &Opinion) -> Option<&'a str> {
        put_together_with(&self.by_number, &opinion.number.text)
    }

    /// Whether an opinion shares its answer with another.
    pub fn is_shared(&self, opinion: &Opinion) -> bool {
        self.shared.contains(opinion.number.text.as_str())
    }

    fn entry(&self, opinion: &Opinion) -> Option<&'a Answer> {
        self.by_number.get(opinion.number.text.as_str()).copied()
    }
}
