//! The nodes of the plan's tree with the classes that `[[evaluation.nodes]]` gives them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::field_row::{CellValue, FieldRow};
use super::row_figures::RowFigures;
use crate::decide::evaluate::{Rate, Verdict};
use crate::decide::node_class::{self, NodeJudgement, NodePart};
use crate::decide::rate_text::RateStyle;
use crate::ground::number::{self, whole};
use crate::model::evaluation::ClassBy;
use crate::model::node_rule::{NodeClass, NodeKind, NodeMethod, NodeRule};
use crate::model::plan::{Category, Measure};
use crate::render::derivation::{
    Derivation, Gathered, GatheredPart, Items, ReadAt, Used, WorkedFormula, exact,
};
use crate::render::figure::Figure;
use crate::render::judged::Judged;
use crate::render::scope::Scope;

/// A node with its class.
#[derive(Debug, Serialize)]
pub struct NodeRow {
    /// The category's id, or the measure's number: 「2-ア」.
    pub key: String,
    /// The category's label, or the measure's number: 「施策1」.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Its layer: 1 at the top.
    pub layer: u32,
    /// Whether it is a measure.
    pub is_measure: bool,
    /// What its class is called: 「施策の評価」.
    pub called: String,
    /// Its class.
    pub class: Figure,
    /// What decides it: 「指標の達成率の平均」.
    pub by: String,
    /// How much of that it has: 「85.3%」, 「2.5点」; a mark where the worst class decides.
    pub value: Figure,
    /// How many indicators the class is made of.
    pub indicators: Figure,
    /// How many it leaves out.
    pub left_out: Figure,
}

impl FieldRow for NodeRow {
    fn fields(&self) -> Vec<(&str, CellValue<'_>)> {
        vec![
            ("key", (&self.key).into()),
            ("label", (&self.label).into()),
            ("title", (&self.title).into()),
            ("layer", (self.layer as usize).into()),
            ("is_measure", CellValue::Blank),
            ("called", (&self.called).into()),
            ("class", (&self.class).into()),
            ("by", (&self.by).into()),
            ("value", (&self.value).into()),
            ("indicators", (&self.indicators).into()),
            ("left_out", (&self.left_out).into()),
        ]
    }
}

/// Every node for which there is a rule, in the order of the plan. A category's class is made of all that is below it, so
/// who sees only some of that doesn't see it.
pub fn view(scope: &Scope<'_>) -> Vec<NodeRow> {
    let mut rows = Vec::new();
    if scope.cycle.settings.evaluation.nodes.is_empty() {
        return rows;
    }
    for category in scope.cycle.roots() {
        collect(scope, category, 1, &mut rows);
    }
    rows
}

/// Adds a category, its measures and what is below it.
fn collect(scope: &Scope<'_>, category: &Category, layer: u32, rows: &mut Vec<NodeRow>) {
    rows.extend(of_category(scope, category));
    for measure in scope.measures.iter().filter(|m| m.category.text == *category.id.get_ref()) {
        rows.extend(of_measure(scope, measure, layer + 1));
    }
    for child in scope.cycle.children_of(category) {
        collect(scope, child, layer + 1, rows);
    }
}

/// The indicators of a category and of all that is below it.
fn indicators_below<'s>(scope: &'s Scope<'_>, category: &Category) -> Vec<&'s Judged<'s>> {
    let mut below = Vec::new();
    for measure in scope.measures.iter().filter(|m| m.category.text == *category.id.get_ref()) {
        below.extend(scope.rows_of(&measure.number.text));
    }
    for child in scope.cycle.children_of(category) {
        below.extend(indicators_below(scope, child));
    }
    below
}

fn rule<'s>(scope: &'s Scope<'_>, kind: NodeKind, layer: u32) -> Option<&'s NodeRule> {
    scope.cycle.settings.evaluation.nodes.iter().find(|rule| rule.is_for(kind, layer))
}

