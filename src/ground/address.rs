//! Addresses of electronic mail.

/// Whether a text is one address that mail can be sent to, and nothing else: a plain local part, `@`, and a domain of
/// two labels or more (RFC 5321, without quoted parts and without addresses in numbers).
pub fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let atom = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&b))
    };
    let label = |part: &str| {
        let plain = part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        plain && (1..=63).contains(&part.len()) && !part.starts_with('-') && !part.ends_with('-')
    };
    let local_fits = local.len() <= 64 && local.split('.').all(atom);
    let domain_fits = domain.len() <= 253 && domain.contains('.') && domain.split('.').all(label);
    local_fits && domain_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_and_nothing_else() {
        for right in ["joho@m01.example", "a.b+c@x-y.example", "o'neil@pref.example"] {
            assert!(is_address(right), "{right}");
        }
        for wrong in [
            "",
            "a",
            "a@b",
            "a@b..example",
            ".a@b.example",
            "a@-b.example",
            "ａ@b.example",
            "a b@c.example",
            "A <a@b.example>",
            "a@b.example,c@d.example",
            "a@b.example\r\nBcc: c@d.example",
            "a@b@c.example",
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
