//! Indicators with their judgement.

use std::collections::BTreeMap;

use super::declared_figures;
use super::indicator_row::{CategoryHeading, IndicatorGroup, IndicatorRow, RateBar};
use crate::decide::evaluate::{self, Judgement, Rate, Verdict};
use crate::decide::rate_text;
use crate::ground::number::{self, whole};
use crate::ground::wareki::{self, Year};
use crate::library::view::WhichIndicators;
use crate::model::choice::Choice;
use crate::model::cycle::Cycle;
use crate::model::indicator::{Indicator, IndicatorKind};
use crate::model::own_cell::OwnValue;
use crate::model::plan::{Category, Measure};
use crate::model::value::{Cell, Field, Quantity, Reading};
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
    scope.cycle.leaves().filter_map(group).collect()
}

/// A category with its parents and its count.
fn heading(scope: &Scope<'_>, category: &Category) -> CategoryHeading {
    let id = category.id.get_ref();
    let measures = scope.counts(id).measures;
    CategoryHeading {
        id: id.clone(),
        path: path(scope.cycle, category),
        label: category.label.clone(),
        title: category.title.clone(),
        count: Figure::counted(format!("{}/measures", scope.total_id(id)), measures, &category.counter),
    }
}

/// 「（２）個別施策　ア　あらゆる人が暮らしやすい社会」
fn path(cycle: &Cycle, category: &Category) -> String {
    let own = format!("{}　{}", category.label, category.title);
    // A bracketed label needs no space after it.
    let own = own.replace("）　", "）");
    match category.parent.as_ref().and_then(|parent| cycle.category(parent.get_ref())) {
        Some(parent) => format!("{}　{own}", path(cycle, parent)),
        None => own,
    }
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

fn row(cycle: &Cycle, judged: &Judged<'_>) -> IndicatorRow {
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
        achievement: figures.rate("achievement", &judged.judgement.achievement),
        progress: figures.rate("progress", &judged.judgement.progress),
        unresolved: judged.judgement.verdict == Verdict::Unreadable,
        ..unresolved_row(cycle, judged.measure)
    }
}

/// What the department wrote in columns that are not the form's, by their headers.
fn extra(indicator: &Indicator) -> BTreeMap<String, String> {
    let named = |cell: &Cell| Some((cell.origin.header()?.to_owned(), cell.text.clone()));
    indicator.extra.iter().filter_map(named).collect()
}

/// The figures of a row. All carry the key of the row that holds them, so that a repeated one is the same figure.
pub(super) struct RowFigures<'a> {
    cycle: &'a Cycle,
    judged: &'a Judged<'a>,
}

impl<'a> RowFigures<'a> {
    fn new(cycle: &'a Cycle, judged: &'a Judged<'a>) -> Self {
        Self { cycle, judged }
    }

    /// Where a cell is from, and since when it holds.
    fn origin(&self, cell: &Cell) -> String {
        let entry = &self.judged.figures;
        let corrected = entry.is_correction && cell.origin.file() == Some(&entry.file);
        let what = if corrected { "訂正" } else { "受領" };
        let day =
            entry.source_of(cell).0.map_or(String::new(), |day| format!("（{}{what}）", wareki::date(day)));
        format!("{}{day}", cell.origin)
    }

    /// Whether two rows of one day claim the same key.
    fn is_disputed(&self) -> bool {
        self.judged.entry.disputed || self.judged.figures.disputed
    }

    fn id(&self, column: &str) -> String {
        format!("indicator/{}/{column}", self.judged.figures.indicator.key)
    }

    /// What stands in one of the cycle's own columns. Of a disputed row it is printed only as a mark.
    pub(super) fn own(&self, column: &str, field: &Field<OwnValue>) -> Figure {
        match self.is_disputed() {
            true => self.mark(column, UNRESOLVED),
            false => Figure::own(self.id(column), field, self.origin(&field.cell)),
        }
    }

    /// A number of the row.
    pub(super) fn reported(&self, column: &str, field: &Field<Quantity>) -> Figure {
        match self.is_disputed() {
            true => self.mark(column, UNRESOLVED),
            false => {
                let indicator = &self.judged.figures.indicator;
                Figure::reported(self.id(column), field, indicator, self.origin(&field.cell))
            }
        }
    }