/// The class of a category; none where no rule is for it, or where not all of it is seen.
pub fn of_category(scope: &Scope<'_>, category: &Category) -> Option<NodeRow> {
    if scope.recipient.is_some() || scope.stage.measures.is_some() {
        return None;
    }
    let layer = u32::try_from(scope.cycle.above(category).len() + 1).ok()?;
    let rule = rule(scope, NodeKind::Categories, layer)?;
    let id = category.id.get_ref();
    let row = row(scope, rule, &format!("node/{id}"), &indicators_below(scope, category));
    let (label, title) = (category.label.clone(), category.title.clone());
    Some(NodeRow { key: id.clone(), label, title, layer, ..row })
}

fn of_measure(scope: &Scope<'_>, measure: &Measure, layer: u32) -> Option<NodeRow> {
    let rule = rule(scope, NodeKind::Measures, layer)?;
    let number = &measure.number.text;
    let own: Vec<&Judged<'_>> = scope.rows_of(number).collect();
    let row = row(scope, rule, &format!("node/measure/{number}"), &own);
    let title = measure.title.text.clone();
    Some(NodeRow { key: number.clone(), label: number.clone(), title, layer, is_measure: true, ..row })
}

/// What a rule makes of indicators, as figures.
fn row(scope: &Scope<'_>, rule: &NodeRule, id: &str, indicators: &[&Judged<'_>]) -> NodeRow {
    let settings = &scope.cycle.settings;
    let rules = &settings.evaluation;
    let counted = indicators.iter().map(|row| (&*row.entry.indicator, &row.judgement));
    let node = node_class::judge(rule, rules, settings.cycle.fiscal_year, counted);
    let of = |what: &str| format!("{id}/{what}");
    let keys = node.parts.iter().map(|part| part.key.clone()).collect();
    let gathered = gathered(scope, rule, indicators, &node);
    NodeRow {
        key: String::new(),
        label: String::new(),
        title: String::new(),
        layer: 0,
        is_measure: false,
        called: rule.title.get_ref().clone(),
        class: match node.class {
            Some(class) => {
                Figure::words(of("class"), class, Some(class_reached(rule, &node, gathered.clone())))
            }
            None => Figure::mark(of("class"), &rules.unknown),
        },
        by: by(rule, rules.class_by.rate_name()),
        value: value(rule, of("value"), &node, gathered),
        indicators: Figure::count(of("indicators"), Items::indicators("class", keys)),
        left_out: Figure::count(of("left-out"), Items::indicators("class", node.left_out.clone())),
    }
}

