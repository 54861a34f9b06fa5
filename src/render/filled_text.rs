//! A text that was filled in: words, and among them the figures, which keep their ids. So a sentence can be traced and
//! compared as a table can.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::figure::{Figure, ShowsFigures};
use crate::ground::phrases::phrase_ends;

/// A text that was filled in. Whoever needs letters only takes [`plain`](Self::plain).
///
/// Templates see its `text` and its `pieces`, each the `text` between two places where a line may end and the `ids` of the
/// figures that begin in it: a figure isn't parted from its unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilledText {
    text: String,
    pieces: Vec<TextPiece>,
}

/// A piece of a text: words, or one figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextPiece {
    /// Words without an identity.
    Words {
        /// The words as printed.
        text: String,
    },
    /// A figure with its id.
    Figure(Box<Figure>),
}

impl TextPiece {
    /// The piece as printed.
    pub fn text(&self) -> &str {
        match self {
            TextPiece::Words { text } => text,
            TextPiece::Figure(figure) => &figure.text,
        }
    }
}

impl FilledText {
    /// Adds words.
    pub fn words(mut self, words: &str) -> Self {
        self.text.push_str(words);
        match self.pieces.last_mut() {
            Some(TextPiece::Words { text }) => text.push_str(words),
            _ if words.is_empty() => {}
            _ => self.pieces.push(TextPiece::Words { text: words.into() }),
        }
        self
    }

    /// Adds a figure.
    pub fn figure(mut self, figure: Figure) -> Self {
        self.text.push_str(&figure.text);
        self.pieces.push(TextPiece::Figure(Box::new(figure)));
        self
    }

    /// All of it as letters only.
    pub fn plain(&self) -> &str {
        &self.text
    }

    /// Its pieces in order.
    pub fn pieces(&self) -> &[TextPiece] {
        &self.pieces
    }

    /// The figures in it.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.pieces.iter().filter_map(|piece| match piece {
            TextPiece::Words { .. } => None,
            TextPiece::Figure(figure) => Some(figure.as_ref()),
        })
    }

    /// The same text with the figures of another, in each line that reads the same there.
    pub fn traced_by(self, other: &Self) -> Self {
        if self.text == other.text {
            return other.clone();
        }
        let known: BTreeMap<String, Self> = other.lines().map(|line| (line.text.clone(), line)).collect();
        let mut traced = Self::default();
        for line in self.text.split_inclusive('\n') {
            let words = line.trim_end_matches(['\r', '\n']);
            for piece in known.get(words).map_or(&Self::default().words(words), |known| known).pieces() {
                traced = match piece {
                    TextPiece::Words { text } => traced.words(text),
                    TextPiece::Figure(figure) => traced.figure(figure.as_ref().clone()),
                };
            }
            traced = traced.words(&line[words.len()..]);
        }
        traced
    }

    /// The part within a range of bytes of the plain text. A figure that the range cuts through becomes words.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let mut part = Self::default();
        let mut start = 0;
        for piece in &self.pieces {
            let end = start + piece.text().len();
            let kept = start.max(range.start)..end.min(range.end);
            part = match piece {
                _ if kept.is_empty() => part,
                TextPiece::Figure(figure) if kept == (start..end) => part.figure(figure.as_ref().clone()),
                _ => part.words(self.text.get(kept).unwrap_or_default()),
            };
            start = end;
        }
        part
    }

    /// Its lines.
    pub fn lines(&self) -> impl Iterator<Item = Self> {
        let mut start = 0;
        self.text.split_inclusive('\n').map(move |line| {
            let text = line.trim_end_matches(['\r', '\n']);
            let part = self.slice(start..start + text.len());
            start += line.len();
            part
        })
    }

    /// Without these characters at both ends.
    pub fn trim(&self, characters: &[char]) -> Self {
        let start = self.text.len() - self.text.trim_start_matches(characters).len();
        let end = self.text.trim_end_matches(characters).len();
        self.slice(start..end)
    }
}

/// A piece of a text as templates see it.
#[derive(Serialize)]
struct ShownPiece<'t> {
    text: &'t str,
    ids: Vec<&'t str>,
}

impl FilledText {
    fn shown_pieces(&self) -> Vec<ShownPiece<'_>> {
        let mut start = 0;
        let mut figures = Vec::new();
        for piece in &self.pieces {
            if let TextPiece::Figure(figure) = piece {
                figures.push((start, figure.id.as_deref()));
            }
            start += piece.text().len();
        }
        if figures.is_empty() {
            return vec![ShownPiece { text: &self.text, ids: Vec::new() }];
        }
        let ends = phrase_ends(&self.text);
        let mut pieces: Vec<(usize, Vec<&str>)> = vec![(0, Vec::new())];
        for (at, id) in figures {
            let from = ends.iter().rev().find(|end| **end <= at).copied().unwrap_or_default();
            match pieces.last_mut() {
                Some((start, ids)) if *start == from => ids.extend(id),
                _ => pieces.push((from, id.into_iter().collect())),
            }
        }
        let ends =
            pieces.iter().skip(1).map(|(start, _)| *start).chain([self.text.len()]).collect::<Vec<_>>();
        let shown = pieces.into_iter().zip(ends);
        shown.map(|((start, ids), end)| ShownPiece { text: &self.text[start..end], ids }).collect()
    }
}

impl Serialize for FilledText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut shown = serializer.serialize_struct("FilledText", 2)?;
        shown.serialize_field("text", &self.text)?;
        shown.serialize_field("pieces", &self.shown_pieces())?;
        shown.end()
    }
}

impl ShowsFigures for FilledText {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        self.figures().for_each(see);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::derivation::Items;

    fn measures() -> FilledText {
        let figure =
            Figure::counted("total/all/measures".into(), Items::measures(vec![String::new(); 59]), "取組");
        FilledText::default().words("　県の取組（").figure(figure).words("）とする。\n次の行")
    }

    fn ids(text: &FilledText) -> Vec<&str> {
        text.figures().filter_map(|figure| figure.id.as_deref()).collect()
    }

    #[test]
    fn a_part_keeps_whole_figures() {
        let text = measures();
        let lines: Vec<FilledText> = text.lines().map(|line| line.trim(&['　'])).collect();
        assert_eq!(lines[0].plain(), "県の取組（59取組）とする。");
        assert_eq!((ids(&lines[0]), ids(&lines[1])), (vec!["total/all/measures"], vec![]));
        let cut = text.slice(0..text.plain().find('9').unwrap_or_default());
        assert_eq!((cut.plain(), ids(&cut)), ("　県の取組（5", vec![]));
    }

    #[test]
    fn templates_see_the_text_and_its_pieces() {
        let json = serde_json::to_value(measures().slice(0.."　県の取組（59取組".len())).expect("JSON");
        assert_eq!(json["text"], "　県の取組（59取組");
        assert_eq!(json["pieces"][0], serde_json::json!({ "text": "　県の取組", "ids": [] }));
        assert_eq!(
            json["pieces"][1],
            serde_json::json!({ "text": "（59取組", "ids": ["total/all/measures"] })
        );
    }
}
