//! Counts of indicators in rows and columns. Every total is the sum of its parts.

use serde::Serialize;

use crate::decide::evaluate::Rate;
use crate::decide::rate_text::RateStyle;
use crate::decide::totals::{Counts, Keys};
use crate::ground::number::{Exact, per_mille};
use crate::library::view::{ColumnAxis, RowAxis};
use crate::model::choice::Choice;
use crate::model::cycle::Cycle;
use crate::model::indicator::Basis;
use crate::model::plan::Category;
use crate::render::derivation::{Derivation, Items, WorkedFormula};
use crate::render::digits::Digits;
use crate::render::figure::{Figure, ShowsFigures};
use crate::render::scope::Scope;

/// The key of the row that is the sum of all.
const TOTAL: &str = "all";

/// A table of counts.
#[derive(Debug, Serialize)]
pub struct Crosstab {
    /// What is counted apart: the classes 「Ａ」, 「Ｂ」 and so on, or the bases of targets.
    pub columns: Vec<CrosstabColumn>,
    /// What the better half of the classes is called: 「Ａ又はＢ」.
    pub good_classes: String,
    /// A row for each category, or for each department that owns a measure.
    pub rows: Vec<CrosstabRow>,
    /// The last row, the sum of all.
    pub total: CrosstabRow,
    /// What the count leaves out, as a remark below the table; none where it leaves out nothing.
    pub note: Option<String>,
}

impl ShowsFigures for Crosstab {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        self.rows.iter().chain([&self.total]).for_each(|row| row.show_figures(see));
    }
}

/// A column of counts.
#[derive(Debug, Clone, Serialize)]
pub struct CrosstabColumn {
    /// What ends the ids of its counts: 「Ａ」 in 「total/2-ア/class/Ａ」.
    pub key: String,
    /// What stands above it: 「Ａ」, 「総合計画」.
    pub label: String,
}

/// A row of counts.
#[derive(Debug, Serialize)]
pub struct CrosstabRow {
    /// The category's id 「2-ア」, or 「department/」 with the department's code; 「all」 for the sum of all.
    pub key: String,
    /// What heads the row: 「ア　あらゆる人が暮らしやすい社会」, or the division.
    pub label: String,
    /// How deep its category lies: 0 at the top, 1 below that.
    pub level: u32,
    /// How many measures it has itself, beside those of the categories below it. No paper shows that.
    #[serde(skip)]
    pub own_measures: usize,
    /// Whether it is the sum of the rows that follow on the next level.
    pub subtotal: bool,
    /// How many measures it has.
    pub measures: Figure,
    /// What the measures are counted as: 「事業」.
    pub counter: String,
    /// How many indicators are counted: those with a target, a repeated one once, a cancelled one not.
    pub indicators: Figure,
    /// The counts of indicators, in the order of the columns.
    pub cells: Vec<Figure>,
    /// Of how many indicators the class is known: 「38／41」.
    pub known: Figure,
    /// How many indicators have no target, and so are not counted.
    pub without_target: Figure,
    /// The share of the better half of the classes in what is known: 「72.9%」. None where bases are counted.
    pub good_share: Option<Figure>,
    /// The share of each class in what is known, in per mille and in the order of the classes, for a drawn bar. Empty
    /// where nothing is known, or where bases are counted.
    pub bar: Vec<u32>,
    /// What the figures are made of.
    #[serde(skip)]
    pub counts: Counts,
}

impl CrosstabRow {
    /// Whether it is the last row, the sum of all.
    pub fn is_total(&self) -> bool {
        self.key == TOTAL
    }
}

impl ShowsFigures for CrosstabRow {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        [&self.measures, &self.indicators].into_iter().for_each(&mut *see);
        self.cells.iter().for_each(&mut *see);
        [&self.known, &self.without_target].into_iter().chain(&self.good_share).for_each(see);
    }
}

