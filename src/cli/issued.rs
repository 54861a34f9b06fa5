//! What was handed out stays as it was. Of a stage marked `issued` there is a record in `inputs/issued/`, and one of each
//! correction that was handed out after it: it is published again only if not a byte differs from the last of them, or if
//! it declares a new correction.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::decide::check::rules::{issued_changed, issued_lost};
use crate::edge::issued_folder::IssuedFolder;
use crate::edge::staging::{Staging, VALUES};
use crate::ground::fault::Fault;
use crate::ground::finding::{Finding, Findings};
use crate::ground::hash::sha256;
use crate::ground::wareki;
use crate::load::Loaded;
use crate::mail::kept_message::ENDING;
use crate::mail::ledger_row::LedgerRow;
use crate::model::cycle::Cycle;
use crate::model::stage::{Correction, Stage};
use crate::published::issued_record::{IssuedRecord, errata, handed_out, is_later};
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::render::artifact::{About, FileKind, Message};
use crate::render::handed_out::HandedOut;
use crate::render::values::{Changed, Values};
use crate::render::view::figure_names::describe;

/// How many figures of a file are named.
const MOST_NAMED: usize = 5;

/// What a stage was each time it was handed out: first, and then as each correction, by their dates.
pub(super) struct Past(Vec<IssuedRecord>);

impl Past {
    /// What the stage must not differ from: what people hold in hand, unless the stage declares a correction of it.
    pub(super) fn held(&self, stage: &Stage) -> Option<&IssuedRecord> {
        self.0.last().filter(|last| correction(stage) <= last.correction)
    }

    /// All of it as JSON, by which it is seen whether it changed.
    pub(super) fn to_json(&self) -> Result<Vec<u8>, Fault> {
        let records: Vec<_> = self.0.iter().map(|record| (record, &record.values)).collect();
        serde_json::to_vec(&records).map_err(Fault::format)
    }

    /// What people held in hand before the correction that a stage declares.
    fn before_correction(&self, stage: &Stage) -> Option<&IssuedRecord> {
        self.0.iter().rev().find(|record| record.correction < correction(stage))
    }
}

/// The date of the correction that a stage declares.
fn correction(stage: &Stage) -> Option<NaiveDate> {
    stage.corrects().map(|correction| correction.date)
}

/// Of each stage that declares a correction, what people held in hand before.
pub(super) fn before_corrections(
    stages: &[&Stage],
    past: &BTreeMap<String, Past>,
) -> BTreeMap<String, HandedOut> {
    let before = stages.iter().filter_map(|stage| {
        let record = past.get(stage.id.get_ref())?.before_correction(stage)?;
        let files = record.files.iter().map(|file| file.about.clone()).collect();
        let handed_out =
            HandedOut { day: record.issued, values: record.values.clone(), files, is_own: false };
        Some((stage.id.get_ref().clone(), handed_out))
    });
    before.collect()
}

/// The past of the stages that were handed out, by their ids. A record that is not there yet is made of what lies in
/// `out/`; where that is gone, or is not what was made or what the ledger says was sent, those of `making` are named in the
/// findings.
pub(super) fn past(
    folder: &IssuedFolder,
    ledger: &[LedgerRow],
    staging: &Staging,
    loaded: &Loaded,
    making: &[&Stage],
    findings: &mut Findings,
) -> Result<BTreeMap<String, Past>, Fault> {
    // What one part of a build holds was never handed out.
    let nothing = Manifest::default();
    let manifest = staging.manifest()?.filter(|manifest| manifest.part.is_none()).unwrap_or(&nothing);
    let out = Out { staging, manifest, ledger };
    let mut past = BTreeMap::new();
    for stage in loaded.cycle.settings.stages.iter().filter(|stage| is_issued(stage)) {
        let id = stage.id.get_ref();
        match past_of(folder, &out, stage, loaded.cycle.settings.cycle.fiscal_year)? {
            Ok(records) => drop(past.insert(id.clone(), records)),
            Err(lost) if making.iter().any(|made| made.id.get_ref() == id) => {
                let says = match lost {
                    Lost::Replaced(date) => issued_lost::replaced(date),
                    Lost::Broken(path) => issued_lost::broken(&path),
                    Lost::OtherThanSent(addressee) => issued_lost::sent_otherwise(&addressee),
                    lost => issued_lost::says(&lost.to_string()),
                };
                findings.push(says.at(loaded.cycle.source.of(&stage.id)));
            }
            Err(_) => {}
        }
    }
    Ok(past)
}

/// Whether a stage says that it was handed out, and there is something to hand out.
pub(super) fn is_issued(stage: &Stage) -> bool {
    stage.issued.is_some() && stage.makes_something()
}

