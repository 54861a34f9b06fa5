//! Who comes to a meeting, as of a day: the one place that says so for rosters, seats, cards and copies.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::unread;
use crate::model::body::Member;
use crate::model::cycle::Cycle;
use crate::model::reply::{Attendance, Reply};
use crate::model::stage::{FormKind, Stage, StageKind};
use crate::model::value::{Cell, UNRESOLVED};

/// How a member takes part in a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// In person.
    Present,
    /// In person, and leads the meeting instead of the chair.
    Acting,
    /// By someone else, who is named as papers print it.
    Proxy(String),
    /// From afar.
    Online,
    /// Not at all.
    Absent,
    /// The member has not answered yet, and keeps the seat.
    Unanswered,
    /// There is an answer, and nobody knows what it says. The member keeps the seat.
    Unsettled,
}

impl Part {
    /// The word for it, as rosters print it.
    pub fn label(&self) -> &'static str {
        match self {
            Part::Present => "出席",
            Part::Acting => "職務代理",
            Part::Proxy(_) => "代理",
            Part::Online => "オンライン",
            Part::Absent => "欠席",
            Part::Unanswered => "未回答",
            Part::Unsettled => UNRESOLVED,
        }
    }

    /// Who comes instead of the member; none if the member comes, or nobody.
    pub fn proxy(&self) -> Option<&str> {
        match self {
            Part::Proxy(name) => Some(name),
            _ => None,
        }
    }

    /// Whether the member comes, or another instead.
    pub fn comes(&self) -> bool {
        matches!(self, Part::Present | Part::Acting | Part::Proxy(_) | Part::Online)
    }

    /// Whether it is not known yet whether the member comes.
    pub fn is_open(&self) -> bool {
        matches!(self, Part::Unanswered | Part::Unsettled)
    }
}

/// Who comes to a meeting, as of a day. Where nobody was asked, all come.
#[derive(Default)]
pub struct MeetingAttendance {
    was_asked: bool,
    by_code: BTreeMap<String, Part>,
    /// By code the cell in which the last reply says it.
    said_in: BTreeMap<String, Cell>,
}

impl MeetingAttendance {
    /// By the replies that came until a day, the last of each member.
    pub fn on(cycle: &Cycle, meeting: &Stage, day: NaiveDate) -> Self {
        let id = meeting.id.get_ref().as_str();
        let mut replies: BTreeMap<&str, Vec<&Reply>> = BTreeMap::new();
        // What was answered before it was put off was about another day.
        let since = meeting.postponement_as_of(day).map(|one| one.known_from().unwrap_or(one.on));
        let counts =
            |reply: &&Reply| since.is_none_or(|on| reply.received.value().is_none_or(|day| on <= *day));
        for reply in cycle.replies.iter().filter(|reply| reply.stage.text == id).filter(counts) {
            replies.entry(&reply.member.text).or_default().push(reply);
        }
        let asks = |stage: &Stage| {
            stage.meeting_id() == id && stage.forms.iter().any(|form| form.form == FormKind::Attendance)
        };
        let was_asked = !replies.is_empty() || cycle.settings.stages.iter().any(asks);
        let takes_proxies = takes_proxies(cycle, id);
        let allowed =
            |part: Part| if part.proxy().is_some() && !takes_proxies { Part::Unsettled } else { part };
        let part = |(code, own): (&&str, &Vec<&Reply>)| Some(((*code).to_owned(), allowed(last(own, day)?)));
        let mut by_code: BTreeMap<String, Part> = replies.iter().filter_map(part).collect();
        let said_in = replies.iter().filter_map(|(code, own)| {
            let by_then = own.iter().filter(|reply| reply.received.value().is_some_and(|on| *on <= day));
            let last = by_then.max_by_key(|reply| reply.received.value())?;
            Some(((*code).to_owned(), last.attendance.cell.clone()))
        });
        let said_in = said_in.collect();
        let body = meeting.body.as_ref().map_or("", |body| body.get_ref());
        for unread in unread::replies(cycle, meeting, day) {
            for member in cycle.members_at(body, meeting).filter(|member| unread.may_be_of(&member.code.text))
            {
                let own = replies.get(&*member.code.text).into_iter().flatten();
                let last = own.filter_map(|reply| reply.received.value()).filter(|last| **last <= day).max();
                // What was said later holds, whatever came before.
                let is_later =
                    last.is_none_or(|last| unread.received.is_none_or(|received| received >= *last));
                if is_later && (unread.sender.is_some() || !by_code.contains_key(&member.code.text)) {
                    by_code.insert(member.code.text.clone(), Part::Unsettled);
                }
            }
        }
        Self { was_asked, by_code, said_in }
    }

    /// How a member takes part.
    pub fn of(&self, member: &Member) -> Part {
        match self.by_code.get(&member.code.text) {
            Some(part) => part.clone(),
            None if self.was_asked => Part::Unanswered,
            None => Part::Present,
        }
    }

    /// The cell that says how a member takes part; that of its name where there is no reply.
    pub fn said_in<'m>(&'m self, member: &'m Member) -> &'m Cell {
        self.said_in.get(&member.code.text).unwrap_or_else(|| member.called_in())
    }

