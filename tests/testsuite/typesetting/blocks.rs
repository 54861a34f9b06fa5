//! The lines of a page, by the paragraph or the cell that they belong to.

use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem, Point};

/// A letter where it stands, in points.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) text: String,
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// What it takes on the line.
    pub(crate) advance: f64,
    /// What the font gives it.
    pub(crate) natural: f64,
    pub(crate) size: f64,
}

/// What stands on one line.
pub(crate) type Line = Vec<Letter>;

/// The lines of a paragraph, of a heading, or of a cell beside its paragraphs.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) kind: String,
    pub(crate) lines: Vec<Line>,
}

/// The letters of a line.
pub(crate) fn text(line: &Line) -> String {
    line.iter().map(|letter| letter.text.as_str()).collect()
}

/// The blocks of a page.
pub(crate) fn of_page(frame: &Frame) -> Vec<Block> {
    let mut reader = Reader {
        open: vec![Block { kind: "page".into(), lines: Vec::new() }],
        done: Vec::new(),
        tags: Vec::new(),
    };
    reader.read(frame, Point::zero());
    while let Some(block) = reader.open.pop() {
        reader.done.push(block);
    }
    reader.done.retain(|block| !block.lines.is_empty());
    reader.done
}

struct Reader {
    open: Vec<Block>,
    /// Whether each open element is a block.
    tags: Vec<bool>,
    done: Vec<Block>,
}

impl Reader {
    fn read(&mut self, frame: &Frame, at: Point) {
        for (place, item) in frame.items() {
            let here = at + *place;
            match item {
                FrameItem::Group(group) => self.read(&group.frame, here),
                FrameItem::Tag(Tag::Start(content, _)) => {
                    let name = content.elem().name();
                    let block = matches!(name, "cell" | "par" | "heading" | "place" | "artifact" | "figure");
                    self.tags.push(block);
                    if block {
                        self.open.push(Block { kind: name.into(), lines: Vec::new() });
                    }
                }
                FrameItem::Tag(Tag::End(..)) => {
                    let is_block = self.tags.pop().unwrap_or(false);
                    self.done.extend(is_block.then(|| self.open.pop()).flatten());
                }
                FrameItem::Text(run) => {
                    let mut x = here.x.to_pt();
                    for glyph in &run.glyphs {
                        let advance = glyph.x_advance.at(run.size).to_pt();
                        let natural =
                            run.font.x_advance(glyph.id).map_or(advance, |a| a.at(run.size).to_pt());
                        let letter = Letter {
                            text: run.text[glyph.range()].into(),
                            x,
                            y: here.y.to_pt(),
                            advance,
                            natural,
                            size: run.size.to_pt(),
                        };
                        x += advance;
                        self.place(letter);
                    }
                }
                _ => {}
            }
        }
    }

    fn place(&mut self, letter: Letter) {
        let Some(block) = self.open.last_mut() else { return };
        match block.lines.last_mut() {
            Some(line)
                if line.last().is_some_and(|last| (last.y - letter.y).abs() < 1.0 && letter.x > last.x) =>
            {
                line.push(letter)
            }
            _ => block.lines.push(vec![letter]),
        }
    }
}
