//! 受付簿: every question of the year so far, whom it was put to, and when the answer came.

use chrono::NaiveDate;
use serde::Serialize;

use super::field_row::{CellValue, FieldRow};
use crate::decide::answers::{Answered, Standing, asked_of};
use crate::decide::attendance::{MeetingAttendance, meeting_of};
use crate::decide::ballot_box::BallotBox;
use crate::decide::question::Question;
use crate::decide::sent_in::SentIn;
use crate::decide::tally::CountedVote;
use crate::ground::text::running_digits;
use crate::ground::wareki;
use crate::model::ballot::Ballot;
use crate::model::choice::Choice;
use crate::model::opinion::Opinion;
use crate::model::recipient::Recipient;
use crate::model::reply::Reply;
use crate::model::stage::FormKind;
use crate::model::value::{Cell, UNRESOLVED};
use crate::render::scope::StageScope;

/// How one who was asked stands to a question.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Default))]
pub struct ReceiptRow {
    /// What was asked: 「庁内照会　調査票」.
    pub question: String,
    /// By when: 「令和２年１月10日」. Empty where no day was named.
    pub due: String,
    /// The code of who was asked: 「koyo」.
    pub code: String,
    /// Who was asked, a department with its bureau: 「商工労働部働き方支援課」.
    pub name: String,
    /// The day on which the first of it came: 「令和２年１月８日」. Empty where nothing came, or where nobody noted the day.
    pub received: String,
    /// The day on which the last of it came; empty where it all came on one.
    pub last: String,
    /// 受付, 一部, 確認中 where nobody can tell what came, 未着, or 期限内 where there is still time.
    pub state: &'static str,
    /// What was answered: 「出席」, 「意見２件」, 「議案１　承認する」, 「５件のうち３件」. Empty of a return.
    pub answer: String,
    /// 期限後 where all of it came after the day that was named, 最終が期限後 where the last of it did.
    pub late: &'static str,
    /// What is open of it: 「議案２」.
    pub open: String,
    /// What was noted beside the answer (備考), which stands on no other paper.
    pub note: String,
    /// The files in which it came, below `inputs/`.
    pub files: String,
}

impl FieldRow for ReceiptRow {
    fn fields(&self) -> Vec<(&str, CellValue<'_>)> {
        vec![
            ("question", (&self.question).into()),
            ("due", (&self.due).into()),
            ("code", (&self.code).into()),
            ("name", (&self.name).into()),
            ("received", (&self.received).into()),
            ("last", (&self.last).into()),
            ("state", self.state.into()),
            ("answer", (&self.answer).into()),
            ("late", self.late.into()),
            ("open", (&self.open).into()),
            ("note", (&self.note).into()),
            ("files", (&self.files).into()),
        ]
    }
}

/// Makes the view: the questions of the stage and of those before it, as known at the cutoff.
pub fn view(scope: &StageScope<'_>) -> Vec<ReceiptRow> {
    let sent = scope.sent_in();
    let stages = &sent.cycle.settings.stages;
    let until = stages.iter().position(|stage| stage.id.get_ref() == scope.stage.id.get_ref());
    let is_asked = |question: &Question<'_>| {
        let mut so_far = stages.iter().take(until.map_or(0, |at| at + 1));
        so_far.any(|stage| stage.id.get_ref() == question.stage.id.get_ref())
    };
    let asked = Question::all(sent.cycle).into_iter().filter(is_asked);
    asked
        .flat_map(|question| {
            let answers = Answers::of(&question, sent, scope.cutoff);
            let standings = question.standings(sent, scope.cutoff);
            let rows = standings.into_iter().map(|standing| row(&question, &standing, &answers));
            rows.collect::<Vec<_>>()
        })
        .collect()
}

fn row(question: &Question<'_>, standing: &Standing<'_>, answers: &Answers<'_>) -> ReceiptRow {
    let (first, last) = (standing.days.first(), standing.days.last());
    let files = standing.files.iter().map(|file| file.strip_prefix("inputs/").unwrap_or(file));
    ReceiptRow {
        question: format!("{}　{}", question.stage.title, question.title),
        due: standing.due.map_or(String::new(), wareki::date),
        code: standing.recipient.code().into(),
        name: match standing.recipient.department() {
            Some(department) => format!("{}{}", department.bureau.text, department.division.text),
            None => standing.recipient.name().into(),
        },
        received: first.map_or(String::new(), |day| wareki::date(*day)),
        last: last.filter(|day| Some(*day) != first).map_or(String::new(), |day| wareki::date(*day)),
        state: match &standing.state {
            Answered::Not if standing.due.is_some_and(|due| answers.day <= due) => "期限内",
            Answered::Not => "未着",
            Answered::Partly { .. } => "一部",
            Answered::Unsettled => UNRESOLVED,
            Answered::Whole => "受付",
        },
        answer: match &standing.state {
            Answered::Not | Answered::Unsettled => String::new(),
            Answered::Partly { .. } | Answered::Whole => answers.to(question, standing),
        },
        late: match (first, standing.due) {
            _ if !standing.is_late() => "",
            (Some(first), Some(due)) if *first > due => "期限後",
            _ => "最終が期限後",
        },
        open: standing.state.open().join("、"),
        note: answers.notes(question, standing).join("、"),
        files: files.collect::<Vec<_>>().join("、"),
    }
}

