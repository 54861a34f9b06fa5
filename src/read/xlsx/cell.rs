//! What a cell shows: its text, and what its text does not tell.

use chrono::{Duration, NaiveDate};

use super::format_section::{FormatSection, ShownMoment, ShownNumber, ShownWords};
use super::number_format::NumberFormat;
use crate::ground::text;
use crate::read::sheet::{CellMark, SheetCell};

/// A number as the cell shows it.
pub(super) fn number(written: &str, format: &NumberFormat, epoch_1904: bool) -> SheetCell {
    let value = written.trim().parse().ok().filter(|value: &f64| value.is_finite());
    let Some(value) = value else { return SheetCell::new(written) };
    let marked = |text: String, mark| SheetCell { mark: Some(mark), ..SheetCell::new(text) };
    match format.of(value) {
        FormatSection::General => SheetCell::new(plain(value)),
        FormatSection::Number(figure) => shown(value, figure),
        FormatSection::Moment(shown) => match moment(value, *shown, epoch_1904) {
            Ok(text) => SheetCell::new(text),
            Err(NoMoment(seen)) => marked(seen.into(), CellMark::Otherwise),
        },
        FormatSection::Otherwise => marked(plain(value), CellMark::Otherwise),
        FormatSection::Unseen => marked(plain(value), CellMark::Unseen),
        FormatSection::Words(words) if value == 0.0 => match text::fold(words).as_str() {
            "" => marked(String::new(), CellMark::Blank("0".into())),
            "0" => SheetCell::new("0"),
            "-" | "ー" => marked("0".into(), CellMark::ZeroShownAs(words.clone())),
            _ => marked(words.clone(), CellMark::Otherwise),
        },
        FormatSection::Words(words) if words.is_empty() => marked(plain(value), CellMark::Otherwise),
        FormatSection::Words(words) => marked(words.clone(), CellMark::Otherwise),
    }
}

/// Words as the cell shows them; what its format adds or hides is noted.
pub(super) fn words(written: String, format: &NumberFormat) -> SheetCell {
    match &format.words {
        ShownWords::AsTheyStand => SheetCell::new(written),
        _ if written.trim().is_empty() => SheetCell::new(written),
        ShownWords::Between(before, after) => SheetCell::new(format!("{before}{written}{after}")),
        ShownWords::As(shown) if shown.is_empty() => {
            SheetCell { mark: Some(CellMark::Unseen), ..SheetCell::new(written) }
        }
        ShownWords::As(shown) => {
            SheetCell { mark: Some(CellMark::Otherwise), ..SheetCell::new(shown.as_str()) }
        }
    }
}

/// Whether a cell holds zero.
pub(super) fn is_zero(written: &str) -> bool {
    written.trim().parse() == Ok(0.0)
}

/// With the decimals that the format shows; where the cell holds more, that is noted.
fn shown(value: f64, figure: &ShownNumber) -> SheetCell {
    let held = match figure.percent {
        true => shifted(&plain(value)),
        false => plain(value),
    };
    let (least, most) = figure.decimals;
    let text = with_decimals(&held, least, most);
    let rounded =
        text.trim_end_matches('0').trim_end_matches('.') != held && trimmed(&text) != trimmed(&held);
    let percent = if figure.percent { "%" } else { "" };
    let dressed = |number: &str| format!("{}{number}{percent}{}", figure.before, figure.after);
    if figure.blank_zero && text.bytes().all(|b| matches!(b, b'0' | b'.')) {
        return SheetCell { mark: Some(CellMark::Blank(dressed(&held))), ..SheetCell::default() };
    }
    SheetCell { mark: rounded.then(|| CellMark::Rounded(dressed(&held))), ..SheetCell::new(dressed(&text)) }
}

fn trimmed(number: &str) -> &str {
    match number.contains('.') {
        true => number.trim_end_matches('0').trim_end_matches('.'),
        false => number,
    }
}