    fn actual(&self) -> Figure {
        let indicator = &self.judged.figures.indicator;
        let state = &indicator.state;
        match (indicator.kind.value(), &state.reading) {
            (Some(IndicatorKind::Qualitative), Reading::Unreadable) => self.mark("actual", UNRESOLVED),
            (Some(IndicatorKind::Qualitative), Reading::Value(_)) if self.is_disputed() => {
                self.mark("actual", UNRESOLVED)
            }
            (Some(IndicatorKind::Qualitative), Reading::Value(state_now)) => {
                Figure::words(self.id("actual"), state_now.label(), self.origin(&state.cell))
            }
            _ => self.reported("actual", &indicator.actual),
        }
    }

    fn expected(&self) -> Figure {
        match self.judged.judgement.verdict {
            Verdict::Unreadable => self.mark("expected", UNRESOLVED),
            _ => {
                let indicator = &self.judged.figures.indicator;
                let stated = &indicator.expected;
                let origin = match stated.value() {
                    Some(_) => self.origin(&stated.cell),
                    None => "計算（基準値と目標値を年度で按分）".into(),
                };
                Figure::expected(self.id("expected"), &self.judged.judgement.expected, indicator, origin)
            }
        }
    }

    fn rate(&self, column: &str, rate: &Rate) -> Figure {
        if self.judged.judgement.verdict == Verdict::Unreadable {
            return self.mark(column, UNRESOLVED);
        }
        let thresholds = rate_text::thresholds(&self.cycle.settings.evaluation);
        Figure::rate(self.id(column), rate, &thresholds, "計算")
    }

    fn mark(&self, column: &str, text: &str) -> Figure {
        Figure::mark(self.id(column), text)
    }

    /// The indicator's name. A row that repeats another has its own, since it may say it otherwise.
    fn name(&self) -> Figure {
        let own = &self.judged.entry.indicator;
        let cell = if own.name.is_empty() { &self.judged.figures.indicator.name } else { &own.name };
        Figure::words(format!("indicator/{}/name", own.key), &cell.text, self.origin(cell))
    }

    /// The unit in which its figures are shown.
    fn unit(&self) -> Figure {
        let indicator = &self.judged.figures.indicator;
        Figure::words(self.id("unit"), indicator.shown_unit(), self.origin(&indicator.unit))
    }

    fn choice<T: Choice + PartialEq>(&self, column: &str, field: &Field<T>) -> Figure {
        self.words(column, field, |choice| choice.label().to_owned())
    }

    /// Words that were reported. Of a disputed row they are printed, but only as marks: nobody knows which row is right.
    fn words<T>(&self, column: &str, field: &Field<T>, print: impl Fn(&T) -> String) -> Figure {
        match &field.reading {
            Reading::Absent(_) => self.mark(column, ""),
            Reading::Unreadable => self.mark(column, UNRESOLVED),
            Reading::Value(value) if self.is_disputed() => self.mark(column, &print(value)),
            Reading::Value(value) => Figure::words(self.id(column), &print(value), self.origin(&field.cell)),
        }
    }

    fn year(&self, column: &str, field: &Field<Year>) -> Figure {
        self.words(column, field, |year| year.print())
    }

    /// How certain the actual value is.
    fn certainty(&self) -> Figure {
        let field = &self.judged.figures.indicator.certainty;
        self.words("certainty", field, |certainty| certainty.label().to_owned())
    }

    /// The class as printed.
    fn class(&self) -> Figure {
        let rules = &self.cycle.settings.evaluation;
        let reached = |text: &str, origin| Figure::words(self.id("class"), text, origin);
        match self.judged.judgement.verdict {
            Verdict::Class(i) => match rules.classes.get(i) {
                Some(class) => reached(&class.label, "計算".into()),
                None => self.mark("class", ""),
            },
            Verdict::Cancelled => reached("中止", self.origin(&self.judged.figures.indicator.state.cell)),
            Verdict::Unknown | Verdict::NoTarget => self.mark("class", &rules.unknown),
            Verdict::Unreadable => self.mark("class", UNRESOLVED),
        }
    }
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
    Figure::words(id, &measure.title.text, measure.title.origin.to_string())
}

/// The division that owns a measure, as tables print it; the code in its place where no department has it.
pub fn owner(cycle: &Cycle, measure: &Measure) -> Figure {
    let department = cycle.department(&measure.owner.text);
    let division = department.map_or(&measure.owner, |department| &department.division);
    let id = format!("measure/{}/owner", measure.number.text);
    Figure::words(id, &division.text, division.origin.to_string())
}
