//! Files that one reads in a sitting.

use crate::source::texts;

/// The most lines of a file, its tests included.
const MOST_LINES: usize = 400;

#[test]
fn no_file_is_longer_than_a_sitting() {
    let mut long = Vec::new();
    for folder in ["src", "tests", "examples", "benches"] {
        for (path, text) in texts(folder) {
            let lines = text.lines().count();
            if lines > MOST_LINES {
                long.push(format!("{folder}/{path}: {lines}"));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}