/// Why nobody knows what was handed out.
#[derive(Debug, thiserror::Error)]
enum Lost {
    #[error("out/ に、この段階の作られたものがありません")]
    Nothing,
    #[error("out/ の manifest.json が、作られた後に書き換えられています")]
    EditedManifest,
    #[error("out/ の {0} が、作られた後に変わったか、なくなっています")]
    Changed(String),
    #[error("out/ にあるのは、{}です", edition(*.0))]
    Other(Option<NaiveDate>),
    #[error("{}を配ったかどうかが分かりません", edition(Some(*.0)))]
    Replaced(NaiveDate),
    #[error("{0} が、欠けているか、書き換えられています")]
    Broken(String),
    #[error("{0}に送ったものは、out/ にありません")]
    OtherThanSent(String),
}

/// 「令和２年２月12日の訂正」
fn edition(correction: Option<NaiveDate>) -> String {
    correction.map_or_else(|| "訂正する前のもの".into(), |date| format!("{}の訂正", wareki::date(date)))
}

/// `out/` as the last build left it, and what the ledger says was sent of it.
struct Out<'a> {
    staging: &'a Staging,
    manifest: &'a Manifest,
    ledger: &'a [LedgerRow],
}

impl Out<'_> {
    /// To whom something else of a stage was sent than lies in `out/`, first or as a correction; none if all is the same, or
    /// nothing was sent. Of what went to one recipient twice the last counts.
    fn sent_otherwise(&self, stage: &str, correction: Option<NaiveDate>, year: i32) -> Option<&str> {
        let edition = Correction::edition(correction);
        let is_of_stage = |row: &&LedgerRow| {
            row.stage == stage && row.edition == edition && [0, year].contains(&row.identity.year)
        };
        let mut last: BTreeMap<(&str, usize), &LedgerRow> = BTreeMap::new();
        for row in self.ledger.iter().filter(is_of_stage).filter(|row| row.may_have_arrived()) {
            last.insert((&row.code, row.identity.part), row);
        }
        let is_there = |row: &LedgerRow| {
            self.manifest.of_stage(stage).any(|file| {
                let (Some(message), Some(recipient)) = (&file.about.message, &file.about.recipient) else {
                    return false;
                };
                row.may_be_to(recipient, &self.manifest.shared_addresses)
                    && row.holds(&message.identity, &file.sha256)
            })
        };
        last.into_values().find(|row| !is_there(row)).map(|row| row.addressee.as_str())
    }
}

/// What a stage was each time it was handed out; what has no record yet gets it.
fn past_of(
    folder: &IssuedFolder,
    out: &Out<'_>,
    stage: &Stage,
    year: i32,
) -> Result<Result<Past, Lost>, Fault> {
    let mut records = match folder.read(stage.id.get_ref()) {
        Err(Fault::BrokenRecord(path)) => return Ok(Err(Lost::Broken(path))),
        records => records?,
    };
    let now = stage.corrects();
    let again = now.and_then(|correction| Some((Some(correction.date), correction.issued?)));
    for (correction, issued) in stage.issued.map(|day| (None, day)).into_iter().chain(again) {
        if !records.iter().any(|record| record.correction == correction) {
            if let Some(addressee) = out.sent_otherwise(stage.id.get_ref(), correction, year) {
                return Ok(Err(Lost::OtherThanSent(addressee.into())));
            }
            match record(folder, out, stage, correction, issued)? {
                Ok(record) => records.push(record),
                Err(lost) => return Ok(Err(lost)),
            }
        }
    }
    records.sort_by_key(|record| record.correction);
    // Another edition would take the place of a correction that people may hold in hand.
    let made = errata(out.manifest, stage).filter(|made| out.staging.held.read(&made.about.path).is_ok());
    let made = made.and_then(|made| made.about.date);
    let is_known = made == correction(stage) || records.iter().any(|record| record.correction == made);
    Ok(match made.filter(|_| !is_known) {
        Some(date) => Err(Lost::Replaced(date)),
        None => Ok(Past(records)),
    })
}

/// Makes the record of a stage, as it was handed out first or as a correction, of what lies in `out/`, and writes it down.
fn record(
    folder: &IssuedFolder,
    out: &Out<'_>,
    stage: &Stage,
    correction: Option<NaiveDate>,
    issued: NaiveDate,
) -> Result<Result<IssuedRecord, Lost>, Fault> {
    let id = stage.id.get_ref();
    let old = out.manifest.file(&format!("{id}/{OLD_VALUES}")).filter(|_| correction.is_none());
    let made = errata(out.manifest, stage).and_then(|errata| errata.about.date);
    let files: Vec<ManifestEntry> = match old {
        Some(old) => vec![old.clone()],
        None => handed_out(out.manifest, stage).cloned().collect(),
    };
    if files.is_empty() {
        return Ok(Err(Lost::Nothing));
    }
    if !out.manifest.is_sealed() {
        return Ok(Err(Lost::EditedManifest));
    }
    if old.is_none() && made != correction {
        return Ok(Err(Lost::Other(made)));
    }
    let values = Values::default();
    let mut record = IssuedRecord { stage: id.clone(), correction, issued, files: Vec::new(), values };
    let mut kept = Vec::new();
    for file in files {
        let path = file.about.path.clone();
        let Some(bytes) = out.staging.held.read(&path).ok().filter(|bytes| *sha256(bytes) == *file.sha256)
        else {
            return Ok(Err(Lost::Changed(path)));
        };
        let own = path.rsplit('/').next().unwrap_or(&path);
        let path = if own == OLD_VALUES { format!("{id}/{VALUES}") } else { path };
        if path == format!("{id}/{VALUES}") {
            record.values = serde_json::from_slice(&bytes).map_err(Fault::format)?;
            kept.push((path.clone(), bytes));
        } else if path.ends_with(".pdf") {
            kept.push((path.clone(), bytes));
        }
        record.files.push(ManifestEntry { about: About { path, ..file.about }, ..file });
    }
    folder.write(&record, &kept)?;
    Ok(Ok(record))
}

