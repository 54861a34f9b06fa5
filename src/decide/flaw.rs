//! What keeps a row from being judged. Rules say so to the department, and papers print 「確認中」 until it is mended:
//! both ask here, so that no class stands beside an error that it depends on.

use crate::ground::wareki::Year;
use crate::model::indicator::{Certainty, Direction, Indicator, IndicatorKind};
use crate::model::value::Field;

/// An error in a row, with which no class follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The cell of this column is empty, and the row can't be judged without it.
    Missing(&'static str),
    /// There is neither a target nor the reason why there is none.
    NoTarget,
    /// There is a target, and a reason why there is none.
    TargetAndReason,
    /// The target is not on the side of the baseline that this direction says.
    TargetAgainst(Direction),
    /// The stated 目安 is not on the side of the baseline that this direction says.
    ExpectedAgainst(Direction),
    /// The target's year is not after the baseline's.
    TargetYearNotLater,
    /// 単年度: the target is of another year than the actual value.
    TargetOfAnotherYear,
    /// The actual value is of a year that has not begun in the cycle's fiscal year.
    FutureActual,
    /// The actual value is said to be unknown, and yet one is written.
    UnknownWithValue,
}

/// Every flaw of a row, in a cycle of a fiscal year. A row that repeats another has none: it is judged by that one.
pub fn flaws(row: &Indicator, fiscal_year: i32) -> Vec<Flaw> {
    if row.is_repeat() {
        return Vec::new();
    }
    let mut found: Vec<Flaw> = missing(row).into_iter().map(Flaw::Missing).collect();
    found.extend(of_target(row));
    found.extend(of_direction(row));
    found.extend(of_years(row, fiscal_year));
    if row.certainty.value() == Some(&Certainty::Unknown) && row.actual.value().is_some() {
        found.push(Flaw::UnknownWithValue);
    }
    found
}

/// Whether the row is judged against a target that is reached step by step.
fn is_level(row: &Indicator) -> bool {
    matches!(row.kind.value(), Some(IndicatorKind::Level | IndicatorKind::Cumulative))
}

/// Whether the actual value is known.
fn is_known(row: &Indicator) -> bool {
    row.actual.value().is_some() && row.certainty.value() != Some(&Certainty::Unknown)
}

/// The columns without which the row's kind can't be judged, and whose cells are empty.
fn missing(row: &Indicator) -> Vec<&'static str> {
    let Some(kind) = row.kind.value() else { return Vec::new() };
    if *kind == IndicatorKind::Qualitative {
        let is_unknown = row.certainty.value() == Some(&Certainty::Unknown);
        return if row.state.is_absent() && !is_unknown { vec!["定性の状況"] } else { Vec::new() };
    }
    let judged = row.no_target.value().is_none();
    let known = is_known(row);
    let has_target = judged && row.target.value().is_some();
    let interpolated = has_target && is_level(row) && row.baseline.value().is_some();
    let of_one_year = has_target && *kind == IndicatorKind::SingleYear && known;
    [
        (judged && *kind == IndicatorKind::DirectionOnly && row.baseline.is_absent(), "基準値"),
        (interpolated && row.baseline_year.is_absent(), "基準年度"),
        ((interpolated || of_one_year) && row.target_year.is_absent(), "目標年度"),
        (known && row.actual_year.is_absent(), "実績年度"),
        (known && row.certainty.is_absent(), "実績の区分"),
        (judged && needs_direction(*kind) && row.direction.is_absent(), "方向"),
    ]
    .into_iter()
    .filter(|(is_missing, _)| *is_missing)
    .map(|(_, column)| column)
    .collect()
}

/// Whether it must be said which way is better.
fn needs_direction(kind: IndicatorKind) -> bool {
    !matches!(kind, IndicatorKind::Keep | IndicatorKind::Range | IndicatorKind::Grade)
}

/// A target or the reason why there is none: one of them.
fn of_target(row: &Indicator) -> Option<Flaw> {
    let needs_target =
        !matches!(row.kind.value(), None | Some(IndicatorKind::DirectionOnly | IndicatorKind::Qualitative));
    match (row.target.value(), row.no_target.value()) {
        (Some(_), Some(_)) => Some(Flaw::TargetAndReason),
        (None, None) if needs_target && row.target.is_absent() && row.no_target.is_absent() => {
            Some(Flaw::NoTarget)
        }
        _ => None,
    }
}

/// Target and stated 目安 against the direction, where they are held against a baseline.
fn of_direction(row: &Indicator) -> Vec<Flaw> {
    let keeps = row.kind.value() == Some(&IndicatorKind::Keep);
    let (Some(baseline), Some(direction)) = (row.baseline.value(), row.direction.value()) else {
        return Vec::new();
    };
    if !keeps && !is_level(row) {
        return Vec::new();
    }
    let target_fits = row.target.value().is_none_or(|target| match direction {
        Direction::Up => target.value >= baseline.value,
        Direction::Down => target.value <= baseline.value,
        Direction::Keep => keeps || target.value == baseline.value,
    });
    let expected_fits = keeps
        || row.expected.value().is_none_or(|expected| match direction {
            Direction::Up => expected.value >= baseline.value,
            Direction::Down => expected.value <= baseline.value,
            Direction::Keep => true,
        });
    let flaws =
        [(target_fits, Flaw::TargetAgainst(*direction)), (expected_fits, Flaw::ExpectedAgainst(*direction))];
    flaws.into_iter().filter(|(fits, _)| !fits).map(|(_, flaw)| flaw).collect()
}

/// The order of a row's years.
fn of_years(row: &Indicator, fiscal_year: i32) -> Vec<Flaw> {
    let year = |field: &Field<Year>| field.value().map(|year| year.western);
    let (begin, end, now) = (year(&row.baseline_year), year(&row.target_year), year(&row.actual_year));
    let of_one_year = row.kind.value() == Some(&IndicatorKind::SingleYear) && is_known(row);
    let has_target = row.target.value().is_some();
    [
        (now.is_some_and(|now| now > fiscal_year), Flaw::FutureActual),
        (begin.zip(end).is_some_and(|(begin, end)| end <= begin), Flaw::TargetYearNotLater),
        (
            of_one_year && has_target && end.zip(now).is_some_and(|(end, now)| end != now),
            Flaw::TargetOfAnotherYear,
        ),
    ]
    .into_iter()
    .filter(|(is_wrong, _)| *is_wrong)
    .map(|(_, flaw)| flaw)
    .collect()
}
