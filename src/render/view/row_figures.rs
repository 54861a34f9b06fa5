//! The figures of one indicator: what was returned of it and what is made of that.

use super::field_names::field_of_year;
use crate::decide::evaluate::{Judgement, Rate, STATE, Verdict};
use crate::decide::indicator_facts::COMPARATOR;
use crate::decide::rate_text::RateStyle;
use crate::decide::reckoning::Reckoning;
use crate::ground::number::Exact;
use crate::ground::origin::Origin;
use crate::ground::wareki::Year;
use crate::model::by_year::Series;
use crate::model::choice::Choice;
use crate::model::cycle::Cycle;
use crate::model::formula::Value;
use crate::model::formula_parser::{OWN, column_id};
use crate::model::indicator::IndicatorKind;
use crate::model::own_cell::OwnValue;
use crate::model::register::Entry;
use crate::model::value::{Cell, Field, Quantity, Reading};
use crate::render::derivation::{Derivation, ReadAt, Used, WorkedFormula, exact};
use crate::render::figure::{Figure, NO_VALUE, UNRESOLVED};
use crate::render::judged::Judged;

/// The figures of a row. All carry the key of the row that holds them, so that a repeated one is the same figure.
pub(super) struct RowFigures<'a> {
    cycle: &'a Cycle,
    judged: &'a Judged<'a>,
}

/// Where a cell of a row is from, and since when it holds.
fn read_in(entry: &Entry, cell: &Cell) -> ReadAt {
    let read = ReadAt::of(cell);
    // What the cycle declares of all rows did not come with one of them.
    if matches!(cell.origin, Origin::Text { .. } | Origin::None) {
        return read;
    }
    let day = entry.source_of(cell).0;
    if !(entry.is_correction && cell.origin.file() == Some(&entry.file)) {
        return ReadAt { received: day, ..read };
    }
    let corrections = &entry.indicator.source.corrections;
    let by = corrections.iter().find(|(origin, _)| *origin == cell.origin).map(|(_, by)| by.to_string());
    ReadAt { corrected: day, by, ..read }
}

/// How a number came that stands in a cell of a row; none where no cell says it.
pub(super) fn how_number_in(entry: &Entry, cell: &Cell, number: Option<&Exact>) -> Option<Derivation> {
    (cell.origin != Origin::None).then(|| Derivation::Read(read_in(entry, cell).with_number(number)))
}

impl<'a> RowFigures<'a> {
    pub(super) fn new(cycle: &'a Cycle, judged: &'a Judged<'a>) -> Self {
        Self { cycle, judged }
    }

    /// Where a cell is from, and since when it holds.
    fn read_at(&self, cell: &Cell) -> ReadAt {
        read_in(self.judged.figures, cell)
    }

    /// The same as a derivation; none where no cell says it.
    fn how(&self, cell: &Cell) -> Option<Derivation> {
        (cell.origin != Origin::None).then(|| Derivation::Read(self.read_at(cell)))
    }

    /// The same of a number.
    fn how_number(&self, cell: &Cell, number: Option<&Exact>) -> Option<Derivation> {
        how_number_in(self.judged.figures, cell, number)
    }

    /// How a value was reckoned, by the ids of what was used; `settled` is what it is after rounding, if it is a number.
    pub(super) fn reckoned(
        &self,
        reckoning: Option<&Reckoning>,
        settled: Option<&Exact>,
    ) -> Option<Derivation> {
        let Reckoning { formula, filled, uses, value } = reckoning?;
        let used = |(name, value): &(String, Value)| Used {
            name: name.clone(),
            value: written(value),
            id: self.column_of(name).map(|column| self.id(&column)),
            how: None,
        };
        Some(Derivation::Reckoned(WorkedFormula {
            formula: formula.clone(),
            filled: filled.clone(),
            uses: uses.iter().map(used).collect(),
            value: written(value),
            settled: settled.map(exact).filter(|settled| *settled != written(value)),
        }))
    }

