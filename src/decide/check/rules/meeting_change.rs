//! `meeting-change`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::handed_again::reports_on_meeting;
use crate::ground::finding::Severity;
use crate::ground::wareki;
use crate::model::letter::Recipients;
use crate::model::rescheduled::Postponement;
use crate::model::stage::{FormKind, Stage, StageKind};

/// A meeting is put off to another day before its day has come, and its members are told.
pub const RULE: Rule = Rule {
    id: "meeting-change",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Calendar,
    what: "延期（`postponed`）か中止（`cancelled`）が合わない。会議（`kind = \"meeting\"`）でない段階にある、決めた日（`on`）が前の日（`from`。中止では会議の日）より後、決めた順でない、延期の前の日が今の日（`date`）と同じ、中止した会議に決定（`decisions`）がある、中止を決めた後に出欠を訊いている、日程が未定の延期（`undecided`、`settled`）の日が合わないか、決まらないうちに出欠を訊いている。開催通知を出した会議の延期や中止、延期の後に決めた日を、構成員に知らせる通知文がない（**注意**）",
    why: "開かない会議の資料や通知文を出したり、構成員に知らせないままにしたりしないため。",
    mend: "`date` に今の日（未定なら前の日）、`from` に前の日、`on` に決めた日を書き、知らせる段階（`kind = \"notice\"`、`meeting`）を足す",
    bad: "date = 2020-02-07、postponed = [{ from = 2020-02-07, on = 2020-01-31 }]",
    good: "date = 2020-02-28、postponed = [{ from = 2020-02-07, on = 2020-01-31 }]",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    for stage in &cycle.settings.stages {
        if stage.postponed.is_empty() && stage.cancelled.is_none() {
            continue;
        }
        for (message, hint) in wrong(stage) {
            check.report(&cycle.source.of(&stage.id), message, hint);
        }
        told(check, stage);
    }
}

/// What is wrong with the days of a change.
fn wrong(stage: &Stage) -> Vec<(String, &'static str)> {
    const DAYS: &str = "date に今の日、from に前の日、on に決めた日を書いてください。";
    let title = &stage.title;
    let mut wrong = Vec::new();
    if stage.kind != StageKind::Meeting {
        let message =
            format!("「{title}」は会議ではないのに、延期（postponed）か中止（cancelled）があります。");
        wrong.push((message, "会議（kind = \"meeting\"）の段階に書いてください。"));
    }
    for (i, one) in stage.postponed.iter().enumerate() {
        let later = stage.postponed.get(i + 1);
        let next = later.map_or(stage.date, |later| later.from);
        let day = wareki::date_with_weekday(one.from);
        wrong.extend(of_undated(stage, one, later));
        if one.from == next && !one.undecided {
            wrong.push((format!("「{title}」の延期の前の日（{day}）が、延期した後の日と同じです。"), DAYS));
        }
        if one.on > one.from {
            let on = wareki::date_with_weekday(one.on);
            wrong.push((format!("「{title}」の延期を決めた日（{on}）が、前の日（{day}）より後です。"), DAYS));
        }
        if later.is_some_and(|later| later.on <= one.on) {
            wrong.push((
                format!("「{title}」の延期が、決めた順ではありません。"),
                "決めた日の早いものから書いてください。",
            ));
        }
    }
    if let Some(cancelled) = &stage.cancelled {
        if cancelled.on > stage.date {
            let (on, day) = (wareki::date_with_weekday(cancelled.on), wareki::date_with_weekday(stage.date));
            let message = format!("「{title}」の中止を決めた日（{on}）が、会議の日（{day}）より後です。");
            wrong.push((message, "on に、中止を決めた日を書いてください。"));
        }
        if !stage.decisions.is_empty() {
            let message = format!("中止した「{title}」に、決定（decisions）があります。");
            wrong.push((message, "中止か決定のどちらかを消してください。"));
        }
    }
    wrong
}

