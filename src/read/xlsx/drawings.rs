//! Text boxes, diagrams (SmartArt) and other shapes that lie over a sheet, and the words in them.

use super::xml::{Event, Events};
use crate::model::cause::Refusal;
use crate::read::sheet::SheetShape;

/// The most shapes of a sheet.
const MOST: usize = 2_000;
/// The most bytes of the words of a sheet's shapes.
const MOST_TEXT: usize = 1 << 20;

/// The shapes of a part that hold words. The words of a diagram stand in a part of its own: `diagram` says them, by the
/// id that leads there.
///
/// # Errors
///
/// If the part is broken or past a bound.
pub(super) fn read(
    part: &str,
    diagram: &mut dyn FnMut(&str) -> Result<String, Refusal>,
) -> Result<Vec<SheetShape>, Refusal> {
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
                "relIds" if !is_hidden && !is_copy => {
                    let words = diagram(&tag.get("dm").unwrap_or_default())?;
                    bytes += words.len();
                    shape.text.push_str(&words);
                }
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

/// The words of a diagram's part, a line each.
///
/// # Errors
///
/// If the part is broken or past a bound.
pub(super) fn words_of_diagram(part: &str) -> Result<String, Refusal> {
    let mut words = String::new();
    let mut is_text = false;
    let mut events = Events::new(part);
    while let Some(event) = events.next()? {
        match event {
            // The text of a point is called as a run's is; only a run holds letters.
            Event::Open(tag) => is_text = tag.name() == "t" && !tag.empty,
            Event::Text(text) if is_text && !text.trim().is_empty() => words.push_str(&text),
            Event::Text(_) => {}
            Event::Close(name) => {
                is_text = false;
                if name == "p" && !words.is_empty() && !words.ends_with('\n') {
                    words.push('\n');
                }
            }
        }
        if words.len() > MOST_TEXT {
            return Err(Refusal::TooLarge);
        }
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_diagrams_are_those_of_their_shape() {
        let point = |words: &str| {
            format!("<dgm:pt><dgm:t>\n <a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t></dgm:pt>")
        };
        let data = format!(
            "<dgm:dataModel>{}{}<dgm:pt type='pres'/></dgm:dataModel>",
            point("調査中"),
            point("訂正")
        );
        assert_eq!(words_of_diagram(&data), Ok("調査中\n訂正\n".into()));
        let part = "<wsDr><twoCellAnchor><from><col>18</col><row>1</row></from><to><col>20</col><row>4</row></to>\
                    <graphicFrame><cNvPr id='2'/><dgm:relIds r:dm='rId1' r:lo='rId2'/></graphicFrame>\
                    </twoCellAnchor></wsDr>";
        let shapes = read(part, &mut |id| Ok(format!("{id}の字\n"))).expect("a drawing");
        assert_eq!(
            shapes.into_iter().map(|s| (s.line, s.text)).collect::<Vec<_>>(),
            [(2, "rId1の字".to_owned())]
        );
    }

    #[test]
    fn words_of_shapes_are_found_where_they_are_seen() {
        let anchor = |body: &str| {
            let part = format!(
                "<xdr:wsDr><xdr:twoCellAnchor><xdr:from><xdr:col>18</xdr:col><xdr:row>1</xdr:row></xdr:from>\
                 <xdr:to><xdr:col>20</xdr:col><xdr:row>4</xdr:row></xdr:to>{body}</xdr:twoCellAnchor></xdr:wsDr>"
            );
            let shapes = read(&part, &mut |_| Ok(String::new())).expect("a drawing");
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