/// The number in decimal notation with at most 15 significant digits, as Excel keeps them: 0.30000000000000004 is 0.3.
fn plain(value: f64) -> String {
    let scientific = format!("{value:.14e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
    let (Ok(exponent), negative) = (exponent.parse::<i32>(), mantissa.starts_with('-')) else {
        return scientific;
    };
    // Past this it is no figure, and the zeros would only hide that.
    if exponent.abs() > 30 {
        return scientific;
    }
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    let sign = if negative && !digits.is_empty() { "-" } else { "" };
    format!("{sign}{}", pointed(digits, exponent + 1))
}

/// Digits with the point after so many of them.
fn pointed(digits: &str, point: i32) -> String {
    if digits.is_empty() {
        return "0".into();
    }
    let length = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let zeros = |n: i32| "0".repeat(usize::try_from(n).unwrap_or(0));
    if point <= 0 {
        format!("0.{}{digits}", zeros(-point))
    } else if point >= length {
        format!("{digits}{}", zeros(point - length))
    } else {
        let (whole, part) = digits.split_at(usize::try_from(point).unwrap_or(0));
        format!("{whole}.{part}")
    }
}

/// A hundred times the number.
fn shifted(number: &str) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let part = format!("{part:0<2}");
    let whole = format!("{whole}{}", &part[..2]);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let part = part[2..].trim_end_matches('0');
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// The number with at least and at most so many decimals; what is cut is rounded half away from zero.
fn with_decimals(number: &str, least: usize, most: usize) -> String {
    let (sign, body) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    if !body.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return number.into();
    }
    let (whole, part) = body.split_once('.').unwrap_or((body, ""));
    if part.len() <= most {
        let part = format!("{part:0<least$}");
        return if part.is_empty() { number.into() } else { format!("{sign}{whole}.{part}") };
    }
    let mut digits: Vec<u8> = whole.bytes().chain(part.bytes().take(most)).collect();
    if part.as_bytes()[most] >= b'5' {
        let mut carry = true;
        for digit in digits.iter_mut().rev() {
            if !carry {
                break;
            }
            carry = *digit == b'9';
            *digit = if carry { b'0' } else { *digit + 1 };
        }
        if carry {
            digits.insert(0, b'1');
        }
    }
    let text: String = digits.iter().map(|b| char::from(*b)).collect();
    let (whole, part) = text.split_at(text.len() - most);
    let kept = least.max(part.trim_end_matches('0').len());
    let sign = if text.bytes().all(|b| b == b'0') { "" } else { sign };
    if kept == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{}", &part[..kept]) }
}

/// A number that is formatted as a moment and is none: what Excel shows of it, as 「#####」.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct NoMoment(&'static str);

/// A day as 2020-02-07, a time as 13:30, both with a space between.
fn moment(serial: f64, shown: ShownMoment, epoch_1904: bool) -> Result<String, NoMoment> {
    /// The first day that Excel does not know.
    const END: f64 = 2_958_466.0;
    const SECONDS: f64 = 86_400.0;
    if !(0.0..END).contains(&serial) {
        return Err(NoMoment("#####"));
    }
    #[expect(clippy::cast_possible_truncation, reason = "within the bounds above")]
    let (seconds, whole) = ((serial * SECONDS).round() as i64, serial.trunc() as i64);
    let clock = |hours: i64| {
        let (minutes, seconds) = (seconds / 60 % 60, seconds % 60);
        match shown.seconds {
            true => format!("{hours}:{minutes:02}:{seconds:02}"),
            false => format!("{hours}:{minutes:02}"),
        }
    };
    match (shown.day, shown.time) {
        (true, false) => day(whole, epoch_1904),
        (true, true) => Ok(format!("{} {}", day(seconds / 86_400, epoch_1904)?, clock(seconds / 3_600 % 24))),
        (false, _) if shown.elapsed => Ok(clock(seconds / 3_600)),
        (false, _) => Ok(clock(seconds / 3_600 % 24)),
    }
}

/// The day of a serial number, as 2020-02-07.
fn day(serial: i64, epoch_1904: bool) -> Result<String, NoMoment> {
    // Excel counts a 29 February 1900: from 1 March on, day 1 is 31 December 1899.
    let begin = match (epoch_1904, serial) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1),
        (false, 0) => return Err(NoMoment("1900-01-00")),
        (false, 60) => return Err(NoMoment("1900-02-29")),
        (false, ..60) => NaiveDate::from_ymd_opt(1899, 12, 31),
        (false, _) => NaiveDate::from_ymd_opt(1899, 12, 30),
    };
    let day = Duration::try_days(serial).and_then(|days| begin?.checked_add_signed(days));
    day.map(|day| day.format("%Y-%m-%d").to_string()).ok_or(NoMoment("#####"))
}

