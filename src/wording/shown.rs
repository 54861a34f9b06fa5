//! Text as a terminal may show it.

use crate::ground::text;

/// A message as a terminal may show it: what controls it, reorders or hides text is not obeyed.
pub fn shown(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c == '\n' {
                '⏎'
            } else if c != char::REPLACEMENT_CHARACTER && text::forbidden(c).is_some() || c.is_control() {
                '□'
            } else {
                c
            }
        })
        .collect()
}
