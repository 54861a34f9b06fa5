//! Judging an indicator: the value expected by now, the two rates, the class.
//!
//! B is the baseline, T the target, A the actual value, M the value expected by now (目安); tB, tT, tA
//! are their years. The expected value is a published figure, so it is rounded once and everything is computed
//! from the rounded one: a reader with a calculator gets the printed rates.

use num_traits::{Signed, Zero};

use crate::ground::number::{self, Exact, whole};
use crate::model::cycle::{ClassBy, Evaluation};
use crate::model::indicator::{Certainty, Direction, Indicator, IndicatorKind, QualitativeState};
use crate::model::value::Quantity;

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
    /// With the decimals that it prints with.
    Value(Quantity),
    /// There is none yet, since the actual value is of the baseline's year or before it.
    FirstYear,
    /// This kind of indicator has none, or something to compute it from is not known.
    None,
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
    /// A value could not be read: 「確認中」.
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

/// Judges an indicator by the cycle's rules.
pub fn judge(indicator: &Indicator, rules: &Evaluation) -> Judgement {
    if indicator.is_unreadable() {
        return Judgement::none(Verdict::Unreadable);
    }
    if indicator.no_target.value().is_some() {
        return Judgement::none(Verdict::NoTarget);
    }
    match indicator.kind.value() {
        None => Judgement::none(Verdict::Unreadable),
        Some(IndicatorKind::Qualitative) => qualitative(indicator, rules),
        Some(IndicatorKind::DirectionOnly) => direction_only(indicator, rules),
        Some(kind) => match indicator.target.value() {
            // No target and no reason: a rule says so.
            None => Judgement::none(Verdict::Unreadable),
            Some(target) => against_target(*kind, target, indicator, rules),
        },
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
    let (Some(actual), Some(baseline)) = (known_actual(indicator), indicator.baseline.value()) else {
        return Judgement::none(Verdict::Unknown);
    };
    if is_first_year(indicator) {
        return first_year();
    }
    let change = &actual.value - &baseline.value;
    let met = match indicator.direction.value() {
        Some(Direction::Up) => change.is_positive(),
        Some(Direction::Down) => change.is_negative(),
        Some(Direction::Keep) => change.is_zero(),
        None => return Judgement::none(Verdict::Unreadable),
    };
    Judgement { side: side(&change, indicator), ..Judgement::none(met_or_not(met, rules)) }
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
    let Some(actual) = known_actual(indicator) else { return Judgement::none(Verdict::Unknown) };
    if is_first_year(indicator) && indicator.baseline.value().is_some() {
        return first_year();
    }
    let met = match indicator.direction.value() {
        Some(Direction::Down) => actual.value <= target.value,
        _ => actual.value >= target.value,
    };
    let change = indicator.baseline.value().map(|baseline| &actual.value - &baseline.value);
    Judgement {
        side: change.and_then(|change| side(&change, indicator)),
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
    // A divisor below zero would turn worse into better.
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
    if is_first_year(indicator) {
        let unknown = Judgement { expected: Expected::FirstYear, ..Judgement::none(Verdict::Unknown) };
        return if known_actual(indicator).is_some() { first_year() } else { unknown };
    }
    let Some(expected) = expected(baseline, target, indicator) else {
        let years_missing = known_actual(indicator).is_some();
        return Judgement::none(if years_missing { Verdict::Unreadable } else { Verdict::Unknown });
    };
    let Some(actual) = known_actual(indicator) else {
        return Judgement { expected: Expected::Value(expected), ..Judgement::none(Verdict::Unknown) };
    };
    let change = &actual.value - &baseline.value;
    let due = &expected.value - &baseline.value;
    let whole_way = &target.value - &baseline.value;
    let down = whole_way.is_negative();
    // A stated 目安 on the wrong side of the baseline gives no rate either.
    let achievement = (due.is_negative() == down && !due.is_zero()).then(|| &change / due);
    let progress = number::divide(&change, &whole_way);
    let deciding = match rules.class_by {
        ClassBy::Expected => &achievement,
        ClassBy::Target => &progress,
    };
    let verdict = match deciding {
        Some(share) => class_by_share(share, rules),
        None if down => met_or_not(actual.value <= expected.value, rules),
        None => met_or_not(actual.value >= expected.value, rules),
    };
    let rate = |share: Option<Exact>| share.map_or(Rate::None, Rate::Share);
    Judgement {
        expected: Expected::Value(expected),
        achievement: rate(achievement),
        progress: rate(progress),
        verdict,
        side: side(&change, indicator),
    }
}

/// M = B + (T−B)(tA−tB)/(tT−tB), rounded once to one decimal more than the indicator's; T from the target's
/// year on. A stated 目安値 takes its place.
fn expected(baseline: &Quantity, target: &Quantity, indicator: &Indicator) -> Option<Quantity> {
    let decimals = indicator.decimals();
    if let Some(stated) = indicator.expected.value() {
        return Some(Quantity { decimals: stated.decimals.max(decimals), ..stated.clone() });
    }
    let (begin, end, now) = (
        indicator.baseline_year.value()?.western,
        indicator.target_year.value()?.western,
        indicator.actual_year.value()?.western,
    );
    if end <= begin {
        return None;
    }
    if now >= end {
        return Some(Quantity::new(target.value.clone(), decimals));
    }
    let elapsed = Exact::new((now - begin).into(), (end - begin).into());
    let exact = &baseline.value + (&target.value - &baseline.value) * elapsed;
    Some(Quantity::new(number::round(&exact, decimals + 1), decimals + 1))
}

/// The actual value, unless it is said not to be known.
fn known_actual(indicator: &Indicator) -> Option<&Quantity> {
    match indicator.certainty.value() {
        Some(Certainty::Unknown) => None,
        _ => indicator.actual.value(),
    }
}

/// tA ≤ tB
fn is_first_year(indicator: &Indicator) -> bool {
    match (indicator.actual_year.value(), indicator.baseline_year.value()) {
        (Some(now), Some(begin)) => now.western <= begin.western,
        _ => false,
    }
}

fn first_year() -> Judgement {
    Judgement {
        expected: Expected::FirstYear,
        achievement: Rate::FirstYear,
        progress: Rate::FirstYear,
        verdict: Verdict::Unknown,
        side: None,
    }
}

fn side(change: &Exact, indicator: &Indicator) -> Option<WrongSide> {
    match indicator.direction.value()? {
        Direction::Up if change.is_negative() => Some(WrongSide::Below),
        Direction::Down if change.is_positive() => Some(WrongSide::Above),
        // What is to be kept may not fall.
        Direction::Keep if change.is_negative() && indicator.kind.value() == Some(&IndicatorKind::Keep) => {
            Some(WrongSide::Below)
        }
        _ => None,
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

/// How a rate prints in percent, and whether it needed more than one decimal.
///
/// It prints with one decimal, unless that would put it on the other side of a threshold: 79.96% is below 80%, so it
/// prints as 79.96%, not as 80.0%. 達成率 and 進捗率 both print so, and equal rates print alike.
pub fn print_rate(share: &Exact, thresholds: &[Exact]) -> (String, bool) {
    /// More decimals than this no reader could use; the class still is the unrounded rate's.
    const MOST_DECIMALS: u32 = 9;
    let percent = share * whole(100);
    let honest = |decimals: u32| {
        let shown = number::round(&percent, decimals) / whole(100);
        thresholds.iter().all(|t| (share < t) == (&shown < t))
    };
    let decimals = (1..MOST_DECIMALS).find(|d| honest(*d)).unwrap_or(MOST_DECIMALS);
    (format!("{}%", number::print(&percent, decimals)), decimals > 1)
}

/// The thresholds of the classes, as shares.
pub fn thresholds(rules: &Evaluation) -> Vec<Exact> {
    rules.classes.iter().filter_map(|c| c.at_least.as_ref().map(|p| p.share.clone())).collect()
}

/// The judgement of a row that another row disputes, so that neither can be believed.
pub fn unreadable() -> Judgement {
    Judgement::none(Verdict::Unreadable)
}
