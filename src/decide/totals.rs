//! Counts per category, per basis: each total is the sum of its parts because it is made by adding them.

use std::collections::BTreeMap;

use super::evaluate::{Judgement, Verdict};
use crate::model::indicator::{Basis, Indicator};

/// What is counted of a group of indicators.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// 取組: the measures of the plan, with or without a row.
    pub measures: u32,
    /// N: indicators with a target, a repeated one once, a cancelled one not.
    pub indicators: u32,
    /// Of these, in each class, in the order of the cycle's classes.
    pub classes: BTreeMap<usize, u32>,
    /// Of these, not known or not judged yet.
    pub unknown: u32,
    /// 目標なし, outside N.
    pub without_target: u32,
    /// 中止, outside N.
    pub cancelled: u32,
    /// N by where the target comes from.
    pub bases: BTreeMap<Option<Basis>, u32>,
}

impl Counts {
    /// How many indicators have a class: the n of 「判明 n／全 N」.
    pub fn known(&self) -> u32 {
        self.classes.values().sum()
    }

    /// Counts one indicator, unless it repeats another.
    pub fn count(&mut self, indicator: &Indicator, judgement: &Judgement) {
        if indicator.is_repeat() {
            return;
        }
        match judgement.verdict {
            Verdict::NoTarget => self.without_target += 1,
            Verdict::Cancelled => self.cancelled += 1,
            verdict => {
                self.indicators += 1;
                *self.bases.entry(indicator.basis.value().copied()).or_default() += 1;
                match verdict {
                    Verdict::Class(class) => *self.classes.entry(class).or_default() += 1,
                    _ => self.unknown += 1,
                }
            }
        }
    }

    /// Adds the counts of a part.
    pub fn add(&mut self, part: &Counts) {
        self.measures += part.measures;
        self.indicators += part.indicators;
        self.unknown += part.unknown;
        self.without_target += part.without_target;
        self.cancelled += part.cancelled;
        for (class, n) in &part.classes {
            *self.classes.entry(*class).or_default() += n;
        }
        for (basis, n) in &part.bases {
            *self.bases.entry(*basis).or_default() += n;
        }
    }
}
