//! Number formats: what a cell shows of the number that it holds. Only what surely shows the number itself, rounded or
//! with a unit, is taken for it.

use num_traits::One;

use super::format_code::{Piece, sections};
use crate::ground::number::Exact;
use crate::model::value::Reading;
use crate::read::number;

/// How a cell shows what it holds: numbers above zero, below zero and zero, and words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Format {
    positive: Section,
    negative: Option<Section>,
    zero: Option<Section>,
    pub words: Words,
}

/// How a number is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Section {
    /// As many decimals as it has.
    #[default]
    General,
    /// Digits with so many decimals.
    Figure(Figure),
    /// A day or a time.
    Moment(Moment),
    /// These words and no digit.
    Words(String),
    /// In another magnitude, as a fraction, by a condition, without its sign: what is shown is not the number.
    Otherwise,
    /// Not at all, whatever the number is.
    Unseen,
}

/// A number with fixed decimals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figure {
    /// The least and the most decimals.
    pub decimals: (usize, usize),
    /// Whether 0.985 is shown as 98.5%.
    pub percent: bool,
    /// What stands before and after the digits, as 約 or 人.
    pub before: String,
    pub after: String,
    /// Whether zero is shown as nothing, since no digit must stand.
    pub blank_zero: bool,
}

/// A day, a time, or both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moment {
    pub day: bool,
    pub time: bool,
    pub seconds: bool,
    /// Whether hours are counted past 24.
    pub elapsed: bool,
}

/// How words are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Words {
    #[default]
    AsTheyStand,
    /// Between these.
    Between(String, String),
    /// As these, whatever they are; as nothing, if empty.
    As(String),
}

impl Format {
    /// How a number is shown.
    pub fn of(&self, value: f64) -> &Section {
        let own = match () {
            () if value < 0.0 => self.negative.as_ref(),
            () if value == 0.0 => self.zero.as_ref(),
            () => None,
        };
        own.unwrap_or(&self.positive)
    }

    fn all(section: Section) -> Self {
        Self { positive: section, ..Self::default() }
    }
}

/// The formats that have a number and no code (ECMA-376, part 1, 18.8.30), as Excel has them in Japan.
pub fn built_in(id: u32) -> Format {
    let code = match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "\"¥\"#,##0;\"¥\"-#,##0",
        7 | 8 => "\"¥\"#,##0.00;\"¥\"-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14..=17 | 27..=31 | 34..=36 | 50..=58 => "yyyy/m/d",
        18 | 20 | 32 => "h:mm",
        19 | 21 | 33 | 45 | 47 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        37 | 38 => "#,##0_);(#,##0)",
        39 | 40 => "#,##0.00_);(#,##0.00)",
        41 => "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
        42 => "_ \"¥\"* #,##0_ ;_ \"¥\"* -#,##0_ ;_ \"¥\"* \"-\"_ ;_ @_ ",
        43 => "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
        44 => "_ \"¥\"* #,##0.00_ ;_ \"¥\"* -#,##0.00_ ;_ \"¥\"* \"-\"??_ ;_ @_ ",
        46 => "[h]:mm:ss",
        // Exponents, fractions, and what other countries have.
        11..=13 | 48 | 59..=81 => return Format::all(Section::Otherwise),
        _ => "General",
    };
    parse(code)
}

/// Reads a format's code.
pub fn parse(code: &str) -> Format {
    let Some(mut sections) = sections(code) else { return Format::all(Section::Otherwise) };
    let is_words = |section: &Vec<Piece>| section.contains(&Piece::Text);
    let last_is_words = sections.len() > 1 && sections.last().is_some_and(is_words);
    let words = match sections.len() == 4 || last_is_words {
        true => sections.pop().map_or(Words::AsTheyStand, |section| words(&section)),
        false if sections.len() == 1 && is_words(&sections[0]) => words(&sections[0]),
        false => Words::AsTheyStand,
    };
    let conditional = sections.iter().flatten().any(|piece| *piece == Piece::Condition);
    if conditional || sections.len() > 3 {
        return Format { words, ..Format::all(Section::Otherwise) };
    }
    let mut read = sections.iter().map(|pieces| section(pieces));
    let positive = read.next().unwrap_or_default();
    let (negative, zero) = (read.next(), read.next());
    if [Some(&positive), negative.as_ref(), zero.as_ref()].into_iter().flatten().all(is_nothing) {
        return Format { words, ..Format::all(Section::Unseen) };
    }
    Format { positive: unsigned(positive), negative: negative.map(signed), zero: zero.map(unsigned), words }
}