/// What was answered to a question by a day.
struct Answers<'a> {
    sent: SentIn<'a>,
    day: NaiveDate,
    /// Who comes, where the question is about a meeting.
    attendance: MeetingAttendance,
}

impl<'a> Answers<'a> {
    fn of(question: &Question<'a>, sent: SentIn<'a>, day: NaiveDate) -> Self {
        let meeting = meeting_of(sent.cycle, question.stage);
        let attendance =
            meeting.map_or_else(MeetingAttendance::default, |m| MeetingAttendance::on(sent.cycle, m, day));
        Self { sent, day, attendance }
    }

    /// What one who was asked has answered, in a few words.
    fn to(&self, question: &Question<'_>, standing: &Standing<'_>) -> String {
        let code = standing.recipient.code();
        match (question.kind, &standing.recipient) {
            (FormKind::Attendance, Recipient::Member(member)) => {
                let part = self.attendance.of(member);
                let proxy = part.proxy().map_or(String::new(), |proxy| format!("（{proxy}）"));
                format!("{}{proxy}", part.label())
            }
            (FormKind::Opinion, _) => self.opinions(code),
            (FormKind::Ballot, one) => self.votes(question, one.addressee()),
            (FormKind::Report, _) => {
                let asked = asked_of(self.sent, code, question.stage.cutoff()).len();
                let open = standing.state.open().len();
                running_digits(&format!("{asked}件のうち{}件", asked.saturating_sub(open)))
            }
            _ => String::new(),
        }
    }

    /// What was noted beside the answer, each once, in the files in which it came.
    fn notes(&self, question: &Question<'_>, standing: &Standing<'_>) -> Vec<&'a str> {
        let cycle = self.sent.cycle;
        let code = standing.recipient.code();
        let notes: Vec<&Cell> = match (question.kind, &standing.recipient) {
            (FormKind::Attendance, _) => {
                let meeting = question.stage.meeting_id();
                let own = |reply: &&Reply| reply.member.text == code && reply.stage.text == meeting;
                cycle.replies.iter().filter(own).map(|reply| &reply.note).collect()
            }
            (FormKind::Ballot, Recipient::Member(member)) => {
                let stage = question.stage.id.get_ref();
                let own = |b: &&Ballot| b.member.text == member.called() && b.stage.text == *stage;
                cycle.ballots.iter().filter(own).map(|ballot| &ballot.note).collect()
            }
            (FormKind::Opinion, _) => {
                let own = self.sent.opinions.notes.iter().filter(|(submitter, _)| submitter == code);
                own.map(|(_, note)| note).collect()
            }
            _ => Vec::new(),
        };
        let mut said = Vec::new();
        for note in notes {
            let came =
                note.origin.file().is_some_and(|file| standing.files.iter().any(|known| **known == *file));
            if came && !note.is_empty() && !said.contains(&note.text.as_str()) {
                said.push(note.text.as_str());
            }
        }
        said
    }

    fn opinions(&self, code: &str) -> String {
        let by_then = |opinion: &&Opinion| opinion.received.value().is_some_and(|day| *day <= self.day);
        let own = self.sent.opinions.opinions.iter().filter(|opinion| opinion.submitter == code);
        match own.filter(by_then).count() {
            0 => "意見なし".into(),
            count => running_digits(&format!("意見{count}件")),
        }
    }

    fn votes(&self, question: &Question<'_>, member: &str) -> String {
        let motions = question.stage.agenda.iter().map(|item| item.items.len()).sum::<usize>();
        let ballots = BallotBox::of(self.sent.cycle, question.stage, self.day);
        let vote = |motion: usize| {
            let vote = match ballots.vote(motion, member)? {
                CountedVote::Valid(vote) => vote.label(),
                CountedVote::Invalid => "無効",
                CountedVote::Unsettled => UNRESOLVED,
            };
            Some(format!("{}　{vote}", running_digits(&format!("議案{}", motion + 1))))
        };
        (0..motions).filter_map(vote).collect::<Vec<_>>().join("、")
    }
}
