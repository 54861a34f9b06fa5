//! `attendance-conflict`

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::decide::attendance::takes_proxies;
use crate::decide::check::rule::{Check, Rule, Topic, Wording};
use crate::ground::finding::Severity;
use crate::ground::wareki;
use crate::model::choice::Choice;
use crate::model::reply::{Attendance, Reply};

/// A reply says one thing: 欠席 names no proxy, and a member answers once a day.
pub const RULE: Rule = Rule {
    id: "attendance-conflict",
    severity: Severity::Error,
    topic: Topic::Calendar,
    what: "出欠の回答（`replies/`）が食い違う。代理者を書いて出欠が「代理」でない、代理の出席を認めない会議体（`proxies = false`）で出欠が「代理」、同じ日の二つの回答が違う（どれも資料に「確認中」と載る）、一人のファイルに二つの会議の回答がある（そのファイルは使わない）",
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
    }
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
