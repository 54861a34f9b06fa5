//! Text boxes and other shapes that lie over a sheet, and the words in them.

use super::xml::{Event, Events};
use crate::model::cause::Refusal;
use crate::read::sheet::SheetShape;

/// The most shapes of a sheet.
const MOST: usize = 2_000;
/// The most bytes of the words of a sheet's shapes.
const MOST_TEXT: usize = 1 << 20;

/// The shapes of a part that hold words.
///
/// # Errors
///
/// If the part is broken or past a bound.
pub(super) fn read(part: &str) -> Result<Vec<SheetShape>, Refusal> {
    let (mut shapes, mut bytes) = (Vec::new(), 0);
    let mut shape = SheetShape::default();
    let (mut in_begin, mut number, mut is_text, mut is_hidden, mut is_copy) =
        (false, None, false, false, false);
    let mut events = Events::new(part);
    while let Some(event) = events.next()? {
        match event {
            Event::Open(tag) => match tag.name() {
                "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                    shape = SheetShape { line: 1, column: 1, last_line: 1, text: String::new() };
                }
                "from" => in_begin = true,
                "to" => in_begin = false,
                "row" | "col" => number = Some(String::new()),
                // Old programs find the same shape once more in another form.
                "Fallback" => is_copy = !tag.empty,
                "cNvPr" => is_hidden = tag.is_true("hidden"),
                "t" => is_text = !tag.empty,
                _ => {}
            },
            Event::Text(text) if is_text && !is_hidden && !is_copy => {
                bytes += text.len();
                shape.text.push_str(&text);
            }
            Event::Text(text) => number.iter_mut().for_each(|number| number.push_str(&text)),
            Event::Close(name) => match name.as_str() {
                "row" | "col" => {
                    let at = number.take().and_then(|number| number.trim().parse::<u32>().ok()).unwrap_or(0);
                    match (name.as_str(), in_begin) {
                        ("col", true) => shape.column = at.saturating_add(1),
                        ("row", true) => {
                            (shape.line, shape.last_line) = (at.saturating_add(1), at.saturating_add(1))
                        }
                        ("row", false) => shape.last_line = at.saturating_add(1),
                        _ => {}
                    }
                }
                "from" => in_begin = false,
                "t" => is_text = false,
                "Fallback" => is_copy = false,
                "p" if !shape.text.is_empty() => shape.text.push('\n'),
                "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                    shape.text.truncate(shape.text.trim_end().len());
                    if !shape.text.is_empty() {
                        shapes.push(std::mem::take(&mut shape));
                    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_shapes_are_found_where_they_are_seen() {
        let anchor = |body: &str| {
            let part = format!(
                "<xdr:wsDr><xdr:twoCellAnchor><xdr:from><xdr:col>18</xdr:col><xdr:row>1</xdr:row></xdr:from>\
                 <xdr:to><xdr:col>20</xdr:col><xdr:row>4</xdr:row></xdr:to>{body}</xdr:twoCellAnchor></xdr:wsDr>"
            );
            let shapes = read(&part).expect("a drawing");
            shapes.into_iter().map(|s| (s.line, s.column, s.last_line, s.text)).collect::<Vec<_>>()
        };
        let text = |words: &str| format!("<a:p><a:r><a:t>{words}</a:t></a:r></a:p>");
        let shape = |hidden: &str, words: &str| {
            format!("<xdr:sp><xdr:cNvPr id='1' {hidden}/>{}</xdr:sp>", text(words))
        };
        assert_eq!(anchor(&shape("", "45 に訂正")), [(2, 19, 5, "45 に訂正".to_owned())]);
        let group = format!("<xdr:grpSp>{}{}</xdr:grpSp>", shape("", "取"), shape("", "消"));
        assert_eq!(anchor(&group), [(2, 19, 5, "取\n消".to_owned())]);
        let twice = format!("{}<mc:Fallback>{}</mc:Fallback>", shape("", "済"), shape("", "済"));
        assert_eq!(anchor(&twice), [(2, 19, 5, "済".to_owned())]);
        assert_eq!(anchor(&shape("hidden='1'", "見えない")), []);
        assert_eq!(anchor("<xdr:pic/>"), []);
    }
}
