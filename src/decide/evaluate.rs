//! Judging an indicator: the value expected by now, the two rates, the class.
//!
//! B is the baseline, T the target, A the actual value, M the value expected by now (目安); tB, tT, tA
//! are their years. The expected value is a published figure, so it is rounded once and everything is computed
//! from the rounded one: a reader with a calculator gets the printed rates.

use num_traits::Signed;

use super::flaw;
use super::indicator_facts::{IndicatorFacts, known_actual};
use super::reckoning::Reckoning;
use crate::ground::number::{self, Exact, whole};
use crate::model::choice::Choice;
use crate::model::evaluation::{ClassBy, Evaluation, JudgingRule, Rounding};
use crate::model::formula::{Formula, Operator, Value};
use crate::model::indicator::{Direction, Indicator, IndicatorKind, QualitativeState};
use crate::model::value::Quantity;
use crate::model::written_formula::WrittenFormula;

/// What a reckoning calls the state of a qualitative indicator.
pub const STATE: &str = "state";

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
    /// How these were reckoned.
    pub reckoned: Reckoned,
}

/// How the values of a judgement were reckoned; none for one that is not there or was not reckoned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reckoned {
    /// M, where it is not stated.
    pub expected: Option<Reckoning>,
    /// 達成率
    pub achievement: Option<Reckoning>,
    /// 進捗率
    pub progress: Option<Reckoning>,
    /// The condition under which it belongs to its class.
    pub class: Option<Reckoning>,
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
        let (achievement, progress) = (Rate::None, Rate::None);
        Self {
            expected: Expected::None,
            achievement,
            progress,
            verdict,
            side: None,
            reckoned: Reckoned::default(),
        }
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
        (Some(IndicatorKind::DirectionOnly), _) | (Some(_), Some(_)) => {
            by_rules(indicator, rules, fiscal_year)
        }
        (None, _) | (_, None) => Judgement::none(Verdict::Unreadable),
    }
}

/// 定性: the state alone.
fn qualitative(indicator: &Indicator, rules: &Evaluation) -> Judgement {
    let Some(state) = indicator.state.value() else { return Judgement::none(Verdict::Unknown) };
    let label = match state {
        QualitativeState::Completed => &rules.completed,
        QualitativeState::Ongoing => &rules.ongoing,
        QualitativeState::NotStarted => &rules.not_started,
        QualitativeState::Cancelled => return Judgement::none(Verdict::Cancelled),
    };
    let (name, word) = (Formula::Name(STATE.into()), Formula::Word(state.label().into()));
    let condition = Formula::Two(Operator::Equal, Box::new(name), Box::new(word));
    let class = Reckoning::of_formula(&condition, &|_| Value::Word(state.label().into()));
    let reckoned = Reckoned { class: Some(class), ..Reckoned::default() };
    Judgement { reckoned, ..Judgement::none(class_of(label.get_ref(), rules)) }
}

/// By the first rule whose condition holds.
fn by_rules(indicator: &Indicator, rules: &Evaluation, fiscal_year: i32) -> Judgement {
    let mut facts = IndicatorFacts::of(indicator, fiscal_year);
    let applies = |rule: &&JudgingRule| rule.when.as_ref().is_none_or(|when| facts.holds(when) == Some(true));
    let Some(rule) = rules.all_rules().find(applies) else { return Judgement::none(Verdict::Unknown) };
    if rule.first_year {
        return first_year(indicator);
    }
    let (expected, of_expected) = expected(rule, rules, &facts);
    facts.expected = expected.value().cloned();
    let mut reckoned = Reckoned { expected: of_expected, ..Reckoned::default() };
    if known_actual(indicator).is_none() {
        return Judgement { expected, reckoned, ..Judgement::none(Verdict::Unknown) };
    }
    (facts.achievement, reckoned.achievement) = rate(rule.achievement.as_ref(), rules, &facts);
    (facts.progress, reckoned.progress) = rate(rule.progress.as_ref(), rules, &facts);
    let (verdict, of_class) = verdict(rule, rules, &facts);
    reckoned.class = of_class;
    let of = |share: &Option<Exact>| share.clone().map_or(Rate::None, Rate::Share);
    let (achievement, progress) = (of(&facts.achievement), of(&facts.progress));
    let side = if rule.side { side(indicator) } else { None };
    Judgement { achievement, progress, verdict, side, expected, reckoned }
}

