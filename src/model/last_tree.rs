//! The plan's tree as it was last year.

use std::collections::BTreeMap;

use super::plan::Measure;
use super::value::Cell;
use crate::ground::text;

/// What is written in 旧番号 for a measure that is new, though last year another one had its number.
const NEW: &str = "新規";

/// A measure as it was last year.
#[derive(Debug, Clone)]
pub struct LastMeasure {
    /// 取組番号.
    pub number: Cell,
    /// 取組名.
    pub title: Cell,
    /// The id of its category.
    pub category: Cell,
    /// What the category was called; empty where that is not known.
    pub category_name: Cell,
    /// The code of the department that owned it.
    pub owner: Cell,
    /// What the department was called; empty where that is not known.
    pub owner_name: Cell,
}

/// The number that a measure had last year: its 旧番号, or the one that it has. A new one has none.
pub fn last_number(measure: &Measure) -> Option<&str> {
    match measure.former.text.as_str() {
        "" => Some(&measure.number.text),
        former => (text::key(former) != text::key(NEW)).then_some(former),
    }
}

/// The number that each of last year's measures has now, by [`text::key`] of the number that it had. One that is gone
/// has none, also where another measure took over its number.
pub fn present_numbers(measures: &[Measure]) -> BTreeMap<String, &str> {
    let mut numbers: BTreeMap<String, &str> = BTreeMap::new();
    // What is declared comes before what is only called alike; of two that declare one number, the one that has it.
    let kept = |m: &&Measure| text::key(&m.former.text) == text::key(&m.number.text);
    let declared = || measures.iter().filter(|m| !m.former.is_empty());
    let declared = declared().filter(kept).chain(declared().filter(move |m| !kept(m)));
    let alike = measures.iter().filter(|m| m.former.is_empty());
    for measure in declared.chain(alike) {
        if let Some(last) = last_number(measure) {
            numbers.entry(text::key(last)).or_insert(&measure.number.text);
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(number: &str, former: &str) -> Measure {
        let cell = |text: &str| Cell { text: text.into(), ..Cell::default() };
        Measure {
            number: cell(number),
            title: cell("取組"),
            category: cell("1"),
            owner: cell("kikaku"),
            former: cell(former),
        }
    }

    #[test]
    fn a_number_that_moved_on_is_not_that_of_its_new_bearer() {
        // 1-1 went, 1-2 took its number, 1-3 and 1-4 changed places, and 1-5 is another measure than before.
        let now = [
            measure("1-1", "1-2"),
            measure("1-3", "1-4"),
            measure("1-4", "１－３"),
            measure("1-5", "新規"),
            measure("1-6", ""),
        ];
        let numbers = present_numbers(&now);
        let of = |last: &str| numbers.get(last).copied();
        assert_eq!(of("1-1"), None);
        assert_eq!(of("1-2"), Some("1-1"));
        assert_eq!((of("1-3"), of("1-4")), (Some("1-4"), Some("1-3")));
        assert_eq!((of("1-5"), of("1-6")), (None, Some("1-6")));
    }
}
