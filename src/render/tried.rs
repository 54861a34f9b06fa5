//! Which recipients a rehearsal tries. What goes to a few is tried for all of them; of a hundred thousand some are enough
//! to see that words and declarations hold, and a build makes the files of all.

use std::collections::{BTreeMap, BTreeSet};

use super::job::Job;
use crate::model::submission::Opinions;

/// Of so many recipients each is tried.
const ALL: usize = 300;
/// Of more, so many from the whole list, and so many of those who said something: their papers have more in them.
const SOME: usize = 50;

/// A declaration of files for recipients: its stage, its kind, its id.
type Declared<'a> = (&'a str, &'a str, &'a str);

/// Who said something, by code.
pub struct Speakers<'a>(BTreeSet<&'a str>);

impl<'a> Speakers<'a> {
    /// Those of whom there is an opinion.
    pub fn of(opinions: &'a Opinions) -> Self {
        Self(opinions.all().map(|opinion| opinion.submitter.as_str()).collect())
    }

    /// The places of those of a list who are tried.
    pub fn tried(&self, codes: &[&str]) -> BTreeSet<usize> {
        if codes.len() <= ALL {
            return (0..codes.len()).collect();
        }
        let spoke = (0..codes.len()).filter(|at| self.0.contains(codes[*at])).take(SOME);
        // The first and the last are among them.
        (0..SOME).map(|n| n * (codes.len() - 1) / (SOME - 1)).chain(spoke).collect()
    }

    /// The jobs that are tried: all but those of a letter, a form or an annex to very many.
    pub fn tried_jobs<'j, 'c>(&self, jobs: &'j [Job<'c>]) -> Vec<&'j Job<'c>> {
        let mut groups: BTreeMap<Declared<'_>, Vec<(usize, &str)>> = BTreeMap::new();
        let mut tried: BTreeSet<usize> = BTreeSet::new();
        for (place, job) in jobs.iter().enumerate() {
            match job.to_one() {
                Some((kind, id, code)) => {
                    let group = (job.stage().id.get_ref().as_str(), kind, id);
                    groups.entry(group).or_default().push((place, code));
                }
                None => drop(tried.insert(place)),
            }
        }
        for group in groups.into_values() {
            let codes: Vec<&str> = group.iter().map(|(_, code)| *code).collect();
            tried.extend(self.tried(&codes).into_iter().filter_map(|at| Some(group.get(at)?.0)));
        }
        tried.into_iter().filter_map(|place| jobs.get(place)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_a_few_and_some_of_many_are_tried() {
        let codes: Vec<String> = (0..100_000).map(|n| format!("o{n}")).collect();
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        let speakers = Speakers(BTreeSet::from(["o7", "o40000"]));
        assert_eq!(speakers.tried(&codes[..ALL]).len(), ALL);
        assert!(speakers.tried(&[]).is_empty());
        let tried = speakers.tried(&codes);
        assert!([0, 7, 40_000, 99_999].iter().all(|at| tried.contains(at)), "{tried:?}");
        assert!(tried.len() <= SOME + 2);
    }
}
