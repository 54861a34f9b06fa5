//! Indicators with their judgement.

use std::collections::BTreeMap;

use super::declared_figures;
use super::indicator_row::{CategoryHeading, IndicatorGroup, IndicatorRow, RateBar};
use super::row_figures::RowFigures;
use crate::decide::evaluate::{self, Judgement, Rate, Verdict};
use crate::ground::number::{self, whole};
use crate::library::view::WhichIndicators;
use crate::model::choice::Choice;
use crate::model::cycle::Cycle;
use crate::model::indicator::Indicator;
use crate::model::plan::{Category, Measure};
use crate::model::value::Cell;
use crate::render::derivation::{Derivation, Items, ReadAt};
use crate::render::figure::{Figure, UNRESOLVED};
use crate::render::judged::Judged;
use crate::render::scope::Scope;

/// The rate at the end of a progress bar, in percent.
const BAR_END: i64 = 150;

/// The rows of all measures in one list, in the printed order.
pub fn rows(scope: &Scope<'_>, which: WhichIndicators) -> Vec<IndicatorRow> {
    rows_where(scope, which, |_| true)
}

/// The rows below the headings of their categories; a category without rows has no heading.
pub fn groups(scope: &Scope<'_>, which: WhichIndicators) -> Vec<IndicatorGroup> {
    let group = |category: &Category| {
        let rows = rows_where(scope, which, |m| m.category.text == *category.id.get_ref());
        (!rows.is_empty()).then(|| IndicatorGroup { category: heading(scope, category), rows })
    };
    scope.cycle.holding().filter_map(group).collect()
}

/// A category with its parents and its count.
fn heading(scope: &Scope<'_>, category: &Category) -> CategoryHeading {
    let id = category.id.get_ref();
    let measures = scope.counts(id).measures;
    CategoryHeading {
        id: id.clone(),
        above: scope.cycle.above(category).into_iter().map(|above| above.id.get_ref().clone()).collect(),
        path: path(scope.cycle, category),
        label: category.label.clone(),
        title: category.title.clone(),
        count: Figure::counted(
            format!("{}/measures", scope.total_id(id)),
            Items::measures(measures),
            &category.counter,
        ),
    }
}

/// 「（２）個別施策　ア　あらゆる人が暮らしやすい社会」
fn path(cycle: &Cycle, category: &Category) -> String {
    // A bracketed label needs no space after it.
    let named = |of: &Category| format!("{}　{}", of.label, of.title).replace("）　", "）");
    let way = cycle.above(category).into_iter().chain([category]);
    way.map(named).collect::<Vec<_>>().join("　")
}

/// Whether a row of this judgement is shown.
fn is_shown(which: WhichIndicators, judgement: &Judgement) -> bool {
    let without = judgement.verdict == Verdict::NoTarget;
    match which {
        WhichIndicators::All => true,
        WhichIndicators::WithTarget => !without,
        WhichIndicators::WithoutTarget => without,
    }
}

fn rows_where(scope: &Scope<'_>, which: WhichIndicators, of: impl Fn(&Measure) -> bool) -> Vec<IndicatorRow> {
    let mut all = Vec::new();
    for measure in scope.measures.iter().filter(|m| of(m)) {
        let shown: Vec<&Judged> =
            scope.rows_of(&measure.number.text).filter(|r| is_shown(which, &r.judgement)).collect();
        let first = all.len();
        all.extend(shown.iter().map(|judged| row(scope.cycle, judged)));
        if scope.rows_of(&measure.number.text).next().is_none() && which != WhichIndicators::WithoutTarget {
            all.push(unresolved_row(scope.cycle, measure));
        }
        let span = all.len() - first;
        if let Some(row) = all.get_mut(first) {
            row.first = true;
            row.span = span;
        }
    }
    all
}

