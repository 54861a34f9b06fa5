//! Styles of cells: their number format, their letters and what is behind them; and how a conditional format changes
//! that.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cell;
use super::font::{Color, Font, Look};
use super::number_format::{self, NumberFormat};
use super::strings::Rich;
use super::xml::{Event, Events, Tag};
use crate::model::cause::{Concealed, Refusal};
use crate::read::sheet::{CellMark, SheetCell};

/// The most styles; Excel itself has no more.
const MOST: usize = 65_000;

/// All styles of a workbook.
#[derive(Debug, Default)]
pub(super) struct CellStyles {
    styles: Vec<CellStyle>,
    /// What conditional formats change, by their numbers.
    differences: Vec<Difference>,
}

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
        self.styles.get(index).cloned().unwrap_or_default()
    }

    /// What the conditional format of a number changes; nothing, if it isn't there.
    pub(super) fn difference(&self, index: Option<u32>) -> Difference {
        let index = index.and_then(|i| usize::try_from(i).ok());
        index.and_then(|i| self.differences.get(i)).cloned().unwrap_or_default()
    }
}

impl CellStyle {
    /// The colors of the letters and of what is behind them.
    pub(super) fn look(&self) -> Look {
        (self.font.color.unwrap_or(Color::BLACK), self.behind)
    }

    /// Words as a cell of this style shows them.
    pub(super) fn words(&self, held: &Rich) -> SheetCell {
        let mut raw = cell::words(held.text.clone(), &self.format);
        if let (None, Some(seen)) = (&raw.mark, &held.seen) {
            raw.mark = Some(CellMark::Raised(cell::words(seen.clone(), &self.format).text));
        }
        if raw.mark.is_none() && self.behind.is_some_and(|behind| held.colors.contains(&behind)) {
            raw.mark = Some(CellMark::SameColor);
        }
        if held.struck {
            raw.mark = Some(CellMark::Struck);
        }
        // Where the letters have colors of their own, those were looked at.
        self.marked_by_font(raw, held.colors.is_empty())
    }

    /// A cell with what the font of the cell as a whole says.
    pub(super) fn marked(&self, raw: SheetCell) -> SheetCell {
        self.marked_by_font(raw, true)
    }

    fn marked_by_font(&self, mut raw: SheetCell, is_colored: bool) -> SheetCell {
        let usable = raw.mark.as_ref().is_none_or(|mark| !mark.is_unusable());
        if let Some(seen) = self.font.raised.filter(|_| usable).and_then(|raised| raised.digits(&raw.text)) {
            raw.mark = Some(CellMark::Raised(seen));
        }
        let (letters, behind) = self.look();
        if is_colored && behind == Some(letters) && raw.mark.is_none() && !raw.text.trim().is_empty() {
            raw.mark = Some(CellMark::SameColor);
        }
        if self.font.struck && !raw.text.trim().is_empty() {
            raw.mark = Some(CellMark::Struck);
        }
        raw
    }
}

/// What a conditional format changes of a cell's look (`dxf`).
#[derive(Debug, Clone, Default)]
pub(super) struct Difference {
    font: Font,
    /// The color behind the letters, if it changes to one.
    behind: Option<Color>,
    /// Whether the number format shows nothing: `;;;`.
    unseen: bool,
    /// Whether what is read is of the font, the fill or the border.
    within: Part,
}

/// A part of a look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Part {
    #[default]
    None,
    Font,
    Fill,
    Border,
}

impl Difference {
    /// One with which nothing is seen.
    pub(super) fn unseen() -> Self {
        Self { unseen: true, ..Self::default() }
    }

    /// Takes up what a tag says of the look.
    pub(super) fn add(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "font" => self.within = Part::Font,
            "fill" => self.within = Part::Fill,
            "border" => self.within = Part::Border,
            "strike" | "color" if self.within == Part::Font => self.font.add(tag),
            // A plain fill is in the color of its back here, and in cells in that of its front.
            "bgColor" if self.within == Part::Fill => self.behind = Color::of(tag),
            "numFmt" => {
                let code = tag.get("formatCode").unwrap_or_default();
                self.unseen = code.len() > 1 && code.chars().all(|c| c == ';');
            }
            _ => {}
        }
    }

    /// Whether it can strike a cell through or hide what it holds.
    pub(super) fn may_conceal(&self) -> bool {
        self.font.struck || self.unseen || self.font.color.is_some() || self.behind.is_some()
    }

    /// What it does to a cell of a look, if it conceals anything.
    pub(super) fn effect(&self, (letters, behind): Look) -> Option<Concealed> {
        let letters = self.font.color.unwrap_or(letters);
        let changes = self.font.color.is_some() || self.behind.is_some();
        let is_hidden = self.unseen || changes && self.behind.or(behind) == Some(letters);
        match () {
            () if self.font.struck => Some(Concealed::Struck),
            () if is_hidden => Some(Concealed::Unseen),
            () => None,
        }
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
    let mut differences: Vec<Difference> = Vec::new();
    let mut within = String::new();
    let mut events = Events::new(part);
    while let Some(event) = events.next()? {
        let Event::Open(tag) = event else { continue };
        let lists = [fonts.len(), fills.len(), styles.len(), formats.len(), differences.len()];
        if lists.into_iter().any(|length| length > MOST) {
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
            "dxf" if within == "dxfs" => differences.push(Difference::default()),
            _ if within == "dxfs" => {
                if let Some(difference) = differences.last_mut() {
                    difference.add(&tag);
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
    Ok(CellStyles { styles: styles.into_iter().map(&mut style).collect(), differences })
}
