//! Years as people write them.

use chrono::NaiveDate;

use super::era::{self, EraYear, OutOfEra};
use super::text;
use super::wareki::Year;

/// A year as typed, and whether it said 年度 or 年 or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenYear {
    /// The western year.
    pub western: i32,
    /// `Some(true)` 年度, `Some(false)` 年, `None` neither was written.
    pub fiscal: Option<bool>,
    /// The month, where one was written (H31.4): `western` is then the fiscal year that it lies in.
    pub month: Option<u32>,
    /// Whether it is counted on in an era that had ended: 平成32年度.
    pub is_counted_on: bool,
}

impl WrittenYear {
    /// The year; one that says neither 年度 nor 年 is a fiscal year if `fiscal`.
    pub fn year(self, fiscal: bool) -> Year {
        Year { western: self.western, fiscal: self.fiscal.unwrap_or(fiscal) }
    }
}

/// What is wrong with a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YearSlip {
    /// Its era never had it: 昭和64年度.
    OutOfEra(OutOfEra),
    /// Two years that differ: 平成30(2019)年度. As they were read.
    Two([String; 2]),
    /// A number without its era: 30年度.
    NoEra,
    /// 未定 or 調査中: of which year a value is must be known even where the value is not.
    Undecided,
}

type ReadYear = Result<WrittenYear, Option<YearSlip>>;

/// Reads `2018`, `2018年度`, `平成30年度`, `H30`, `令和元年`, `令２`, `R1年度`, two ways of one year (`平成30(2018)年度`),
/// what says that it is the year's end or how sure its figure is (`平成30年度末`, `平成30年度(速報)`), and months
/// (`H31.4`, `2019年4月`, `2019-04`).
pub fn parse_year(written: &str) -> Option<WrittenYear> {
    read_year(written).ok()
}

/// Reads a year, or says what is wrong with it, if that is known.
///
/// # Errors
///
/// If it is no year, or not for sure one.
pub fn read_year(written: &str) -> ReadYear {
    /// Longer than any year.
    const MOST: usize = 200;
    if written.len() > MOST || written.contains('\n') || text::has_disguised_digit(written) {
        return Err(None);
    }
    let folded = text::fold(written);
    let body = without_remarks(&folded);
    if let Some((outer, inner)) = bracketed(body) {
        return same(single(without_remarks(&outer))?, single(without_remarks(inner))?);
    }
    match body.split_once(['/', '・', '=']).map(|(one, other)| (single(one), single(other))) {
        Some((Ok(one), Ok(other))) => same(one, other),
        _ => single(body),
    }
}

/// A year without what only says which part of it is meant, or how sure its figure is.
fn without_remarks(mut body: &str) -> &str {
    const REMARKS: [&str; 10] =
        ["速報", "速報値", "見込", "見込み", "見込値", "見込み値", "確定", "確定値", "実績", "実績値"];
    const PARTS: [&str; 6] = ["末現在", "末時点", "現在", "時点", "末", "分"];
    for remark in REMARKS {
        let inner = body.strip_suffix(')').and_then(|body| body.strip_suffix(remark)?.strip_suffix('('));
        body = inner.unwrap_or(body);
    }
    // 「平成30年度実績」: what is said behind a year without its era would make no year of it.
    let said =
        REMARKS.iter().find_map(|remark| body.strip_suffix(remark).filter(|body| body.ends_with("年度")));
    body = said.unwrap_or(body);
    PARTS.iter().find_map(|part| body.strip_suffix(part)).unwrap_or(body)
}

/// What stands outside of brackets, and in them: of 「平成30(2018)年度」 「平成30年度」 and 「2018」.
fn bracketed(body: &str) -> Option<(String, &str)> {
    let (before, rest) = body.split_once('(')?;
    let (inner, after) = rest.split_once(')')?;
    Some((format!("{before}{after}"), inner))
}

/// One year that is written in two ways.
fn same(one: WrittenYear, other: WrittenYear) -> ReadYear {
    let differ = one.western != other.western || one.fiscal == Some(false) && other.fiscal == Some(true);
    if differ || one.month.is_some() || other.month.is_some() {
        let print = |year: WrittenYear| year.year(true).print();
        return Err(differ.then(|| YearSlip::Two([print(one), print(other)])));
    }
    Ok(WrittenYear {
        fiscal: one.fiscal.or(other.fiscal),
        is_counted_on: one.is_counted_on && other.is_counted_on,
        ..one
    })
}

/// A year that is written in one way.
fn single(body: &str) -> ReadYear {
    let (number, fiscal) = if let Some(number) = body.strip_suffix("年度") {
        (number, Some(true))
    } else if let Some(number) = body.strip_suffix('年') {
        (number, Some(false))
    } else if let Some(number) = body.strip_prefix("fy") {
        (number, Some(true))
    } else {
        (body, None)
    };
    let Some(year) = EraYear::read(number) else {
        let bare = number == "元" || era::digits(number).is_some_and(|n| (1..100).contains(&n));
        return match bare {
            true => Err(Some(YearSlip::NoEra)),
            false if fiscal.is_none() => month(body),
            false => Err(None),
        };
    };
    let is_counted_on = check(year, fiscal != Some(false))?;
    Ok(WrittenYear { western: year.western, fiscal, month: None, is_counted_on })
}

