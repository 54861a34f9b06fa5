//! Who has answered what the year asks, each question alike: returns, opinions, votes, reports, replies.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::asked::{self, Asked, Reported};
use super::attendance::{MeetingAttendance, Part};
use super::question::Question;
use super::sent_in::SentIn;
use super::unread::{self, Unread};
use crate::ground::origin::Origin;
use crate::ground::text::running_digits;
use crate::model::opinion::Answer;
use crate::model::recipient::Recipient;
use crate::model::reply::Reply;
use crate::model::stage::FormKind;
use crate::model::submission::Opinions;

/// How a recipient stands to a question on a day.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    /// Who was asked.
    pub recipient: Recipient<'a>,
    /// The last day for the answer: the question's, or a later one with which it was sent again to this recipient.
    pub due: Option<NaiveDate>,
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
    /// Something came, and nobody can tell what it says, or when it came: 「確認中」.
    Unsettled,
    /// All of it.
    Whole,
}

impl Answered {
    /// What is open, as papers print it: 「議案２」. A number with a year keeps its digits: 「番号R3-7」.
    pub fn open(&self) -> Vec<String> {
        let shown = |open: &String| if open.contains('-') { open.clone() } else { running_digits(open) };
        match self {
            Self::Partly { open } => open.iter().map(shown).collect(),
            Self::Not | Self::Unsettled | Self::Whole => Vec::new(),
        }
    }
}

impl<'a> Question<'a> {
    /// How everyone who is asked stands at the end of a day, in the order of their list. A department that has nothing to
    /// report on is not asked.
    pub fn standings(&self, sent: SentIn<'a>, day: NaiveDate) -> Vec<Standing<'a>> {
        let recipients = self.recipients(sent).into_iter();
        recipients.filter_map(|recipient| self.standing(sent, recipient, day)).collect()
    }

    /// How one stands at the end of a day; none if the question is not put to this one, or there is nothing to answer.
    pub fn standing(
        &self,
        sent: SentIn<'a>,
        recipient: Recipient<'a>,
        day: NaiveDate,
    ) -> Option<Standing<'a>> {
        let mut standing = self.standing_by(sent, recipient.clone(), day)?;
        for (stage, due) in self.again(sent.cycle).filter(|(stage, _)| stage.date <= day) {
            let then = || self.standing_by(sent, recipient.clone(), stage.cutoff());
            if stage.is_for(recipient.code()) && then().is_some_and(|then| then.state != Answered::Whole) {
                standing.due = standing.due.max(Some(due));
            }
        }
        Some(standing)
    }

