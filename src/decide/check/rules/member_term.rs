//! `member-term`

use chrono::NaiveDate;

use crate::decide::attendance::{MeetingAttendance, Part};
use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::presiding;
use crate::ground::finding::Severity;
use crate::ground::wareki;
use crate::model::body::Member;
use crate::model::in_force::InForce;
use crate::model::reply::Reply;
use crate::model::stage::{Stage, StageKind};

/// Members are in office from a first to a last day, and on each day one of a body is the chair.
pub const RULE: Rule = Rule {
    id: "member-term",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Calendar,
    what: "`members.csv` の退任日が就任日より前（その人のものは作らない）。同じ日に、一つの会議の座長（◎）が二人いる。会議の日に、名簿の誰も在任していない。出欠や書面の回答が、会議の日に在任していない人のもの（使わない）。職務代理と回答した人が二人いる、座長が出席するのに職務代理の人がいる。座長が欠席で、会議を進める人がいない（**注意**）",
    why: "会議ごとに、その日の構成員だけで名簿、座席、定足数、通知文を作るため。",
    mend: "就任日と退任日を直す。座長が欠席なら、進める人の出欠を「職務代理」とするか、名簿の座長の欄に「○」を付ける",
    bad: "就任日 2020-04-01、退任日 2020-03-31",
    good: "就任日 2019-04-01、退任日 2020-03-31",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    for member in cycle.members.iter().filter(|member| member.in_office.is_never()) {
        check.report(
            &member.in_office.until.cell.origin,
            format!(
                "「{}」の退任日（{}）が、就任日（{}）より前です。",
                member.called(),
                member.in_office.until.cell.text,
                member.in_office.from.cell.text
            ),
            "就任日と退任日を確かめてください（退任日は、在任した最後の日です）。",
        );
    }
    two_chairs(check);
    if check.facts.is_refused("inputs/members.csv") {
        return;
    }
    let met =
        |stage: &&Stage| matches!(stage.kind, StageKind::Meeting | StageKind::Written) && !stage.is_dropped();
    for meeting in cycle.settings.stages.iter().filter(met) {
        nobody(check, meeting);
        who_leads(check, meeting);
    }
    not_in_office(check);
}

/// Two of a body who are the chair on one day.
fn two_chairs(check: &mut Check<'_>) {
    let chairs: Vec<&Member> = check.facts.cycle.members.iter().filter(|member| member.is_chair()).collect();
    for (i, later) in chairs.iter().enumerate() {
        let at_once = |one: &&&Member| {
            one.body.text == later.body.text
                && one.in_office.meets(&later.in_office)
                && !later.body.is_empty()
        };
        let Some(first) = chairs[..i].iter().find(at_once) else { continue };
        check.report(
            &later.chair.origin,
            format!(
                "「{}」のほかに、「{}」も同じ日の座長（◎）です（{}）。",
                later.called(),
                first.called(),
                first.chair.origin
            ),
            "座長は一人だけにしてください。年の途中で代わったのなら、前の座長の退任日と、後の座長の就任日を書いてください。",
        );
    }
}

/// A meeting on whose day no member of its body is in office.
fn nobody(check: &mut Check<'_>, meeting: &Stage) {
    let cycle = check.facts.cycle;
    let body = meeting.body_id().unwrap_or_default();
    if cycle.members_of(body).next().is_some() && cycle.members_at(body, meeting).next().is_none() {
        check.report(
            &cycle.source.of(&meeting.id),
            format!(
                "「{}」の日（{}）に在任している構成員がいません。",
                meeting.title,
                wareki::date(meeting.date)
            ),
            "members.csv の就任日と退任日を確かめてください。",
        );
    }
}

/// Whether it is clear who leads a meeting.
fn who_leads(check: &mut Check<'_>, meeting: &Stage) {
    let cycle = check.facts.cycle;
    let day = check.facts.cutoff.unwrap_or(NaiveDate::MAX);
    let attendance = MeetingAttendance::on(cycle, meeting, day);
    let members: Vec<&Member> = cycle.members_at(meeting.body_id().unwrap_or_default(), meeting).collect();
    let place = |member: &Member| {
        let own = |reply: &&Reply| {
            reply.member.text == member.code.text && reply.stage.text == *meeting.id.get_ref()
        };
        let last = cycle.replies.iter().rfind(own);
        last.map_or_else(|| cycle.source.of(&meeting.id), |reply| reply.attendance.cell.origin.clone())
    };
    let acting: Vec<&&Member> = members.iter().filter(|one| attendance.of(one) == Part::Acting).collect();
    if let [first, second, ..] = acting[..] {
        return check.report(
            &place(second),
            format!("「{}」と「{}」の二人が職務代理です。", first.called(), second.called()),
            "会議を進める一人だけを職務代理とし、ほかは出席としてください。",
        );
    }
    let Some(chair) = members.iter().find(|member| member.is_chair()) else { return };
    match (attendance.of(chair), &acting[..]) {
        (Part::Present | Part::Online, [one]) => check.report(
            &place(one),
            format!("座長の「{}」が出席するのに、「{}」が職務代理です。", chair.called(), one.called()),
            "職務代理を出席に直すか、座長の出欠を確かめてください。",
        ),
        (Part::Absent, _) if presiding::acting(&attendance, &members).is_none() => check.report_lower(
            Severity::Warning,
            &place(chair),
            format!("座長の「{}」が欠席で、会議を進める人が決まっていません。", chair.called()),
            "進める人の出欠を「職務代理」とするか、members.csv の座長の欄に「○」を付けてください。",
        ),
        _ => {}
    }
}

/// Answers of those who were not in office on the day of the meeting.
fn not_in_office(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    let replies = cycle.replies.iter().map(|reply| (&reply.stage, &reply.member));
    let ballots = cycle.ballots.iter().map(|ballot| (&ballot.stage, &ballot.member));
    for (stage, written) in replies.chain(ballots) {
        let Some(meeting) = cycle.stage(&stage.text) else { continue };
        let of_body = || cycle.members_of(meeting.body_id().unwrap_or_default());
        let is_it = |one: &&Member| [&*one.code.text, one.called()].contains(&&*written.text);
        let Some(member) = of_body().find(is_it).filter(|_| !written.is_empty()) else { continue };
        let mut then = cycle.members_at(meeting.body_id().unwrap_or_default(), meeting);
        if then.any(|one| is_it(&one)) {
            continue;
        }
        check.report(
            &written.origin,
            format!(
                "「{}」は、「{}」の日（{}）に在任していません（{}）。この回答は使いません。",
                member.called(),
                meeting.title,
                wareki::date(meeting.date),
                shown(&member.in_office)
            ),
            "その日の構成員のコードに直すか、members.csv の就任日と退任日を確かめてください。",
        );
    }
}

/// From when to when: 「就任日 2020-04-01」.
fn shown(time: &InForce) -> String {
    let parts = [("就任日", &time.from), ("退任日", &time.until)];
    let said = parts.iter().filter(|(_, day)| !day.cell.is_empty());
    said.map(|(name, day)| format!("{name} {}", day.cell.text)).collect::<Vec<_>>().join("、")
}
