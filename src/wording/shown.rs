//! Text as a terminal may show it.

use std::path::Path;

use crate::ground::text;

/// A message as a terminal may show it: what controls it, reorders or hides text is not obeyed.
pub fn shown(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { '⏎' } else { shown_char(c) }).collect()
}

/// Lines as a terminal may show them: likewise, and each line break is one.
pub fn shown_lines(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { c } else { shown_char(c) }).collect()
}

/// A path as a terminal may show it.
pub fn shown_path(path: &Path) -> String {
    shown(&path.to_string_lossy())
}

/// Whether a terminal may not show a character as it is.
pub fn is_hidden(c: char) -> bool {
    c != char::REPLACEMENT_CHARACTER && text::forbidden(c).is_some() || c.is_control()
}

fn shown_char(c: char) -> char {
    if is_hidden(c) { '□' } else { c }
}
