//! `manifest.json`: every published file, what it is, and for whom. What mails and prints reads it, never the inputs.

use std::collections::BTreeMap;
use std::io::{self, Write};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::build_part::BuildPart;
use crate::decide::nameable::Nameable;
use crate::ground::fault::Fault;
use crate::ground::hash::sha256_of_json;
use crate::ground::wareki::Year;
use crate::render::artifact::{About, FileRecipient};
use crate::render::meeting::Meeting;

/// The manifest's file name.
pub const MANIFEST: &str = "manifest.json";

/// The manifest of `out/`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The cycle's id.
    pub cycle: String,
    /// The published files, in the order of their paths.
    pub files: Vec<ManifestEntry>,
    /// What printing needs to know of the meetings, by the stage's id: who comes, and how many copies there are.
    #[serde(default)]
    pub meetings: BTreeMap<String, Meeting>,
    /// Who gets no message, and why.
    #[serde(default)]
    pub withheld: Vec<Withheld>,
    /// Addresses that several recipients share on purpose.
    #[serde(default)]
    pub shared_addresses: Vec<String>,
    /// Addresses that two recipients of whatever stages have by mistake: nothing goes there. In lower case, sorted.
    #[serde(default)]
    pub mistaken_addresses: Vec<String>,
    /// Everyone in the lists of the cycle: none of them may be named in a letter to another.
    #[serde(default)]
    pub recipients: Vec<Nameable>,
    /// What all papers share (`/data/shared.json`): covers and name cards are set with it.
    #[serde(default)]
    pub house: Value,
    /// The files that `shiryo print` made: of each stage by its id, their SHA-256 by their paths below `out/`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub printed: BTreeMap<String, BTreeMap<String, String>>,
    /// The stages whose messages began to be sent, by their ids. From then on their ledger must be there.
    #[serde(default)]
    pub sending: BTreeMap<String, Sending>,
    /// Whether the cycle lets files out only after somebody approved them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needs_approval: bool,
    /// Which part of a build it is; none if it is the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<BuildPart>,
    /// The SHA-256 of the manifest while this is empty: it shows an edit by hand.
    #[serde(default)]
    seal: String,
}

/// A published file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestEntry {
    /// What it is: its path below `out/`, its stage, its title, its recipient.
    #[serde(flatten)]
    pub about: About,
    /// The SHA-256 of its bytes, in 64 hexadecimal digits.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
}

impl ManifestEntry {
    /// What people call the file: 「資料４　進捗状況一覧」.
    pub fn called(&self) -> String {
        match &self.about.number {
            Some(number) => format!("{number}　{}", self.about.title),
            None => self.about.title.clone(),
        }
    }
}

/// Places in a file, in words: 「3ページ、4ページ」, 「進捗状況一覧!L8」.
pub fn places_in_words(places: &[String]) -> String {
    let is_page = |place: &String| place.chars().all(|c| c.is_ascii_digit());
    let place = |place: &String| if is_page(place) { format!("{place}ページ") } else { place.clone() };
    places.iter().map(place).collect::<Vec<_>>().join("、")
}

/// A recipient to whom no message was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Withheld {
    /// The id of the stage: `feedback`.
    pub stage: String,
    /// Who gets none: code, name and address.
    pub recipient: FileRecipient,
    /// Why, in Japanese: 「添付が12.3 MB になり、受信上限の10.0 MB を超えます」.
    pub reason: String,
    /// What the reason lies in.
    #[serde(default, skip_serializing_if = "WithheldFor::is_recipient")]
    pub lies_in: WithheldFor,
}

/// What it lies in that a recipient gets no message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WithheldFor {
    /// The lists, or `cycle.toml`: a rule has said it.
    #[default]
    Recipient,
    /// The words of the message.
    Words,
    /// The size of what it would bring.
    Size,
}

impl WithheldFor {
    /// Whether serde leaves it out, as manifests of earlier versions do, whose seals must still hold.
    fn is_recipient(&self) -> bool {
        *self == Self::Recipient
    }
}

/// When a stage's messages began to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    /// The day on which `shiryo send` first sent any of them.
    pub began: NaiveDate,
    /// The id of the ledger that knows what became of them.
    pub ledger: String,
    /// How many steps that ledger held at the end of the last run: one that holds fewer is an older copy.
    #[serde(default)]
    pub steps: u64,
}

impl Manifest {
    /// That of a part of a build of a cycle, without files yet.
    pub fn of_part(cycle: String, part: BuildPart) -> Self {
        Self { cycle, part: Some(part), ..Self::default() }
    }

    /// What it says of the files of one stage.
    pub fn only(&self, stage: &str) -> Self {
        let files = self.of_stage(stage).cloned().collect();
        Self { cycle: self.cycle.clone(), files, ..Self::default() }
    }

