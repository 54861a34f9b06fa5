//! What a cell shows: its text, and what its text does not tell.

use super::decimals::{plain, shifted, with_decimals};
use super::format_section::{FormatSection, ShownMoment, ShownNumber, ShownWords};
use super::number_format::NumberFormat;
use super::serial_day::{NoMoment, day};
use crate::ground::text;
use crate::read::sheet::{CellMark, Seen, SheetCell};

/// A number as the cell shows it.
pub(super) fn number(written: &str, format: &NumberFormat, epoch_1904: bool) -> SheetCell {
    let value = written.trim().parse().ok().filter(|value: &f64| value.is_finite());
    let Some(value) = value else { return SheetCell::new(written) };
    let cell = in_values(value, format, epoch_1904);
    let is_sure = !matches!(cell.mark, Some(CellMark::Unseen | CellMark::Blank(_)));
    let seen = format.seen(value, epoch_1904).filter(|seen| is_sure && !seen.is_empty());
    let seen = seen.filter(|seen| *seen != cell.text || cell.mark.is_some()).map(|text| {
        let mark = match &cell.mark {
            Some(CellMark::Rounded(held)) => Some(CellMark::Rounded(held.clone())),
            Some(CellMark::Otherwise) => Some(CellMark::Rounded(plain(value))),
            _ => None,
        };
        Box::new(Seen { text, mark })
    });
    SheetCell { seen, ..cell }
}

/// A number as a column of values takes it: in digits, or a day as 2020-02-07.
fn in_values(value: f64, format: &NumberFormat, epoch_1904: bool) -> SheetCell {
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

/// `A1:C3`, or `A1` alone, as its first and last place.
pub(super) fn range(reference: &str) -> Option<((u32, u32), (u32, u32))> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    Some((place(first)?, place(last)?))
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
