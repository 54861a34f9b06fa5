//! Which passages of the strategy change between two days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::ground::text;
use crate::model::strategy_change::{ChangeKind, StrategyChange};
use crate::read::strategy_changes::missing;

/// Why a row of `changes.csv` can't be printed as it stands.
#[derive(Debug, Clone, Copy)]
pub enum ChangeFlaw<'a> {
    /// Its 種別 can't be read, or a text is empty that its kind of change can't do without. Reading said so.
    Unread,
    /// An addition with an old text.
    OldOfAddition,
    /// A removal with a new text.
    NewOfRemoval,
    /// Both texts are the same.
    NothingChanged,
    /// Another row says of the same passage something else, or the same again.
    Disputed(&'a StrategyChange),
}

/// A passage that changes, with everything that made it change.
#[derive(Debug, Clone)]
pub struct ChangedPassage<'a> {
    /// The row that says it; the first of several.
    pub first: &'a StrategyChange,
    /// Every row by which it came to be what it is now, the oldest first.
    pub rows: Vec<&'a StrategyChange>,
    /// How it changes.
    pub kind: Option<ChangeKind>,
    /// The text before.
    pub old: &'a str,
    /// The text that it is to be.
    pub new: &'a str,
    /// Whether its rows can't be printed as they stand.
    pub is_flawed: bool,
}

/// All rows on passages, by the passage that they are on: its place, folded, and its text as it was.
#[derive(Debug, Default)]
pub struct RowsByPassage<'a>(BTreeMap<(String, &'a str), Vec<&'a StrategyChange>>);

impl<'a> RowsByPassage<'a> {
    /// Sorts rows by their passages.
    pub fn of(all: &[&'a StrategyChange]) -> Self {
        let mut rows = Self::default();
        for change in all.iter().filter(|change| !change.is_reason()) {
            let passage = (text::fold(&change.place.text), change.old.text.as_str());
            rows.0.entry(passage).or_default().push(change);
        }
        rows
    }
}

/// What is wrong with a row, among all rows.
pub fn flaw<'a>(change: &StrategyChange, all: &RowsByPassage<'a>) -> Option<ChangeFlaw<'a>> {
    let lacks = missing(change).iter().any(|column| *column != "理由");
    let Some(kind) = change.kind.value().filter(|_| !lacks) else { return Some(ChangeFlaw::Unread) };
    match kind {
        ChangeKind::Added if !change.old.is_empty() => return Some(ChangeFlaw::OldOfAddition),
        ChangeKind::Removed if !change.new.is_empty() => return Some(ChangeFlaw::NewOfRemoval),
        _ if change.old.text == change.new.text => return Some(ChangeFlaw::NothingChanged),
        _ => {}
    }
    let disputes = |other: &&&'a StrategyChange| {
        // A later decision on the same passage takes the place of the earlier one; an addition has no passage yet.
        let same_day = change.old.is_empty() || other.decided.value() == change.decided.value();
        !std::ptr::eq(**other, change) && same_day
    };
    let passage = (text::fold(&change.place.text), change.old.text.as_str());
    all.0.get(&passage)?.iter().find(disputes).map(|other| ChangeFlaw::Disputed(other))
}

