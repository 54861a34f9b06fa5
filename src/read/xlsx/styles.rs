//! Styles of cells: their number format, and whether they are struck through.

use std::collections::BTreeMap;

use super::number_format::{self, Format};
use super::xml::{Event, Events, Tag};
use crate::model::submission::Refusal;

/// The most styles; Excel itself has no more.
const MOST: usize = 65_000;

/// All styles of a workbook.
#[derive(Debug, Default)]
pub struct Styles(Vec<Style>);

/// How a cell is shown.
#[derive(Debug, Clone, Default)]
pub struct Style {
    pub format: Format,
    pub struck: bool,
}

impl Styles {
    /// The style of a number; one that isn't there shows everything as it is.
    pub fn get(&self, index: Option<u32>) -> Style {
        let index = index.and_then(|i| usize::try_from(i).ok()).unwrap_or(0);
        self.0.get(index).cloned().unwrap_or_default()
    }
}

/// Reads `styles.xml`.
///
/// # Errors
///
/// If the part is broken or past a bound.
pub fn read(part: &str) -> Result<Styles, Refusal> {
    let mut codes: BTreeMap<u32, String> = BTreeMap::new();
    let mut fonts: Vec<bool> = Vec::new();
    let mut styles = Vec::new();
    let mut within = String::new();
    let mut events = Events::new(part);
    while let Some(event) = events.next()? {
        let Event::Open(tag) = event else { continue };
        if fonts.len().max(styles.len()).max(codes.len()) > MOST {
            return Err(Refusal::TooLarge);
        }
        match tag.name() {
            list @ ("fonts" | "cellXfs" | "cellStyleXfs" | "dxfs" | "numFmts") => within = list.to_owned(),
            "numFmt" if within == "numFmts" => {
                codes.insert(tag.number("numFmtId").unwrap_or(0), tag.get("formatCode").unwrap_or_default());
            }
            "font" if within == "fonts" => fonts.push(false),
            "strike" if within == "fonts" => {
                if let Some(font) = fonts.last_mut() {
                    *font = !matches!(tag.get("val").as_deref(), Some("0" | "false"));
                }
            }
            "xf" if within == "cellXfs" => styles.push(style(&tag, &codes, &fonts)),
            _ => {}
        }
    }
    Ok(Styles(styles))
}

fn style(tag: &Tag<'_>, codes: &BTreeMap<u32, String>, fonts: &[bool]) -> Style {
    let id = tag.number("numFmtId").unwrap_or(0);
    let font = tag.number("fontId").and_then(|i| usize::try_from(i).ok());
    Style {
        format: match codes.get(&id) {
            Some(code) => number_format::parse(code),
            None => number_format::built_in(id),
        },
        struck: font.and_then(|i| fonts.get(i)).copied().unwrap_or(false),
    }
}
