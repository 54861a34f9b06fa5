//! The legend of the classes (Ａ～Ｄ): what each means, made from the cycle's own `[evaluation]`.

use serde::Serialize;

use super::nodes;
use crate::decide::evaluate::{Expected, Judgement, Verdict};
use crate::decide::indicator_facts::IndicatorFacts;
use crate::ground::text;
use crate::model::evaluation::{Class, Evaluation, LegendNote, Rounding};
use crate::model::indicator::{Indicator, IndicatorKind};
use crate::model::node_rule::{NodeMethod, NodeRule};
use crate::render::figure::STATED;
use crate::render::scope::Scope;

/// What stands below a table to explain its classes.
#[derive(Debug, Serialize)]
pub struct Legend {
    /// The classes, the best first.
    pub classes: Vec<ClassMeaning>,
    /// Sentences on how rates and classes come about. A note that only some kind of indicator needs stands here only
    /// if the scope has one.
    pub notes: Vec<String>,
    /// The legends of the classes of nodes.
    pub nodes: Vec<NodeLegend>,
}

/// What the classes of nodes mean.
#[derive(Debug, Serialize)]
pub struct NodeLegend {
    /// What the class is called: 「施策の評価」.
    pub title: String,
    /// Its classes, the best first; none where they are those of indicators.
    pub classes: Vec<ClassMeaning>,
    /// Sentences on how the class comes about.
    pub notes: Vec<String>,
}

/// A class and what it means.
#[derive(Debug, Serialize)]
pub struct ClassMeaning {
    /// The class: 「Ａ」.
    pub label: String,
    /// Which rates it takes: 「達成率 80％以上100％未満」.
    pub rule: String,
    /// What it says of an indicator: 「目安を下回る」.
    pub meaning: String,
}

/// The legend of the rules in force, with the notes that the scope's rows need.
pub fn view(scope: &Scope<'_>) -> Legend {
    let rules = &scope.cycle.settings.evaluation;
    let rate = rules.class_by.rate_name();
    let classes = rules
        .classes
        .iter()
        .enumerate()
        .map(|(i, class)| ClassMeaning {
            label: class.label.clone(),
            rule: rule(rate, class, i.checked_sub(1).and_then(|i| rules.classes.get(i))),
            meaning: class.meaning.clone(),
        })
        .collect();
    let nodes = rules.nodes.iter().map(|rule| of_nodes(rule, rate)).collect();
    Legend { classes, notes: notes(scope, rate), nodes }
}

/// The legend of a rule for nodes.
fn of_nodes(rule: &NodeRule, rate: &str) -> NodeLegend {
    let method = *rule.by.get_ref();
    let (by, unit) = (nodes::by(rule, rate), method.unit());
    let mut better: Option<&str> = None;
    let mut classes = Vec::new();
    for class in &rule.classes {
        let least = class.at_least.as_ref().map(|least| least.text.as_str());
        let rule = between(least, better, unit);
        let (label, meaning) = (class.label.get_ref().clone(), class.meaning.clone());
        classes.push(ClassMeaning { label, rule, meaning });
        better = least;
    }
    let mut notes = vec![format!("{}は、{by}による。", rule.title.get_ref())];
    if method == NodeMethod::Points {
        let each = rule.points.iter().map(|(label, points)| format!("{label}が{}点", points.get_ref().text));
        notes.push(format!("指標の点は、{}。", each.collect::<Vec<_>>().join("、")));
    }
    let lacking = match method {
        NodeMethod::Mean => format!("{rate}のない指標"),
        NodeMethod::Points => "評価か点のない指標".into(),
        NodeMethod::Share | NodeMethod::Worst => "評価のない指標".into(),
    };
    notes.push(format!("{lacking}は除き、その数を添える。残る指標がなければ、評価しない。"));
    NodeLegend { title: rule.title.get_ref().clone(), classes, notes }
}

fn rule(rate: &str, class: &Class, better: Option<&Class>) -> String {
    if class.when.is_some() {
        return class.rule.clone();
    }
    let text = |class: &'_ Class| class.at_least.as_ref().map(|least| least.text.clone());
    let limits = between(text(class).as_deref(), better.and_then(text).as_deref(), "％");
    if limits.is_empty() { rate.into() } else { format!("{rate} {limits}") }
}

/// From the threshold of a class to that of the better one: 「80％以上100％未満」; empty where neither has one.
fn between(least: Option<&str>, better: Option<&str>, unit: &str) -> String {
    let least = least.map_or(String::new(), |least| format!("{least}{unit}以上"));
    let below = better.map_or(String::new(), |better| format!("{better}{unit}未満"));
    least + &below
}

