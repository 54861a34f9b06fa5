//! Floor 3: what follows from the data. Rules, the register, judging, totals.

pub mod check;
pub mod consolidate;
pub mod evaluate;
pub mod superseded;
pub mod tally;
pub mod totals;
