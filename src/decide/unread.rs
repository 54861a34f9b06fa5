//! Answers that came and can't be read. Who sent one has answered: nobody knows what.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::question::Question;
use crate::model::body::Member;
use crate::model::cycle::Cycle;
use crate::model::stage::{FormKind, Stage};
use crate::model::submission::{CameBack, Opinions};

/// The secretariat's own list of ballots.
const BALLOTS: &str = "inputs/ballots.csv";

/// An answer that came and can't be read.
#[derive(Debug, Clone)]
pub struct Unread {
    /// The code of who sent it; none where it may be anyone's: a list of the secretariat that can't be read.
    pub sender: Option<String>,
    /// The file in which it came, below the root.
    pub file: Arc<str>,
    /// The day on which it came; none where nobody noted it.
    pub received: Option<NaiveDate>,
}

impl Unread {
    fn of(file: &CameBack) -> Self {
        Self { sender: file.sender.clone(), file: file.file.clone(), received: file.received() }
    }

    /// Whether it may be someone's.
    pub fn may_be_of(&self, code: &str) -> bool {
        self.sender.as_ref().is_none_or(|sender| sender == code)
    }
}

/// The replies to a meeting's invitation that had come by a day and can't be read. What names no meeting that there is
/// answers the last invitation that its sender had got by then.
pub fn replies(cycle: &Cycle, meeting: &Stage, day: NaiveDate) -> Vec<Unread> {
    let rows = cycle.replies.iter().filter(|reply| cycle.stage(&reply.stage.text).is_none());
    let rows = rows.filter_map(|reply| {
        Some(Unread {
            sender: Some(reply.member.text.clone()),
            file: reply.attendance.cell.origin.file()?.into(),
            received: reply.received.value().copied(),
        })
    });
    let said: BTreeSet<&str> =
        cycle.replies.iter().filter_map(|reply| reply.attendance.cell.origin.file()).collect();
    let files = files(cycle, "inputs/replies/").filter(|file| !said.contains(&*file.file));
    let unread = rows.chain(files.map(Unread::of)).collect();
    of_meeting(cycle, unread, FormKind::Attendance, meeting, day)
}

/// The ballots of a written meeting that had come by a day and can't be read.
pub fn ballots(cycle: &Cycle, meeting: &Stage, day: NaiveDate) -> Vec<Unread> {
    let said = cycle.ballots.iter().filter(|ballot| cycle.stage(&ballot.stage.text).is_some());
    let said: BTreeSet<&str> = said.filter_map(|ballot| ballot.motion.origin.file()).collect();
    let files = files(cycle, "inputs/ballots").filter(|file| !said.contains(&*file.file));
    of_meeting(cycle, files.map(Unread::of).collect(), FormKind::Ballot, meeting, day)
}

/// The answers of organizations and bodies that had come by a day and of which nothing can be used: files that can't be
/// read, and opinions whose day can't be. A form that came back with nothing written in it is no answer.
pub fn opinions(opinions: &Opinions, day: NaiveDate) -> Vec<Unread> {
    let spoken = opinions.all().map(|opinion| (&opinion.submitter, &opinion.received));
    let silent = opinions.without_opinion.iter().map(|(submitter, received)| (submitter, received));
    let said: Vec<_> = spoken.chain(silent).collect();
    let known: BTreeSet<&str> = said.iter().filter_map(|(_, received)| received.cell.origin.file()).collect();
    let unread = opinions.findings.iter().filter(|finding| finding.cause.leaves_unread());
    let unread: BTreeSet<&str> = unread.filter_map(|finding| finding.origin.file()).collect();
    let sent = opinions.came_back.iter().filter(|file| file.sender.is_some());
    let files = sent.filter(|file| !known.contains(&*file.file) && unread.contains(&*file.file));
    let files = files.map(Unread::of);
    let undated = said.iter().filter(|(_, received)| received.value().is_none());
    let undated = undated.filter_map(|(submitter, received)| {
        let file = received.cell.origin.file()?.into();
        Some(Unread { sender: Some((*submitter).clone()), file, received: None })
    });
    files.chain(undated).filter(|unread| unread.received.is_none_or(|received| received <= day)).collect()
}

/// Keeps of the files that are nobody's own those that stayed unread: lists of the secretariat, in which anyone's answer
/// may stand.
pub fn settle(cycle: &mut Cycle) {
    let unread = cycle.findings.iter().filter(|finding| finding.cause.leaves_unread());
    let unread: BTreeSet<Arc<str>> =
        unread.filter_map(|finding| Some(finding.origin.file()?.into())).collect();
    cycle.came_back.retain(|file| file.sender.is_some() || unread.contains(&file.file));
    let list: Arc<str> = BALLOTS.into();
    if unread.contains(&list) {
        cycle.came_back.push(CameBack { arrival: cycle.arrivals.of(&list), file: list, sender: None });
    }
}

fn files<'a>(cycle: &'a Cycle, folder: &'a str) -> impl Iterator<Item = &'a CameBack> {
    cycle.came_back.iter().filter(move |file| file.file.starts_with(folder))
}

/// Those that answer a meeting: the last of which its sender's body had been asked by the day on which it came, or the
/// first.
fn of_meeting(
    cycle: &Cycle,
    unread: Vec<Unread>,
    kind: FormKind,
    meeting: &Stage,
    day: NaiveDate,
) -> Vec<Unread> {
    let mut asked = Question::all(cycle);
    asked.retain(|question| question.kind == kind && question.stage.body_id() == meeting.body_id());
    let of_body: BTreeSet<&str> = cycle
        .members_at(meeting.body_id().unwrap_or_default(), meeting)
        .map(|member: &Member| &*member.code.text)
        .collect();
    let is_meant = |one: &Unread| {
        let by_then = |q: &&Question<'_>| one.received.is_some_and(|day| q.stage.date <= day);
        let question = asked.iter().rfind(by_then).or(asked.first());
        question.is_some_and(|question| question.stage.meeting_id() == meeting.meeting_id())
    };
    let mut unread = unread;
    unread.retain(|one| {
        let is_of_body = one.sender.as_ref().is_none_or(|sender| of_body.contains(sender.as_str()));
        is_of_body && one.received.is_none_or(|received| received <= day) && is_meant(one)
    });
    unread
}
