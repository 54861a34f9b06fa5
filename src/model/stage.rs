//! Stages (段階) of the year, and the papers, annexes and letters that each makes.

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use super::decision::Decision;
use super::declared_paper::Paper;
use super::letter::{Letter, Recipients, StageMail};
use super::own_section::OwnSection;
use super::printing::Printing;
use super::rescheduled::{Cancellation, Postponement};
use super::seating::Seating;
use super::toml_date::{date, optional_date};
use crate::ground::wareki;

/// A stage of the year (段階): its date, and the papers, annexes, letters and forms that it makes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// What the command line and other stages call it; the folder in `out/`.
    pub id: Spanned<String>,
    /// What kind of stage it is.
    pub kind: StageKind,
    /// What papers and the schedule call it.
    pub title: String,
    /// The date of its papers.
    #[serde(deserialize_with = "date")]
    pub date: NaiveDate,
    /// How it was put off, each time, of a meeting; `date` is the day that holds.
    #[serde(default)]
    pub postponed: Vec<Postponement>,
    /// That it was called off, of a meeting.
    pub cancelled: Option<Cancellation>,
    /// Printed in the schedule instead of the date, as 「２月中旬」.
    pub when: Option<String>,
    /// The last day whose returns it uses: what is received later does not change its papers. Its `date` if none is
    /// given.
    #[serde(default, deserialize_with = "optional_date")]
    pub cutoff: Option<NaiveDate>,
    /// The day on which its papers went out: from then on a build may not change them.
    #[serde(default, deserialize_with = "optional_date")]
    pub issued: Option<NaiveDate>,
    /// Lets a build change what was issued, which then is marked 【訂正】: see [`corrects`](Self::corrects).
    pub correction: Option<Correction>,
    /// The last day for returns, of an inquiry.
    #[serde(default, deserialize_with = "optional_date")]
    pub deadline: Option<NaiveDate>,
    /// The body that meets.
    pub body: Option<Spanned<String>>,
    /// The id of the meeting to which a notice invites. Its body is that of the meeting.
    pub meeting: Option<Spanned<String>>,
    /// Which meeting of the body it is, from 1.
    pub session: Option<u32>,
    /// When the body meets, as printed: 「14時～16時」.
    pub time: Option<String>,
    /// Where the body meets.
    pub place: Option<String>,
    /// The id of an earlier stage that 新旧対照表 compares with.
    pub since: Option<Spanned<String>>,
    /// The step of progress management under whose heading the schedule lists it.
    pub step: Option<Spanned<String>>,
    /// What it is for, one sentence.
    #[serde(default)]
    pub purpose: String,
    /// How the room is laid out; without it no seating plan can be made.
    pub seating: Option<Seating>,
    /// 次第.
    #[serde(default)]
    pub agenda: Vec<AgendaItem>,
    /// The ids of its papers that the meeting decides on.
    #[serde(default)]
    pub approves: Vec<Spanned<String>>,
    /// What it decided about them.
    #[serde(default)]
    pub decisions: Vec<Decision>,
    /// 資料, in their order.
    #[serde(default)]
    pub papers: Vec<Paper>,
    /// 別紙.
    #[serde(default)]
    pub annexes: Vec<Annex>,
    /// 通知文.
    #[serde(default)]
    pub letters: Vec<Letter>,
    /// 様式.
    #[serde(default)]
    pub forms: Vec<Form>,
    /// The codes of those who alone get something of it, of a notice; none where it goes to all.
    pub only: Option<Vec<Spanned<String>>>,
    /// The numbers of the measures that alone it is about, of a notice; none where it is about all. It goes to the
    /// departments that own them and to those who spoke of them.
    pub measures: Option<Vec<Spanned<String>>>,
    /// Who sends its letters, where it is not the office's own sender: the head of the body that meets.
    pub sender: Option<String>,
    /// What becomes of its letters to the section that sends them.
    #[serde(default)]
    pub own_section: OwnSection,
    /// How its letters, annexes and forms are mailed; without it they are not.
    pub mail: Option<StageMail>,
    /// How its packet is printed.
    #[serde(default)]
    pub print: Printing,
}

