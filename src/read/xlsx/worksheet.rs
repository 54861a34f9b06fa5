//! The cells of a sheet.

use std::collections::BTreeMap;

use super::cell::{self, place, range};
use super::cell_contents::{Held, contents};
use super::conditional::ConditionalFormats;
use super::font::Look;
use super::serial_day::serial_of;
use super::strings::Rich;
use super::styles::{CellStyle, CellStyles};
use super::xml::{Event, Events, Tag, unescape_excel};
use crate::model::cause::Refusal;
use crate::read::sheet::{
    Bounds, CellMark, Copied, MOST_CHARACTERS, MOST_COLUMNS, Sheet, SheetCell, SheetRow,
};

/// The most merged cells and the most groups of columns of a sheet.
const MOST_MERGED: usize = 20_000;
const MOST_GROUPS: usize = 20_000;

/// What the cells of all sheets share.
pub(super) struct Context<'a> {
    /// The shared strings, to which cells refer by their index.
    pub strings: &'a [Rich],
    /// The styles, to which cells refer by their index.
    pub styles: &'a CellStyles,
    /// Whether days are counted from 1904, as on old Macs, and not from 1900.
    pub epoch_1904: bool,
    /// What may still be read; each sheet takes its part of it.
    pub left: Left,
}

/// What the sheets of a workbook may still hold together: one long shared string may stand in every cell, and a cell
/// at a row's end takes the room of the whole row.
pub(super) struct Left {
    /// Bytes of text.
    text: usize,
    /// Cells that hold something, with what merged cells carry to others.
    cells: usize,
    /// Rows that hold something.
    rows: u32,
    /// The highest number of a row.
    last_row: u32,
    /// Places of cells, empty ones too, up to the last of each row.
    places: usize,
}

impl Left {
    /// All that the bounds allow.
    pub(super) fn of(bounds: Bounds) -> Self {
        let Bounds { bytes, rows, cells, places, .. } = bounds;
        Self { text: bytes, cells, rows, last_row: rows, places }
    }
}

/// Takes some of what is left.
fn take(left: &mut usize, some: usize) -> Result<(), Refusal> {
    *left = left.checked_sub(some).ok_or(Refusal::TooLarge)?;
    Ok(())
}

/// Reads a sheet's part.
///
/// # Errors
///
/// If it is broken or past a bound.
pub(super) fn read(part: &str, context: &mut Context<'_>) -> Result<Sheet, Refusal> {
    let mut reader = Reader {
        context,
        sheet: Sheet::default(),
        at: (0, 0),
        hidden: false,
        hides_rows: false,
        hides_zeros: false,
        groups: 0,
        merged: Vec::new(),
        conditional: ConditionalFormats::default(),
        looks: BTreeMap::new(),
    };
    let mut events = Events::new(part);
    while let Some(event) = events.next()? {
        let Event::Open(tag) = event else { continue };
        match tag.name() {
            "sheetView" => reader.hides_zeros |= tag.is_false("showZeros"),
            "sheetFormatPr" => reader.hides_rows = tag.is_true("zeroHeight"),
            "row" => reader.row(&tag)?,
            "col" => reader.column(&tag)?,
            "c" => reader.cell(&tag, &mut events)?,
            "conditionalFormatting" => {
                reader.conditional.add(&tag, &mut events, reader.context.styles)?;
            }
            "mergeCell" => {
                if reader.merged.len() >= MOST_MERGED {
                    return Err(Refusal::TooLarge);
                }
                reader.merged.extend(tag.get("ref").as_deref().and_then(range));
            }
            _ => {}
        }
    }
    let plain = CellStyle::default().look();
    let Reader { conditional, looks, mut sheet, .. } = reader.merged()?;
    conditional.mark(&mut sheet, |line, column| looks.get(&(line, column)).copied().unwrap_or(plain))?;
    Ok(sheet)
}

