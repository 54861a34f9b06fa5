//! Pictures of the pages of a published PDF.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};

/// How many pixels of a picture a point of the page has: an A4 page is 535 pixels wide.
const SCALE: f32 = 0.9;

/// A picture of a page.
pub struct PagePicture(Pixmap);

/// The part of a page in which two pictures differ, in hundredths of its width and height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DifferingPart {
    /// How far it is from the left.
    pub left: f64,
    /// How far it is from the top.
    pub top: f64,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

/// A picture of each page; none if the file can't be read.
pub fn pages(bytes: Vec<u8>) -> Option<Vec<PagePicture>> {
    let pdf = Pdf::new(Arc::new(bytes)).ok()?;
    let cache = RenderCache::new();
    let settings =
        RenderSettings { x_scale: SCALE, y_scale: SCALE, bg_color: WHITE, ..RenderSettings::default() };
    let pictures = pdf
        .pages()
        .iter()
        .map(|page| PagePicture(render(page, &cache, &InterpreterSettings::default(), &settings)));
    Some(pictures.collect())
}

impl PagePicture {
    /// The smallest part of the page that holds all that differs from another picture; none where nothing does. Of pages
    /// of two sizes that is all.
    pub fn differing_part(&self, other: &Self) -> Option<DifferingPart> {
        let (width, height) = (usize::from(self.0.width()), usize::from(self.0.height()));
        if self.0.width() != other.0.width() || self.0.height() != other.0.height() {
            return Some(DifferingPart { left: 0.0, top: 0.0, width: 100.0, height: 100.0 });
        }
        let pixels = self.0.data().iter().zip(other.0.data());
        let differing = pixels.enumerate().filter(|(_, (one, other))| one != other).map(|(at, _)| at);
        let places: Vec<(usize, usize)> = differing.map(|at| (at % width, at / width)).collect();
        let left = places.iter().map(|(x, _)| *x).min()?;
        let right = places.iter().map(|(x, _)| *x + 1).max()?;
        let top = places.iter().map(|(_, y)| *y).min()?;
        let bottom = places.iter().map(|(_, y)| *y + 1).max()?;
        let hundredths = |part: usize, of: usize| part as f64 * 100.0 / of as f64;
        Some(DifferingPart {
            left: hundredths(left, width),
            top: hundredths(top, height),
            width: hundredths(right - left, width),
            height: hundredths(bottom - top, height),
        })
    }

    /// The picture as PNG; none if it can't be written.
    pub fn png(self) -> Option<Vec<u8>> {
        self.0.into_png().ok()
    }
}
