//! What goes to the recipients of a stage's letters on paper: of each its letters and then what these enclose.

use std::collections::BTreeMap;

use super::print_job::{PrintJob, Sides};
use crate::model::declared_paper::PaperSize;
use crate::model::enclosed_papers::PACKET;
use crate::model::printing::Staple;
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::render::artifact::FileKind;
use crate::render::meeting::Meeting;
use crate::render::naming::full_title;

/// The sets of a stage's recipients.
#[derive(Debug, Default)]
pub struct LetterSets {
    /// The job of the letters, and one of each paper that goes with them; none where there are no letters.
    pub jobs: Vec<PrintJob>,
    /// The letters of each recipient, in the order of the sets.
    pub letters: Vec<Vec<String>>,
    /// What is put behind the letters of each, in order: 「資料１」; 「一式」 for the packet.
    pub enclosed: Vec<String>,
    /// What goes to some of them as a workbook or a table: 「対応報告書」, 「別表　助言・意見及び指標の達成状況」.
    pub not_printed: Vec<String>,
}

impl LetterSets {
    /// The sets of a stage. The letters lie in the order of their recipients.
    pub(super) fn new(manifest: &Manifest, stage: &str) -> Self {
        let mut letters: Vec<&ManifestEntry> =
            manifest.of_stage(stage).filter(|entry| entry.about.kind == FileKind::Letter).collect();
        letters.sort_by_key(|entry| (&entry.about.document, entry.about.order));
        let mut sets: Vec<(&str, Vec<String>)> = Vec::new();
        let mut place = BTreeMap::new();
        for entry in &letters {
            let Some(file) = below(entry) else { continue };
            let code = entry.about.recipient.as_ref().map_or("", |recipient| recipient.code.as_str());
            let at = *place.entry(code).or_insert(sets.len());
            match sets.get_mut(at) {
                Some((_, own)) => own.push(file),
                None => sets.push((code, vec![file])),
            }
        }
        let Some(meeting) = manifest.meetings.get(stage).filter(|_| !sets.is_empty()) else {
            return Self::default();
        };
        let papers = || meeting.enclosed.iter().filter_map(|id| paper(manifest, stage, id));
        let packet = meeting.enclosed.iter().filter(|id| *id == PACKET).map(|_| "一式".to_owned());
        let name =
            |entry: &ManifestEntry| entry.about.number.clone().unwrap_or_else(|| entry.about.title.clone());
        let mut jobs = vec![letter_job(&letters, sets.iter().flat_map(|(_, own)| own.clone()).collect())];
        jobs.extend(papers().filter_map(|entry| paper_job(entry, meeting, sets.len())));
        jobs.iter_mut().for_each(|job| job.in_sets = true);
        let mut not_printed: Vec<String> = manifest
            .of_stage(stage)
            .filter(|entry| matches!(entry.about.kind, FileKind::Form | FileKind::Annex))
            .filter(|entry| entry.about.recipient.as_ref().is_some_and(|r| place.contains_key(&*r.code)))
            .map(|entry| full_title(entry.about.number.as_deref(), &entry.about.title))
            .collect();
        not_printed.sort();
        not_printed.dedup();
        Self {
            jobs,
            letters: sets.into_iter().map(|(_, own)| own).collect(),
            enclosed: packet.chain(papers().map(name)).collect(),
            not_printed,
        }
    }
}

/// What the printer gets of a plan's jobs, in order: of which job, counted from 1, which files, and how often. What goes to
/// recipients comes recipient by recipient.
pub fn orders(jobs: &[PrintJob], sets: &LetterSets) -> Vec<(usize, Vec<String>, usize)> {
    let mut orders = Vec::new();
    let mut sets_done = false;
    for (n, job) in (1..).zip(jobs) {
        if !job.in_sets {
            orders.push((n, job.files.clone(), job.copies));
        } else if !sets_done {
            sets_done = true;
            let papers = (n + 1..).zip(sets.jobs.iter().skip(1));
            let papers: Vec<_> = papers.map(|(n, job)| (n, job.files.clone(), 1)).collect();
            for own in &sets.letters {
                orders.push((n, own.clone(), 1));
                orders.extend(papers.iter().cloned());
            }
        }
    }
    orders
}

/// A paper of a stage by its id.
pub(super) fn paper<'a>(manifest: &'a Manifest, stage: &'a str, id: &str) -> Option<&'a ManifestEntry> {
    manifest.of_stage(stage).find(|entry| entry.about.kind == FileKind::Paper && entry.about.document == id)
}

/// The job of a paper as it is, stapled by itself.
pub(super) fn paper_job(entry: &ManifestEntry, meeting: &Meeting, copies: usize) -> Option<PrintJob> {
    let about = &entry.about;
    let bound = about.contents.first()?;
    let sides = match (meeting.single_sided, bound.landscape) {
        (true, _) => Sides::One,
        (false, true) => Sides::ShortEdge,
        (false, false) => Sides::LongEdge,
    };
    Some(PrintJob {
        files: vec![below(entry)?],
        what: full_title(about.number.as_deref(), &about.title),
        paper: bound.paper,
        sides,
        colour: meeting.colour && bound.in_colour > 0,
        in_colour: if meeting.colour { bound.in_colour } else { 0 },
        copies,
        staple: meeting.staple,
        pages: about.pages,
        sheets: if sides == Sides::One { about.pages } else { about.pages.div_ceil(2) },
        in_sets: false,
    })
}

/// The job of the letters, a copy of each. The printer gets each file by itself. They are printed on one side: what a
/// recipient fills in and returns must not lie on the back of the letter.
fn letter_job(letters: &[&ManifestEntry], files: Vec<String>) -> PrintJob {
    let pages = letters.iter().map(|entry| entry.about.pages).sum();
    PrintJob {
        what: format!("通知文（{}通）", files.len()),
        files,
        paper: PaperSize::A4,
        sides: Sides::One,
        colour: false,
        in_colour: 0,
        copies: 1,
        staple: Staple::Corner,
        pages,
        sheets: pages,
        in_sets: false,
    }
}

/// A file's path below its stage's folder.
fn below(entry: &ManifestEntry) -> Option<String> {
    entry.about.path.strip_prefix(&entry.about.stage)?.strip_prefix('/').map(Into::into)
}
