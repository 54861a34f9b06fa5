//! Eras (元号): which days and years they have.

use chrono::{Datelike, NaiveDate};

use super::text;

/// An era with its first day and its last; the present one has no last.
pub(super) struct Era {
    pub(super) name: &'static str,
    letter: char,
    first: NaiveDate,
    last: Option<NaiveDate>,
}

const fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(y, m, d) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

/// The eras whose dates can occur, newest first.
pub(super) const ERAS: [Era; 3] = [
    Era { name: "令和", letter: 'r', first: day(2019, 5, 1), last: None },
    Era { name: "平成", letter: 'h', first: day(1989, 1, 8), last: Some(day(2019, 4, 30)) },
    Era { name: "昭和", letter: 's', first: day(1926, 12, 25), last: Some(day(1989, 1, 7)) },
];

/// A day, month or year that its era never had, and what may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutOfEra {
    /// The era's bound that it is beyond: 「令和は2019年５月１日から」.
    pub bound: String,
    /// What may have been meant, the likeliest first.
    pub meant: Vec<String>,
}

/// A year as it is written: by its era, or western.
#[derive(Clone, Copy)]
pub(super) struct EraYear {
    pub(super) western: i32,
    era: Option<&'static Era>,
}

impl EraYear {
    /// Reads a folded year without 年: `平成30`, `h30`, `r元`, `2018`, `西暦2018`.
    pub(super) fn read(folded: &str) -> Option<Self> {
        for era in &ERAS {
            let short = era.name.chars().next()?;
            let rest = folded.strip_prefix(era.name).or_else(|| folded.strip_prefix([era.letter, short]));
            let Some(rest) = rest else { continue };
            let rest = rest.strip_prefix('.').unwrap_or(rest);
            let n = if rest == "元" { 1 } else { digits(rest).filter(|n| (1..100).contains(n))? };
            return Some(Self { western: era.first.year() + n - 1, era: Some(era) });
        }
        let western = digits(folded.strip_prefix("西暦").unwrap_or(folded))?;
        (1900..2100).contains(&western).then_some(Self { western, era: None })
    }

    /// Whether days up to this one, the last of a time in this year, are all before the era.
    pub(super) fn is_before(self, last: NaiveDate) -> Option<String> {
        let era = self.era.filter(|era| last < era.first)?;
        Some(format!("{}は{}から", era.name, western(era.first)))
    }

    /// Whether days from this one on, the first of a time in this year, are all after the era.
    pub(super) fn is_after(self, first: NaiveDate) -> Option<String> {
        let (era, last) =
            self.era.and_then(|era| Some((era, era.last?))).filter(|(_, last)| first > *last)?;
        Some(format!("{}は{}まで", era.name, western(last)))
    }

    /// Whether the era ended in this year.
    pub(super) fn is_last(self) -> bool {
        self.era.and_then(|era| era.last).is_some_and(|last| last.year() == self.western)
    }

    /// Why a day of this year is none of its era, if it is not. In the first months of a year people write the number of the
    /// fiscal year: 令和元年２月 is the February of 令和元年度.
    pub(super) fn check(self, day: NaiveDate, print: fn(NaiveDate) -> String) -> Result<(), OutOfEra> {
        if let Some(bound) = self.is_after(day) {
            return Err(OutOfEra { bound, meant: vec![print(day)] });
        }
        let Some(bound) = self.is_before(day) else { return Ok(()) };
        let next = day.with_year(day.year() + 1).filter(|_| day.month() < 4).map(print);
        Err(OutOfEra { bound, meant: next.into_iter().chain([print(day)]).collect() })
    }
}

/// 「2019年５月１日」
fn western(day: NaiveDate) -> String {
    format!("{}年{}", day.year(), text::running_digits(&format!("{}月{}日", day.month(), day.day())))
}

/// A day's era, its letter, and the year in it: 令和, R and 2.
pub fn parts_of(day: NaiveDate) -> Option<(&'static str, char, i32)> {
    let era = ERAS.iter().find(|era| day >= era.first)?;
    Some((era.name, era.letter.to_ascii_uppercase(), day.year() - era.first.year() + 1))
}

/// 「令和元」, 「平成30」: the era's year of a day, in running digits.
pub(super) fn year_of(day: NaiveDate) -> String {
    match ERAS.iter().find(|era| day >= era.first) {
        Some(era) => numbered(era, day.year()),
        None => day.year().to_string(),
    }
}

/// 「令和元」, 「平成30」, by the era at the year's end; running digits.
pub(super) fn year_at_end(western: i32) -> String {
    match ERAS.iter().find(|era| western >= era.first.year()) {
        Some(era) => numbered(era, western),
        None => western.to_string(),
    }
}

fn numbered(era: &Era, western: i32) -> String {
    match western - era.first.year() + 1 {
        1 => format!("{}元", era.name),
        n => format!("{}{}", era.name, text::running_digits(&n.to_string())),
    }
}

/// The days of the same number in the other eras: of 平成２年２月20日 令和２年２月20日 and 昭和２年２月20日.
pub(super) fn in_other_eras(day: NaiveDate) -> Vec<NaiveDate> {
    let Some(own) = ERAS.iter().find(|era| day >= era.first) else { return Vec::new() };
    let n = day.year() - own.first.year();
    let others = ERAS.iter().filter(|era| era.name != own.name);
    let days = others.filter_map(|era| {
        let other = day.with_year(era.first.year() + n)?;
        (other >= era.first && era.last.is_none_or(|last| other <= last)).then_some(other)
    });
    days.collect()
}

/// A number of at most four digits.
pub(super) fn digits(text: &str) -> Option<i32> {
    let plain = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// 「令和２年２月」
pub(super) fn month(day: NaiveDate) -> String {
    format!("{}年{}", year_of(day), text::running_digits(&format!("{}月", day.month())))
}
