//! Where the texts of a job may end a line, as typst reads it: decided here, so that no template looks at a text again.
//!
//! Letters that stay on one line have a word joiner (U+2060) between them, and between two such pieces there is a zero-width
//! space (U+200B). They are no letters of their own: they take no room, and what is printed is freed of them
//! ([`unjoined`](super::unjoined)).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::ground::phrases::{self, Piece};

/// Stands between letters that stay on one line.
pub(super) const JOINER: char = '\u{2060}';
/// Stands between pieces: a line may end there, also within a Latin word or before a small kana.
pub(super) const PARTER: char = '\u{200B}';
/// The field of a paper's data that holds its prose: running text, which is not broken by 文節.
const PROSE: &str = "words";
/// The fields that hold the names of values, which are not printed.
const NAMES: [&str; 2] = ["id", "ids"];
/// From so many letters on, with a 「、」 or 「。」, a text is a sentence.
const SENTENCE: usize = 25;
/// So many texts are kept; the papers of a cycle show the same ones again and again.
const KEPT: usize = 20_000;
/// What is no wider than so many ems fits every column.
const NARROWEST: f64 = 3.0;
/// How much of its line a bracket beside a piece takes, in ems.
const BRACKET: f64 = 1.5;
/// The brackets and marks that stand outside of a piece.
const BRACKETS: &str = "「『（【〔《〈」』）】〕》〉";

/// All texts of this many bytes and more have one length in [`JobPhrases`].
pub(super) const LONGEST: usize = 999;
/// What stands for the texts of a length that a job doesn't have.
pub(super) const NO_TEXTS: &[u8] = br#"{"cells": {}, "lines": {}}"#;

/// The papers of a packet to which its words may lead, by their numbers.
type Papers<'t> = BTreeSet<&'t str>;

/// How the texts that were met before are joined.
#[derive(Default)]
pub struct PhraseBook {
    cells: Kept<Joined>,
    lines: Kept<String>,
}

/// How the texts of a job are joined, as typst reads it.
pub(super) struct JobPhrases {
    /// As JSON, the texts of each length: `{"cells": {text: joined}, "lines": {text: joined}}`. By length, so that what typst
    /// made of a text that many letters have is not made again for what one of them has alone.
    pub(super) by_length: BTreeMap<usize, Vec<u8>>,
    /// As JSON, the numbers of the papers of a packet to which its words lead.
    pub(super) papers: Vec<u8>,
}

/// How texts are joined, each by its text. One without a joiner is not there.
#[derive(Debug, Default, Serialize)]
struct Broken<'t> {
    /// In cells: by 文節, sentences by runs.
    cells: BTreeMap<&'t str, Shared<Joined>>,
    /// In running text: by runs.
    lines: BTreeMap<&'t str, Line>,
}

/// Running text with joiners; that of a packet may lead to its papers: `["に", {"paper": "資料１", "text": …}, "のとおり"]`.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Line {
    Plain(Shared<String>),
    Leading(Vec<Part>),
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Part {
    Words(String),
    Paper { paper: String, text: String },
}

/// A text with joiners, as typst reads it. One that may be too wide for a column is a list: the text, its widest piece in
/// ems, and its pieces, for a column in which that doesn't fit: `["（速報値）のまま", 5.5, ["（", …]]`.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Joined {
    Fitting(String),
    Wide(String, f64, Vec<Joined>),
}

/// What several jobs use.
#[derive(Debug)]
struct Shared<T>(Arc<T>);

