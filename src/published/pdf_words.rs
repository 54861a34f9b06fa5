//! The words of a published PDF, page by page, as they are drawn. What belongs to the sheet and not to its content, such
//! as page numbers and rules, is left out.

use std::sync::Arc;

use hayro::hayro_interpret::font::Glyph;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::hayro_syntax::Pdf;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Rect};

/// The words of a page: a piece for each line of a paragraph and each cell of a table, in the order in which they are read.
pub type PageWords = Vec<String>;

/// A piece of text that was drawn in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnPiece {
    /// What its glyphs stand for.
    pub text: String,
    /// The number by which the tags of the page name it; none of what is not tagged.
    pub tag: Option<i32>,
    /// Whether it goes on with the line of the piece before it.
    pub goes_on: bool,
    /// Whether it belongs to the sheet and not to its content: a page's number, a running title.
    pub is_of_sheet: bool,
}

/// The words of each page; none if the file can't be read.
pub fn pages(bytes: Vec<u8>) -> Option<Vec<PageWords>> {
    let mut all = Vec::new();
    for page in drawn(bytes)? {
        let mut words = PageWords::new();
        for piece in page.into_iter().filter(|piece| !piece.is_of_sheet) {
            match words.last_mut().filter(|_| piece.goes_on) {
                Some(line) => line.push_str(&piece.text),
                None => words.push(piece.text),
            }
        }
        words.retain(|piece| !piece.trim().is_empty());
        all.push(words);
    }
    Some(all)
}

/// The pieces of each page, each with its tag, in the order in which they are drawn; none if the file can't be read.
pub fn drawn(bytes: Vec<u8>) -> Option<Vec<Vec<DrawnPiece>>> {
    let pdf = Pdf::new(Arc::new(bytes)).ok()?;
    let cache = InterpreterCache::new();
    let pages = pdf.pages().iter().map(|page| {
        let settings = InterpreterSettings::default();
        let sheet = Rect::new(0.0, 0.0, 1.0, 1.0);
        let mut context = Context::new(Affine::IDENTITY, sheet, &cache, pdf.xref(), settings);
        let mut collector = Collector::default();
        interpret_page(page, &mut context, &mut collector);
        collector.pieces
    });
    Some(pages.collect())
}

/// What a marked part of a page is.
#[derive(Default, Clone, Copy)]
struct Marked {
    tag: Option<i32>,
    is_of_sheet: bool,
}

/// Collects what glyphs stand for.
#[derive(Default)]
struct Collector {
    pieces: Vec<DrawnPiece>,
    /// The marked parts that are open.
    open: Vec<Marked>,
    /// Where the last glyph stands, and how large it is.
    last: Option<(f64, f64, f64)>,
}

impl Collector {
    /// Whether a glyph goes on with the line of the last one: it stands on its height, and not far behind it.
    fn goes_on(&self, (x, y, size): (f64, f64, f64)) -> bool {
        /// So many of its own size a glyph may stand behind the beginning of the one before.
        const FARTHEST: f64 = 2.2;
        let Some((last_x, last_y, last_size)) = self.last else { return false };
        let size = size.max(last_size);
        (y - last_y).abs() < size / 2.0 && x - last_x > -size / 2.0 && x - last_x < size * FARTHEST
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        /// A glyph is drawn in thousandths of its size.
        const UNITS: f64 = 1000.0;
        let Marked { tag, is_of_sheet } = self.open.last().copied().unwrap_or_default();
        let [.., height, x, y] = (transform * glyph_transform).as_coeffs();
        let at = (x, y, height.abs() * UNITS);
        let goes_on = self.goes_on(at);
        let is_of_last = |last: &DrawnPiece| goes_on && (last.tag, last.is_of_sheet) == (tag, is_of_sheet);
        if !self.pieces.last().is_some_and(is_of_last) {
            let goes_on = goes_on && self.pieces.last().is_some_and(|last| last.is_of_sheet == is_of_sheet);
            self.pieces.push(DrawnPiece { text: String::new(), tag, goes_on, is_of_sheet });
        }
        self.last = Some(at);
        let Some(piece) = self.pieces.last_mut() else { return };
        match glyph.as_unicode() {
            Some(BfString::Char(letter)) => piece.text.push(letter),
            Some(BfString::String(letters)) => piece.text.push_str(&letters),
            None => {}
        }
    }

    fn begin_marked_content(&mut self, tag: &[u8], number: Option<i32>) {
        let around = self.open.last().copied().unwrap_or_default();
        let is_of_sheet = tag == b"Artifact" || around.is_of_sheet;
        self.open.push(Marked { tag: number.or(around.tag), is_of_sheet });
    }

    fn end_marked_content(&mut self) {
        self.open.pop();
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