/// The notes that this table needs: of each, only if a row is judged so.
fn notes(scope: &Scope<'_>, rate: &str) -> Vec<String> {
    let rules = &scope.cycle.settings.evaluation;
    let rows = || scope.rows.iter().map(|r| (&r.figures.indicator, &r.judgement));
    let repeats = scope.rows.iter().any(|r| r.entry.indicator.is_repeat());
    let any_kind = |kind: IndicatorKind| rows().any(|(i, _)| i.kind.value() == Some(&kind));
    let (met, not_met) = (rules.met.get_ref(), rules.not_met.get_ref());
    let labelled = |note: &LegendNote| note.text.replace("{met}", met).replace("{not_met}", not_met);
    let (of_some, always): (Vec<&LegendNote>, Vec<_>) =
        rules.all_notes().partition(|note| note.when.is_some());
    let mut notes: Vec<String> = always.into_iter().map(labelled).collect();
    notes.push(of_rates(rules, rate));
    if rows().any(|(_, j)| matches!(j.expected, Expected::Stated(_))) {
        notes.push(format!("「{STATED}」の目安は、按分ではなく、部署が理由を付けて示した値。"));
    }
    if rows().any(|(i, j)| j.expected.value().is_some() && i.expects_target_of_year()) {
        notes.push("年度ごとの目標値がある指標の目安は、その年度の目標値。".into());
    }
    if rows().any(|(i, _)| i.shown_in.is_some()) {
        notes.push("調査票より大きな単位で示した指標の率は、その単位に丸める前の値による。".into());
    }
    let facts: Vec<IndicatorFacts<'_>> = rows().map(|(i, j)| judged(scope, i, j)).collect();
    let is_said = |note: &&LegendNote| {
        let holds =
            |facts: &IndicatorFacts<'_>| note.when.as_ref().and_then(|when| facts.holds(when)) == Some(true);
        facts.iter().any(holds)
    };
    notes.extend(of_some.into_iter().filter(is_said).map(labelled));
    if any_kind(IndicatorKind::Qualitative) {
        notes.push(format!(
            "定性の指標は、完了が{}、実施中が{}、未着手が{}。中止は指標の数に含まない。",
            rules.completed.get_ref(),
            rules.ongoing.get_ref(),
            rules.not_started.get_ref()
        ));
    }
    let none = rows().any(|(_, j)| j.verdict == Verdict::NoTarget);
    if none || rows().any(|(_, j)| j.verdict == Verdict::Unknown) {
        let without = if none { "、目標のないもの" } else { "" };
        notes.push(format!(
            "「{}」は、実績が未判明のもの、基準年度のため判定しないもの{without}。",
            rules.unknown
        ));
    }
    if repeats {
        notes.push("再掲の指標は、元の取組で一度だけ数える。".into());
    }
    notes
}

/// How rates are rounded, and which of them is classed.
fn of_rates(rules: &Evaluation, rate: &str) -> String {
    let rounding = match rules.rounding {
        Rounding::HalfUp => "四捨五入",
        Rounding::Down => "切捨て",
    };
    let capped = rules.cap.as_ref().map_or(String::new(), |cap| format!("{}％を上限とする。", cap.text));
    match rules.rate_decimals {
        None => format!("率は小数第一位まで（四捨五入）。{capped}評価は、丸める前の{rate}による。"),
        Some(0) => format!("率は整数（{rounding}）。{capped}評価は、丸めた{rate}による。"),
        Some(decimals) => {
            let decimals = text::running_digits(&decimals.to_string());
            format!("率は小数点以下{decimals}桁まで（{rounding}）。{capped}評価は、丸めた{rate}による。")
        }
    }
}

/// What the formulas of notes know of a row.
fn judged<'a>(
    scope: &'a Scope<'_>,
    indicator: &'a Indicator,
    judgement: &'a Judgement,
) -> IndicatorFacts<'a> {
    let settings = &scope.cycle.settings;
    let class = match judgement.verdict {
        Verdict::Class(at) => settings.evaluation.classes.get(at).map(|class| class.label.as_str()),
        _ => None,
    };
    IndicatorFacts {
        expected: judgement.expected.value().cloned(),
        achievement: judgement.achievement.share().cloned(),
        progress: judgement.progress.share().cloned(),
        class,
        ..IndicatorFacts::of(indicator, settings.cycle.fiscal_year)
    }
}
