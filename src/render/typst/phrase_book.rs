//! Where the texts of a job may end a line, as typst reads it: decided here, so that no template looks at a text again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::ground::phrases::{self, Piece};

/// The field of a paper's data that holds its prose: running text, which is not broken by 文節.
const PROSE: &str = "words";
/// From so many letters on, with a 「、」 or 「。」, a text is a sentence.
const SENTENCE: usize = 25;
/// So many texts are kept; the papers of a cycle show the same ones again and again.
const KEPT: usize = 20_000;

/// The pieces of the texts that were met before.
#[derive(Default)]
pub struct PhraseBook {
    kept: Mutex<BTreeMap<Arc<str>, Pieces>>,
}

/// The pieces of the texts of a job, each by its text. One that has a single free piece is not there.
#[derive(Debug, Default, Serialize)]
struct Broken<'t> {
    /// In cells: by 文節, sentences by runs.
    cells: BTreeMap<&'t str, Pieces>,
    /// In running text: by runs.
    lines: BTreeMap<&'t str, Pieces>,
}

/// The pieces of a text. A free one is its text, a whole one a list: its text, its width in ems, its parts if it has any:
/// `["（", ["速報値", 3.0], "）"]`.
#[derive(Debug, Clone, Default)]
struct Pieces(Arc<[Shown]>);

impl Serialize for Pieces {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Shown {
    Parted(String, f64, Vec<Shown>),
    Whole(String, f64),
    Free(String),
}

impl PhraseBook {
    /// The pieces of a job's texts, as JSON: `{"cells": {text: pieces}, "lines": {text: pieces}}`.
    pub fn of(&self, job: &[u8]) -> Vec<u8> {
        let job: Value = serde_json::from_slice(job).unwrap_or_default();
        let mut broken = Broken::default();
        self.collect(&job, false, &mut broken);
        serde_json::to_vec(&broken).unwrap_or_default()
    }

    fn collect<'t>(&self, value: &'t Value, prose: bool, broken: &mut Broken<'t>) {
        match value {
            Value::String(text) => self.text(text, prose, broken),
            Value::Array(values) => values.iter().for_each(|value| self.collect(value, prose, broken)),
            Value::Object(fields) => {
                fields.iter().for_each(|(name, value)| self.collect(value, prose || name == PROSE, broken));
            }
            _ => {}
        }
    }

    fn text<'t>(&self, text: &'t str, prose: bool, broken: &mut Broken<'t>) {
        if text.len() <= 3 {
            return;
        }
        if let Some(pieces) = shown(&phrases::runs(text)) {
            broken.lines.insert(text, pieces);
        }
        if !prose && !broken.cells.contains_key(text) {
            broken.cells.insert(text, self.phrases(text));
        }
        // The parts of 「所属　職」 are set apart.
        if text.contains('　') {
            text.split('　').for_each(|part| self.text(part, prose, broken));
        }
        // A figure's qualifier stands on a line of its own: 「46.8（速報値）」.
        if let Some(at) = text.find('（').filter(|at| *at > 0 && text.ends_with('）')) {
            self.text(&text[..at], prose, broken);
            self.text(&text[at..], prose, broken);
        }
    }

    fn phrases(&self, text: &str) -> Pieces {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pieces) = kept.get(text) {
            return pieces.clone();
        }
        drop(kept);
        let pieces = if is_sentence(text) { phrases::runs(text) } else { phrases::phrases(text) };
        let pieces = shown(&pieces).unwrap_or_default();
        kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < KEPT {
            kept.insert(text.into(), pieces.clone());
        }
        pieces
    }
}

/// Whether a text in a cell is running text all the same: broken by 文節 it would be ragged over many lines.
fn is_sentence(text: &str) -> bool {
    text.chars().count() >= SENTENCE && text.contains(['、', '。'])
}

/// The width of a text in ems: the fonts are monospaced, ASCII is half as wide.
fn ems(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// Pieces as typst reads them; none for a text of one free piece.
fn shown(pieces: &[Piece<'_>]) -> Option<Pieces> {
    let only_free = pieces.iter().all(|piece| matches!(piece, Piece::Free(_)));
    (!only_free).then(|| Pieces(pieces.iter().map(Shown::of).collect()))
}

impl Shown {
    fn of(piece: &Piece<'_>) -> Self {
        match piece {
            Piece::Free(text) => Shown::Free((*text).to_owned()),
            Piece::Whole { text, parts } if parts.is_empty() => Shown::Whole((*text).to_owned(), ems(text)),
            Piece::Whole { text, parts } => {
                Shown::Parted((*text).to_owned(), ems(text), parts.iter().map(Shown::of).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_in_a_cell_is_broken_as_running_text() {
        let book = PhraseBook::default();
        let sentence = "取組の進捗状況を定期的に確認し、その結果を取りまとめて公表する。";
        let job = serde_json::json!({ "long": sentence, "short": "迅速な共有、公開" });
        let broken: Value = serde_json::from_slice(&book.of(job.to_string().as_bytes())).expect("JSON");
        // Its last letters alone stay whole.
        assert_eq!(broken["cells"][sentence], broken["lines"][sentence]);
        assert_eq!(broken["cells"]["迅速な共有、公開"][0], serde_json::json!(["迅速な", 3.0]));
    }
}
