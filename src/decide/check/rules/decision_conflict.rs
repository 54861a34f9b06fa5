//! `decision-conflict`

use toml::Spanned;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::decisions::{Doubt, FinalDoubt, doubts, final_doubts, put_before};
use crate::ground::finding::Severity;
use crate::ground::wareki;
use crate::model::decision::{Decision, Resolution, can_be_put, without_draft};
use crate::model::declared_paper::Paper;
use crate::model::stage::{Stage, StageKind};

/// What a meeting decides fits what was put to it, how its members voted, and when it met.
pub const RULE: Rule = Rule {
    id: "decision-conflict",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Calendar,
    what: "決定（`approves`、`decisions`、`decided_by`）が合わない。指した先（資料、段階）がない、会議でない段階が資料を諮る、諮る資料の題が「（案）」で終わらないか、ほかにも「（素案）」などがある、会議の後に作る資料を諮る、決定が会議より前の日付、一つの資料に決定が二つ（二つの会議が同じ資料を決め、`decided_by` が後の会議でないものも）、書面の表決の結果と違うか、決定の日までに回答がない、`cutoff` が修正の上承認でないか会議の締切より前か決定後の資料の段階の締切より後、`words` が文章の資料の修正の上承認でない、決定後の資料に会議での資料と違うものを書いたか、その題が案のまま（どれもその決定は使わず、資料は「（案）」のまま）。まだ決まっていない資料を決定後の資料としたもの、修正の上承認で修正の内容（文章なら `words`、ほかは `cutoff`）がないもの、同じ決定後の資料の題が段階によって違うものは**注意**",
    why: "決まっていないものを、決まったものとして配らないため。",
    mend: "決定の日、結果、資料を確かめる",
    bad: "date = 2020-03-16 の会議に decisions = [{ paper = \"policy\", result = \"approved\", date = 2020-03-15 }]",
    good: "decisions = [{ paper = \"policy\", result = \"approved\", date = 2020-03-16 }]",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    for stage in &check.facts.cycle.settings.stages {
        references(check, stage);
        of_meeting(check, stage);
        stage.decisions.iter().for_each(|decision| of_decision(check, stage, decision));
        stage.papers.iter().for_each(|paper| of_final_paper(check, stage, paper));
    }
}

/// What a meeting decides on is among its papers, and what was decided there is printed again.
fn references(check: &mut Check<'_>, stage: &Stage) {
    const HINT: &str = "つづりを確かめるか、指す先を足してください。";
    let cycle = check.facts.cycle;
    for id in stage.approves.iter().filter(|id| stage.paper(id.get_ref()).is_none()) {
        check.report(&cycle.source.of(id), format!("諮る資料「{}」はありません。", id.get_ref()), HINT);
    }
    let is_put = |stage: &Stage, id: &str| stage.approves.iter().any(|put| put.get_ref() == id);
    let told = |stage: &Stage, id: &str| {
        format!("段階「{}」が諮る資料（approves）に「{id}」はありません。", stage.title)
    };
    for id in stage.decisions.iter().map(|decision| &decision.paper) {
        if !is_put(stage, id.get_ref()) {
            check.report(&cycle.source.of(id), told(stage, id.get_ref()), HINT);
        }
    }
    for paper in &stage.papers {
        let Some(by) = &paper.decided_by else { continue };
        let message = match cycle.stage(by.get_ref()) {
            None => format!("段階「{}」はありません。", by.get_ref()),
            Some(meeting) if is_put(meeting, paper.id()) || meeting.id == stage.id => continue,
            Some(meeting) => told(meeting, paper.id()),
        };
        check.report(
            &cycle.source.of(by),
            message,
            "会議の段階の id と、そこで諮った資料の id を書いてください。",
        );
    }
}

