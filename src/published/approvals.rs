//! `inputs/approvals.toml`: who approved which files of a stage, when, and by which hashes. An approval holds for a file as
//! long as the file is what it was; it is a record that people keep, and no proof of who wrote it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::value::Datetime;

use super::manifest::{Manifest, ManifestEntry};
use crate::ground::hash::sha256_of;
use crate::ground::origin::Origin;
use crate::model::cycle::SourceText;
use crate::read::toml_slips::{self, Slips, TomlSlip};

/// The path of the approvals below the root.
pub const APPROVALS: &str = "inputs/approvals.toml";
/// What an approval is for that lets papers out: 決裁. One that is for anything else (合議, 供覧) is kept beside it.
pub const DECISION: &str = "決裁";

/// All approvals of the year, in the order in which they were given.
#[derive(Debug, Clone, Default)]
pub struct Approvals {
    all: Vec<Approval>,
}

/// An approval: of a stage, by somebody, on a day, of files by their hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The id of the stage: 「feedback」.
    pub stage: String,
    /// Who approved, as it was typed: 「総務課長　山田花子」.
    pub by: String,
    /// What for: 「決裁」.
    pub purpose: String,
    /// On which day.
    pub on: NaiveDate,
    /// The fingerprint of the differences that were looked at; none if it was all files.
    pub diff: Option<String>,
    /// Files that were approved before and are there no more, by their paths.
    pub gone: Vec<String>,
    /// The SHA-256 of each file, by its path below `out/`.
    pub files: BTreeMap<String, String>,
}

/// An approval as it is written.
#[derive(Debug, Serialize)]
struct WrittenApproval<'a> {
    stage: &'a str,
    by: &'a str,
    #[serde(rename = "for")]
    purpose: &'a str,
    on: Datetime,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    gone: &'a [String],
    files: &'a BTreeMap<String, String>,
}

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ApprovalFile {
    #[serde(default)]
    approvals: Vec<ReadApproval>,
}

/// An approval as it is read, each value with its place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadApproval {
    stage: Spanned<String>,
    by: Spanned<String>,
    #[serde(rename = "for")]
    purpose: Option<Spanned<String>>,
    on: Spanned<Datetime>,
    diff: Option<Spanned<String>>,
    #[serde(default)]
    gone: Vec<Spanned<String>>,
    files: BTreeMap<Spanned<String>, Spanned<String>>,
}

/// What tells files from others: a hash over their paths and hashes.
pub fn fingerprint(files: &BTreeMap<String, String>) -> String {
    sha256_of(files.iter().flat_map(|(path, sha256)| [path.as_bytes(), b"\0", sha256.as_bytes(), b"\n"]))
}

/// How a file stands with the approvals of its stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileApproval<'a> {
    /// It is as it was when it was approved.
    Approved(&'a Approval),
    /// It was approved, and is not what it was: that approval is void for it.
    Changed(&'a Approval),
    /// Nobody approved it.
    Missing,
}

/// How the files of a stage stand.
#[derive(Debug)]
pub struct StageApproval<'a> {
    /// All files of the stage, in the order of their paths.
    pub files: Vec<(&'a ManifestEntry, FileApproval<'a>)>,
    /// The paths that were approved and are there no more, if nobody has seen that yet.
    pub gone: Vec<&'a str>,
}

impl Approval {
    /// Whether it lets papers out.
    pub fn decides(&self) -> bool {
        self.purpose == DECISION
    }

    /// The lines that it is in the file.
    ///
    /// # Errors
    ///
    /// If it can't be written as TOML.
    pub fn lines(&self) -> Result<String, toml::ser::Error> {
        let written = WrittenApproval {
            stage: &self.stage,
            by: &self.by,
            purpose: &self.purpose,
            on: day(self.on),
            diff: self.diff.as_deref(),
            gone: &self.gone,
            files: &self.files,
        };
        toml::to_string(&BTreeMap::from([("approvals", [written])]))
    }
}

impl Approvals {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<TomlSlip>> {
        let Ok(text) = std::str::from_utf8(bytes) else {
            let message = "UTF-8 で保存してください。".into();
            return Err(vec![TomlSlip { origin: Origin::File(APPROVALS.into()), message }]);
        };
        let source = SourceText { file: APPROVALS.into(), text: text.into() };
        let file: ApprovalFile = toml_slips::read(&source)?;
        let mut all = Vec::new();
        let mut slips = Vec::new();
        let mut said = Slips { source: &source, all: &mut slips };
        for read in file.approvals {
            all.extend(read.checked(&mut said));
        }
        if slips.is_empty() { Ok(Self { all }) } else { Err(slips) }
    }

    /// Those of a stage that let papers out, in their order.
    fn deciding(&self, stage: &str) -> impl DoubleEndedIterator<Item = &Approval> {
        self.all.iter().filter(move |approval| approval.stage == stage && approval.decides())
    }

