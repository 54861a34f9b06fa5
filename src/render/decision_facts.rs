//! What prose may name of what meetings decided about their papers.

use serde::Serialize;

use super::naming::paper_title;
use super::scope::Scope;
use crate::decide::decisions;
use crate::ground::text::running_digits;
use crate::ground::wareki;
use crate::model::decision::{Decision, Finality, without_draft};
use crate::model::declared_paper::Paper;
use crate::model::stage::Stage;

/// What a stage decided about one of its papers.
#[derive(Clone, Serialize)]
pub struct DecisionFacts {
    /// Its place among the stage's decisions, from １.
    number: String,
    /// The paper's title, without 「（案）」 once it is decided.
    title: String,
    /// The title as it was put to the meeting.
    put: String,
    /// What the meeting called the paper: 「資料１」.
    paper: String,
    /// 承認, 修正の上承認, 否決, 継続審議
    result: &'static str,
    /// Whether it is approved, amended or not.
    decided: bool,
    /// 「令和２年３月16日」
    date: String,
    /// Who decided: the body's full name.
    by: String,
    note: String,
}

/// Papers of a stage that were put to a meeting before, all with the same decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandedOnFacts {
    /// Their titles as they are printed now: 「方針、数値目標及び戦略の変更」.
    titles: String,
    /// The first of these; of several 「方針等」.
    title: String,
    /// What the stage calls them: 「資料１及び資料２」.
    papers: String,
    /// 承認, 修正の上承認, 否決, 継続審議; empty as long as nothing is decided.
    result: &'static str,
    /// Whether they are approved, amended or not.
    decided: bool,
    /// 「令和２年３月16日」; empty as long as nothing is decided.
    date: String,
    /// Who decides: the body's full name.
    by: String,
}

/// What a stage decided, by its papers' ids, as far as it is known in the scope, in the order in which it is to decide.
pub fn of(scope: &Scope<'_>, stage: &Stage) -> Vec<(String, DecisionFacts)> {
    let decisions = scope.decisions_of(stage).zip(1..);
    decisions
        .map(|((paper, made), n)| (paper.id().into(), decision(scope, stage, (n, paper, made))))
        .collect()
}

/// What the scope's stage hands on of what meetings decided, or had before them: papers with the same decision together,
/// in the order of the first.
pub fn handed_on(scope: &Scope<'_>) -> Vec<HandedOnFacts> {
    let mut all: Vec<(HandedOnFacts, Vec<String>, Vec<String>)> = Vec::new();
    for paper in &scope.stage.papers {
        let Some(finality) = &paper.finality else { continue };
        let decision = finality.decision.as_ref();
        let facts = HandedOnFacts {
            titles: String::new(),
            title: String::new(),
            papers: String::new(),
            result: decision.map_or("", |decision| decision.result.label()),
            decided: finality.is_final(),
            date: decision.map_or(String::new(), |decision| wareki::date(decision.date)),
            by: finality.body.clone(),
        };
        let title = paper_title(paper, scope.library);
        let called = scope.papers.get(paper.id()).cloned().unwrap_or_else(|| title.clone());
        match all.iter_mut().find(|(known, ..)| *known == facts) {
            Some((_, titles, papers)) => {
                titles.push(title);
                papers.push(called);
            }
            None => all.push((facts, vec![title], vec![called])),
        }
    }
    let joined = |(facts, titles, papers): (HandedOnFacts, Vec<String>, Vec<String>)| HandedOnFacts {
        title: match titles.as_slice() {
            [first, _, ..] => format!("{first}等"),
            titles => titles.concat(),
        },
        titles: and(&titles),
        papers: and(&papers),
        ..facts
    };
    all.into_iter().map(joined).collect()
}

/// 「甲、乙及び丙」
fn and(names: &[String]) -> String {
    match names {
        [before @ .., last] if !before.is_empty() => format!("{}及び{last}", before.join("、")),
        names => names.concat(),
    }
}

fn decision(
    scope: &Scope<'_>,
    stage: &Stage,
    (number, paper, made): (u32, &Paper, &Decision),
) -> DecisionFacts {
    let put = paper_title(paper, scope.library);
    let decided = made.result.is_final();
    DecisionFacts {
        number: running_digits(&number.to_string()),
        title: if decided { without_draft(&put) } else { &put }.into(),
        paper: paper.number.as_ref().map_or(&put, |number| number.get_ref()).clone(),
        put,
        result: made.result.label(),
        decided,
        date: wareki::date(made.date),
        by: decisions::decider(scope.cycle, stage).into(),
        note: made.note.clone(),
    }
}

/// The line below the title of a paper that is printed again after its meeting.
pub fn decided(finality: &Finality) -> String {
    match &finality.decision {
        Some(decision) => {
            format!("{}　{}", wareki::date(decision.date), decision.result.after(&finality.body))
        }
        None => "未決定".into(),
    }
}