    /// Replaces the entries of the stages that were made; other stages keep theirs. Returns the files that are gone from
    /// it, with their SHA-256 by their paths: those that are not made any more, and the print files of what changed.
    pub fn replace(&mut self, stages: &[String], entries: Vec<ManifestEntry>) -> BTreeMap<String, String> {
        let unchanged = self.unchanged(stages, &entries);
        let old = self.files.iter().filter(|entry| stages.contains(&entry.about.stage));
        let mut gone: BTreeMap<String, String> =
            old.map(|entry| (entry.about.path.clone(), entry.sha256.clone())).collect();
        for stage in stages.iter().filter(|stage| !unchanged.contains(stage)) {
            gone.extend(self.printed.remove(stage).unwrap_or_default());
        }
        entries.iter().for_each(|entry| drop(gone.remove(&entry.about.path)));
        self.files.retain(|entry| !stages.contains(&entry.about.stage));
        self.files.extend(entries);
        self.files.sort_by(|a, b| a.about.path.cmp(&b.about.path));
        self.withheld.retain(|withheld| !stages.contains(&withheld.stage));
        self.meetings.retain(|stage, _| !stages.contains(stage));
        gone
    }

    /// Those of the stages whose new files are all the same as the published ones.
    fn unchanged(&self, stages: &[String], entries: &[ManifestEntry]) -> Vec<String> {
        let same = |stage: &&String| hashes(&self.files, stage) == hashes(entries, stage);
        stages.iter().filter(same).cloned().collect()
    }

    /// A file by its path below `out/`.
    pub fn file(&self, path: &str) -> Option<&ManifestEntry> {
        let place = self.files.binary_search_by(|entry| entry.about.path.as_str().cmp(path)).ok()?;
        self.files.get(place)
    }

    /// The SHA-256 of a file that was made or is to be printed, by its path below `out/`.
    pub fn hash_of(&self, path: &str) -> Option<&str> {
        let made = self.file(path).map(|file| &file.sha256);
        made.or_else(|| self.printed.values().find_map(|files| files.get(path))).map(String::as_str)
    }

    /// The files of a stage.
    pub fn of_stage<'a>(&'a self, stage: &'a str) -> impl Iterator<Item = &'a ManifestEntry> {
        self.files.iter().filter(move |entry| entry.about.stage == stage)
    }

    /// Whether it is of another cycle than this one. An id may be mended, and so may a plan's name or a year: an id and
    /// one of these together make it another.
    pub fn is_of_another_cycle(&self, id: &str, year: Year, plan: &str) -> bool {
        let differs = |path, now: &str| self.house.pointer(path).is_some_and(|old| old != now);
        self.cycle != id && (differs("/fiscal_year", &year.print()) || differs("/plan/name", plan))
    }

    /// Whether it is as it was written: not a character was changed since.
    pub fn is_sealed(&self) -> bool {
        let open = Self { seal: String::new(), ..self.clone() };
        sha256_of_json(&open).is_ok_and(|sum| sum == self.seal)
    }

    /// Seals it.
    ///
    /// # Errors
    ///
    /// If serializing fails.
    pub fn seal(&mut self) -> Result<(), Fault> {
        self.seal.clear();
        self.seal = sha256_of_json(self).map_err(Fault::format)?;
        Ok(())
    }

    /// Writes it as JSON, one key a line, a file after the other: the whole may be large.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn write(&self, mut to: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut to, self)?;
        to.write_all(b"\n")
    }
}

/// The hashes of a stage's files, by their paths.
fn hashes<'a>(entries: &'a [ManifestEntry], stage: &str) -> BTreeMap<&'a str, &'a str> {
    let own = entries.iter().filter(|entry| entry.about.stage == stage);
    own.map(|entry| (entry.about.path.as_str(), entry.sha256.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_id_and_a_year_or_a_plan_make_another_cycle() {
        let year = |western| Year { western, fiscal: true };
        let house = json!({ "fiscal_year": "令和元年度", "plan": { "name": "戦略" } });
        let manifest = Manifest { cycle: "r01".into(), house, ..Manifest::default() };
        let other = |id, western, plan| manifest.is_of_another_cycle(id, year(western), plan);
        assert!(other("r02", 2020, "戦略") && other("kanko", 2019, "観光計画"));
        assert!(!other("r01", 2020, "観光計画") && !other("r01-ict", 2019, "戦略"));
        assert!(!Manifest::default().is_of_another_cycle("r01", year(2019), "戦略"));
    }

    #[test]
    fn an_edit_breaks_the_seal() {
        let mut manifest = Manifest { cycle: "r01".into(), ..Manifest::default() };
        manifest.seal().expect("a seal");
        let mut bytes = Vec::new();
        manifest.write(&mut bytes).expect("JSON");
        let read = |bytes: &[u8]| serde_json::from_slice::<Manifest>(bytes).expect("a manifest");
        assert!(manifest.is_sealed() && read(&bytes).is_sealed());
        let edited = String::from_utf8(bytes).expect("UTF-8").replace("r01", "r02");
        assert!(!read(edited.as_bytes()).is_sealed());
    }
}
