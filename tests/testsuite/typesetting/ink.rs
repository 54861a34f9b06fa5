//! What stands on a page and where: the ink of its letters, its rules and other shapes.

use typst::foundations::{Element, NativeElement};
use typst::introspection::Tag;
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::model::TableCell;
use typst::pdf::ArtifactElem;
use typst::text::TextItem;
use typst::visualize::{Color, FixedStroke, Geometry, Paint, Shape};

/// A rectangle of the page, in points from its top left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Area {
    /// How far two areas reach into each other, across and down; less than nothing where they stand apart.
    pub(crate) fn overlap(&self, other: &Area) -> (f64, f64) {
        (
            self.right.min(other.right) - self.left.max(other.left),
            self.bottom.min(other.bottom) - self.top.max(other.top),
        )
    }

    /// Whether it stays within another, but for a hair.
    pub(crate) fn is_within(&self, other: &Area, hair: f64) -> bool {
        self.left > other.left - hair
            && self.right < other.right + hair
            && self.top > other.top - hair
            && self.bottom < other.bottom + hair
    }

    fn around(corners: impl IntoIterator<Item = Point>) -> Area {
        let none = Area {
            left: f64::INFINITY,
            top: f64::INFINITY,
            right: f64::NEG_INFINITY,
            bottom: f64::NEG_INFINITY,
        };
        corners.into_iter().fold(none, |area, corner| {
            let (x, y) = (corner.x.to_pt(), corner.y.to_pt());
            Area {
                left: area.left.min(x),
                top: area.top.min(y),
                right: area.right.max(x),
                bottom: area.bottom.max(y),
            }
        })
    }
}

/// What a mark is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mark {
    /// A letter.
    Letter {
        text: String,
        size: f64,
        /// Which run of text it belongs to: letters of one run don't overprint each other.
        run: usize,
        /// Whether the font has no such letter.
        is_missing: bool,
        /// Which cell of a table it stands in.
        cell: Option<usize>,
    },
    /// A line that is seen.
    Rule,
    /// Any other shape.
    Shape,
}

/// A mark on the page.
#[derive(Debug, Clone)]
pub(crate) struct Ink {
    pub(crate) mark: Mark,
    pub(crate) area: Area,
    /// Whether it is no part of what is read out: headers, feet.
    pub(crate) is_artifact: bool,
}

impl Ink {
    /// What of it may stand over a margin: half of a rule does.
    pub(crate) fn hair(&self) -> f64 {
        if self.mark == Mark::Rule { 2.0 } else { 1.0 }
    }

    /// Whether it is a letter of what is read out.
    pub(crate) fn is_words(&self) -> bool {
        matches!(self.mark, Mark::Letter { .. }) && !self.is_artifact
    }
}

/// The marks of a page.
pub(crate) fn of_page(frame: &Frame) -> Vec<Ink> {
    let mut reader = Reader::default();
    reader.read(frame, Transform::identity());
    reader.found
}

#[derive(Default)]
struct Reader {
    found: Vec<Ink>,
    /// The open elements, with the number of each.
    open: Vec<(Element, usize)>,
    opened: usize,
    runs: usize,
}

impl Reader {
    fn read(&mut self, frame: &Frame, at: Transform) {
        for (place, item) in frame.items() {
            let here = at.pre_concat(Transform::translate(place.x, place.y));
            match item {
                FrameItem::Group(group) => self.read(&group.frame, here.pre_concat(group.transform)),
                FrameItem::Tag(Tag::Start(content, _)) => {
                    self.opened += 1;
                    self.open.push((content.elem(), self.opened));
                }
                FrameItem::Tag(Tag::End(..)) => {
                    self.open.pop();
                }
                FrameItem::Text(run) => self.text(run, here),
                FrameItem::Shape(shape, _) => self.shape(shape, here),
                _ => {}
            }
        }
    }

    fn push(&mut self, mark: Mark, area: Area) {
        let is_artifact = self.open.iter().any(|(element, _)| *element == ArtifactElem::ELEM);
        self.found.push(Ink { mark, area, is_artifact });
    }

    fn text(&mut self, run: &TextItem, at: Transform) {
        self.runs += 1;
        let cell = self.open.iter().rev().find(|(element, _)| *element == TableCell::ELEM);
        let cell = cell.map(|(_, number)| *number);
        let scale = run.size.to_pt() / run.font.units_per_em();
        let size = run.size.to_pt() * (at.kx.get().powi(2) + at.sy.get().powi(2)).sqrt();
        let mut x = Abs::zero();
        for glyph in &run.glyphs {
            let start = x + glyph.x_offset.at(run.size);
            x += glyph.x_advance.at(run.size);
            let Some(ink) = run.font.ttf().glyph_bounding_box(ttf_parser::GlyphId(glyph.id)) else {
                continue;
            };
            let corner = |across: i16, up: i16| {
                let at_letter =
                    Point::new(start + Abs::pt(f64::from(across) * scale), Abs::pt(-f64::from(up) * scale));
                at_letter.transform(at)
            };
            let area = Area::around([
                corner(ink.x_min, ink.y_min),
                corner(ink.x_max, ink.y_min),
                corner(ink.x_min, ink.y_max),
                corner(ink.x_max, ink.y_max),
            ]);
            let text = run.text[glyph.range()].to_owned();
            let mark = Mark::Letter { text, size, run: self.runs, is_missing: glyph.id == 0, cell };
            self.push(mark, area);
        }
    }

    fn shape(&mut self, shape: &Shape, at: Transform) {
        let half =
            shape.stroke.as_ref().filter(|stroke| is_seen(stroke)).map(|stroke| stroke.thickness / 2.0);
        let area = |from: Point, to: Point, half: Abs| {
            let half = Point::splat(half);
            Area::around([(from - half).transform(at), (to + half).transform(at)])
        };
        match (&shape.geometry, half) {
            (Geometry::Line(to), Some(half)) => {
                let (from, to) = (Point::zero().min(*to), Point::zero().max(*to));
                let is_straight = from.x == to.x || from.y == to.y;
                self.push(if is_straight { Mark::Rule } else { Mark::Shape }, area(from, to, half));
            }
            (Geometry::Rect(size), Some(half)) => {
                let (right, bottom) = (Point::with_x(size.x), Point::with_y(size.y));
                for (from, to) in [
                    (Point::zero(), right),
                    (bottom, size.to_point()),
                    (Point::zero(), bottom),
                    (right, size.to_point()),
                ] {
                    self.push(Mark::Rule, area(from, to, half));
                }
            }
            (geometry, _) if shape.fill.is_some() || half.is_some() => {
                let bounds = geometry.bbox(None);
                self.push(Mark::Shape, area(bounds.min, bounds.max, Abs::zero()));
            }
            _ => {}
        }
    }
}

/// A white line covers others and is not seen itself.
fn is_seen(stroke: &FixedStroke) -> bool {
    stroke.paint != Paint::Solid(Color::WHITE)
}
