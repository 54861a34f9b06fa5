//! Lines that typst had to spread too far to fill their measure are set solid again, and end before the margin.
//!
//! A date or a loan word stays on one line, so the line before it may come short by several letters. Spread over all gaps,
//! 「お 願 い い」 catches the eye; a line that ends early doesn't.

use std::ops::Range;

use typst::layout::{Abs, Em, Frame, FrameItem, Point};
use typst::text::TextItem;

/// How far a line may be spread, as a share of its letters' own widths.
const MOST: f64 = 0.02;
/// Places that differ by less are the same.
const NEAR: Abs = Abs::raw(0.1);

/// The frame with its lines solid; none if it has no line that is spread too far.
pub(super) fn solid(frame: &Frame) -> Option<Frame> {
    let items = frame.items().as_slice();
    let groups = items.iter().enumerate().filter_map(|(nth, (_, item))| match item {
        FrameItem::Group(group) => Some((nth, solid(&group.frame)?)),
        _ => None,
    });
    let groups: Vec<(usize, Frame)> = groups.collect();
    let lines: Vec<_> = lines(items).into_iter().filter(|line| is_spread(&items[line.clone()])).collect();
    if groups.is_empty() && lines.is_empty() {
        return None;
    }
    let mut items = items.to_vec();
    for (nth, frame) in groups {
        if let FrameItem::Group(group) = &mut items[nth].1 {
            group.frame = frame;
        }
    }
    lines.into_iter().for_each(|line| close_up(&mut items[line]));
    let mut solid = frame.clone();
    solid.clear();
    solid.push_multiple(items);
    Some(solid)
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

/// Whether a line is spread too far.
fn is_spread(line: &[(Point, FrameItem)]) -> bool {
    let texts = || {
        line.iter().filter_map(|(_, item)| if let FrameItem::Text(text) = item { Some(text) } else { None })
    };
    let over: Abs = texts().map(spread).sum();
    let natural = texts().map(TextItem::width).sum::<Abs>() - over;
    over > natural * MOST
}

/// Sets a line solid.
fn close_up(line: &mut [(Point, FrameItem)]) {
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
}

/// By how much the letters of a text were moved apart.
fn spread(text: &TextItem) -> Abs {
    let over = |glyph: &typst::text::Glyph| {
        let own = text.font.x_advance(glyph.id).unwrap_or(glyph.x_advance);
        (glyph.x_advance - own).max(Em::zero())
    };
    text.glyphs.iter().map(|glyph| over(glyph).at(text.size)).sum()
}
