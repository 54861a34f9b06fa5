//! Judging an indicator: the value expected by now, the two rates, the class.
//!
//! B is the baseline, T the target, A the actual value, M the value expected by now (目安); tB, tT, tA
//! are their years. The expected value is a published figure, so it is rounded once and everything is computed
//! from the rounded one: a reader with a calculator gets the printed rates.

use num_traits::{Signed, Zero};

use super::flaw;
use crate::ground::number::{self, Exact, whole};
use crate::ground::wareki::Year;
use crate::model::cycle::{ClassBy, Evaluation};
use crate::model::indicator::{Certainty, Direction, Indicator, IndicatorKind, QualitativeState};
use crate::model::value::{Field, Quantity};

/// What the rules make of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// M, 目安: the value that the indicator should have reached by the year of its actual value.
    pub expected: Expected,
    /// 達成率（対目安）, as a share: 1 is 100 %.
    pub achievement: Rate,
    /// 進捗率（対目標）, as a share.
    pub progress: Rate,
    /// The class that the deciding rate reaches, or why the indicator is in none.
    pub verdict: Verdict,
    /// Which side of the baseline the actual value is on, if it is the wrong one; else none.
    pub side: Option<WrongSide>,
}

/// The value expected by now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// On the straight way from baseline to target, with the decimals that it prints with in the unit in which it is shown.
    Value(Quantity),
    /// Stated by the department, in place of the one on the straight way; with the decimals that it prints with.
    Stated(Quantity),
    /// There is none yet, since the actual value is of the baseline's year or before it.
    FirstYear,
    /// This kind of indicator has none, or something to compute it from is not known.
    None,
}

impl Expected {
    /// The value, stated or not.
    pub fn value(&self) -> Option<&Exact> {
        match self {
            Expected::Value(quantity) | Expected::Stated(quantity) => Some(&quantity.value),
            Expected::FirstYear | Expected::None => None,
        }
    }
}

/// A rate, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rate {
    /// The rate, not rounded: 4/5 is 80 %.
    Share(Exact),
    /// There is none yet, since the actual value is of the baseline's year: 「－（基準年度）」.
    FirstYear,
    /// This kind of indicator has none, it would divide by zero, or something to compute it from is not known.
    None,
}

impl Rate {
    /// The rate as a share, 4/5 for 80 %; none if there is no rate.
    pub fn share(&self) -> Option<&Exact> {
        match self {
            Rate::Share(share) => Some(share),
            _ => None,
        }
    }
}

/// The class, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Judged: the index of its class among the cycle's classes, from 0 for the best.
    Class(usize),
    /// The actual value is not known, or can't be judged yet.
    Unknown,
    /// 中止: outside the count.
    Cancelled,
    /// 目標なし: outside the count.
    NoTarget,
    /// A value could not be read, or the row has a flaw: 「確認中」.
    Unreadable,
}

/// On which side of the baseline a result is, if it is the wrong one: less than the baseline where more is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongSide {
    /// The actual value is less than the baseline, and should be more or the same.
    Below,
    /// The actual value is more than the baseline, and should be less.
    Above,
}

impl WrongSide {
    /// As tables note it beside the class: 「基準値を下回る」.
    pub fn label(self) -> &'static str {
        match self {
            WrongSide::Below => "基準値を下回る",
            WrongSide::Above => "基準値を上回る",
        }
    }
}

impl Judgement {
    fn none(verdict: Verdict) -> Self {
        Self { expected: Expected::None, achievement: Rate::None, progress: Rate::None, verdict, side: None }
    }

    /// The rate that decides the class.
    pub fn deciding(&self, class_by: ClassBy) -> &Rate {
        match class_by {
            ClassBy::Expected => &self.achievement,
            ClassBy::Target => &self.progress,
        }
    }
}

/// Judges an indicator by the rules of a cycle of a fiscal year.
///
/// Without a flaw there are a direction, years and a target wherever they are needed.
pub fn judge(indicator: &Indicator, rules: &Evaluation, fiscal_year: i32) -> Judgement {
    // Whatever else of it can't be read: what has no target is not judged.
    if indicator.no_target.value().is_some() && indicator.target.is_absent() {
        return Judgement::none(Verdict::NoTarget);
    }
    if indicator.is_unreadable() || !flaw::flaws(indicator, fiscal_year).is_empty() {
        return Judgement::none(Verdict::Unreadable);
    }
    match (indicator.kind.value(), indicator.target.value()) {
        (Some(IndicatorKind::Qualitative), _) => qualitative(indicator, rules),
        (Some(IndicatorKind::DirectionOnly), _) => direction_only(indicator, rules),
        (Some(kind), Some(target)) => against_target(*kind, target, indicator, rules),
        (None, _) | (_, None) => Judgement::none(Verdict::Unreadable),
    }
}

