//! What changed of the strategy's own text between two days.

use serde::Serialize;

use super::change_reason::{ChangeReason, reasons};
use super::compared_text::{ComparedText, all_changed, mark, segments};
use crate::decide::strategy_text::ChangedPassage;
use crate::model::choice::Choice;
use crate::model::cycle::Cycle;
use crate::model::value::UNRESOLVED;

/// A passage of the strategy that changes.
#[derive(Debug, Serialize)]
pub struct PassageRow {
    /// Where it stands: 「第２章１（２）」; 「確認中」 where nothing is written.
    pub place: String,
    /// How it changes: 改定, 追加, 削除 or 誤記訂正; empty where that is not settled.
    pub kind: &'static str,
    /// The number of the measure that it is about; empty where it is about none, 「確認中」 where there is no such
    /// measure.
    pub number: String,
    /// That measure's title.
    pub measure: String,
    /// The text that it is to be, in pieces; 「（削る）」 where it goes, 「確認中」 where its rows say no one thing.
    pub new: Vec<ComparedText>,
    /// The text as it was, in pieces; 「（新設）」 where it is new.
    pub old: Vec<ComparedText>,
    /// Why it changes.
    pub reasons: Vec<ChangeReason>,
}

/// A passage as it is printed.
pub fn passage_row(cycle: &Cycle, passage: &ChangedPassage<'_>) -> PassageRow {
    let (old, new) = match (passage.is_flawed, passage.old, passage.new) {
        (true, ..) => (mark(UNRESOLVED), mark(UNRESOLVED)),
        (false, "", new) => (mark("（新設）"), all_changed(new)),
        (false, old, "") => (all_changed(old), mark("（削る）")),
        (false, old, new) => segments(old, new),
    };
    let number = &passage.first.measure.text;
    let before = cycle.last_tree.iter().find(|last| last.number.text == *number);
    let measure = cycle.measure(number).map(|measure| &measure.title).or(before.map(|last| &last.title));
    let is_nothing = !number.is_empty() && measure.is_none();
    let place = Some(&passage.first.place.text).filter(|place| !place.is_empty());
    PassageRow {
        place: place.map_or_else(|| UNRESOLVED.into(), Clone::clone),
        kind: passage.kind.filter(|_| !passage.is_flawed).map_or("", Choice::label),
        number: if is_nothing { UNRESOLVED.into() } else { number.clone() },
        measure: measure.map_or_else(String::new, |title| title.text.clone()),
        new,
        old,
        reasons: reasons(passage.rows.iter().copied()),
    }
}
