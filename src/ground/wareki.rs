//! 和暦: dates and years as papers print them, in Japanese eras.

use chrono::{Datelike, NaiveDate};

use super::era;
use super::text;

/// A year, told apart: 年 (calendar year) and 年度 (fiscal year, April to March) are different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Year {
    /// The western year; of a fiscal year, the one in which it begins.
    pub western: i32,
    /// Whether it is a fiscal year.
    pub fiscal: bool,
}

impl Year {
    /// 「令和元年度」, 「平成30年度」, 「令和２年」; a fiscal year takes the era that it is called by
    /// (2019 is 令和元年度), a calendar year the era of its end.
    pub fn print(self) -> String {
        format!("{}{}", era::year_at_end(self.western), if self.fiscal { "年度" } else { "年" })
    }
}

/// 「令和２年２月７日」
pub fn date(day: NaiveDate) -> String {
    format!("{}年{}", era::year_of(day), text::running_digits(&format!("{}月{}日", day.month(), day.day())))
}

/// 「令和２年２月７日（金）」
pub fn date_with_weekday(day: NaiveDate) -> String {
    format!("{}（{}）", date(day), weekday(day))
}

/// 「２月７日（金）」
pub fn short_date_with_weekday(day: NaiveDate) -> String {
    format!("{}（{}）", text::running_digits(&format!("{}月{}日", day.month(), day.day())), weekday(day))
}

/// 「金」
pub fn weekday(day: NaiveDate) -> &'static str {
    ["月", "火", "水", "木", "金", "土", "日"][day.weekday().num_days_from_monday() as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn dates_print_in_their_era() {
        assert_eq!(date_with_weekday(day(2020, 2, 7)), "令和２年２月７日（金）");
        assert_eq!(date(day(2019, 12, 4)), "令和元年12月４日");
        assert_eq!(date(day(2019, 4, 30)), "平成31年４月30日");
        assert_eq!(date(day(2019, 5, 1)), "令和元年５月１日");
        assert_eq!(short_date_with_weekday(day(2020, 3, 16)), "３月16日（月）");
    }

    #[test]
    fn fiscal_2019_is_reiwa_gannen() {
        assert_eq!(Year { western: 2019, fiscal: true }.print(), "令和元年度");
        assert_eq!(Year { western: 2018, fiscal: true }.print(), "平成30年度");
        assert_eq!(Year { western: 2022, fiscal: false }.print(), "令和４年");
    }
}