/// 定性: the state alone.
fn qualitative(indicator: &Indicator, rules: &Evaluation) -> Judgement {
    let label = match indicator.state.value() {
        Some(QualitativeState::Completed) => &rules.completed,
        Some(QualitativeState::Ongoing) => &rules.ongoing,
        Some(QualitativeState::NotStarted) => &rules.not_started,
        Some(QualitativeState::Cancelled) => return Judgement::none(Verdict::Cancelled),
        None => return Judgement::none(Verdict::Unknown),
    };
    Judgement::none(class_of(label.get_ref(), rules))
}

/// 方向: the sign of A−B against the direction.
fn direction_only(indicator: &Indicator, rules: &Evaluation) -> Judgement {
    if let Some(judgement) = in_first_year(indicator) {
        return judgement;
    }
    let (Some(actual), Some(baseline)) = (known_actual(indicator), indicator.baseline.value()) else {
        return Judgement::none(Verdict::Unknown);
    };
    let change = &actual.value - &baseline.value;
    let met = match indicator.direction.value() {
        Some(Direction::Up) => change.is_positive(),
        Some(Direction::Down) => change.is_negative(),
        Some(Direction::Keep) => change.is_zero(),
        None => return Judgement::none(Verdict::Unreadable),
    };
    let side = match indicator.direction.value() {
        Some(Direction::Keep) | None => None,
        Some(direction) => side(&change, *direction == Direction::Down),
    };
    Judgement { side, ..Judgement::none(met_or_not(met, rules)) }
}

/// 水準, 累計, 単年度, 維持.
fn against_target(
    kind: IndicatorKind,
    target: &Quantity,
    indicator: &Indicator,
    rules: &Evaluation,
) -> Judgement {
    let baseline = indicator.baseline.value();
    let keeps = kind == IndicatorKind::Keep
        || (kind != IndicatorKind::SingleYear && baseline.is_some_and(|b| b.value == target.value));
    match baseline {
        _ if keeps => kept(target, indicator, rules),
        Some(baseline) if kind != IndicatorKind::SingleYear => {
            interpolated(baseline, target, indicator, rules)
        }
        _ => ratio(target, indicator, rules),
    }
}

/// 維持, or T = B: met or not, never a division.
fn kept(target: &Quantity, indicator: &Indicator, rules: &Evaluation) -> Judgement {
    if let Some(judgement) = in_first_year(indicator) {
        return judgement;
    }
    let Some(actual) = known_actual(indicator) else { return Judgement::none(Verdict::Unknown) };
    // Without a direction (維持 needs none), what is to be kept may not fall.
    let down = indicator.direction.value() == Some(&Direction::Down);
    let met = if down { actual.value <= target.value } else { actual.value >= target.value };
    let change = indicator.baseline.value().map(|baseline| &actual.value - &baseline.value);
    Judgement {
        side: change.and_then(|change| side(&change, down)),
        ..Judgement::none(met_or_not(met, rules))
    }
}

/// 単年度, or a level without a baseline: A/T, or T/A where less is better.
fn ratio(target: &Quantity, indicator: &Indicator, rules: &Evaluation) -> Judgement {
    let Some(actual) = known_actual(indicator) else { return Judgement::none(Verdict::Unknown) };
    let down = match indicator.direction.value() {
        Some(direction) => *direction == Direction::Down,
        None => return Judgement::none(Verdict::Unreadable),
    };
    let (a, t) = (&actual.value, &target.value);
    // A divisor of zero gives no rate, and one below zero would turn worse into better.
    let share = if down { (a, t) } else { (t, a) };
    let share = share.0.is_positive().then(|| share.1 / share.0);
    match share {
        None => Judgement::none(met_or_not(if down { a <= t } else { a >= t }, rules)),
        Some(share) => {
            let verdict = class_by_share(&share, rules);
            let rate = Rate::Share(share);
            Judgement { achievement: rate.clone(), progress: rate, ..Judgement::none(verdict) }
        }
    }
}

/// 水準 and 累計 with a baseline: the rates against M and T.
fn interpolated(
    baseline: &Quantity,
    target: &Quantity,
    indicator: &Indicator,
    rules: &Evaluation,
) -> Judgement {
    if let Some(judgement) = in_first_year(indicator) {
        return judgement;
    }
    let expected = expected(baseline, target, indicator);
    let Some(actual) = known_actual(indicator) else {
        return Judgement { expected, ..Judgement::none(Verdict::Unknown) };
    };
    let Some(expected_value) = expected.value() else { return Judgement::none(Verdict::Unreadable) };
    let change = &actual.value - &baseline.value;
    let due = expected_value - &baseline.value;
    let whole_way = &target.value - &baseline.value;
    let down = whole_way.is_negative();
    // Rounded in a large unit, what is expected may be no further on the way than the baseline.
    let achievement = (&due * &whole_way).is_positive().then(|| &change / &due);
    let progress = number::divide(&change, &whole_way);
    let deciding = match rules.class_by {
        ClassBy::Expected => &achievement,
        ClassBy::Target => &progress,
    };
    let verdict = match deciding {
        Some(share) => class_by_share(share, rules),
        None if down => met_or_not(actual.value <= *expected_value, rules),
        None => met_or_not(actual.value >= *expected_value, rules),
    };
    let rate = |share: Option<Exact>| share.map_or(Rate::None, Rate::Share);
    Judgement {
        achievement: rate(achievement),
        progress: rate(progress),
        verdict,
        side: side(&change, down),
        expected,
    }
}

