//! Workbooks of OpenDocument, `.ods`. The library that reads `.xls` (calamine) reads them too, but drops what the cells
//! show: 35% comes out as 0.35, a text box becomes words of the cell below it, and nothing tells what is merged, hidden or
//! struck through. All of it stands beside the values, so it is read here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::foreign_book::{CellLook, ForeignBook, ForeignCell, ForeignSheet, ForeignValue};
use super::ods_text::{self, OdsText};
use super::shown_as;
use crate::model::cause::Refusal;
use crate::read::sheet::Bounds;
use crate::read::xlsx::package::Package;
use crate::read::xlsx::xml::{Event, Events, Tag};

/// The style of a sheet that only keeps what another file's cells held.
const OF_ANOTHER_FILE: &str = "ta_extref";

/// Reads a workbook of which so many bytes may be unpacked, and as many may stand in its cells: a cell or a row that stands
/// there many times counts each time. What comes of it is read within the bounds of its place.
///
/// # Errors
///
/// If it is broken or too large, or a password protects it.
pub(super) fn read(bytes: &[u8], unpacked: usize) -> Result<ForeignBook, Refusal> {
    let mut package = Package::open(bytes, unpacked)?;
    if package.part("META-INF/manifest.xml").is_ok_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Refusal::Password);
    }
    let mut styles = OdsStyles::default();
    if let Ok(part) = package.part("styles.xml") {
        let mut events = Events::new(&part);
        while let Some(event) = events.next()? {
            if let Event::Open(tag) = event {
                styles.add(&tag);
            }
        }
    }
    let content = package.part("content.xml")?;
    let mut reader = Reader { events: Events::new(&content), styles, cells: 0, left: unpacked };
    let mut book = ForeignBook::default();
    while let Some(event) = reader.events.next()? {
        let Event::Open(tag) = event else { continue };
        match tag.name() {
            "table" if !tag.empty => {
                let is_own = tag.get("style-name").is_none_or(|style| style != OF_ANOTHER_FILE);
                let sheet = reader.sheet(&tag)?;
                book.sheets.extend(Some(sheet).filter(|_| is_own));
            }
            _ => reader.styles.add(&tag),
        }
    }
    Ok(book)
}

/// What the styles of a book say.
#[derive(Debug, Default)]
struct OdsStyles {
    /// The style that is being read.
    current: String,
    /// The style that each one is made from.
    parents: BTreeMap<String, String>,
    struck: BTreeSet<String>,
    raised: BTreeMap<String, &'static str>,
    hidden_sheets: BTreeSet<String>,
}

impl OdsStyles {
    /// Takes up what a tag says of a style.
    fn add(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "style" => {
                self.current = tag.get("name").unwrap_or_default();
                let parent = tag.get("parent-style-name").map(|parent| (self.current.clone(), parent));
                self.parents.extend(parent);
            }
            "table-properties" if tag.is_false("display") => {
                self.hidden_sheets.insert(self.current.clone());
            }
            "text-properties" => {
                let through = ["text-line-through-style", "text-line-through-type"];
                let line = through.into_iter().filter_map(|name| tag.get(name)).any(|line| line != "none");
                if line {
                    self.struck.insert(self.current.clone());
                }
                let position = tag.get("text-position").unwrap_or_default();
                let raised = match position.split_whitespace().next().unwrap_or_default() {
                    how if how.starts_with("super") => Some("superscript"),
                    how if how.starts_with("sub") => Some("subscript"),
                    how if how.starts_with('-') => Some("subscript"),
                    how if how.starts_with(|c: char| c.is_ascii_digit()) && !how.starts_with("0%") => {
                        Some("superscript")
                    }
                    _ => None,
                };
                self.raised.extend(raised.map(|how| (self.current.clone(), how)));
            }
            _ => {}
        }
    }

    /// Whether a style, or one that it is made from, strikes letters through.
    fn is_struck(&self, style: &str) -> bool {
        let parents =
            std::iter::successors(Some(style), |style| self.parents.get(*style).map(String::as_str));
        // A style that is made from itself leads nowhere.
        parents.take(20).any(|style| self.struck.contains(style))
    }
}

struct Reader<'a> {
    events: Events<'a>,
    styles: OdsStyles,
    /// How many cells were kept.
    cells: usize,
    /// How many bytes may still stand in cells.
    left: usize,
}

/// A group of columns: the first, the last, and the style of cells that have none of their own.
type ColumnGroup = (u32, u32, Option<String>);