/// What is put to a meeting.
fn of_meeting(check: &mut Check<'_>, stage: &Stage) {
    let source = &check.facts.cycle.source;
    let Some(first) = stage.approves.first() else { return };
    if !matches!(stage.kind, StageKind::Meeting | StageKind::Written) {
        let message = format!(
            "段階「{}」は会議（meeting、written）でないのに、資料を諮ることになっています。",
            stage.title
        );
        check.report(&source.of(first), message, "諮る会議の段階に approves を書いてください。");
    }
    for id in &stage.approves {
        let Some(paper) = stage.paper(id.get_ref()) else { continue };
        let origin = source.of(&paper.document);
        if !paper.is_bound() {
            let message = format!(
                "諮る資料「{}」が、会議の後に作る資料（date、cutoff、decided_by）です。",
                id.get_ref()
            );
            check.report(&origin, message, "会議に出す資料の id を approves に書いてください。");
        } else if paper.title.as_deref().is_none_or(|title| !can_be_put(title)) {
            let bare = paper.title.as_deref().map(|title| (without_draft(title), title.trim_end()));
            let wrong = match bare {
                Some(("", _)) => "が「（案）」だけです。",
                Some((bare, title)) if bare != title => "に、終わりの「（案）」のほかにも案とあります。",
                _ => "が「（案）」で終わっていません。",
            };
            check.report(
                &origin,
                format!("諮る資料「{}」の題（title）{wrong}", id.get_ref()),
                "「数値目標（案）」のように書いてください。決まると、プログラムが終わりの「（案）」を取ります。",
            );
        }
    }
}

/// What speaks against a decision.
fn of_decision(check: &mut Check<'_>, stage: &Stage, decision: &Decision) {
    let cycle = check.facts.cycle;
    // What the votes decided was written by nobody.
    let found = if decision.holds { Vec::new() } else { doubts(cycle, stage, decision) };
    let (id, result) = (decision.paper.get_ref(), decision.result.label());
    for doubt in found {
        let (message, hint) = match doubt {
            Doubt::NotPut => continue,
            Doubt::TooEarly => {
                let (day, met) = (wareki::date(decision.date), wareki::date(stage.date));
                let message = format!("資料「{id}」の決定の日（{day}）が、会議の日（{met}）より前です。");
                (message, "どちらかの日を直してください。")
            }
            Doubt::Twice => (
                format!("資料「{id}」の決定が二つあります。どちらも使いません。"),
                "決定は、資料ごとに一つだけ書いてください。",
            ),
            Doubt::CutoffOfNoAmendment => (
                format!("資料「{id}」の決定の cutoff は、修正の上承認（amended）のときだけ書けます。"),
                "修正したのなら result を amended にし、していないのなら cutoff を消してください。",
            ),
            Doubt::CutoffTooEarly => (
                format!(
                    "資料「{id}」の決定の cutoff が、会議の資料の締切（{}）より前です。",
                    wareki::date(stage.cutoff())
                ),
                "修正の内容が届いた日を書いてください。",
            ),
            Doubt::WordsOfNoAmendment => (
                format!(
                    "資料「{id}」の決定の words は、文章の資料の修正の上承認（amended）のときだけ書けます。"
                ),
                "修正したのなら result を amended にし、していないのなら words を消してください。",
            ),
            Doubt::NotVoted => (
                format!(
                    "資料「{id}」の決定は「{result}」ですが、決定の日（{}）までに届いた書面の回答がありません。",
                    wareki::date(decision.date)
                ),
                "回答（ballots.csv など）か、議案の papers か、決定の日を確かめてください。",
            ),
            Doubt::AgainstVote(vote) => (
                format!(
                    "資料「{id}」の決定は「{result}」ですが、{}までに届いた回答による書面の表決の結果は「{}」です。",
                    wareki::date(decision.date),
                    vote.label()
                ),
                "回答（ballots.csv など）か、決定を確かめてください。",
            ),
        };
        check.report(&cycle.source.of(&decision.paper), message, hint);
    }
}

