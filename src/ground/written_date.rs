//! Dates as people write them.

use chrono::{Datelike, Days, NaiveDate};
use unicode_normalization::UnicodeNormalization;

use super::era::{self, EraYear, OutOfEra};
use super::text;
use super::wareki;

/// Reads `2020-02-07`, `2020/2/7`, `2020年2月7日`, `令和2年2月7日（金）`, `R2.2.7`, and these with a time behind
/// them. A weekday that is not that day's makes it unreadable.
pub fn parse_date(written: &str) -> Option<NaiveDate> {
    read_date(written).ok()
}

/// What is wrong with a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateSlip {
    /// Its era doesn't have it: 令和元年４月30日.
    Era(OutOfEra),
    /// Its month, whose first day this is, has fewer days: 2020-02-31.
    Month(NaiveDate),
    /// It is another day of the week than the one that is written: 令和２年２月20日（水）.
    Weekday(NaiveDate),
}

/// Reads a date, or says what is wrong with it, if that is known.
///
/// # Errors
///
/// If it is no date.
pub fn read_date(written: &str) -> Result<NaiveDate, Option<DateSlip>> {
    /// Longer than any date.
    const MOST: usize = 100;
    if written.len() > MOST * 4 || text::has_disguised_digit(written) {
        return Err(None);
    }
    let normal: String = written.nfkc().collect();
    let (body, shift) = without_time(&normal);
    let date = date_of(&text::fold(body))?;
    let shifted = match shift {
        0 => Some(date),
        days if days > 0 => date.checked_add_days(Days::new(days.unsigned_abs())),
        days => date.checked_sub_days(Days::new(days.unsigned_abs())),
    };
    shifted.ok_or(None)
}

/// The days that have the same numbers in another era: a slip of the era is the commonest one.
pub fn in_other_eras(day: NaiveDate) -> Vec<NaiveDate> {
    era::in_other_eras(day)
}

/// A date without what only says what happened on it: 「R2.2.7受領」, 「令和2年2月7日付け」.
fn without_event(folded: &str) -> &str {
    const EVENTS: [&str; 8] = ["受付", "付け", "付", "受領", "受理", "到着", "提出", "収受"];
    EVENTS.iter().find_map(|event| folded.strip_suffix(event)).unwrap_or(folded)
}

fn date_of(folded: &str) -> Result<NaiveDate, Option<DateSlip>> {
    let (body, day_name) = without_weekday(without_event(folded)).ok_or(None)?;
    let body = body.strip_suffix('日').unwrap_or(body);
    let mut parts = body.split(['-', '/', '.', '年', '月']).map(Some).chain([None; 3]);
    let (year, month, day) = match [(); 4].map(|()| parts.next().flatten()) {
        [Some(y), Some(m), Some(d), None] => (EraYear::read(y), era::digits(m), era::digits(d)),
        _ => return Err(None),
    };
    let year = year.ok_or(None)?;
    let number =
        |number: Option<i32>| number.and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0).ok_or(None);
    let (month, day) = (number(month)?, number(day)?);
    let first = NaiveDate::from_ymd_opt(year.western, month, 1).ok_or(None)?;
    let date = first.with_day(day).ok_or(Some(DateSlip::Month(first)))?;
    year.check(date, wareki::date).map_err(DateSlip::Era)?;
    match day_name {
        Some(name) if name != wareki::weekday(date) => Err(["月", "火", "水", "木", "金", "土", "日"]
            .contains(&name.as_str())
            .then_some(DateSlip::Weekday(date))),
        _ => Ok(date),
    }
}

/// A date without the day of the week behind it, and that: 「木」 of 「（木）」 and 「木曜日」. None if it is no date.
fn without_weekday(folded: &str) -> Option<(&str, Option<String>)> {
    let named = folded.strip_suffix("曜日").and_then(|rest| {
        let (at, day) = rest.char_indices().next_back()?;
        Some((&rest[..at], Some(day.to_string())))
    });
    Some(match folded.split_once('(') {
        None => named.unwrap_or((folded, None)),
        Some((body, rest)) => (body, Some(rest.strip_suffix(')')?.trim_end_matches("曜日").to_owned())),
    })
}

/// What stands before a time of day, and by how many days the time's zone moves it: 16:00 in London is the next day.
fn without_time(written: &str) -> (&str, i64) {
    for (at, c) in written.char_indices() {
        let behind = at + c.len_utf8();
        let (end, begin) = match c {
            'T' | 't' => (at, behind),
            '日' | ')' => (behind, behind),
            c if c.is_whitespace() => (at, behind),
            _ => continue,
        };
        if let Some(shift) = time(&text::fold(&written[begin..])) {
            return (&written[..end], shift);
        }
    }
    (written, 0)
}

/// Reads `13:45`, `13:45:00.5`, `午後1時45分`, `1:45 pm`, `04:45:00Z`, `13:45+09:00`: by how many days the zone moves it.
fn time(folded: &str) -> Option<i64> {
    const JAPAN: i64 = 9 * 60;
    let zoned = folded.strip_suffix('z').map(|clock| (clock, 0)).or_else(|| {
        let at = folded.rfind(['+', '-']).filter(|at| *at > 0)?;
        let (hours, minutes) = clock(&folded[at + 1..])?;
        let sign = if folded[at..].starts_with('-') { -1 } else { 1 };
        Some((&folded[..at], sign * (hours * 60 + minutes)))
    });
    let (text, zone) = zoned.unwrap_or((folded, JAPAN));
    let half = |mark: &str| text.strip_prefix(mark).or_else(|| text.strip_suffix(mark));
    let afternoon = half("午後").or_else(|| half("pm"));
    let text = afternoon.or_else(|| half("午前")).or_else(|| half("am")).unwrap_or(text);
    let (mut hours, minutes) = clock(text)?;
    if afternoon.is_some() && hours < 12 {
        hours += 12;
    }
    let shift = (hours * 60 + minutes - zone + JAPAN).div_euclid(24 * 60);
    // 24:00 is the end of its day.
    Some(if zone == JAPAN { 0 } else { shift })
}

