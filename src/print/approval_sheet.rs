//! 起案用紙: the sheet with which a decision on a stage's files is asked for, and on which it is signed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::ground::bounded::{Work, within};
use crate::ground::fault::Fault;
use crate::ground::wareki;
use crate::library::store::Library;
use crate::library::trouble::Trouble;
use crate::model::letter_copies::without_mark;
use crate::model::secretariat::Secretariat;
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::render::artifact::FileKind;
use crate::render::paper_data::{DateParts, date_parts};
use crate::render::typst::compile;
use crate::render::typst::world::Typesetter;
use crate::render::unmade::Unmade;

/// Who signs where the cycle names nobody, from the highest.
const RANKS: [&str; 4] = ["課長", "補佐", "係長", "担当"];
const TEMPLATE: &str = "approval";

/// What a sheet is made of.
pub struct ApprovalSheet<'a> {
    /// What was published.
    pub manifest: &'a Manifest,
    /// The id of the stage.
    pub stage: &'a str,
    /// The files that are to be approved.
    pub files: Vec<&'a ManifestEntry>,
    /// The first line is 題名, the others are 伺い文.
    pub words: &'a str,
    /// The fingerprint of the differences, if only these are to be approved.
    pub diff: Option<&'a str>,
    /// The day on which it is drafted.
    pub day: NaiveDate,
    /// Who drafts it.
    pub secretariat: &'a Secretariat,
}

/// What its template reads.
#[derive(Serialize)]
struct SheetData<'a> {
    kind: &'static str,
    title: &'a str,
    date: DateParts,
    day: String,
    ranks: Vec<&'a str>,
    words: Vec<&'a str>,
    diff: Option<&'a str>,
    /// What everyone gets.
    papers: Vec<PaperRow>,
    /// What single recipients get.
    recipients: Vec<RecipientRow<'a>>,
    /// How many files, messages and pages these are.
    counts: [usize; 3],
}

#[derive(Serialize)]
struct PaperRow {
    kind: &'static str,
    name: String,
    pages: String,
    hash: String,
}

#[derive(Serialize)]
struct RecipientRow<'a> {
    name: &'a str,
    /// A line each file: 「通知文　２ページ　0123456789ab」.
    files: Vec<PaperRow>,
}

impl ApprovalSheet<'_> {
    /// Sets the sheet as a PDF.
    ///
    /// # Errors
    ///
    /// What is wrong with the template.
    pub fn make(&self, library: &Library) -> Result<Vec<u8>, Unmade> {
        let house = serde_json::to_vec(&self.manifest.house).map_err(Fault::format)?;
        let setter = Typesetter::new(library, house);
        let json = serde_json::to_vec(&self.data()).map_err(Fault::format)?;
        let world = setter.print_world(json, None);
        let identity = format!("{}/{}/{TEMPLATE}", self.manifest.cycle, self.stage);
        let set = || compile::export(&world, &compile::set(&world)?, &identity);
        let made = within(&Work::of_template(format!("templates/print/{TEMPLATE}.typ")), set);
        Ok(made.map_err(|(name, excess)| Trouble::excess(&name, excess))??)
    }

    fn data(&self) -> SheetData<'_> {
        let (title, words) = self.words.split_once('\n').unwrap_or((self.words, ""));
        let ranks = &self.secretariat.ranks;
        let is_mail = |file: &&&ManifestEntry| file.about.kind == FileKind::Mail;
        let mut common: Vec<&ManifestEntry> =
            self.files.iter().copied().filter(|file| file.about.recipient.is_none()).collect();
        common.sort_by_key(|file| place(file));
        SheetData {
            kind: TEMPLATE,
            title: title.trim(),
            date: date_parts(self.day),
            day: wareki::date(self.day),
            ranks: if ranks.is_empty() { RANKS.to_vec() } else { ranks.iter().map(String::as_str).collect() },
            words: words.lines().filter(|line| !line.trim().is_empty()).collect(),
            diff: self.diff,
            papers: common.into_iter().map(row).collect(),
            recipients: self.recipients(),
            counts: [
                self.files.len(),
                self.files.iter().filter(is_mail).count(),
                self.files.iter().filter(|file| is_paper(file)).map(|file| file.about.pages).sum(),
            ],
        }
    }

    /// The recipients in their order, each with its files.
    fn recipients(&self) -> Vec<RecipientRow<'_>> {
        let mut own: Vec<&ManifestEntry> = self.files.clone();
        own.sort_by_key(|file| place(file));
        let mut rows: BTreeMap<&str, (usize, RecipientRow<'_>)> = BTreeMap::new();
        for file in own {
            let Some(recipient) = &file.about.recipient else { continue };
            let new = || (file.about.order, RecipientRow { name: &recipient.addressee, files: Vec::new() });
            rows.entry(without_mark(&recipient.code)).or_insert_with(new).1.files.push(row(file));
        }
        let mut rows: Vec<(usize, RecipientRow<'_>)> = rows.into_values().collect();
        rows.sort_by_key(|(order, _)| *order);
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

/// Its place in a list: the packet and the papers first, the list of figures last.
fn place(file: &ManifestEntry) -> (FileKind, usize, &str) {
    (file.about.kind, file.about.order, &file.about.path)
}

/// Whether it has pages; a workbook has sheets.
fn is_paper(file: &ManifestEntry) -> bool {
    matches!(file.about.kind, FileKind::Packet | FileKind::Paper | FileKind::Letter)
}

fn row(file: &ManifestEntry) -> PaperRow {
    let pages = match file.about.pages {
        0 => "－".into(),
        sheets if !is_paper(file) => format!("{sheets}シート"),
        pages => pages.to_string(),
    };
    PaperRow {
        kind: file.about.kind.label(),
        name: file.called(),
        pages,
        hash: file.sha256.get(..12).unwrap_or_default().to_owned(),
    }
}
