//! `stage-order`

use chrono::NaiveDate;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::handed_again::reports_on_meeting;
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;
use crate::ground::wareki;
use crate::model::declared_paper::Paper;
use crate::model::letter::Letter;
use crate::model::stage::{Stage, StageKind};

/// The days of `cycle.toml` follow one another: a notice comes before its meeting, a deadline after the letter.
pub const RULE: Rule = Rule {
    id: "stage-order",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Calendar,
    what: "日付の前後が合わない（期限が通知文や段階の日付より前、締切が資料の日付より後、後から作る資料が段階より前、訂正が配った日より前か、配った日がない、訂正を配った日が訂正の日より前、比べる段階（`since`）が後か、その段階自身、開催の通知やその回答期限が会議の日より後、会議の結果の通知が会議の日より前）。段階の並び、会議の回、会議の通知文の日付が前後するもの、通知文の日付が年度（`fiscal_year`）の初めより前のものは**注意**",
    why: "過ぎた日を期限とする通知文や、会議の後の日付の開催通知を出さないため。",
    mend: "どちらかの日を直す",
    bad: "date = 2020-03-27、report_by = 2020-03-17",
    good: "date = 2020-03-27、report_by = 2020-04-17",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let cycle = &check.facts.cycle;
    let stages = &cycle.settings.stages;
    for stage in stages {
        of_stage(check, stage);
        stage.papers.iter().for_each(|paper| of_paper(check, stage, paper));
        stage.letters.iter().for_each(|letter| of_letter(check, stage, letter));
    }
    for (before, stage) in stages.iter().zip(stages.iter().skip(1)) {
        let (first, second) = (date_of(before), date_of(stage));
        warn(check, &cycle.source.of(&stage.id), (&second, stage.date), (&first, before.date));
    }
    for (i, stage) in stages.iter().enumerate() {
        let same_body = |s: &&Stage| s.body_id() == stage.body_id();
        let earlier = |s: &&Stage| stage.body.is_some() && s.session < stage.session && s.session.is_some();
        // Of neighbours the order of the stages was said.
        for other in stages.iter().filter(same_body).filter(earlier) {
            let is_said = i > 0 && stages[i - 1].id == other.id;
            if !is_said {
                let (own, others) = (date_of(stage), date_of(other));
                warn(check, &cycle.source.of(&stage.id), (&own, stage.date), (&others, other.date));
            }
        }
    }
}

/// 「「庁内照会」の日付」
fn date_of(stage: &Stage) -> String {
    format!("段階「{}」の日付", stage.title)
}

fn of_stage(check: &mut Check<'_>, stage: &Stage) {
    let cycle = check.facts.cycle;
    let origin = cycle.source.of(&stage.id);
    let own = (date_of(stage), stage.date);
    if let Some(deadline) = stage.deadline {
        follows(check, &origin, ("期限（deadline）", deadline), (&own.0, own.1));
    }
    if let Some(cutoff) = stage.cutoff {
        follows(check, &origin, (&own.0, own.1), ("締切（cutoff）", cutoff));
    }
    let meeting = stage.meeting.as_ref().and_then(|id| cycle.stage(id.get_ref()));
    if let Some(meeting) = meeting.filter(|_| reports_on_meeting(stage)) {
        follows(check, &origin, (&own.0, own.1), ("知らせる会議の日", meeting.date));
    } else if let Some(meeting) = meeting.filter(|meeting| !meeting.is_undated()) {
        let day = ("会議の日", meeting.date);
        follows(check, &origin, day, (&own.0, own.1));
        for by in stage.letters.iter().filter_map(|letter| letter.report_by).chain(stage.deadline) {
            follows(check, &origin, day, ("回答期限", by));
        }
    }
    match (&stage.correction, stage.issued) {
        (Some(correction), Some(issued)) => {
            let day = ("訂正の日（correction）", correction.date);
            follows(check, &origin, day, ("配った日（issued）", issued));
            if let Some(issued) = correction.issued {
                follows(check, &origin, ("訂正を配った日（correction の issued）", issued), day);
            }
        }
        (Some(_), None) => check.report(
            &origin,
            format!("段階「{}」は、配った日（issued）がないのに、訂正（correction）を書いています。", stage.title),
            "配ったのなら、訂正する前に issued を書いて一度作ってください。まだ配っていないのなら、correction を消してください。それまで【訂正】も正誤表も付きません。",
        ),
        (None, _) => {}
    }
    let since = stage.since.as_ref().and_then(|id| cycle.stage(id.get_ref()));
    if since.is_some_and(|since| since.id == stage.id) {
        check.report(
            &origin,
            "比べる段階（since）が、その段階自身です。".into(),
            "前の段階の id を書いてください。",
        );
    } else if let Some(since) = since {
        follows(check, &origin, (&own.0, own.1), (&format!("比べる{}", date_of(since)), since.date));
    }
}

fn of_paper(check: &mut Check<'_>, stage: &Stage, paper: &Paper) {
    let origin = check.facts.cycle.source.of(&paper.document);
    // Of a correction's own paper the days are the stage's.
    if stage.corrects().is_some_and(|correction| Some(correction.date) == paper.date) {
        return;
    }
    if let Some(date) = paper.date {
        let own = format!("資料「{}」の日付", paper.id());
        follows(check, &origin, (&own, date), (&date_of(stage), stage.date));
        if let Some(cutoff) = paper.cutoff {
            follows(check, &origin, (&own, date), ("その締切（cutoff）", cutoff));
        }
    }
}

fn of_letter(check: &mut Check<'_>, stage: &Stage, letter: &Letter) {
    let origin = check.facts.cycle.source.of(&letter.id);
    let own = (format!("通知文「{}」の日付", letter.title), letter.date.unwrap_or(stage.date));
    // A year too early is the commonest slip of a date, and nothing before the year's beginning is written in its course.
    if let Some(first) = NaiveDate::from_ymd_opt(check.facts.cycle.settings.cycle.fiscal_year, 4, 1) {
        warn(check, &origin, (&own.0, own.1), ("この年度の初め", first));
    }
    if let Some(report_by) = letter.report_by {
        follows(check, &origin, ("その期限（report_by）", report_by), (&own.0, own.1));
    }
    match (stage.kind, stage.deadline) {
        (StageKind::Meeting, _) => warn(check, &origin, ("会議の日", stage.date), (&own.0, own.1)),
        (_, Some(deadline)) => follows(check, &origin, ("段階の期限（deadline）", deadline), (&own.0, own.1)),
        _ => {}
    }
}

/// Two days with what they are called, of which the first must not come before the second.
fn follows(check: &mut Check<'_>, origin: &Origin, after: (&str, NaiveDate), before: (&str, NaiveDate)) {
    say(check, Severity::Error, origin, after, before);
}

/// The same, where there may be a reason for it.
fn warn(check: &mut Check<'_>, origin: &Origin, after: (&str, NaiveDate), before: (&str, NaiveDate)) {
    say(check, Severity::Warning, origin, after, before);
}

fn say(
    check: &mut Check<'_>,
    severity: Severity,
    origin: &Origin,
    after: (&str, NaiveDate),
    before: (&str, NaiveDate),
) {
    if after.1 < before.1 {
        let day = wareki::date_with_weekday;
        let message =
            format!("{}（{}）が、{}（{}）より前です。", after.0, day(after.1), before.0, day(before.1));
        check.report_lower(severity, origin, message, "年と月を確かめ、どちらかの日を直してください。");
    }
}
