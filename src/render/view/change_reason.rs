//! Why something of the strategy changes.

use serde::Serialize;

use crate::model::strategy_change::StrategyChange;
use crate::model::value::UNRESOLVED;

/// Why something changes, and what that follows from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeReason {
    /// The reason in words; empty where none is needed.
    pub text: String,
    /// What it follows from: 「助言13、意見22」; empty where nothing is said, 「確認中」 where there is
    /// no such advice or opinion.
    pub source: String,
}

/// The reasons that rows of `changes.csv` give, each once.
pub fn reasons<'a>(changes: impl Iterator<Item = &'a StrategyChange>) -> Vec<ChangeReason> {
    let mut reasons = Vec::new();
    for change in changes {
        let source = match change.follows_from_nothing() {
            true => UNRESOLVED.into(),
            false => change.source.text.clone(),
        };
        let reason = ChangeReason { text: change.reason.text.clone(), source };
        let says_something = !(reason.text.is_empty() && reason.source.is_empty());
        if says_something && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}
