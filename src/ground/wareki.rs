//! 和暦: dates and years in Japanese eras.

use chrono::{Datelike, NaiveDate};

use super::text;

/// The eras whose dates can occur, newest first, each with its first day.
const ERAS: [(&str, &str, i32, u32, u32); 3] =
    [("令和", "R", 2019, 5, 1), ("平成", "H", 1989, 1, 8), ("昭和", "S", 1926, 12, 25)];

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
        format!("{}{}", era_year(self.western), if self.fiscal { "年度" } else { "年" })
    }
}

/// 「令和元」, 「平成30」, by the era at the year's end; running digits.
fn era_year(western: i32) -> String {
    let era = ERAS.iter().find(|era| western >= era.2);
    match era {
        Some((name, _, first, ..)) => era_number(name, western - first + 1),
        None => western.to_string(),
    }
}

fn era_number(era: &str, n: i32) -> String {
    match n {
        1 => format!("{era}元"),
        n => format!("{era}{}", text::running_digits(&n.to_string())),
    }
}

/// 「令和２年２月７日」
pub fn date(day: NaiveDate) -> String {
    let (y, m, d) = (day.year(), day.month(), day.day());
    let era = ERAS.iter().find(|era| (y, m, d) >= (era.2, era.3, era.4));
    let year = match era {
        Some((name, _, first, ..)) => era_number(name, y - first + 1),
        None => y.to_string(),
    };
    format!("{year}年{}", text::running_digits(&format!("{m}月{d}日")))
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

/// A year as typed, and whether it said 年度 or 年 or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenYear {
    /// The western year.
    pub western: i32,
    /// `Some(true)` 年度, `Some(false)` 年, `None` neither was written.
    pub fiscal: Option<bool>,
    /// The month, where one was written (H31.4): `western` is then the fiscal year that it lies in.
    pub month: Option<u32>,
}

/// Reads `2018`, `2018年度`, `平成30年度`, `H30`, `令和元年`, `令２`, `R1年度`, and months (`H31.4`, `2019年4月`).
pub fn parse_year(written: &str) -> Option<WrittenYear> {
    if text::has_disguised_digit(written) {
        return None;
    }
    let folded = text::fold(written);
    let (body, fiscal) = if let Some(body) = folded.strip_suffix("年度") {
        (body, Some(true))
    } else if let Some(body) = folded.strip_suffix('年') {
        (body, Some(false))
    } else {
        (folded.as_str(), None)
    };
    match year_number(body) {
        Some(western) => Some(WrittenYear { western, fiscal, month: None }),
        None if fiscal.is_none() => parse_month(&folded),
        None => None,
    }
}

/// `H31.4`, `平成31年3月`, `2019/4`, as the fiscal year in which the month lies.
fn parse_month(folded: &str) -> Option<WrittenYear> {
    let body = folded.strip_suffix('月').unwrap_or(folded);
    let (year, month) = body.rsplit_once(['.', '/', '年'])?;
    let month = u32::try_from(digits(month)?).ok().filter(|month| (1..=12).contains(month))?;
    let western = year_number(year)? - i32::from(month < 4);
    Some(WrittenYear { western, fiscal: Some(true), month: Some(month) })
}

/// A year without 年: by its era, or western.
fn year_number(body: &str) -> Option<i32> {
    match era_of(body) {
        Some((era, rest)) => era_to_western(era, rest),
        None => digits(body).filter(|y| (1900..2100).contains(y)),
    }
}

/// Reads `2020-02-07`, `2020/2/7`, `2020年2月7日`, `令和2年2月7日（金）`, `R2.2.7`. A weekday
/// that is not that day's makes it unreadable.
pub fn parse_date(written: &str) -> Option<NaiveDate> {
    if text::has_disguised_digit(written) {
        return None;
    }
    let folded = text::fold(written);
    let (body, day_name) = match folded.split_once('(') {
        Some((body, rest)) => (body, Some(rest.strip_suffix(')')?.trim_end_matches("曜日").to_owned())),
        None => (folded.as_str(), None),
    };
    let body = body.strip_suffix('日').unwrap_or(body);
    let mut parts = body.split(['-', '/', '.', '年', '月']);
    let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let year = year_number(y)?;
    let date = NaiveDate::from_ymd_opt(year, digits(m)?.try_into().ok()?, digits(d)?.try_into().ok()?)?;
    match day_name {
        Some(name) if name != weekday(date) => None,
        _ => Some(date),
    }
}

fn era_of(body: &str) -> Option<(usize, &str)> {
    ERAS.iter().enumerate().find_map(|(i, (name, letter, ..))| {
        let first = name.chars().next()?;
        let rest = body
            .strip_prefix(name)
            .or_else(|| body.strip_prefix(&letter.to_ascii_lowercase()))
            .or_else(|| body.strip_prefix(first))?;
        Some((i, rest.strip_prefix('.').unwrap_or(rest)))
    })
}

fn era_to_western(era: usize, written: &str) -> Option<i32> {
    let n = if written == "元" { 1 } else { digits(written).filter(|n| (1..100).contains(n))? };
    Some(ERAS[era].2 + n - 1)
}

fn digits(text: &str) -> Option<i32> {
    let plain = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
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
    fn years_read_in_every_form() {
        for (written, western, fiscal) in [
            ("平成30年度", 2018, Some(true)),
            ("H30", 2018, None),
            ("２０１８", 2018, None),
            ("平成31年度", 2019, Some(true)),
            ("令和元年度", 2019, Some(true)),
            ("令２", 2020, None),
            ("R4年", 2022, Some(false)),
            ("Ｈ．30", 2018, None),
        ] {
            assert_eq!(parse_year(written), Some(WrittenYear { western, fiscal, month: None }), "{written}");
        }
        for bad in [
            "",
            "平成",
            "30",
            "令和100年",
            "去年",
            "H3①",
            "2018年13月",
            "平成三十年",
            "平成31年度4月",
            "H31.4.1",
        ] {
            assert_eq!(parse_year(bad), None, "{bad}");
        }
        for (written, western) in
            [("H31.4", 2019), ("平成31年3月", 2018), ("2019/4", 2019), ("2020年1月", 2019)]
        {
            let read = parse_year(written).map(|year| (year.western, year.fiscal));
            assert_eq!(read, Some((western, Some(true))), "{written}");
        }
    }

    #[test]
    fn fiscal_2019_is_reiwa_gannen() {
        assert_eq!(Year { western: 2019, fiscal: true }.print(), "令和元年度");
        assert_eq!(Year { western: 2018, fiscal: true }.print(), "平成30年度");
        assert_eq!(Year { western: 2022, fiscal: false }.print(), "令和４年");
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
        ] {
            assert_eq!(parse_date(written), Some(day(2020, 2, 7)), "{written}");
        }
        for bad in ["令和2年2月7日（土）", "2020-02-30", "2020-02", "", "20200207", "2020-2-7-1"] {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn years_round_trip(western in 1900i32..2100, fiscal in proptest::bool::ANY) {
            let read = parse_year(&Year { western, fiscal }.print());
            proptest::prop_assert_eq!(read.map(|y| (y.western, y.fiscal)), Some((western, Some(fiscal))));
        }

        #[test]
        fn dates_round_trip(days in 0i64..40_000) {
            let d = day(1927, 1, 1) + chrono::Duration::days(days);
            proptest::prop_assert_eq!(parse_date(&date(d)), Some(d));
            proptest::prop_assert_eq!(parse_date(&date_with_weekday(d)), Some(d));
        }
    }
}