impl Stage {
    /// The last day whose returns any paper of the stage uses: that of its latest paper.
    pub fn last_cutoff(&self) -> NaiveDate {
        let later = self.papers.iter().filter_map(|p| p.cutoff.or(p.date));
        later.chain([self.cutoff()]).max().unwrap_or(self.date)
    }

    /// The last day whose returns the stage uses.
    pub fn cutoff(&self) -> NaiveDate {
        self.cutoff.unwrap_or(self.date)
    }

    /// Its paper with this id.
    pub fn paper(&self, id: &str) -> Option<&Paper> {
        self.papers.iter().find(|paper| paper.id() == id)
    }

    /// What it decided about a paper of its own. None as long as it has not, or something speaks against what is written.
    pub fn decision(&self, paper: &str) -> Option<&Decision> {
        self.decisions.iter().find(|decision| decision.paper.get_ref() == paper && decision.holds)
    }

    /// The id of the meeting that it is about: the one that it invites to, else itself.
    pub fn meeting_id(&self) -> &str {
        self.meeting.as_ref().unwrap_or(&self.id).get_ref()
    }

    /// The id of the body that meets or votes in it, or whose members it writes to.
    pub fn body_id(&self) -> Option<&str> {
        self.body.as_ref().map(|body| body.get_ref().as_str())
    }

    /// To whom it declares letters, annexes and forms, one kind for each of them.
    pub fn recipients(&self) -> impl Iterator<Item = Recipients> {
        let letters = self.letters.iter().map(|letter| letter.to);
        let annexes = self.annexes.iter().map(|annex| annex.to);
        letters.chain(annexes).chain(self.forms.iter().map(|form| form.to))
    }

    /// Whether it is about this measure, among others. What is said of all measures has no number, and no number means it.
    pub fn is_about(&self, measure: &str) -> bool {
        let is_it = |number: &Spanned<String>| !measure.is_empty() && number.get_ref() == measure;
        self.measures.as_ref().is_none_or(|meant| meant.iter().any(is_it))
    }

    /// Whether one of this code may get something of it.
    pub fn is_for(&self, code: &str) -> bool {
        self.only.as_ref().is_none_or(|meant| meant.iter().any(|own| own.get_ref() == code))
    }

    /// The correction of what was issued. What was not issued can't be corrected, whatever is declared.
    pub fn corrects(&self) -> Option<&Correction> {
        self.correction.as_ref().filter(|_| self.issued.is_some())
    }

    /// The day of the stage as it was known on a day: the last one, where it is put off and no new one is known.
    pub fn date_as_of(&self, day: NaiveDate) -> NaiveDate {
        let is_before = |one: &&Postponement| day < one.on || one.is_open_on(day);
        self.postponed.iter().find(is_before).map_or(self.date, |one| one.from)
    }

    /// The same for print; none where it is put off and no new day is known. One that was called off has the last day.
    pub fn known_date_as_of(&self, day: NaiveDate) -> Option<NaiveDate> {
        let is_open = self.postponement_as_of(day).is_some_and(|one| one.is_open_on(day));
        (!is_open || self.cancellation_as_of(day).is_some()).then(|| self.date_as_of(day))
    }

    /// Whether it is put off and there is no new day.
    pub fn is_undated(&self) -> bool {
        self.postponed.last().is_some_and(|one| one.undecided)
    }

    /// How it was put off last, as far as that was known on a day.
    pub fn postponement_as_of(&self, day: NaiveDate) -> Option<&Postponement> {
        self.postponed.iter().rfind(|one| one.on <= day)
    }

    /// That it was called off, if that was known on a day.
    pub fn cancellation_as_of(&self, day: NaiveDate) -> Option<&Cancellation> {
        self.cancelled.as_ref().filter(|one| one.on <= day)
    }

    /// What schedules add to its title: 「中止」, 「２月７日（金）から延期」. None where it is as it was.
    pub fn change_as_of(&self, day: NaiveDate) -> Option<String> {
        let postponed = || {
            let last = self.postponement_as_of(day)?;
            Some(format!("{}から延期", wareki::short_date_with_weekday(last.from)))
        };
        self.cancellation_as_of(day).map(|_| "中止".to_owned()).or_else(postponed)
    }