/// A paper that is printed again after its meeting.
fn of_final_paper(check: &mut Check<'_>, stage: &Stage, paper: &Paper) {
    let cycle = check.facts.cycle;
    let (Some(by), Some(finality)) = (&paper.decided_by, &paper.finality) else { return };
    let origin = cycle.source.of(by);
    let id = paper.id();
    let Some((meeting, put)) = put_before(cycle, paper) else { return };
    if meeting.id == stage.id {
        let message = format!("資料「{id}」の decided_by が、その段階自身です。");
        check.report(&origin, message, "会議の後の段階に、決定後の資料を書いてください。");
        return;
    }
    let found = final_doubts(cycle, stage, paper, (meeting, put));
    for doubt in &found {
        let (message, hint) = in_words(paper, stage, meeting, doubt);
        let unused = "決定は使わず、「（案）」を付け、「未決定」と載せて作ります。";
        check.report(&origin, format!("{message}{unused}"), &hint);
    }
    if found.is_empty() {
        titled_otherwise(check, stage, paper, by);
    }
    let decision = finality.decision.as_ref();
    // Of a stage that is not made yet nobody expects a decision.
    let is_made = check.facts.cutoff.is_none_or(|cutoff| cutoff >= stage.cutoff());
    if found.is_empty() && !finality.is_final() && is_made {
        let message = match decision {
            Some(decision) => format!(
                "決定後の資料「{id}」は、{}で「{}」となりました。「（案）」のまま作ります。",
                meeting.title,
                decision.result.label()
            ),
            None => format!(
                "決定後の資料「{id}」は、{}でまだ決まっていません。「（案）」を付け、「未決定」と載せて作ります。",
                meeting.title
            ),
        };
        let hint = "決まったら、会議の段階の decisions に書いてください。決まらなかったのなら、この資料を消してください。";
        check.report_lower(Severity::Warning, &origin, message, hint);
    }
    let is_unsaid = |decision: &Decision| match put.words {
        Some(_) => decision.words.is_none(),
        None => decision.cutoff.is_none(),
    };
    if decision.is_some_and(|decision| decision.result == Resolution::Amended && is_unsaid(decision)) {
        let message =
            format!("資料「{id}」は修正の上承認ですが、修正の内容がなく、会議に諮ったままのものを載せます。");
        let hint = "会議の段階の決定に、文章の資料なら words（修正した文面）を、ほかの資料なら cutoff（修正した調査票などの届いた日）を書いてください。";
        check.report_lower(Severity::Warning, &origin, message, hint);
    }
}

/// A paper that an earlier stage hands out under another title: letters and the paper would call one decision two things.
fn titled_otherwise(check: &mut Check<'_>, stage: &Stage, paper: &Paper, by: &Spanned<String>) {
    let cycle = check.facts.cycle;
    let is_same = |other: &&Paper| {
        other.id() == paper.id() && other.decided_by.as_ref().is_some_and(|own| own.get_ref() == by.get_ref())
    };
    let before = cycle.settings.stages.iter().take_while(|other| other.id != stage.id);
    let mut before = before.filter_map(|other| Some((other, other.papers.iter().find(is_same)?)));
    let title = |paper: &Paper| without_draft(paper.title.as_deref().unwrap_or_default()).to_owned();
    let Some((other, first)) = before.find(|(_, first)| title(first) != title(paper)) else { return };
    let message = format!(
        "決定後の資料「{}」の題が、「{}」では「{}」、「{}」では「{}」です。",
        paper.id(),
        other.title,
        title(first),
        stage.title,
        title(paper)
    );
    let hint =
        "受け取る人には別の資料に見えます。同じ題にしてください（title を消せば、会議での題によります）。";
    check.report_lower(Severity::Warning, &cycle.source.of(by), message, hint);
}

/// What speaks against a paper that is printed again, and what is to be done.
fn in_words(paper: &Paper, stage: &Stage, meeting: &Stage, doubt: &FinalDoubt<'_>) -> (String, String) {
    let id = paper.id();
    match doubt {
        FinalDoubt::Differs(what) => (
            format!("決定後の資料「{id}」に、会議での資料と違うもの（{}）が書かれています。", what.join("、")),
            "document は会議での資料と同じものにし、ほかは消してください。書けるのは id、document、decided_by、number、title です（修正した文の words は、会議の段階の決定に書きます）。".into(),
        ),
        FinalDoubt::TitleOfDraft => (
            format!("決定後の資料「{id}」の題（title）が、案のままです。"),
            "決定後の題を書くか、title を消してください。".into(),
        ),
        FinalDoubt::AmendedLater(cutoff) => (
            format!(
                "資料「{id}」の修正の cutoff（{}）が、決定後の資料の段階「{}」の締切（{}）より後です。",
                wareki::date(*cutoff),
                stage.title,
                wareki::date(stage.cutoff())
            ),
            "どちらかの日を直してください。".into(),
        ),
        FinalDoubt::DecidedAgain(other) => (
            format!(
                "資料「{id}」は、「{}」のほかに「{}」でも決定しています（{}）。",
                meeting.title,
                other.title,
                other.decision(id).map_or(String::new(), |made| wareki::date(made.date))
            ),
            format!(
                "後の決定によるのなら decided_by を \"{}\" にし、別の資料なら会議での id を分けてください。",
                other.id.get_ref()
            ),
        ),
    }
}
