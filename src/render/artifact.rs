//! Finished files, and what is known of them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::figure::Figure;
use crate::model::stage::PaperSize;

/// A finished file on its way to `out/`.
#[derive(Debug, Clone)]
pub struct Artifact {
    pub about: About,
    pub bytes: Vec<u8>,
    /// The figures printed in it, for `values.json`.
    pub figures: Vec<Printed>,
}

/// What the manifest says of a file, but for its hash and size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Below `out/`, with `/`.
    pub path: String,
    pub stage: String,
    pub kind: FileKind,
    /// Its place among the stage's files of its kind, as declared.
    #[serde(default)]
    pub order: usize,
    /// The paper's id, or the name of the letter or annex.
    pub document: String,
    /// The paper's number, as 「資料１」.
    pub number: Option<String>,
    pub title: String,
    /// The day that it is dated.
    #[serde(default)]
    pub date: Option<NaiveDate>,
    /// Pages of a PDF, sheets of a workbook.
    pub pages: usize,
    pub recipient: Option<FileRecipient>,
    /// The input files that it was made from.
    pub made_from: Vec<String>,
    /// Of a packet, the papers in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contents: Vec<Bound>,
    /// Of a message, what it says and brings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
}

/// A paper within a packet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    pub number: Option<String>,
    pub title: String,
    pub paper: PaperSize,
    pub landscape: bool,
    /// Its first page in the packet, from 1.
    pub first: usize,
    pub pages: usize,
}

/// What a message says and brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// With its brackets; it stays the same until the stage declares a correction.
    pub id: String,
    /// Which correction it belongs to: 「c20200401」; empty for what is sent first.
    pub edition: String,
    pub from: String,
    pub subject: String,
    /// The day that it is dated.
    pub date: NaiveDate,
    pub attachments: Vec<Attached>,
}

/// A published file that a message brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Below `out/`.
    pub path: String,
    /// As the recipient sees it.
    pub name: String,
    pub sha256: String,
}

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    Packet,
    Paper,
    Annex,
    Letter,
    Form,
    Mail,
    Values,
}

impl FileKind {
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

/// Who gets a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecipient {
    pub code: String,
    pub addressee: String,
    /// 様 or 殿.
    #[serde(default)]
    pub honorific: String,
    pub mail: String,
}

/// A figure as it was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    pub id: String,
    pub text: String,
    pub number: Option<String>,
    pub origin: String,
    /// 「3」 for a page, 「進捗状況一覧!F12」 for a cell.
    pub places: Vec<String>,
}

impl Printed {
    /// A figure under the id by which the stage lists it.
    pub fn of(figure: &Figure, id: String, places: Vec<String>) -> Self {
        let Figure { text, number, origin, .. } = figure.clone();
        Self { id, text, number, origin, places }
    }
}