    fn standing_by(
        &self,
        sent: SentIn<'a>,
        recipient: Recipient<'a>,
        day: NaiveDate,
    ) -> Option<Standing<'a>> {
        if !self.is_put_to(sent, &recipient) {
            return None;
        }
        let mut standing = Standing {
            recipient,
            due: self.due(),
            state: Answered::Not,
            days: BTreeSet::new(),
            files: BTreeSet::new(),
        };
        let state = match self.kind {
            FormKind::Return => self.returned(sent, day, &mut standing),
            FormKind::Opinion => self.heard(sent, day, &mut standing),
            FormKind::Ballot => self.voted(sent, day, &mut standing),
            FormKind::Report => self.reported(sent, day, &mut standing)?,
            FormKind::Attendance => self.replied(sent, day, &mut standing),
        };
        standing.state = match standing.files.is_empty() {
            true => Answered::Not,
            false => state,
        };
        Some(standing)
    }

    /// Whether what a recipient sent on a day answers it: of several questions of one kind that were put to this
    /// recipient, the last that had been put by then, or the first. What came on a day that nobody noted answers the
    /// first.
    fn takes(&self, like_it: &[Self], day: Option<NaiveDate>) -> bool {
        let asked = |q: &&Self| day.is_some_and(|day| q.stage.date <= day);
        let meant = like_it.iter().rfind(asked).or(like_it.first());
        meant.is_some_and(|meant| meant.is_of(self.stage))
    }

    /// A return answers whatever it says: what is wrong with it is asked by its findings.
    fn returned(&self, sent: SentIn<'a>, day: NaiveDate, standing: &mut Standing<'_>) -> Answered {
        let code = standing.recipient.code();
        let like_it = self.like_it(sent, &standing.recipient);
        let own = sent.submissions.returns().filter(|file| file.department == code);
        let by_then = own.filter(|file| file.received.is_none_or(|received| received <= day));
        for file in by_then.filter(|file| self.takes(&like_it, file.received)) {
            standing.note(&file.file, file.received);
        }
        Answered::Whole
    }

    /// 「意見なし」 is an answer.
    fn heard(&self, sent: SentIn<'a>, day: NaiveDate, standing: &mut Standing<'_>) -> Answered {
        let code = standing.recipient.code();
        let like_it = self.like_it(sent, &standing.recipient);
        let Opinions { opinions, without_opinion, .. } = sent.opinions;
        let spoken = opinions.iter().map(|o| (&o.submitter, &o.received));
        let silent = without_opinion.iter().map(|(submitter, received)| (submitter, received));
        for (_, received) in spoken.chain(silent).filter(|(submitter, _)| *submitter == code) {
            let by_then = received.value().copied().filter(|received| *received <= day);
            if by_then.is_some_and(|received| self.takes(&like_it, Some(received))) {
                standing.note_at(&received.cell.origin, by_then);
            }
        }
        let unread = unread::opinions(sent.opinions, day);
        let own =
            unread.iter().filter(|unread| unread.may_be_of(code) && self.takes(&like_it, unread.received));
        standing.or_unsettled(own, Answered::Whole)
    }

    /// A paper that came back without a mark is invalid, and came back.
    fn voted(&self, sent: SentIn<'a>, day: NaiveDate, standing: &mut Standing<'_>) -> Answered {
        let motions = self.stage.agenda.iter().map(|item| item.items.len()).sum::<usize>();
        let mut answered = BTreeSet::new();
        let mut unsettled = false;
        for ballot in &sent.cycle.ballots {
            let is_own = ballot.stage.text == *self.stage.id.get_ref()
                && ballot.member.text == standing.recipient.addressee();
            let received = ballot.received.value().copied();
            if is_own && received.is_none_or(|received| received <= day) {
                answered.extend(ballot.motion_index());
                unsettled |= received.is_none() || ballot.vote.is_unreadable();
                standing.note_at(&ballot.member.origin, received);
            }
        }
        let open = (0..motions).filter(|motion| !answered.contains(motion));
        let open: Vec<String> = open.map(|motion| format!("議案{}", motion + 1)).collect();
        let unread = unread::ballots(sent.cycle, self.stage, day);
        let code = standing.recipient.code();
        let own = unread.iter().filter(|unread| unread.may_be_of(code));
        match (open.is_empty(), unsettled) {
            (true, true) => Answered::Unsettled,
            (true, false) => Answered::Whole,
            (false, _) => standing.or_unsettled(own, Answered::Partly { open }),
        }
    }

    /// A reply says whether the member comes. What can't be read is asked by its finding.
    fn replied(&self, sent: SentIn<'a>, day: NaiveDate, standing: &mut Standing<'_>) -> Answered {
        let (meeting, code) = (self.stage.meeting_id(), standing.recipient.code());
        let own = |reply: &&Reply| reply.stage.text == meeting && reply.member.text == code;
        for reply in sent.cycle.replies.iter().filter(own) {
            let received = reply.received.value().copied();
            if received.is_none_or(|received| received <= day) {
                standing.note_at(&reply.attendance.cell.origin, received);
            }
        }
        let Some(meeting) = sent.cycle.stage(meeting) else { return Answered::Whole };
        let unread = unread::replies(sent.cycle, meeting, day);
        standing.or_unsettled(unread.iter().filter(|unread| unread.may_be_of(code)), Answered::Whole);
        let attendance = MeetingAttendance::on(sent.cycle, meeting, day);
        let member = sent.cycle.members.iter().find(|member| member.code.text == code);
        match member.map(|member| attendance.of(member)) {
            Some(Part::Unsettled) => Answered::Unsettled,
            _ => Answered::Whole,
        }
    }

    /// A report answers what it says something of; none if nothing is asked of the department.
    fn reported(&self, sent: SentIn<'a>, day: NaiveDate, standing: &mut Standing<'_>) -> Option<Answered> {
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
        let open: Vec<String> = open.map(|one| format!("番号{}", one.number)).collect();
        let is_disputed = reported.values().any(|said| matches!(said, Reported::Disputed));
        Some(match (open.is_empty(), is_disputed) {
            (true, true) => Answered::Unsettled,
            (true, false) => Answered::Whole,
            (false, _) => Answered::Partly { open },
        })
    }
}

/// What a department was asked to report on, of what was known on a day.
pub fn asked_of<'a>(sent: SentIn<'a>, code: &str, day: NaiveDate) -> Vec<Asked<'a>> {
    let SentIn { cycle, opinions, reports, .. } = sent;
    let decided = |answer: &&Answer| answer.decided.value().is_some_and(|decided| *decided <= day);
    let answers = asked::sole(opinions.answers.iter().filter(decided), opinions);
    asked::of_department(cycle, opinions.all(), &answers, &reports.carried, code, day)
}

impl Standing<'_> {
    /// Whether its last answer, which is the one that counts, came after the last day.
    pub fn is_late(&self) -> bool {
        matches!((self.days.last(), self.due), (Some(last), Some(due)) if *last > due)
    }

    /// Takes in what came of it and can't be read: then it is unsettled if nothing else came, or some of it is open.
    fn or_unsettled<'u>(&mut self, unread: impl Iterator<Item = &'u Unread>, read: Answered) -> Answered {
        let was_answered = !self.files.is_empty() && read == Answered::Whole;
        let before = self.files.len();
        unread.for_each(|unread| self.note(&unread.file, unread.received));
        if self.files.len() > before && !was_answered { Answered::Unsettled } else { read }
    }

    fn note(&mut self, file: &Arc<str>, received: Option<NaiveDate>) {
        self.files.insert(file.clone());
        self.days.extend(received);
    }

    fn note_at(&mut self, origin: &Origin, received: Option<NaiveDate>) {
        self.note(&origin.file().unwrap_or_default().into(), received);
    }
}
