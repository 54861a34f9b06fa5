//! What prose may name of the counts of indicators: in all, by category and by department, as the cross-tables have them.
//! 「64指標のうちＡは20」 is `{{ counts.all.indicators }}指標のうちＡは{{ counts.all.classes["Ａ"] }}`.

use std::collections::BTreeMap;

use minijinja::Value;
use serde::Serialize;

use super::figure::Figure;
use super::figure_facts::FigureFacts;
use super::recipient_facts::fact;
use super::scope::Scope;
use super::view::crosstab::{self, Crosstab, CrosstabRow};
use super::view::nodes;
use crate::decide::rate_text::RateStyle;
use crate::decide::totals::Counts;
use crate::library::view::{ColumnAxis, RowAxis};
use crate::model::choice::Choice;
use crate::model::indicator::Basis;

/// The name of these facts. They are counted only for templates that say it: a letter to each of ten thousand counts
/// nothing that it doesn't print.
const NAME: &str = "counts";

/// The counts of what a scope has.
#[derive(Debug, Serialize)]
pub(super) struct CountFacts {
    /// The sum of all.
    all: Counted,
    /// By the ids of the categories: 「2-ア」.
    categories: BTreeMap<String, Counted>,
    /// By the codes of the departments that own a measure.
    departments: BTreeMap<String, Counted>,
}

/// The counts of a group of indicators. Each is a figure.
#[derive(Debug, Default, Serialize)]
struct Counted {
    /// What the group is called; 「計」 of the sum.
    label: String,
    /// What its measures are counted as: 「事業」.
    counter: String,
    measures: Value,
    /// Those with a target, a repeated one once.
    indicators: Value,
    /// Of how many the class is known.
    known: Value,
    /// Of how many it is not.
    unknown: Value,
    without_target: Value,
    /// How many are in the better half of the classes, and their share in what is known.
    good: Value,
    good_share: Value,
    /// By the labels of the classes.
    classes: BTreeMap<String, Value>,
    /// The share of each class in what is known.
    shares: BTreeMap<String, Value>,
    /// The class of a category and what decides it, where `[[evaluation.nodes]]` gives it one.
    class: Option<Value>,
    class_value: Option<Value>,
    /// By where the targets come from: 「総合計画」.
    bases: BTreeMap<String, Value>,
}

/// Counts what a scope has, if a template of the cycle names it.
pub(super) fn of(scope: &Scope<'_>, figures: &mut FigureFacts) -> Option<CountFacts> {
    if !scope.words.mention(NAME) && !scope.cycle.source.text.contains(NAME) {
        return None;
    }
    let mut counter = Counter { scope, figures };
    let categories = crosstab::view(scope, RowAxis::Category, ColumnAxis::Class);
    let departments = crosstab::view(scope, RowAxis::Department, ColumnAxis::Class);
    Some(CountFacts {
        all: counter.counted(&categories.total),
        categories: counter.rows(&categories),
        departments: counter.rows(&departments),
    })
}

struct Counter<'a, 's> {
    scope: &'a Scope<'s>,
    figures: &'a mut FigureFacts,
}

impl Counter<'_, '_> {
    fn rows(&mut self, table: &Crosstab) -> BTreeMap<String, Counted> {
        let code = |row: &CrosstabRow| row.key.trim_start_matches("department/").to_owned();
        table.rows.iter().map(|row| (code(row), self.counted(row))).collect()
    }

    fn counted(&mut self, row: &CrosstabRow) -> Counted {
        let Counts { indicators, unknown, without_target, .. } = row.counts;
        let (known, good) = (row.counts.known(), crosstab::good(self.scope, &row.counts));
        let rules = &self.scope.cycle.settings.evaluation;
        let classes: Vec<(String, u32)> = (rules.classes.iter().enumerate())
            .map(|(n, class)| (class.label.clone(), crosstab::of_class(&row.counts, n)))
            .collect();
        let mut counts: BTreeMap<String, Value> = BTreeMap::new();
        let mut shares = BTreeMap::new();
        for (label, n) in classes {
            shares.insert(label.clone(), self.share(row, &format!("class-share/{label}"), n));
            counts.insert(label.clone(), self.count(row, &format!("class/{label}"), n));
        }
        let category = self.scope.cycle.category(&row.key);
        let node = category.and_then(|category| nodes::of_category(self.scope, category));
        let class = node.as_ref().map(|node| fact(self.figures, node.class.clone()));
        let class_value = node.map(|node| fact(self.figures, node.value));
        let basis = |(basis, label): &(Basis, &str)| {
            let n = row.counts.bases.get(&Some(*basis)).copied().unwrap_or(0);
            ((*label).to_owned(), self.count(row, &format!("basis/{label}"), n))
        };
        Counted {
            class,
            class_value,
            bases: Basis::ALL.iter().map(basis).collect(),
            label: row.label.clone(),
            counter: row.counter.clone(),
            measures: self.count(row, "measures", row.counts.measures),
            indicators: self.count(row, "indicators", indicators),
            known: self.count(row, "known", known),
            unknown: self.count(row, &format!("class/{}", rules.unknown), unknown),
            without_target: self.count(row, "without-target", without_target),
            good: self.count(row, "good", good),
            good_share: self.share(row, "good-share", good),
            classes: counts,
            shares,
        }
    }

    fn id(&self, row: &CrosstabRow, what: &str) -> String {
        format!("{}/{what}", self.scope.total_id(&row.key))
    }

    fn count(&mut self, row: &CrosstabRow, what: &str, n: u32) -> Value {
        fact(self.figures, Figure::counted(self.id(row, what), n, ""))
    }

    /// The share of some in what is known: 「72.9%」.
    fn share(&mut self, row: &CrosstabRow, what: &str, some: u32) -> Value {
        let share = crosstab::share(some, row.counts.known());
        fact(self.figures, Figure::rate(self.id(row, what), &share, &RateStyle::plain(), "集計"))
    }
}