/// Makes the view.
pub fn view(scope: &Scope<'_>, axis_of_rows: RowAxis, axis: ColumnAxis) -> Crosstab {
    let mut total = Counts::default();
    for category in scope.cycle.holding() {
        total.add(&scope.counts(category.id.get_ref()));
    }
    let table = CrosstabMaker { scope, axis, columns: columns(scope, axis, &total) };
    let mut rows = Vec::new();
    match axis_of_rows {
        RowAxis::Category => {
            for category in scope.cycle.roots() {
                table.collect(category, 0, &mut rows);
            }
        }
        RowAxis::Department => table.departments(&mut rows),
    }
    Crosstab {
        rows,
        total: table.row(TOTAL, "計", 0, false, &common_counter(scope.cycle.holding()), &total),
        note: note(&total),
        good_classes: good_classes(scope.cycle),
        columns: table.columns,
    }
}

fn note(total: &Counts) -> Option<String> {
    let mut outside = Vec::new();
    if !total.without_target.is_empty() {
        outside.push(format!("目標を設定しない指標（{}）", total.without_target.len()));
    }
    if !total.cancelled.is_empty() {
        outside.push(format!("中止した取組の指標（{}）", total.cancelled.len()));
    }
    (!outside.is_empty()).then(|| format!("{}は、指標の数に含まない。", outside.join("及び")))
}

fn columns(scope: &Scope<'_>, axis: ColumnAxis, total: &Counts) -> Vec<CrosstabColumn> {
    let column = |label: &str| CrosstabColumn { key: label.into(), label: label.into() };
    let rules = &scope.cycle.settings.evaluation;
    match axis {
        ColumnAxis::Class => {
            let classes = rules.classes.iter().map(|c| column(&c.label));
            classes.chain(std::iter::once(column(&rules.unknown))).collect()
        }
        ColumnAxis::Basis => bases(total).into_iter().map(|(_, label)| column(label)).collect(),
    }
}

/// The bases that occur, in the order of the form.
fn bases(total: &Counts) -> Vec<(Option<Basis>, &'static str)> {
    let occurs = |basis: &Option<Basis>| total.bases.contains_key(basis);
    let named = Basis::ALL.iter().map(|(basis, label)| (Some(*basis), *label));
    named.chain([(None, "根拠の記載なし")]).filter(|(basis, _)| occurs(basis)).collect()
}

struct CrosstabMaker<'a> {
    scope: &'a Scope<'a>,
    axis: ColumnAxis,
    columns: Vec<CrosstabColumn>,
}

impl CrosstabMaker<'_> {
    /// Adds a category and what is below it; returns its counts.
    fn collect(&self, category: &Category, level: u32, rows: &mut Vec<CrosstabRow>) -> Counts {
        let id = category.id.get_ref();
        let at = rows.len();
        let children: Vec<&Category> = self.scope.cycle.children_of(category).collect();
        let mut counts = self.scope.counts(id);
        let own_measures = counts.measures.len();
        for child in &children {
            counts.add(&self.collect(child, level + 1, rows));
        }
        // A recipient sees the categories of its own measures only.
        if self.scope.recipient.is_none() || !counts.measures.is_empty() {
            let counter = counter(category, &children);
            let label = format!("{}　{}", category.label, category.title).replace("）　", "）");
            let row = self.row(id, &label, level, !children.is_empty(), &counter, &counts);
            rows.insert(at, CrosstabRow { own_measures, ..row });
        }
        counts
    }

    /// A row for each department that owns a measure.
    fn departments(&self, rows: &mut Vec<CrosstabRow>) {
        for department in &self.scope.cycle.departments {
            let counts = self.scope.counts_where(|m| m.owner.text == department.code.text);
            if !counts.measures.is_empty() {
                let key = format!("department/{}", department.code.text);
                let counter = common_counter(self.scope.cycle.holding());
                rows.push(self.row(&key, &department.division.text, 0, false, &counter, &counts));
            }
        }
    }

    fn row(
        &self,
        key: &str,
        label: &str,
        level: u32,
        subtotal: bool,
        counter: &str,
        counts: &Counts,
    ) -> CrosstabRow {
        let id = |what: &str| format!("{}/{what}", self.scope.total_id(key));
        let cells = self.cells(counts);
        let known = counts.known();
        let known_of_all = format!("{}／{}", known.len(), counts.indicators.len());
        let indicators =
            |what: &str, by: &str, keys: &Keys| Figure::count(id(what), Items::indicators(by, keys.clone()));
        CrosstabRow {
            key: key.into(),
            label: label.into(),
            level,
            own_measures: 0,
            subtotal,
            measures: Figure::count(id("measures"), Items::measures(counts.measures.clone())),
            counter: counter.into(),
            indicators: indicators("indicators", "class", &counts.indicators),
            cells: cells.iter().map(|(what, by, keys)| indicators(what, by, keys)).collect(),
            known: Figure {
                digits: Some(Digits::new(&known_of_all, "")),
                text: known_of_all,
                format: None,
                ..indicators("known", "class", &known)
            },
            without_target: indicators("without-target", "class", &counts.without_target),
            good_share: (self.axis == ColumnAxis::Class).then(|| {
                let good = (good_classes(self.scope.cycle), good(self.scope, counts));
                share(id("good-share"), (&good.0, good.1), known.clone())
            }),
            bar: self.bar(counts),
            counts: counts.clone(),
        }
    }

    /// What ends the id of each cell, the column of the indicators that decides, and those that it counts.
    fn cells(&self, counts: &Counts) -> Vec<(String, &'static str, Keys)> {
        match self.axis {
            ColumnAxis::Class => {
                let classes = self.scope.cycle.settings.evaluation.classes.len();
                let count = |(i, column): (usize, &CrosstabColumn)| {
                    let keys = if i < classes { counts.of_class(i) } else { counts.unknown.clone() };
                    (format!("class/{}", column.key), "class", keys)
                };
                self.columns.iter().enumerate().map(count).collect()
            }
            ColumnAxis::Basis => self
                .columns
                .iter()
                .map(|column| {
                    let basis = Basis::ALL.iter().find(|(_, label)| *label == column.key).map(|(b, _)| *b);
                    let keys = counts.bases.get(&basis).cloned().unwrap_or_default();
                    (format!("basis/{}", column.key), "basis", keys)
                })
                .collect(),
        }
    }

    fn bar(&self, counts: &Counts) -> Vec<u32> {
        if self.axis != ColumnAxis::Class || counts.known().is_empty() {
            return Vec::new();
        }
        let share = |class| exact_share(&counts.of_class(class), &counts.known());
        (0..self.scope.cycle.settings.evaluation.classes.len()).map(|i| per_mille(&share(i), 1000)).collect()
    }
}

