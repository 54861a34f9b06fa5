//! Who has answered what the year asks, each question alike: returns, opinions, votes, reports, replies.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::asked::{self, Asked};
use crate::ground::origin::Origin;
use crate::ground::text::running_digits;
use crate::model::cycle::Cycle;
use crate::model::department_report::Reports;
use crate::model::opinion::Answer;
use crate::model::recipient::Recipient;
use crate::model::reply::Reply;
use crate::model::stage::{Form, FormKind, Letter, RecipientFilter, Recipients, Stage, StageKind};
use crate::model::submission::{Opinions, Submissions};

/// A question of the year: a form that a stage sends, or what it asks without one. The same form as a workbook and as CSV
/// is one question.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The stage that asks.
    pub stage: &'a Stage,
    /// What is to come back.
    pub kind: FormKind,
    /// Who is asked.
    pub to: Recipients,
    /// What it is called: 「調査票」.
    pub title: &'a str,
    /// The id of the form; without one a word for what is asked.
    id: &'a str,
}

/// What was sent in, of whatever kind.
#[derive(Clone, Copy)]
pub struct SentIn<'a> {
    /// The lists, and the votes of written meetings.
    pub cycle: &'a Cycle,
    /// The returns.
    pub submissions: &'a Submissions,
    /// The advice and the opinions.
    pub opinions: &'a Opinions,
    /// The reports.
    pub reports: &'a Reports,
}

/// How a recipient stands to a question on a day.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    /// Who was asked.
    pub recipient: Recipient<'a>,
    /// How much of it is answered.
    pub state: Answered,
    /// The days on which something came, in their order. What came on a day that nobody noted has none.
    pub days: BTreeSet<NaiveDate>,
    /// The files in which it came, below the root.
    pub files: BTreeSet<Arc<str>>,
}

/// How much of a question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// Nothing came.
    Not,
    /// Something came, and of this there is no answer yet: 「議案2」, 「番号5」.
    Partly {
        /// What is open, in the order of the form.
        open: Vec<String>,
    },
    /// All of it.
    Whole,
}

impl Answered {
    /// What is open, as papers print it: 「議案２」. A number with a year keeps its digits: 「番号R3-7」.
    pub fn open(&self) -> Vec<String> {
        let shown = |open: &String| if open.contains('-') { open.clone() } else { running_digits(open) };
        match self {
            Self::Partly { open } => open.iter().map(shown).collect(),
            Self::Not | Self::Whole => Vec::new(),
        }
    }
}

