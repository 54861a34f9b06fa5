//! The cells of a sheet.

use super::cell::{self, place};
use super::strings::{self, Rich};
use super::styles::Styles;
use super::xml::{Event, Events, Tag, unescape_excel};
use crate::model::submission::Refusal;
use crate::read::sheet::{
    Copied, MOST_CELLS, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, Mark, Raw, Row, Sheet,
};

/// The most merged cells of a sheet.
const MOST_MERGED: usize = 20_000;

/// What the cells of all sheets share.
pub struct Context<'a> {
    pub strings: &'a [Rich],
    pub styles: &'a Styles,
    pub epoch_1904: bool,
    /// How many bytes of text the cells may still hold.
    pub text_left: usize,
}

impl Context<'_> {
    fn take(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.text_left = self.text_left.checked_sub(bytes).ok_or(Refusal::TooLarge)?;
        Ok(())
    }
}

/// Reads a sheet's part.
///
/// # Errors
///
/// If it is broken or past a bound.
pub fn read(part: &str, context: &mut Context<'_>) -> Result<Sheet, Refusal> {
    let mut reader =
        Reader { context, sheet: Sheet::default(), at: (0, 0), hidden: false, filled: 0, merged: Vec::new() };
    let mut events = Events::new(part);
    while let Some(event) = events.next()? {
        let Event::Open(tag) = event else { continue };
        match tag.name() {
            "row" => reader.row(&tag),
            "col" => reader.column(&tag),
            "c" => reader.cell(&tag, &mut events)?,
            "mergeCell" => {
                if reader.merged.len() >= MOST_MERGED {
                    return Err(Refusal::TooLarge);
                }
                reader.merged.extend(tag.get("ref").as_deref().and_then(range));
            }
            _ => {}
        }
    }
    reader.merge()?;
    Ok(reader.sheet)
}

/// `A1:C3` as its first and last place.
fn range(reference: &str) -> Option<((u32, u32), (u32, u32))> {
    let (first, last) = reference.split_once(':')?;
    Some((place(first)?, place(last)?))
}

struct Reader<'a, 'b> {
    context: &'a mut Context<'b>,
    sheet: Sheet,
    /// Line and column of the last cell, from 1.
    at: (u32, u32),
    /// Whether the row is hidden.
    hidden: bool,
    filled: usize,
    merged: Vec<((u32, u32), (u32, u32))>,
}

impl Reader<'_, '_> {
    fn row(&mut self, tag: &Tag<'_>) {
        self.at = (tag.number("r").unwrap_or(self.at.0.saturating_add(1)), 0);
        self.hidden = tag.is_true("hidden") || tag.get("ht").as_deref() == Some("0");
    }

    fn column(&mut self, tag: &Tag<'_>) {
        let hidden = tag.is_true("hidden") || tag.get("width").as_deref() == Some("0");
        if let (true, Some(first), Some(last)) = (hidden, tag.number("min"), tag.number("max")) {
            self.sheet.hidden_columns.extend(first..=last.min(MOST_COLUMNS));
        }
    }

    fn cell(&mut self, tag: &Tag<'_>, events: &mut Events<'_>) -> Result<(), Refusal> {
        let next = (self.at.0, self.at.1.saturating_add(1));
        self.at = tag.get("r").as_deref().and_then(place).unwrap_or(next);
        if tag.empty {
            return Ok(());
        }
        let kind = tag.get("t").unwrap_or_default();
        let style = self.context.styles.get(tag.number("s"));
        let (held, unfinished) = contents(events, kind == "str")?;
        let text = &held.text;
        let mut raw = match kind.as_str() {
            _ if held.text.is_empty() && unfinished => Raw { mark: Some(Mark::NoResult), ..Raw::default() },
            "s" => {
                let index = text.trim().parse::<usize>().ok();
                let string = index.and_then(|i| self.context.strings.get(i)).ok_or(Refusal::Broken)?;
                Raw { mark: string.struck.then_some(Mark::Struck), ..Raw::new(string.text.as_str()) }
            }
            "e" => Raw { mark: Some(Mark::Failed), ..Raw::new(text.as_str()) },
            "b" => Raw::new(if text.trim() == "1" { "TRUE" } else { "FALSE" }),
            "str" => Raw::new(unescape_excel(text)),
            "inlineStr" => Raw { mark: held.struck.then_some(Mark::Struck), ..Raw::new(text.as_str()) },
            "d" => Raw::new(text.trim_end_matches("T00:00:00")),
            _ if text.trim().is_empty() => Raw::default(),
            _ => cell::number(text, &style.format, self.context.epoch_1904),
        };
        if style.struck && !raw.text.trim().is_empty() {
            raw.mark = Some(Mark::Struck);
        }
        match raw.is_empty() {
            true => Ok(()),
            false => self.put(self.at, raw),
        }
    }

