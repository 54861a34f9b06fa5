//! Japanese text: folding for matching, digits for running text, and characters that must not come in.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// A key for matching only, never for printing: NFKC, one form of each dash and wave, no spaces,
/// ASCII in lower case. Folding a name would change it (塚 U+FA10 becomes another character).
pub fn fold(text: &str) -> String {
    // Most text is in that form already, and to see so is cheaper than to make it so.
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => text.chars().filter_map(folded).collect(),
        IsNormalized::No | IsNormalized::Maybe => text.nfkc().filter_map(folded).collect(),
    }
}

fn folded(c: char) -> Option<char> {
    match c {
        c if c.is_whitespace() => None,
        '〜' | '∼' => Some('~'),
        '−' | '‐' | '–' | '—' | '―' | '─' => Some('-'),
        c => Some(c.to_ascii_lowercase()),
    }
}

/// Trims ASCII and ideographic white space at both ends.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{3000}')
}

/// Digits as running text prints them: a single digit is full-width, two and more are half-width
/// (令和２年２月７日, 12月４日, 第３回). A decimal or a grouped number counts as one run.
pub fn running_digits(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        let start = i;
        while i < chars.len() && (chars[i].is_ascii_digit() || in_number(&chars, start, i)) {
            i += 1;
        }
        match i - start {
            0 => {
                out.push(chars[i]);
                i += 1;
            }
            1 => out.push(full_width(chars[start])),
            _ => out.extend(&chars[start..i]),
        }
    }
    out
}

fn in_number(chars: &[char], start: usize, i: usize) -> bool {
    i > start && matches!(chars[i], '.' | ',') && chars.get(i + 1).is_some_and(char::is_ascii_digit)
}

/// The full-width form of an ASCII digit; other characters stay.
pub fn full_width(c: char) -> char {
    match c {
        '0'..='9' => char::from_u32('０' as u32 + (c as u32 - '0' as u32)).unwrap_or(c),
        c => c,
    }
}

/// The half-width form of full-width digits; other characters stay.
pub fn half_width_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32('0' as u32 + (c as u32 - '０' as u32)).unwrap_or(c),
            c => c,
        })
        .collect()
}

/// What stands in the place of a character that may not be printed: the printer's mark for a missing letter.
pub const MISSING: char = '〓';

/// Whether a text, folded, says that the cell above holds for this one too.
pub fn is_ditto(folded: &str) -> bool {
    matches!(folded, "同上" | "〃" | "\"" | "''" | "″" | "上に同じ")
}

/// Whether a text holds a character that folds to a digit and is none: 5³ is not 53, ② is not 2.
pub fn has_disguised_digit(text: &str) -> bool {
    text.chars().any(|c| {
        !matches!(c, '0'..='9' | '０'..='９')
            && std::iter::once(c).nfkc().any(|folded| folded.is_ascii_digit())
    })
}

/// The beginning of a text, for messages: a cell can be as long as a book.
pub fn excerpt(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Why a character may not stand in an input, or none if it may.
///
/// Replacement characters are the trace of a broken conversion, control characters and bidi
/// overrides show other text than they hold, private-use characters mean another thing on every machine.
pub fn forbidden(c: char) -> Option<&'static str> {
    match c {
        '\u{FFFD}' => Some("文字化けの跡"),
        '\n' | '\r' | '\t' => None,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{061C}' | '\u{200E}' | '\u{200F}' => {
            Some("文字の並びを変える制御文字")
        }
        '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => Some("見えない文字"),
        '\u{2028}' | '\u{2029}' => Some("見えない改行"),
        c if c.is_control() => Some("制御文字"),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => Some("外字（私用領域の文字）"),
        '\u{FDD0}'..='\u{FDEF}' => Some("文字でない符号"),
        c if c as u32 & 0xFFFE == 0xFFFE => Some("文字でない符号"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_digit_is_full_width_two_are_half_width() {
        assert_eq!(running_digits("令和2年12月7日"), "令和２年12月７日");
        assert_eq!(running_digits("93団体 1.5倍 1,200人 5"), "93団体 1.5倍 1,200人 ５");
    }

    #[test]
    fn folding_is_for_matching() {
        assert_eq!(fold("対象　年度 目標値（％）"), fold("対象年度目標値(%)"));
        assert_eq!(fold("１〜３"), fold("1～3"));
        assert_eq!(fold("A−B"), fold("Ａ－Ｂ"));
    }

    #[test]
    fn forbids_what_lies() {
        assert!(forbidden('\u{202E}').is_some());
        assert!(forbidden('\u{E000}').is_some());
        assert!(forbidden('\u{FFFD}').is_some());
        assert!(forbidden('\u{0007}').is_some());
        assert!("髙﨑①㈱𠮷\n葛\u{E0100}".chars().all(|c| forbidden(c).is_none()));
    }
}