/// Hours and minutes of a clock; seconds may follow.
fn clock(text: &str) -> Option<(i64, i64)> {
    let plain = text.replace(['時', '分'], ":");
    let plain = plain.trim_end_matches(['秒', ':']);
    let mut parts = plain.split(':');
    let part = |text: Option<&str>| era::digits(text?).filter(|n| *n <= 60).map(i64::from);
    let hours = part(parts.next())?;
    let minutes = match parts.next() {
        None if text.contains('時') => 0,
        minutes => part(minutes)?,
    };
    let seconds = parts.next().map(|seconds| seconds.split('.').next());
    let sound = seconds.is_none_or(|seconds| part(seconds).is_some()) && parts.next().is_none();
    (hours <= 24 && sound).then_some((hours, minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn dates_read_in_every_form() {
        for written in [
            "2020-02-07",
            "2020/2/7",
            "令和2年2月7日",
            "R2.2.7",
            "令和２年２月７日（金）",
            "２０２０年２月７日",
            "西暦2020年2月7日",
        ] {
            assert_eq!(parse_date(written), Some(day(2020, 2, 7)), "{written}");
        }
        for bad in ["令和2年2月7日（祝）", "2020-02-0", "2020-13-01", "2020-02", "", "20200207", "2020-2-7-1"]
        {
            assert_eq!(read_date(bad), Err(None), "{bad}");
        }
    }

    #[test]
    fn a_moment_is_its_day() {
        for written in [
            "2020/02/07 13:45",
            "2020-02-07T13:45:00",
            "2020-02-07T13:45:00.000+09:00",
            "2020-02-06T15:00:00Z",
            "2020-02-07 0:00:00",
            "令和2年2月7日13時45分",
            "令和２年２月７日（金）　午後１時",
            "2020/2/7 1:45:30 PM",
            "R2.2.7 24:00",
        ] {
            assert_eq!(parse_date(written), Some(day(2020, 2, 7)), "{written}");
        }
        for bad in ["2020/02/07 25:00", "2020/02/07 13:45頃", "2020/02/07 13", "2020/02/07 1:2:3:4", "13:45"]
        {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_day_that_its_era_never_had_says_what_may_be_meant() {
        for (written, bound, meant) in [
            ("R1.2.20", "令和は2019年５月１日から", vec!["令和２年２月20日", "平成31年２月20日"]),
            ("令和元年4月30日", "令和は2019年５月１日から", vec!["平成31年４月30日"]),
            ("平成31年5月1日", "平成は2019年４月30日まで", vec!["令和元年５月１日"]),
            ("H32.1.10 9:00", "平成は2019年４月30日まで", vec!["令和２年１月10日"]),
            ("平成元年1月7日", "平成は1989年１月８日から", vec!["平成２年１月７日", "昭和64年１月７日"]),
            ("昭和64年1月8日", "昭和は1989年１月７日まで", vec!["平成元年１月８日"]),
        ] {
            let expected =
                OutOfEra { bound: bound.into(), meant: meant.into_iter().map(Into::into).collect() };
            assert_eq!(read_date(written), Err(Some(DateSlip::Era(expected))), "{written}");
        }
        for (written, read) in [
            ("平成31年4月30日", day(2019, 4, 30)),
            ("令和元年5月1日", day(2019, 5, 1)),
            ("昭和64年1月7日", day(1989, 1, 7)),
            ("平成元年1月8日", day(1989, 1, 8)),
        ] {
            assert_eq!(parse_date(written), Some(read), "{written}");
        }
    }

    #[test]
    fn a_day_that_its_month_lacks_or_of_another_weekday_says_so() {
        for written in ["2020-02-31", "令和2年2月30日", "R2.2.30（日）", "2020/2/32 13:45"] {
            assert_eq!(read_date(written), Err(Some(DateSlip::Month(day(2020, 2, 1)))), "{written}");
        }
        assert_eq!(read_date("平成31年2月29日"), Err(Some(DateSlip::Month(day(2019, 2, 1)))));
        for written in ["令和2年2月20日（水）", "2020-02-20(水曜日)", "R2.2.20 日曜日"] {
            assert_eq!(read_date(written), Err(Some(DateSlip::Weekday(day(2020, 2, 20)))), "{written}");
        }
        assert_eq!(parse_date("令和2年2月20日（木曜日）"), Some(day(2020, 2, 20)));
    }

    #[test]
    fn a_day_of_the_same_number_in_another_era() {
        assert_eq!(in_other_eras(day(1990, 2, 20)), [day(2020, 2, 20), day(1927, 2, 20)]);
        assert_eq!(in_other_eras(day(2018, 2, 20)), [day(2048, 2, 20), day(1955, 2, 20)]);
    }

    proptest::proptest! {
        #[test]
        fn dates_round_trip(days in 0i64..40_000) {
            let d = day(1927, 1, 1) + chrono::Duration::days(days);
            proptest::prop_assert_eq!(parse_date(&wareki::date(d)), Some(d));
            proptest::prop_assert_eq!(parse_date(&wareki::date_with_weekday(d)), Some(d));
        }
    }
}
