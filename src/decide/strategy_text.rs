//! Which passages of the strategy change between two days.

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

/// What is wrong with a row, among all rows.
pub fn flaw<'a>(change: &StrategyChange, all: &[&'a StrategyChange]) -> Option<ChangeFlaw<'a>> {
    let lacks = missing(change).iter().any(|column| *column != "理由");
    let Some(kind) = change.kind.value().filter(|_| !lacks) else { return Some(ChangeFlaw::Unread) };
    match kind {
        ChangeKind::Added if !change.old.is_empty() => return Some(ChangeFlaw::OldOfAddition),
        ChangeKind::Removed if !change.new.is_empty() => return Some(ChangeFlaw::NewOfRemoval),
        _ if change.old.text == change.new.text => return Some(ChangeFlaw::NothingChanged),
        _ => {}
    }
    let disputes = |other: &&&StrategyChange| {
        // A later decision on the same passage takes the place of the earlier one; an addition has no passage yet.
        let same_day = change.old.is_empty() || other.decided.value() == change.decided.value();
        !std::ptr::eq(**other, change) && !other.is_reason() && is_same_passage(other, change) && same_day
    };
    all.iter().find(disputes).map(|other| ChangeFlaw::Disputed(other))
}

fn is_same_passage(a: &StrategyChange, b: &StrategyChange) -> bool {
    text::fold(&a.place.text) == text::fold(&b.place.text) && a.old.text == b.old.text
}

/// The passages that change from the end of one day to the end of another, in the order of their rows; `after` is none
/// where it is the whole year. Of a passage that changed twice in between the first text is compared with the last.
pub fn changed_between<'a>(
    all: &[&'a StrategyChange],
    after: Option<NaiveDate>,
    until: NaiveDate,
) -> Vec<ChangedPassage<'a>> {
    let counts = |change: &&&StrategyChange| {
        let day = change.decided.value();
        !change.is_reason() && day.is_some_and(|day| after.is_none_or(|after| *day > after) && *day <= until)
    };
    let mut rows: Vec<&StrategyChange> = all.iter().copied().filter(|change| counts(&change)).collect();
    rows.sort_by_key(|change| change.decided.value());
    let mut passages: Vec<ChangedPassage<'a>> = Vec::new();
    for row in rows {
        let is_flawed = flaw(row, all).is_some();
        let before = passages.iter_mut().filter(|passage| !is_flawed && !passage.is_flawed).find(|passage| {
            let goes_on = !row.old.is_empty() && passage.new == row.old.text;
            is_same_passage(passage.first, row)
                || goes_on && text::fold(&passage.first.place.text) == text::fold(&row.place.text)
        });
        match before {
            Some(passage) => {
                passage.rows.push(row);
                passage.new = &row.new.text;
                passage.kind = match (passage.old.is_empty(), row.kind.value()) {
                    (true, _) => Some(ChangeKind::Added),
                    (false, kind) => kind.copied(),
                };
            }
            None => passages.push(ChangedPassage {
                first: row,
                rows: vec![row],
                kind: row.kind.value().copied(),
                old: &row.old.text,
                new: &row.new.text,
                is_flawed,
            }),
        }
    }
    passages.retain(|passage| passage.is_flawed || passage.old != passage.new);
    let place = |passage: &ChangedPassage<'_>| all.iter().position(|row| std::ptr::eq(*row, passage.first));
    passages.sort_by_key(place);
    passages
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
            let found = flaw(&change(1, kind, old, new), &[]).map(|flaw| std::mem::discriminant(&flaw));
            assert_eq!(found, Some(std::mem::discriminant(&wrong)), "{kind} {old} {new}");
        }
        assert!(flaw(&change(1, "誤記訂正", "１０", "10"), &[]).is_none(), "a width may be what was wrong");
    }
}