/// `F12` as line and column from 1.
pub(super) fn place(reference: &str) -> Option<(u32, u32)> {
    let reference = reference.replace('$', "");
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = reference.split_at(letters);
    if letters.is_empty() || letters.len() > 3 || digits.len() > 7 {
        return None;
    }
    let column = letters.bytes().fold(0, |n, b| n * 26 + u32::from(b.to_ascii_uppercase() - b'A' + 1));
    let line = digits.parse().ok().filter(|line| *line > 0)?;
    Some((line, column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::xlsx::number_format::parse;

    fn read(written: &str, code: &str) -> (String, Option<CellMark>) {
        let raw = number(written, &parse(code), false);
        (raw.text, raw.mark)
    }

    #[test]
    fn numbers_are_what_the_cell_shows() {
        for (written, code, text) in [
            ("1200", "General", "1200"),
            ("0.30000000000000004", "General", "0.3"),
            ("1E-3", "General", "0.001"),
            ("-3.5", "General", "-3.5"),
            ("12", "0.00", "12.00"),
            ("0.985", "0.0%", "98.5%"),
            ("0.07", "0%", "7%"),
            ("1.5", "0%", "150%"),
            ("-0.005", "0.0%", "-0.5%"),
            ("12", "0\"人\"", "12人"),
            ("-12", "#,##0_);(#,##0)", "-12"),
            ("100000", "#,##0", "100000"),
            ("43868", "yyyy/m/d", "2020-02-07"),
            ("-3.2", "0.0;\"▲ \"0.0", "-3.2"),
            ("-12", "0\"人\";▲0\"人\"", "-12人"),
            ("12", "(#,##0)", "(12)"),
            ("0", "0;-0;\"0\"", "0"),
            ("inf", "0", "inf"),
        ] {
            assert_eq!(read(written, code), (text.into(), None), "{written} {code}");
        }
    }

    #[test]
    fn days_and_times_are_never_bare_numbers() {
        for (written, code, text) in [
            ("59", "yyyy/m/d", "1900-02-28"),
            ("61", "yyyy/m/d", "1900-03-01"),
            ("43868.5", "yyyy/m/d", "2020-02-07"),
            ("43868.5625", "yyyy/m/d h:mm", "2020-02-07 13:30"),
            ("0.5625", "h:mm", "13:30"),
            ("1.5", "[h]:mm", "36:00"),
            ("1.5", "[h]", "36:00"),
            ("1.5", "h:mm", "12:00"),
            ("0", "h:mm", "0:00"),
            ("0.999999999", "h:mm:ss", "0:00:00"),
        ] {
            assert_eq!(read(written, code), (text.into(), None), "{written} {code}");
        }
        for (written, code, seen) in [
            ("0", "yyyy/m/d", "1900-01-00"),
            ("0.25", "m/d", "1900-01-00"),
            ("60", "yyyy/m/d", "1900-02-29"),
            ("-5", "yyyy/m/d", "#####"),
            ("-0.5", "[h]:mm", "#####"),
            ("1E300", "yyyy/m/d", "#####"),
        ] {
            assert_eq!(read(written, code), (seen.into(), Some(CellMark::Otherwise)), "{written} {code}");
        }
        assert_eq!(number("42406", &parse("yyyy/m/d"), true).text, "2020-02-07");
        assert_eq!(number("0", &parse("yyyy/m/d"), true).text, "1904-01-01");
    }

    #[test]
    fn no_moment_reads_as_a_number_or_a_year() {
        use crate::ground::written_year::parse_year;
        for seen in ["2020-02-07", "2020-02-07 13:30", "13:30", "36:00", "0:00", "0:01:30"] {
            for unit in ["件", "時間", ""] {
                assert!(crate::read::number::parse(seen, unit).1.is_some(), "{seen}");
            }
            assert!(parse_year(seen).is_none(), "{seen}");
        }
    }

    #[test]
    fn what_is_not_the_number_is_marked() {
        for (written, code, seen) in [
            ("5", "\"調査中\"", "調査中"),
            ("-5", "0;\"なし\"", "なし"),
            ("-5", "0;;", "-5"),
            ("0", "0;-0;\"調査中\"", "調査中"),
            ("12", "-0", "12"),
            ("1205", "00-00", "1205"),
            ("1234567", "0,.0", "1234567"),
        ] {
            assert_eq!(read(written, code), (seen.into(), Some(CellMark::Otherwise)), "{written} {code}");
        }
        for (written, code, held) in [("0", "#,###", "0"), ("0.3", "#", "0.3"), ("0", "#\"件\"", "0件")] {
            assert_eq!(
                read(written, code),
                (String::new(), Some(CellMark::Blank(held.into()))),
                "{written} {code}"
            );
        }
        let marked = |code: &str| words("12".into(), &parse(code));
        assert_eq!(marked(";;;"), SheetCell { mark: Some(CellMark::Unseen), ..SheetCell::new("12") });
        assert_eq!(
            marked("0;0;0;\"未定\""),
            SheetCell { mark: Some(CellMark::Otherwise), ..SheetCell::new("未定") }
        );
        assert_eq!(marked("\"約\"@"), SheetCell::new("約12"));
    }

    #[test]
    fn what_is_shown_rounded_says_what_is_held() {
        for (written, code, text, held) in [
            ("36.94", "0.0", "36.9", "36.94"),
            ("36.95", "0.0", "37.0", "36.95"),
            ("99.96", "0.0", "100.0", "99.96"),
            ("-0.04", "0.0", "0.0", "-0.04"),
            ("0.9854", "0.0%", "98.5%", "98.54%"),
        ] {
            assert_eq!(read(written, code), (text.into(), Some(CellMark::Rounded(held.into()))), "{written}");
        }
        assert_eq!(read("0", "0;-0;;@"), (String::new(), Some(CellMark::Blank("0".into()))));
        for (code, shown) in [("_-* #,##0_-;-* #,##0_-;_-* \"-\"_-", "-"), ("0;-0;-", "-")] {
            assert_eq!(read("0", code), ("0".into(), Some(CellMark::ZeroShownAs(shown.into()))), "{code}");
            assert_eq!(read("7", code), ("7".into(), None), "{code}");
        }
        assert_eq!(read("1234567", "#,##0,"), ("1234567".into(), Some(CellMark::Otherwise)));
    }

    #[test]
    fn places_are_read() {
        assert_eq!(place("F12"), Some((12, 6)));
        assert_eq!(place("$AA$1"), Some((1, 27)));
        assert_eq!(place("XFD1048576"), Some((1_048_576, 16_384)));
        for bad in ["", "12", "F", "F0", "ABCD1", "F12:G13", "あ1"] {
            assert_eq!(place(bad), None, "{bad}");
        }
    }
}
