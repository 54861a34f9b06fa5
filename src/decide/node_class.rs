//! Classing a node of the plan's tree by its indicators.

use num_traits::{Signed, Zero};

use super::evaluate::{Judgement, Verdict};
use super::indicator_facts::IndicatorFacts;
use super::reckoning::Reckoning;
use super::totals::Keys;
use crate::ground::number::{Exact, whole};
use crate::model::evaluation::Evaluation;
use crate::model::indicator::Indicator;
use crate::model::node_rule::{NodeMethod, NodeRule};

/// What a rule makes of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeJudgement<'a> {
    /// The label of its class; none if no indicator has what decides.
    pub class: Option<&'a str>,
    /// The share or the mean, 4/5 for 80 %, or the points; none for the worst class, and where there is no class.
    pub value: Option<Exact>,
    /// What each indicator of which it is made gave.
    pub parts: Vec<NodePart>,
    /// The keys of those with a target that it leaves out, since they have no rate, class, points or weight.
    pub left_out: Keys,
}

/// What an indicator gives to the class of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodePart {
    /// The indicator's key.
    pub key: String,
    /// 1 or 0 for a share, the rate, or the points of its class; 0 where the worst class decides.
    pub value: Exact,
    /// How much it weighs.
    pub weight: Exact,
    /// How that was reckoned; none where all weigh the same.
    pub weighed: Option<Reckoning>,
}

/// Judges a node by its indicators. A repeated one counts where it is first, and what has no target or was cancelled
/// doesn't count.
pub fn judge<'a, 'i>(
    rule: &'a NodeRule,
    rules: &'a Evaluation,
    fiscal_year: i32,
    indicators: impl Iterator<Item = (&'i Indicator, &'i Judgement)>,
) -> NodeJudgement<'a> {
    let outside = [Verdict::NoTarget, Verdict::Cancelled];
    let counted = indicators.filter(|(one, judged)| !one.is_repeat() && !outside.contains(&judged.verdict));
    let (mut parts, mut left_out) = (Vec::new(), Keys::new());
    let (mut sum, mut weights) = (whole(0), whole(0));
    let mut worst = None;
    for (indicator, judgement) in counted {
        let facts = IndicatorFacts::of(indicator, fiscal_year);
        let weighed = rule.weight.as_ref().map(|formula| Reckoning::in_full(formula, &facts));
        let weight = weighed.as_ref().map_or(Some(whole(1)), |weighed| weighed.value.clone().number());
        let weight = weight.filter(|weight| !weight.is_negative());
        let key = indicator.key.to_string();
        let (Some(weight), Some(value)) = (weight, part(rule, rules, judgement)) else {
            left_out.push(key);
            continue;
        };
        sum += &value * &weight;
        weights += &weight;
        parts.push(NodePart { key, value, weight, weighed });
        if let Verdict::Class(class) = judgement.verdict {
            worst = worst.max(Some(class));
        }
    }
    let (class, value) = match rule.by.get_ref() {
        NodeMethod::Worst => (worst.and_then(|at| rules.classes.get(at)).map(|c| c.label.as_str()), None),
        _ if weights.is_zero() => (None, None),
        method => {
            let value = sum / weights;
            // Points are written as they are, and thresholds are hundredths of what is written.
            let share = if *method == NodeMethod::Points { &value / whole(100) } else { value.clone() };
            let reached = rule
                .classes
                .iter()
                .find(|class| class.at_least.as_ref().is_none_or(|threshold| share >= threshold.share));
            (reached.map(|class| class.label.get_ref().as_str()), Some(value))
        }
    };
    NodeJudgement { class, value, parts, left_out }
}

/// What one indicator gives; none if it lacks what decides.
fn part(rule: &NodeRule, rules: &Evaluation, judgement: &Judgement) -> Option<Exact> {
    let class = match judgement.verdict {
        Verdict::Class(at) => rules.classes.get(at).map(|class| class.label.as_str()),
        _ => None,
    };
    match rule.by.get_ref() {
        NodeMethod::Share => {
            let is_good = |class: &str| rule.good.iter().any(|good| good.get_ref() == class);
            class.map(|class| whole(is_good(class).into()))
        }
        NodeMethod::Mean => class.and(judgement.deciding(rules.class_by).share().cloned()),
        NodeMethod::Worst => class.map(|_| whole(0)),
        NodeMethod::Points => rule.points.get(class?).map(|points| &points.get_ref().share * whole(100)),
    }
}
