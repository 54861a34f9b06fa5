//! A text as a workbook's cell takes it.

use std::borrow::Cow;

/// The most that a cell holds, as Excel counts: a character beyond U+FFFF is two.
const MOST_UNITS: usize = 32_767;
/// What a text ends in that was cut.
const CUT: &str = "…（以下略）";

/// A text, or as much of it as a cell holds, which then says so at its end. Excel takes no file with a longer one.
pub fn cell_text(text: &str) -> Cow<'_, str> {
    let units = |text: &str| text.chars().map(char::len_utf16).sum::<usize>();
    // No text has more units than bytes.
    if text.len() <= MOST_UNITS || units(text) <= MOST_UNITS {
        return text.into();
    }
    let mut room = MOST_UNITS - units(CUT);
    let fits = |c: &char| {
        let left = room.checked_sub(c.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    (text.chars().take_while(fits).collect::<String>() + CUT).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_is_cut_at_a_character_and_says_so() {
        for (text, is_cut) in [
            ("=短い文".to_owned(), false),
            ("あ".repeat(32_767), false),
            ("あ".repeat(32_768), true),
            ("𠮷".repeat(16_383), false),
            ("𠮷".repeat(16_384), true),
            ("あ".to_owned() + &"𠮷".repeat(20_000), true),
        ] {
            let cell = cell_text(&text);
            let units = cell.encode_utf16().count();
            assert!(units <= 32_767 && (!is_cut || units >= 32_766), "{units}");
            assert_eq!(cell.strip_suffix("…（以下略）").is_some_and(|kept| text.starts_with(kept)), is_cut);
            assert_eq!(cell == text, !is_cut);
        }
    }
}