    /// How a file stands: the last approval of what it is now counts, whatever else was approved under its name.
    pub fn of_file(&self, file: &ManifestEntry) -> FileApproval<'_> {
        let path = &file.about.path;
        let hashes = |approval: &'_ &Approval| approval.files.contains_key(path);
        let is_now = |approval: &'_ &Approval| approval.files.get(path) == Some(&file.sha256);
        match (self.deciding(&file.about.stage).rfind(is_now), self.deciding(&file.about.stage).rfind(hashes))
        {
            (Some(approval), _) => FileApproval::Approved(approval),
            (None, Some(approval)) => FileApproval::Changed(approval),
            (None, None) => FileApproval::Missing,
        }
    }

    /// Whether a file was approved when it had this hash.
    pub fn approved(&self, stage: &str, path: &str, sha256: &str) -> bool {
        self.deciding(stage).any(|approval| approval.files.get(path).is_some_and(|hash| hash == sha256))
    }

    /// How the files of a stage stand.
    pub fn of_stage<'a>(&'a self, manifest: &'a Manifest, stage: &'a str) -> StageApproval<'a> {
        let files = manifest.of_stage(stage).map(|file| (file, self.of_file(file)));
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for approval in self.deciding(stage) {
            known.extend(approval.files.keys().map(String::as_str));
            known.retain(|path| !approval.gone.iter().any(|gone| gone == path));
        }
        let is_gone = |path: &&str| manifest.file(path).is_none();
        StageApproval { files: files.collect(), gone: known.into_iter().filter(is_gone).collect() }
    }

    /// Whether nobody approved anything.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether the same was written down already.
    pub fn holds(&self, approval: &Approval) -> bool {
        self.all.contains(approval)
    }
}

impl StageApproval<'_> {
    /// How many files are approved as they are.
    pub fn approved(&self) -> usize {
        self.files.iter().filter(|(_, state)| matches!(state, FileApproval::Approved(_))).count()
    }
}

impl ReadApproval {
    /// The approval, unless something is wrong with it.
    fn checked(self, slips: &mut Slips<'_>) -> Option<Approval> {
        let before = slips.all.len();
        let stage = self.stage.get_ref();
        for (name, value) in [("stage", &self.stage), ("by", &self.by)] {
            if value.get_ref().trim().is_empty() {
                slips.say(value, format!("{name} が空です。"));
            }
        }
        let on = self.on.get_ref().date;
        let on = on.and_then(|d| NaiveDate::from_ymd_opt(d.year.into(), d.month.into(), d.day.into()));
        if on.is_none() {
            slips.say(&self.on, "日付は、引用符を付けずに 2020-02-07 のように書いてください。");
        }
        for hash in self.diff.iter().chain(self.files.values()).filter(|hash| !is_hash(hash.get_ref())) {
            slips.say(
                hash,
                "SHA-256（半角の数字と a～f の64字）ではありません。shiryo approve が書いたとおりに戻してください。",
            );
        }
        for path in self.files.keys().chain(&self.gone) {
            if !path.get_ref().strip_prefix(stage.as_str()).is_some_and(|rest| rest.starts_with('/')) {
                let message = format!(
                    "「{}」は、段階「{stage}」のファイルではありません（「{stage}/…」と書きます）。",
                    path.get_ref()
                );
                slips.say(path, message);
            }
        }
        let clean = slips.all.len() == before;
        let files = self.files.into_iter().map(|(path, hash)| (path.into_inner(), hash.into_inner()));
        Some(Approval {
            on: on.filter(|_| clean)?,
            files: files.collect(),
            stage: self.stage.into_inner(),
            by: self.by.into_inner(),
            purpose: self.purpose.map_or_else(|| DECISION.into(), Spanned::into_inner),
            diff: self.diff.map(Spanned::into_inner),
            gone: self.gone.into_iter().map(Spanned::into_inner).collect(),
        })
    }
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// A day as TOML writes it.
fn day(day: NaiveDate) -> Datetime {
    use chrono::Datelike;
    let date = toml::value::Date {
        year: u16::try_from(day.year()).unwrap_or_default(),
        month: u8::try_from(day.month()).unwrap_or_default(),
        day: u8::try_from(day.day()).unwrap_or_default(),
    };
    Datetime { date: Some(date), time: None, offset: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn approval(path: &str, hash: char) -> Approval {
        Approval {
            stage: "a".into(),
            by: "課長　\"山田\" \\ 花子".into(),
            purpose: DECISION.into(),
            on: NaiveDate::from_ymd_opt(2020, 3, 27).expect("a day"),
            diff: Some("0".repeat(64)),
            gone: vec!["a/b c.pdf".into()],
            files: BTreeMap::from([(path.to_owned(), hash.to_string().repeat(64))]),
        }
    }

    #[test]
    fn what_is_written_is_read_again_whatever_a_file_is_called() {
        for path in ["a/資料 1.pdf", "a/b.c=\"d\".pdf", "a/資料　２'[x].pdf"] {
            let written = approval(path, 'a');
            let text =
                format!("# 決裁\n{}\n{}", written.lines().expect("TOML"), written.lines().expect("TOML"));
            let read = Approvals::read(text.as_bytes()).unwrap_or_else(|slips| panic!("{slips:?}\n{text}"));
            assert_eq!(read.all, [written.clone(), written], "{text}");
        }
    }

    #[test]
    fn an_earlier_approval_of_what_a_file_is_now_counts() {
        let approvals = Approvals { all: vec![approval("a/x.pdf", 'a'), approval("a/x.pdf", 'b')] };
        for (hash, is_approved) in [("a", true), ("b", true), ("c", false)] {
            assert_eq!(approvals.approved("a", "a/x.pdf", &hash.repeat(64)), is_approved, "{hash}");
        }
        assert!(!approvals.approved("b", "a/x.pdf", &"a".repeat(64)), "of another stage");
    }
}