impl<T: Serialize> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// What was made of texts, at most [`KEPT`] of them.
struct Kept<T>(Mutex<BTreeMap<Box<str>, Arc<T>>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Kept<T> {
    fn of(&self, text: &str, make: impl FnOnce(&str) -> T) -> Shared<T> {
        let locked = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = locked().get(text) {
            return Shared(Arc::clone(known));
        }
        let made = Arc::new(make(text));
        let mut kept = locked();
        if kept.len() < KEPT {
            kept.insert(text.into(), Arc::clone(&made));
        }
        Shared(made)
    }
}

impl PhraseBook {
    /// How a job's texts are joined.
    pub(super) fn of(&self, job: &[u8]) -> JobPhrases {
        let job: Value = serde_json::from_slice(job).unwrap_or_default();
        let papers = led_to(&job);
        let mut broken = Broken::default();
        self.collect(&job, false, &papers, &mut broken);
        let mut lengths: BTreeMap<usize, Broken<'_>> = BTreeMap::new();
        let length = |text: &str| text.len().min(LONGEST);
        for (text, joined) in broken.cells {
            if !matches!(&*joined.0, Joined::Fitting(joined) if joined == text) {
                lengths.entry(length(text)).or_default().cells.insert(text, joined);
            }
        }
        for (text, line) in broken.lines {
            if !matches!(&line, Line::Plain(joined) if *joined.0 == *text) {
                lengths.entry(length(text)).or_default().lines.insert(text, line);
            }
        }
        let json = |broken: &Broken<'_>| serde_json::to_vec(broken).unwrap_or_default();
        JobPhrases {
            by_length: lengths.iter().map(|(length, broken)| (*length, json(broken))).collect(),
            papers: serde_json::to_vec(&papers).unwrap_or_default(),
        }
    }

    fn collect<'t>(&self, value: &'t Value, prose: bool, papers: &Papers<'t>, broken: &mut Broken<'t>) {
        match value {
            Value::String(text) => self.text(text, prose, papers, broken),
            Value::Array(values) => {
                values.iter().for_each(|value| self.collect(value, prose, papers, broken));
            }
            Value::Object(fields) => {
                let printed = fields.iter().filter(|(name, _)| !NAMES.contains(&name.as_str()));
                printed.for_each(|(name, value)| self.collect(value, prose || name == PROSE, papers, broken));
            }
            _ => {}
        }
    }

    fn text<'t>(&self, text: &'t str, prose: bool, papers: &Papers<'t>, broken: &mut Broken<'t>) {
        let known = broken.lines.contains_key(text) && (prose || broken.cells.contains_key(text));
        if text.len() <= 3 || known {
            return;
        }
        let led = prose && papers.iter().any(|number| text.contains(number));
        let leading = if led { leading(&phrases::runs(text), papers) } else { None };
        let plain = || Line::Plain(self.lines.of(text, |text| joined(&phrases::runs(text))));
        broken.lines.insert(text, leading.unwrap_or_else(plain));
        if !prose {
            broken.cells.insert(text, self.cells.of(text, in_a_cell));
        }
        // The parts of 「所属　職」 are set apart.
        if text.contains('　') {
            text.split('　').for_each(|part| self.text(part, prose, papers, broken));
        }
        // A figure's qualifier stands on a line of its own: 「46.8（速報値）」.
        if let Some(at) = text.find('（').filter(|at| *at > 0 && text.ends_with('）')) {
            self.text(&text[..at], prose, papers, broken);
            self.text(&text[at..], prose, papers, broken);
        }
    }
}

/// The numbers of a packet's papers, but for those that two of them have.
fn led_to(job: &Value) -> Papers<'_> {
    let papers = job["papers"].as_array().filter(|_| job["packet"] == Value::Bool(true));
    let (mut once, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for number in papers.into_iter().flatten().filter_map(|paper| paper["number"].as_str()) {
        if seen.insert(number) {
            once.insert(number);
        } else {
            once.remove(number);
        }
    }
    once
}

