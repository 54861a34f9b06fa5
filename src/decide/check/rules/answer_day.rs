//! `answer-day`

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::question::Question;
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;
use crate::ground::wareki;
use crate::model::stage::{FormKind, Stage, StageKind};
use crate::model::submission::Arrival;
use crate::model::value::Field;

/// An answer comes after it was asked for, and before the last paper that uses it; and it came on one day.
pub const RULE: Rule = Rule {
    id: "answer-day",
    severity: Severity::Warning,
    asks: None,
    topic: Topic::Returns,
    what: "届いたもの（調査票、意見、出欠の回答、表決、対応報告書）の受付日が、訊いた日より前である。意見の受付日がどの段階の締切よりも後（どの資料にも回答にも載らない）、出欠の回答と表決の受付日が会議より30日を超えて後である。行の受付日と `received.csv` の日が違う（行の日を用いる）",
    why: "年や月の書き誤りで、答えた人が答えていないことになったり、期限に遅れたものが間に合ったことになったりしないため。",
    mend: "受け取った日を確かめ、正しい日を一か所に書く",
    bad: "２月14日に照会した意見の受付日が 2019-03-05",
    good: "2020-03-05",
    check: Some(check),
};

/// How long after a meeting a reply may still change what is kept of it.
const AFTER_MEETING: Days = Days::new(30);

/// An answer with its day.
struct Came<'a> {
    kind: FormKind,
    /// The meeting that it is about; empty where it is about none.
    meeting: &'a str,
    /// The code of who sent it; of a ballot the member as ballots call them.
    sender: &'a str,
    origin: Origin,
    day: NaiveDate,
}

fn check(check: &mut Check<'_>) {
    let asked = asked(check);
    let last = last_of_opinions(check);
    let mut said: BTreeSet<(String, NaiveDate)> = BTreeSet::new();
    for came in came(check) {
        let is_new = said.insert((came.origin.file().unwrap_or_default().to_owned(), came.day));
        if !is_new {
            continue;
        }
        let day = wareki::date(came.day);
        let asked = asked.get(&(came.kind, came.meeting, came.sender));
        if let Some((stage, asked)) = asked.filter(|(_, asked)| came.day < *asked) {
            check.report(
                &came.origin,
                format!("受付日（{day}）が、「{stage}」で訊いた日（{}）より前です。", wareki::date(*asked)),
                "受け取った日を確かめてください（年や月の書き誤りのことがあります）。",
            );
        } else if came.kind == FormKind::Opinion && last.is_some_and(|last| came.day > last) {
            check.report(
                &came.origin,
                format!("受付日（{day}）が、意見を載せるどの段階の締切（cutoff）よりも後なので、どの資料にも回答にも載りません。"),
                "受け取った日を確かめてください。正しければ、載せる段階の cutoff を改めるか、別に回答してください。",
            );
        } else if let Some(meeting) = too_late(check, &came) {
            check.report(
                &came.origin,
                format!(
                    "受付日（{day}）が、会議（{meeting}）より30日を超えて後なので、会議の資料に載りません。"
                ),
                "受け取った日を確かめてください（年の書き誤りのことがあります）。",
            );
        }
    }
    two_days(check);
}

/// Since when each was asked for what, with the stage that first did so.
fn asked<'a>(check: &Check<'a>) -> BTreeMap<(FormKind, &'a str, &'a str), (&'a str, NaiveDate)> {
    let sent = check.facts.sent_in();
    let mut asked = BTreeMap::new();
    for question in Question::all(sent.cycle) {
        let stage = question.stage;
        let is_on_meeting = matches!(question.kind, FormKind::Attendance | FormKind::Ballot);
        let meeting = if is_on_meeting { stage.meeting_id() } else { "" };
        for recipient in question.recipients(sent) {
            let sender = match question.kind {
                FormKind::Ballot => recipient.addressee(),
                _ => recipient.code(),
            };
            let first = asked.entry((question.kind, meeting, sender));
            let now = (stage.title.as_str(), stage.date);
            let first = first.or_insert(now);
            if now.1 < first.1 {
                *first = now;
            }
        }
    }
    asked
}