    /// Whether nothing is made of it: it is a meeting that was called off, or has no day, before anything was handed out.
    pub fn is_dropped(&self) -> bool {
        let is_off = self.cancelled.is_some() || self.is_undated();
        self.kind == StageKind::Meeting && is_off && self.issued.is_none()
    }

    /// Whether the stage makes anything.
    pub fn makes_something(&self) -> bool {
        !(self.is_dropped()
            || self.papers.is_empty()
                && self.annexes.is_empty()
                && self.letters.is_empty()
                && self.forms.is_empty())
    }
}

/// What kind of stage it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StageKind {
    /// 照会
    Inquiry,
    /// 取りまとめ
    Collection,
    /// 会議
    Meeting,
    /// 書面開催
    Written,
    /// 通知
    Notice,
}

impl StageKind {
    /// The id, as `cycle.toml` writes it.
    pub fn id(self) -> &'static str {
        match self {
            StageKind::Inquiry => "inquiry",
            StageKind::Collection => "collection",
            StageKind::Meeting => "meeting",
            StageKind::Written => "written",
            StageKind::Notice => "notice",
        }
    }
}

/// The document that a correction comes with: 正誤表.
pub const ERRATA: &str = "errata";

/// A correction of what was issued.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The day on which it is announced.
    #[serde(deserialize_with = "date")]
    pub date: NaiveDate,
    /// What was wrong, one sentence.
    pub reason: String,
    /// The day on which the corrected papers were handed out. From then on they are as frozen as the first ones were.
    #[serde(default, deserialize_with = "optional_date")]
    pub issued: Option<NaiveDate>,
}

impl Correction {
    /// By what the messages of a correction of this date are told from others: `c20200401`. Those of what was sent first
    /// have nothing there.
    pub fn edition(date: Option<NaiveDate>) -> String {
        date.map_or_else(String::new, |date| format!("c{}", date.format("%Y%m%d")))
    }
}

/// An item of the agenda.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// What it is called.
    pub text: String,
    /// The matters under it.
    #[serde(default)]
    pub items: Vec<Matter>,
}

/// A matter of an item of the agenda.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// What it is called.
    pub text: String,
    /// The ids of the papers that belong to it.
    #[serde(default)]
    pub papers: Vec<Spanned<String>>,
}

/// An annex workbook (別紙) of `templates/annexes/`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annex {
    /// The folder in `templates/annexes/`.
    pub annex: Spanned<String>,
    /// Who gets an annex of their own. Used only if the annex is made once for each recipient.
    #[serde(default)]
    pub to: Recipients,
    /// The number, as 「別紙１」.
    pub number: Option<Spanned<String>>,
    /// The title, where it is not the annex's own.
    pub title: Option<String>,
}

/// A form (様式) to fill in and send back, made once for each recipient.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// What the inputs call it.
    pub id: Spanned<String>,
    /// The title in file names.
    pub title: String,
    /// What it asks for.
    pub form: FormKind,
    /// Who gets one.
    #[serde(deserialize_with = "one_each")]
    pub to: Recipients,
    /// What kind of file it is.
    #[serde(default)]
    pub file: FormFile,
}

/// Who fills in a form: each for itself.
fn one_each<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Recipients, D::Error> {
    match Recipients::deserialize(deserializer)? {
        Recipients::Bureaus => {
            Err(serde::de::Error::custom("様式は部ごとには作れません。to = \"departments\" と書いてください"))
        }
        to => Ok(to),
    }
}

/// What kind of file a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FormFile {
    /// Text, which every program opens.
    #[default]
    Csv,
    /// An Excel workbook with lists and locked cells.
    Xlsx,
}

impl FormFile {
    /// The ending of its name.
    pub fn ending(self) -> &'static str {
        match self {
            FormFile::Csv => "csv",
            FormFile::Xlsx => "xlsx",
        }
    }
}

/// What a form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FormKind {
    /// 調査票: the recipient's measures with their indicators.
    Return,
    /// 意見回答様式.
    Opinion,
    /// 回答書 of a written meeting.
    Ballot,
    /// 対応報告書: what a department makes of the advice and opinions on its measures.
    Report,
    /// 出欠の回答票: whether a member comes to a meeting, or who comes instead.
    Attendance,
}
