//! A paper as its template gets it: what it is called, its stage, its words and its views.

use std::collections::BTreeMap;

use chrono::Datelike;
use serde::Serialize;

use super::figure::{Figure, ShowsFigures};
use super::handout::Handout;
use super::meeting_attendance;
use super::prose::Prose;
use super::scope::{RecipientScope, Scope};
use super::view::shown_view::ShownView;
use crate::ground::wareki;
use crate::model::declared_paper::PaperSize;
use crate::model::envelope::{Envelope, Pane};
use crate::model::letter::Letter;
use crate::model::own_section::MEMO;
use crate::model::postal::PostalAddress;
use crate::model::recipient::Recipient;

/// What typst reads as `/data/job.json`: one PDF of one or more papers.
#[derive(Debug, Serialize)]
pub struct JobData {
    /// The title in the PDF's metadata: 「資料３　数値目標一覧」.
    pub title: String,
    /// The author in the PDF's metadata: the division that sends the papers, 「総合企画部政策企画課」.
    pub author: String,
    /// The day in the PDF's metadata: the one printed on the papers, not that of the build.
    pub date: DateParts,
    /// The code of whom it is for: 「m01」. It stands in the PDF's metadata, where whoever mails it looks for it.
    pub recipient: Option<String>,
    /// Whether the papers make up a packet, in which each begins on a new sheet.
    pub packet: bool,
    /// The papers in the order in which they follow each other in the PDF: one, or all of a packet or letter.
    pub papers: Vec<PaperData>,
}

/// A date in parts, for the PDF's metadata.
#[derive(Debug, Serialize)]
pub struct DateParts {
    /// The western year: 2020.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
    /// The day of the month, from 1.
    pub day: u32,
}

/// A paper as its template gets it.
#[derive(Debug, Serialize)]
pub struct PaperData {
    /// The name of the document's folder in `templates/documents/`: 「agenda」.
    pub document: String,
    /// The number in the paper's upper corner: 「資料３」; of a letter's enclosure 「別紙」 or 「別紙１」. None where
    /// it bears none.
    pub number: Option<String>,
    /// The title that heads the paper: 「数値目標一覧」.
    pub title: String,
    /// The sheet size that it is set on.
    pub paper: PaperSize,
    /// Whether its pages lie on their long edge.
    pub landscape: bool,
    /// The stage that it is made for.
    pub stage: StageData,
    /// 「【訂正】」 on every paper of a stage that corrects what was issued, else none.
    pub mark: Option<&'static str>,
    /// The day printed on it: 「令和２年２月７日」. It is the stage's, or the own day of a letter or of a paper made
    /// after the meeting.
    pub date: String,
    /// Of a paper that is printed again after its meeting, what was decided about it: 「令和２年３月16日　…委員会承認」, or
    /// 「未決定」 as long as nothing was. None for all others.
    pub decided: Option<String>,
    /// Whether that made it final, and no draft any more.
    pub settled: bool,
    /// All papers and annexes that the stage hands out, as an agenda lists them below 【配布資料】.
    pub handouts: Vec<Handout>,
    /// The paper's prose with its facts filled in; none for a paper that declares none, and for the enclosures of a
    /// letter.
    pub words: Option<Prose>,
    /// Whom it is for; none for a paper of the whole stage.
    pub recipient: Option<RecipientData>,
    /// The number and the days of the letter that it belongs to; none for a paper of a meeting.
    pub letter: Option<LetterData>,
    /// What the document's tables and lists show, by the names that its declaration gives them.
    pub views: BTreeMap<String, ShownView>,
    /// By id the figures of which those of the paper came, and that it doesn't show.
    #[serde(skip)]
    pub used: BTreeMap<String, Figure>,
}

impl ShowsFigures for PaperData {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        self.words.iter().for_each(|words| words.show_figures(see));
        self.views.values().for_each(|shown| shown.view.show_figures(see));
    }
}

/// The stage that a paper is made for.
#[derive(Debug, Serialize)]
pub struct StageData {
    /// The stage's id in `cycle.toml`: 「advisory」.
    pub id: String,
    /// What the stage is called: 「アドバイザリー会議」.
    pub title: String,
    /// What happens in it: 「inquiry」, 「collection」, 「meeting」, 「written」 or 「notice」.
    pub kind: &'static str,
    /// The stage's day: 「令和２年２月７日」.
    pub date: String,
    /// The same with the day of the week: 「令和２年２月７日（金）」.
    pub day: String,
    /// When a meeting begins and ends: 「午後２時から午後４時まで」.
    pub time: Option<String>,
    /// Where a meeting is held: 「県庁本庁舎５階　大会議室」.
    pub place: Option<String>,
    /// Which session of the body it is: 「第１回」. None where the stage declares none.
    pub session: Option<String>,
    /// Who leads the meeting instead of the chair: 「総務部長（委員長職務代理）」. None where the chair leads.
    pub acting: Option<String>,
    /// The body that meets or votes; none for a stage without one, such as an inquiry.
    pub body: Option<BodyData>,
}

