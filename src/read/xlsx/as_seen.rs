//! What a number format writes of a number, letter by letter, as a person sees it: `R2.4.1`, `2020年4月`, `1,235`.

use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate};

use super::decimals::{plain, shifted, with_decimals};
use super::format_code::Piece;
use super::serial_day::day_of;
use crate::ground::{era, wareki};

/// What the sections of a format show of a number; none where that is not sure.
pub(super) fn seen(value: f64, sections: &[Vec<Piece>], epoch_1904: bool) -> Option<String> {
    let unsure = |piece: &Piece| matches!(piece, Piece::Condition | Piece::Numerals);
    if sections.iter().flatten().any(unsure) {
        return None;
    }
    let numbers: Vec<&Vec<Piece>> =
        sections.iter().filter(|section| !section.contains(&Piece::Text)).collect();
    let own = match value.partial_cmp(&0.0)? {
        Ordering::Less => numbers.get(1).filter(|section| !section.is_empty()),
        Ordering::Equal => numbers.get(2).filter(|section| !section.is_empty()),
        Ordering::Greater => None,
    };
    let Some(section) = own.or_else(|| numbers.first()) else { return Some(plain(value)) };
    if section.iter().any(|piece| matches!(piece, Piece::Moment(_) | Piece::Elapsed(_) | Piece::Weekday(_))) {
        return moment(value, section, epoch_1904);
    }
    let sign = if value < 0.0 && own.is_none() { "-" } else { "" };
    let body = figure(value.abs(), section)?;
    let is_zero = !body.contains(|c: char| ('1'..='9').contains(&c));
    Some(if is_zero { body } else { format!("{sign}{body}") }.trim().to_owned())
}

/// A number from zero on.
fn figure(value: f64, pieces: &[Piece]) -> Option<String> {
    let has = |wanted: &Piece| pieces.contains(wanted);
    if has(&Piece::General) {
        return words_around(pieces, &plain(value), |piece| *piece == Piece::General);
    }
    if has(&Piece::Exponent) {
        return exponent(value, pieces);
    }
    if has(&Piece::Slash) && pieces.iter().filter(|piece| matches!(piece, Piece::Digit(_))).count() > 1 {
        return fraction(value, pieces);
    }
    let digits: Vec<usize> = places(pieces);
    let (Some(first), Some(last)) = (digits.first(), digits.last()) else {
        return words_around(pieces, "", |_| false);
    };
    let point = pieces.iter().position(|piece| *piece == Piece::Point).unwrap_or(usize::MAX);
    // Commas behind the last digit divide by a thousand each.
    let behind = |at: usize| pieces[at + 1..].iter().take_while(|piece| **piece == Piece::Comma).count();
    let before_point = digits.iter().rfind(|at| **at < point).copied();
    let thousands =
        behind(*last).max(before_point.map_or(0, |at| if point == usize::MAX { 0 } else { behind(at) }));
    let groups = pieces.iter().enumerate().any(|(at, piece)| {
        *piece == Piece::Comma && at > *first && before_point.is_some_and(|last| at < last)
    });
    let percents = pieces.iter().filter(|piece| **piece == Piece::Percent).count();
    let held =
        (0..percents).fold(plain(value / 1000_f64.powi(i32::try_from(thousands).ok()?)), |n, _| shifted(&n));
    let decimals: Vec<&Piece> = digits.iter().filter(|at| **at > point).map(|at| &pieces[*at]).collect();
    let least = decimals.iter().rposition(|piece| **piece == Piece::Digit('0')).map_or(0, |at| at + 1);
    let text = with_decimals(&held, least, decimals.len());
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let fixed = digits.iter().filter(|at| **at < point && pieces[**at] == Piece::Digit('0')).count();
    let whole = if whole == "0" && fixed == 0 { "" } else { whole };
    let whole = format!("{whole:0>fixed$}");
    Some(laid_out(pieces, &whole, part, point, groups))
}

/// The places of digits among pieces.
fn places(pieces: &[Piece]) -> Vec<usize> {
    let places = pieces.iter().enumerate().filter(|(_, piece)| matches!(piece, Piece::Digit(_)));
    places.map(|(at, _)| at).collect()
}

