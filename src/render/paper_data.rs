//! A paper as its template gets it: what it is called, its stage, its words and its views.

use std::collections::BTreeMap;

use chrono::Datelike;
use serde::Serialize;

use super::figure::{Figure, ShowsFigures};
use super::prose::Prose;
use super::scope::Scope;
use super::view::View;
use crate::ground::text::running_digits;
use crate::ground::wareki;
use crate::model::stage::{Letter, PaperSize};

/// `/data/job.json`: one PDF of one or more papers.
#[derive(Debug, Serialize)]
pub struct JobData {
    /// The document's title.
    pub title: String,
    pub author: String,
    pub date: DateParts,
    /// The code of whom it is for; it stands in the PDF's metadata, where whoever mails it looks for it.
    pub recipient: Option<String>,
    pub packet: bool,
    pub papers: Vec<PaperData>,
}

/// A date in parts, for the PDF's metadata.
#[derive(Debug, Serialize)]
pub struct DateParts {
    pub year: i32,
    pub month: u32,
    pub day: u32,
}

/// A paper.
#[derive(Debug, Serialize)]
pub struct PaperData {
    /// The document's folder.
    pub document: String,
    pub number: Option<String>,
    pub title: String,
    pub paper: PaperSize,
    pub landscape: bool,
    pub stage: StageData,
    /// 「【訂正】」, of a stage that corrects what was issued.
    pub mark: Option<&'static str>,
    /// 「令和２年２月７日」; the stage's date, or that of a paper made afterwards.
    pub date: String,
    pub handouts: Vec<Handout>,
    pub words: Option<Prose>,
    pub recipient: Option<RecipientData>,
    pub letter: Option<LetterData>,
    pub views: BTreeMap<String, View>,
}

impl ShowsFigures for PaperData {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        self.words.iter().for_each(|words| words.show_figures(see));
        self.views.values().for_each(|view| view.show_figures(see));
    }
}

/// The paper's stage.
#[derive(Debug, Serialize)]
pub struct StageData {
    pub id: String,
    pub title: String,
    pub kind: &'static str,
    /// 「令和２年２月７日」
    pub date: String,
    /// 「令和２年２月７日（金）」
    pub day: String,
    pub time: Option<String>,
    pub place: Option<String>,
    /// 「第１回」
    pub session: Option<String>,
    pub body: Option<BodyData>,
}

/// The body that meets.
#[derive(Debug, Serialize)]
pub struct BodyData {
    pub id: String,
    pub name: String,
    pub short: String,
    pub member: String,
}

/// A line of 【配布資料】.
#[derive(Debug, Clone, Serialize)]
pub struct Handout {
    pub number: Option<String>,
    pub title: String,
}

/// To whom a letter goes.
#[derive(Debug, Serialize)]
pub struct RecipientData {
    pub code: String,
    pub addressee: String,
    pub honorific: String,
}

/// What stands around a letter's words.
#[derive(Debug, Serialize)]
pub struct LetterData {
    /// The document number, or 「案」 until there is one.
    pub number: String,
    pub date: String,
    pub report_by: Option<String>,
}

/// The date in parts.
pub fn date_parts(day: chrono::NaiveDate) -> DateParts {
    DateParts { year: day.year(), month: day.month(), day: day.day() }
}

/// The scope's stage.
pub fn stage(scope: &Scope<'_>) -> StageData {
    let stage = scope.stage;
    let body = stage.body.as_ref().and_then(|id| scope.cycle.body(id.get_ref()));
    StageData {
        id: stage.id.get_ref().clone(),
        title: stage.title.clone(),
        kind: stage.kind.id(),
        date: wareki::date(stage.date),
        day: wareki::date_with_weekday(stage.date),
        time: stage.time.clone(),
        place: stage.place.clone(),
        session: stage.session.map(|n| running_digits(&format!("第{n}回"))),
        body: body.map(|body| BodyData {
            id: body.id.get_ref().clone(),
            name: body.name.clone(),
            short: body.short.clone(),
            member: body.member.clone(),
        }),
    }
}

/// The scope's recipient.
pub fn recipient(scope: &Scope<'_>) -> Option<RecipientData> {
    scope.recipient.as_ref().map(|recipient| RecipientData {
        code: recipient.code().into(),
        addressee: recipient.addressee().into(),
        honorific: scope.cycle.settings.style.honorific.clone(),
    })
}

/// What stands around the words of a letter.
pub fn letter(scope: &Scope<'_>, letter: &Letter) -> LetterData {
    LetterData {
        number: letter.number.as_ref().map_or("案".into(), |n| n.get_ref().clone()),
        date: wareki::date(scope.date),
        report_by: letter.report_by.map(wareki::date_with_weekday),
    }
}