/// What the indicators of a node gave.
fn gathered(
    scope: &Scope<'_>,
    rule: &NodeRule,
    indicators: &[&Judged<'_>],
    node: &NodeJudgement<'_>,
) -> Gathered {
    let class_by = scope.cycle.settings.evaluation.class_by;
    let (by, column) = match rule.by.get_ref() {
        NodeMethod::Share => ("share", "class"),
        NodeMethod::Mean if class_by == ClassBy::Expected => ("mean", "achievement"),
        NodeMethod::Mean => ("mean", "progress"),
        NodeMethod::Worst => ("worst", "class"),
        NodeMethod::Points => ("points", "class"),
    };
    let rows: BTreeMap<String, &Judged<'_>> =
        indicators.iter().map(|row| (row.entry.indicator.key.to_string(), *row)).collect();
    let part = |part: &NodePart| {
        let row = rows.get(&part.key);
        let weighed =
            row.and_then(|row| RowFigures::new(scope.cycle, row).reckoned(part.weighed.as_ref(), None));
        GatheredPart {
            id: format!("indicator/{}/{column}", part.key),
            value: node.value.is_some().then(|| exact(&part.value)),
            points: row.and_then(|row| points(scope, rule, row)).map(Box::new),
            weight: exact(&part.weight),
            weighed: weighed.map(Box::new),
        }
    };
    let parts = node.parts.iter().map(part).collect();
    Gathered { by: by.into(), parts, value: node.value.as_ref().map(exact) }
}

/// Where the cycle gives points to the class of an indicator; none where no points decide.
fn points(scope: &Scope<'_>, rule: &NodeRule, row: &Judged<'_>) -> Option<Derivation> {
    let Verdict::Class(at) = row.judgement.verdict else { return None };
    let class = scope.cycle.settings.evaluation.classes.get(at)?;
    let points = rule.points.get(&class.label).filter(|_| *rule.by.get_ref() == NodeMethod::Points)?;
    let read = ReadAt::new(&scope.cycle.source.of(points), &points.get_ref().text);
    Some(Derivation::Read(read.with_number(Some(&(&points.get_ref().share * whole(100))))))
}

/// How a node came to its class: by a threshold that its value reaches, or by its worst indicator.
fn class_reached(rule: &NodeRule, node: &NodeJudgement<'_>, gathered: Gathered) -> Derivation {
    let Some(value) = gathered.value.clone() else { return Derivation::Gathered(gathered) };
    let unit = if *rule.by.get_ref() == NodeMethod::Points { whole(100) } else { whole(1) };
    let bound = |class: &NodeClass| class.at_least.as_ref().map(|least| exact(&(&least.share * &unit)));
    let at = rule.classes.iter().position(|class| Some(class.label.get_ref().as_str()) == node.class);
    let at = at.unwrap_or_default();
    let (better, own) = (at.checked_sub(1).and_then(|at| rule.classes.get(at)), rule.classes.get(at));
    let (least, less) = (own.and_then(bound), better.and_then(bound));
    let condition = |value: &str| {
        let least = least.iter().map(|least| format!("{value} ≧ {least}"));
        let less = less.iter().map(|less| format!("{value} < {less}"));
        least.chain(less).collect::<Vec<_>>().join(" and ")
    };
    let (formula, filled) = (condition("値"), condition(&value));
    if formula.is_empty() {
        return Derivation::Gathered(gathered);
    }
    let how = Some(Box::new(Derivation::Gathered(gathered)));
    let uses = vec![Used { name: "値".into(), value, id: None, how }];
    Derivation::Reckoned(WorkedFormula { formula, filled, uses, value: "true".into(), settled: None })
}

/// What decides, in words.
pub(super) fn by(rule: &NodeRule, rate: &str) -> String {
    let weighted = if rule.weight.is_some() { "（重み付き）" } else { "" };
    match rule.by.get_ref() {
        NodeMethod::Share => {
            let good: Vec<&str> = rule.good.iter().map(|label| label.get_ref().as_str()).collect();
            format!("{}の指標の割合{weighted}", good.join("・"))
        }
        NodeMethod::Mean => format!("指標の{rate}の平均{weighted}"),
        NodeMethod::Worst => "最も低い指標の評価".into(),
        NodeMethod::Points => format!("指標の評価の平均点{weighted}"),
    }
}

/// The share, the mean or the points, never shown on another side of a threshold than it is.
fn value(rule: &NodeRule, id: String, node: &NodeJudgement<'_>, gathered: Gathered) -> Figure {
    let thresholds = rule.classes.iter().filter_map(|class| class.at_least.as_ref());
    let style = RateStyle::between(thresholds.collect());
    let Some(value) = &node.value else { return Figure::rate(id, &Rate::None, &style) };
    let how = Some(Derivation::Gathered(gathered));
    if *rule.by.get_ref() != NodeMethod::Points {
        return Figure::rate(id, &Rate::Share(value.clone()), &style).because(how);
    }
    let figure = Figure::rate(id, &Rate::Share(value / whole(100)), &style).because(how);
    let decimals = figure.text.split_once('.').map_or(0, |(_, places)| places.trim_end_matches('%').len());
    let decimals = u32::try_from(decimals).unwrap_or_default();
    let (text, format) =
        (figure.text.replace('%', "点"), figure.format.map(|format| format.replace('%', "\"点\"")));
    Figure {
        number: figure.number.map(|_| number::plain(value, decimals)),
        text,
        format,
        digits: None,
        ..figure
    }
}