/// Digits in their places, with what stands between and around them.
fn laid_out(pieces: &[Piece], whole: &str, part: &str, point: usize, groups: bool) -> String {
    let before = places(pieces).iter().filter(|at| **at < point).count();
    let digits: Vec<char> = whole.chars().collect();
    let (mut text, mut part) = (String::new(), part.chars());
    let (mut seen, mut done) = (0, 0);
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Digit(_) if at < point => {
                seen += 1;
                // The first place takes all digits that have no place of their own.
                let until = digits.len().saturating_sub(before - seen);
                for place in done..until {
                    text.push(digits[place]);
                    let left = digits.len() - place - 1;
                    if groups && left > 0 && left.is_multiple_of(3) {
                        text.push(',');
                    }
                }
                done = done.max(until);
            }
            Piece::Digit(_) => text.extend(part.next()),
            Piece::Point => text.push('.'),
            Piece::Percent => text.push('%'),
            Piece::Literal(words) => text.push_str(words),
            Piece::Slash => text.push('/'),
            _ => {}
        }
    }
    text
}

/// A text in the place of the first piece of a kind, between the words of the others.
fn words_around(pieces: &[Piece], text: &str, is_place: fn(&Piece) -> bool) -> Option<String> {
    let piece = |piece: &Piece| match piece {
        piece if is_place(piece) => Some(text.to_owned()),
        Piece::Literal(words) => Some(words.clone()),
        Piece::Slash => Some("/".into()),
        Piece::Comma => Some(",".into()),
        Piece::Point => Some(".".into()),
        Piece::Percent => Some("%".into()),
        _ => None,
    };
    pieces.iter().map(piece).collect()
}

/// `1.2E+03`: a digit before the point, the others behind it.
fn exponent(value: f64, pieces: &[Piece]) -> Option<String> {
    let at = pieces.iter().position(|piece| *piece == Piece::Exponent)?;
    let (mantissa, zeros) = pieces.split_at(at);
    let point = mantissa.iter().position(|piece| *piece == Piece::Point).unwrap_or(mantissa.len());
    let simple = places(mantissa).iter().filter(|place| **place < point).count() == 1
        && pieces.iter().all(|piece| matches!(piece, Piece::Digit(_) | Piece::Point | Piece::Exponent));
    let decimals = places(mantissa).len().saturating_sub(1);
    let text = format!("{value:.decimals$e}");
    let (digits, power) = text.split_once('e')?;
    let (sign, power) = power.strip_prefix('-').map_or(("+", power), |power| ("-", power));
    let width = places(zeros).len();
    simple.then(|| format!("{digits}E{sign}{power:0>width$}"))
}

/// `1 1/2`: the fraction nearest to the number, with as many digits below the line as the format has places.
fn fraction(value: f64, pieces: &[Piece]) -> Option<String> {
    let line = pieces.iter().position(|piece| *piece == Piece::Slash)?;
    let is_space = |piece: &Piece| matches!(piece, Piece::Literal(text) if text.trim().is_empty());
    let is_plain = |piece: &Piece| matches!(piece, Piece::Digit(_) | Piece::Slash) || is_space(piece);
    let width = places(&pieces[line..]).len();
    if !pieces.iter().all(is_plain) || !(1..=3).contains(&width) || value >= 1e9 {
        return None;
    }
    let has_whole = pieces[..line].iter().any(is_space);
    let whole = if has_whole { value.trunc() } else { 0.0 };
    let rest = value - whole;
    let most = 10_u32.pow(u32::try_from(width).ok()?) - 1;
    let distance = |below: u32| (rest - (rest * f64::from(below)).round() / f64::from(below)).abs();
    let below =
        (1..=most).fold(1, |best, below| if distance(below) + 1e-12 < distance(best) { below } else { best });
    let above = (rest * f64::from(below)).round();
    Some(match (has_whole, above == 0.0, above >= f64::from(below)) {
        (true, true, _) => plain(whole),
        (true, _, true) => plain(whole + 1.0),
        (true, ..) if whole == 0.0 => format!("{above}/{below}"),
        (true, ..) => format!("{whole} {above}/{below}"),
        (false, ..) => format!("{above}/{below}"),
    })
}