/// What is wrong with a day that was not known when the meeting was put off; `later` is how it was put off next.
fn of_undated(
    stage: &Stage,
    one: &Postponement,
    later: Option<&Postponement>,
) -> Option<(String, &'static str)> {
    let title = &stage.title;
    let settled = one.settled.map(|day| (day, wareki::date_with_weekday(day)));
    match settled {
        _ if one.undecided && later.is_some() => Some((
            format!("「{title}」の日程が未定のまま（undecided）、もう一度延期されています。"),
            "undecided を消し、決まっていた日があれば、後の延期の from に書いてください。",
        )),
        Some(_) if one.undecided => Some((
            format!("「{title}」の延期に、undecided と settled の両方があります。"),
            "日程が決まったら、undecided を消し、settled に決めた日を、date に新しい日を書いてください。",
        )),
        Some((settled, day)) if settled < one.on => Some((
            format!("「{title}」の新しい日を決めた日（{day}）が、延期を決めた日より前です。"),
            "settled に、新しい日を決めた日を書いてください。",
        )),
        Some((settled, day)) if settled > later.map_or(stage.date, |later| later.on) => Some((
            format!("「{title}」の新しい日を決めた日（{day}）が、その後の会議の日か延期より後です。"),
            "settled に、新しい日を決めた日を書いてください。",
        )),
        _ if one.undecided && stage.date != one.from => Some((
            format!("「{title}」の延期後の日程が未定（undecided）なのに、date が前の日と違います。"),
            "未定なら date は前の日のままにし、決まったのなら undecided を settled = 決めた日 に替えてください。",
        )),
        _ if one.undecided && !stage.decisions.is_empty() => Some((
            format!("延期して日程の決まらない「{title}」に、決定（decisions）があります。"),
            "開いたのなら、date に開いた日を書き、undecided を settled = 決めた日 に替えてください。",
        )),
        _ => None,
    }
}

/// Whether those who were invited are told of the change, and nobody is invited any more, or as long as there is no day.
fn told(check: &mut Check<'_>, meeting: &Stage) {
    let cycle = check.facts.cycle;
    let about = |stage: &&Stage| {
        let is_it = stage.meeting.as_ref().is_some_and(|id| id.get_ref() == meeting.id.get_ref());
        let writes = stage.letters.iter().any(|letter| letter.to == Recipients::Members);
        is_it && writes && !reports_on_meeting(stage)
    };
    let about: Vec<&Stage> = cycle.settings.stages.iter().filter(about).collect();
    if let Some(cancelled) = &meeting.cancelled {
        let asks = |stage: &&&Stage| stage.forms.iter().any(|form| form.form == FormKind::Attendance);
        for late in about.iter().filter(|stage| stage.date >= cancelled.on).filter(asks) {
            check.report(
                &cycle.source.of(&late.id),
                format!("「{}」が、中止した「{}」の出欠を訊いています。", late.title, meeting.title),
                "出欠回答票を消し、中止を知らせる通知文（words = \"cancellation-notice\"）だけにしてください。",
            );
        }
    }
    undated(check, meeting, &about);
    let postponed = meeting.postponed.iter().map(|one| (one.on, "延期", "postponement-notice"));
    let settled = meeting.postponed.iter().filter_map(|one| one.settled);
    let settled = settled.map(|on| (on, "新しい日", "postponement-notice"));
    let cancelled = meeting.cancelled.iter().map(|one| (one.on, "中止", "cancellation-notice"));
    for (on, what, words) in postponed.chain(settled).chain(cancelled) {
        let invited = about.iter().any(|stage| stage.date < on);
        if invited && !about.iter().any(|stage| stage.date >= on) {
            check.report_lower(
                Severity::Warning,
                &cycle.source.of(&meeting.id),
                format!("「{}」の{what}を構成員に知らせる通知文がありません。", meeting.title),
                format!("kind = \"notice\"、meeting = \"{}\" の段階を足し、通知文の words を \"{words}\" としてください。", meeting.id.get_ref()),
            );
        }
    }
}

/// Whether nobody is asked to come to a meeting that has no day.
fn undated(check: &mut Check<'_>, meeting: &Stage, about: &[&Stage]) {
    let is_undated = |day| meeting.postponement_as_of(day).is_some_and(|one| one.is_open_on(day));
    let asks = |stage: &&&Stage| stage.forms.iter().any(|form| form.form == FormKind::Attendance);
    for early in about.iter().filter(|stage| is_undated(stage.date)).filter(asks) {
        check.report(
            &check.facts.cycle.source.of(&early.id),
            format!(
                "「{}」が、延期して日程の決まらない「{}」の出欠を訊いています。",
                early.title, meeting.title
            ),
            "出欠回答票を消し、日程が決まった後の通知に付けてください。",
        );
    }
}
