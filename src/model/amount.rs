//! What the cells of a cycle's own columns count: amounts with a unit of the column's own, and how such a column is read.

use std::sync::Arc;

use crate::ground::number::Exact;

/// What the cells of a column of numbers count, whose unit is the column's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// Of which kind the numbers are.
    pub kind: AmountKind,
    /// What they are counted in, as papers print it behind them: 千円, 点, 位. Empty where they have no unit.
    pub unit: Arc<str>,
    /// The least that may stand there.
    pub at_least: Option<Exact>,
    /// The most that may stand there.
    pub at_most: Option<Exact>,
}

/// Of which kind the numbers of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountKind {
    /// Numbers with a unit.
    Number,
    /// Money. Typed in another unit of money it is converted: 1,200万円 in a column of 千円 is 12,000.
    Money,
    /// Places in an order: 1位, 全国３位. The first is the best.
    Rank,
    /// Points.
    Score,
}

impl Amount {
    /// Whether a number is one that may stand there.
    pub fn allows(&self, value: &Exact) -> bool {
        self.at_least.as_ref().is_none_or(|least| value >= least)
            && self.at_most.as_ref().is_none_or(|most| value <= most)
    }
}

/// Units of money, and how many zeros of 円 they are.
pub const MONEY: [(&str, u32); 7] =
    [("十億円", 9), ("億円", 8), ("百万円", 6), ("十万円", 5), ("万円", 4), ("千円", 3), ("円", 0)];

/// How many zeros of 円 a unit of money is; none if it is no unit of money.
pub fn zeros_of_money(unit: &str) -> Option<u32> {
    MONEY.iter().find(|(name, _)| *name == unit).map(|(_, zeros)| *zeros)
}