/// How many classes make up the better half: of four or three, two.
pub(super) fn better(cycle: &Cycle) -> usize {
    cycle.settings.evaluation.classes.len().div_ceil(2)
}

/// What the better half of the classes is called: 「Ａ、Ｂ又はＣ」.
pub fn good_classes(cycle: &Cycle) -> String {
    let better = cycle.settings.evaluation.classes.iter().take(better(cycle));
    let labels: Vec<&str> = better.map(|class| class.label.as_str()).collect();
    match labels.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{}又は{last}", rest.join("、")),
        _ => labels.concat(),
    }
}

/// The indicators in the better half of the classes.
pub fn good(scope: &Scope<'_>, counts: &Counts) -> Keys {
    (0..better(scope.cycle)).flat_map(|class| counts.of_class(class)).collect()
}

/// The share of some, by what they are called, in what is known: 「72.9%」; a mark where nothing is known.
pub fn share(id: String, (called, some): (&str, Keys), known: Keys) -> Figure {
    if known.is_empty() {
        return Figure::rate(id, &Rate::None, &RateStyle::plain());
    }
    let figure = Figure::rate(id, &Rate::Share(exact_share(&some, &known)), &RateStyle::plain());
    let [some, known] = [some, known].map(|keys| Items::indicators("class", keys));
    figure.because(Some(Derivation::Reckoned(WorkedFormula::share((called, some), known))))
}

/// The share of some in what is known, which must not be nothing.
pub(super) fn exact_share(some: &Keys, known: &Keys) -> Exact {
    Exact::new(some.len().into(), known.len().into())
}

/// The counter that all share; 取組 where they differ, since different things are not one kind.
fn common_counter<'a>(mut categories: impl Iterator<Item = &'a Category>) -> String {
    let first = categories.next().map_or("取組", |c| c.counter.as_str());
    if categories.all(|c| c.counter == first) { first.into() } else { "取組".into() }
}

/// A category's counter; of a parent, the one that all its children share.
fn counter(category: &Category, children: &[&Category]) -> String {
    match children.is_empty() {
        true => category.counter.clone(),
        false => common_counter(children.iter().copied()),
    }
}
