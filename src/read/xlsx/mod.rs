//! Workbooks (.xlsx, .xlsm), within bounds that are the same on every machine.
//!
//! Why not a reader of the registries: none tells which rows are hidden, what is struck through, which formulas lack
//! their result and what a number format shows, and a sheet that lies about its size makes some ask for all memory.
//! ZIP and XML are read by libraries; here stands what cells mean.
//!
//! Why no process of its own: nothing here recurses, and every byte, part, sheet, cell, string and level of nesting is
//! counted before it is kept, so that a workbook is read or refused in bounded time and memory.
//!
//! - `as_seen`: What a number format writes of a number, letter by letter, as a person sees it
//! - `cell`: What a cell shows: its text, and what its text does not tell
//! - `cell_contents`: What stands in a cell's element: a value, a text of its own, and whether it is a formula's
//!   result
//! - `comments`: Comments on cells
//! - `condition`: Whether the condition of a conditional format holds for a cell, as far as that can be known
//! - `conditional`: Conditional formats: where one strikes cells through, or makes what they hold unseen
//! - `decimals`: Numbers of workbooks in decimal notation: all their digits, or so many decimals
//! - `drawings`: Text boxes, diagrams (SmartArt) and other shapes that lie over a sheet, and the words in them
//! - `font`: What a font says of the letters in it: whether they are struck through, raised or lowered
//! - `format_code`: The pieces of a number format's code, and the sections that they form
//! - `format_section`: A section of a number format: what it shows of numbers above zero, below zero, or of
//!   zero
//! - `legacy_drawings`: Text boxes and labels of older programs, which lie over a sheet in a drawing of another language
//!   (VML), and the words in them
//! - `number_format`: Number formats: what a cell shows of the number that it holds
//! - `package`: The ZIP package of a workbook: its parts, bounded before memory is taken, and how they refer to
//!   each other
//! - `serial_day`: Days as workbooks count them
//! - `strings`: Texts of cells: the shared strings, and those that stand in the cells themselves
//! - `styles`: Styles of cells: their number format, their letters and what is behind them; and how a conditional
//!   format changes that
//! - `worksheet`: The cells of a sheet
//! - `xml`: The XML of a part, event by event, without entities of its own and within a depth

mod as_seen;
mod cell;
mod cell_contents;
mod comments;
mod condition;
mod conditional;
mod decimals;
mod drawings;
mod font;
mod format_code;
mod format_section;
mod legacy_drawings;
mod number_format;
pub(super) mod package;
mod serial_day;
mod strings;
mod styles;
mod worksheet;
pub(super) mod xml;

pub use package::{Contents, contents};

use chrono::NaiveDate;

use self::package::Package;
use self::styles::CellStyles;
use self::worksheet::{Context, Left};
use super::book::Book;
use super::sheet::{Bounds, MOST_CHARACTERS, Sheet, SheetShape};
use crate::ground::form_id::FormId;
use crate::ground::text;
use crate::model::cause::Refusal;

/// Sheets that come with the form and say how it is filled in.
const EXAMPLES: [&str; 2] = ["記入要領", "記入例"];
/// The most sheets of a workbook.
const MOST_SHEETS: usize = 60;

