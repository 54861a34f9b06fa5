//! Which passages of the strategy change between two days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::strategy_place::StrategyPlace;
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
    /// Its old text is what a row makes of the passage that is decided later.
    BeforeItsText(&'a StrategyChange),
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

/// A passage as passages compare: its place, and its text without what people vary when they copy it.
type Passage = (String, String);

/// All rows on passages, by the passage that they are on, and by what they make of it.
#[derive(Debug, Default)]
pub struct RowsByPassage<'a> {
    by_old: BTreeMap<Passage, Vec<&'a StrategyChange>>,
    by_new: BTreeMap<Passage, Vec<&'a StrategyChange>>,
}

impl<'a> RowsByPassage<'a> {
    /// Sorts rows by their passages.
    pub fn of(all: &[&'a StrategyChange]) -> Self {
        let mut rows = Self::default();
        for change in all.iter().filter(|change| !change.is_reason()) {
            rows.by_old.entry(passage(change, &change.old.text)).or_default().push(change);
            rows.by_new.entry(passage(change, &change.new.text)).or_default().push(change);
        }
        rows
    }

    /// A row, decided later, that makes of the passage what this row begins with; none where this row is among those that
    /// led to it: a text may come back.
    fn too_late(&self, change: &StrategyChange) -> Option<&'a StrategyChange> {
        /// How far a text is followed.
        const STEPS: usize = 12;
        let decided = change.decided.value()?;
        let made = self.by_new.get(&passage(change, &change.old.text)).filter(|_| !change.old.is_empty())?;
        let is_later = |row: &&&'a StrategyChange| row.decided.value().is_some_and(|day| day > decided);
        if made.iter().any(|row| row.decided.value().is_some_and(|day| day <= decided)) {
            return None;
        }
        let late = *made.iter().find(is_later)?;
        let next = |(text, day): &(String, NaiveDate)| {
            let rows = self.by_old.get(&passage(change, text))?;
            let row = rows.iter().find(|row| row.decided.value().is_some_and(|later| later >= day))?;
            Some((row.new.text.clone(), *row.decided.value()?))
        };
        let begin = (change.new.text.clone(), *decided);
        let mut led = std::iter::successors(Some(begin), next).take(STEPS);
        let old = passage(change, &change.old.text);
        (!led.any(|(text, _)| passage(change, &text) == old)).then_some(late)
    }
}

/// A text at the place of a change, as passages compare. Two that differ only in the stop at the end are one.
fn passage(change: &StrategyChange, words: &str) -> Passage {
    let words = text::fold(words);
    (text::fold(&change.place.text), words.trim_end_matches(['。', '.', ',', '、']).to_owned())
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
    let rows = all.by_old.get(&passage(change, &change.old.text))?;
    let disputed = rows.iter().find(disputes).map(|other| ChangeFlaw::Disputed(other));
    disputed.or_else(|| all.too_late(change).map(ChangeFlaw::BeforeItsText))
}

/// The passages that change from the end of one day to the end of another, in the order of their places in the strategy; `after` is none
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
    let mut by_old: BTreeMap<Passage, usize> = BTreeMap::new();
    let mut by_new: BTreeMap<Passage, BTreeSet<usize>> = BTreeMap::new();
    for (position, row) in rows {
        let is_flawed = flaw(row, &by_passage).is_some();
        let key = passage(row, &row.old.text);
        let now = passage(row, &row.new.text);
        let goes_on = by_new.get(&key).and_then(|found| found.first()).filter(|_| !row.old.is_empty());
        let before = by_old.get(&key).into_iter().chain(goes_on).min().copied().filter(|_| !is_flawed);
        match before.and_then(|at| Some((at, passages.get_mut(at)?))) {
            Some((at, (_, changed))) => {
                by_new.entry(passage(row, changed.new)).or_default().remove(&at);
                by_new.entry(now).or_default().insert(at);
                changed.rows.push(row);
                changed.new = &row.new.text;
                changed.kind = match (changed.old.is_empty(), row.kind.value()) {
                    (true, _) => Some(ChangeKind::Added),
                    (false, kind) => kind.copied(),
                };
            }
            None => {
                if !is_flawed {
                    by_old.entry(key).or_insert(passages.len());
                    by_new.entry(now).or_default().insert(passages.len());
                }
                let changed = ChangedPassage {
                    first: row,
                    rows: vec![row],
                    kind: row.kind.value().copied(),
                    old: &row.old.text,
                    new: &row.new.text,
                    is_flawed,
                };
                passages.push((position, changed));
            }
        }
    }
    passages.retain(|(_, passage)| passage.is_flawed || passage.old != passage.new);
    passages
        .sort_by_cached_key(|(position, passage)| (StrategyPlace::of(&passage.first.place.text), *position));
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
    fn a_text_is_not_changed_before_it_is_there() {
        let (first, second) = (change(12, "改定", "甲", "乙"), change(10, "改定", "乙", "丙"));
        assert_eq!(between(&[first.clone(), second.clone()], 1, 20), ["甲→乙 改定", "?"]);
        assert_eq!(between(&[second, first], 1, 20), ["?", "甲→乙 改定"]);
        // A text may come back, at once or by way of others.
        for back in [&[("乙", "甲")][..], &[("乙", "丙"), ("丙", "甲")]] {
            let mut all = vec![change(10, "改定", "甲", "乙")];
            all.extend((11..).zip(back).map(|(day, (old, new))| change(day, "改定", old, new)));
            assert_eq!(between(&all, 1, 20), [""; 0]);
            assert_eq!(between(&all, 1, 10), ["甲→乙 改定"]);
        }
    }

    #[test]
    fn texts_that_differ_in_the_last_stop_are_one_passage() {
        let all = [change(10, "改定", "甲。", "乙。"), change(10, "改定", "甲", "丙")];
        assert_eq!(between(&all, 1, 20), ["?", "?"]);
        let all = [change(10, "改定", "甲。", "乙。"), change(12, "改定", "甲", "丙。")];
        assert_eq!(between(&all, 1, 20), ["甲。→丙。 改定"]);
        let all = [change(10, "改定", "甲。", "乙 一。"), change(12, "改定", "乙一", "丙。")];
        assert_eq!(between(&all, 1, 20), ["甲。→丙。 改定"]);
    }

    #[test]
    fn passages_stand_as_in_the_strategy() {
        let at = |place: &str, day| {
            let mut change = change(day, "改定", place, "乙");
            change.place.text = place.into();
            change
        };
        let all = [at("第10章", 2), at("第２章２", 3), at("第２章１（２）", 9), at("はじめに", 10)];
        assert_eq!(
            between(&all, 1, 20),
            ["はじめに→乙 改定", "第２章１（２）→乙 改定", "第２章２→乙 改定", "第10章→乙 改定"]
        );
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
