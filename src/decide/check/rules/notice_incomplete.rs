//! `notice-incomplete`

use crate::decide::attendance::meeting_of;
use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::handed_again::reports_on_meeting;
use crate::ground::finding::Severity;
use crate::model::enclosed_papers::PACKET;
use crate::model::stage::Stage;

/// A letter that invites says when and about what, and a message brings the papers that its letter may cite.
pub const RULE: Rule = Rule {
    id: "notice-incomplete",
    severity: Severity::Warning,
    asks: None,
    topic: Topic::Calendar,
    what: "開催通知が案内する会議に、時間（`time`）か次第（`agenda`）がない。通知文を電子メールで送る段階の、番号のある資料が、電子メールに付かない（`mail` の `papers` にない）",
    why: "いつ、何のために集まるのか分からない通知や、「資料２のとおり」と書いて資料２のない電子メールを送らないため。",
    mend: "会議の `time` と `agenda` を書く。資料は `mail` の `papers` に足す",
    bad: "mail = { words = \"…\", papers = [\"targets\"] }（資料１と資料２のうち、資料１だけ）",
    good: "mail = { words = \"…\", papers = [\"targets\", \"progress\"] }",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    for stage in check.facts.cycle.settings.stages.iter().filter(|stage| !stage.letters.is_empty()) {
        meeting(check, stage);
        papers(check, stage);
    }
}

/// What the members are invited to has an hour and an agenda.
fn meeting(check: &mut Check<'_>, stage: &Stage) {
    let cycle = check.facts.cycle;
    let invites = stage.meeting.is_some() && !reports_on_meeting(stage);
    let Some(meeting) = meeting_of(cycle, stage).filter(|_| invites) else { return };
    let origin = cycle.source.of(&meeting.id);
    if meeting.time.is_none() {
        let message = format!(
            "「{}」に時間（time）がありません。「{}」の通知文には、日だけが載ります。",
            meeting.title, stage.title
        );
        check.report(&origin, message, "time = \"午後２時から午後４時まで\" のように書いてください。");
    }
    if meeting.agenda.is_empty() {
        let message = format!(
            "「{}」に次第（agenda）がありません。「{}」の通知文に、議題が載りません。",
            meeting.title, stage.title
        );
        check.report(&origin, message, "[[stages.agenda]] に、議事を書いてください。");
    }
}

/// A numbered paper of the stage comes with its messages: a letter calls it 「資料２」.
fn papers(check: &mut Check<'_>, stage: &Stage) {
    let Some(mail) = &stage.mail else { return };
    let is_brought =
        |id: &str| mail.papers.iter().any(|paper| [id, PACKET].contains(&paper.get_ref().as_str()));
    for paper in stage.papers.iter().filter(|paper| !paper.is_later() && !is_brought(paper.id())) {
        let Some(number) = &paper.number else { continue };
        check.report(
            &check.facts.cycle.source.of(number),
            format!("「{}」の電子メールに、{} が付きません。", stage.title, number.get_ref()),
            format!(
                "mail の papers に \"{}\" を足すか、配らない資料なら number を消してください。",
                paper.id()
            ),
        );
    }
}