struct Reader<'a, 'b> {
    context: &'a mut Context<'b>,
    sheet: Sheet,
    /// Line and column of the last cell, from 1.
    at: (u32, u32),
    /// Whether the row is hidden.
    hidden: bool,
    /// Whether rows are hidden unless they say otherwise.
    hides_rows: bool,
    /// Whether nothing is seen of zeros.
    hides_zeros: bool,
    /// How many groups of columns there were.
    groups: usize,
    merged: Vec<((u32, u32), (u32, u32))>,
    conditional: ConditionalFormats,
    /// The colors of cells that are not black on white.
    looks: BTreeMap<(u32, u32), Look>,
}

impl Reader<'_, '_> {
    /// Rows and cells stand in their order. One that comes again or late is damage: which of two is meant nobody knows.
    fn row(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let line = match tag.get("r") {
            Some(line) => line.parse().map_err(|_| Refusal::Broken)?,
            None => self.at.0.saturating_add(1),
        };
        if line <= self.at.0 {
            return Err(Refusal::Broken);
        }
        self.at = (line, 0);
        let height = tag.get("ht").and_then(|height| height.trim().parse::<f64>().ok());
        let shown = tag.is_false("hidden") || height.is_some();
        let none = height.is_some_and(|height| height <= 0.0);
        self.hidden = tag.is_true("hidden") || none || self.hides_rows && !shown;
        Ok(())
    }

    fn column(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        self.groups += 1;
        if self.groups > MOST_GROUPS {
            return Err(Refusal::TooLarge);
        }
        let width = tag.get("width").and_then(|width| width.trim().parse::<f64>().ok());
        let hidden = tag.is_true("hidden") || width.is_some_and(|width| width <= 0.0);
        if let (true, Some(first), Some(last)) = (hidden, tag.number("min"), tag.number("max")) {
            self.sheet.hidden_columns.extend(first..=last.min(MOST_COLUMNS));
        }
        Ok(())
    }

    fn cell(&mut self, tag: &Tag<'_>, events: &mut Events<'_>) -> Result<(), Refusal> {
        let at = match tag.get("r") {
            Some(reference) => place(&reference).ok_or(Refusal::Broken)?,
            None => (self.at.0, self.at.1.saturating_add(1)),
        };
        if at <= self.at {
            return Err(Refusal::Broken);
        }
        self.at = at;
        if tag.empty {
            return Ok(());
        }
        let kind = tag.get("t").unwrap_or_default();
        let style = self.context.styles.get(tag.number("s"));
        let held = contents(events)?;
        let raw = self.shown(&kind, held, &style)?;
        if raw.is_empty() {
            return Ok(());
        }
        if style.look() != CellStyle::default().look() {
            self.looks.insert(at, style.look());
        }
        self.put(raw)
    }

    /// What a cell of a kind shows of what its element holds: its kind says which of the contents is the cell's.
    fn shown(&self, kind: &str, held: Held, style: &CellStyle) -> Result<SheetCell, Refusal> {
        let is_inline = kind == "inlineStr";
        if let Some(both) = held.conflict(is_inline) {
            return Ok(SheetCell { mark: Some(CellMark::Twofold), ..SheetCell::new(both) });
        }
        if held.is_misplaced(is_inline) {
            return Err(Refusal::Broken);
        }
        let lacks_result = held.is_formula && !(held.value.is_some() && kind == "str");
        let value = held.value.unwrap_or_default();
        Ok(match kind {
            "inlineStr" if held.inline.is_some() => style.words(&held.inline.unwrap_or_default()),
            _ if value.is_empty() && lacks_result => {
                SheetCell { mark: Some(CellMark::NoResult), ..SheetCell::default() }
            }
            // An empty element is how some programs write an empty cell, of whatever kind.
            _ if value.trim().is_empty() && kind != "str" => SheetCell::default(),
            "e" => SheetCell { mark: Some(CellMark::Failed), ..SheetCell::new(value) },
            "s" => {
                let index = value.trim().parse::<usize>().ok();
                let string = index.and_then(|i| self.context.strings.get(i)).ok_or(Refusal::Broken)?;
                style.words(string)
            }
            "str" | "inlineStr" => style.words(&Rich { text: unescape_excel(&value), ..Rich::default() }),
            "b" => style.marked(SheetCell::new(if value.trim() == "1" { "TRUE" } else { "FALSE" })),
            "d" => match serial_of(&value, self.context.epoch_1904) {
                // Without a format of days it shows the day all the same, never the count of days that it is held as.
                Some(serial) if style.format.is_moment(serial) => {
                    style.marked(cell::number(&serial.to_string(), &style.format, self.context.epoch_1904))
                }
                _ => style.marked(SheetCell::new(value)),
            },
            kind if !matches!(kind, "" | "n") => return Err(Refusal::Broken),
            _ if self.hides_zeros && cell::is_zero(&value) => {
                SheetCell { mark: Some(CellMark::Blank("0".into())), ..SheetCell::default() }
            }
            _ => style.marked(cell::number(&value, &style.format, self.context.epoch_1904)),
        })
    }

