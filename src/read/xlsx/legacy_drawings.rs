//! Text boxes and labels of older programs, which lie over a sheet in a drawing of another language (VML), and the words
//! in them. Comments stand there too; they are read from a part of their own.

use super::xml::{Event, Events};
use crate::model::cause::Refusal;
use crate::read::sheet::SheetShape;

/// The most shapes of a sheet.
const MOST: usize = 2_000;
/// The most bytes of the words of a sheet's shapes.
const MOST_TEXT: usize = 1 << 20;

/// The shapes of a part that are seen and hold words. Excel itself writes parts that are no XML, as with `<br>` that
/// nothing closes; what can't be read ends the part.
///
/// # Errors
///
/// If the part is past a bound.
pub(super) fn read(part: &str) -> Result<Vec<SheetShape>, Refusal> {
    let part = part.replace("<br>", "<br/>").replace("<BR>", "<br/>");
    let (mut shapes, mut bytes) = (Vec::new(), 0);
    let mut shape = LegacyShape::default();
    let mut within = String::new();
    let mut events = Events::new(&part);
    while let Ok(Some(event)) = events.next() {
        match event {
            Event::Open(tag) => match tag.name() {
                "shape" | "rect" | "oval" | "roundrect" => {
                    let style = tag.get("style").unwrap_or_default().replace(' ', "");
                    shape = LegacyShape {
                        is_hidden: style.contains("visibility:hidden"),
                        ..LegacyShape::default()
                    };
                }
                "ClientData" => shape.is_note = tag.get("ObjectType").as_deref() == Some("Note"),
                "br" => shape.text.push('\n'),
                name @ ("textbox" | "Anchor") => within = name.to_owned(),
                _ => {}
            },
            Event::Text(text) if within == "textbox" => {
                bytes += text.len();
                // As in a web page a line of the part is no line of the text.
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                shape.text.push_str(&words);
            }
            Event::Text(text) if within == "Anchor" => shape.anchor.push_str(&text),
            Event::Text(_) => {}
            Event::Close(name) => match name.as_str() {
                "textbox" | "Anchor" => within.clear(),
                "div" => shape.text.push('\n'),
                "shape" | "rect" | "oval" | "roundrect" => {
                    shapes.extend(std::mem::take(&mut shape).seen());
                }
                _ => {}
            },
        }
        if shapes.len() > MOST || bytes > MOST_TEXT {
            return Err(Refusal::TooLarge);
        }
    }
    Ok(shapes)
}

/// A shape, as far as it was read.
#[derive(Default)]
struct LegacyShape {
    is_hidden: bool,
    /// Whether it is the box of a comment.
    is_note: bool,
    text: String,
    /// Where it begins and ends: column, distance from it, row, distance; four numbers each, from 0.
    anchor: String,
}

impl LegacyShape {
    /// The shape, if it is over the cells and holds words that are seen.
    fn seen(self) -> Option<SheetShape> {
        let numbers: Vec<u32> =
            self.anchor.split(',').filter_map(|number| number.trim().parse().ok()).collect();
        let &[column, _, line, _, _, _, last_line, _] = numbers.as_slice() else { return None };
        let text = self.text.trim().to_owned();
        (!self.is_hidden && !self.is_note && !text.is_empty()).then(|| SheetShape {
            line: line.saturating_add(1),
            column: column.saturating_add(1),
            last_line: last_line.saturating_add(1),
            text,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_old_shapes_are_found_where_they_are_seen() {
        let shape = |style: &str, kind: &str, words: &str| {
            let part = format!(
                "<xml xmlns:v='urn:v'><v:shape id='a' style='position:absolute;{style}'><v:textbox>\
                 <div style='text-align:left'>{words}</div></v:textbox><x:ClientData ObjectType='{kind}'>\
                 <x:Anchor>\n 18, 15, 1, 2, 20, 31, 4, 1</x:Anchor></x:ClientData></v:shape></xml>"
            );
            let shapes = read(&part).expect("a drawing");
            shapes.into_iter().map(|s| (s.line, s.column, s.last_line, s.text)).collect::<Vec<_>>()
        };
        assert_eq!(shape("", "Rect", "45 に訂正"), [(2, 19, 5, "45 に訂正".to_owned())]);
        let lines = shape("", "Label", "<font color='#000000'>取消<br>\n   済み</font>");
        assert_eq!(lines, [(2, 19, 5, "取消\n済み".to_owned())]);
        assert_eq!(shape("visibility: hidden", "Rect", "見えない"), []);
        assert_eq!(shape("", "Note", "コメント"), []);
        assert_eq!(shape("", "Rect", ""), []);
    }

    #[test]
    fn what_can_not_be_read_ends_the_part_and_not_the_book() {
        let whole =
            "<x><v:rect><v:textbox><div>訂正</div></v:textbox><x:Anchor>0,0,1,0,1,0,2,0</x:Anchor></v:rect>";
        assert_eq!(read(&format!("{whole}<p></x>")).map(|shapes| shapes.len()), Ok(1));
        assert_eq!(read("<"), Ok(Vec::new()));
    }
}