/// A rate by a formula, no more than the most that counts, and rounded where rates are rounded before they are classed.
fn rate(
    formula: Option<&WrittenFormula>,
    rules: &Evaluation,
    facts: &IndicatorFacts<'_>,
) -> (Option<Exact>, Option<Reckoning>) {
    let reckoning = formula.map(|formula| Reckoning::of(formula, facts));
    let Some(share) = reckoning.as_ref().and_then(|reckoning| reckoning.value.clone().number()) else {
        return (None, None);
    };
    let share = match &rules.cap {
        Some(cap) if share > cap.share => cap.share.clone(),
        _ => share,
    };
    let share = match rules.rate_decimals {
        Some(decimals) => rounded(&(share * whole(100)), decimals, rules.rounding) / whole(100),
        None => share,
    };
    (Some(share), reckoning)
}

/// The class of the rate, or of what is met where there is none, with the condition that decided it. What nobody can say
/// is no class.
fn verdict(
    rule: &JudgingRule,
    rules: &Evaluation,
    facts: &IndicatorFacts<'_>,
) -> (Verdict, Option<Reckoning>) {
    let deciding = match rules.class_by {
        ClassBy::Expected => &facts.achievement,
        ClassBy::Target => &facts.progress,
    };
    if let (None, Some(met)) = (deciding, &rule.met) {
        let reckoning = Reckoning::of(met, facts);
        let verdict = reckoning.value.truth().map_or(Verdict::Unknown, |met| met_or_not(met, rules));
        return (verdict, Some(reckoning));
    }
    for (at, class) in rules.classes.iter().enumerate() {
        let belongs = match (&class.when, &class.at_least) {
            (Some(when), _) => facts.holds(when),
            (None, Some(threshold)) => deciding.as_ref().map(|share| *share >= threshold.share),
            // The last class takes what is left, of what there is a rate or a condition for.
            (None, None) => {
                Some(deciding.is_some() || rules.classes.iter().any(|class| class.when.is_some()))
            }
        };
        match belongs {
            Some(true) => {
                return (Verdict::Class(at), class_reached(at, rules, facts));
            }
            Some(false) => {}
            None => return (Verdict::Unknown, None),
        }
    }
    (Verdict::Unknown, None)
}

/// Why an indicator is in a class: its condition holds or its threshold is reached, those of no better class; none where
/// no class says anything.
fn class_reached(at: usize, rules: &Evaluation, facts: &IndicatorFacts<'_>) -> Option<Reckoning> {
    let name = match rules.class_by {
        ClassBy::Expected => "achievement",
        ClassBy::Target => "progress",
    };
    let compared = |operator, share: &Exact| {
        Formula::Two(operator, Box::new(Formula::Name(name.into())), Box::new(Formula::Number(share.clone())))
    };
    let (better, rest) = rules.classes.split_at_checked(at)?;
    let own = rest.first()?;
    let own = match (&own.when, &own.at_least) {
        (Some(when), _) => Some(when.formula.clone()),
        (None, least) => least.as_ref().map(|least| compared(Operator::AtLeast, &least.share)),
    };
    let thresholds = better.iter().filter(|class| class.when.is_none());
    let below = thresholds.filter_map(|class| class.at_least.as_ref()).next_back();
    let below = below.map(|least| compared(Operator::Less, &least.share));
    let others = better.iter().filter_map(|class| class.when.as_ref());
    let others = others.map(|when| Formula::Not(Box::new(when.formula.clone())));
    let all = own.into_iter().chain(below).chain(others);
    let condition = all.reduce(|one, other| Formula::Two(Operator::And, Box::new(one), Box::new(other)))?;
    Some(Reckoning::of_formula(&condition, &|name| facts.value(name)))
}

