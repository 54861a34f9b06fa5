//! Text as it is searched for what is withheld: whatever stands around its letters, and however they are written, is left
//! away.

use unicode_normalization::UnicodeNormalization;

use crate::ground::text::without_unseen;

/// What ends a table in a text that is searched, or stands between two.
pub const TABLE: char = '\u{1D}';
/// What ends a row of a table in a text that is searched.
pub const ROW: char = '\u{1E}';
/// What ends a cell.
pub const CELL: char = '\u{1F}';

/// A text without what tells two writings of it apart: width, case, white space, letters that nobody sees, kinds of dashes.
/// Unlike [`fold`](crate::ground::text::fold) it takes no letter for another one because of its neighbours, so that a part of
/// a text is found in it.
pub fn bare(text: &str) -> String {
    let letters = without_unseen(text);
    let letters = letters.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase);
    letters
        .map(|c| match c {
            'ー' | '−' | '─' | '━' | '‐'..='―' | '⁃' => '-',
            '〜' | '∼' => '~',
            c => c,
        })
        .collect()
}

/// The numbers that stand in a bare text, each as it is always written: 「1,200.50人」 has 1200.5.
pub fn numbers(bare: &str) -> Vec<String> {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    bare.split(|c| !is_of_number(c)).filter_map(number).collect()
}

fn number(run: &str) -> Option<String> {
    let digits: String = run.trim_matches(['.', ',']).chars().filter(|c| *c != ',').collect();
    if digits.is_empty() {
        return None;
    }
    Some(match digits.split_once('.') {
        Some(_) => digits.trim_end_matches('0').trim_end_matches('.').to_owned(),
        None => digits,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_text_is_found_in_it() {
        let whole = bare("第３ サーバー１台　（Ａ県）か\u{200B}所");
        for part in ["第3サーバー", "サーバー 1台", "A県", "か所", "か"] {
            assert!(whole.contains(&bare(part)), "{part}");
        }
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        assert_eq!(numbers(&bare("約１，２００人、36.90％。２-ア-3")), ["1200", "36.9", "2", "3"]);
        assert_eq!(numbers(&bare("100.0、0.50、…")), ["100", "0.5"]);
    }
}