    /// Whether the members were asked.
    pub fn was_asked(&self) -> bool {
        self.was_asked
    }
}

/// What the last of a member's replies says that came until a day; none if none came. Two of one day that differ say
/// nothing, and so does one of which nobody knows when it came.
fn last(replies: &[&Reply], day: NaiveDate) -> Option<Part> {
    let days = replies.iter().filter_map(|reply| reply.received.value());
    let last = days.filter(|received| **received <= day).max();
    let is_last = |reply: &&&Reply| match reply.received.value() {
        Some(received) => Some(received) == last,
        None => true,
    };
    let mut counted = replies.iter().filter(is_last);
    let first = counted.next()?;
    let settled = last.is_some() && counted.all(|other| other.says_like(first));
    Some(if settled { said(first) } else { Part::Unsettled })
}

fn said(reply: &Reply) -> Part {
    let proxy = reply.proxy();
    match reply.attendance.value() {
        Some(Attendance::Proxy) if proxy.is_empty() => Part::Proxy(UNRESOLVED.into()),
        Some(Attendance::Proxy) => Part::Proxy(proxy),
        None => Part::Unsettled,
        // Who is to come, the member or the other?
        Some(_) if reply.has_proxy() => Part::Unsettled,
        Some(Attendance::Present) => Part::Present,
        Some(Attendance::Acting) => Part::Acting,
        Some(Attendance::Absent) => Part::Absent,
        Some(Attendance::Online) => Part::Online,
    }
}

/// Whether the members of the body that meets may send others instead.
pub fn takes_proxies(cycle: &Cycle, meeting: &str) -> bool {
    let body = cycle.stage(meeting).and_then(|meeting| meeting.body.as_ref());
    body.and_then(|id| cycle.body(id.get_ref())).is_none_or(|body| body.proxies)
}

/// The meeting that a stage is about, if it is one where the members come together.
pub fn meeting_of<'a>(cycle: &'a Cycle, stage: &Stage) -> Option<&'a Stage> {
    cycle.stage(stage.meeting_id()).filter(|meeting| meeting.kind == StageKind::Meeting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::{Field, NoValue, Reading};

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2020, 3, day).expect("a day")
    }

    fn cell(text: &str) -> Cell {
        Cell { text: text.into(), ..Cell::default() }
    }

    /// A reply of a day in March; of day 0 nobody knows when it came.
    fn reply(on: u32, attendance: Attendance, proxy: &str) -> Reply {
        let received = if on == 0 { Reading::Absent(NoValue::Empty) } else { Reading::Value(day(on)) };
        Reply {
            stage: cell("committee"),
            member: cell("committee-04"),
            attendance: Field { cell: cell(""), reading: Reading::Value(attendance) },
            proxy_name: cell(""),
            proxy_post: cell(proxy),
            note: cell(""),
            received: Field { cell: cell(""), reading: received },
        }
    }

    fn on(replies: &[Reply], on: u32) -> Option<Part> {
        last(&replies.iter().collect::<Vec<_>>(), day(on))
    }

    #[test]
    fn a_proxy_named_after_the_day_is_not_known_on_it() {
        let replies = [reply(9, Attendance::Present, ""), reply(17, Attendance::Proxy, "次長")];
        assert_eq!(on(&replies, 8), None);
        assert_eq!(on(&replies, 16), Some(Part::Present));
        assert_eq!(on(&replies, 17), Some(Part::Proxy("次長".into())));
    }

    #[test]
    fn the_last_answer_counts_whatever_the_order_of_the_files() {
        let replies = [reply(9, Attendance::Absent, ""), reply(5, Attendance::Online, "")];
        assert_eq!(on(&replies, 6), Some(Part::Online));
        assert_eq!(on(&replies, 9), Some(Part::Absent));
    }

    #[test]
    fn two_answers_of_one_day_are_nobodys_to_choose_between() {
        let mut replies = vec![reply(9, Attendance::Present, ""), reply(9, Attendance::Absent, "")];
        assert_eq!(on(&replies, 9), Some(Part::Unsettled));
        replies.push(reply(10, Attendance::Absent, ""));
        assert_eq!(on(&replies, 10), Some(Part::Absent), "a later one settles it");
        let same = [reply(9, Attendance::Proxy, "次長"), reply(9, Attendance::Proxy, "次長")];
        assert_eq!(on(&same, 9), Some(Part::Proxy("次長".into())));
        let other = [reply(9, Attendance::Proxy, "次長"), reply(9, Attendance::Proxy, "参事")];
        assert_eq!(on(&other, 9), Some(Part::Unsettled));
    }

    #[test]
    fn what_contradicts_itself_or_has_no_day_waits() {
        assert_eq!(on(&[reply(9, Attendance::Present, "次長")], 9), Some(Part::Unsettled));
        assert_eq!(on(&[reply(9, Attendance::Proxy, "")], 9), Some(Part::Proxy("確認中".into())));
        assert_eq!(on(&[reply(0, Attendance::Present, "")], 9), Some(Part::Unsettled));
        let known = [reply(0, Attendance::Absent, ""), reply(5, Attendance::Absent, "")];
        assert_eq!(on(&known, 9), Some(Part::Absent), "it says what is known anyway");
    }
}
