//! What the formulas of `[evaluation]` know of an indicator.

use crate::ground::number::{Exact, whole};
use crate::ground::wareki::Year;
use crate::model::by_year::{Series, YearValue};
use crate::model::choice::Choice;
use crate::model::formula::Value;
use crate::model::formula_parser::{OWN, column_id};
use crate::model::indicator::{Certainty, Indicator};
use crate::model::own_cell::OwnValue;
use crate::model::value::{Field, Quantity};
use crate::model::written_formula::WrittenFormula;

/// The id of the column with the value that an indicator is compared with, as the nation's: N.
pub const COMPARATOR: &str = "comparator";

/// What is known of an indicator, and what was made of it so far.
#[derive(Debug)]
pub struct IndicatorFacts<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// The year in which the cycle's fiscal year begins.
    pub fiscal_year: i32,
    /// M, once there is one.
    pub expected: Option<Exact>,
    /// 達成率（対目安）, once there is one.
    pub achievement: Option<Exact>,
    /// 進捗率（対目標）, once there is one.
    pub progress: Option<Exact>,
    /// The label of its class, once there is one.
    pub class: Option<&'a str>,
}

impl<'a> IndicatorFacts<'a> {
    /// What is known of an indicator in a cycle of a fiscal year, before anything is made of it.
    pub fn of(indicator: &'a Indicator, fiscal_year: i32) -> Self {
        let expected = indicator.expected.value().map(|stated| stated.value.clone());
        Self { indicator, fiscal_year, expected, achievement: None, progress: None, class: None }
    }

    /// Whether a condition holds; none where nobody can say.
    pub fn holds(&self, condition: &WrittenFormula) -> Option<bool> {
        condition.formula.value(&|name| self.value(name)).truth()
    }

    /// The number that a formula comes to; none where something in it is not known.
    pub fn number(&self, formula: &WrittenFormula) -> Option<Exact> {
        formula.formula.value(&|name| self.value(name)).number()
    }

    /// What a name of a formula stands for.
    pub fn value(&self, name: &str) -> Value {
        let indicator = self.indicator;
        let quantity = |field: &Field<Quantity>| field.value().map(|quantity| quantity.value.clone()).into();
        let year = |field: &Field<Year>| field.value().map(|year| whole(year.western.into())).into();
        match name {
            "B" => quantity(&indicator.baseline),
            "T" => quantity(&indicator.target),
            "U" => indicator.target.value().and_then(|target| target.upper.clone()).into(),
            "A" => known_actual(indicator).map(|actual| actual.value.clone()).into(),
            "M" => self.expected.clone().into(),
            "P" => self.last_year().into(),
            "N" => self.compared_with(),
            "tB" => year(&indicator.baseline_year),
            "tT" => year(&indicator.target_year),
            "tA" => year(&indicator.actual_year),
            "Y" => Value::Number(whole(self.fiscal_year.into())),
            "achievement" => self.achievement.clone().into(),
            "progress" => self.progress.clone().into(),
            "type" => word(&indicator.kind),
            "direction" => word(&indicator.direction),
            "certainty" => word(&indicator.certainty),
            "class" => self.class.map_or(Value::Missing, |label| Value::Word(label.into())),
            name => name.strip_prefix(OWN).map_or(Value::Missing, |id| self.own(&column_id(id))),
        }
    }

    /// The actual value of the year before.
    fn last_year(&self) -> Option<Exact> {
        let now = self.indicator.actual_year.value()?.western;
        let is_break = self.indicator.value_of(&Series::Actual, now).is_some_and(|value| value.said.is_break);
        // What can't be compared with it is no year before.
        let before = self.indicator.of_year(&Series::Actual, now - 1).filter(|_| !is_break);
        Some(before?.value()?.value.clone())
    }

    /// What it is compared with: the column of the cycle's own, else the first comparator of its years.
    fn compared_with(&self) -> Value {
        let own = self.own(COMPARATOR);
        if !matches!(own, Value::Missing) {
            return own;
        }
        let now = self.indicator.actual_year.value().map(|year| year.western);
        let is_meant =
            |value: &&YearValue| matches!(value.series, Series::Comparator(0, _)) && Some(value.year) == now;
        let found = self.indicator.by_year.iter().find(is_meant).and_then(|value| value.field.value());
        found.map(|quantity| quantity.value.clone()).into()
    }

    /// What stands in a column of the cycle's own.
    fn own(&self, id: &str) -> Value {
        let own = self.indicator.own.iter().find(|own| own.column.is(id));
        match own.and_then(|own| own.field.value()) {
            None => Value::Missing,
            Some(OwnValue::Number(quantity)) => Value::Number(quantity.value.clone()),
            Some(OwnValue::Year(year)) => Value::Number(whole(year.western.into())),
            Some(OwnValue::Words(words)) => Value::Word(words.clone()),
            Some(day @ OwnValue::Date(_)) => Value::Word(day.print()),
        }
    }
}

fn word<T: Choice + PartialEq>(field: &Field<T>) -> Value {
    field.value().map_or(Value::Missing, |choice| Value::Word(choice.label().into()))
}

/// The actual value, unless it is said not to be known.
pub fn known_actual(indicator: &Indicator) -> Option<&Quantity> {
    match indicator.certainty.value() {
        Some(Certainty::Unknown) => None,
        _ => indicator.actual.value(),
    }
}