/// M: the stated 目安値 if there is one, else what the rule says of it, and how it was reckoned.
fn expected(
    rule: &JudgingRule,
    rules: &Evaluation,
    facts: &IndicatorFacts<'_>,
) -> (Expected, Option<Reckoning>) {
    let (Some(formula), indicator) = (&rule.expected, facts.indicator) else {
        return (Expected::None, None);
    };
    let decimals = indicator.decimals();
    if let Some(stated) = indicator.expected.value() {
        let typed = if indicator.shown_in.is_some() { 0 } else { stated.decimals };
        let stated = Quantity { decimals: typed.max(decimals), ..stated.clone() };
        let expected = match indicator.expects_target_of_year() {
            true => Expected::Value(stated),
            false => Expected::Stated(stated),
        };
        return (expected, None);
    }
    let reckoning = Reckoning::of(formula, facts);
    let Some(value) = reckoning.value.clone().number() else { return (Expected::None, None) };
    if indicator.target.value().is_some_and(|target| target.value == value) {
        return (Expected::Value(Quantity::new(value, decimals)), Some(reckoning));
    }
    // It is rounded in the unit in which it is printed.
    let unit = indicator.shown_in.as_ref().map_or_else(|| whole(1), |shown| shown.size());
    let decimals = match indicator.baseline.value() {
        Some(baseline) => decimals_of_expected(&((&value - &baseline.value) / &unit), decimals),
        None => decimals,
    };
    let value = rounded(&(value / &unit), decimals, rules.rounding) * unit;
    (Expected::Value(Quantity::new(value, decimals)), Some(reckoning))
}

/// Rounds by the rule that a cycle declares.
pub fn rounded(value: &Exact, decimals: u32, rounding: Rounding) -> Exact {
    match rounding {
        Rounding::HalfUp => number::round(value, decimals),
        Rounding::Down => {
            let scale = Exact::from_integer(number::power_of_ten(decimals));
            (value * &scale).trunc() / scale
        }
    }
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

/// What is said of an indicator whose actual value is of the baseline's year or before it: tA ≤ tB.
fn first_year(indicator: &Indicator) -> Judgement {
    let rate = if known_actual(indicator).is_some() { Rate::FirstYear } else { Rate::None };
    let (achievement, progress) = (rate.clone(), rate);
    let expected = Expected::FirstYear;
    Judgement { expected, achievement, progress, ..Judgement::none(Verdict::Unknown) }
}

/// On which side of the baseline the actual value is, if it is the wrong one. What is to be kept may not fall.
fn side(indicator: &Indicator) -> Option<WrongSide> {
    let change = &known_actual(indicator)?.value - &indicator.baseline.value()?.value;
    let direction = indicator.direction.value();
    match direction {
        Some(Direction::Down) => change.is_positive().then_some(WrongSide::Above),
        Some(Direction::Keep) if indicator.kind.value() == Some(&IndicatorKind::DirectionOnly) => None,
        _ => change.is_negative().then_some(WrongSide::Below),
    }
}

fn met_or_not(met: bool, rules: &Evaluation) -> Verdict {
    class_of(if met { rules.met.get_ref() } else { rules.not_met.get_ref() }, rules)
}

fn class_of(label: &str, rules: &Evaluation) -> Verdict {
    rules.class(label).map_or(Verdict::Unknown, Verdict::Class)
}

/// The judgement of a row that another row disputes, so that neither can be believed.
pub fn unreadable() -> Judgement {
    Judgement::none(Verdict::Unreadable)
}