/// The passages that change from the end of one day to the end of another, in the order of their rows; `after` is none
/// where it is the whole year. Of a passage that changed twice in between the first text is compared with the last.
pub fn changed_between<'a>(
    all: &[&'a StrategyChange],
    after: Option<NaiveDate>,
    until: NaiveDate,
) -> Vec<ChangedPassage<'a>> {
    let counts = |(_, change): &(usize, &StrategyChange)| {
        let day = change.decided.value();
        !change.is_reason() && day.is_some_and(|day| after.is_none_or(|after| *day > after) && *day <= until)
    };
    let mut rows: Vec<(usize, &StrategyChange)> =
        all.iter().copied().enumerate().filter(|row| counts(row)).collect();
    rows.sort_by_key(|(_, change)| change.decided.value());
    let by_passage = RowsByPassage::of(all);
    // Each with the place of its first row in the list.
    let mut passages: Vec<(usize, ChangedPassage<'a>)> = Vec::new();
    // Those without a flaw, by their places and the text that they had, and have now.
    let mut by_old: BTreeMap<(String, &str), usize> = BTreeMap::new();
    let mut by_new: BTreeMap<(String, &str), BTreeSet<usize>> = BTreeMap::new();
    for (position, row) in rows {
        let is_flawed = flaw(row, &by_passage).is_some();
        let key = (text::fold(&row.place.text), row.old.text.as_str());
        let now = (key.0.clone(), row.new.text.as_str());
        let goes_on = by_new.get(&key).and_then(|found| found.first()).filter(|_| !row.old.is_empty());
        let before = by_old.get(&key).into_iter().chain(goes_on).min().copied().filter(|_| !is_flawed);
        match before.and_then(|at| Some((at, passages.get_mut(at)?))) {
            Some((at, (_, passage))) => {
                by_new.entry((key.0, passage.new)).or_default().remove(&at);
                by_new.entry(now).or_default().insert(at);
                passage.rows.push(row);
                passage.new = &row.new.text;
                passage.kind = match (passage.old.is_empty(), row.kind.value()) {
                    (true, _) => Some(ChangeKind::Added),
                    (false, kind) => kind.copied(),
                };
            }
            None => {
                if !is_flawed {
                    by_old.entry(key).or_insert(passages.len());
                    by_new.entry(now).or_default().insert(passages.len());
                }
                let passage = ChangedPassage {
                    first: row,
                    rows: vec![row],
                    kind: row.kind.value().copied(),
                    old: &row.old.text,
                    new: &row.new.text,
                    is_flawed,
                };
                passages.push((position, passage));
            }
        }
    }
    passages.retain(|(_, passage)| passage.is_flawed || passage.old != passage.new);
    passages.sort_by_key(|(position, _)| *position);
    passages.into_iter().map(|(_, passage)| passage).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::choice::Choice;
    use crate::model::value::{Cell, Field, Reading};

    fn change(day: u32, kind: &str, old: &str, new: &str) -> StrategyChange {
        let cell = |text: &str| Cell { text: text.into(), ..Cell::default() };
        let (known, _) = ChangeKind::ALL.iter().find(|(_, word)| *word == kind).expect("a kind");
        let decided = NaiveDate::from_ymd_opt(2020, 1, day).expect("a day");
        StrategyChange {
            place: cell("第２章１"),
            kind: Field { cell: cell(kind), reading: Reading::Value(*known) },
            old: cell(old),
            new: cell(new),
            reason: cell("理由"),
            source: cell(""),
            cited: Vec::new(),
            measure: cell(""),
            decided: Field { cell: cell(""), reading: Reading::Value(decided) },
        }
    }

    /// 「old→new kind」 of each passage between the end of one day and that of another.
    fn between(all: &[StrategyChange], after: u32, until: u32) -> Vec<String> {
        let day = |day| NaiveDate::from_ymd_opt(2020, 1, day);
        let rows: Vec<&StrategyChange> = all.iter().collect();
        let passages = changed_between(&rows, day(after), day(until).expect("a day"));
        let shown = |passage: &ChangedPassage<'_>| match passage.is_flawed {
            true => "?".to_owned(),
            false => format!("{}→{} {}", passage.old, passage.new, passage.kind.map_or("", Choice::label)),
        };
        passages.iter().map(shown).collect()
    }

    #[test]
    fn a_passage_that_changed_twice_is_compared_with_what_it_was_at_the_beginning() {
        let all = [change(10, "改定", "甲", "乙"), change(20, "改定", "乙", "丙")];
        assert_eq!(between(&all, 1, 15), ["甲→乙 改定"]);
        assert_eq!(between(&all, 15, 31), ["乙→丙 改定"]);
        assert_eq!(between(&all, 1, 31), ["甲→丙 改定"]);
        // What was added and taken away again, or changed back, did not change.
        assert!(between(&[change(10, "追加", "", "乙"), change(20, "削除", "乙", "")], 1, 31).is_empty());
        assert!(between(&[change(10, "改定", "甲", "乙"), change(20, "改定", "乙", "甲")], 1, 31).is_empty());
        let added = [change(10, "追加", "", "乙"), change(20, "改定", "乙", "丙")];
        assert_eq!(between(&added, 1, 31), ["→丙 追加"]);
    }

    #[test]
    fn a_later_decision_on_a_passage_counts_and_two_of_a_day_dispute_each_other() {
        let decided_anew = [change(10, "改定", "甲", "乙"), change(20, "改定", "甲", "丙")];
        assert_eq!(between(&decided_anew, 1, 15), ["甲→乙 改定"]);
        assert_eq!(between(&decided_anew, 1, 31), ["甲→丙 改定"]);
        assert_eq!(
            between(&[change(10, "改定", "甲", "乙"), change(10, "改定", "甲", "丙")], 1, 31),
            ["?", "?"]
        );
        let elsewhere = [change(10, "改定", "甲", "乙"), change(10, "改定", "子", "丑")];
        assert_eq!(between(&elsewhere, 1, 31), ["甲→乙 改定", "子→丑 改定"]);
        assert_eq!(between(&[change(10, "追加", "", "乙"), change(20, "追加", "", "丙")], 1, 31), ["?", "?"]);
    }

    #[test]
    fn a_kind_fits_its_texts() {
        for (kind, old, new, wrong) in [
            ("追加", "甲", "乙", ChangeFlaw::OldOfAddition),
            ("削除", "甲", "乙", ChangeFlaw::NewOfRemoval),
            ("改定", "甲", "甲", ChangeFlaw::NothingChanged),
            ("改定", "甲", "", ChangeFlaw::Unread),
            ("誤記訂正", "", "乙", ChangeFlaw::Unread),
        ] {
            let found = flaw(&change(1, kind, old, new), &RowsByPassage::default())
                .map(|flaw| std::mem::discriminant(&flaw));
            assert_eq!(found, Some(std::mem::discriminant(&wrong)), "{kind} {old} {new}");
        }
        assert!(
            flaw(&change(1, "誤記訂正", "１０", "10"), &RowsByPassage::default()).is_none(),
            "a width may be what was wrong"
        );
    }
}