/// A day or a time.
fn moment(value: f64, pieces: &[Piece], epoch_1904: bool) -> Option<String> {
    const SECONDS: f64 = 86_400.0;
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    let has_fraction = pieces.windows(2).any(|two| matches!(two, [Piece::Point, Piece::Digit(_)]));
    #[expect(clippy::cast_possible_truncation, reason = "within the bounds above")]
    let (seconds, whole) = ((value * SECONDS).round() as i64, value.trunc() as i64);
    let names_day =
        |piece: &Piece| matches!(piece, Piece::Moment('y' | 'd' | 'g' | 'e' | 'r') | Piece::Weekday(_));
    let has_time = pieces.iter().any(|piece| matches!(piece, Piece::Moment('h' | 's') | Piece::Elapsed(_)));
    let day = day_of(if has_time { seconds / 86_400 } else { whole }, epoch_1904);
    if has_fraction || day.is_none() && (pieces.iter().any(names_day) || !has_time) {
        return None;
    }
    let half_days = pieces.contains(&Piece::HalfDays);
    let (mut text, mut at, mut last) = (String::new(), 0, ' ');
    while let Some(piece) = pieces.get(at) {
        let run = pieces[at..].iter().take_while(|other| *other == piece).count();
        let mut taken = 1;
        match piece {
            Piece::Moment(letter) => {
                taken = run;
                let next = pieces[at + run..].iter().find_map(|piece| match piece {
                    Piece::Moment(letter) => Some(*letter),
                    _ => None,
                });
                let is_minute = *letter == 'm' && (matches!(last, 'h' | '[') || next == Some('s'));
                let hours = if half_days { (seconds / 3_600 + 11) % 12 + 1 } else { seconds / 3_600 % 24 };
                text += &match letter {
                    'h' => padded(hours, run),
                    's' => padded(seconds % 60, run),
                    'm' if is_minute => padded(seconds / 60 % 60, run),
                    'e' if pieces.contains(&Piece::FirstYear) && era::parts_of(day?)?.2 == 1 => "元".into(),
                    letter => of_day(day?, *letter, run)?,
                };
                last = *letter;
            }
            Piece::Elapsed(letter) => {
                let unit = match letter {
                    'h' => 3_600,
                    'm' => 60,
                    _ => 1,
                };
                text += &(seconds / unit).to_string();
                last = '[';
            }
            Piece::Weekday(letters) => {
                text += wareki::weekday(day?);
                text += if *letters > 3 { "曜日" } else { "" };
            }
            Piece::HalfDays => text += if seconds / 3_600 % 24 < 12 { "AM" } else { "PM" },
            Piece::Literal(words) => text += words,
            Piece::Slash => text.push('/'),
            Piece::Point => text.push('.'),
            Piece::Comma => text.push(','),
            Piece::Text | Piece::FirstYear => {}
            _ => return None,
        }
        at += taken;
    }
    Some(text.trim().to_owned())
}

fn padded(number: i64, width: usize) -> String {
    if width > 1 { format!("{number:02}") } else { number.to_string() }
}