impl<'a> Question<'a> {
    /// Every question of the year, in the order of the stages.
    pub fn all(cycle: &'a Cycle) -> Vec<Self> {
        let mut forms = cycle.settings.stages.iter().flat_map(|stage| &stage.forms);
        let has_form = forms.any(|form| form.form == FormKind::Return);
        let of_stage = |stage: &'a Stage| {
            let by_kind =
                Self::by_kind(cycle, stage).filter(|asked| asked.kind != FormKind::Return || !has_form);
            Self::by_form(stage).chain(by_kind)
        };
        let mut seen = BTreeSet::new();
        let all = cycle.settings.stages.iter().flat_map(of_stage);
        all.filter(|asked| seen.insert((asked.stage.id.get_ref(), asked.kind, asked.to))).collect()
    }

    fn by_form(stage: &'a Stage) -> impl Iterator<Item = Self> {
        let question = move |form: &'a Form| Self {
            stage,
            kind: form.form,
            to: form.to,
            title: &form.title,
            id: form.id.get_ref(),
        };
        stage.forms.iter().map(question)
    }

    /// What a stage asks by being what it is, with or without a form: the year's inquiry for returns, a written meeting
    /// for votes, an inquiry that writes to organizations for opinions.
    fn by_kind(cycle: &Cycle, stage: &'a Stage) -> Option<Self> {
        let writes_to_organizations = stage
            .letters
            .iter()
            .any(|letter| letter.to == Recipients::Organizations && letter.only == RecipientFilter::All);
        let is_inquiry = cycle.inquiry().is_some_and(|inquiry| inquiry.id.get_ref() == stage.id.get_ref());
        let (kind, to, title, id) = match stage.kind {
            StageKind::Written => (FormKind::Ballot, Recipients::Members, "回答書", "ballot"),
            StageKind::Inquiry if writes_to_organizations => {
                (FormKind::Opinion, Recipients::Organizations, "意見", "opinion")
            }
            StageKind::Inquiry if is_inquiry => {
                (FormKind::Return, Recipients::Departments, "調査票", "return")
            }
            _ => return None,
        };
        Some(Self { stage, kind, to, title, id })
    }

    /// The question that is called 「stage/form」. A form that is sent in two ways may be called by either.
    pub fn find(cycle: &'a Cycle, written: &str) -> Option<Self> {
        let (stage, id) = written.split_once('/')?;
        let stage = cycle.stage(stage)?;
        let sent = Self::by_form(stage).find(|form| form.id == id);
        let is_meant = |asked: &Self| {
            let is_here = asked.stage.id.get_ref() == stage.id.get_ref();
            is_here && (asked.id == id || sent.is_some_and(|form| asked.is_same(form.kind, form.to)))
        };
        Self::all(cycle).into_iter().find(is_meant)
    }

    /// The question that a letter is about: the one that it names, else the last that its recipients were asked.
    pub fn of_letter(cycle: &'a Cycle, stage: &Stage, letter: &Letter) -> Option<Self> {
        match &letter.of {
            Some(of) => Self::find(cycle, of.get_ref()).filter(|question| question.to == letter.to),
            None => Self::last(cycle, stage, letter.to),
        }
    }

    /// The last question that such recipients were asked up to a stage; members, those of its body.
    pub fn last(cycle: &'a Cycle, stage: &Stage, to: Recipients) -> Option<Self> {
        let body = |stage: &Stage| stage.body.as_ref().map(|body| body.get_ref().clone());
        let is_to_them = |question: &Self| {
            question.to == to && (to != Recipients::Members || body(question.stage) == body(stage))
        };
        let at = cycle.settings.stages.iter().position(|known| known.id.get_ref() == stage.id.get_ref())?;
        let until = &cycle.settings.stages[..=at];
        let by_then = |q: &Self| until.iter().any(|known| known.id.get_ref() == q.stage.id.get_ref());
        Self::all(cycle).into_iter().rfind(|q| is_to_them(q) && by_then(q))
    }

    /// The last question of the year that asks for something.
    pub fn last_for(cycle: &'a Cycle, kind: FormKind) -> Option<Self> {
        Self::all(cycle).into_iter().rfind(|question| question.kind == kind)
    }

    /// What the command line, letters and JSON call it: 「opinions/opinion」.
    pub fn id(&self) -> String {
        format!("{}/{}", self.stage.id.get_ref(), self.id)
    }

    /// The last day for answers: the stage's, else the one that its letters name.
    pub fn due(&self) -> Option<NaiveDate> {
        let asks = |letter: &&Letter| letter.to == self.to && letter.only == RecipientFilter::All;
        let named = self.stage.letters.iter().filter(asks).filter_map(|letter| letter.report_by).max();
        self.stage.deadline.or(named)
    }

    fn is_same(&self, kind: FormKind, to: Recipients) -> bool {
        self.kind == kind && self.to == to
    }

    /// Whether what came on a day answers it: of several questions of one kind, the last that had been asked by then, or
    /// the first. What came on a day that nobody noted answers the first.
    fn takes(&self, cycle: &'a Cycle, day: Option<NaiveDate>) -> bool {
        let same = Question::all(cycle).into_iter().filter(|q| q.is_same(self.kind, self.to));
        let same: Vec<Self> = same.collect();
        let asked = |q: &&Self| day.is_some_and(|day| q.stage.date <= day);
        let meant = same.iter().rfind(asked).or(same.first());
        meant.is_some_and(|meant| meant.stage.id.get_ref() == self.stage.id.get_ref())
    }

    /// How everyone who is asked stands at the end of a day, in the order of their list. A department that has nothing to
    /// report on is not asked.
    pub fn standings(&self, sent: SentIn<'a>, day: NaiveDate) -> Vec<Standing<'a>> {
        let recipients = Recipient::all(self.to, sent.cycle, self.stage).into_iter();
        recipients.filter_map(|recipient| self.standing(sent, recipient, day)).collect()
    }

    /// How one who is asked stands at the end of a day; none if there is nothing to answer.
    pub fn standing(
        &self,
        sent: SentIn<'a>,
        recipient: Recipient<'a>,
        day: NaiveDate,
    ) -> Option<Standing<'a>> {
        let mut standing =
            Standing { recipient, state: Answered::Not, days: BTreeSet::new(), files: BTreeSet::new() };
        let open = match self.kind {
            FormKind::Return => self.returned(sent, day, &mut standing),
            FormKind::Opinion => self.heard(sent, day, &mut standing),
            FormKind::Ballot => self.voted(sent, day, &mut standing),
            FormKind::Report => self.reported(sent, day, &mut standing)?,
            FormKind::Attendance => self.replied(sent, day, &mut standing),
        };
        standing.state = match (standing.files.is_empty(), open.is_empty()) {
            (true, _) => Answered::Not,
            (false, true) => Answered::Whole,
            (false, false) => Answered::Partly { open },
        };
        Some(standing)
    }

    /// A return answers whatever it says: what is wrong with it is asked by its findings.
    fn returned(&self, sent: SentIn<'a>, day: NaiveDate, standing: &mut Standing<'_>) -> Vec<String> {
        let code = standing.recipient.code();
        let own = sent.submissions.returns().filter(|file| file.department == code);
        let by_then = own.filter(|file| file.received.is_none_or(|received| received <= day));
        for file in by_then.filter(|file| self.takes(sent.cycle, file.received)) {
            standing.note(&file.file, file.received);
        }
        Vec::new()
    }

    /// 「意見なし」 is an answer.
    fn heard(&self, sent: SentIn<'a>, day: NaiveDate, standing: &mut Standing<'_>) -> Vec<String> {
        let code = standing.recipient.code();
        let Opinions { opinions, without_opinion, .. } = sent.opinions;
        let spoken = opinions.iter().map(|o| (&o.submitter, &o.received));
        let silent = without_opinion.iter().map(|(submitter, received)| (submitter, received));
        for (_, received) in spoken.chain(silent).filter(|(submitter, _)| *submitter == code) {
            let by_then = received.value().copied().filter(|received| *received <= day);
            if by_then.is_some_and(|received| self.takes(sent.cycle, Some(received))) {
                standing.note_at(&received.cell.origin, by_then);
            }
        }
        Vec::new()
    }

    /// A paper that came back without a mark is invalid, and came back.
    fn voted(&self, sent: SentIn<'a>, day: NaiveDate, standing: &mut Standing<'_>) -> Vec<String> {
        let motions = self.stage.agenda.iter().map(|item| item.items.len()).sum::<usize>();
        let mut answered = BTreeSet::new();
        for ballot in &sent.cycle.ballots {
            let is_own = ballot.stage.text == *self.stage.id.get_ref()
                && ballot.member.text == standing.recipient.addressee();
            let by_then = ballot.received.value().copied().filter(|received| *received <= day);
            if let (true, Some(received)) = (is_own, by_then) {
                answered.extend(ballot.motion_index());
                standing.note_at(&ballot.member.origin, Some(received));
            }
        }
        let open = (0..motions).filter(|motion| !answered.contains(motion));
        open.map(|motion| format!("議案{}", motion + 1)).collect()
    }

    /// A reply says whether the member comes. What can't be read is asked by its finding.
    fn replied(&self, sent: SentIn<'a>, day: NaiveDate, standing: &mut Standing<'_>) -> Vec<String> {
        let (meeting, code) = (self.stage.meeting_id(), standing.recipient.code());
        let own = |reply: &&Reply| reply.stage.text == meeting && reply.member.text == code;
        for reply in sent.cycle.replies.iter().filter(own) {
            let received = reply.received.value().copied();
            if received.is_none_or(|received| received <= day) {
                standing.note_at(&reply.attendance.cell.origin, received);
            }
        }
        Vec::new()
    }

    /// A report answers what it says something of; none if nothing is asked of the department.
    fn reported(&self, sent: SentIn<'a>, day: NaiveDate, standing: &mut Standing<'_>) -> Option<Vec<String>> {
        let reports = sent.reports;
        let code = standing.recipient.code();
        let asked = asked_of(sent, code, self.stage.cutoff());
        if asked.is_empty() {
            return None;
        }
        for report in asked::reports_of(reports, code, day) {
            standing.note(&report.file, report.received);
        }
        let reported = asked::reported(&asked, reports, code, day);
        let open = asked.iter().filter(|one| !reported.contains_key(&one.number));
        Some(open.map(|one| format!("番号{}", one.number)).collect())
    }
}

/// What a department was asked to report on, of what was known on a day.
pub fn asked_of<'a>(sent: SentIn<'a>, code: &str, day: NaiveDate) -> Vec<Asked<'a>> {
    let SentIn { cycle, opinions, reports, .. } = sent;
    let decided = |answer: &&Answer| answer.decided.value().is_some_and(|decided| *decided <= day);
    let answers = asked::sole(opinions.answers.iter().filter(decided), opinions);
    asked::of_department(cycle, &opinions.opinions, &answers, &reports.carried, code, day)
}

impl Standing<'_> {
    /// Whether its first answer came after a day.
    pub fn is_late(&self, due: Option<NaiveDate>) -> bool {
        matches!((self.days.first(), due), (Some(first), Some(due)) if *first > due)
    }

    fn note(&mut self, file: &Arc<str>, received: Option<NaiveDate>) {
        self.files.insert(file.clone());
        self.days.extend(received);
    }

    fn note_at(&mut self, origin: &Origin, received: Option<NaiveDate>) {
        self.note(&origin.file().unwrap_or_default().into(), received);
    }
}
