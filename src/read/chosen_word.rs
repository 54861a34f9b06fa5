//! Words by which people answer on a form, in more ways than the form prints: politely, with a circle, with a tick.

use super::word_of_list::{choice, no_value};
use crate::ground::text;
use crate::model::cause::Cause;
use crate::model::choice::Choice;
use crate::model::value::Reading;

/// What people write for each answer to one question.
pub struct AnswerWords<T: 'static> {
    /// Folded, and without what is polite about it.
    pub plain: &'static [(T, &'static [&'static str])],
    /// What stands behind a word and says no more; of two endings of which one ends the other the longer first.
    pub behind: &'static [&'static [&'static str]],
    /// What a circle alone says, and what a cross.
    pub marks: Option<[T; 2]>,
}

/// How people end what they say they do: 「承認いたします。」
pub const POLITE: &[&str] = &[
    "させていただきます",
    "させて頂きます",
    "いたします",
    "致します",
    "とします",
    "します",
    "する",
    "です",
    "。",
];
/// What is polite before a word.
const BEFORE: [&str; 3] = ["御", "ご", "お"];
/// Circles and ticks by which a word is chosen among several.
const CHOSEN: [char; 13] = ['○', '◯', '〇', '●', '◎', '⭕', '☑', '✓', '✔', 'レ', '■', '☒', '✅'];
/// Empty boxes, and what stands around a mark.
const AROUND: [char; 9] = ['□', '☐', '(', ')', '[', ']', '　', '※', '*'];
/// A cross alone.
const CROSSES: [&str; 6] = ["×", "✕", "✖", "✗", "✘", "x"];

impl<T: Choice> AnswerWords<T> {
    /// Reads an answer: a word of the form, another of the same meaning, or, of several that the form printed, the one
    /// with the circle. What is none of them can't be read, and the cause says so.
    pub fn read(&self, column: &str, written: &str) -> (Reading<T>, Option<Cause>) {
        if let Some(reason) = no_value(written) {
            return (Reading::Absent(reason), None);
        }
        let (of_list, wrong) = choice(column, written);
        let said = if written.len() > 300 { None } else { self.of_pieces(written) };
        match said {
            Some(said) if wrong.is_some() => (Reading::Value(said), None),
            _ => (of_list, wrong),
        }
    }

    fn of_pieces(&self, written: &str) -> Option<T> {
        let marks = self.marks.as_ref();
        if CROSSES.contains(&text::fold(written).as_str()) {
            return marks.map(|[_, cross]| *cross);
        }
        let is_between =
            |c: char| matches!(c, '・' | '･' | '/' | '／' | '、' | ',' | '，' | '\n' | '　' | ' ');
        let pieces: Vec<&str> = written.split(is_between).filter(|piece| !piece.is_empty()).collect();
        let chosen: Vec<&&str> = pieces.iter().filter(|piece| piece.contains(CHOSEN)).collect();
        match (pieces.as_slice(), chosen.as_slice()) {
            (_, [one]) if pieces.len() > 1 => match without_marks(one).is_empty() {
                // 「○ 出席」
                true if pieces.len() == 2 => self.word(&without_marks(written)),
                true => None,
                false => self.word(&without_marks(one)),
            },
            ([_], [_]) if without_marks(written).is_empty() => marks.map(|[circle, _]| *circle),
            _ => self.word(&without_marks(written)),
        }
    }

    /// A folded word without its marks.
    fn word(&self, folded: &str) -> Option<T> {
        let counted = folded.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = counted.strip_prefix(['.', '、', ':']).filter(|_| counted.len() < folded.len());
        let mut rest = numbered.unwrap_or(folded);
        rest = BEFORE.iter().find_map(|polite| rest.strip_prefix(polite)).unwrap_or(rest);
        loop {
            let forms = T::ALL.iter().find(|(_, label)| *label == rest).map(|(value, _)| *value);
            let plain =
                || self.plain.iter().find(|(_, words)| words.contains(&rest)).map(|(value, _)| *value);
            match (
                forms.or_else(plain),
                self.behind.iter().copied().flatten().find_map(|end| rest.strip_suffix(end)),
            ) {
                (Some(said), _) => return Some(said),
                (None, Some(shorter)) => rest = shorter,
                (None, None) => return None,
            }
        }
    }
}

fn without_marks(written: &str) -> String {
    text::fold(&written.replace(CHOSEN, "")).replace(AROUND, "")
}
