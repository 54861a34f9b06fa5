//! Who comes to the meeting that a stage is about, as far as a paper of the stage may say so.

use super::derivation::{Derivation, Items, Used, WorkedFormula};
use super::figure::Figure;
use super::filled_text::FilledText;
use super::scope::Scope;
use crate::decide::attendance::{MeetingAttendance, Part, meeting_of};
use crate::decide::presiding;
use crate::model::ballot::Share;
use crate::model::body::{Body, Member};

/// Who comes, as of the scope's cutoff, if it is this body that meets; else all do. A recipient's scope knows nobody's
/// answer.
pub fn of(scope: &Scope<'_>, body: &Body) -> MeetingAttendance {
    let meeting = meeting_of(scope.cycle, scope.stage)
        .filter(|meeting| scope.recipient.is_none() && meeting.body_id() == Some(body.id.get_ref()));
    meeting.map_or_else(MeetingAttendance::default, |meeting| {
        MeetingAttendance::on(scope.cycle, meeting, scope.cutoff)
    })
}

/// Who leads the meeting instead of the chair: 「総務部長（委員長職務代理）」. None where the chair leads.
pub fn acting(scope: &Scope<'_>, body: &Body) -> Option<String> {
    let members: Vec<&Member> = scope.cycle.members_at(body.id.get_ref(), scope.stage).collect();
    let acting = presiding::acting(&of(scope, body), &members)?;
    Some(format!("{}（{}）", acting.called(), presiding::acting_as(body)))
}

/// Whether as many come as the body needs to decide: 「定足数８名を満たす」. None where the members were not asked, it is not
/// known of one who answered whether they come, or the body declares no quorum.
pub fn quorum(scope: &Scope<'_>, body: &Body) -> Option<FilledText> {
    let attendance = Some(of(scope, body)).filter(MeetingAttendance::was_asked)?;
    let members: Vec<&Member> = scope.cycle.members_at(body.id.get_ref(), scope.stage).collect();
    let parts: Vec<Part> = members.iter().map(|member| attendance.of(member)).collect();
    let counted = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let quorum = body.voting?.quorum;
    let needed = quorum.of(counted(parts.len()));
    let come = counted(parts.iter().filter(|part| part.comes()).count());
    let id = format!("attendance/{}/quorum", scope.stage.meeting_id());
    let figure = needed_of(id, body, quorum, &members);
    let result = if come >= needed { "を満たす" } else { "に満たない" };
    let is_known = !parts.contains(&Part::Unsettled);
    is_known.then(|| FilledText::default().words("定足数").figure(figure).words(result))
}

/// How many of the members a share of them is, and how that came: 「８名」.
pub fn needed_of(id: String, body: &Body, share: Share, members: &[&Member]) -> Figure {
    let all = u32::try_from(members.len()).unwrap_or(u32::MAX);
    let of = Items::cells(members.iter().map(|member| member.called_in()));
    let how = Some(Box::new(Derivation::Counted(of)));
    let uses = vec![Used { name: body.member.clone(), value: all.to_string(), id: None, how }];
    let formula = format!("{}の{}", body.member, share.label());
    let filled = format!("{all}名の{}", share.label());
    let needed = share.of(all);
    let reckoned = WorkedFormula { formula, filled, uses, value: needed.to_string(), settled: None };
    Figure::running(id, needed, "名", Derivation::Reckoned(reckoned))
}

/// How many members come, and how; parts without anyone are left out. None where the members were not asked.
/// 「出席12名（うち代理２名、オンライン１名）、欠席１名」. Of those who have not answered it says nothing: at the meeting
/// it is seen whether they came.
pub fn summary(scope: &Scope<'_>, body: &Body) -> Option<FilledText> {
    let attendance = Some(of(scope, body)).filter(MeetingAttendance::was_asked)?;
    let count = |what: &str, is: fn(&Part) -> bool| {
        let members = scope.cycle.members_at(body.id.get_ref(), scope.stage);
        let counted = members.filter(|member| is(&attendance.of(member)));
        let items = Items::cells(counted.map(|member| attendance.said_in(member)));
        let id = format!("attendance/{}/{what}", scope.stage.meeting_id());
        (!items.is_empty()).then(|| Figure::counted(id, items, "名"))
    };
    let mut text = FilledText::default();
    let present = count("present", Part::comes);
    if let Some(present) = present {
        text = text.words("出席").figure(present);
        let among = [
            ("代理", count("proxy", |part| part.proxy().is_some())),
            ("オンライン", count("online", |part| *part == Part::Online)),
        ];
        let mut before = "（うち";
        for (label, n) in among.into_iter().filter_map(|(label, n)| Some((label, n?))) {
            text = text.words(before).words(label).figure(n);
            before = "、";
        }
        text = text.words(if before == "、" { "）" } else { "" });
    }
    let others = [
        ("欠席", count("absent", |part| *part == Part::Absent)),
        ("確認中", count("unsettled", |part| *part == Part::Unsettled)),
    ];
    for (label, n) in others.into_iter().filter_map(|(label, n)| Some((label, n?))) {
        let before = if text.plain().is_empty() { "" } else { "、" };
        text = text.words(before).words(label).figure(n);
    }
    (!text.plain().is_empty()).then_some(text)
}
