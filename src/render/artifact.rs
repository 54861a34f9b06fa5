//! Finished files, and what is known of them.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::derivation::Derivation;
use super::figure::Figure;
use super::recipe::NewlySet;
use crate::model::declared_paper::PaperSize;

/// A finished file on its way to `out/`.
#[derive(Debug, Clone)]
pub struct Artifact {
    /// What the manifest will say of it.
    pub about: About,
    /// The file's content: a PDF, a workbook, a CSV file or a mail message.
    pub bytes: Vec<u8>,
    /// The figures printed in it, as `values.json` lists them; none for a form or a message.
    pub figures: Vec<Printed>,
    /// How a PDF was set; none for any other file.
    pub newly_set: Option<NewlySet>,
}

/// What the manifest says of a file, but for its hash and size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Where the file lies below `out/`, with `/`: 「advisory/資料1_数値目標一覧.pdf」.
    pub path: String,
    /// The id of the stage that it is made for: 「advisory」.
    pub stage: String,
    /// Whether it is a paper, a letter, a workbook and so on.
    pub kind: FileKind,
    /// The place, from 0, at which it is listed among the stage's files of its kind: that of the paper or annex in
    /// the declaration, or of the recipient in the list of recipients.
    #[serde(default)]
    pub order: usize,
    /// The id of the paper, letter or form, or the name of the annex; 「packet」, 「mail」 or 「values」 for a file
    /// that no declaration names.
    pub document: String,
    /// The number that a paper or an annex bears: 「資料１」. None where the stage declares none.
    pub number: Option<String>,
    /// The title as the index page and the print plan show it: 「数値目標一覧」; of a letter its subject.
    pub title: String,
    /// The day that it is dated: the one printed on it, not that on which it was built.
    #[serde(default)]
    pub date: Option<NaiveDate>,
    /// How many pages a PDF has, or how many sheets an annex; 0 for other files.
    pub pages: usize,
    /// Whom it is for; none for a file of the whole stage.
    pub recipient: Option<FileRecipient>,
    /// The input files that it was made from, below the root: 「inputs/cycle.toml」. Sorted, each once.
    pub made_from: Vec<String>,
    /// The codes of other recipients whom the returns and opinions that it is made of name, and who may stand in it
    /// therefore: Ａ村 whose opinion is on the recipient's measure.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The papers in a packet, in their order; of a paper that one alone. Empty for any other file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contents: Vec<Bound>,
    /// What a mail message says and brings; none for any other file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
}

/// A paper within a packet, or by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// The paper's number: 「資料１」. None where the stage declares none.
    pub number: Option<String>,
    /// The paper's title, without its number: 「数値目標一覧」.
    pub title: String,
    /// The sheet size of its pages.
    pub paper: PaperSize,
    /// Whether its pages lie on their long edge.
    pub landscape: bool,
    /// The page of its file on which it begins, from 1.
    pub first: usize,
    /// How many pages it has.
    pub pages: usize,
    /// On how many of them there is an ink that is no grey.
    #[serde(default)]
    pub in_colour: usize,
    /// Whether it is the packet's cover.
    #[serde(default)]
    pub is_cover: bool,
}

/// What a message says and brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The Message-ID with its brackets: `<r01.opinions.m01@pref.example>`. It stays the same until the stage
    /// declares a correction.
    pub id: String,
    /// Which correction it belongs to: 「c20200401」 for that of 1 April 2020; empty for what is sent first.
    pub edition: String,
    /// The address that it is sent from.
    pub from: String,
    /// The subject as the recipient sees it.
    pub subject: String,
    /// The day in its Date header: the letter's, or that of the correction.
    pub date: NaiveDate,
    /// The files that it brings, in the order in which they are attached.
    pub attachments: Vec<Attached>,
    /// How many bytes it has with them, as it is sent; 0 in what version 0.1 made, whose seal must still hold.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub bytes: u64,
    /// By what it is known whether it was sent before, whatever its id is now.
    #[serde(default)]
    pub identity: MessageIdentity,
}

