//! Japanese text: folding for matching, digits for running text, and characters that must not come in.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// A text for matching only, never for printing: NFKC, one form of each dash, wave and dot, no spaces, no variation
/// selectors, ASCII in lower case, ヶ as ケ, か所 as 箇所. Folding a name would change it (塚 U+FA10 becomes another
/// character).
pub fn fold(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_graphic()) {
        return text.to_ascii_lowercase();
    }
    // Most text is in that form already, and to see so is cheaper than to make it so.
    if text.chars().all(is_settled) {
        return fold_normal(text.chars());
    }
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => fold_normal(text.chars()),
        IsNormalized::No | IsNormalized::Maybe => fold_normal(text.nfkc()),
    }
}

/// A name as names of a list compare: a measure's number, a code, a file's name. It is [`fold`]ed, unless folding would
/// make digits of what are none: 「2-ア-①」 is not 2-ア-1. A ' before a digit keeps Excel from making a day of it.
pub fn key(text: &str) -> String {
    let text =
        text.strip_prefix('\'').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(text);
    if has_disguised_digit(text) { text.to_owned() } else { fold(text) }
}

fn fold_normal(text: impl Iterator<Item = char>) -> String {
    let mut chars = text.filter(|c| !(c.is_whitespace() || is_unseen(*c))).peekable();
    let mut out = String::new();
    let mut before = None;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        out.push(match c {
            '〜' | '∼' => '~',
            // A long vowel follows a kana; elsewhere, and before a digit or a letter, it stands for a hyphen: 2ーイー5.
            'ー' if !before.is_some_and(is_kana) || next.is_some_and(|c| c.is_ascii_alphanumeric()) => '-',
            c if is_dash(c) => '-',
            '⁄' | '∕' => '/',
            '·' | '•' | '‧' | '∙' | '⋅' => '・',
            'か' | 'カ' | 'ヵ' | 'ケ' | 'ヶ' | '個' if next.is_some_and(is_counted) => '箇',
            'ヶ' => 'ケ',
            'ヵ' => 'カ',
            c => c.to_ascii_lowercase(),
        });
        before = Some(c);
    }
    out
}

/// Whether NFKC surely leaves a letter as it is, whatever stands beside it: ASCII, kana, kanji.
fn is_settled(c: char) -> bool {
    matches!(c, '\0'..='\x7F' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '一'..='\u{9FFF}')
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '−' | '˗' | '⁃' | '─' | '━' | '⎯' | '➖' | '⸺' | '゠')
}

fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー')
}

/// What is counted as か所, ヶ月, カ国, 箇年.
fn is_counted(c: char) -> bool {
    matches!(c, '所' | '月' | '国' | '年')
}

/// Whether a character only says how another one looks, or nothing at all.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// A text without the letters that nobody sees: what a key copied from a web page or a PDF brings along.
pub fn without_unseen(text: &str) -> Cow<'_, str> {
    match text.contains(is_unseen) {
        true => text.chars().filter(|c| !is_unseen(*c)).collect::<String>().into(),
        false => text.into(),
    }
}

/// Where two texts differ, each with its characters' numbers: 「ｲ」（U+FF72）; none where they are equal.
pub fn difference(one: &str, other: &str) -> Option<[String; 2]> {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = |pair: &(&char, &char)| pair.0 == pair.1;
    let begin = a.iter().zip(&b).take_while(same).count();
    let end = a[begin..].iter().rev().zip(b[begin..].iter().rev()).take_while(same).count();
    (a != b).then(|| [numbered(&a[begin..a.len() - end]), numbered(&b[begin..b.len() - end])])
}

/// Characters with their numbers. All of a long text nobody wants.
fn numbered(chars: &[char]) -> String {
    const MOST: usize = 4;
    let numbers: Vec<String> = chars.iter().take(MOST).map(|c| format!("U+{:04X}", u32::from(*c))).collect();
    match chars {
        [] => "（なし）".into(),
        _ => format!("「{}」（{}）", chars.iter().take(MOST).collect::<String>(), numbers.join(" ")),
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
        !(c.is_ascii() || matches!(c, '０'..='９'))
            && std::iter::once(c).nfkc().any(|folded| folded.is_ascii_digit())
    })
}

/// What a program that opens CSV may take for the beginning of a formula.
pub const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A text as it is written into CSV: with an apostrophe before what a program would compute. Numbers stay: -3.5.
pub fn guarded(text: &str) -> Cow<'_, str> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_number = unsigned.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%'));
    match text.starts_with(FORMULA_STARTS) && !is_number {
        true => format!("'{text}").into(),
        false => text.into(),
    }
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

/// Whether a text stands on one line and holds nothing but characters that are printed: what a header of a message and
/// an addressee's line need. A tab would end neither and be seen in none.
pub fn is_one_line(text: &str) -> bool {
    !text.chars().any(|c| c == MISSING || matches!(c, '\n' | '\r' | '\t') || forbidden(c).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_for_settled_is_what_nfkc_leaves() {
        for c in ('\0'..='\u{9FFF}').filter(|c| is_settled(*c)) {
            for text in [c.to_string(), format!("か{c}"), format!("{c}a")] {
                assert_eq!(text.nfkc().collect::<String>(), text, "{c:?}");
            }
        }
    }

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
        assert_eq!(fold("か\u{3099}ーと\u{a0}3カ所"), fold("がーと3か所"), "a letter and its mark are one");
        assert_eq!(fold("葛\u{E0100}飾・茅ヶ崎"), fold("葛飾·茅ケ崎"));
    }

    #[test]
    fn every_dash_of_a_key_is_a_hyphen() {
        for dash in "-‐‑‒–—―⁃−─━﹘﹣－➖ーｰ˗⸺゠".chars() {
            assert_eq!(key(&format!("2{dash}イ{dash}5")), "2-イ-5", "{dash}");
            assert_eq!(key(&format!("k{dash}1")), "k-1", "{dash}");
        }
        assert_eq!(key("サーバー"), "サーバー", "a long vowel stays");
        assert_ne!(key("サーバー"), key("サーバ"));
        assert_ne!(key("髙橋"), key("高橋"), "another character stays another one");
        assert_ne!(key("2-ア-①"), key("2-ア-1"));
    }

    #[test]
    fn a_difference_shows_its_characters() {
        let shown = |a, b| difference(a, b).map(|both| both.join(" "));
        assert_eq!(shown("2-ｲ-5", "2-イ-5").as_deref(), Some("「ｲ」（U+FF72） 「イ」（U+30A4）"));
        assert_eq!(shown("企画 課", "企画課").as_deref(), Some("「 」（U+0020） （なし）"));
        assert_eq!(shown("aab", "ab").as_deref(), Some("「a」（U+0061） （なし）"));
        assert_eq!(shown("企画課", "企画課"), None);
    }

    #[test]
    fn what_a_program_would_compute_is_guarded() {
        for text in ["=1+1", "+81-43", "-1+2", "@SUM(A1)", "\t=1", "=HYPERLINK(\"x\")", "-「減」", "=", "@"]
        {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "-", "-3.5", "+1,200", "-0.5%", "2-1", "－", "'=1", "甲=乙"] {
            assert_eq!(guarded(text), text);
        }
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
