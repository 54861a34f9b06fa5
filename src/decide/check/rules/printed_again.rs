//! `printed-again`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::handed_again::first_printed;
use crate::ground::finding::Severity;
use crate::ground::wareki;
use crate::model::declared_paper::Paper;
use crate::model::stage::Stage;

/// What a stage hands out once more is there, is made by then, and stays as it was.
pub const RULE: Rule = Rule {
    id: "printed-again",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Calendar,
    what: "ほかの段階の資料をそのまま載せる資料（`of`）の、指した段階か資料がない（その段階自身、`of` や `decided_by` のある資料も）、その資料の日付が載せる段階の日付より後、元の資料と違うもの（`document`、`words`、`paper`、`landscape`、`date`、`cutoff`、`decided_by`）を書いた",
    why: "同じ資料が、段階によって違うものにならないため。",
    mend: "元の段階と資料の id を書き、ほかは消す",
    bad: "of = \"committee\"、date = 2020-03-24",
    good: "of = \"committee\"",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    for stage in &check.facts.cycle.settings.stages {
        stage.papers.iter().for_each(|paper| of_paper(check, stage, paper));
    }
}

fn of_paper(check: &mut Check<'_>, stage: &Stage, paper: &Paper) {
    let cycle = check.facts.cycle;
    let Some(of) = &paper.of else { return };
    let (origin, id) = (cycle.source.of(of), paper.id());
    let Some((made_by, first)) = first_printed(cycle, paper).filter(|(made_by, _)| made_by.id != stage.id)
    else {
        let message = match cycle.stage(of.get_ref()) {
            None => format!("段階「{}」はありません。", of.get_ref()),
            Some(own) if own.id == stage.id => format!("資料「{id}」の of が、その段階自身です。"),
            Some(made_by) if made_by.paper(id).is_some() => {
                format!(
                    "段階「{}」の資料「{id}」も、ほかの段階の資料を載せるもの（of、decided_by）です。",
                    made_by.title
                )
            }
            Some(made_by) => format!("段階「{}」に、資料「{id}」はありません。", made_by.title),
        };
        check.report(&origin, message, "元の資料を作る段階の id と、そこでの資料の id を書いてください。");
        return;
    };
    let made_on = first.date.or(first.cutoff).unwrap_or(made_by.date);
    if made_on > stage.date {
        let message = format!(
            "資料「{id}」は「{}」の{}の資料で、段階「{}」の日付（{}）より後です。",
            made_by.title,
            wareki::date(made_on),
            stage.title,
            wareki::date(stage.date)
        );
        check.report(&origin, message, "どちらかの日を直してください。");
    }
    let words = |paper: &Paper| paper.words.as_ref().map(|words| words.get_ref().clone());
    let differing: Vec<&str> = [
        ("document", paper.document.get_ref() != first.document.get_ref()),
        ("words", words(paper) != words(first)),
        ("paper", paper.paper != first.paper),
        ("landscape", paper.landscape != first.landscape),
        ("date", paper.date.is_some()),
        ("cutoff", paper.cutoff.is_some()),
        ("decided_by", paper.decided_by.is_some()),
    ]
    .into_iter()
    .filter_map(|(name, differs)| differs.then_some(name))
    .collect();
    if !differing.is_empty() {
        check.report(
            &origin,
            format!("資料「{id}」に、元の資料と違うもの（{}）が書かれています。", differing.join("、")),
            "document は元の資料と同じものにし、ほかは消してください。書けるのは id、document、of、number、title です。",
        );
    }
}
