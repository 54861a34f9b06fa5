//! What a cell shows: its text, and what its text does not tell.

use chrono::{Duration, NaiveDate};

use super::number_format::{Digits, Format};
use crate::read::sheet::{Mark, Raw};

/// A number as the cell shows it.
pub fn number(written: &str, format: &Format, epoch_1904: bool) -> Raw {
    let Ok(value) = written.trim().parse::<f64>() else { return Raw::new(written) };
    match format {
        Format::Date => Raw::new(day(value, epoch_1904).unwrap_or_else(|| plain(value))),
        Format::General => Raw::new(plain(value)),
        Format::Scaled => Raw { mark: Some(Mark::Scaled), ..Raw::new(plain(value)) },
        Format::Unseen => Raw { mark: Some(Mark::Unseen), ..Raw::new(plain(value)) },
        Format::Number(Digits { zero: Some(shown), .. }) if value == 0.0 => {
            Raw { mark: Some(Mark::ZeroShownAs(shown.clone())), ..Raw::new("0") }
        }
        Format::Number(digits) if digits.unsigned && value < 0.0 => {
            Raw { mark: Some(Mark::Scaled), ..Raw::new(plain(value)) }
        }
        Format::Number(digits) => shown(value, digits),
    }
}

/// With the decimals that the format shows; where the cell holds more, that is noted.
fn shown(value: f64, digits: &Digits) -> Raw {
    let held = match digits.percent {
        true => shifted(&plain(value)),
        false => plain(value),
    };
    let (least, most) = digits.decimals;
    let text = with_decimals(&held, least, most);
    let rounded =
        text.trim_end_matches('0').trim_end_matches('.') != held && trimmed(&text) != trimmed(&held);
    let percent = if digits.percent { "%" } else { "" };
    let dressed = |number: &str| format!("{}{number}{percent}{}", digits.before, digits.after);
    Raw { mark: rounded.then(|| Mark::Rounded(dressed(&held))), ..Raw::new(dressed(&text)) }
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
        for digit in digits.iter_mut().rev().take_while(|_| true) {
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

/// The day of a serial number, as 2020-02-07; none for a time of day, and for what is no day.
fn day(serial: f64, epoch_1904: bool) -> Option<String> {
    /// Excel counts a 29 February 1900 that never was: from 1 March on, day 1 is 31 December 1899.
    const MARCH_1900: f64 = 61.0;
    if serial.fract() != 0.0 || !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let begin = match epoch_1904 {
        true => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        false if serial >= MARCH_1900 => NaiveDate::from_ymd_opt(1899, 12, 30)?,
        false if serial < MARCH_1900 - 1.0 => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        false => return None,
    };
    #[expect(clippy::cast_possible_truncation, reason = "a whole number within the bounds above")]
    let days = Duration::try_days(serial as i64)?;
    Some(begin.checked_add_signed(days)?.format("%Y-%m-%d").to_string())
}

/// `F12` as line and column from 1.
pub fn place(reference: &str) -> Option<(u32, u32)> {
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

    fn read(written: &str, code: &str) -> (String, Option<Mark>) {
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
            ("60", "yyyy/m/d", "60"),
            ("59", "yyyy/m/d", "1900-02-28"),
            ("43868.5", "yyyy/m/d", "43868.5"),
        ] {
            assert_eq!(read(written, code), (text.into(), None), "{written} {code}");
        }
        assert_eq!(number("42406", &Format::Date, true).text, "2020-02-07");
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
            assert_eq!(read(written, code), (text.into(), Some(Mark::Rounded(held.into()))), "{written}");
        }
        for (code, shown) in [("_-* #,##0_-;-* #,##0_-;_-* \"-\"_-", "-"), ("0;-0;;@", ""), ("0;-0;-", "-")] {
            assert_eq!(read("0", code), ("0".into(), Some(Mark::ZeroShownAs(shown.into()))), "{code}");
            assert_eq!(read("7", code), ("7".into(), None), "{code}");
        }
        assert_eq!(read("1234567", "#,##0,"), ("1234567".into(), Some(Mark::Scaled)));
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
