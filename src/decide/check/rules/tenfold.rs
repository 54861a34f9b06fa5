//! `tenfold`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::number::{Exact, power_of_ten, whole};
use crate::model::indicator::{Direction, Indicator, IndicatorKind};
use crate::model::value::{Field, Quantity};
use num_traits::Signed;

/// A value is not ten, a hundred, a thousand times (up to a million, as 円 is of 百万円) the year before's, or what the row's other values would lead to
/// expect.
///
/// 369 where 31.5 is to become 49.0 is such a slip, and so is 36.9 after 369 the year before. 1 after 12 need not be:
/// counts of one digit grow and shrink so. A value between baseline and target never is, however far apart they are.
pub const RULE: Rule = Rule {
    id: "tenfold",
    severity: Severity::Warning,
    asks: Some(
        "⟨基準値⟩、⟨目標値⟩又は前年の値と比べ、桁が異なるように見受けられます。桁及び単位を御確認ください。",
    ),
    topic: Topic::Targets,
    what: "実績値が、前の年（`previous/`）の値や、同じ行の基準値と目標値から、およそ10倍、100倍、1000倍（百万倍まで。又はその１）離れている。基準値や目標値が、前の年のものの10倍、100倍、1000倍（百万倍まで。又はその１）。一桁の数の10倍と、基準値と目標値の間の実績値を除く",
    why: "桁や単位（千円と円など）の取り違えは、公表した後の訂正で最も多いため。",
    mend: "桁を確かめ、正しければ備考にそう書く",
    bad: "基準値 31.5、目標値 49.0、実績値 369",
    good: "実績値 36.9",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for row in facts.rows().filter(|row| !row.is_repeat()) {
        let before = facts.year_before(row);
        for (column, field, earlier) in [
            ("⟨基準値⟩", &row.baseline, before.map(|before| &before.baseline)),
            ("⟨目標値⟩", &row.target, before.map(|before| &before.target)),
            ("⟨実績値⟩", &row.actual, before.map(|before| &before.actual)),
        ] {
            let jump = earlier.and_then(|earlier| since(earlier, field));
            let against = match jump {
                Some(_) => earlier.map(|earlier| format!("前の年の{column} {}", earlier.cell.text)),
                None => None,
            };
            let found = jump.zip(against).or_else(|| (column == "⟨実績値⟩").then(|| beside(row)).flatten());
            if let Some((jump, against)) = found {
                check.report_alike(
                    &row.department,
                    &field.cell.origin,
                    jump.words(),
                    format!("{column} {} が、{against} の{}です。", field.cell.text, jump.words()),
                    "桁と単位（千、百万など）を確かめてください。正しければ、⟨備考⟩にそう書いてください。",
                );
            }
        }
    }
}

/// Ten to a power, up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Jump {
    power: u32,
    up: bool,
}

impl Jump {
    /// Each jump that is looked for.
    fn all() -> impl Iterator<Item = Self> {
        (1..=6).flat_map(|power| [true, false].map(|up| Self { power, up }))
    }

    /// What a value would be without it.
    fn undone(self, value: &Exact) -> Exact {
        let factor = Exact::from_integer(power_of_ten(self.power));
        if self.up { value / factor } else { value * factor }
    }

    /// 「約10倍」「約100分の１」
    fn words(self) -> String {
        let factor = power_of_ten(self.power);
        if self.up { format!("約{factor}倍") } else { format!("約{factor}分の１") }
    }
}

/// The number of a field, if it can be held against others: one above zero.
fn positive(field: &Field<Quantity>) -> Option<&Quantity> {
    field.value().filter(|number| number.value.is_positive() && number.is_number())
}

/// The jump from a value of the year before: without it the two would differ by less than two fifths.
fn since(before: &Field<Quantity>, now: &Field<Quantity>) -> Option<Jump> {
    let (before, now) = (positive(before)?, positive(now)?);
    Jump::all().find(|jump| {
        let likely = jump.undone(&now.value);
        let is_near = likely > &before.value * ratio(7, 10) && likely < &before.value * ratio(14, 10);
        is_near && !is_of_few(jump.power, &[before, now])
    })
}

/// The jump of the actual value from baseline and target: it is far from both, and without the jump it would be
/// among them.
fn beside(row: &Indicator) -> Option<(Jump, String)> {
    let actual = positive(&row.actual)?;
    let (baseline, target) = (row.baseline.value(), row.target.value());
    let known: Vec<&Quantity> = [&row.baseline, &row.target].into_iter().filter_map(positive).collect();
    let (least, most) = (known.iter().map(|q| &q.value).min()?, known.iter().map(|q| &q.value).max()?);
    let on_the_way = baseline.zip(target).is_some_and(|(from, to)| {
        let (low, high) =
            (from.value.clone().min(to.value.clone()), from.value.clone().max(to.value.clone()));
        low <= actual.value && actual.value <= high
    });
    let far = actual.value > most * whole(5) || actual.value < least * ratio(1, 5);
    if on_the_way || !far {
        return None;
    }
    let jump = Jump::all().find(|jump| {
        let likely = jump.undone(&actual.value);
        let is_near = likely >= least * ratio(1, 2) && likely <= most * whole(2);
        is_near && is_unlikely(row, *jump) && !is_of_few(jump.power, &[&[actual], &known[..]].concat())
    })?;
    let called = [("⟨基準値⟩", &row.baseline), ("⟨目標値⟩", &row.target)];
    let called = called.into_iter().filter(|(_, field)| positive(field).is_some());
    let against: Vec<String> = called.map(|(name, field)| format!("{name} {}", field.cell.text)).collect();
    Some((jump, against.join(" や")))
}

/// Whether a jump is not simply a long way still to go: without a baseline, a value that is to grow may be a tenth of
/// its target.
fn is_unlikely(row: &Indicator, jump: Jump) -> bool {
    let one_year = row.kind.value() == Some(&IndicatorKind::SingleYear);
    match row.direction.value() {
        _ if one_year || row.baseline.value().is_some() => true,
        Some(Direction::Up) => jump.up,
        Some(Direction::Down) => !jump.up,
        Some(Direction::Keep) | None => true,
    }
}

/// Whether a jump of ten is between counts so small that it says nothing: the smaller of them has one digit.
fn is_of_few(power: u32, numbers: &[&Quantity]) -> bool {
    let counts = numbers.iter().all(|number| number.value.is_integer() && number.decimals == 0);
    power == 1 && counts && numbers.iter().any(|number| number.value < whole(10))
}

fn ratio(numerator: i64, denominator: i64) -> Exact {
    Exact::new(numerator.into(), denominator.into())
}
