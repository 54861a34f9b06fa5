//! A text beside what it was: in pieces, of which some differ.

use serde::Serialize;

/// A piece of a text, changed or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedText {
    /// The letters of the piece: 「85」 of 「85台」.
    pub text: String,
    /// Whether the other side has something else here; such a piece is underlined.
    pub changed: bool,
}

/// A text of one piece, all of it changed.
pub fn all_changed(text: &str) -> Vec<ComparedText> {
    vec![ComparedText { text: text.into(), changed: true }]
}

/// What stands where the other side's text has no fellow: 「（新設）」, 「（削る）」.
pub fn mark(text: &str) -> Vec<ComparedText> {
    vec![ComparedText { text: text.into(), changed: false }]
}

/// Two texts with what differs between their common beginning and end.
pub fn segments(old: &str, new: &str) -> (Vec<ComparedText>, Vec<ComparedText>) {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = rest.take_while(|(a, b)| a == b).count();
    let side = |text: &[char]| {
        let parts = [
            (&text[..head], false),
            (&text[head..text.len() - tail], true),
            (&text[text.len() - tail..], false),
        ];
        let segment =
            |(part, changed): (&[char], bool)| ComparedText { text: part.iter().collect(), changed };
        parts.into_iter().filter(|(part, _)| !part.is_empty()).map(segment).collect()
    };
    (side(&old), side(&new))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(segments: &[ComparedText]) -> String {
        segments.iter().map(|s| if s.changed { format!("[{}]", s.text) } else { s.text.clone() }).collect()
    }

    #[test]
    fn only_what_differs_is_marked() {
        for (old, new, old_marked, new_marked) in [
            ("85台", "90台", "[85]台", "[90]台"),
            ("1,200人", "1,300人", "1,[2]00人", "1,[3]00人"),
            ("12", "112", "12", "1[1]2"),
            ("令和２年度", "令和３年度", "令和[２]年度", "令和[３]年度"),
            ("", "8", "", "[8]"),
            ("aa", "a", "a[a]", "a"),
        ] {
            let (before, after) = segments(old, new);
            assert_eq!(
                (marked(&before), marked(&after)),
                (old_marked.into(), new_marked.into()),
                "{old} {new}"
            );
        }
    }
}
