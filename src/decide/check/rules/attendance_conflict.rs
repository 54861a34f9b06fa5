//! `attendance-conflict`

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::decide::attendance::{MeetingAttendance, takes_proxies};
use crate::decide::check::rule::{Check, Rule, Topic, Wording};
use crate::ground::finding::Severity;
use crate::ground::text;
use crate::ground::wareki;
use crate::model::choice::Choice;
use crate::model::reply::{Attendance, Reply};
use crate::model::stage::StageKind;

/// A reply says one thing: 欠席 names no proxy, and a member answers once a day.
pub const RULE: Rule = Rule {
    id: "attendance-conflict",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Calendar,
    what: "出欠の回答（`replies/`）が食い違う。代理者を書いて出欠が「代理」でない、代理の出席を認めない会議体（`proxies = false`）で出欠が「代理」、代理者が本人、同じ日の二つの回答が違う（どれも資料に「確認中」と載る）、一人のファイルに二つの会議の回答がある（そのファイルは使わない）。代理者がほかの構成員、一人が二人の代理者（**注意**）。備考が出欠と違うことを言う（**参考**）",
    why: "誰が来るのか分からないまま、座席や席札を作らないため。",
    mend: "本人に確かめ、正しい回答だけを残す",
    bad: "出欠「出席」、代理者の氏名「甲野　太郎」",
    good: "出欠「代理」、代理者の氏名「甲野　太郎」",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let replies = &check.facts.cycle.replies;
    for reply in replies {
        proxy_of_none(check, reply);
        proxy_not_taken(check, reply);
        against_note(check, reply);
    }
    twice_in_the_room(check);
    let mut of_day: BTreeMap<(&str, &str, NaiveDate), &Reply> = BTreeMap::new();
    for reply in replies {
        let Some(day) = reply.received.value() else { continue };
        let first = of_day.entry((&reply.stage.text, &reply.member.text, *day)).or_insert(reply);
        if !reply.says_like(first) {
            check.report(
                &reply.attendance.cell.origin,
                format!(
                    "「{}」の同じ日（{}）の回答が二つあり、違います（初めは {}）。どちらか分からないので、「確認中」と載ります。",
                    reply.member.text,
                    wareki::date(*day),
                    first.attendance.cell.origin
                ),
                "本人に確かめ、正しい回答だけを残してください。後から変わったのなら、変わった日を受付日に書いてください。",
            );
        }
    }
}

/// A proxy is named, and the member comes, or nobody.
fn proxy_of_none(check: &mut Check<'_>, reply: &Reply) {
    let Some(attendance) = reply.attendance.value().filter(|said| **said != Attendance::Proxy) else {
        return;
    };
    let Some(cell) = [&reply.proxy_name, &reply.proxy_post].into_iter().find(|cell| !cell.is_empty()) else {
        return;
    };
    let word = attendance.label();
    check.report(
        &cell.origin,
        format!("代理者「{}」が書かれていますが、出欠は「{word}」です。どちらか分からないので、「確認中」と載ります。", cell.text),
        "代理が出るのなら出欠を「代理」に直し、そうでなければ代理者を消してください。",
    );
}

/// A member of a body whose members come in person sends another.
fn proxy_not_taken(check: &mut Check<'_>, reply: &Reply) {
    let is_proxy = reply.attendance.value() == Some(&Attendance::Proxy);
    if is_proxy && !takes_proxies(check.facts.cycle, &reply.stage.text) {
        check.report(
            &reply.attendance.cell.origin,
            "この会議体は、代理の出席を認めていません（cycle.toml の proxies）。「確認中」と載ります。"
                .into(),
            "本人が出席するかを確かめ、出席か欠席に直してください。",
        );
    }
}

/// What is said of a file of one member that answers for two meetings.
pub fn two_meetings() -> Wording {
    RULE.says(
        "一人の回答のファイルに、二つの会議の回答があります。どの会議のものか分からないので、このファイルは使いません。",
        "会議ごとに別のファイルにしてください（committee-04_３月.csv のように、コードの後に「_」を付けて名を分けられます）。",
    )
}

/// What is said of a proxy who is the member.
pub fn proxy_is_member(text: &str) -> Wording {
    RULE.says(
        format!(
            "代理者「{text}」が本人です。本人が出るのか、ほかの人か分からないので、「確認中」と載ります。"
        ),
        "本人が出るのなら出欠を「出席」に直して代理者を消し、ほかの人が出るのなら代理者を直してください。",
    )
}

/// What a member writes beside the answer and that speaks of another one. The office alone sees it.
fn against_note(check: &mut Check<'_>, reply: &Reply) {
    let Some(attendance) = reply.attendance.value() else { return };
    let others: &[&str] = match attendance {
        Attendance::Present | Attendance::Acting => {
            &["欠席", "代理", "オンライン", "リモート", "出られ", "出席できない", "出席できません"]
        }
        Attendance::Online => &["欠席", "代理", "会場で", "対面"],
        Attendance::Absent => &["出席し", "代理", "オンライン", "参加し"],
        Attendance::Proxy => &["本人が出席", "代理なし", "代理も欠席"],
    };
    let note = text::fold(&reply.note.text);
    if others.iter().any(|word| note.contains(word)) {
        check.report_lower(
            Severity::Note,
            &reply.note.origin,
            format!(
                "出欠は「{}」で、備考に「{}」とあります。備考は、受付簿のほかには載りません。",
                attendance.label(),
                text::excerpt(&reply.note.text)
            ),
            "備考のほうが正しければ、出欠と代理者を直してください。",
        );
    }
}

/// A proxy who is a member too, or comes for two members, is one person on two seats.
fn twice_in_the_room(check: &mut Check<'_>) {
    let facts = check.facts;
    let day = facts.cutoff.unwrap_or(NaiveDate::MAX);
    for meeting in facts.cycle.settings.stages.iter().filter(|stage| stage.kind == StageKind::Meeting) {
        let attendance = MeetingAttendance::on(facts.cycle, meeting, day);
        let body = meeting.body.as_ref().map_or("", |body| body.get_ref());
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for member in facts.cycle.members_at(body, meeting) {
            let part = attendance.of(member);
            let is_it = |reply: &&Reply| {
                let is_own =
                    reply.member.text == member.code.text && reply.stage.text == *meeting.id.get_ref();
                is_own && part.proxy() == Some(reply.proxy().as_str())
            };
            let Some(reply) = facts.cycle.replies.iter().rfind(is_it) else { continue };
            let named = if reply.proxy_name.is_empty() { &reply.proxy_post } else { &reply.proxy_name };
            let others =
                facts.cycle.members_at(body, meeting).filter(|other| other.code.text != member.code.text);
            let also = others
                .filter(|other| other.is_called(&named.text))
                .map(|other| (other.called(), "構成員"))
                .next();
            // A short post is held by many: 次長.
            let key = text::fold(&reply.proxy());
            let tells = !reply.proxy_name.is_empty() || key.chars().count() >= 4;
            let first = seen.insert(key, member.called()).filter(|_| tells).map(|first| (first, "代理者"));
            let Some((other, what)) = also.or(first) else { continue };
            let said = match what {
                "代理者" => format!(
                    "代理者「{}」は、{other}の代理者でもあります。一人を二人分に数え、二つの席に載せます。",
                    named.text
                ),
                _ => format!(
                    "代理者「{}」は、この会議の{what}でもあります。一人を二人分に数え、二つの席に載せます。",
                    named.text
                ),
            };
            check.report_lower(
                Severity::Warning,
                &named.origin,
                said,
                "間違いでないか、本人に確かめてください。",
            );
        }
    }
}
