//! Styles of cells: their number format, and whether they are struck through or raised.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::font::{Color, Font};
use super::number_format::{self, NumberFormat};
use super::xml::{Event, Events};
use crate::model::cause::Refusal;

/// The most styles; Excel itself has no more.
const MOST: usize = 65_000;

/// All styles of a workbook.
#[derive(Debug, Default)]
pub(super) struct CellStyles(Vec<CellStyle>);

/// How a cell is shown.
#[derive(Debug, Clone, Default)]
pub(super) struct CellStyle {
    /// How its numbers and words are shown.
    pub format: Arc<NumberFormat>,
    /// Whether its letters are struck through, raised or lowered.
    pub font: Font,
    /// The color behind its letters; none if it is not one color alone.
    pub behind: Option<Color>,
}

impl CellStyles {
    /// The style of a number; one that isn't there shows everything as it is.
    pub(super) fn get(&self, index: Option<u32>) -> CellStyle {
        let index = index.and_then(|i| usize::try_from(i).ok()).unwrap_or(0);
        self.0.get(index).cloned().unwrap_or_default()
    }
}

/// Reads `styles.xml`.
///
/// # Errors
///
/// If the part is broken or past a bound.
pub(super) fn read(part: &str) -> Result<CellStyles, Refusal> {
    let mut formats: BTreeMap<u32, Arc<NumberFormat>> = BTreeMap::new();
    let mut fonts: Vec<Font> = Vec::new();
    // The format, the font and the fill of each style, by their numbers: nothing keeps a file from naming them before.
    let mut styles: Vec<[u32; 3]> = Vec::new();
    let mut fills: Vec<Option<Color>> = Vec::new();
    let mut within = String::new();
    let mut events = Events::new(part);
    while let Some(event) = events.next()? {
        let Event::Open(tag) = event else { continue };
        if fonts.len().max(fills.len()).max(styles.len()).max(formats.len()) > MOST {
            return Err(Refusal::TooLarge);
        }
        match tag.name() {
            list @ ("fonts" | "fills" | "borders" | "cellXfs" | "cellStyleXfs" | "dxfs" | "numFmts") => {
                within = list.to_owned()
            }
            "numFmt" if within == "numFmts" => {
                let code = tag.get("formatCode").unwrap_or_default();
                formats.insert(tag.number("numFmtId").unwrap_or(0), number_format::parse(&code).into());
            }
            "font" if within == "fonts" => fonts.push(Font::default()),
            "patternFill" if within == "fills" => fills.push(match tag.get("patternType").as_deref() {
                None | Some("none") => Some(Color::WHITE),
                _ => None,
            }),
            "gradientFill" if within == "fills" => fills.push(None),
            "fgColor" if within == "fills" => {
                if let Some(fill) = fills.last_mut().filter(|fill| fill.is_none()) {
                    *fill = Color::of(&tag);
                }
            }
            "strike" | "vertAlign" | "color" if within == "fonts" => {
                if let Some(font) = fonts.last_mut() {
                    font.add(&tag);
                }
            }
            "xf" if within == "cellXfs" => {
                styles.push(["numFmtId", "fontId", "fillId"].map(|name| tag.number(name).unwrap_or(0)));
            }
            _ => {}
        }
    }
    let mut style = |[format, font, fill]: [u32; 3]| CellStyle {
        behind: usize::try_from(fill).ok().and_then(|i| fills.get(i)).copied().unwrap_or(Some(Color::WHITE)),
        format: formats.entry(format).or_insert_with(|| number_format::built_in(format).into()).clone(),
        font: usize::try_from(font).ok().and_then(|i| fonts.get(i)).copied().unwrap_or_default(),
    };
    Ok(CellStyles(styles.into_iter().map(&mut style).collect()))
}