/// Whether serde leaves a number out.
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// What tells a message from the others that its recipient gets: neither the cycle's id nor a place in a list, since both
/// may change between two runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageIdentity {
    /// The western year in which the fiscal year begins.
    pub year: i32,
    /// The ids of the recipient's letters in this stage: `notice`. Empty where the mail brings a form or an annex alone.
    pub letters: Vec<String>,
    /// The document numbers of these letters: 「政企第123号」.
    pub numbers: Vec<String>,
    /// The ids of all letters that the stage declares. A letter in the ledger that is none of them was renamed.
    pub declared: Vec<String>,
    /// Which of the messages it is into which the recipient's files are divided, from 1.
    pub part: usize,
    /// How many messages these are.
    pub parts: usize,
    /// The SHA-256 of what the recipient reads: subject, body and files, without the headers.
    pub content: String,
}

/// A published file that a message brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Where the file lies below `out/`.
    pub path: String,
    /// The file's name as the recipient sees it.
    pub name: String,
    /// The hash of its bytes, in hexadecimal: what was checked is what is sent.
    pub sha256: String,
}

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    /// All papers of a meeting in one PDF.
    Packet,
    /// One paper of a stage, a PDF: 資料.
    Paper,
    /// A workbook of rows and counts that goes with the papers: 別紙.
    Annex,
    /// An official letter to one recipient with its enclosures, a PDF: 通知文.
    Letter,
    /// What one recipient fills in and sends back, a workbook or a CSV file: 様式.
    Form,
    /// A mail message to one recipient, ready to be sent.
    Mail,
    /// `values.json`: every figure that the stage printed, and where.
    Values,
}

impl FileKind {
    /// The word for it in pages and messages: 「通知文」.
    pub fn label(self) -> &'static str {
        match self {
            FileKind::Packet => "会議資料一式",
            FileKind::Paper => "資料",
            FileKind::Annex => "別紙",
            FileKind::Letter => "通知文",
            FileKind::Form => "様式",
            FileKind::Mail => "電子メール",
            FileKind::Values => "値の一覧",
        }
    }
}

/// Whom a file is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileRecipient {
    /// The code in the list of departments or organizations: 「m01」; a member's counts its place in the roster.
    pub code: String,
    /// To whom letters are addressed, without the honorific: 「Ａ市情報政策課長」.
    pub addressee: String,
    /// What stands behind the addressee: 様 or 殿.
    #[serde(default)]
    pub honorific: String,
    /// The mail address; empty where none is known.
    pub mail: String,
}

/// A figure as it was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// What the figure is: 「indicator/2-ア-3/1/actual」. The same value has the same id wherever it is printed; on a
    /// paper made after the meeting the day is added: 「…/actual@2020-03-31」.
    pub id: String,
    /// The figure as printed: 「▲1,234.5」, 「28事業」.
    pub text: String,
    /// The same as a program reads it: 「-1234.5」, a rate of 85 % as 「0.85」. None for words.
    pub number: Option<String>,
    /// How it came; none of a mark that stands for no cell.
    pub how: Option<Arc<Derivation>>,
    /// Whether it is the figure that stands there.
    pub shown_as: ShownAs,
    /// 「3」 for a page, 「進捗状況一覧!F12」 for a cell.
    pub places: Vec<String>,
}

/// How a figure stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownAs {
    /// It is printed.
    Printed,
    /// A mark stands in its place, or nothing.
    Marked,
    /// It stands nowhere, but others that are printed came of it.
    Used,
}

impl Printed {
    /// A figure under the id by which the stage lists it: its own, and this end.
    pub fn of(figure: &Figure, id: &str, end: &str, places: Vec<String>) -> Self {
        let Figure { text, number, how, mark, .. } = figure.clone();
        let ending = |how: Arc<Derivation>| match end.is_empty() {
            true => how,
            false => Arc::new(Derivation::clone(&how).ending(end)),
        };
        let shown_as = if mark { ShownAs::Marked } else { ShownAs::Printed };
        Self { id: format!("{id}{end}"), text, number, how: how.map(ending), shown_as, places }
    }

    /// A figure that is not printed, and of which others came.
    pub fn used(figure: &Figure, id: &str, end: &str) -> Self {
        Self { shown_as: ShownAs::Used, ..Self::of(figure, id, end, Vec::new()) }
    }
}