/// A measure of which nothing usable was returned: it never vanishes from a paper.
fn unresolved_row(cycle: &Cycle, measure: &Measure) -> IndicatorRow {
    let key = &measure.number.text;
    let id = |column: &str| format!("indicator/{key}/{column}");
    let mark = |column: &str, text: &str| Figure::mark(id(column), text);
    let unresolved = |column: &str| mark(column, UNRESOLVED);
    let blank = |column: &str| mark(column, "");
    IndicatorRow {
        key: measure.number.text.clone(),
        number: measure.number.text.clone(),
        measure: title(measure),
        first: true,
        span: 1,
        category: measure.category.text.clone(),
        category_title: cycle.category(&measure.category.text).map_or(String::new(), |c| c.title.clone()),
        indicator: unresolved("name"),
        unit: blank("unit"),
        kind: blank("type"),
        direction: blank("direction"),
        owner: owner(cycle, measure),
        baseline: unresolved("baseline"),
        baseline_year: blank("baseline-year"),
        expected: unresolved("expected"),
        actual: unresolved("actual"),
        actual_year: blank("actual-year"),
        actual_state: blank("certainty"),
        target: unresolved("target"),
        target_year: blank("target-year"),
        basis: blank("basis"),
        basis_plan: String::new(),
        no_target: None,
        achievement: unresolved("achievement"),
        progress: unresolved("progress"),
        class: unresolved("class"),
        class_note: None,
        bar: None,
        status: None,
        activity: String::new(),
        issue: String::new(),
        plan: String::new(),
        repeat: None,
        counted: UNRESOLVED,
        unresolved: true,
        note: String::new(),
        own: declared_figures::unresolved_own(&cycle.return_columns, id),
        years: declared_figures::unresolved_years(&cycle.return_columns, id),
        extra: BTreeMap::new(),
    }
}

/// The row of an indicator, as the first of its measure would stand.
pub fn row(cycle: &Cycle, judged: &Judged<'_>) -> IndicatorRow {
    let own = &judged.entry.indicator;
    let source = &judged.figures.indicator;
    let figures = RowFigures::new(cycle, judged);
    IndicatorRow {
        key: own.key.to_string(),
        indicator: figures.name(),
        unit: figures.unit(),
        kind: figures.choice("type", &source.kind),
        direction: figures.choice("direction", &source.direction),
        baseline_year: figures.year("baseline-year", &source.baseline_year),
        actual_year: figures.year("actual-year", &source.actual_year),
        actual_state: figures.certainty(),
        target_year: figures.year("target-year", &source.target_year),
        basis: figures.choice("basis", &source.basis),
        basis_plan: source.basis_plan.text.clone(),
        no_target: no_target(source),
        class: figures.class(),
        class_note: judged.judgement.side.map(evaluate::WrongSide::label),
        bar: bar(judged.judgement.deciding(cycle.settings.evaluation.class_by)),
        status: source.state.value().map(|s| s.label()),
        activity: own.activity.text.clone(),
        issue: own.issue.text.clone(),
        plan: own.plan.text.clone(),
        repeat: own.is_repeat().then(|| format!("再掲（{}）", source.key.measure)),
        counted: counted(own, &judged.judgement),
        note: own.note.text.clone(),
        own: declared_figures::own(&figures, source),
        years: declared_figures::years(&figures, source),
        extra: extra(own),
        first: false,
        baseline: figures.reported("baseline", &source.baseline),
        expected: figures.expected(),
        actual: figures.actual(),
        target: figures.reported("target", &source.target),
        achievement: figures.achievement(),
        progress: figures.progress(),
        unresolved: judged.judgement.verdict == Verdict::Unreadable,
        ..unresolved_row(cycle, judged.measure)
    }
}

/// What the department wrote in columns that are not the form's, by their headers.
fn extra(indicator: &Indicator) -> BTreeMap<String, String> {
    let named = |cell: &Cell| Some((cell.origin.header()?.to_owned(), cell.text.clone()));
    indicator.extra.iter().filter_map(named).collect()
}

fn counted(indicator: &Indicator, judgement: &Judgement) -> &'static str {
    match judgement.verdict {
        _ if indicator.is_repeat() => "再掲",
        Verdict::NoTarget => "目標なし",
        Verdict::Cancelled => "中止",
        _ => "対象",
    }
}

fn bar(rate: &Rate) -> Option<RateBar> {
    let share = rate.share()?;
    let end = whole(BAR_END) / whole(100);
    let hundred = number::per_mille(&(whole(1) / &end), 1000);
    Some(RateBar { fill: number::per_mille(&(share / &end), 1000), hundred, over: *share > end })
}

fn no_target(indicator: &Indicator) -> Option<String> {
    let reason = indicator.no_target.value()?.label();
    Some(match indicator.no_target_note.is_empty() {
        true => reason.into(),
        false => format!("{reason}（{}）", indicator.no_target_note.text),
    })
}

/// The measure's title.
pub fn title(measure: &Measure) -> Figure {
    let id = format!("measure/{}/title", measure.number.text);
    Figure::words(id, &measure.title.text, Some(Derivation::Read(ReadAt::of(&measure.title))))
}

/// The division that owns a measure, as tables print it; the code in its place where no department has it.
pub fn owner(cycle: &Cycle, measure: &Measure) -> Figure {
    let department = cycle.department(&measure.owner.text);
    let division = department.map_or(&measure.owner, |department| &department.division);
    let id = format!("measure/{}/owner", measure.number.text);
    Figure::words(id, &division.text, Some(Derivation::Read(ReadAt::of(division))))
}
