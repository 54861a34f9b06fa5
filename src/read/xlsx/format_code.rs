//! The pieces of a number format's code, and the sections that they form.

/// The longest code that is looked at; Excel's own are no longer than 255 characters.
const MOST_BYTES: usize = 1_000;

/// A piece of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// The place of a digit: `0`, `#` or `?`.
    Digit(char),
    /// The decimal point, `.`
    Point,
    /// `,`, which groups digits by thousands.
    Comma,
    /// `%`
    Percent,
    /// The line of a fraction.
    Slash,
    /// `E+`
    Exponent,
    /// `General`
    General,
    /// `@`
    Text,
    /// `[>=100]`
    Condition,
    /// A letter of a day or of a time: `y`, `m`, `d`, `h`, `s` and the like.
    Moment(char),
    /// `[h]`: hours, minutes or seconds that are not counted anew each day, by their letter.
    Elapsed(char),
    /// `aaa` or `aaaa`: the day of the week, with so many letters.
    Weekday(usize),
    /// `AM/PM`
    HalfDays,
    /// `[$-ja-JP-x-gannen]`: the first year of an era is 元, not 1.
    FirstYear,
    /// `[DBNum1]`: digits of another kind, as 一二三.
    Numerals,
    /// What is shown as it stands.
    Literal(String),
}

/// The sections of a code: for numbers above zero, below zero, for zero, and for text. None if it is too long to be
/// meant.
pub(super) fn sections(code: &str) -> Option<Vec<Vec<Piece>>> {
    if code.len() > MOST_BYTES {
        return None;
    }
    // The day and the time as the machine of whoever looks at them writes them.
    let code = match () {
        () if code.contains("[$-F800]") => "yyyy\"年\"m\"月\"d\"日\"",
        () if code.contains("[$-F400]") => "h:mm:ss",
        () => code,
    };
    let mut sections = vec![Vec::new()];
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let taken = match word(rest) {
            Some((piece, length)) => {
                push(&mut sections, Some(piece));
                length
            }
            None if c == ';' => {
                sections.push(Vec::new());
                1
            }
            None => quoted(rest, c, &mut sections).unwrap_or_else(|| {
                push(&mut sections, Some(letter(c)));
                c.len_utf8()
            }),
        };
        rest = rest.get(taken..).unwrap_or("");
    }
    Some(sections)
}

fn push(sections: &mut [Vec<Piece>], piece: Option<Piece>) {
    let Some(section) = sections.last_mut() else { return };
    match (section.last_mut(), piece) {
        (Some(Piece::Literal(text)), Some(Piece::Literal(more))) => text.push_str(&more),
        (_, piece) => section.extend(piece),
    }
}

/// A word that code begins with, with its length: `General`, `AM/PM`, `E+`, `aaa`.
fn word(code: &str) -> Option<(Piece, usize)> {
    let begins = |word: &str| code.get(..word.len()).is_some_and(|text| text.eq_ignore_ascii_case(word));
    match () {
        () if begins("General") => Some((Piece::General, 7)),
        () if begins("AM/PM") => Some((Piece::HalfDays, 5)),
        () if begins("A/P") => Some((Piece::HalfDays, 3)),
        () if begins("aaaa") => Some((Piece::Weekday(4), 4)),
        () if begins("aaa") => Some((Piece::Weekday(3), 3)),
        () if code.starts_with("E+") || code.starts_with("E-") => Some((Piece::Exponent, 2)),
        () => None,
    }
}

/// What stands in quotes, in brackets or behind a sign of its own, with its length.
fn quoted(code: &str, first: char, sections: &mut [Vec<Piece>]) -> Option<usize> {
    let rest = &code[first.len_utf8()..];
    let next = rest.chars().next();
    let two = first.len_utf8() + next.map_or(0, char::len_utf8);
    let literal = |c: char| Piece::Literal(c.to_string());
    match first {
        '"' => {
            let end = rest.find('"').unwrap_or(rest.len());
            push(sections, Some(Piece::Literal(rest[..end].into())));
            Some(1 + end + 1)
        }
        '[' => {
            let end = rest.find(']').unwrap_or(rest.len());
            push(sections, bracketed(&rest[..end]));
            Some(1 + end + 1)
        }
        '\\' | '!' => {
            push(sections, next.map(literal));
            Some(two)
        }
        // Room as wide as a letter; a letter that fills the cell, which is seen unless it is a space.
        '_' => Some(two),
        '*' => {
            push(sections, next.filter(|c| !c.is_whitespace()).map(literal));
            Some(two)
        }
        _ => None,
    }
}

/// What stands in brackets: a condition, hours without end, a currency; a color or a language shows nothing.
fn bracketed(inside: &str) -> Option<Piece> {
    let elapsed =
        |letters: &str| matches!(letters.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss");
    let first = inside.chars().next()?;
    match first {
        '<' | '>' | '=' => Some(Piece::Condition),
        '$' if inside.to_ascii_lowercase().contains("-x-gannen") => Some(Piece::FirstYear),
        '$' => {
            let sign = inside[1..].split('-').next().unwrap_or_default();
            (!sign.is_empty()).then(|| Piece::Literal(sign.into()))
        }
        _ if elapsed(inside) => Some(Piece::Elapsed(first.to_ascii_lowercase())),
        _ if inside.to_ascii_lowercase().starts_with("dbnum") => Some(Piece::Numerals),
        _ => None,
    }
}

fn letter(c: char) -> Piece {
    match c {
        '0' | '#' | '?' => Piece::Digit(c),
        '.' => Piece::Point,
        ',' => Piece::Comma,
        '%' => Piece::Percent,
        '/' => Piece::Slash,
        '@' => Piece::Text,
        _ => match c.to_ascii_lowercase() {
            small @ ('y' | 'm' | 'd' | 'h' | 's' | 'g' | 'e' | 'b' | 'r') => Piece::Moment(small),
            _ => Piece::Literal(c.to_string()),
        },
    }
}