impl Reader<'_> {
    /// Reads a sheet, whose beginning was read.
    fn sheet(&mut self, table: &Tag<'_>) -> Result<ForeignSheet, Refusal> {
        let hidden = table.get("style-name").is_some_and(|style| self.styles.hidden_sheets.contains(&style));
        let name = table.get("name").unwrap_or_default();
        let mut sheet = ForeignSheet { name, hidden, ..ForeignSheet::default() };
        let mut columns: Vec<ColumnGroup> = Vec::new();
        let (mut line, mut depth) = (1u32, 0);
        loop {
            match self.events.next()?.ok_or(Refusal::Broken)? {
                Event::Open(tag) => match tag.name() {
                    "table-column" => {
                        let first = columns.last().map_or(1, |(_, last, _)| last.saturating_add(1));
                        let last = first.saturating_add(repeats(&tag, "number-columns-repeated") - 1);
                        if is_hidden(&tag) {
                            sheet.hidden_columns.push((first, last));
                        }
                        columns.push((first, last, tag.get("default-cell-style-name")));
                        depth += usize::from(!tag.empty);
                    }
                    "table-row" if !tag.empty => {
                        let (times, hidden) = (repeats(&tag, "number-rows-repeated"), is_hidden(&tag));
                        self.row(&mut sheet, line, (times, hidden), &columns)?;
                        line = line.saturating_add(times);
                    }
                    "table-row" => line = line.saturating_add(repeats(&tag, "number-rows-repeated")),
                    _ => depth += usize::from(!tag.empty),
                },
                Event::Close(_) if depth == 0 => return Ok(sheet),
                Event::Close(_) => depth -= 1,
                Event::Text(_) => {}
            }
        }
    }

    /// Reads a row, whose beginning was read; it stands so many times below one another.
    fn row(
        &mut self,
        sheet: &mut ForeignSheet,
        line: u32,
        (times, hidden): (u32, bool),
        columns: &[ColumnGroup],
    ) -> Result<(), Refusal> {
        let mut column = 1u32;
        loop {
            let tag = match self.events.next()?.ok_or(Refusal::Broken)? {
                Event::Open(tag) => tag,
                Event::Close(_) => return Ok(()),
                Event::Text(_) => continue,
            };
            let wide = repeats(&tag, "number-columns-repeated");
            let text = if tag.empty { OdsText::default() } else { ods_text::read(&mut self.events)? };
            // What a merged cell covers is not seen.
            let value = if tag.name() == "table-cell" { value(&tag, &text.words) } else { None };
            let style = tag.get("style-name").or_else(|| {
                let group = columns.iter().find(|(first, last, _)| (*first..=*last).contains(&column));
                group.and_then(|(_, _, style)| style.clone())
            });
            if !text.comment.is_empty() {
                sheet.comments.insert((line, column), text.comment.clone());
            }
            let spans = [tag.number("number-rows-spanned"), tag.number("number-columns-spanned")];
            let [high, across] = spans.map(|span| span.unwrap_or(1).max(1) - 1);
            if value.is_some() && (high > 0 || across > 0) {
                let last = (line.saturating_add(high), column.saturating_add(across));
                sheet.merged.push(((line, column), last));
            }
            if let Some((value, code)) = value {
                let look = self.look(style, &text, code);
                let many = usize::try_from(u64::from(times) * u64::from(wide)).unwrap_or(usize::MAX);
                self.cells = self.cells.saturating_add(many);
                let said = many.saturating_mul(text.words.len());
                self.left = self.left.checked_sub(said).ok_or(Refusal::TooLarge)?;
                if self.cells > Bounds::LIST.cells {
                    return Err(Refusal::TooLarge);
                }
                for line in line..line.saturating_add(times) {
                    for column in column..column.saturating_add(wide) {
                        let cell = ForeignCell { value: value.clone(), look: look.clone() };
                        sheet.cells.insert((line, column), cell);
                    }
                    sheet.hidden_rows.extend(Some(line).filter(|_| hidden));
                }
            }
            column = column.saturating_add(wide);
        }
    }

    fn look(&self, style: Option<String>, text: &OdsText, code: String) -> CellLook {
        let styles: Vec<&String> = style.iter().chain(&text.styles).collect();
        CellLook {
            code,
            struck: styles.iter().any(|style| self.styles.is_struck(style)),
            raised: style.as_ref().and_then(|style| self.styles.raised.get(style)).copied(),
            ..CellLook::default()
        }
    }
}

/// How many times a cell, a row or a column stands there.
fn repeats(tag: &Tag<'_>, name: &str) -> u32 {
    tag.number(name).unwrap_or(1).max(1)
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.get("visibility").is_some_and(|visibility| visibility != "visible")
}

/// What a cell holds, and the code of the format by which it is shown as it is seen; none if it holds nothing.
fn value(tag: &Tag<'_>, seen: &str) -> Option<(ForeignValue, String)> {
    let words = || Some((ForeignValue::Words(seen.into()), String::new()));
    let attribute = |name: &str| tag.get(name);
    // Newer programs write two types: the older one calls what failed a text.
    let types = tag.get_all("value-type");
    if types.iter().any(|kind| kind == "error") {
        return Some((ForeignValue::Failed(seen.into()), String::new()));
    }
    match types.first().map(String::as_str) {
        Some("float" | "percentage" | "currency") => {
            let number: f64 = attribute("value")?.trim().parse().ok()?;
            // Of what came from a workbook of Excel, it is seen only that it is no number.
            if matches!((seen, number == 1.0, number == 0.0), ("TRUE", true, _) | ("FALSE", _, true)) {
                return Some((ForeignValue::Truth(number == 1.0), String::new()));
            }
            Some((ForeignValue::Number(number), shown_as::number(number, seen)))
        }
        Some("date") => {
            let moment = attribute("date-value")?;
            let day = NaiveDate::parse_from_str(moment.get(..10)?, "%Y-%m-%d");
            match day {
                Ok(day) if moment.len() == 10 => {
                    Some((ForeignValue::Moment(moment), shown_as::day(day, seen).into()))
                }
                Ok(_) => Some((ForeignValue::Moment(moment), "yyyy-mm-dd h:mm".into())),
                Err(_) => words(),
            }
        }
        Some("boolean") => Some((ForeignValue::Truth(attribute("boolean-value")? == "true"), String::new())),
        Some(_) if !seen.is_empty() => words(),
        Some("string") if tag.get("string-value").is_some_and(|value| !value.is_empty()) => {
            Some((ForeignValue::Words(tag.get("string-value")?), String::new()))
        }
        None if tag.get("formula").is_some() => Some((ForeignValue::NoResult, String::new())),
        _ => None,
    }
}