    /// Puts a cell in its place, behind all others, within the bounds.
    fn put(&mut self, raw: SheetCell) -> Result<(), Refusal> {
        let (line, column) = self.at;
        if line > self.context.left.last_row || column > MOST_COLUMNS {
            return Err(Refusal::TooLarge);
        }
        self.count(&raw)?;
        if self.sheet.rows.last().is_none_or(|last| last.line != line) {
            let left = &mut self.context.left.rows;
            *left = left.checked_sub(1).ok_or(Refusal::TooLarge)?;
            self.sheet.rows.push(SheetRow { line, hidden: self.hidden, cells: Vec::new() });
        }
        let Some(row) = self.sheet.rows.last_mut() else { return Ok(()) };
        set(&mut row.cells, column, raw, &mut self.context.left.places)
    }

    /// Counts a cell that is to be kept.
    fn count(&mut self, raw: &SheetCell) -> Result<(), Refusal> {
        if raw.text.len() > MOST_CHARACTERS && raw.text.chars().count() > MOST_CHARACTERS {
            return Err(Refusal::TooLarge);
        }
        take(&mut self.context.left.cells, 1)?;
        take(&mut self.context.left.text, raw.text.len())
    }

    /// Gives all cells of a merged one its value, in the rows that hold something of their own: a row of nothing else
    /// is the lower part of the one above.
    fn merged(mut self) -> Result<Self, Refusal> {
        for ((top, left), (bottom, right)) in std::mem::take(&mut self.merged) {
            let Ok(first) = self.sheet.rows.binary_search_by_key(&top, |row| row.line) else { continue };
            let at = usize::try_from(left).map_or(0, |left| left - 1);
            let raw = self.sheet.rows[first].cells.get(at).filter(|raw| !raw.is_empty());
            let Some(raw) = raw.cloned().filter(|_| left <= right) else { continue };
            for index in first..self.sheet.rows.len() {
                let line = self.sheet.rows[index].line;
                if line > bottom {
                    break;
                }
                let from = if line == top { Copied::FromLeft } else { Copied::FromAbove };
                for column in left..=right.min(MOST_COLUMNS) {
                    if (line, column) != (top, left) {
                        self.count(&raw)?;
                        let copy = SheetCell { copied: Some(from), ..raw.clone() };
                        let cells = &mut self.sheet.rows[index].cells;
                        set(cells, column, copy, &mut self.context.left.places)?;
                    }
                }
            }
        }
        Ok(self)
    }
}

