//! Lines that typst had to spread too far to fill their measure are set solid again, and end before the margin.
//!
//! A date or a loan word stays on one line, so the line before it may come short by several letters. Spread over all gaps,
//! 「お 願 い い」 catches the eye; a line that ends early doesn't.

use std::ops::Range;

use typst::ecow::EcoVec;
use typst::layout::{Abs, Em, Frame, FrameItem, GroupItem, Point};
use typst::model::Document;
use typst::text::TextItem;
use typst_layout::{Page, PagedDocument};

/// How far a line may be spread, as a share of its letters' own widths.
const MOST: f64 = 0.02;
/// Places that differ by less are the same.
const NEAR: Abs = Abs::raw(0.1);

/// The document, with no line spread by more than two hundredths.
pub(super) fn solid(document: PagedDocument) -> PagedDocument {
    let changed: Vec<Option<Frame>> = document.pages().iter().map(|page| solid_frame(&page.frame)).collect();
    if changed.iter().all(Option::is_none) {
        return document;
    }
    let pages = document.pages().iter().zip(changed);
    let pages: EcoVec<Page> = pages
        .map(|(page, frame)| Page { frame: frame.unwrap_or_else(|| page.frame.clone()), ..page.clone() })
        .collect();
    PagedDocument::new(pages, document.info().clone())
}

/// The frame with its lines solid; none if it has no line that is spread too far.
fn solid_frame(frame: &Frame) -> Option<Frame> {
    let mut items: Vec<(Point, FrameItem)> = frame.items().cloned().collect();
    let mut changed = false;
    for (_, item) in &mut items {
        if let FrameItem::Group(group) = item
            && let Some(frame) = solid_frame(&group.frame)
        {
            *item = FrameItem::Group(GroupItem { frame, ..group.clone() });
            changed = true;
        }
    }
    for line in lines(&items) {
        changed |= close_up(&mut items[line]);
    }
    changed.then(|| {
        let mut solid = frame.clone();
        solid.clear();
        solid.push_multiple(items);
        solid
    })
}

/// The lines of a frame's items: what follows another on the right, at its height.
fn lines(items: &[(Point, FrameItem)]) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut last: Option<(Abs, Range<Abs>)> = None;
    for (index, (at, item)) in items.iter().enumerate() {
        let (width, height) = match item {
            FrameItem::Text(text) => (text.width(), at.y - text.size..at.y),
            FrameItem::Group(group) => (group.frame.width(), at.y..at.y + group.frame.height()),
            _ => continue,
        };
        let follows = last.as_ref().is_some_and(|(edge, before)| {
            at.x >= *edge - NEAR && height.start < before.end && before.start < height.end
        });
        match lines.last_mut() {
            Some(line) if follows => line.end = index + 1,
            _ => lines.push(index..index + 1),
        }
        last = Some((at.x + width, height));
    }
    lines
}

/// Sets a line solid if it is spread too far. Whether it was.
fn close_up(line: &mut [(Point, FrameItem)]) -> bool {
    let texts = || {
        line.iter().filter_map(|(_, item)| if let FrameItem::Text(text) = item { Some(text) } else { None })
    };
    let over: Abs = texts().map(spread).sum();
    let natural = texts().map(TextItem::width).sum::<Abs>() - over;
    if over <= natural * MOST {
        return false;
    }
    let mut back = Abs::zero();
    for (at, item) in line {
        at.x -= back;
        if let FrameItem::Text(text) = item {
            back += spread(text);
            let TextItem { font, glyphs, .. } = text;
            for glyph in glyphs {
                glyph.x_advance =
                    font.x_advance(glyph.id).map_or(glyph.x_advance, |own| glyph.x_advance.min(own));
            }
        }
    }
    true
}

/// By how much the letters of a text were moved apart.
fn spread(text: &TextItem) -> Abs {
    let over = |glyph: &typst::text::Glyph| {
        let own = text.font.x_advance(glyph.id).unwrap_or(glyph.x_advance);
        (glyph.x_advance - own).max(Em::zero())
    };
    text.glyphs.iter().map(|glyph| over(glyph).at(text.size)).sum()
}
