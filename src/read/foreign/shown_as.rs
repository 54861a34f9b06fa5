//! The number format that shows a number as it is seen. An `.ods` holds of each number what is seen of it: 「35.0%」 of 0.35.

use chrono::NaiveDate;

use crate::read::xlsx::day_as_seen;

/// From so many decimals on they are all that there are, not those that a format asks for.
const ALL_DECIMALS: usize = 9;

/// The code of a format by which a number is shown as it is seen; empty if it is shown as it is. What no format shows is
/// shown as words, which don't count as the number.
pub(super) fn number(value: f64, seen: &str) -> String {
    let seen = seen.trim();
    let words = || {
        // Nothing is seen of a zero that has no digits to show.
        if value == 0.0 && seen.is_empty() {
            return "#".into();
        }
        let literal = literal(seen);
        format!("{literal};{literal};{literal}")
    };
    let is_digit = |c: char| c.is_ascii_digit();
    let (Some(first), Some(last)) = (seen.find(is_digit), seen.rfind(is_digit)) else { return words() };
    let (before, digits, after) = (&seen[..first], &seen[first..=last], &seen[last + 1..]);
    let plain = digits.replace(',', "");
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let scale = if after.starts_with(['%', '％']) { 100.0 } else { 1.0 };
    let is_near = |shown: f64| {
        let step = 0.1f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX));
        (shown - value.abs() * scale).abs() <= step * 0.500_001
    };
    if decimals >= ALL_DECIMALS && before.is_empty() && after.is_empty() {
        return String::new();
    }
    let is_plain = plain.chars().all(|c| is_digit(c) || c == '.');
    if !is_plain || !plain.parse().is_ok_and(is_near) {
        return words();
    }
    let whole = if digits.contains(',') { "#,##0" } else { "0" };
    let point = if decimals > 0 { "." } else { "" };
    let after = match after.strip_prefix(['%', '％']) {
        Some(rest) => format!("%{}", literal(rest)),
        None => literal(after),
    };
    let digits = format!("{whole}{point}{}{after}", "0".repeat(decimals));
    match before.strip_prefix('-') {
        Some(before) => format!("{}{digits}", literal(before)),
        None if value < 0.0 => format!("{digits};{}{digits}", literal(before)),
        None => format!("{}{digits}", literal(before)),
    }
}

/// The code of a format by which a day is shown as it is seen; where none of the usual does, one of days.
pub(super) fn day(day: NaiveDate, seen: &str) -> &'static str {
    const CODES: [&str; 17] = [
        "yyyy-mm-dd",
        "yyyy/m/d",
        "yyyy/mm/dd",
        "yyyy\"年\"m\"月\"d\"日\"",
        "[$-411]ge.m.d",
        "[$-411]ge.mm.dd",
        "[$-411]ggge\"年\"m\"月\"d\"日\"",
        "[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\"",
        "[$-411]ggge\"年\"m\"月\"",
        "yyyy\"年\"m\"月\"",
        "[$-411]ggge\"年度\"",
        "[$-ja-JP-x-gannen]ggge\"年度\"",
        "yyyy\"年度\"",
        "[$-411]ggge\"年\"",
        "yyyy\"年\"",
        "yyyy",
        "m\"月\"d\"日\"",
    ];
    CODES.into_iter().find(|code| day_as_seen(day, code).as_deref() == Some(seen.trim())).unwrap_or(CODES[0])
}

/// Words as they stand in the code of a format.
fn literal(words: &str) -> String {
    words.chars().map(|c| format!("\\{c}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::foreign::foreign_book::{
        CellLook, ForeignBook, ForeignCell, ForeignSheet, ForeignValue,
    };
    use crate::read::foreign::workbook_parts;
    use crate::read::sheet::{Bounds, CellMark};
    use crate::read::xlsx;

    /// What is read of a number that is seen so: its text, and what it does not tell.
    fn read(value: f64, seen: &str) -> (String, Option<CellMark>) {
        let look = CellLook { code: number(value, seen), ..CellLook::default() };
        let cell = ForeignCell { value: ForeignValue::Number(value), look };
        let sheet = ForeignSheet { cells: [((1, 1), cell)].into(), ..ForeignSheet::default() };
        let book = ForeignBook { sheets: vec![sheet], ..ForeignBook::default() };
        let bytes = workbook_parts::write(&book).expect("memory");
        let mut book = xlsx::read(&bytes, Bounds::SENT).expect("a workbook");
        let cell = book.sheets[0].rows[0].cells.remove(0);
        (cell.text, cell.mark)
    }

    #[test]
    fn a_number_is_read_as_it_is_seen() {
        for (value, seen, text) in [
            (80.0, "80.0", "80.0"),
            (0.35, "35.0%", "35.0%"),
            (1_234_567.0, "1,234,567", "1234567"),
            (12.0, "12人", "12人"),
            (12.0, "約12件", "約12件"),
            (-3.2, "-3.2", "-3.2"),
            (-3.2, "▲ 3.2", "-3.2"),
            (-12.0, "(12)", "-12"),
            (0.0, "0", "0"),
            (1.0 / 3.0, "0.3333333333", "0.333333333333333"),
            (49.0, "49", "49"),
        ] {
            assert_eq!(read(value, seen), (text.into(), None), "{seen}");
        }
    }

    #[test]
    fn what_is_not_the_number_is_marked() {
        assert_eq!(read(36.94, "36.9"), ("36.9".into(), Some(CellMark::Rounded("36.94".into()))));
        assert_eq!(read(0.0, "-").1, Some(CellMark::ZeroShownAs("-".into())));
        assert_eq!(read(0.0, ""), (String::new(), Some(CellMark::Blank("0".into()))));
        assert_eq!(read(5.0, ""), ("5".into(), Some(CellMark::Unseen)));
        for (value, seen) in [(1_234_567.0, "1,235"), (5.0, "調査中"), (0.5, "1/2"), (1e10, "1.00E+10")] {
            assert_eq!(read(value, seen).1, Some(CellMark::Otherwise), "{seen}");
        }
    }

    #[test]
    fn a_day_is_shown_as_it_is_seen() {
        let date = NaiveDate::from_ymd_opt(2020, 4, 1).expect("a day");
        for seen in ["2020/4/1", "R2.4.1", "令和2年4月1日", "令和2年度", "2020年"] {
            assert_eq!(day_as_seen(date, day(date, seen)).as_deref(), Some(seen));
        }
        assert_eq!(day(date, "Wednesday"), "yyyy-mm-dd");
    }
}
