//! From which day to which a row of a list holds: a member's time in office, a department's name.

use chrono::NaiveDate;

use super::value::Field;

/// From which day to which a row holds, both included. Where a day is not written, or can't be read, there is no bound.
#[derive(Debug, Clone, Default)]
pub struct InForce {
    /// The first day.
    pub from: Field<NaiveDate>,
    /// The last day.
    pub until: Field<NaiveDate>,
}

impl InForce {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.first() <= day && day <= self.last()
    }

    /// Whether there is a day on which both hold.
    pub fn meets(&self, other: &Self) -> bool {
        self.first() <= other.last() && other.first() <= self.last()
    }

    /// Whether its last day is before its first.
    pub fn is_never(&self) -> bool {
        self.last() < self.first()
    }

    /// Whether no day of it is known for what it is: one is written and can't be read.
    pub fn is_doubtful(&self) -> bool {
        self.from.is_unreadable() || self.until.is_unreadable()
    }

    /// The first day, or the first of all.
    pub fn first(&self) -> NaiveDate {
        self.from.value().copied().unwrap_or(NaiveDate::MIN)
    }

    /// The last day, or the last of all.
    pub fn last(&self) -> NaiveDate {
        self.until.value().copied().unwrap_or(NaiveDate::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::{Cell, Reading};

    fn field(day: Option<u32>) -> Field<NaiveDate> {
        let reading = day.and_then(|day| NaiveDate::from_ymd_opt(2020, 3, day)).map(Reading::Value);
        reading.map_or_else(Field::default, |reading| Field { cell: Cell::default(), reading })
    }

    #[test]
    fn both_days_are_included_and_one_without_a_day_has_no_bound() {
        let march = |from, until| InForce { from: field(from), until: field(until) };
        let on = |day| NaiveDate::from_ymd_opt(2020, 3, day).expect("a day");
        assert!(march(None, None).holds_on(on(1)));
        let some = march(Some(5), Some(9));
        assert_eq!([4, 5, 9, 10].map(|day| some.holds_on(on(day))), [false, true, true, false]);
        assert!(some.meets(&march(Some(9), None)) && !some.meets(&march(Some(10), None)));
        assert!(march(Some(9), Some(5)).is_never() && !march(Some(5), Some(5)).is_never());
    }
}
