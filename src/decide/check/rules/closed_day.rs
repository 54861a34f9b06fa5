//! `closed-day`

use chrono::{Datelike, NaiveDate, Weekday};
use jpholiday::jpholiday::JPHoliday;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::wareki;

/// A deadline is a working day: no Saturday, Sunday, holiday, nor a day from 29 December to 3 January.
pub const RULE: Rule = Rule {
    id: "closed-day",
    severity: Severity::Warning,
    asks: None,
    topic: Topic::Calendar,
    what: "期限（`deadline`、`report_by`）が土日、祝日（振替休日などを含む）、年末年始（12月29日～１月３日）に当たる",
    why: "土日、祝日、年末年始（12月29日～１月３日）には、受け取る人がいないため。",
    mend: "前後の開いている日にする",
    bad: "deadline = 2020-01-11（土曜日）",
    good: "deadline = 2020-01-10",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let source = &facts.cycle.source;
    for stage in &facts.cycle.settings.stages {
        let own = stage.deadline.map(|day| (&stage.id, day));
        let letters = stage.letters.iter().filter_map(|letter| Some((&letter.id, letter.report_by?)));
        for (id, day) in own.into_iter().chain(letters) {
            if let Some(why) = closed(day) {
                check.report(
                    &source.of(id),
                    format!(
                        "「{}」の期限（{}）は、{why}です。",
                        id.get_ref(),
                        wareki::date_with_weekday(day)
                    ),
                    "前後の開いている日にしてください。",
                );
            }
        }
    }
}

/// Why offices are closed on a day, if they are. The holidays are those of `jpholiday`, which agrees with the
/// official list from 2015 on but for the five days that were moved in the summer and autumn of 2021.
fn closed(day: NaiveDate) -> Option<String> {
    if let Some(name) = JPHoliday::new().is_holiday_name(&day) {
        return Some(format!("祝日（{name}）"));
    }
    match (day.month(), day.day(), day.weekday()) {
        (12, 29..=31, _) | (1, 1..=3, _) => Some("年末年始の休み".into()),
        (.., Weekday::Sat) => Some("土曜日".into()),
        (.., Weekday::Sun) => Some("日曜日".into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_are_closed_on_weekends_holidays_and_at_the_years_end() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        for (day, open) in [
            (day(2020, 1, 10), true),
            (day(2020, 1, 11), false),
            (day(2020, 1, 13), false),
            (day(2019, 12, 28), false),
            (day(2019, 12, 27), true),
            (day(2019, 12, 30), false),
            (day(2020, 1, 2), false),
            (day(2020, 2, 11), false),
            (day(2020, 2, 24), false),
            (day(2020, 3, 20), false),
            (day(2020, 4, 17), true),
            (day(2019, 5, 1), false),
            (day(2019, 10, 22), false),
            (day(2024, 9, 23), false),
            (day(2026, 9, 22), false),
        ] {
            assert_eq!(closed(day).is_none(), open, "{day}");
        }
    }
}
