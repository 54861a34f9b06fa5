//! What prose may name of the counts of indicators: in all, by category and by department, as the cross-tables have them.
//! 「64指標のうちＡは20」 is `{{ counts.all.indicators }}指標のうちＡは{{ counts.all.classes["Ａ"] }}`.

use std::collections::BTreeMap;

use minijinja::Value;
use serde::Serialize;

use super::derivation::Items;
use super::figure::Figure;
use super::figure_facts::FigureFacts;
use super::recipient_facts::fact;
use super::scope::Scope;
use super::view::crosstab::{self, Crosstab, CrosstabRow};
use super::view::nodes;
use crate::decide::totals::Keys;
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
        let (of, good) = (&row.counts, crosstab::good(self.scope, &row.counts));
        let good_classes = crosstab::good_classes(self.scope.cycle);
        let rules = &self.scope.cycle.settings.evaluation;
        let mut counts: BTreeMap<String, Value> = BTreeMap::new();
        let mut shares = BTreeMap::new();
        for (n, class) in rules.classes.iter().enumerate() {
            let (label, keys) = (&class.label, of.of_class(n));
            shares.insert(
                label.clone(),
                self.share(row, &format!("class-share/{label}"), (label, keys.clone())),
            );
            counts.insert(label.clone(), self.count(row, &format!("class/{label}"), keys));
        }
        let category = self.scope.cycle.category(&row.key);
        let node = category.and_then(|category| nodes::of_category(self.scope, category));
        let class = node.as_ref().map(|node| fact(self.figures, node.class.clone()));
        let class_value = node.map(|node| fact(self.figures, node.value));
        let basis = |(basis, label): &(Basis, &str)| {
            let keys = of.bases.get(&Some(*basis)).cloned().unwrap_or_default();
            let items = Items::indicators("basis", keys);
            ((*label).to_owned(), self.items(row, &format!("basis/{label}"), items))
        };
        Counted {
            class,
            class_value,
            bases: Basis::ALL.iter().map(basis).collect(),
            label: row.label.clone(),
            counter: row.counter.clone(),
            measures: self.items(row, "measures", Items::measures(of.measures.clone())),
            indicators: self.count(row, "indicators", of.indicators.clone()),
            known: self.count(row, "known", of.known()),
            unknown: self.count(row, &format!("class/{}", rules.unknown), of.unknown.clone()),
            without_target: self.count(row, "without-target", of.without_target.clone()),
            good: self.count(row, "good", good.clone()),
            good_share: self.share(row, "good-share", (&good_classes, good)),
            classes: counts,
            shares,
        }
    }

    fn id(&self, row: &CrosstabRow, what: &str) -> String {
        format!("{}/{what}", self.scope.total_id(&row.key))
    }

    fn items(&mut self, row: &CrosstabRow, what: &str, items: Items) -> Value {
        fact(self.figures, Figure::counted(self.id(row, what), items, ""))
    }

    /// A count of indicators by their class.
    fn count(&mut self, row: &CrosstabRow, what: &str, keys: Keys) -> Value {
        self.items(row, what, Items::indicators("class", keys))
    }

    /// The share of some, by what they are called, in what is known: 「72.9%」.
    fn share(&mut self, row: &CrosstabRow, what: &str, some: (&str, Keys)) -> Value {
        fact(self.figures, crosstab::share(self.id(row, what), some, row.counts.known()))
    }
}
