//! What changed of the measures' indicators between two days.

use serde::Serialize;

use super::change_reason::{ChangeReason, reasons};
use super::compared_text::{ComparedText, all_changed, mark, segments};
use super::row_figures::how_number_in;
use crate::model::register::{Entry, Snapshot};
use crate::model::strategy_change::StrategyChange;
use crate::model::value::{Field, Quantity};
use crate::render::figure::{Figure, ShowsFigures};
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
    /// The figures in `new`: a target or a baseline.
    pub new_figures: Vec<Figure>,
    /// The figures in `old`.
    pub old_figures: Vec<Figure>,
    /// Why the targets of the measure changed, as `changes.csv` says; the same in each row of a measure.
    pub reasons: Vec<ChangeReason>,
}

impl ShowsFigures for ChangeRow {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        self.new_figures.iter().chain(&self.old_figures).for_each(see);
    }
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

/// An item of a target, as printed.
struct Item {
    /// What it is called: 「目標値」.
    called: &'static str,
    text: String,
    /// The figure in it.
    figure: Option<Figure>,
}

/// The items of a target on one side: `side` is `new` or `old`.
fn items(entry: &Entry, side: &str) -> [Item; 5] {
    let indicator = &entry.indicator;
    let words = |called, text| Item { called, text, figure: None };
    let number = |called, field: &Field<Quantity>, what: &str| {
        let id = format!("change/{}/{what}.{side}", indicator.key);
        let value = field.value().map(|quantity| &quantity.value);
        let figure = Figure::reported(id, field, indicator).because(how_number_in(entry, &field.cell, value));
        match field.value() {
            Some(_) => {
                Item { called, text: figure.text.clone() + indicator.shown_unit(), figure: Some(figure) }
            }
            None => words(called, figure.text),
        }
    };
    let year = indicator.target_year.value().map_or(String::new(), |y| y.print());
    [
        words("指標名", indicator.name.text.clone()),
        number("基準値", &indicator.baseline, "baseline"),
        number("目標値", &indicator.target, "target"),
        words("目標年度", year),
        words("目標の根拠", indicator.basis.cell.text.clone()),
    ]
}

fn compare(scope: &Scope<'_>, old: &Entry, new: &Entry, rows: &mut Vec<ChangeRow>) {
    let sides = items(old, "old").into_iter().zip(items(new, "new"));
    for (before, after) in sides.filter(|(before, after)| before.text != after.text) {
        let item = after.called;
        // Of a name its words are compared; a target is another one as a whole.
        let (old_side, new_side) = match item {
            "指標名" => segments(&before.text, &after.text),
            _ => (all_changed(&before.text), all_changed(&after.text)),
        };
        rows.push(ChangeRow {
            item,
            kind: "変更",
            new: new_side,
            old: old_side,
            new_figures: after.figure.into_iter().collect(),
            old_figures: before.figure.into_iter().collect(),
            ..row(scope, new)
        });
    }
}

/// A row that is new or gone as a whole.
fn whole(scope: &Scope<'_>, entry: &Entry, kind: &'static str) -> ChangeRow {
    let is_new = kind == "追加";
    let [name, _, target, year, _] = items(entry, if is_new { "new" } else { "old" });
    let parts = [name.text, target.text, year.text].into_iter().filter(|text| !text.is_empty());
    let content = all_changed(&parts.collect::<Vec<_>>().join("　"));
    let figures = target.figure.into_iter().collect();
    let row = ChangeRow { item: "指標", kind, ..row(scope, entry) };
    match is_new {
        true => ChangeRow { new: content, old: mark("（新設）"), new_figures: figures, ..row },
        false => ChangeRow { new: mark("（削る）"), old: content, old_figures: figures, ..row },
    }
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
        new_figures: Vec::new(),
        old_figures: Vec::new(),
        reasons: Vec::new(),
    }
}