    /// Puts a cell in its place, within the bounds.
    fn put(&mut self, (line, column): (u32, u32), raw: Raw) -> Result<(), Refusal> {
        self.filled += 1;
        let long = raw.text.len() > MOST_CHARACTERS && raw.text.chars().count() > MOST_CHARACTERS;
        if line == 0 || line > MOST_ROWS || column > MOST_COLUMNS || self.filled > MOST_CELLS || long {
            return Err(Refusal::TooLarge);
        }
        self.context.take(raw.text.len())?;
        let rows = &mut self.sheet.rows;
        // Rows come in their order, but nothing keeps a file from writing one twice or late.
        let at = match rows.last() {
            Some(last) if last.line == line => rows.len() - 1,
            Some(last) if last.line > line => match rows.binary_search_by_key(&line, |row| row.line) {
                Ok(at) => at,
                Err(at) => {
                    rows.insert(at, Row { line, hidden: self.hidden, cells: Vec::new() });
                    at
                }
            },
            _ => {
                rows.push(Row { line, hidden: self.hidden, cells: Vec::new() });
                rows.len() - 1
            }
        };
        let cells = &mut rows[at].cells;
        let place = usize::try_from(column).unwrap_or(1).saturating_sub(1);
        if cells.len() <= place {
            cells.resize(place + 1, Raw::default());
        }
        cells[place] = raw;
        Ok(())
    }

    /// Gives all cells of a merged one its value.
    fn merge(&mut self) -> Result<(), Refusal> {
        for ((top, left), (bottom, right)) in std::mem::take(&mut self.merged) {
            let first = self.sheet.rows.binary_search_by_key(&top, |row| row.line).ok();
            let first = first.and_then(|at| self.sheet.rows[at].cells.get(usize::try_from(left).ok()? - 1));
            let Some(raw) = first.filter(|raw| !raw.is_empty()).cloned() else { continue };
            for line in top..=bottom.min(MOST_ROWS) {
                for column in left..=right.min(MOST_COLUMNS) {
                    if (line, column) != (top, left) {
                        let from = if line == top { Copied::FromLeft } else { Copied::FromAbove };
                        self.put((line, column), Raw { copied: Some(from), ..raw.clone() })?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// What stands in a cell's element, and whether it is a formula that lacks its result. A result of words may be empty.
fn contents(events: &mut Events<'_>, is_words: bool) -> Result<(Rich, bool), Refusal> {
    let mut held = Rich::default();
    let (mut formula, mut in_value, mut has_value) = (false, false, false);
    while let Some(event) = events.next()? {
        match event {
            Event::Open(tag) => match tag.name() {
                "f" => formula = true,
                "v" => (in_value, has_value) = (!tag.empty, true),
                "is" if !tag.empty => held = strings::rich(events, "is")?,
                _ => {}
            },
            Event::Text(text) if in_value => held.text.push_str(&text),
            Event::Close(name) => match name.as_str() {
                "v" => in_value = false,
                "c" => return Ok((held, formula && !(has_value && is_words))),
                _ => {}
            },
            Event::Text(_) => {}
        }
    }
    Err(Refusal::Broken)
}