    /// The column of what a name in a formula stands for; none of the fiscal year, which is no figure of the row.
    fn column_of(&self, name: &str) -> Option<String> {
        let indicator = &self.judged.figures.indicator;
        let column = match name {
            "B" => "baseline",
            "T" | "U" => "target",
            "A" | STATE => "actual",
            "M" => "expected",
            "tB" => "baseline-year",
            "tT" => "target-year",
            "tA" => "actual-year",
            "achievement" | "progress" | "type" | "direction" | "certainty" | "class" => name,
            "P" => return Some(format!("actual.{}", indicator.actual_year.value()?.western - 1)),
            "N" => return self.comparator(),
            own => {
                let id = column_id(own.strip_prefix(OWN)?);
                return Some(format!("{OWN}{}", id.replace('/', ".")));
            }
        };
        Some(column.to_owned())
    }

    /// The column of what the indicator is compared with.
    fn comparator(&self) -> Option<String> {
        let indicator = &self.judged.figures.indicator;
        if indicator.own.iter().any(|own| own.column.is(COMPARATOR) && own.field.value().is_some()) {
            return Some(format!("{OWN}{COMPARATOR}"));
        }
        let now = indicator.actual_year.value()?.western;
        let first = indicator
            .by_year
            .iter()
            .find(|value| matches!(value.series, Series::Comparator(0, _)) && value.year == now)?;
        Some(field_of_year(&first.series, now))
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
            false => {
                let number = field.value().and_then(OwnValue::number).map(|quantity| &quantity.value);
                Figure::own(self.id(column), field).because(self.how_number(&field.cell, number))
            }
        }
    }

    /// A number of the row.
    pub(super) fn reported(&self, column: &str, field: &Field<Quantity>) -> Figure {
        match self.is_disputed() {
            true => self.mark(column, UNRESOLVED),
            false => {
                let indicator = &self.judged.figures.indicator;
                let number = field.value().map(|quantity| &quantity.value);
                Figure::reported(self.id(column), field, indicator)
                    .because(self.how_number(&field.cell, number))
            }
        }
    }

    pub(super) fn actual(&self) -> Figure {
        let indicator = &self.judged.figures.indicator;
        let state = &indicator.state;
        match (indicator.kind.value(), &state.reading) {
            (Some(IndicatorKind::Qualitative), Reading::Unreadable) => self.mark("actual", UNRESOLVED),
            (Some(IndicatorKind::Qualitative), Reading::Value(_)) if self.is_disputed() => {
                self.mark("actual", UNRESOLVED)
            }
            (Some(IndicatorKind::Qualitative), Reading::Value(state_now)) => {
                Figure::words(self.id("actual"), state_now.label(), self.how(&state.cell))
            }
            _ => self.reported("actual", &indicator.actual),
        }
    }

    pub(super) fn expected(&self) -> Figure {
        match self.judged.judgement.verdict {
            Verdict::Unreadable => self.mark("expected", UNRESOLVED),
            _ => {
                let indicator = &self.judged.figures.indicator;
                let stated = &indicator.expected;
                let how = match stated.value() {
                    Some(quantity) => self.how_number(&stated.cell, Some(&quantity.value)),
                    None => {
                        let Judgement { expected, reckoned, .. } = &self.judged.judgement;
                        self.reckoned(reckoned.expected.as_ref(), expected.value())
                    }
                };
                Figure::expected(self.id("expected"), &self.judged.judgement.expected, indicator).because(how)
            }
        }
    }

    /// 達成率（対目安）
    pub(super) fn achievement(&self) -> Figure {
        let Judgement { achievement, reckoned, .. } = &self.judged.judgement;
        self.rate("achievement", achievement, reckoned.achievement.as_ref())
    }

    /// 進捗率（対目標）
    pub(super) fn progress(&self) -> Figure {
        let Judgement { progress, reckoned, .. } = &self.judged.judgement;
        self.rate("progress", progress, reckoned.progress.as_ref())
    }

    fn rate(&self, column: &str, rate: &Rate, reckoning: Option<&Reckoning>) -> Figure {
        if self.judged.judgement.verdict == Verdict::Unreadable {
            return self.mark(column, UNRESOLVED);
        }
        let style = RateStyle::of(&self.cycle.settings.evaluation);
        Figure::rate(self.id(column), rate, &style).because(self.reckoned(reckoning, rate.share()))
    }

    fn mark(&self, column: &str, text: &str) -> Figure {
        Figure::mark(self.id(column), text)
    }

    /// The indicator's name. A row that repeats another has its own, since it may say it otherwise.
    pub(super) fn name(&self) -> Figure {
        let own = &self.judged.entry.indicator;
        let cell = if own.name.is_empty() { &self.judged.figures.indicator.name } else { &own.name };
        Figure::words(format!("indicator/{}/name", own.key), &cell.text, self.how(cell))
    }

    /// The unit in which its figures are shown.
    pub(super) fn unit(&self) -> Figure {
        let indicator = &self.judged.figures.indicator;
        Figure::words(self.id("unit"), indicator.shown_unit(), self.how(&indicator.unit))
    }

    pub(super) fn choice<T: Choice + PartialEq>(&self, column: &str, field: &Field<T>) -> Figure {
        self.words(column, field, |choice| choice.label().to_owned())
    }

    /// Words that were reported. Of a disputed row they are printed, but only as marks: nobody knows which row is right.
    fn words<T>(&self, column: &str, field: &Field<T>, print: impl Fn(&T) -> String) -> Figure {
        match &field.reading {
            Reading::Absent(_) => self.mark(column, ""),
            Reading::Unreadable => self.mark(column, UNRESOLVED),
            Reading::Value(value) if self.is_disputed() => self.mark(column, &print(value)),
            Reading::Value(value) => Figure::words(self.id(column), &print(value), self.how(&field.cell)),
        }
    }

    /// A year: what is typed, or what heads the column of the value that is of it.
    pub(super) fn year(&self, column: &str, field: &Field<Year>) -> Figure {
        let figure = self.words(column, field, |year| year.print());
        let indicator = &self.judged.figures.indicator;
        let values = [&indicator.baseline, &indicator.actual, &indicator.target].map(|value| &value.cell);
        let is_of_header = values.iter().any(|value| value.origin == field.cell.origin);
        match field.cell.origin.header().filter(|_| is_of_header && !figure.mark) {
            Some(header) => {
                let read = ReadAt { typed: header.to_owned(), ..self.read_at(&field.cell) };
                figure.because(Some(Derivation::Read(read)))
            }
            None => figure,
        }
    }

    /// How certain the actual value is.
    pub(super) fn certainty(&self) -> Figure {
        let field = &self.judged.figures.indicator.certainty;
        self.words("certainty", field, |certainty| certainty.label().to_owned())
    }

    /// The class as printed.
    pub(super) fn class(&self) -> Figure {
        let rules = &self.cycle.settings.evaluation;
        let source = &self.judged.figures.indicator;
        let reached = |text: &str, how| Figure::words(self.id("class"), text, how);
        match self.judged.judgement.verdict {
            Verdict::Class(i) => match rules.classes.get(i) {
                Some(class) => {
                    reached(&class.label, self.reckoned(self.judged.judgement.reckoned.class.as_ref(), None))
                }
                None => self.mark("class", ""),
            },
            Verdict::Cancelled => reached("中止", self.how(&source.state.cell)),
            // What is missing says why there is none.
            Verdict::Unknown => self.mark("class", &rules.unknown).because(self.how(&source.actual.cell)),
            Verdict::NoTarget => self.mark("class", &rules.unknown).because(self.how(&source.target.cell)),
            Verdict::Unreadable => self.mark("class", UNRESOLVED),
        }
    }
}

/// A value of a formula as derivations write it.
fn written(value: &Value) -> String {
    match value {
        Value::Truth(truth) => truth.to_string(),
        value => value.written().unwrap_or_else(|| NO_VALUE.into()),
    }
}