fn is_nothing(section: &Section) -> bool {
    matches!(section, Section::Words(text) if text.is_empty())
}

/// How a section shows words.
fn words(pieces: &[Piece]) -> Words {
    let literal = |pieces: &[Piece]| literals(pieces).unwrap_or_default();
    match pieces.iter().position(|piece| *piece == Piece::Text) {
        None if pieces == [Piece::General] => Words::AsTheyStand,
        None => Words::As(literal(pieces).trim().to_owned()),
        Some(at) => match (literal(&pieces[..at]), literal(&pieces[at + 1..])) {
            (before, after) if before.trim().is_empty() && after.trim().is_empty() => Words::AsTheyStand,
            (before, after) => Words::Between(before, after),
        },
    }
}

/// The words of pieces, if they are nothing else.
fn literals(pieces: &[Piece]) -> Option<String> {
    let text = |piece: &Piece| match piece {
        Piece::Literal(text) => Some(text.clone()),
        Piece::Slash => Some("/".into()),
        Piece::Comma => Some(",".into()),
        Piece::Point => Some(".".into()),
        Piece::Percent => Some("%".into()),
        _ => None,
    };
    pieces.iter().map(text).collect()
}

fn section(pieces: &[Piece]) -> Section {
    let has = |wanted: fn(&Piece) -> bool| pieces.iter().any(wanted);
    match () {
        () if has(|p| matches!(p, Piece::Moment(_) | Piece::Elapsed)) => Section::Moment(moment(pieces)),
        () if has(|p| matches!(p, Piece::Text)) => match pieces {
            [Piece::Text] => Section::General,
            _ => Section::Otherwise,
        },
        () if pieces == [Piece::General] => Section::General,
        () if has(|p| matches!(p, Piece::General)) => general(pieces),
        () if has(|p| matches!(p, Piece::Digit(_))) => {
            figure(pieces).map_or(Section::Otherwise, Section::Figure)
        }
        () => literals(pieces).map_or(Section::Otherwise, |text| Section::Words(text.trim().into())),
    }
}

/// Which parts of a moment pieces show: `m` is a minute beside an hour or a second, else a month.
fn moment(pieces: &[Piece]) -> Moment {
    let letters: Vec<char> = (pieces.iter())
        .filter_map(|piece| match piece {
            Piece::Moment(letter) => Some(*letter),
            Piece::Elapsed => Some('['),
            _ => None,
        })
        .collect();
    let mut moment = Moment::default();
    let mut before = ' ';
    for (i, letter) in letters.iter().enumerate() {
        let after = letters[i..].iter().find(|other| *other != letter);
        match letter {
            '[' => (moment.time, moment.elapsed) = (true, true),
            'h' => moment.time = true,
            's' => (moment.time, moment.seconds) = (true, true),
            'm' if matches!(before, 'h' | '[') || after == Some(&'s') => moment.time = true,
            _ => moment.day = true,
        }
        if *letter != 'm' {
            before = *letter;
        }
    }
    moment
}

/// `General` between words.
fn general(pieces: &[Piece]) -> Section {
    let at = pieces.iter().position(|piece| *piece == Piece::General).unwrap_or(0);
    match (literals(&pieces[..at]), literals(&pieces[at + 1..])) {
        (Some(before), Some(after)) => Section::Figure(Figure {
            decimals: (0, 15),
            before: before.trim().into(),
            after: after.trim().into(),
            ..Figure::default()
        }),
        _ => Section::Otherwise,
    }
}

/// Digits that stand together, with commas between them only; none if they show another number.
fn figure(pieces: &[Piece]) -> Option<Figure> {
    let mut figure = Figure { blank_zero: true, ..Figure::default() };
    let (mut seen, mut ended, mut point) = (false, false, false);
    for (i, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Digit(_) | Piece::Point if ended => return None,
            Piece::Digit(digit) => {
                figure.decimals.1 += usize::from(point);
                if *digit == '0' {
                    figure.blank_zero = false;
                    figure.decimals.0 = figure.decimals.1;
                }
                seen = true;
            }
            Piece::Point if point => return None,
            Piece::Point => (seen, point) = (true, true),
            // Between digits it groups them; behind them it divides by a thousand.
            Piece::Comma => {
                let digit = |at: usize| matches!(pieces.get(at), Some(Piece::Digit(_)));
                if point || i == 0 || !digit(i - 1) || !digit(i + 1) {
                    return None;
                }
            }
            Piece::Percent if !seen || figure.percent => return None,
            Piece::Percent => (figure.percent, ended) = (true, true),
            Piece::Literal(text) if seen => {
                figure.after.push_str(text);
                ended = true;
            }
            Piece::Literal(text) => figure.before.push_str(text),
            _ => return None,
        }
    }
    figure.before = figure.before.trim().into();
    figure.after = figure.after.trim().into();
    Some(figure)
}