/// A part of a day, by the letter of the format and how often it stands there: `ggg` is 令和, `e` its year.
fn of_day(day: NaiveDate, letter: char, run: usize) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (month, weekday) = (day.month0() as usize, day.format("%A").to_string());
    let era = || era::parts_of(day);
    Some(match (letter, run) {
        ('y', 1 | 2) => format!("{:02}", day.year().rem_euclid(100)),
        ('y', _) => day.year().to_string(),
        ('m', 1 | 2) => padded(i64::from(day.month()), run),
        ('m', 3) => MONTHS[month][..3].into(),
        ('m', 4) => MONTHS[month].into(),
        ('m', _) => MONTHS[month][..1].into(),
        ('d', 1 | 2) => padded(i64::from(day.day()), run),
        ('d', 3) => weekday[..3].into(),
        ('d', _) => weekday,
        ('g', 1) => era()?.1.into(),
        ('g', 2) => era()?.0.chars().next()?.into(),
        ('g', _) => era()?.0.into(),
        ('e', _) | ('r', 1) => padded(i64::from(era()?.2), run),
        ('r', _) => format!("{}{:02}", era()?.0, era()?.2),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::xlsx::format_code::sections;

    fn read(value: f64, code: &str) -> Option<String> {
        seen(value, &sections(code).expect("a code"), false)
    }

    #[test]
    fn days_and_times_are_written_as_their_format_writes_them() {
        // 43922 is 1 April 2020, 43191 1 April 2018, 43586 1 May 2019, 43585 the day before.
        for (value, code, text) in [
            (43922.0, "[$-411]ge.m.d;@", "R2.4.1"),
            (43922.0, "[$-411]ggge\"年\"m\"月\"d\"日\";@", "令和2年4月1日"),
            (43922.0, "yyyy\"年\"m\"月\"", "2020年4月"),
            (43191.0, "[$-411]ggge\"年度\"", "平成30年度"),
            (43586.0, "[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\";@", "令和元年5月1日"),
            (43586.0, "[$-ja-JP-x-gannen,80]ggge\"年度\"", "令和元年度"),
            (43922.0, "[$-ja-JP-x-gannen]ggge\"年\"", "令和2年"),
            (43586.0, "[$-411]ggge\"年\"", "令和1年"),
            (43585.0, "ge.mm.dd", "H31.04.30"),
            (43586.0, "gge", "令1"),
            (43922.0, "yyyy/m/d", "2020/4/1"),
            (43922.0, "m/d/yy", "4/1/20"),
            (43922.0, "m\"月\"d\"日\"(aaa)", "4月1日(水)"),
            (43922.0, "aaaa", "水曜日"),
            (43922.0, "d-mmm-yy", "1-Apr-20"),
            (43922.5625, "yyyy/m/d h:mm", "2020/4/1 13:30"),
            (0.5625, "h:mm", "13:30"),
            (0.5625, "h:mm AM/PM", "1:30 PM"),
            (0.5625, "h\"時\"mm\"分\"", "13時30分"),
            (1.5, "[h]:mm", "36:00"),
            (1.5, "[mm]:ss", "2160:00"),
            (1.5, "[h]\"時間\"", "36時間"),
        ] {
            assert_eq!(read(value, code).as_deref(), Some(text), "{code}");
        }
        assert_eq!(read(-1.0, "yyyy/m/d"), None);
        assert_eq!(read(0.5, "mm:ss.0"), None);
    }

    #[test]
    fn numbers_are_written_as_their_format_writes_them() {
        for (value, code, text) in [
            (1_234_567.0, "#,##0", "1,234,567"),
            (1_234_567.0, "#,##0,", "1,235"),
            (1_234_567.0, "#,##0,\"千円\"", "1,235千円"),
            (1_234_567.0, "0.0,,\"百万円\"", "1.2百万円"),
            (-1_234.0, "#,##0;\"▲ \"#,##0", "▲ 1,234"),
            (-1_234.0, "#,##0_);(#,##0)", "(1,234)"),
            (-1_234.5, "#,##0.0", "-1,234.5"),
            (0.985, "0.0%", "98.5%"),
            (0.5, "# ?/?", "1/2"),
            (2.25, "# ??/??", "2 1/4"),
            (3.0, "# ?/?", "3"),
            (1.0 / 3.0, "?/?", "1/3"),
            (5.0, "000", "005"),
            (9_876_543.0, "000-0000", "987-6543"),
            (312_345_678.0, "00-0000-0000", "03-1234-5678"),
            (12_345.0, "0.00E+00", "1.23E+04"),
            (12.0, "0\"人\"", "12人"),
            (12.0, "\"約\"General\"件\"", "約12件"),
            (0.0, "0;-0;\"なし\"", "なし"),
            (5.0, "\"調査中\"", "調査中"),
            (0.5, ".00", ".50"),
            (0.0, "#,##0", "0"),
            (-0.04, "0.0", "0.0"),
        ] {
            assert_eq!(read(value, code).as_deref(), Some(text), "{code}");
        }
        for code in ["[>=1000]#,##0,;0", "[DBNum1]0", "##0.0E+0"] {
            assert_eq!(read(1_234.0, code), None, "{code}");
        }
    }
}
