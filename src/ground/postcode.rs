//! Postcodes (郵便番号): seven digits.

use super::text::fold;

/// A postcode as envelopes show it: 「２６０ー８６６７」, 「〒260-8667」 and 「2608667」 are 「260-8667」. None for what has other than
/// seven digits, a dash elsewhere than behind the third, or other characters.
pub fn postcode(written: &str) -> Option<String> {
    let folded = fold(written);
    let bare = folded.trim_start_matches("郵便番号").trim_start_matches(['〒', ':', '.']);
    let (three, four) = match bare.split_once('-') {
        Some(parts) => parts,
        None => bare.split_at_checked(3)?,
    };
    let digits = |part: &str, n| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    (digits(three, 3) && digits(four, 4)).then(|| format!("{three}-{four}"))
}

#[cfg(test)]
mod tests {
    use super::postcode;

    #[test]
    fn a_postcode_is_read_however_it_is_spelled() {
        for written in [
            "260-8667",
            "〒260-8667",
            "２６０－８６６７",
            "２６０ー８６６７",
            "2608667",
            "〒 260 − 8667",
            "郵便番号：260-8667",
        ] {
            assert_eq!(postcode(written).as_deref(), Some("260-8667"), "{written}");
        }
        assert_eq!(postcode("000-0000").as_deref(), Some("000-0000"));
    }

    #[test]
    fn what_is_no_postcode_is_none() {
        for written in
            ["", "260", "260-867", "26-08667", "2608-667", "260-86677", "260-866O", "千葉市", "260--8667"]
        {
            assert_eq!(postcode(written), None, "{written}");
        }
    }
}
