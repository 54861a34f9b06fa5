//! Files that one reads in a sitting.

use crate::source::files;

/// The most lines of a file, its tests included.
const MOST_LINES: usize = 400;

#[test]
fn no_file_is_longer_than_a_sitting() {
    let long: Vec<String> = files()
        .iter()
        .map(|file| (file.text.lines().count(), &file.path))
        .filter(|(lines, _)| *lines > MOST_LINES)
        .map(|(lines, path)| format!("{path}: {lines}"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
