//! The words of 変更箇所一覧: each change of a text once, with all the places where it stands.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::diff_page::Teller;
use super::row_places::{self, FilePlaces};
use super::stage_diff::StageDiff;
use super::word_changes::WordChange;
use crate::render::view::compared_text::ComparedText;

/// How many letters of what did not change are shown beside what did.
const AROUND: usize = 16;
/// How many letters of a long change are shown from its beginning, and up to its end.
const MOST_CHANGED: usize = 60;

/// A text that changed.
#[derive(Debug, Clone, Serialize)]
pub struct WordRow {
    /// Where it stands.
    pub places: Vec<String>,
    /// What it was, as far as it tells what differs.
    pub old: Vec<ComparedText>,
    /// What it is.
    pub new: Vec<ComparedText>,
}

/// The texts that differ.
#[derive(Debug, Default)]
pub struct WordRows {
    /// A row for each change.
    pub rows: Vec<WordRow>,
    /// How many places differ by nothing but figures, which have rows of their own.
    pub of_figures: usize,
    /// The files whose words could not be compared.
    pub unread: Vec<String>,
}

/// The rows of the words of some stages, in the order of their papers.
pub fn words(teller: &Teller<'_>, diffs: &[&StageDiff]) -> WordRows {
    let (mut found, mut unread) = (WordRows::default(), Vec::new());
    let mut texts: Vec<[Vec<ComparedText>; 2]> = Vec::new();
    let mut places: Vec<BTreeMap<&str, BTreeSet<String>>> = Vec::new();
    for (diff, paper) in diffs.iter().flat_map(|diff| diff.words.iter().map(move |paper| (*diff, paper))) {
        let Some(changes) = &paper.places else {
            unread.push(paper.path.as_str());
            continue;
        };
        for change in changes {
            if is_of_figures(change, &figures_on(diff, &paper.path, change.pages)) {
                found.of_figures += 1;
                continue;
            }
            let own = [shortened(&change.old), shortened(&change.new)];
            let at = texts.iter().position(|known| *known == own).unwrap_or_else(|| {
                texts.push(own);
                places.push(BTreeMap::new());
                texts.len() - 1
            });
            let page = if change.pages.1 == 0 { change.pages.0 } else { change.pages.1 };
            places[at].entry(&paper.path).or_default().insert(page.to_string());
        }
    }
    for ([old, new], at) in texts.into_iter().zip(places) {
        let at: FilePlaces<'_> =
            at.iter().map(|(path, pages)| (*path, pages.iter().map(String::as_str).collect())).collect();
        found.rows.push(WordRow { places: row_places::told(teller, &at), old, new });
    }
    found.unread = row_places::names(teller, unread);
    found
}

/// What the changed figures of some pages were and are: of the page before and of that after.
fn figures_on<'a>(diff: &'a StageDiff, path: &str, pages: (usize, usize)) -> [Vec<&'a str>; 2] {
    let is_on = |printed: &BTreeMap<String, Vec<String>>, page: usize| {
        printed.get(path).is_some_and(|places| places.contains(&page.to_string()))
    };
    let before = diff.values.iter().filter(|change| is_on(&change.printed_before, pages.0));
    let now = diff.values.iter().filter(|change| is_on(&change.printed_now, pages.1));
    [
        before.filter_map(|change| change.old.as_deref()).collect(),
        now.filter_map(|change| change.new.as_deref()).collect(),
    ]
}

/// Whether a place differs by changed figures and nothing else: without these both sides say the same.
fn is_of_figures(change: &WordChange, [before, now]: &[Vec<&str>; 2]) -> bool {
    let text = |pieces: &[ComparedText]| -> String {
        pieces.iter().filter(|piece| piece.changed).map(|piece| piece.text.as_str()).collect()
    };
    let (old, new) = (text(&change.old), text(&change.new));
    without(&old, before) == without(&new, now)
}

/// A text without figures: no number is taken out of a longer one.
fn without(text: &str, figures: &[&str]) -> String {
    let mut figures: Vec<&str> = figures.iter().copied().filter(|figure| !figure.is_empty()).collect();
    figures.sort_by_key(|figure| std::cmp::Reverse(figure.len()));
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let (mut rest, mut left, mut last) = (text, String::new(), None);
    while let Some(next) = rest.chars().next() {
        let found = figures.iter().find_map(|figure| {
            let after = rest.strip_prefix(figure)?;
            let cuts = |one: Option<char>, other: Option<char>| {
                one.is_some_and(is_number) && other.is_some_and(is_number)
            };
            let is_cut =
                cuts(last, figure.chars().next()) || cuts(figure.chars().last(), after.chars().next());
            (!is_cut).then_some((after, figure.chars().last()))
        });
        (rest, last) = found.unwrap_or_else(|| {
            left.push(next);
            (&rest[next.len_utf8()..], Some(next))
        });
    }
    left.split_whitespace().collect()
}

/// The pieces without most of what did not change.
fn shortened(pieces: &[ComparedText]) -> Vec<ComparedText> {
    let last = pieces.len().saturating_sub(1);
    // What stands alone is cut in the middle.
    let alone = last == 0;
    let short = |(at, piece): (usize, &ComparedText)| {
        let letters: Vec<char> = piece.text.trim().chars().collect();
        let text = match piece.changed {
            true => without_middle(&letters, MOST_CHANGED, MOST_CHANGED),
            false => {
                let room = |is_next: bool| if is_next || alone { AROUND } else { 0 };
                without_middle(&letters, room(at > 0), room(at < last))
            }
        };
        ComparedText { text, changed: piece.changed }
    };
    pieces.iter().enumerate().map(short).collect()
}

/// A text with its first and last letters alone.
fn without_middle(letters: &[char], head: usize, tail: usize) -> String {
    let text = |letters: &[char]| -> String { letters.iter().collect() };
    if letters.len() <= head + tail + 2 {
        return text(letters);
    }
    // No number is cut.
    let end = text(&letters[letters.len() - tail..]);
    let end = end.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%'));
    format!("{}…{end}", text(&letters[..head]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_taken_out_whole() {
        for (text, figures, left) in [
            ("51指標（72.9%）", &["51", "72.9%"][..], "指標（）"),
            ("61.7%Ｃ", &["61.7%", "Ｃ"], ""),
            ("10件", &["1", "0"], "10件"),
            ("1,200人", &["1", "200"], "1,200人"),
            ("1 2", &["1", "2"], ""),
        ] {
            assert_eq!(without(text, figures), left, "{text}");
        }
    }

    #[test]
    fn of_a_long_text_what_changed_is_shown_with_what_stands_around_it() {
        let piece = |text: &str, changed| ComparedText { text: text.into(), changed };
        let long: String = "あ".repeat(100);
        let shown = shortened(&[piece(&long, false), piece("１", true), piece(&long, false)]);
        assert_eq!(shown[0].text, format!("…{}", "あ".repeat(AROUND)));
        assert_eq!(shown[2].text, format!("{}…", "あ".repeat(AROUND)));
        let alone = shortened(&[piece(&long, false)]);
        assert_eq!(alone[0].text, format!("{0}…{0}", "あ".repeat(AROUND)));
        assert_eq!(shortened(&[piece("短い", false)])[0].text, "短い");
    }
}