/// Reads a workbook.
///
/// # Errors
///
/// Why it can't be read.
pub fn read(bytes: &[u8], bounds: Bounds) -> Result<Book, Refusal> {
    let mut package = Package::open(bytes, bounds.unpacked)?;
    let workbook = workbook(&mut package)?;
    let strings = match package.related(&workbook.relations, "/sharedStrings") {
        Some(part) => strings::read(&part?, bounds.cells)?,
        None => Vec::new(),
    };
    let styles = match package.related(&workbook.relations, "/styles") {
        Some(part) => styles::read(&part?)?,
        None => CellStyles::default(),
    };
    let mut context = Context {
        strings: &strings,
        styles: &styles,
        epoch_1904: workbook.epoch_1904,
        left: Left::of(bounds),
    };
    let mut book = Book::default();
    for sheet in workbook.sheets {
        // Old macro sheets, which are hidden, name no part; of all others it is said that nothing of them is there.
        let Some(path) = workbook.relations.target(&sheet.relation) else {
            let (name, hidden) = (Some(sheet.name.into()), sheet.hidden && sheet.relation.is_empty());
            book.sheets.push(Sheet { name, hidden, is_lost: true, ..Sheet::default() });
            continue;
        };
        let mut read = worksheet::read(&package.part(&path)?, &mut context)?;
        if sheet.name == FormId::SHEET {
            let named =
                |name: &str| read.rows.iter().find(|row| row.cells.first().is_some_and(|c| c.text == name));
            book.id = FormId::read(|name| Some(named(name)?.cells.get(1)?.text.clone()));
            continue;
        }
        let folded = text::fold(&sheet.name);
        read.is_example = EXAMPLES.contains(&folded.as_str());
        read.name = Some(sheet.name.into());
        read.hidden = sheet.hidden;
        let relations = package.relations_of(&path)?;
        for kind in ["/comments", "/threadedComment"] {
            if let Some(part) = package.related(&relations, kind) {
                comments::add(&mut read.comments, comments::read(&part?)?);
            }
        }
        read.shapes = shapes(&mut package, &relations)?;
        book.sheets.push(read);
    }
    Ok(book)
}

/// A day as a number format shows it; none where that is not sure.
pub(super) fn day_as_seen(day: NaiveDate, code: &str) -> Option<String> {
    let serial = serial_day::serial_of(&day.to_string(), false)?;
    number_format::parse(code).seen(serial, false)
}

/// The shapes with words that lie over a sheet with these relations: those of today's programs and their diagrams, and
/// those of older programs. Some programs write a shape in both ways.
fn shapes(package: &mut Package<'_>, relations: &package::Relations) -> Result<Vec<SheetShape>, Refusal> {
    let mut shapes = Vec::new();
    if let Some(path) = relations.of_kind("/drawing") {
        let diagrams = package.relations_of(&path)?;
        shapes = drawings::read(&package.part(&path)?, &mut |id| match diagrams.target(id) {
            Some(path) => drawings::words_of_diagram(&package.part(&path)?),
            None => Ok(String::new()),
        })?;
    }
    for part in package.all_related(relations, "/vmlDrawing")? {
        for shape in legacy_drawings::read(&part)? {
            if !shapes.iter().any(|other| (other.line, &other.text) == (shape.line, &shape.text)) {
                shapes.push(shape);
            }
        }
    }
    Ok(shapes)
}

/// What `workbook.xml` says.
struct Workbook {
    sheets: Vec<Entry>,
    epoch_1904: bool,
    relations: package::Relations,
}

/// A sheet as the workbook lists it.
struct Entry {
    name: String,
    hidden: bool,
    relation: String,
}

fn workbook(package: &mut Package<'_>) -> Result<Workbook, Refusal> {
    let path = package.workbook()?;
    let part = package.part(&path)?;
    let mut book =
        Workbook { sheets: Vec::new(), epoch_1904: false, relations: package.relations_of(&path)? };
    let mut events = xml::Events::new(&part);
    while let Some(event) = events.next()? {
        let xml::Event::Open(tag) = event else { continue };
        match tag.name() {
            "workbookPr" => book.epoch_1904 = tag.is_true("date1904"),
            "sheet" => {
                let name = tag.get("name").unwrap_or_default();
                if book.sheets.len() >= MOST_SHEETS || name.len() > MOST_CHARACTERS {
                    return Err(Refusal::TooLarge);
                }
                book.sheets.push(Entry {
                    name,
                    hidden: tag.get("state").is_some_and(|state| state != "visible"),
                    relation: tag.get("id").unwrap_or_default(),
                });
            }
            _ => {}
        }
    }
    Ok(book)
}
