//! What changed of the plan's tree since last year.

use serde::Serialize;

use super::change_reason::{ChangeReason, reasons};
use super::compared_text::{ComparedText, all_changed, mark, segments};
use crate::decide::tree_changes::{
    TreeChange, category_name, has_new_owner, is_moved, last_category, last_owner, owner_name,
};
use crate::model::cycle::Cycle;
use crate::model::last_tree::LastMeasure;
use crate::model::plan::Measure;
use crate::model::strategy_change::StrategyChange;

/// A measure that is not as it was last year.
#[derive(Debug, Serialize)]
pub struct ChangedMeasure {
    /// Its number; of one that is gone the number that it had.
    pub number: String,
    /// Its title; of one that is gone the title that it had.
    pub measure: String,
    /// How it changed: 追加, 削除, or 移動, 改称 and 担当課の変更 put together: 「移動・改称」; 番号の変更 where nothing else did.
    pub kind: String,
    /// What of it changed.
    pub items: Vec<ChangedItem>,
    /// Why, as `changes.csv` says.
    pub reasons: Vec<ChangeReason>,
}

/// What of a measure changed.
#[derive(Debug, Serialize)]
pub struct ChangedItem {
    /// 番号, 取組名, 区分 or 担当課; 取組 where all of it is new or gone.
    pub item: &'static str,
    /// As it is, in pieces; 「（削る）」 where it is gone.
    pub new: Vec<ComparedText>,
    /// As it was, in pieces; 「（新設）」 where it is new.
    pub old: Vec<ComparedText>,
}

/// A changed measure as it is printed; `given` are the rows that give reasons.
pub fn changed_measure(cycle: &Cycle, change: TreeChange<'_>, given: &[&StrategyChange]) -> ChangedMeasure {
    let whole = |title: &str, category: String, owner: String| format!("{title}　{category}　{owner}");
    let item = |old, new| vec![ChangedItem { item: "取組", new, old }];
    let (number, measure, kind, items) = match change {
        TreeChange::Added(new) => {
            let text = whole(
                &new.title.text,
                category_name(cycle, &new.category.text),
                owner_name(cycle, &new.owner.text),
            );
            (&new.number, &new.title, "追加".to_owned(), item(mark("（新設）"), all_changed(&text)))
        }
        TreeChange::Removed(old) => {
            let text = whole(&old.title.text, last_category(cycle, old), last_owner(cycle, old));
            (&old.number, &old.title, "削除".to_owned(), item(all_changed(&text), mark("（削る）")))
        }
        TreeChange::Changed { old, new } => {
            let (kind, items) = compared(cycle, old, new);
            (&new.number, &new.title, kind, items)
        }
    };
    let own = given.iter().filter(|change| change.measure.text == number.text);
    ChangedMeasure {
        number: number.text.clone(),
        measure: measure.text.clone(),
        kind,
        items,
        reasons: reasons(own.copied()),
    }
}

/// How a measure changed, and what of it.
fn compared(cycle: &Cycle, old: &LastMeasure, new: &Measure) -> (String, Vec<ChangedItem>) {
    let (moved, renamed) = (is_moved(cycle, old, new), old.title.text != new.title.text);
    let (handed_on, renumbered) = (has_new_owner(cycle, old, new), old.number.text != new.number.text);
    let kinds = [
        (moved, "移動"),
        (renamed, "改称"),
        (handed_on, "担当課の変更"),
        (!(moved || renamed || handed_on), "番号の変更"),
    ];
    let kinds: Vec<&str> = kinds.into_iter().filter(|(is, _)| *is).map(|(_, kind)| kind).collect();
    let pairs = [
        (renumbered, "番号", old.number.text.clone(), new.number.text.clone()),
        (renamed, "取組名", old.title.text.clone(), new.title.text.clone()),
        (moved, "施策区分", last_category(cycle, old), category_name(cycle, &new.category.text)),
        (handed_on, "担当課", last_owner(cycle, old), owner_name(cycle, &new.owner.text)),
    ];
    let items = pairs.into_iter().filter(|(is, ..)| *is).map(|(_, item, old, new)| {
        // Only a title is compared by its words.
        let (old, new) =
            if item == "取組名" { segments(&old, &new) } else { (all_changed(&old), all_changed(&new)) };
        ChangedItem { item, new, old }
    });
    (kinds.join("・"), items.collect())
}
