//! Which values of years are the ones that a row is judged by.

use crate::ground::wareki::Year;
use crate::model::by_year::{Series, YearValue};
use crate::model::indicator::IndicatorKind;
use crate::model::value::{Cell, Field, Quantity, Reading};

/// The values that stand for 実績値, 目標値 and 目安値; none of one of which no year has a value.
#[derive(Debug, Default)]
pub struct Chosen {
    /// The actual value of 実績年度.
    pub actual: Option<Field<Quantity>>,
    /// The target of 目標年度. Without one it is that of the last year that has a target, or for 単年度 that of 実績年度.
    pub target: Option<Field<Quantity>>,
    /// The year of that target, where the form doesn't say it.
    pub target_year: Option<Field<Year>>,
    /// The expected value of 実績年度; where only targets stand year by year, the target of a year before the last.
    pub expected: Option<Field<Quantity>>,
    /// Why that is the expected value, where it is the target of its year.
    pub expected_note: Option<Cell>,
}

/// What stands as 目安の理由 where the target of a year is the value expected in it.
const OF_ITS_YEAR: &str = "年度別の目標値";

impl Chosen {
    /// Chooses of a row's values by year.
    pub fn of(
        values: &[YearValue],
        kind: Option<&IndicatorKind>,
        actual_year: &Field<Year>,
        target_year: &Field<Year>,
    ) -> Self {
        let of = |series: Series| -> Vec<&YearValue> {
            values.iter().filter(|value| value.series == series).collect()
        };
        let now = actual_year.value().map(|year| year.western);
        let in_year = |series: Series, year: Option<i32>| {
            let all = of(series);
            let found = all.iter().find(|value| Some(value.year) == year).map(|value| value.field.clone());
            (!all.is_empty()).then(|| found.unwrap_or_default())
        };
        let mut chosen = Self {
            actual: in_year(Series::Actual, now),
            expected: in_year(Series::Expected, now),
            ..Self::default()
        };
        let targets = of(Series::Target);
        let last = targets.iter().filter(|value| !value.field.is_absent()).map(|value| value.year).max();
        let is_of_one_year = kind == Some(&IndicatorKind::SingleYear);
        let stated = target_year.value().map(|year| year.western);
        let end = stated.or(if is_of_one_year { now } else { last });
        chosen.target = in_year(Series::Target, end);
        let target = chosen.target.as_ref();
        if let (Some(target), None, Some(end)) = (target.filter(|t| !t.is_absent()), stated, end)
            && target_year.is_absent()
        {
            let year = Year { western: end, fiscal: true };
            let cell = Cell { text: year.print(), origin: target.cell.origin.clone() };
            chosen.target_year = Some(Field { cell, reading: Reading::Value(year) });
        }
        let is_on_the_way = matches!(kind, Some(IndicatorKind::Level | IndicatorKind::Cumulative))
            && now.zip(end).is_some_and(|(now, end)| now < end);
        let of_now = in_year(Series::Target, now).filter(|field| is_on_the_way && !field.is_absent());
        if let (None, Some(of_now)) = (&chosen.expected, of_now) {
            chosen.expected_note =
                Some(Cell { text: OF_ITS_YEAR.into(), origin: of_now.cell.origin.clone() });
            chosen.expected = Some(of_now);
        }
        chosen
    }
}
