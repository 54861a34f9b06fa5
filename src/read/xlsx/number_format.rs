//! Number formats: what a cell shows of the number that it holds.

/// How a number is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Format {
    /// As many decimals as it has.
    #[default]
    General,
    /// A day.
    Date,
    /// Digits with so many decimals.
    Number(Digits),
    /// In another magnitude, as a fraction, by a condition: what is shown is not the number.
    Scaled,
    /// Not at all.
    Unseen,
}

/// A number with fixed decimals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Digits {
    /// The least and the most decimals.
    pub decimals: (usize, usize),
    /// Whether 0.985 is shown as 98.5%.
    pub percent: bool,
    /// What stands before and after the digits, as 約 or 人.
    pub before: String,
    pub after: String,
    /// Whether negatives are shown without any sign, as in red.
    pub unsigned: bool,
    /// What zero is shown as, if not as 0.
    pub zero: Option<String>,
}

/// The formats that have a number and no code (ECMA-376, part 1, 18.8.30); 27–36 and 50–58 are Japanese dates.
pub fn built_in(id: u32) -> Format {
    let number = |decimals| Format::Number(Digits { decimals: (decimals, decimals), ..Digits::default() });
    let percent = |decimals| {
        Format::Number(Digits { decimals: (decimals, decimals), percent: true, ..Digits::default() })
    };
    match id {
        1 | 3 | 37 | 38 | 41 | 42 | 5 | 6 => number(0),
        2 | 4 | 39 | 40 | 43 | 44 | 7 | 8 => number(2),
        9 => percent(0),
        10 => percent(2),
        11..=13 | 48 => Format::Scaled,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Format::Date,
        _ => Format::General,
    }
}

/// Reads a format's code. Of the section for negatives only counts whether it has a sign: how they are written (▲,
/// brackets) is no part of the number.
pub fn parse(code: &str) -> Format {
    let pieces = pieces(code);
    if code.starts_with(';') {
        return Format::Unseen;
    }
    if pieces.contains(&Piece::Condition) {
        return Format::Scaled;
    }
    if pieces.iter().any(|p| matches!(p, Piece::Letter('y' | 'm' | 'd' | 'h' | 's' | 'g' | 'e' | 'b' | 'r')))
    {
        return Format::Date;
    }
    let mut digits = Digits::default();
    let (mut least, mut most) = (0, 0);
    let (mut seen, mut point, mut general, mut scaling) = (false, false, false, false);
    for piece in &pieces {
        match piece {
            Piece::Letter('0' | '?' | '#') if scaling => scaling = false,
            _ => {}
        }
        match piece {
            Piece::General => (general, seen) = (true, true),
            Piece::Letter('0' | '#' | '?') => {
                if point {
                    most += 1;
                    if *piece == Piece::Letter('0') {
                        least = most;
                    }
                }
                seen = true;
            }
            Piece::Letter('.') => point = true,
            Piece::Letter(',') => scaling = seen,
            Piece::Letter('%') => digits.percent = true,
            Piece::Letter('/' | 'E') if seen => return Format::Scaled,
            Piece::Letter('@') => return Format::General,
            Piece::Letter(c) => literal(&mut digits, seen, &c.to_string()),
            Piece::Literal(text) => literal(&mut digits, seen, text),
            Piece::Condition => {}
        }
    }
    match () {
        () if scaling => Format::Scaled,
        () if general && digits == Digits::default() => Format::General,
        () if general => Format::Number(Digits { decimals: (0, 15), ..digits }),
        () if !seen => Format::General,
        () => {
            let sections = sections(code);
            let unsigned = sections.get(1).is_some_and(|section| is_unsigned(section));
            let zero = sections.get(2).and_then(|section| words_of(section));
            Format::Number(Digits { decimals: (least, most), unsigned, zero, ..digits })
        }
    }
}

/// Whether a section for negatives has digits and no sign.
fn is_unsigned(section: &str) -> bool {
    section.contains(['0', '#', '?']) && !section.contains(['-', '−', '－', '▲', '△', '(', '（'])
}

