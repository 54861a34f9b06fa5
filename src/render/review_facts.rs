//! What prose may name of the evaluation in stages: how many each stage evaluated, and how often it gave each mark.
//! 「Ａは10」 is `Ａは{{ evaluations["二次評価"].marks["Ａ"] }}`.

use std::collections::BTreeMap;

use minijinja::Value;
use serde::Serialize;

use super::figure::Figure;
use super::figure_facts::FigureFacts;
use super::recipient_facts::fact;
use super::scope::Scope;
use super::view::reviews::{self, ReviewStage};

/// The name of these facts. They are counted only for templates that say it.
const NAME: &str = "evaluations";

/// The counts of a stage of evaluation. Each is a figure.
#[derive(Debug, Serialize)]
pub(super) struct ReviewFacts {
    /// How many it evaluated.
    evaluated: Value,
    /// How many it could have evaluated and didn't.
    without: Value,
    /// How often it gave each mark; nothing of points.
    marks: BTreeMap<String, Value>,
}

/// What each stage gave of what a scope has, by the stages' names, if a template of the cycle names it.
pub(super) fn of(scope: &Scope<'_>, figures: &mut FigureFacts) -> BTreeMap<String, ReviewFacts> {
    if !scope.words.mention(NAME) && !scope.cycle.source.text.contains(NAME) {
        return BTreeMap::new();
    }
    let mut fact_of = |count: Figure| fact(figures, count.with_counter(""));
    let mut of_stage = |stage: ReviewStage| {
        let (evaluated, without) = (fact_of(stage.evaluated), fact_of(stage.without));
        let marks = stage.marks.into_iter().map(|mark| (mark.mark, fact_of(mark.count))).collect();
        (stage.name, ReviewFacts { evaluated, without, marks })
    };
    reviews::view(scope).stages.into_iter().map(&mut of_stage).collect()
}