/// The last day whose opinions anything uses; none where the year asks for none. What gathers returns and reports uses no
/// later ones.
fn last_of_opinions(check: &Check<'_>) -> Option<NaiveDate> {
    let cycle = check.facts.cycle;
    Question::all(cycle).iter().find(|question| question.kind == FormKind::Opinion)?;
    let stages = cycle.settings.stages.iter().filter(|stage| stage.kind != StageKind::Collection);
    stages.map(Stage::last_cutoff).max()
}

/// Everything that came on a day that is known.
fn came<'a>(check: &Check<'a>) -> Vec<Came<'a>> {
    let facts = check.facts;
    let (cycle, opinions) = (facts.cycle, facts.opinions);
    let file = |kind, sender, file: &std::sync::Arc<str>, day| {
        Some(Came { kind, meeting: "", sender, origin: Origin::File(file.clone()), day: day? })
    };
    let row = |kind, meeting, sender, received: &Field<NaiveDate>| {
        let day = *received.value()?;
        Some(Came { kind, meeting, sender, origin: received.cell.origin.clone(), day })
    };
    let mut all = Vec::new();
    let returns = facts.submissions.returns();
    all.extend(returns.filter_map(|f| file(FormKind::Return, f.department.as_str(), &f.file, f.received)));
    let reports = facts.reports.files.iter();
    all.extend(reports.filter_map(|f| file(FormKind::Report, f.department.as_str(), &f.file, f.received)));
    let spoken = opinions.all().map(|opinion| (opinion.submitter.as_str(), &opinion.received));
    let silent = opinions.without_opinion.iter().map(|(submitter, received)| (submitter.as_str(), received));
    all.extend(spoken.chain(silent).filter_map(|(sender, day)| row(FormKind::Opinion, "", sender, day)));
    all.extend(cycle.replies.iter().filter_map(|reply| {
        row(FormKind::Attendance, reply.stage.text.as_str(), reply.member.text.as_str(), &reply.received)
    }));
    all.extend(cycle.ballots.iter().filter_map(|ballot| {
        row(FormKind::Ballot, ballot.stage.text.as_str(), ballot.member.text.as_str(), &ballot.received)
    }));
    all
}

/// The day of the meeting that an answer came far too late for.
fn too_late(check: &Check<'_>, came: &Came<'_>) -> Option<String> {
    let meeting = check.facts.cycle.stage(came.meeting)?;
    let last = meeting.last_cutoff().max(meeting.date).checked_add_days(AFTER_MEETING)?;
    (came.day > last).then(|| wareki::date(meeting.date))
}

/// What a member or an organization wrote into its own file, against the day that is noted of the file.
fn two_days(check: &mut Check<'_>) {
    let facts = check.facts;
    let (cycle, opinions) = (facts.cycle, facts.opinions);
    let own: BTreeSet<&str> = cycle
        .came_back
        .iter()
        .chain(&opinions.came_back)
        .filter(|f| f.sender.is_some())
        .map(|f| &*f.file)
        .collect();
    let days = opinions.all().map(|opinion| &opinion.received);
    let days = days.chain(opinions.without_opinion.iter().map(|(_, received)| received));
    let days = days.chain(cycle.replies.iter().map(|reply| &reply.received));
    let days = days.chain(cycle.ballots.iter().map(|ballot| &ballot.received));
    let mut said = BTreeSet::new();
    for received in days.filter(|received| !received.cell.is_empty()) {
        let Some((file, day)) = received.cell.origin.file().zip(received.value()) else { continue };
        let Arrival::On(noted) = cycle.arrivals.of(file) else { continue };
        if own.contains(file) && noted != *day && said.insert((file, *day)) {
            check.report(
                &received.cell.origin,
                format!(
                    "受付日が二つあり、違います（この行は {}、received.csv は {}）。この行の日を用います。",
                    wareki::date(*day),
                    wareki::date(noted)
                ),
                "受け取った日を確かめ、正しい日だけを残してください（差出人が書いた日は、受け取った日とは限りません）。",
            );
        }
    }
}
