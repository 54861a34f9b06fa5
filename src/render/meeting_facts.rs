//! What prose may name of the meeting that a stage invites to, or is.

use minijinja::Value;
use serde::Serialize;

use super::figure_facts::FigureFacts;
use super::meeting_attendance;
use super::scope::Scope;
use crate::decide::attendance::meeting_of;
use crate::ground::text::{fold, running_digits};
use crate::ground::wareki;
use crate::model::body::{Body, Member};
use crate::model::declared_paper::Paper;
use crate::model::recipient::Recipient;
use crate::model::rescheduled::UNDATED;
use crate::model::stage::Stage;

/// A meeting.
#[derive(Serialize)]
pub struct MeetingFacts<'a> {
    title: &'a str,
    /// With the session: 「第１回千葉県ＩＣＴアドバイザリー会議」.
    name: String,
    /// 「第１回」; empty where the stage declares none.
    session: String,
    /// 「令和２年２月７日」; 「未定」 where it is put off and has no new day yet.
    date: String,
    /// 「令和２年２月７日（金）」, 「未定」
    day: String,
    /// How it was put off last; none if it was not, as far as is known on the day that is printed.
    postponed: Option<PostponementFacts<'a>>,
    /// That it was called off; none if it was not.
    cancelled: Option<ChangeFacts<'a>>,
    time: Option<&'a str>,
    place: Option<&'a str>,
    /// Whether a member may send another instead.
    proxies: bool,
    /// What is talked about: the matters of its agenda, or its items where it has none.
    matters: Vec<MatterFacts<'a>>,
    /// The papers that come with the invitation: 「資料１　数値目標一覧」.
    enclosed: Vec<String>,
    /// 「出席13名（うち代理２名）、欠席１名」; empty where nobody was asked, or in what is made for a recipient.
    attendance: Value,
    /// Who leads it instead of the chair: 「総務部長（委員長職務代理）」; empty where the chair leads, or `attendance` is.
    acting: String,
    /// Whether as many come as the body needs to decide: 「定足数８名を満たす」; empty where `attendance` is, or the body
    /// declares no quorum.
    quorum: Value,
    /// Whether anything was said there that 主な意見 shows.
    remarks: bool,
    /// How each member takes part; empty where `attendance` is.
    members: Vec<TakesPart<'a>>,
}

/// That a meeting is put off.
#[derive(Serialize)]
struct PostponementFacts<'a> {
    /// The day on which it was to be: 「令和２年２月７日（金）」
    from: String,
    /// Why; empty where that is not said.
    reason: &'a str,
    /// Whether no new day is known.
    undecided: bool,
    /// Whether there was none at first, and now is one.
    settled: bool,
}

/// That a meeting is not held on a day.
#[derive(Serialize)]
struct ChangeFacts<'a> {
    /// The day: 「令和２年２月７日（金）」
    from: String,
    /// Why; empty where that is not said.
    reason: &'a str,
}

/// A member, and how they take part.
#[derive(Serialize)]
struct TakesPart<'a> {
    /// The name; the post where the roster shows posts only.
    name: &'a str,
    /// 「出席」, 「職務代理」, 「代理」, 「オンライン」, 「欠席」, 「未回答」, 「確認中」
    part: &'static str,
    /// Who comes instead, by post and name.
    proxy: Option<String>,
}

#[derive(Serialize)]
struct MatterFacts<'a> {
    /// 「（１）」
    label: String,
    text: &'a str,
}

/// The facts of the meeting that the scope's stage is about; none if it is about no meeting.
pub fn of<'a>(scope: &Scope<'a>, figures: &mut FigureFacts) -> Option<MeetingFacts<'a>> {
    let meeting = meeting_of(scope.cycle, scope.stage)?;
    let body = meeting.body.as_ref().and_then(|id| scope.cycle.body(id.get_ref()));
    let attendance = body.and_then(|body| meeting_attendance::summary(scope, body));
    let known = meeting.known_date_as_of(scope.date);
    Some(MeetingFacts {
        title: &meeting.title,
        name: meeting.meeting_name(&scope.cycle.settings.bodies),
        session: meeting.session_label().unwrap_or_default(),
        date: known.map_or_else(|| UNDATED.into(), wareki::date),
        day: known.map_or_else(|| UNDATED.into(), wareki::date_with_weekday),
        postponed: meeting.postponement_as_of(scope.date).map(|one| PostponementFacts {
            from: wareki::date_with_weekday(one.from),
            reason: &one.reason,
            undecided: known.is_none(),
            settled: one.settled.is_some_and(|settled| settled <= scope.date),
        }),
        cancelled: meeting
            .cancellation_as_of(scope.date)
            .map(|one| ChangeFacts { from: wareki::date_with_weekday(meeting.date), reason: &one.reason }),
        // Those of the day that did not hold.
        time: meeting.time.as_deref().filter(|_| known.is_some()),
        place: meeting.place.as_deref().filter(|_| known.is_some()),
        proxies: body.is_none_or(|body| body.proxies),
        matters: matters(meeting),
        enclosed: enclosed(scope),
        remarks: scope.has_remarks(),
        acting: body.and_then(|body| meeting_attendance::acting(scope, body)).unwrap_or_default(),
        quorum: body
            .and_then(|body| meeting_attendance::quorum(scope, body))
            .map_or_else(|| Value::from(""), |text| figures.fact(&text)),
        members: body.filter(|_| attendance.is_some()).map_or(Vec::new(), |body| members(scope, body)),
        attendance: attendance.map_or_else(|| Value::from(""), |text| figures.fact(&text)),
    })
}

fn members<'a>(scope: &Scope<'a>, body: &Body) -> Vec<TakesPart<'a>> {
    let attendance = meeting_attendance::of(scope, body);
    let member = |member: &'a Member| {
        let part = attendance.of(member);
        let name = Recipient::Member(member).addressee();
        TakesPart { name, part: part.label(), proxy: part.proxy().map(Into::into) }
    };
    scope.cycle.members_at(body.id.get_ref(), scope.stage).map(member).collect()
}

fn matters(meeting: &Stage) -> Vec<MatterFacts<'_>> {
    let items = || meeting.agenda.iter().flat_map(|item| &item.items).map(|matter| matter.text.as_str());
    let texts: Vec<&str> = match items().next() {
        Some(_) => items().collect(),
        None => meeting.agenda.iter().map(|item| item.text.as_str()).filter(|text| !is_form(text)).collect(),
    };
    let label = |n: u32| running_digits(&format!("（{n}）"));
    (1..).zip(texts).map(|(n, text)| MatterFacts { label: label(n), text }).collect()
}

/// Whether an item of an agenda is no matter to talk about.
fn is_form(item: &str) -> bool {
    const FORMS: [&str; 9] = [
        "開会",
        "閉会",
        "あいさつ",
        "挨拶",
        "開会あいさつ",
        "閉会あいさつ",
        "開会挨拶",
        "閉会挨拶",
        "その他",
    ];
    FORMS.iter().any(|form| fold(form) == fold(item))
}

/// The names of the papers that go with an invitation, in their order.
fn enclosed(scope: &Scope<'_>) -> Vec<String> {
    let ids = scope.stage.enclosed().into_iter().filter(|_| scope.stage.meeting.is_some());
    let own = ids.filter_map(|id| scope.stage.paper(id));
    let name = |paper: &Paper| {
        let name = scope.papers.get(paper.id()).cloned().unwrap_or_default();
        match (&paper.number, &paper.title) {
            (Some(_), Some(title)) => format!("{name}　{title}"),
            _ => name,
        }
    };
    own.map(name).collect()
}