/// The body that meets or votes in a stage.
#[derive(Debug, Serialize)]
pub struct BodyData {
    /// The body's id in `cycle.toml`: 「committee」.
    pub id: String,
    /// Its full name: 「千葉県ＩＣＴ利活用推進委員会」.
    pub name: String,
    /// Its name in running text: 「推進委員会」.
    pub short: String,
    /// What its members are called: 「委員」.
    pub member: String,
}

/// To whom a letter goes.
#[derive(Debug, Serialize)]
pub struct RecipientData {
    /// The recipient's code in the inputs: 「m01」.
    pub code: String,
    /// To whom the letter is addressed, without the honorific: 「Ａ市情報政策課長」.
    pub addressee: String,
    /// What stands behind the addressee: 様 or 殿.
    pub honorific: String,
    /// Whether it gathers what concerns others (部), so that what it gets says of whom it is.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub gathers: bool,
    /// Of a letter that is made for a window envelope, the postcode and the address: 「〒260-8667」. None where it is not, or
    /// the list has no address for it.
    pub postal: Option<[String; 2]>,
    /// Of a letter that goes outside of the house by post, and not in a window envelope, the same two lines. None where the
    /// recipient gets it by mail, or the list has no address for it.
    pub address: Option<[String; 2]>,
}

/// What stands around a letter's words: its number and days.
#[derive(Debug, Serialize)]
pub struct LetterData {
    /// The document number in the letter's head: 「政企第78号」, or 「案」 until there is one; 「事務連絡」 in a letter to the
    /// sender's own section.
    pub number: String,
    /// The day in the letter's head: 「令和元年12月10日」.
    pub date: String,
    /// By which day an answer is asked for: 「令和２年１月10日（金）」. None where no answer is.
    pub report_by: Option<String>,
    /// The form that it asks about: 「調査票」. None where nothing was asked.
    pub question: Option<String>,
    /// Who sends it: 「総合企画部政策企画課長」; of a 事務連絡 the office that does the work.
    pub sender: String,
    /// What stands behind the sender in place of a seal: 「（公印省略）」; nothing on a 事務連絡.
    pub seal: String,
    /// Whether it is a copy (写し) for one to whom it is not written.
    pub copy: bool,
    /// Whether it goes outside of the house.
    pub outside: bool,
    /// Where a window envelope shows the addressee, wherever the sheet lies in it. None where no envelope is declared.
    pub pane: Option<Pane>,
    /// How far down the page its window may reach, in millimetres. None where no envelope is declared.
    pub window_end: Option<f64>,
}

/// A day in parts.
pub fn date_parts(day: chrono::NaiveDate) -> DateParts {
    DateParts { year: day.year(), month: day.month(), day: day.day() }
}

/// The scope's stage as papers get it.
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
        session: stage.session_label(),
        acting: body.and_then(|body| meeting_attendance::acting(scope, body)),
        body: body.map(|body| BodyData {
            id: body.id.get_ref().clone(),
            name: body.name.clone(),
            short: body.short.clone(),
            member: body.member.clone(),
        }),
    }
}

/// The scope's recipient as papers get one; none for a scope of the whole stage.
pub fn recipient(scope: &Scope<'_>) -> Option<RecipientData> {
    let style = &scope.cycle.settings.style;
    let is_by_post = |one: &Recipient<'_>| scope.stage.mail.is_none() || one.mail().is_empty();
    scope.recipient.as_ref().map(|recipient| RecipientData {
        code: scope.file_code().into(),
        addressee: recipient.addressee().into(),
        honorific: scope.honorific(recipient),
        gathers: matches!(recipient, Recipient::Bureau(_)),
        address: match style.envelope {
            None if recipient.is_outside(scope.cycle) && is_by_post(recipient) => {
                recipient.postal().and_then(PostalAddress::lines)
            }
            _ => None,
        },
        postal: match style.envelope {
            Some(_) if recipient.is_outside(scope.cycle) => recipient.postal().and_then(PostalAddress::lines),
            _ => None,
        },
    })
}

/// What stands around the words of a letter.
pub fn letter(scope: &RecipientScope<'_>, letter: &Letter) -> LetterData {
    let settings = &scope.cycle.settings;
    let office = &settings.secretariat;
    let outside = scope.recipient.as_ref().is_some_and(|recipient| recipient.is_outside(scope.cycle));
    let number = || letter.number.as_ref().map_or("案".into(), |n| n.get_ref().clone());
    let own_sender = letter.sender.as_ref().or(scope.stage.sender.as_ref());
    let (number, sender, seal) = match (scope.is_memo(), own_sender) {
        (true, _) => (MEMO.into(), format!("{}{}", office.division, office.section), String::new()),
        (false, Some(sender)) => (number(), sender.clone(), office.seal.clone()),
        (false, None) if outside => (number(), office.outside(&office.sender), office.seal.clone()),
        (false, None) => (number(), office.sender.clone(), office.seal.clone()),
    };
    LetterData {
        number,
        date: wareki::date(scope.date),
        report_by: letter.report_by.map(wareki::date_with_weekday),
        question: scope.question.map(|question| question.title.to_owned()),
        sender,
        seal,
        copy: scope.gets_copy(letter),
        outside,
        pane: settings.style.envelope.map(Envelope::seen),
        window_end: settings.style.envelope.map(|envelope| {
            let (window, _) = envelope.window();
            window.top + window.height
        }),
    }
}