/// Whether a year is counted on in an era that had ended.
///
/// # Errors
///
/// If nobody knows which year was meant: the last 昭和64年 had seven days, all of them of 昭和63年度.
fn check(year: EraYear, fiscal: bool) -> Result<bool, Option<YearSlip>> {
    let first = NaiveDate::from_ymd_opt(year.western, if fiscal { 4 } else { 1 }, 1).ok_or(None)?;
    let Some(bound) = year.is_after(first) else { return Ok(false) };
    if !year.is_last() {
        return Ok(true);
    }
    let meant = [year.western - 1, year.western].map(|western| Year { western, fiscal }.print());
    Err(Some(YearSlip::OutOfEra(OutOfEra { bound, meant: meant.into() })))
}

/// `H31.4`, `平成31年3月`, `2019/4`, `2019-04`, as the fiscal year in which the month lies.
fn month(body: &str) -> ReadYear {
    let plain = body.strip_suffix('月').unwrap_or(body);
    let (year, month) = plain.rsplit_once(['.', '/', '-', '年']).ok_or(None)?;
    let year = EraYear::read(year).ok_or(None)?;
    let month = u32::try_from(era::digits(month).ok_or(None)?).map_err(|_| None)?;
    let first = NaiveDate::from_ymd_opt(year.western, month, 1).ok_or(None)?;
    let last =
        first.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt()).ok_or(None)?;
    if year.is_before(last).is_some() {
        return year.check(last, era::month).map_err(|slip| Some(YearSlip::OutOfEra(slip))).and(Err(None));
    }
    let is_counted_on = year.is_after(first).is_some();
    let western = year.western - i32::from(month < 4);
    Ok(WrittenYear { western, fiscal: Some(true), month: Some(month), is_counted_on })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> Option<(i32, Option<bool>)> {
        parse_year(written).map(|year| (year.western, year.fiscal))
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
            ("平成30(2018)年度", 2018, Some(true)),
            ("2019年度（令和元年度）", 2019, Some(true)),
            ("2018（Ｈ30）年度", 2018, Some(true)),
            ("平成31（令和元）年", 2019, Some(false)),
            ("平成30年度（2018年）", 2018, Some(true)),
            ("平成31年度／令和元年度", 2019, Some(true)),
            ("平成30年度末", 2018, Some(true)),
            ("Ｈ30年度末現在", 2018, Some(true)),
            ("平成30年度(速報)", 2018, Some(true)),
            ("平成30（2018）年度（見込み）", 2018, Some(true)),
            ("FY2018", 2018, Some(true)),
            ("西暦2018年", 2018, Some(false)),
        ] {
            assert_eq!(read(written), Some((western, fiscal)), "{written}");
        }
        for bad in [
            "",
            "平成",
            "令和100年",
            "去年",
            "H3①",
            "2018年13月",
            "平成三十年",
            "平成31年度4月",
            "H31.4.1",
            "2018-19",
            "平成30年度（予定）",
        ] {
            assert_eq!(read_year(bad), Err(None), "{bad}");
        }
        for (written, western) in [
            ("H31.4", 2019),
            ("平成31年3月", 2018),
            ("2019/4", 2019),
            ("2020年1月", 2019),
            ("2019-03", 2018),
            ("平成31年3月末現在", 2018),
        ] {
            assert_eq!(read(written), Some((western, Some(true))), "{written}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_year_is_known() {
        let two = |one: &str, other: &str| Err(Some(YearSlip::Two([one.into(), other.into()])));
        assert_eq!(read_year("平成30(2019)年度"), two("平成30年度", "令和元年度"));
        assert_eq!(read_year("2018年度/2019年度"), two("平成30年度", "令和元年度"));
        assert_eq!(read_year("2018年（平成30年度）"), two("平成30年", "平成30年度"));
        for bare in ["30年度", "30", "２年", "元年度"] {
            assert_eq!(read_year(bare), Err(Some(YearSlip::NoEra)), "{bare}");
        }
        let out = |bound: &str, meant: &[&str]| {
            let meant = meant.iter().map(|text| (*text).into()).collect();
            Err(Some(YearSlip::OutOfEra(OutOfEra { bound: bound.into(), meant })))
        };
        let end = "昭和は1989年１月７日まで";
        assert_eq!(read_year("昭和64年度"), out(end, &["昭和63年度", "平成元年度"]));
        assert_eq!(read_year("S64"), out(end, &["昭和63年度", "平成元年度"]));
        assert_eq!(
            read_year("令和元年2月"),
            out("令和は2019年５月１日から", &["令和２年２月", "平成31年２月"])
        );
        assert_eq!(read_year("R1.4"), out("令和は2019年５月１日から", &["平成31年４月"]));
    }

    #[test]
    fn a_year_may_be_counted_on_in_an_era_that_ended() {
        for (written, western, is_counted_on) in [
            ("平成31年度", 2019, false),
            ("平成32年度", 2020, true),
            ("H32年", 2020, true),
            ("平成32(令和2)年度", 2020, false),
            ("昭和64年", 1989, false),
            ("平成元年度", 1989, false),
            ("H32.3", 2019, true),
        ] {
            let year = parse_year(written).expect("a year");
            assert_eq!((year.western, year.is_counted_on), (western, is_counted_on), "{written}");
        }
    }

    proptest::proptest! {
        #[test]
        fn years_round_trip(western in 1900i32..2100, fiscal in proptest::bool::ANY) {
            let read = parse_year(&Year { western, fiscal }.print());
            proptest::prop_assert_eq!(read.map(|y| (y.western, y.fiscal)), Some((western, Some(fiscal))));
        }
    }
}