/// A text that leads to papers, in parts; none for any other text. 「補足資料１」 is not 資料１.
fn leading(pieces: &[Piece<'_>], papers: &Papers<'_>) -> Option<Line> {
    let is_kanji = |letter: char| ('一'..='鿿').contains(&letter);
    let names = |nth: usize| {
        let follows_kanji = nth > 0 && pieces[nth - 1].text().ends_with(is_kanji);
        !follows_kanji && papers.contains(pieces[nth].text())
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for nth in (0..pieces.len()).filter(|nth| names(*nth)) {
        let paper = pieces[nth].text().to_owned();
        parts.push(Part::Words(joined(&pieces[start..nth])));
        parts.push(Part::Paper { paper, text: joined(&pieces[nth..=nth]) });
        start = nth + 1;
    }
    parts.push(Part::Words(joined(&pieces[start..])));
    (parts.len() > 1).then_some(Line::Leading(parts))
}

fn in_a_cell(text: &str) -> Joined {
    let pieces = if is_sentence(text) { phrases::runs(text) } else { phrases::phrases(text) };
    Joined::of(&pieces)
}

/// Whether a text in a cell is running text all the same: broken by 文節 it would be ragged over many lines.
fn is_sentence(text: &str) -> bool {
    text.chars().count() >= SENTENCE && text.contains(['、', '。'])
}

/// The width of a text in ems: the fonts are monospaced, ASCII is half as wide.
fn ems(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// A text with joiners within its whole pieces.
fn joined(pieces: &[Piece<'_>]) -> String {
    let mut joined = String::new();
    for (nth, piece) in pieces.iter().enumerate() {
        if parts_before(pieces, nth) {
            joined.push(PARTER);
        }
        match piece {
            Piece::Free(text) => joined.push_str(text),
            Piece::Whole { text, .. } => join(text, &mut joined),
        }
    }
    joined
}

/// Whether a piece follows another that stays whole: a line may end between the two whatever their letters are.
fn parts_before(pieces: &[Piece<'_>], nth: usize) -> bool {
    let pair = nth.checked_sub(1).and_then(|before| pieces.get(before..=nth));
    matches!(pair, Some([Piece::Whole { .. }, Piece::Whole { .. }]))
}

/// Adds letters with joiners between those at which a line could end.
fn join(text: &str, joined: &mut String) {
    let mut last: Option<char> = None;
    for c in text.chars() {
        let within_a_word = |last: char| last.is_ascii_alphanumeric() && c.is_ascii_alphanumeric();
        if last.is_some_and(|last| !within_a_word(last) && !continues(c)) {
            joined.push(JOINER);
        }
        joined.push(c);
        last = Some(c);
    }
}

/// Whether a character belongs to the letter before it: a variation selector, a sound mark.
fn continues(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{3099}' | '\u{309A}')
}

impl Joined {
    fn of(pieces: &[Piece<'_>]) -> Self {
        let at = |nth: usize| pieces.get(nth).is_some_and(|piece| is_bracket(piece));
        let beside_one = |nth: usize| at(nth + 1) || (nth > 0 && at(nth - 1));
        let width = |(nth, piece): (usize, &Piece<'_>)| match piece {
            Piece::Free(_) => 0.0,
            Piece::Whole { text, .. } => ems(text) + if beside_one(nth) { BRACKET } else { 0.0 },
        };
        let widest = pieces.iter().enumerate().map(width).fold(0.0, f64::max);
        if widest <= NARROWEST {
            return Joined::Fitting(joined(pieces));
        }
        let mut parts = Vec::new();
        for (nth, piece) in pieces.iter().enumerate() {
            if parts_before(pieces, nth) {
                parts.push(Joined::Fitting(PARTER.into()));
            }
            parts.push(match piece {
                Piece::Whole { text, parts } if width((nth, piece)) > NARROWEST => {
                    let parted = match parts.as_slice() {
                        [] => Joined::Fitting((*text).to_owned()),
                        parts => Joined::of(parts),
                    };
                    Joined::Wide(joined(std::slice::from_ref(piece)), width((nth, piece)), vec![parted])
                }
                _ => Joined::Fitting(joined(std::slice::from_ref(piece))),
            });
        }
        Joined::Wide(joined(pieces), widest, parts)
    }
}

fn is_bracket(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Free(text) if text.chars().count() == 1 && text.contains(|c| BRACKETS.contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book_of(job: &Value) -> Value {
        let phrases = PhraseBook::default().of(job.to_string().as_bytes());
        let mut all = serde_json::json!({ "cells": {}, "lines": {} });
        for of_length in phrases.by_length.values() {
            let of_length: Value = serde_json::from_slice(of_length).expect("JSON");
            for kind in ["cells", "lines"] {
                let texts = of_length[kind].as_object().expect("texts").clone();
                all[kind].as_object_mut().expect("texts").extend(texts);
            }
        }
        all
    }

    #[test]
    fn a_sentence_in_a_cell_is_broken_as_running_text() {
        let sentence = "取組の進捗状況を定期的に確認し、その結果を取りまとめて公表する。";
        let broken = book_of(&serde_json::json!({ "long": sentence, "short": "迅速な共有、公開" }));
        // Its last letters alone stay whole.
        let whole = "取組の進捗状況を定期的に確認し、その結果を取りまとめて公表す\u{2060}る。";
        assert_eq!(broken["cells"][sentence], whole);
        assert_eq!(broken["lines"][sentence], whole);
        let short = "迅\u{2060}速\u{2060}な\u{200B}共\u{2060}有\u{2060}、\u{2060}公\u{2060}開";
        assert_eq!(broken["cells"]["迅速な共有、公開"][0], short);
    }

    #[test]
    fn a_wide_piece_has_its_parts_for_a_narrow_column() {
        let broken = book_of(&serde_json::json!({ "a": "救急搬送情報の共有", "id": "救急搬送情報の一覧" }));
        let cell = &broken["cells"]["救急搬送情報の共有"];
        assert_eq!((&cell[1], &cell[2][0][1]), (&9.0.into(), &9.0.into()));
        let parted = "救\u{2060}急\u{200B}搬\u{2060}送\u{200B}情\u{2060}報\u{2060}の\u{2060}共\u{2060}有";
        assert_eq!(cell[2][0][2][0][0], parted);
        // The name of a value is not printed.
        assert!(broken["cells"]["救急搬送情報の一覧"].is_null());
    }

    #[test]
    fn the_words_of_a_packet_lead_to_its_papers() {
        let text = "資料１、補足資料１、参考資料１及び資料２のとおり";
        let broken = |packet: bool, second: &str| {
            let numbers = ["資料１", "参考資料１", second];
            let papers: Vec<Value> =
                numbers.map(|number| serde_json::json!({ "number": number, "words": [text] })).into();
            book_of(&serde_json::json!({ "packet": packet, "papers": papers }))
        };
        let led = |broken: &Value| -> Vec<String> {
            let parts = broken["lines"][text].as_array().into_iter().flatten();
            parts.filter_map(|part| part["paper"].as_str().map(str::to_owned)).collect()
        };
        assert_eq!(led(&broken(true, "資料２")), ["資料１", "参考資料１", "資料２"]);
        assert_eq!(led(&broken(true, "資料１")), ["参考資料１"], "two papers have the number");
        assert_eq!(led(&broken(false, "資料２")), Vec::<String>::new(), "no packet");
    }

    #[test]
    fn joiners_stand_between_letters_and_part_no_letter() {
        let mut joined = String::new();
        join("葛\u{E0100}飾a12-か\u{3099}", &mut joined);
        assert_eq!(joined, "葛\u{E0100}\u{2060}飾\u{2060}a12\u{2060}-\u{2060}か\u{3099}");
    }

    #[test]
    fn a_long_word_parts_anywhere_and_a_long_number_behind_its_commas() {
        let broken =
            book_of(&serde_json::json!({ "a": "見abcdefghijklmnopqrstuvwx", "b": "123,456,789,000円" }));
        let line = broken["lines"]["見abcdefghijklmnopqrstuvwx"].as_str().expect("a line");
        assert!(line.starts_with("見a\u{200B}b\u{200B}c"), "{line:?}");
        let parted = broken["cells"]["123,456,789,000円"][2][0][2][0].as_str().expect("parts");
        assert!(parted.contains(",\u{200B}456"), "{parted:?}");
    }
}
