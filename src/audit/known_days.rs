//! The days that the inputs know, and those that a page tells.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;

use super::number_tokens::half_width;
use crate::ground::wareki;
use crate::ground::written_date::parse_date;

/// A day with its year: 「令和２年２月７日（金）」.
static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"((?:明治|大正|昭和|平成|令和)(?:元|[0-9]{1,2})年[0-9]{1,2}月[0-9]{1,2}日)(?:\(([月火水木金土日])\))?").ok()
});
/// What the inputs write for a day.
static WRITTEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|(?:明治|大正|昭和|平成|令和)(?:元|[0-9]{1,2})年[0-9]{1,2}月[0-9]{1,2}日|[MTSHR](?:元|[0-9]{1,2})[-/.][0-9]{1,2}[-/.][0-9]{1,2}",
    )
    .ok()
});

/// The days that the inputs know.
#[derive(Default)]
pub struct KnownDays {
    days: BTreeSet<NaiveDate>,
}

/// A day that a page tells, and why it can't be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WrongDay {
    /// The inputs don't know it.
    Unknown(String),
    /// It is another day of the week: as it stands there, and the right one.
    Weekday(String, &'static str),
}

impl KnownDays {
    /// Takes in the days that a text of the inputs has.
    pub fn take_in(&mut self, text: &str) {
        let text: String = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
        let found = WRITTEN.iter().flat_map(|written| written.find_iter(&text));
        self.days.extend(found.filter_map(|day| parse_date(day.as_str())));
    }

    /// Takes in a day.
    pub fn add(&mut self, day: NaiveDate) {
        self.days.insert(day);
    }

    /// What is wrong with the days that a text without white space tells.
    pub fn wrong(&self, text: &str) -> Vec<WrongDay> {
        let mut wrong = Vec::new();
        for (day, written, weekday) in days(text) {
            if !self.days.contains(&day) {
                wrong.push(WrongDay::Unknown(written.to_owned()));
            }
            if let Some(told) = weekday.filter(|told| *told != wareki::weekday(day)) {
                wrong.push(WrongDay::Weekday(format!("{written}({told})"), wareki::weekday(day)));
            }
        }
        wrong
    }
}

/// The days that a text tells: each with the words for it and its day of the week.
pub fn days(text: &str) -> impl Iterator<Item = (NaiveDate, &str, Option<&str>)> {
    let found = DAY.iter().flat_map(move |day| day.captures_iter(text));
    found.filter_map(|found| {
        let written = found.get(1)?.as_str();
        let day = parse_date(written).filter(|day| day.year() > 0)?;
        Some((day, written, found.get(2).map(|weekday| weekday.as_str())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_no_input_knows_and_a_wrong_weekday_are_found() {
        let mut days = KnownDays::default();
        days.take_in("date = 2020-02-07 / 令和２年３月16日 / R2.3.20");
        assert_eq!(days.wrong("令和2年2月7日(金)、令和2年3月16日、令和2年3月20日"), []);
        assert_eq!(days.wrong("令和2年2月17日"), [WrongDay::Unknown("令和2年2月17日".into())]);
        assert_eq!(days.wrong("令和2年2月7日(木)"), [WrongDay::Weekday("令和2年2月7日(木)".into(), "金")]);
    }
}
