//! Codes of recipients: the names by which departments, organizations and members are known.

/// Whether a text can be a code, which names files: small letters, digits and hyphens, at most 40: `joho`.
pub fn is_code(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !text.is_empty() && text.len() <= 40 && text.bytes().all(plain)
}
