//! The proof that nothing withheld is published: every file is read, with all that it unpacks to, and searched.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, MatchKind};

use super::bare_text::{ROW, TABLE, numbers};
use super::readable;
use super::readable_part::{ReadablePart, Unreadable};
use super::secret::{Secret, SecretFigure, Secrets};

/// So many rows behind the one with the name of an indicator may be of it.
const MOST_ROWS: usize = 12;

/// Something withheld that stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// Where it stands: the file, and what within it.
    pub place: String,
    /// What stands there.
    pub secret: Secret,
}

/// What searches files for secrets.
pub struct LeakSearch<'a> {
    secrets: &'a Secrets,
    texts: AhoCorasick,
    names: AhoCorasick,
    /// The figures by the places of their names.
    figures: Vec<Vec<&'a SecretFigure>>,
}

impl<'a> LeakSearch<'a> {
    /// A search for some secrets.
    ///
    /// # Errors
    ///
    /// If there are more than can be searched for at once.
    pub fn new(secrets: &'a Secrets) -> Result<Self, aho_corasick::BuildError> {
        let names: Vec<&String> = secrets.names.iter().filter(|name| name.chars().count() > 1).collect();
        let mut figures: BTreeMap<&str, Vec<&SecretFigure>> = BTreeMap::new();
        secrets.figures.iter().for_each(|figure| figures.entry(&figure.name).or_default().push(figure));
        let of = |name: &&String| figures.get(name.as_str()).cloned().unwrap_or_default();
        Ok(Self {
            secrets,
            texts: AhoCorasick::new(secrets.texts.iter().map(|(letters, _)| letters))?,
            figures: names.iter().map(of).collect(),
            names: AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names)?,
        })
    }

    /// What of them stands in a file, each once.
    ///
    /// # Errors
    ///
    /// If it can't be read to its end: then it can't be said.
    pub fn find(&self, path: &str, bytes: &[u8]) -> Result<Vec<Leak>, Unreadable> {
        let mut leaks: Vec<Leak> = Vec::new();
        for part in readable::parts(path, bytes)? {
            for secret in self.of_part(&part) {
                let leak = Leak { place: part.place.clone(), secret: secret.clone() };
                if !leaks.contains(&leak) {
                    leaks.push(leak);
                }
            }
        }
        Ok(leaks)
    }

    fn of_part(&self, part: &ReadablePart) -> Vec<&'a Secret> {
        let mut found = BTreeSet::new();
        for text in &part.texts {
            found.extend(self.texts.find_overlapping_iter(text).map(|found| found.pattern().as_usize()));
        }
        let mut secrets: Vec<&Secret> = found.into_iter().map(|at| &self.secrets.texts[at].1).collect();
        for table in part.rows.iter().flat_map(|rows| rows.split(TABLE)) {
            self.figures_of(table, &mut secrets);
        }
        secrets
    }

    /// The figures that stand in the rows of their indicators: those with their names, and those behind them without any.
    fn figures_of(&self, table: &str, secrets: &mut Vec<&'a Secret>) {
        let mut own: BTreeSet<usize> = BTreeSet::new();
        let mut behind = 0;
        for row in table.split(ROW) {
            let named: BTreeSet<usize> =
                self.names.find_iter(row).map(|found| found.pattern().as_usize()).collect();
            match named.is_empty() {
                false => (own, behind) = (named, 0),
                true if behind < MOST_ROWS => behind += 1,
                true => own.clear(),
            }
            let figures = || own.iter().flat_map(|name| &self.figures[*name]);
            if figures().next().is_none() {
                continue;
            }
            let numbers = numbers(row);
            let stands = |mark: &String| match mark.starts_with(|c: char| c.is_ascii_digit()) {
                true => numbers.contains(mark),
                false => row.contains(mark.as_str()),
            };
            secrets.extend(
                figures().filter(|figure| figure.marks.iter().any(stands)).map(|figure| &figure.secret),
            );
        }
    }
}
