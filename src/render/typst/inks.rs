//! Which pages need colour: those with an ink that is no grey. A printer charges for colour by the page.

use typst::layout::{Frame, FrameItem};
use typst::visualize::Paint;
use typst_layout::PagedDocument;

/// The pages, from 1, on which there is an ink that is no grey.
pub(crate) fn pages_in_colour(document: &PagedDocument) -> Vec<usize> {
    let pages = (1..).zip(document.pages());
    pages.filter(|(_, page)| is_in_colour(&page.frame)).map(|(number, _)| number).collect()
}

fn is_in_colour(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => is_in_colour(&group.frame),
        FrameItem::Text(run) => {
            is_colour(&run.fill) || run.stroke.as_ref().is_some_and(|stroke| is_colour(&stroke.paint))
        }
        FrameItem::Shape(shape, _) => {
            let stroke = shape.stroke.as_ref().map(|stroke| &stroke.paint);
            shape.fill.iter().chain(stroke).any(is_colour)
        }
        // Nobody can say of a picture without looking.
        FrameItem::Image(..) => true,
        _ => false,
    })
}

fn is_colour(paint: &Paint) -> bool {
    match paint {
        Paint::Solid(colour) => {
            let [red, green, blue, _] = colour.to_rgb().into_format::<u8, u8>().into();
            red != green || green != blue
        }
        Paint::Gradient(_) | Paint::Tiling(_) => true,
    }
}
