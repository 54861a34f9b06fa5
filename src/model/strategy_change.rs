//! Changes of the strategy's own text: what a row of `changes.csv` says.

use chrono::NaiveDate;

use super::choice::{Choice, choice};
use super::opinion::OpinionKind;
use super::value::{Cell, Field};

/// The 場所 of a row that gives the reason why a measure was added, removed, renamed or moved.
pub const STRUCTURE: &str = "取組の構成";
/// The 場所 of a row that gives the reason why a measure's targets changed.
pub const TARGETS: &str = "数値目標";

/// A row of `changes.csv`: a passage that changed, or the reason of a change that the lists themselves show.
#[derive(Debug, Clone)]
pub struct StrategyChange {
    /// 場所: where in the strategy, as 「第２章１（２）」.
    pub place: Cell,
    /// 種別: how it changed.
    pub kind: Field<ChangeKind>,
    /// 改正前: the passage as it was; empty where it is new.
    pub old: Cell,
    /// 改正後: the passage as it is to be; empty where it goes.
    pub new: Cell,
    /// 理由.
    pub reason: Cell,
    /// 出典: what it follows from, as it was written: 「助言13、意見22」, 「社会情勢の変化」.
    pub source: Cell,
    /// The pieces of advice and the opinions that 出典 names.
    pub cited: Vec<CitedOpinion>,
    /// The measure that it is about; empty where it is about none.
    pub measure: Cell,
    /// 決定日: the day from which it counts.
    pub decided: Field<NaiveDate>,
}

impl StrategyChange {
    /// Whether it is no passage but the reason of a change that the lists show.
    pub fn is_reason(&self) -> bool {
        matches!(self.place.text.as_str(), STRUCTURE | TARGETS)
    }

    /// Whether it says that it follows from advice or an opinion that there is not.
    pub fn follows_from_nothing(&self) -> bool {
        self.cited.iter().any(|cited| !cited.is_known)
    }

    /// Every cell that a paper may print.
    pub fn cells(&self) -> [&Cell; 5] {
        [&self.place, &self.old, &self.new, &self.reason, &self.source]
    }
}

/// A piece of advice or an opinion that a change follows from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedOpinion {
    /// Whether it is called advice or an opinion.
    pub kind: OpinionKind,
    /// Its number.
    pub number: String,
    /// Whether it is only within a range: 15 in 「意見14～17」.
    pub is_between: bool,
    /// Whether there is such advice or such an opinion, as far as that is known.
    pub is_known: bool,
}

choice! {
    /// 種別 of a change.
    ChangeKind { Revised = "改定", Added = "追加", Removed = "削除", Misprint = "誤記訂正" }
}
