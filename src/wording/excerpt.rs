//! The place of a finding as it stands in its file, with a caret below it.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::edge::sources::Sources;
use crate::ground::origin::{CellRef, Origin};
use crate::ground::text;
use crate::read::input::{self, InputFile};
use crate::read::sheet::{Bounds, Sheet, SheetCell};

/// How wide a line may be.
const WIDTH: usize = 76;

/// A line of a file and which part of it is meant.
struct Excerpt {
    /// What names the line: its number, or the cell's address.
    margin: String,
    before: String,
    marked: String,
    after: String,
}

/// Shows the places of findings. It keeps the file that it read last, since findings come in the order of files.
#[derive(Default)]
pub struct Excerpts {
    last: Option<(InputFile, Option<Vec<Sheet>>)>,
}

impl Excerpts {
    /// The lines to print below a finding; none for a place that is no line.
    pub fn show(&mut self, sources: &Sources, origin: &Origin) -> Option<[String; 2]> {
        let path = origin.file()?;
        if self.last.as_ref().is_none_or(|(last, _)| &*last.path != path) {
            self.last = Some((sources.find(path)?, None));
        }
        let (file, sheets) = self.last.as_mut()?;
        let excerpt = match origin {
            Origin::Cell(cell) => of_cell(sheets.get_or_insert_with(|| read_sheets(file, cell)), cell)?,
            Origin::Text { line, column, .. } if *column > 1 => {
                of_text(&String::from_utf8_lossy(&file.bytes), *line, *column)?
            }
            _ => return None,
        };
        Some(excerpt.lines())
    }
}

/// The sheets of a table. A text file can be read in several ways; the finding's header tells which one is meant.
pub fn read_sheets(file: &InputFile, cell: &CellRef) -> Vec<Sheet> {
    let has = |sheet: &Sheet| {
        let mut texts = sheet.rows.iter().flat_map(|row| &row.cells).map(|raw| text::trim(&raw.text));
        let wanted = |text: &str| !text.is_empty() && cell.header.contains(text);
        usize::from(cell.header.is_empty() || texts.any(wanted))
    };
    input::open(file, Bounds::LIST, &has).map(|book| book.sheets).unwrap_or_default()
}

/// A cell with its neighbours.
fn of_cell(sheets: &[Sheet], cell: &CellRef) -> Option<Excerpt> {
    let sheet = sheets.iter().find(|sheet| sheet.name == cell.sheet)?;
    // Rows stand in the order of their lines.
    let row = sheet.rows.get(sheet.rows.binary_search_by_key(&cell.line, |row| row.line).ok()?)?;
    let at = usize::try_from(cell.column).ok()?.checked_sub(1)?;
    // Of a neighbour no more is shown than a line holds, and of neighbours no more than that many.
    let text = |raw: &SheetCell| clean(&cut(text::trim(&raw.text), WIDTH));
    let join = |cells: &[SheetCell]| cells.iter().map(text).collect::<Vec<_>>().join(" | ");
    let before = join(row.cells.get(at.saturating_sub(WIDTH)..at).unwrap_or_default());
    let after = row.cells.get(at + 1..).unwrap_or_default();
    let after = join(&after[..after.len().min(WIDTH)]);
    let place = Origin::Cell(cell.clone()).address();
    Some(Excerpt {
        margin: place.unwrap_or_else(|| cell.line.to_string()),
        before: if at == 0 { String::new() } else { before + " | " },
        marked: row.cells.get(at).map(text).unwrap_or_default(),
        after: if after.is_empty() { after } else { format!(" | {after}") },
    })
}

/// A line of a text from a column on.
fn of_text(text: &str, line: u32, column: u32) -> Option<Excerpt> {
    let whole = text.lines().nth(usize::try_from(line).ok()?.checked_sub(1)?)?;
    let at = whole.char_indices().nth(usize::try_from(column).ok()? - 1).map_or(whole.len(), |(at, _)| at);
    let (before, rest) = whole.split_at(at);
    let end = rest.find([' ', ',', ']', '}', '=']).filter(|end| *end > 0).unwrap_or(rest.len());
    Some(Excerpt {
        margin: line.to_string(),
        before: clean(before),
        marked: clean(&rest[..end]),
        after: clean(&rest[end..]),
    })
}

impl Excerpt {
    fn lines(&self) -> [String; 2] {
        let marked = cut(&self.marked, WIDTH / 2);
        let room = WIDTH - marked.width();
        let before = cut_front(&self.before, room.saturating_sub(self.after.width().min(room / 3)));
        let after = cut(&self.after, WIDTH.saturating_sub(before.width() + marked.width()));
        let carets = "^".repeat(marked.width().max(1));
        let margin = " ".repeat(self.margin.width());
        [
            format!("  {} │ {before}{marked}{after}", self.margin),
            format!("  {margin} │ {}{carets}", " ".repeat(before.width())),
        ]
    }
}

/// A text on one line. Characters that a terminal would obey, or that nobody could see, are shown as □.
fn clean(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' => '⏎',
        c if c.width().is_none() || text::forbidden(c).is_some() => '□',
        c => c,
    };
    text.chars().map(shown).collect()
}

/// The beginning of a text, as wide as there is room.
fn cut(text: &str, room: usize) -> String {
    // A cell may hold a whole book, of which a line is looked at; letters of no width are few in a true text.
    let most = text.char_indices().nth(room * 4).map_or(text.len(), |(at, _)| at);
    if most == text.len() && text.width() <= room {
        return text.to_owned();
    }
    let text = &text[..most];
    let mut width = 1;
    let fits = |c: &char| {
        width += c.width().unwrap_or(0);
        width <= room
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// The end of a text, as wide as there is room.
fn cut_front(text: &str, room: usize) -> String {
    let reversed: String = text.chars().rev().collect();
    cut(&reversed, room).chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_below_the_cell_however_wide_its_neighbours() {
        let excerpt = Excerpt {
            margin: "R12".into(),
            before: "2-ア-1 | 現場 | ".into(),
            marked: "１,２OO".into(),
            after: " | 確定".into(),
        };
        let [line, carets] = excerpt.lines();
        assert_eq!(line, "  R12 │ 2-ア-1 | 現場 | １,２OO | 確定");
        assert_eq!(carets, "      │                 ^^^^^^^");
        let at = |text: &str, found: &str| text[..text.find(found).expect("it is there")].width();
        assert_eq!(at(&line, "１,２OO"), at(&carets, "^"));
    }

    #[test]
    fn what_reorders_or_hides_text_is_masked() {
        assert_eq!(clean("甲\u{202E}乙\u{200B}丙\u{1B}[2J\n丁"), "甲□乙□丙□[2J⏎丁");
    }

    #[test]
    fn a_long_line_keeps_what_is_meant() {
        let excerpt = Excerpt {
            margin: "3".into(),
            before: "長い文".repeat(40),
            marked: "値".repeat(60),
            after: "後".repeat(60),
        };
        let [line, carets] = excerpt.lines();
        assert!(line.width() <= WIDTH + 6 && carets.width() <= WIDTH + 6, "{line}\n{carets}");
        assert!(line.contains('値') && carets.contains('^'));
    }
}
