//! The year as a strip of stages: what of each is made and sent, and what is open.

use serde::Serialize;

use super::desk_page::{self, NotShown};
use super::links;
use super::live::Live;
use super::return_page::{self, AnswerCount};
use super::sending_page::{self, SentCount};
use crate::edge::approvals_file;
use crate::ground::wareki;
use crate::model::stage::Stage;
use crate::published::manifest::Manifest;
use crate::render::artifact::FileKind;

#[derive(Serialize)]
struct YearPage {
    stages: Vec<StageCard>,
    returns: String,
    unmade: Option<String>,
}

#[derive(Serialize)]
struct StageCard {
    href: String,
    title: String,
    date: String,
    /// 「公表済み（令和２年３月27日）」, 「訂正中」, 「中止」, 「延期（日程は未定）」; none of a stage on its way.
    mark: Option<String>,
    /// How many papers and letters were made, and their pages; none where none was.
    made: Option<Made>,
    sent: Option<SentCount>,
    /// How many have answered what it asks.
    answers: Vec<AnswerCount>,
    /// How many of its files are approved; none where nobody asks for it and nobody approved.
    approved: Option<Approved>,
    printed: bool,
}

#[derive(Serialize)]
struct Made {
    /// The page of what differs from before.
    difference: String,
    papers: usize,
    letters: usize,
    messages: usize,
    pages: usize,
}

#[derive(Serialize)]
struct Approved {
    href: String,
    approved: usize,
    files: usize,
}

/// The page.
///
/// # Errors
///
/// What is wrong with its template, or what the machine refused.
pub fn page(live: &Live<'_>) -> Result<Vec<u8>, NotShown> {
    let published = live.published();
    let unmade = match &published {
        Ok(Some(_)) => None,
        Ok(None) => Some(
            "まだ何も作られていません（shiryo build で作ります）。紙面は、今の入力から見られます。".into(),
        ),
        Err(fault) => Some(fault.to_string()),
    };
    let manifest = published.ok().flatten().map(|published| published.manifest.clone());
    let sent = sending_page::counts(live);
    let answers = return_page::counts(live);
    let stages = live.loaded.cycle.settings.stages.iter();
    let approvals = approvals_file::read(&live.folders.root).unwrap_or_default();
    let is_required = live.loaded.cycle.settings.approval.is_some();
    let approved = |stage: &Stage| {
        let id = stage.id.get_ref();
        let state = approvals.of_stage(manifest.as_ref()?, id);
        let counts = (state.approved(), state.files.len());
        let is_told = counts.1 > 0 && (is_required || counts.0 > 0);
        is_told.then(|| Approved { href: links::approval(id), approved: counts.0, files: counts.1 })
    };
    let stages = stages.map(|stage| StageCard {
        sent: sent.get(stage.id.get_ref()).cloned(),
        answers: answers.get(stage.id.get_ref()).cloned().unwrap_or_default(),
        approved: approved(stage),
        ..card(stage, manifest.as_ref())
    });
    let page = YearPage { stages: stages.collect(), returns: return_page::summary(live), unmade };
    desk_page::set(live, "year", "year", "一年", page)
}

fn card(stage: &Stage, manifest: Option<&Manifest>) -> StageCard {
    let id = stage.id.get_ref();
    StageCard {
        href: links::stage(id),
        title: stage.title.clone(),
        date: wareki::date_with_weekday(stage.date),
        mark: mark(stage),
        made: manifest.and_then(|manifest| made(manifest, id)),
        sent: None,
        answers: Vec::new(),
        approved: None,
        printed: manifest.is_some_and(|manifest| manifest.printed.contains_key(id)),
    }
}

fn mark(stage: &Stage) -> Option<String> {
    if stage.is_dropped() {
        let mark = if stage.cancelled.is_some() { "中止" } else { "延期（日程は未定）" };
        return Some(mark.into());
    }
    match (&stage.correction, stage.issued) {
        (Some(correction), _) if correction.issued.is_none() => {
            Some(format!("訂正中（{}）", wareki::date(correction.date)))
        }
        (_, Some(day)) => Some(format!("配布済み（{}）", wareki::date(day))),
        (_, None) => None,
    }
}

fn made(manifest: &Manifest, stage: &str) -> Option<Made> {
    let mut made =
        Made { difference: links::difference(stage), papers: 0, letters: 0, messages: 0, pages: 0 };
    for file in manifest.of_stage(stage) {
        match file.about.kind {
            FileKind::Paper | FileKind::Annex => made.papers += 1,
            FileKind::Letter => made.letters += 1,
            FileKind::Mail => made.messages += 1,
            FileKind::Packet | FileKind::Form | FileKind::Values => {}
        }
        if file.about.path.ends_with(".pdf") {
            made.pages += file.about.pages;
        }
    }
    manifest.of_stage(stage).next().map(|_| made)
}
