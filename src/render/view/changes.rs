//! 新旧対照表: what changed of the strategy: its own text, its measures, and their targets.

use serde::Serialize;

use super::changed_indicators::{ChangeRow, changed_indicators};
use super::changed_measures::{ChangedMeasure, changed_measure};
use super::changed_passages::{PassageRow, passage_row};
use crate::decide::strategy_text::changed_between;
use crate::decide::tree_changes::{TreeChange, tree_changes};
use crate::ground::wareki;
use crate::library::trouble::Trouble;
use crate::model::stage::{Stage, StageKind};
use crate::model::strategy_change::{STRUCTURE, StrategyChange, TARGETS};
use crate::render::scope::Scope;

/// What a stage writes in `since` to compare with last year's register.
pub const PREVIOUS: &str = "previous";

/// What a stage writes in `since` to compare with what the departments returned at first.
pub const PROPOSED: &str = "proposed";

/// 新旧対照表: what changed since an earlier day.
#[derive(Debug, Serialize)]
pub struct ChangeTable {
    /// What the targets are compared with: 「推進委員会（書面開催、令和２年１月27日現在）」, 「当初の提出」 or 「前年度」.
    pub since: String,
    /// The passages of the strategy that changed, in the order of their places in it.
    pub passages: Vec<PassageRow>,
    /// Whether there may be more passages: something of `changes.csv`, or the day of a row, could not be read.
    pub lacks_passages: bool,
    /// The measures that are not as they were last year, in the printed order; those that are gone at the end.
    pub measures: Vec<ChangedMeasure>,
    /// What changed of the indicators, in the printed order of the measures.
    pub rows: Vec<ChangeRow>,
}

/// Makes the view: the stage's `since` names the stage whose cutoff the old side is of.
pub fn view(scope: &Scope<'_>) -> Result<ChangeTable, Trouble> {
    let stage = scope.stage;
    let since = stage.since.as_ref().map_or("", |id| id.get_ref().as_str());
    let (old, after, called) = match scope.cycle.stage(since) {
        Some(earlier) => {
            let day = earlier.cutoff();
            let how = if earlier.kind == StageKind::Written { "書面開催、" } else { "" };
            let called = format!("{}（{how}{}現在）", earlier.title, wareki::date(day));
            (scope.register.as_of(day), Some(day), called)
        }
        None if since == PROPOSED => (scope.register.first(), None, "当初の提出".into()),
        None if since == PREVIOUS => (scope.previous.as_of(scope.cutoff), None, "前年度".into()),
        None => {
            let message = "新旧対照表には、比べる前の段階（since）が要ります。".into();
            return Err(Trouble { origin: scope.cycle.source.of(&stage.id), message });
        }
    };
    let new = scope.register.as_of(scope.cutoff);
    let decided = |part: &str, after| -> Vec<&StrategyChange> {
        let by_then = |change: &&StrategyChange| {
            let day = change.decided.value();
            day.is_some_and(|day| *day <= scope.cutoff && Some(*day) > after)
        };
        scope.changes.iter().copied().filter(|change| change.place.text == part && by_then(change)).collect()
    };
    // What hands on the passages that were put to a meeting has those of that meeting's paper.
    let put_after = scope.met.map(|met| {
        let since = met.since.as_ref().and_then(|id| scope.cycle.stage(id.get_ref()));
        since.map(Stage::cutoff)
    });
    let passages = changed_between(&scope.changes, put_after.unwrap_or(after), scope.cutoff);
    let is_undated = |change: &&StrategyChange| !change.is_reason() && change.decided.value().is_none();
    let of_tree = decided(STRUCTURE, None);
    let measures = tree_changes(scope.cycle).into_iter().filter(|change| is_in(scope, change));
    Ok(ChangeTable {
        since: called,
        passages: passages.iter().map(|passage| passage_row(scope.cycle, passage)).collect(),
        lacks_passages: scope.cycle.lacks_changes || scope.changes.iter().any(is_undated),
        measures: measures.map(|change| changed_measure(scope.cycle, change, &of_tree)).collect(),
        rows: changed_indicators(scope, &old, &new, &decided(TARGETS, after)),
    })
}

/// Whether a change is of the measures that the scope may see: those that its stage is about, a recipient's own, also
/// those that are gone.
fn is_in(scope: &Scope<'_>, change: &TreeChange<'_>) -> bool {
    match change {
        TreeChange::Added(new) | TreeChange::Changed { new, .. } => {
            scope.measures.iter().any(|measure| measure.number.text == new.number.text)
        }
        TreeChange::Removed(old) => {
            let department = scope.recipient.as_ref().map(|recipient| recipient.department());
            let is_its = department.is_none_or(|own| own.is_some_and(|own| own.code.text == old.owner.text));
            scope.stage.is_about(&old.number.text) && is_its
        }
    }
}
