//! What stands where on a page that was laid out: its lines, and the figures in them. A desk shows a page as a picture; this
//! is what can be read, searched and clicked on it.

use std::collections::BTreeMap;
use std::ops::Range;

use typst::foundations::{Label, Value};
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst::utils::PicoStr;
use typst_layout::Page;

use super::compile::FIGURE;

/// A page as it is seen.
#[derive(Debug, Clone, PartialEq)]
pub struct PageSight {
    /// Its width in points.
    pub width: f64,
    /// Its height in points.
    pub height: f64,
    /// What is written on it, a paragraph or a cell each, in the order in which it was laid out.
    pub passages: Vec<SeenPassage>,
    /// The figures on it, in the same order.
    pub figures: Vec<SeenFigure>,
}

/// A paragraph, or what a cell says.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenPassage {
    /// Its letters.
    pub text: String,
    /// The figures in it: at which bytes of the text, and which of the page's figures, from 0.
    pub figures: Vec<(Range<usize>, usize)>,
}

/// A figure on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenFigure {
    /// Its id: 「indicator/2-ア-3/1/rate」.
    pub id: String,
    /// Where it stands: one place, or one on each line that it goes over; none where it is not found, as a name that the
    /// layout shortens.
    pub places: Vec<PagePlace>,
}

/// A rectangle on a page, in points from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PagePlace {
    /// How far its left edge is from the page's.
    pub x: f64,
    /// How far its upper edge is from the page's.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl PageSight {
    /// What stands on a page; `texts` are the figures as they are printed, by id.
    pub fn of(page: &Page, texts: &BTreeMap<&str, &str>) -> Self {
        let label = Label::new(PicoStr::intern(FIGURE));
        let mut reader = Reader { label, letters: Vec::new(), marks: Vec::new() };
        reader.frame(&page.frame, Transform::identity());
        let Reader { letters, marks, .. } = reader;
        let figures = placed(&letters, marks, texts);
        let seen = |(id, range): &(String, Range<usize>)| {
            let letters = &letters[range.clone()];
            let places = lines_of(letters).into_iter().map(|line| around(&letters[line])).collect();
            SeenFigure { id: id.clone(), places }
        };
        let passages = passages_of(&letters).into_iter();
        Self {
            width: page.frame.width().to_pt(),
            height: page.frame.height().to_pt(),
            figures: figures.iter().map(seen).collect(),
            passages: passages.map(|passage| seen_passage(&letters, passage, &figures)).collect(),
        }
    }
}

/// A letter, or several that one sign stands for, and where it stands.
struct Letter {
    text: String,
    /// The same as texts are compared: 「3」 of 「３」, nothing of a space.
    folded: String,
    place: PagePlace,
}

/// Reads a page's frames.
struct Reader {
    label: Option<Label>,
    letters: Vec<Letter>,
    /// The ids of the figures, each with the number of letters that stood before it was named.
    marks: Vec<(String, usize)>,
}