/// What a section shows, if it shows no digits.
fn words_of(section: &str) -> Option<String> {
    let digits = |piece: &Piece| matches!(piece, Piece::Letter('0' | '#' | '?') | Piece::General);
    let pieces = pieces(section);
    let word = |piece: &Piece| match piece {
        Piece::Literal(text) => Some(text.clone()),
        Piece::Letter(c) => Some(c.to_string()),
        _ => None,
    };
    // A bare hyphen is no piece, since around digits it is a sign.
    let bare = if section.contains('"') { "" } else { section.trim_matches(|c| c != '-') };
    (!pieces.iter().any(digits))
        .then(|| bare.to_owned() + &pieces.iter().filter_map(word).collect::<String>())
}

/// The sections of a code: for numbers above zero, below zero, for zero, and for text.
fn sections(code: &str) -> Vec<&str> {
    let (mut quoted, mut escaped) = (false, false);
    code.split(|c| {
        let ends = c == ';' && !quoted && !escaped;
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })
    .collect()
}

fn literal(digits: &mut Digits, seen: bool, text: &str) {
    if !text.trim().is_empty() {
        if seen { &mut digits.after } else { &mut digits.before }.push_str(text.trim());
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// A letter that means something.
    Letter(char),
    /// Text in quotes or after a backslash.
    Literal(String),
    General,
    /// `[>=100]`
    Condition,
}

/// The pieces of the first section.
fn pieces(code: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("general")) {
            pieces.push(Piece::General);
            rest = &rest[7..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            ';' => break,
            '"' => {
                let end = rest.find('"').unwrap_or(rest.len());
                pieces.push(Piece::Literal(rest[..end].into()));
                rest = rest.get(end + 1..).unwrap_or("");
            }
            '[' => {
                let end = rest.find(']').unwrap_or(rest.len());
                let inside = &rest[..end];
                match inside.chars().next() {
                    Some('<' | '>' | '=') => pieces.push(Piece::Condition),
                    Some('h' | 'm' | 's' | 'H' | 'M' | 'S') if inside.len() <= 2 => {
                        pieces.push(Piece::Letter('h'))
                    }
                    _ => {}
                }
                rest = rest.get(end + 1..).unwrap_or("");
            }
            '\\' => {
                let next = rest.chars().next();
                pieces.extend(next.map(|c| Piece::Literal(c.to_string())));
                rest = &rest[next.map_or(0, char::len_utf8)..];
            }
            // Room as wide as a letter, and a letter that fills the cell.
            '_' | '*' => rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..],
            ' ' | '+' | '-' | '(' | ')' => {}
            'E' if rest.starts_with(['+', '-']) => pieces.push(Piece::Letter('E')),
            c => pieces.push(Piece::Letter(c.to_ascii_lowercase())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(least: usize, most: usize, percent: bool, before: &str, after: &str) -> Format {
        Format::Number(Digits {
            decimals: (least, most),
            percent,
            before: before.into(),
            after: after.into(),
            unsigned: false,
            zero: None,
        })
    }

    #[test]
    fn codes_are_read() {
        for (code, format) in [
            ("General", Format::General),
            ("@", Format::General),
            ("0", digits(0, 0, false, "", "")),
            ("#,##0.0", digits(1, 1, false, "", "")),
            ("0.0#", digits(1, 2, false, "", "")),
            ("0.0%", digits(1, 1, true, "", "")),
            ("0\"人\"", digits(0, 0, false, "", "人")),
            ("\"約\"#,##0", digits(0, 0, false, "約", "")),
            ("0.0\"%\"", digits(1, 1, false, "", "%")),
            ("#,##0;\"▲\"#,##0", digits(0, 0, false, "", "")),
            ("#,##0_);(#,##0)", digits(0, 0, false, "", "")),
            ("General\"件\"", digits(0, 15, false, "", "件")),
            (";;;", Format::Unseen),
            ("#,##0,", Format::Scaled),
            ("# ?/?", Format::Scaled),
            ("0.00E+00", Format::Scaled),
            ("[>=1000]#,##0,;0", Format::Scaled),
            ("[Red]0.0", digits(1, 1, false, "", "")),
            ("yyyy/m/d", Format::Date),
            ("[$-411]ge.m.d", Format::Date),
            ("[h]:mm", Format::Date),
            ("m\"月\"d\"日\"", Format::Date),
        ] {
            assert_eq!(parse(code), format, "{code}");
        }
    }
}