/// Where version 0.1 kept the values of a corrected stage as they were handed out first. Its papers are the corrected
/// ones, so that only the values can be kept.
const OLD_VALUES: &str = "issued.json";

/// What a build would change of a stage as people hold it in hand.
pub(super) fn changes(
    record: &IssuedRecord,
    staging: &Staging,
    cycle: &Cycle,
    stage: &Stage,
    new: &[ManifestEntry],
) -> Vec<Finding> {
    let id = stage.id.get_ref();
    let own = new.iter().filter(|f| f.about.stage == *id && !is_later(f, stage));
    let made: BTreeMap<String, &ManifestEntry> = own.map(|f| (kept_path(f), f)).collect();
    let issued: BTreeMap<String, &ManifestEntry> = record.files.iter().map(|f| (kept_path(f), f)).collect();
    let mut paths: Vec<&str> = issued.keys().chain(made.keys()).map(String::as_str).collect();
    paths.sort_unstable();
    paths.dedup();
    let after = staging.made_values(id);
    paths
        .into_iter()
        .filter(|path| !path.ends_with(VALUES))
        .filter(|path| match (issued.get(*path), made.get(*path)) {
            (Some(issued), Some(made)) => !is_same(issued, made),
            // Mail may be added to what was handed out on paper.
            (None, Some(made)) => made.about.kind != FileKind::Mail,
            (issued, None) => issued.is_some(),
        })
        .map(|path| {
            let message = match (issued.get(path), made.get(path)) {
                (Some(_), None) => format!("配った {path} がなくなります。"),
                (None, _) => format!("配ったものになかった {path} が加わります。"),
                _ if !record.values.has_figures(path) => format!("配った {path} が変わります。"),
                _ => format!(
                    "配った {path} が変わります{}。",
                    named(cycle, &after.changes(&record.values, path))
                ),
            };
            issued_changed::says(&record.folder(), record.correction.is_some(), message)
                .at(cycle.source.of(&stage.id))
        })
        .collect()
}

/// A file's path; version 0.1 kept a message with its enclosures in it, under another ending.
fn kept_path(file: &ManifestEntry) -> String {
    let path = &file.about.path;
    match path.strip_suffix(WHOLE_MESSAGE).filter(|_| file.about.kind == FileKind::Mail) {
        Some(path) => format!("{path}{ENDING}"),
        None => path.clone(),
    }
}

/// Whether a file is as it was handed out: of a message that was kept in another form, whether it says and brings the same.
fn is_same(issued: &ManifestEntry, made: &ManifestEntry) -> bool {
    let says = |file: &ManifestEntry| {
        let message = file.about.message.clone().map(|message| Message { bytes: 0, ..message });
        (message, file.about.recipient.clone())
    };
    issued.sha256 == made.sha256
        || issued.about.path.ends_with(WHOLE_MESSAGE)
            && issued.about.kind == FileKind::Mail
            && says(issued) == says(made)
}

/// The ending of a message as version 0.1 kept it.
const WHOLE_MESSAGE: &str = ".eml";

/// 「（2-ア-1　庁内業務の効率化　指標１　実績値：12→13、ほか２）」
fn named(cycle: &Cycle, changed: &[Changed]) -> String {
    if changed.is_empty() {
        return "（値は同じです）".into();
    }
    let show = |text: &Option<String>| match text.as_deref() {
        None => "なし".to_owned(),
        Some("") => "空".to_owned(),
        Some(text) => text.to_owned(),
    };
    let each = |change: &Changed| {
        let (place, what) = describe(cycle, &change.id);
        format!("{place}　{what}：{}→{}", show(&change.old), show(&change.new))
    };
    let mut list: Vec<String> = changed.iter().take(MOST_NAMED).map(each).collect();
    if changed.len() > MOST_NAMED {
        list.push(format!("ほか{}", changed.len() - MOST_NAMED));
    }
    format!("（{}）", list.join("、"))
}
