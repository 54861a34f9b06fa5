//! What is printed is freed of the marks that told where its lines may end: a text that is copied, searched or read
//! out has none.

use typst::ecow::EcoString;
use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;

use super::phrase_book::{JOINER, PARTER};

/// What takes no room and is no letter.
const UNSEEN: [char; 2] = [JOINER, PARTER];

/// Takes the joiners out of a frame's texts.
pub(super) fn unjoin(frame: &mut Frame) {
    if !has_joiner(frame) {
        return;
    }
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => unjoin(&mut group.frame),
            FrameItem::Text(text) if text.text.contains(UNSEEN) => take_out(text),
            _ => {}
        }
        true
    });
}

fn has_joiner(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_joiner(&group.frame),
        FrameItem::Text(text) => text.text.contains(UNSEEN),
        _ => false,
    })
}

/// The glyphs stay; what they stand for in the text moves up.
fn take_out(item: &mut TextItem) {
    let text = std::mem::take(&mut item.text);
    let mut moved = Vec::with_capacity(text.len() + 1);
    let mut out = EcoString::with_capacity(text.len());
    for c in text.chars() {
        let place = u16::try_from(out.len()).unwrap_or(u16::MAX);
        moved.extend(std::iter::repeat_n(place, c.len_utf8()));
        if !UNSEEN.contains(&c) {
            out.push(c);
        }
    }
    moved.push(u16::try_from(out.len()).unwrap_or(u16::MAX));
    for glyph in &mut item.glyphs {
        let place = |at: u16| moved.get(usize::from(at)).copied().unwrap_or_default();
        glyph.range = place(glyph.range.start)..place(glyph.range.end);
    }
    item.text = out;
}
