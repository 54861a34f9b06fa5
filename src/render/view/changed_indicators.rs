//! What changed of the measures' indicators between two days.

use serde::Serialize;

use super::change_reason::{ChangeReason, reasons};
use super::compared_text::{ComparedText, all_changed, mark, segments};
use crate::model::indicator::Indicator;
use crate::model::register::{Entry, Snapshot};
use crate::model::strategy_change::StrategyChange;
use crate::model::value::{Field, Quantity};
use crate::render::figure::Figure;
use crate::render::scope::Scope;

/// A change: one item of an indicator that differs, or an indicator that is new or gone.
#[derive(Debug, Serialize)]
pub struct ChangeRow {
    /// The measure's number: 「2-ア-3」.
    pub number: String,
    /// The measure's title.
    pub measure: String,
    /// The indicator's name; of one that changed its name the new one.
    pub indicator: String,
    /// What of it changed: 指標名, 基準値, 目標値, 目標年度 or 目標の根拠; 指標 where all of it is new or gone.
    pub item: &'static str,
    /// How it changed: 変更, 追加 or 削除.
    pub kind: &'static str,
    /// What stands there now, in pieces; 「（削る）」 where it is gone.
    pub new: Vec<ComparedText>,
    /// What stood there before, in pieces; 「（新設）」 where it is new.
    pub old: Vec<ComparedText>,
    /// Why the targets of the measure changed, as `changes.csv` says; the same in each row of a measure.
    pub reasons: Vec<ChangeReason>,
}

/// What differs between two days, in the printed order of the measures; `given` are the rows that give reasons.
pub fn changed_indicators(
    scope: &Scope<'_>,
    old: &Snapshot<'_>,
    new: &Snapshot<'_>,
    given: &[&StrategyChange],
) -> Vec<ChangeRow> {
    let mut rows = Vec::new();
    for measure in &scope.measures {
        let number = &measure.number.text;
        let first = rows.len();
        for entry in new.of_measure(number) {
            match old.find(&entry.indicator.key.to_string()) {
                Some(before) => compare(scope, before, entry, &mut rows),
                None => rows.push(whole(scope, entry, "追加")),
            }
        }
        // Of a measure of which nothing came yet nobody knows what is gone.
        let has_come = new.of_measure(number).next().is_some();
        let is_gone = |entry: &&Entry| has_come && new.find(&entry.indicator.key.to_string()).is_none();
        rows.extend(old.of_measure(number).filter(is_gone).map(|entry| whole(scope, entry, "削除")));
        let own = given.iter().filter(|change| change.measure.text == *number);
        let reasons = reasons(own.copied());
        rows[first..].iter_mut().for_each(|row| row.reasons.clone_from(&reasons));
    }
    rows
}

/// The items of a target, as printed.
fn items(indicator: &Indicator) -> [(&'static str, String); 5] {
    let number = |field: &Field<Quantity>| {
        let printed = Figure::reported(String::new(), field, indicator).text;
        if field.value().is_some() { printed + indicator.shown_unit() } else { printed }
    };
    let year = indicator.target_year.value().map_or(String::new(), |y| y.print());
    [
        ("指標名", indicator.name.text.clone()),
        ("基準値", number(&indicator.baseline)),
        ("目標値", number(&indicator.target)),
        ("目標年度", year),
        ("目標の根拠", indicator.basis.cell.text.clone()),
    ]
}

fn compare(scope: &Scope<'_>, old: &Entry, new: &Entry, rows: &mut Vec<ChangeRow>) {
    for ((item, before), (_, after)) in items(&old.indicator).into_iter().zip(items(&new.indicator)) {
        if before != after {
            // Of a name its words are compared; a target is another one as a whole.
            let (old_side, new_side) = match item {
                "指標名" => segments(&before, &after),
                _ => (all_changed(&before), all_changed(&after)),
            };
            rows.push(ChangeRow { item, kind: "変更", new: new_side, old: old_side, ..row(scope, new) });
        }
    }
}

/// A row that is new or gone as a whole.
fn whole(scope: &Scope<'_>, entry: &Entry, kind: &'static str) -> ChangeRow {
    let [(_, name), _, (_, target), (_, year), _] = items(&entry.indicator);
    let text = [name, target, year].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("　");
    let content = all_changed(&text);
    let (new, old) = match kind {
        "追加" => (content, mark("（新設）")),
        _ => (mark("（削る）"), content),
    };
    ChangeRow { item: "指標", kind, new, old, ..row(scope, entry) }
}

fn row(scope: &Scope<'_>, entry: &Entry) -> ChangeRow {
    let measure = scope.cycle.measure(&entry.indicator.key.measure);
    ChangeRow {
        number: entry.indicator.key.measure.clone(),
        measure: measure.map_or(String::new(), |m| m.title.text.clone()),
        indicator: entry.indicator.name.text.clone(),
        item: "",
        kind: "",
        new: Vec::new(),
        old: Vec::new(),
        reasons: Vec::new(),
    }
}
