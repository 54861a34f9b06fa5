//! The figures of one indicator: what was returned of it and what is made of that.

use crate::decide::evaluate::{Judgement, Rate, Verdict};
use crate::decide::rate_text::RateStyle;
use crate::decide::reckoning::Reckoning;
use crate::ground::origin::Origin;
use crate::ground::wareki::{self, Year};
use crate::model::choice::Choice;
use crate::model::cycle::Cycle;
use crate::model::indicator::IndicatorKind;
use crate::model::own_cell::OwnValue;
use crate::model::value::{Cell, Field, Quantity, Reading};
use crate::render::figure::{Figure, UNRESOLVED};
use crate::render::judged::Judged;

/// The figures of a row. All carry the key of the row that holds them, so that a repeated one is the same figure.
pub(super) struct RowFigures<'a> {
    cycle: &'a Cycle,
    judged: &'a Judged<'a>,
}

impl<'a> RowFigures<'a> {
    pub(super) fn new(cycle: &'a Cycle, judged: &'a Judged<'a>) -> Self {
        Self { cycle, judged }
    }

    /// Where a cell is from, and since when it holds.
    fn origin(&self, cell: &Cell) -> String {
        let entry = &self.judged.figures;
        // What the cycle declares of all rows did not come with one of them.
        if matches!(cell.origin, Origin::Text { .. }) {
            return cell.origin.to_string();
        }
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

    pub(super) fn actual(&self) -> Figure {
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

    pub(super) fn expected(&self) -> Figure {
        match self.judged.judgement.verdict {
            Verdict::Unreadable => self.mark("expected", UNRESOLVED),
            _ => {
                let indicator = &self.judged.figures.indicator;
                let stated = &indicator.expected;
                let origin = match stated.value() {
                    Some(_) => self.origin(&stated.cell),
                    None => told(self.judged.judgement.reckoned.expected.as_ref()),
                };
                Figure::expected(self.id("expected"), &self.judged.judgement.expected, indicator, origin)
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
        Figure::rate(self.id(column), rate, &style, &told(reckoning))
    }

    fn mark(&self, column: &str, text: &str) -> Figure {
        Figure::mark(self.id(column), text)
    }

    /// The indicator's name. A row that repeats another has its own, since it may say it otherwise.
    pub(super) fn name(&self) -> Figure {
        let own = &self.judged.entry.indicator;
        let cell = if own.name.is_empty() { &self.judged.figures.indicator.name } else { &own.name };
        Figure::words(format!("indicator/{}/name", own.key), &cell.text, self.origin(cell))
    }

    /// The unit in which its figures are shown.
    pub(super) fn unit(&self) -> Figure {
        let indicator = &self.judged.figures.indicator;
        Figure::words(self.id("unit"), indicator.shown_unit(), self.origin(&indicator.unit))
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
            Reading::Value(value) => Figure::words(self.id(column), &print(value), self.origin(&field.cell)),
        }
    }

    pub(super) fn year(&self, column: &str, field: &Field<Year>) -> Figure {
        self.words(column, field, |year| year.print())
    }

    /// How certain the actual value is.
    pub(super) fn certainty(&self) -> Figure {
        let field = &self.judged.figures.indicator.certainty;
        self.words("certainty", field, |certainty| certainty.label().to_owned())
    }

    /// The class as printed.
    pub(super) fn class(&self) -> Figure {
        let rules = &self.cycle.settings.evaluation;
        let reached = |text: &str, origin| Figure::words(self.id("class"), text, origin);
        match self.judged.judgement.verdict {
            Verdict::Class(i) => match rules.classes.get(i) {
                Some(class) => reached(&class.label, told(self.judged.judgement.reckoned.class.as_ref())),
                None => self.mark("class", ""),
            },
            Verdict::Cancelled => reached("中止", self.origin(&self.judged.figures.indicator.state.cell)),
            Verdict::Unknown | Verdict::NoTarget => self.mark("class", &rules.unknown),
            Verdict::Unreadable => self.mark("class", UNRESOLVED),
        }
    }
}

/// How a value was reckoned, for `values.json`.
fn told(reckoning: Option<&Reckoning>) -> String {
    reckoning.map_or_else(|| "計算".into(), Reckoning::told)
}
