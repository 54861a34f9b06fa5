//! Counts per category, per basis: each total is the sum of its parts because it is made by adding them. They are lists
//! of what is counted, so that no count can differ from what it counts.

use std::collections::BTreeMap;

use super::evaluate::{Judgement, Verdict};
use crate::model::indicator::{Basis, Indicator};

/// The keys of what is counted, each once: of indicators 「2-ア-3/1」, of measures 「2-ア-3」.
pub type Keys = Vec<String>;

/// What is counted of a group of indicators.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// 取組: the measures of the plan, with or without a row.
    pub measures: Keys,
    /// N: indicators with a target, a repeated one once, a cancelled one not.
    pub indicators: Keys,
    /// Of these, in each class, in the order of the cycle's classes.
    pub classes: BTreeMap<usize, Keys>,
    /// Of these, not known or not judged yet.
    pub unknown: Keys,
    /// 目標なし, outside N.
    pub without_target: Keys,
    /// 中止, outside N.
    pub cancelled: Keys,
    /// N by where the target comes from.
    pub bases: BTreeMap<Option<Basis>, Keys>,
}

impl Counts {
    /// The indicators that have a class: the n of 「判明 n／全 N」. Those of the best class come first.
    pub fn known(&self) -> Keys {
        self.classes.values().flatten().cloned().collect()
    }

    /// The indicators of a class.
    pub fn of_class(&self, class: usize) -> Keys {
        self.classes.get(&class).cloned().unwrap_or_default()
    }

    /// Counts one indicator, unless it repeats another.
    pub fn count(&mut self, indicator: &Indicator, judgement: &Judgement) {
        if indicator.is_repeat() {
            return;
        }
        let key = indicator.key.to_string();
        match judgement.verdict {
            Verdict::NoTarget => self.without_target.push(key),
            Verdict::Cancelled => self.cancelled.push(key),
            verdict => {
                self.indicators.push(key.clone());
                self.bases.entry(indicator.basis.value().copied()).or_default().push(key.clone());
                match verdict {
                    Verdict::Class(class) => self.classes.entry(class).or_default().push(key),
                    _ => self.unknown.push(key),
                }
            }
        }
    }

    /// Adds the counts of a part.
    pub fn add(&mut self, part: &Counts) {
        let own = [&mut self.measures, &mut self.indicators, &mut self.unknown];
        let parts = [&part.measures, &part.indicators, &part.unknown];
        own.into_iter().zip(parts).for_each(|(own, part)| own.extend_from_slice(part));
        self.without_target.extend_from_slice(&part.without_target);
        self.cancelled.extend_from_slice(&part.cancelled);
        for (class, keys) in &part.classes {
            self.classes.entry(*class).or_default().extend_from_slice(keys);
        }
        for (basis, keys) in &part.bases {
            self.bases.entry(*basis).or_default().extend_from_slice(keys);
        }
    }
}