/// M: the stated 目安値 if there is one, T from the target's year on, and before it B + (T−B)(tA−tB)/(tT−tB).
fn expected(baseline: &Quantity, target: &Quantity, indicator: &Indicator) -> Expected {
    let decimals = indicator.decimals();
    if let Some(stated) = indicator.expected.value() {
        let typed = if indicator.shown_in.is_some() { 0 } else { stated.decimals };
        return Expected::Stated(Quantity { decimals: typed.max(decimals), ..stated.clone() });
    }
    let year = |field: &Field<Year>| field.value().map(|year| year.western);
    let years = (year(&indicator.baseline_year), year(&indicator.target_year), year(&indicator.actual_year));
    let (Some(begin), Some(end), Some(now)) = years else { return Expected::None };
    if now >= end {
        return Expected::Value(Quantity::new(target.value.clone(), decimals));
    }
    let elapsed = Exact::new((now - begin).into(), (end - begin).into());
    let way = (&target.value - &baseline.value) * elapsed;
    // It is rounded in the unit in which it is printed.
    let unit = indicator.shown_in.as_ref().map_or_else(|| whole(1), |shown| shown.size());
    let decimals = decimals_of_expected(&(&way / &unit), decimals);
    let value = number::round(&((&baseline.value + way) / &unit), decimals) * unit;
    Expected::Value(Quantity::new(value, decimals))
}

/// With how many decimals M prints and is computed with: the indicator's own, and one more where the way from the
/// baseline is so short that they would make the rates coarse: 19,160人 after a way of 1,160, but 19.5業務 after one of
/// 1.5.
fn decimals_of_expected(way: &Exact, decimals: u32) -> u32 {
    /// So many units of the last place are long enough.
    const LONG_WAY: i64 = 100;
    let units = way.abs() * Exact::from_integer(number::power_of_ten(decimals));
    if units < whole(LONG_WAY) { decimals + 1 } else { decimals }
}

/// The actual value, unless it is said not to be known.
fn known_actual(indicator: &Indicator) -> Option<&Quantity> {
    match indicator.certainty.value() {
        Some(Certainty::Unknown) => None,
        _ => indicator.actual.value(),
    }
}

/// What is said of an indicator with a baseline whose actual value is of the baseline's year or before it: tA ≤ tB.
fn in_first_year(indicator: &Indicator) -> Option<Judgement> {
    indicator.baseline.value()?;
    let (now, begin) = (indicator.actual_year.value()?, indicator.baseline_year.value()?);
    if now.western > begin.western {
        return None;
    }
    let rate = if known_actual(indicator).is_some() { Rate::FirstYear } else { Rate::None };
    let (achievement, progress) = (rate.clone(), rate);
    let expected = Expected::FirstYear;
    Some(Judgement { expected, achievement, progress, ..Judgement::none(Verdict::Unknown) })
}

/// On which side of the baseline a change leads, if it is the wrong one; `down` says that less is better.
fn side(change: &Exact, down: bool) -> Option<WrongSide> {
    match down {
        true => change.is_positive().then_some(WrongSide::Above),
        false => change.is_negative().then_some(WrongSide::Below),
    }
}

fn met_or_not(met: bool, rules: &Evaluation) -> Verdict {
    class_of(if met { rules.met.get_ref() } else { rules.not_met.get_ref() }, rules)
}

fn class_of(label: &str, rules: &Evaluation) -> Verdict {
    rules.class(label).map_or(Verdict::Unknown, Verdict::Class)
}

/// The first class whose threshold the unrounded rate reaches.
fn class_by_share(share: &Exact, rules: &Evaluation) -> Verdict {
    let reached = |class: &crate::model::cycle::Class| {
        class.at_least.as_ref().is_none_or(|threshold| *share >= threshold.share)
    };
    rules.classes.iter().position(reached).map_or(Verdict::Unknown, Verdict::Class)
}

/// The judgement of a row that another row disputes, so that neither can be believed.
pub fn unreadable() -> Judgement {
    Judgement::none(Verdict::Unreadable)
}
