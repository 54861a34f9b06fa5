//! The numbers in a text.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// A number with its sign, its separators and its percent sign.
static NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[▲-]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?%?").ok());

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberToken {
    /// As it is compared: 「▲1,234.5」, 「61.7%」.
    pub text: String,
    /// The bytes of the text at which it stands.
    pub at: Range<usize>,
}

/// A text with half-width letters, digits and signs, and one sign for what is negative. 「①」 stays: it is no number.
pub fn half_width(text: &str) -> String {
    let half = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - u32::from('！') + u32::from('!')).unwrap_or(c),
        '　' | '\u{a0}' => ' ',
        '−' | '‐' | '–' => '-',
        c => c,
    };
    text.chars().map(half).collect()
}

/// A text with half-width signs and without white space, as texts are compared.
pub fn squeezed(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// The numbers of a text with half-width digits, from the left.
pub fn numbers(text: &str) -> Vec<NumberToken> {
    let found = NUMBER.iter().flat_map(|number| number.find_iter(text));
    found.map(|found| NumberToken { text: found.as_str().to_owned(), at: found.range() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        numbers(&half_width(text)).into_iter().map(|number| number.text).collect()
    }

    #[test]
    fn numbers_are_found_in_any_width_with_signs_and_separators() {
        assert_eq!(texts("達成率は▲１，２３４．５％で、28事業のうち3"), ["▲1,234.5%", "28", "3"]);
        // A point that ends a sentence is none of a number's.
        assert_eq!(texts("計12."), ["12"]);
        assert_eq!(texts("①と⑵"), Vec::<String>::new());
    }
}