impl Reader {
    fn frame(&mut self, frame: &Frame, to_page: Transform) {
        for (at, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let moved = Transform::translate(at.x, at.y).pre_concat(group.transform);
                    self.frame(&group.frame, to_page.pre_concat(moved));
                }
                FrameItem::Text(text) => self.text(text, *at, to_page),
                FrameItem::Tag(Tag::Start(content, _)) if content.label() == self.label => {
                    let Some(metadata) = content.to_packed::<MetadataElem>() else { continue };
                    let Value::Str(id) = &metadata.value else { continue };
                    self.marks.push((id.as_str().to_owned(), self.letters.len()));
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &TextItem, at: Point, to_page: Transform) {
        let mut x = at.x;
        for glyph in &text.glyphs {
            let end = x + glyph.x_advance.at(text.size);
            let range = usize::from(glyph.range.start)..usize::from(glyph.range.end);
            if let Some(said) = text.text.get(range).filter(|said| !said.is_empty()) {
                let place = moved(x..end, at.y - text.size * ASCENT..at.y + text.size * DESCENT, to_page);
                self.letters.push(Letter { text: said.to_owned(), folded: half_width(said), place });
            }
            x = end;
        }
    }
}

/// The letters of each figure.
fn placed(
    letters: &[Letter],
    marks: Vec<(String, usize)>,
    texts: &BTreeMap<&str, &str>,
) -> Vec<(String, Range<usize>)> {
    let mut before = 0;
    let place = |(id, at): (String, usize)| {
        let text = half_width(texts.get(id.as_str()).copied().unwrap_or_default());
        let range = find(letters, &text, before, at).unwrap_or(at..at);
        before = at;
        (id, range)
    };
    marks.into_iter().map(place).collect()
}

/// The letters of a figure that is named at a place. It is what was written last, be it with words behind it (「28事業」);
/// or what is written next, as a name that is broken by hand; or what was written a little before.
fn find(letters: &[Letter], text: &str, before: usize, at: usize) -> Option<Range<usize>> {
    /// So many letters away it may stand.
    const FARTHEST: usize = 150;
    if text.is_empty() {
        return None;
    }
    let (first, last) = (at.saturating_sub(FARTHEST), (at + FARTHEST).min(letters.len()));
    let starts = (before.max(first)..at).rev().chain(at..last).chain((first..before.max(first)).rev());
    let mut starts = starts.filter_map(|start| Some(start..reads(letters, start, text)?));
    starts.find(|range| !within_number(letters, range))
}

/// A text without its spaces, and with half-width letters and digits: 「3」 may be printed as 「３」.
fn half_width(text: &str) -> String {
    const FULL: std::ops::RangeInclusive<char> = '！'..='～';
    let half = |c: char| match FULL.contains(&c) {
        true => char::from_u32(u32::from(c) - u32::from('！') + u32::from('!')).unwrap_or(c),
        false => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(half).collect()
}

/// Where a text ends that begins at a letter; none if it isn't what stands there.
fn reads(letters: &[Letter], start: usize, text: &str) -> Option<usize> {
    let mut left = text;
    for (nth, letter) in letters.iter().enumerate().skip(start) {
        let said = letter.folded.as_str();
        if said.is_empty() && nth == start {
            return None;
        }
        left = left.strip_prefix(said)?;
        if left.is_empty() {
            return Some(nth + 1);
        }
    }
    None
}

/// Whether letters are only a part of a number: the 7 of 「70」.
fn within_number(letters: &[Letter], range: &Range<usize>) -> bool {
    let is_digit = |nth: Option<usize>| {
        let letter = nth.and_then(|nth| letters.get(nth));
        letter.is_some_and(|letter| {
            !letter.folded.is_empty()
                && letter.folded.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        })
    };
    let follows = |nth: usize| nth > 0 && follows(&letters[nth - 1].place, &letters[nth].place);
    let joined = |inner: usize, outer: Option<usize>, seam: usize| {
        is_digit(Some(inner)) && is_digit(outer) && seam < letters.len() && follows(seam)
    };
    joined(range.start, range.start.checked_sub(1), range.start)
        || joined(range.end - 1, Some(range.end), range.end)
}

/// How far letters reach above their line, and below it, in their own size.
const ASCENT: f64 = 0.88;
const DESCENT: f64 = 0.12;

fn moved(x: Range<Abs>, y: Range<Abs>, to_page: Transform) -> PagePlace {
    let corners = [(x.start, y.start), (x.end, y.start), (x.start, y.end), (x.end, y.end)];
    let corners = corners.map(|(x, y)| Point::new(x, y).transform(to_page));
    let least = corners[1..].iter().fold(corners[0], |least, corner| least.min(*corner));
    let most = corners[1..].iter().fold(corners[0], |most, corner| most.max(*corner));
    let (width, height) = ((most.x - least.x).to_pt(), (most.y - least.y).to_pt());
    PagePlace { x: least.x.to_pt(), y: least.y.to_pt(), width, height }
}

/// The lines of letters that were laid out one after another: one ends where the next letter stands on another height, to
/// the left of it, or far behind it.
fn lines_of(letters: &[Letter]) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    for (i, letter) in letters.iter().enumerate() {
        let goes_on = i.checked_sub(1).is_some_and(|before| follows(&letters[before].place, &letter.place));
        match lines.last_mut() {
            Some(line) if goes_on => line.end = i + 1,
            _ => lines.push(i..i + 1),
        }
    }
    lines
}

/// The paragraphs: lines one below the other, of which each but the last fills its measure.
fn passages_of(letters: &[Letter]) -> Vec<Range<usize>> {
    let mut passages: Vec<Range<usize>> = Vec::new();
    let mut last: Option<(PagePlace, f64)> = None;
    for line in lines_of(letters) {
        let place = around(&letters[line.clone()]);
        let height = letters[line.start].place.height;
        let goes_on = last.is_some_and(|(last, last_height)| {
            let down = place.y - last.y;
            let is_alike = (height - last_height).abs() < 0.1 * height;
            let is_below = down > 0.5 * height && down < 2.0 * height;
            let fills = last.x + last.width > place.x + place.width - 1.2 * height;
            is_alike && is_below && (last.x - place.x).abs() < 1.2 * height && fills
        });
        match passages.last_mut() {
            Some(passage) if goes_on => passage.end = line.end,
            _ => passages.push(line),
        }
        last = Some((place, height));
    }
    passages
}

/// Whether a letter stands on the line of the one before.
fn follows(before: &PagePlace, next: &PagePlace) -> bool {
    /// A gap of so many heights is one between two cells.
    const FARTHEST: f64 = 1.2;
    let height = before.height.max(next.height);
    let gap = next.x - (before.x + before.width);
    let on_it = (before.y + before.height - next.y - next.height).abs() < 0.5 * height;
    on_it && gap > -0.6 * height && gap < FARTHEST * height
}

/// The rectangle around some letters.
fn around(letters: &[Letter]) -> PagePlace {
    let edge = |of: fn(&PagePlace) -> f64, pick: fn(f64, f64) -> f64, from: f64| {
        letters.iter().map(|letter| of(&letter.place)).fold(from, pick)
    };
    let (x, y) = (edge(|place| place.x, f64::min, f64::MAX), edge(|place| place.y, f64::min, f64::MAX));
    let right = edge(|place| place.x + place.width, f64::max, 0.0);
    let bottom = edge(|place| place.y + place.height, f64::max, 0.0);
    PagePlace { x, y, width: right - x, height: bottom - y }
}

fn seen_passage(
    letters: &[Letter],
    passage: Range<usize>,
    figures: &[(String, Range<usize>)],
) -> SeenPassage {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(passage.len() + 1);
    for letter in &letters[passage.clone()] {
        starts.push(text.len());
        text.push_str(&letter.text);
    }
    starts.push(text.len());
    let within = figures.iter().enumerate().filter_map(|(nth, (_, range))| {
        let (start, end) = (range.start.max(passage.start), range.end.min(passage.end));
        (start < end).then(|| (starts[start - passage.start]..starts[end - passage.start], nth))
    });
    let mut within: Vec<_> = within.collect();
    within.sort_by_key(|(range, nth)| (range.start, *nth));
    SeenPassage { figures: within, text }
}