/// A section for numbers from zero on: with a sign, or with words that make another number of it, it does not show it.
fn unsigned(section: Section) -> Section {
    let Section::Figure(mut figure) = section else { return section };
    if let Some(rest) = figure.before.strip_prefix(['+', '＋']) {
        figure.before = rest.trim_start().into();
    }
    plausible(figure)
}

/// A section for negatives: they need a sign, or brackets, which are then no part of the words around the digits.
fn signed(section: Section) -> Section {
    const SIGNS: [char; 5] = ['-', '−', '－', '▲', '△'];
    match section {
        Section::Figure(mut figure) => {
            let brackets = figure.before.contains(['(', '（']) && figure.after.contains([')', '）']);
            if !brackets && !figure.before.contains(SIGNS) {
                return Section::Otherwise;
            }
            let is_sign = |c: char| SIGNS.contains(&c) || brackets && matches!(c, '(' | '（' | ')' | '）');
            figure.before.retain(|c| !is_sign(c));
            figure.after.retain(|c| !is_sign(c));
            figure.before = figure.before.trim().into();
            plausible(figure)
        }
        // Without its sign: General shows none of its own here.
        Section::General => Section::Otherwise,
        other => other,
    }
}

/// A figure, unless the words around its digits make another number of them: 「1」0 shows 12 as 112.
fn plausible(mut figure: Figure) -> Section {
    if matches!(figure.before.as_str(), "¥" | "￥" | "\\") && figure.after.is_empty() {
        (figure.before, figure.after) = (String::new(), "円".into());
    }
    let makes_more = |c: char| c.is_numeric() || "十百千万億兆".contains(c);
    let digits = figure.before.ends_with(makes_more) || figure.after.starts_with(char::is_numeric);
    let one = number::parse(&format!("{}1{}", figure.before, figure.after), "");
    match one.0 {
        _ if digits => Section::Otherwise,
        Reading::Value(read) if read.value != Exact::one() => Section::Otherwise,
        _ => Section::Figure(figure),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(least: usize, most: usize, before: &str, after: &str) -> Section {
        let (before, after) = (before.into(), after.into());
        Section::Figure(Figure { decimals: (least, most), before, after, ..Figure::default() })
    }

    fn percent(decimals: usize) -> Section {
        Section::Figure(Figure { decimals: (decimals, decimals), percent: true, ..Figure::default() })
    }

    fn moment(day: bool, time: bool, seconds: bool, elapsed: bool) -> Section {
        Section::Moment(Moment { day, time, seconds, elapsed })
    }

    #[test]
    fn what_shows_the_number_itself_is_read() {
        for (code, shown) in [
            ("General", Section::General),
            ("@", Section::General),
            ("0", figure(0, 0, "", "")),
            ("#,##0.0", figure(1, 1, "", "")),
            ("0.0#", figure(1, 2, "", "")),
            ("?0.0?", figure(1, 2, "", "")),
            ("0.0%", percent(1)),
            ("0\"人\"", figure(0, 0, "", "人")),
            ("0人", figure(0, 0, "", "人")),
            ("0[$千円]", figure(0, 0, "", "千円")),
            ("[$USD] #,##0", figure(0, 0, "USD", "")),
            ("[$¥-411]#,##0", figure(0, 0, "", "円")),
            ("\"約\"#,##0", figure(0, 0, "約", "")),
            ("\"2-\"0", figure(0, 0, "2-", "")),
            ("0.0\"%\"", figure(1, 1, "", "%")),
            ("+0;-0;0", figure(0, 0, "", "")),
            ("(0)", figure(0, 0, "(", ")")),
            ("#,##0;\"▲\"#,##0", figure(0, 0, "", "")),
            ("#,##0_);(#,##0)", figure(0, 0, "", "")),
            ("_-* #,##0_-;-* #,##0_-;_-* \"-\"_-", figure(0, 0, "", "")),
            ("General\"件\"", figure(0, 15, "", "件")),
            ("[Red]0.0", figure(1, 1, "", "")),
            ("[DBNum3]0", figure(0, 0, "", "")),
        ] {
            assert_eq!(parse(code).of(1.0), &shown, "{code}");
        }
    }

    #[test]
    fn what_shows_something_else_is_not() {
        for code in [
            "#,##0,",
            "#,##0,.0",
            "0,.0",
            "#,##0.0,",
            "#,##0\" \",",
            ",0",
            "# ?/?",
            "0/30",
            "0.00E+00",
            "0%%",
            "00-00",
            "000-0000",
            "0\" \"0",
            "0.0.0",
            "[>=1000]#,##0,;0",
            "0;[>1000]0,;0",
            "-0",
            "\"▲\"0",
            "\"1\"0",
            "0\"000\"",
            "0\"万\"",
            "\"1億\"0",
            "0*-0",
            "@\"件\"",
            "0;0;0;0;0",
        ] {
            assert_eq!(parse(code).of(1.0), &Section::Otherwise, "{code}");
        }
        assert_eq!(parse(&"0".repeat(2_000)).of(1.0), &Section::Otherwise);
        assert_eq!(parse("\"調査中\"").of(1.0), &Section::Words("調査中".into()));
        assert_eq!(parse(";-0;0").of(1.0), &Section::Words(String::new()));
        for code in [";;;", ";", "\"\"", "\" \"", "\"\";\"\";\"\"", "_-"] {
            assert_eq!(parse(code).of(1.0), &Section::Unseen, "{code}");
        }
    }

    #[test]
    fn negatives_need_their_sign() {
        for code in ["0", "0;-0", "0;\"▲ \"0", "0_);(0)", "0;△0", "#,##0;[Red]\\-#,##0", "0;@"] {
            assert_eq!(parse(code).of(-1.0), &figure(0, 0, "", ""), "{code}");
        }
        for code in ["0;0", "0;[Red]0", "0;\"減\"0", "0;-0,", "General;General", "0;(0"] {
            assert_eq!(parse(code).of(-1.0), &Section::Otherwise, "{code}");
        }
        for (code, shown) in [("0;", ""), ("0;;", ""), ("0;\"－\"", "－"), ("0;\"なし\"", "なし")] {
            assert_eq!(parse(code).of(-1.0), &Section::Words(shown.into()), "{code}");
        }
    }

    #[test]
    fn zeros_may_be_shown_otherwise() {
        let blank = |code: &str| matches!(parse(code).of(0.0), Section::Figure(f) if f.blank_zero);
        assert!(blank("#,###") && blank("#") && blank("#.##") && blank("???"));
        assert!(!blank("#,##0") && !blank("#.0") && !blank("0;-0;0"));
        for (code, shown) in [("0;-0;;@", ""), ("0;-0;-", "-"), ("0;-0;\"なし\"", "なし")] {
            assert_eq!(parse(code).of(0.0), &Section::Words(shown.into()), "{code}");
        }
        assert_eq!(built_in(41).of(0.0), &Section::Words("-".into()));
    }

    #[test]
    fn days_and_times_are_told_apart() {
        let (day, time) = (moment(true, false, false, false), moment(false, true, false, false));
        for (code, shown) in [
            ("yyyy/m/d", day.clone()),
            ("yyyy/m/d;@", day.clone()),
            ("[$-411]ge.m.d", day.clone()),
            ("m\"月\"d\"日\"", day.clone()),
            ("aaaa", day.clone()),
            ("mmm", day),
            ("h:mm", time.clone()),
            ("[$-409]h:mm AM/PM", time),
            ("h\"時\"mm\"分\"ss\"秒\"", moment(false, true, true, false)),
            ("mm:ss.0", moment(false, true, true, false)),
            ("[h]:mm", moment(false, true, false, true)),
            ("[m]", moment(false, true, false, true)),
            ("yyyy/m/d h:mm", moment(true, true, false, false)),
        ] {
            assert_eq!(parse(code).of(1.0), &shown, "{code}");
        }
    }

    #[test]
    fn words_have_a_section_of_their_own() {
        let between = |before: &str, after: &str| Words::Between(before.into(), after.into());
        for (code, words) in [
            ("General", Words::AsTheyStand),
            ("0;-0;;@", Words::AsTheyStand),
            ("@", Words::AsTheyStand),
            (";;", Words::AsTheyStand),
            (";;;", Words::As(String::new())),
            ("0;0;0;\"調査中\"", Words::As("調査中".into())),
            ("@\"様\"", between("", "様")),
            ("0;\"約\"@", between("約", "")),
        ] {
            assert_eq!(parse(code).words, words, "{code}");
        }
    }
}
