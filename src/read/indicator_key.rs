//! The keys of indicators as they are written: which measure, and which of its indicators.

use super::word_of_list::no_value;
use crate::ground::text;
use crate::model::cycle_names::CycleNames;
use crate::model::indicator::Key;
use crate::model::value::Cell;

/// Whether a text is a number from 1, without zeros before it.
pub(super) fn is_ordinal(text: &str) -> bool {
    !text.is_empty() && text.len() <= 4 && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())
}

/// An indicator's number as keys have it: in plain digits.
fn ordinal(written: &str) -> String {
    let key = text::key(written);
    if is_ordinal(&key) { key } else { written.to_owned() }
}

/// The key of an indicator, its measure's number as `measures.csv` spells it.
pub fn key(measure: &str, number: &str, names: &CycleNames) -> Key {
    let mut key = Key { measure: measure.to_owned(), number: ordinal(number) };
    names.measures.settle(&mut key.measure);
    key
}

/// 「2-ア-3/1」; a measure alone means its first indicator.
pub(super) fn repeated_key(mut cell: Cell, names: &CycleNames) -> Cell {
    if no_value(&cell.text).is_some() {
        cell.text.clear();
        return cell;
    }
    let written = cell.text.replace(['／', '∕'], "/");
    let (measure, number) = written.rsplit_once('/').unwrap_or((&written, "1"));
    cell.text = key(measure, number, names).to_string();
    cell
}
