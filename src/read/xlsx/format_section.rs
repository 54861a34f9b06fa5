//! A section of a number format: what it shows of numbers above zero, below zero, or of zero. Only what surely shows the
//! number itself, rounded or with a unit, is taken for it.

use num_traits::One;

use super::format_code::Piece;
use crate::ground::number::Exact;
use crate::model::value::Reading;
use crate::read::number;

/// How a number is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum FormatSection {
    /// As many decimals as it has.
    #[default]
    General,
    /// Digits with so many decimals.
    Number(ShownNumber),
    /// A day or a time.
    Moment(ShownMoment),
    /// These words and no digit.
    Words(String),
    /// In another magnitude, as a fraction, by a condition, without its sign: what is shown is not the number.
    Otherwise,
    /// Not at all, whatever the number is.
    Unseen,
}

/// A number with fixed decimals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ShownNumber {
    /// The least and the most decimals.
    pub decimals: (usize, usize),
    /// Whether 0.985 is shown as 98.5%.
    pub percent: bool,
    /// What stands before the digits, as 約.
    pub before: String,
    /// What stands behind the digits, as 人.
    pub after: String,
    /// Whether zero is shown as nothing, since no digit must stand.
    pub blank_zero: bool,
}

/// A day, a time, or both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ShownMoment {
    /// Whether year, month or day is shown.
    pub day: bool,
    /// Whether hours or minutes are shown.
    pub time: bool,
    /// Whether seconds are shown.
    pub seconds: bool,
    /// Whether hours are counted past 24.
    pub elapsed: bool,
}

/// How words are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum ShownWords {
    /// Just as the cell holds them.
    #[default]
    AsTheyStand,
    /// Between these.
    Between(String, String),
    /// As these, whatever they are; as nothing, if empty.
    As(String),
}

/// Whether nothing is shown.
pub(super) fn is_nothing(section: &FormatSection) -> bool {
    matches!(section, FormatSection::Words(text) if text.is_empty())
}

/// How a section shows words.
pub(super) fn words(pieces: &[Piece]) -> ShownWords {
    let literal = |pieces: &[Piece]| literals(pieces).unwrap_or_default();
    match pieces.iter().position(|piece| *piece == Piece::Text) {
        None if pieces == [Piece::General] => ShownWords::AsTheyStand,
        None => ShownWords::As(literal(pieces).trim().to_owned()),
        Some(at) => match (literal(&pieces[..at]), literal(&pieces[at + 1..])) {
            (before, after) if before.trim().is_empty() && after.trim().is_empty() => ShownWords::AsTheyStand,
            (before, after) => ShownWords::Between(before, after),
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

/// What pieces show of a number.
pub(super) fn section(pieces: &[Piece]) -> FormatSection {
    let has = |wanted: fn(&Piece) -> bool| pieces.iter().any(wanted);
    match () {
        () if has(|p| matches!(p, Piece::Moment(_) | Piece::Elapsed(_) | Piece::Weekday(_))) => {
            FormatSection::Moment(moment(pieces))
        }
        () if has(|p| matches!(p, Piece::Text)) => match pieces {
            [Piece::Text] => FormatSection::General,
            _ => FormatSection::Otherwise,
        },
        () if pieces == [Piece::General] => FormatSection::General,
        () if has(|p| matches!(p, Piece::General)) => general(pieces),
        () if has(|p| matches!(p, Piece::Digit(_))) => {
            figure(pieces).map_or(FormatSection::Otherwise, FormatSection::Number)
        }
        () => {
            literals(pieces).map_or(FormatSection::Otherwise, |text| FormatSection::Words(text.trim().into()))
        }
    }
}

/// Which parts of a moment pieces show: `m` is a minute beside an hour or a second, else a month.
fn moment(pieces: &[Piece]) -> ShownMoment {
    let letters: Vec<char> = (pieces.iter())
        .filter_map(|piece| match piece {
            Piece::Moment(letter) => Some(*letter),
            Piece::Elapsed(_) => Some('['),
            Piece::Weekday(_) => Some('d'),
            _ => None,
        })
        .collect();
    let mut moment = ShownMoment::default();
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
fn general(pieces: &[Piece]) -> FormatSection {
    let at = pieces.iter().position(|piece| *piece == Piece::General).unwrap_or(0);
    match (literals(&pieces[..at]), literals(&pieces[at + 1..])) {
        (Some(before), Some(after)) => FormatSection::Number(ShownNumber {
            decimals: (0, 15),
            before: before.trim().into(),
            after: after.trim().into(),
            ..ShownNumber::default()
        }),
        _ => FormatSection::Otherwise,
    }
}

/// Digits that stand together, with commas between them only; none if they show another number.
fn figure(pieces: &[Piece]) -> Option<ShownNumber> {
    let mut figure = ShownNumber { blank_zero: true, ..ShownNumber::default() };
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
            Piece::Numerals => {}
            _ => return None,
        }
    }
    figure.before = figure.before.trim().into();
    figure.after = figure.after.trim().into();
    Some(figure)
}

/// A section for numbers from zero on: with a sign, or with words that make another number of it, it does not show it.
pub(super) fn unsigned(section: FormatSection) -> FormatSection {
    let FormatSection::Number(mut figure) = section else { return section };
    if let Some(rest) = figure.before.strip_prefix(['+', '＋']) {
        figure.before = rest.trim_start().into();
    }
    plausible(figure)
}

/// A section for negatives: they need a sign, or brackets, which are then no part of the words around the digits.
pub(super) fn signed(section: FormatSection) -> FormatSection {
    const SIGNS: [char; 5] = ['-', '−', '－', '▲', '△'];
    match section {
        FormatSection::Number(mut figure) => {
            let brackets = figure.before.contains(['(', '（']) && figure.after.contains([')', '）']);
            if !brackets && !figure.before.contains(SIGNS) {
                return FormatSection::Otherwise;
            }
            let is_sign = |c: char| SIGNS.contains(&c) || brackets && matches!(c, '(' | '（' | ')' | '）');
            figure.before.retain(|c| !is_sign(c));
            figure.after.retain(|c| !is_sign(c));
            figure.before = figure.before.trim().into();
            plausible(figure)
        }
        // Without its sign: General shows none of its own here.
        FormatSection::General => FormatSection::Otherwise,
        other => other,
    }
}

/// A figure, unless the words around its digits make another number of them: 「1」0 shows 12 as 112.
fn plausible(mut figure: ShownNumber) -> FormatSection {
    if matches!(figure.before.as_str(), "¥" | "￥" | "\\") && figure.after.is_empty() {
        (figure.before, figure.after) = (String::new(), "円".into());
    }
    let makes_more = |c: char| c.is_numeric() || "十百千万億兆".contains(c);
    let digits = figure.before.ends_with(makes_more) || figure.after.starts_with(char::is_numeric);
    let one = number::parse(&format!("{}1{}", figure.before, figure.after), "");
    match one.0 {
        _ if digits => FormatSection::Otherwise,
        Reading::Value(read) if read.value != Exact::one() => FormatSection::Otherwise,
        _ => FormatSection::Number(figure),
    }
}
