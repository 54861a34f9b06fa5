//! How a value of a judgement was reckoned, so that a reader can follow it: the formula as far as it decided, and what
//! its names stood for.

use super::indicator_facts::IndicatorFacts;
use crate::model::formula::{Formula, Value};
use crate::model::value::NO_VALUE;
use crate::model::written_formula::WrittenFormula;

/// How a value was reckoned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reckoning {
    /// The formula, of conditions in it the branches that were taken: 「(A − B) ÷ (M − B)」. It can be read as a formula.
    pub formula: String,
    /// The same with what its names stood for: 「(36.9 − 31.5) ÷ (40.25 − 31.5)」.
    pub filled: String,
    /// Every name in it once, with what it stood for.
    pub uses: Vec<(String, Value)>,
    /// What it came to, before it was rounded.
    pub value: Value,
}

impl Reckoning {
    /// How a formula came to its value.
    pub fn of(formula: &WrittenFormula, facts: &IndicatorFacts<'_>) -> Self {
        Self::of_formula(&formula.formula, &|name| facts.value(name))
    }

    /// The same with the whole formula: of a weight the condition is what a reader asks for.
    pub fn in_full(formula: &WrittenFormula, facts: &IndicatorFacts<'_>) -> Self {
        Self::told(&formula.formula, &|name| facts.value(name))
    }

    /// The same of a formula that is written nowhere.
    pub fn of_formula(formula: &Formula, value_of: &dyn Fn(&str) -> Value) -> Self {
        Self::told(&formula.decided(value_of), value_of)
    }

    fn told(formula: &Formula, value_of: &dyn Fn(&str) -> Value) -> Self {
        let mut uses: Vec<(String, Value)> = Vec::new();
        for name in formula.names() {
            if !uses.iter().any(|(known, _)| known == name) {
                uses.push((name.to_owned(), value_of(name)));
            }
        }
        let filled = formula.written(&|name| value_of(name).written().unwrap_or_else(|| NO_VALUE.into()));
        Self { formula: formula.written(&str::to_owned), filled, uses, value: formula.value(value_of) }
    }
}