/// Sets the cell of a column.
fn set(cells: &mut Vec<SheetCell>, column: u32, raw: SheetCell, places: &mut usize) -> Result<(), Refusal> {
    let at = usize::try_from(column).unwrap_or(1).saturating_sub(1);
    if cells.len() <= at {
        take(places, at + 1 - cells.len())?;
        cells.resize(at + 1, SheetCell::default());
    }
    cells[at] = raw;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context<'a>(styles: &'a CellStyles) -> Context<'a> {
        Context { strings: &[], styles, epoch_1904: false, left: Left::of(Bounds::SENT) }
    }

    /// A sheet of this data, with what stands before and behind it.
    fn sheet(before: &str, data: &str, behind: &str) -> Result<Sheet, Refusal> {
        let part = format!("<worksheet>{before}<sheetData>{data}</sheetData>{behind}</worksheet>");
        read(&part, &mut context(&CellStyles::default()))
    }

    fn texts(sheet: &Sheet) -> Vec<(u32, Vec<&str>)> {
        sheet.rows.iter().map(|row| (row.line, row.cells.iter().map(|c| c.text.as_str()).collect())).collect()
    }

    #[test]
    fn what_comes_twice_or_late_is_damage() {
        for data in [
            "<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>",
            "<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>2</v></c></row>",
            "<row r='1'><c r='A1'><v>1</v></c></row><row r='1'><c r='B1'><v>2</v></c></row>",
            "<row r='2'><c><v>1</v></c></row><row r='1'><c><v>2</v></c></row>",
            "<row r='2'><c r='A1'><v>1</v></c></row>",
            "<row r='1'><c r='あ'><v>1</v></c></row>",
            "<row r='x'><c><v>1</v></c></row>",
        ] {
            assert_eq!(sheet("", data, ""), Err(Refusal::Broken), "{data}");
        }
        let plain =
            sheet("", "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r='5'><c><v>4</v></c></row>", "");
        assert_eq!(texts(&plain.expect("a sheet")), [(1, vec!["1", "", "3"]), (5, vec!["4"])]);
    }

    #[test]
    fn rows_are_hidden_in_many_ways() {
        let hidden = |before: &str, row: &str| {
            let read = sheet(before, &format!("<row r='1' {row}><c><v>1</v></c></row>"), "");
            read.expect("a sheet").rows[0].hidden
        };
        for row in ["hidden='1'", "ht='0'", "ht='0.0' customHeight='1'", "hidden='true'"] {
            assert!(hidden("", row), "{row}");
        }
        assert!(!hidden("", "") && !hidden("", "ht='18'"));
        let none = "<sheetFormatPr zeroHeight='1'/>";
        assert!(hidden(none, "") && !hidden(none, "ht='18'") && !hidden(none, "hidden='0'"));
    }

    #[test]
    fn nothing_is_seen_of_zeros_where_the_sheet_says_so() {
        let data = "<row><c><v>0</v></c><c><v>10</v></c></row>";
        let view = "<sheetViews><sheetView showZeros='0'/></sheetViews>";
        let read = sheet(view, data, "").expect("a sheet");
        assert_eq!(read.rows[0].cells[0].mark, Some(CellMark::Blank("0".into())));
        assert_eq!(read.rows[0].cells[1], SheetCell::new("10"));
        assert_eq!(sheet("", data, "").expect("a sheet").rows[0].cells[0], SheetCell::new("0"));
    }

    #[test]
    fn merged_cells_reach_rows_of_their_own_only() {
        let data = "<row r='1'><c><v>1</v></c></row><row r='3'><c r='B3'><v>2</v></c></row>";
        let merged = "<mergeCells><mergeCell ref='A1:A9999'/><mergeCell ref='C1:A9999'/></mergeCells>";
        let read = sheet("", data, merged).expect("a sheet");
        assert_eq!(texts(&read), [(1, vec!["1"]), (3, vec!["1", "2"])]);
        assert_eq!(read.rows[1].cells[0].copied, Some(Copied::FromAbove));
    }

    #[test]
    fn bounds_are_those_of_all_sheets_together() {
        let wide = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(200)).repeat(500);
        let tall = "<row><c><v>1</v></c></row>".repeat(6_000);
        let far: String =
            (1..=4_000).map(|n| format!("<row r='{n}'><c r='GR{n}'><v>1</v></c></row>")).collect();
        let long = "あ".repeat(30_000);
        let long = format!("<row><c t='inlineStr'><is><t>{long}</t></is></c></row>").repeat(60);
        for (data, sheets) in [(wide, 2), (tall, 1), (far, 1), (long, 1)] {
            let part = format!("<worksheet><sheetData>{data}</sheetData></worksheet>");
            let styles = CellStyles::default();
            let mut context = context(&styles);
            for _ in 0..sheets {
                assert!(read(&part, &mut context).is_ok());
            }
            assert_eq!(read(&part, &mut context), Err(Refusal::TooLarge));
        }
        let groups = format!("<cols>{}</cols>", "<col min='1' max='200' hidden='1'/>".repeat(20_001));
        assert_eq!(sheet(&groups, "", ""), Err(Refusal::TooLarge));
    }
}
