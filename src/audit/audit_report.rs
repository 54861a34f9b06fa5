//! What an audit found.

use std::collections::BTreeMap;

use serde::Serialize;

use super::exempt::ExemptKind;

/// What an audit found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AuditReport {
    /// How many files were read.
    pub files: usize,
    /// How many pages these have, those of them that are PDFs.
    pub pages: usize,
    /// How many numbers are figures of `values.json`, printed where it says.
    pub matched: usize,
    /// How many numbers are no figures, by kind.
    pub exempt: BTreeMap<ExemptKind, usize>,
    /// How many totals were added up again.
    pub sums: usize,
    /// What is wrong, in the order of the files and pages.
    pub faults: Vec<AuditFault>,
}

/// A fault.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct AuditFault {
    /// The file below `out/`.
    pub path: String,
    /// The page, from 1; none of what stands on no page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<usize>,
    /// The cell of a workbook: 「台帳!D5」.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// What is wrong.
    pub kind: FaultKind,
    /// What stands there, with what is around it.
    pub found: String,
    /// What should stand there, or what to do; empty where the kind says it.
    pub expected: String,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FaultKind {
    /// A number that is no figure of the page and of no exempt kind.
    Number,
    /// A figure that is said to stand on a page or in a cell, and does not.
    Missing,
    /// A figure that stands in the row or the column of another.
    Misplaced,
    /// A total that is not the sum of its parts.
    Sum,
    /// A name that is almost one of the lists, or not that of the recipient.
    Name,
    /// A day that the inputs don't know, or a weekday that is not that day's.
    Date,
    /// A file for one recipient that names another.
    Leak,
    /// A mark of a draft on what was handed out.
    Banner,
    /// A link or a bookmark that leads nowhere.
    Link,
    /// What a reader who can't see the page needs, and lacks.
    Tag,
    /// What no reader sees and a curious one finds: metadata, attachments, hidden sheets.
    Hidden,
    /// A message that is not for its recipient, or does not bring what it should.
    Mail,
    /// A file that can't be read, or is not what was published.
    Unreadable,
    /// A file of a public set that is not what the inputs make, or bears the fingerprint of others.
    Fingerprint,
    /// Something in a public set that is withheld.
    Withheld,
}

impl FaultKind {
    /// All kinds, in the order in which they are told.
    pub const ALL: [Self; 15] = [
        Self::Number,
        Self::Missing,
        Self::Misplaced,
        Self::Sum,
        Self::Name,
        Self::Date,
        Self::Leak,
        Self::Banner,
        Self::Link,
        Self::Tag,
        Self::Hidden,
        Self::Mail,
        Self::Unreadable,
        Self::Fingerprint,
        Self::Withheld,
    ];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Number => "値の一覧にない数",
            Self::Missing => "載っていない値",
            Self::Misplaced => "ほかの行や列の値",
            Self::Sum => "合計",
            Self::Name => "名前",
            Self::Date => "日付",
            Self::Leak => "ほかの宛先の名",
            Self::Banner => "案・確認用の表示",
            Self::Link => "リンク・しおり",
            Self::Tag => "タグ",
            Self::Hidden => "隠れた情報",
            Self::Mail => "電子メール",
            Self::Unreadable => "読めないファイル",
            Self::Fingerprint => "公開の指紋",
            Self::Withheld => "公表しないもの",
        }
    }
}

impl AuditReport {
    /// Takes in what was found in another file.
    pub fn join(&mut self, other: Self) {
        self.files += other.files;
        self.pages += other.pages;
        self.matched += other.matched;
        self.sums += other.sums;
        for (kind, count) in other.exempt {
            *self.exempt.entry(kind).or_default() += count;
        }
        self.faults.extend(other.faults);
    }

    /// Counts a number that is no figure.
    pub fn leave_out(&mut self, kind: ExemptKind) {
        *self.exempt.entry(kind).or_default() += 1;
    }
}

impl AuditFault {
    /// A fault of a whole file.
    pub fn of(path: &str, kind: FaultKind, found: impl Into<String>, expected: impl Into<String>) -> Self {
        let (path, found, expected) = (path.to_owned(), found.into(), expected.into());
        Self { path, page: None, cell: None, kind, found, expected }
    }

    /// The same, on a page.
    #[must_use]
    pub fn on(self, page: usize) -> Self {
        Self { page: Some(page), ..self }
    }

    /// The same, in a cell of a workbook.
    #[must_use]
    pub fn at(self, cell: impl Into<String>) -> Self {
        Self { cell: Some(cell.into()), ..self }
    }
}
