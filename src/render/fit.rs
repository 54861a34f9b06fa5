//! Column widths and row heights that fit: not every program that opens or prints a workbook fits them itself.

use super::view::field_row::CellValue;
use crate::library::annex::ColumnSpec;

/// The height of a line, in points.
const LINE: f64 = 13.0;
/// What a row needs besides its lines, in points.
const PADDING: f64 = 4.0;
/// Excel's highest row, in points.
const HIGHEST: f64 = 409.0;
/// What a cell keeps free at its sides, in characters.
const SIDES: f64 = 1.5;
/// How much wider than declared a title may make its column.
const MOST_WIDENED: f64 = 1.25;

/// The width of a column in characters: the declared one, or more where a number needs it, since a number that
/// doesn't fit shows as ####.
pub fn width<'a>(column: &ColumnSpec, cells: impl Iterator<Item = CellValue<'a>>) -> f64 {
    let numbers = cells.filter_map(CellValue::numeric);
    let widest = numbers.map(|figure| characters(&figure.text) + SIDES).fold(0.0, f64::max);
    column.width.max(widest)
}

/// A column whose title breaks well: one that needs more than a line goes on with its brackets, and these stand on a line of
/// their own, 「達成率」 above 「（対目安）」.
pub fn titled(column: &ColumnSpec) -> ColumnSpec {
    let at = column.title.rfind('（').filter(|at| *at > 0);
    let (Some(at), true) = (at, lines(&column.title, column.width) > 1.0) else { return column.clone() };
    let (name, bracket) = column.title.split_at(at);
    let widest = characters(name).max(characters(bracket)) + SIDES;
    let width = if widest <= MOST_WIDENED * column.width { column.width.max(widest) } else { column.width };
    ColumnSpec { title: format!("{name}\n{bracket}"), width, ..column.clone() }
}

/// The height of a row, in points, at which every text in it is seen whole.
pub fn height(columns: &[ColumnSpec], cells: &[CellValue<'_>]) -> f64 {
    let texts = columns.iter().zip(cells).filter_map(|(column, cell)| Some((cell.words()?, column.width)));
    texts_height(texts, 1.0)
}

/// The height, in points, of a row of texts, each with the width of its column in characters; at least `least` lines.
pub fn texts_height<'a>(cells: impl IntoIterator<Item = (&'a str, f64)>, least: f64) -> f64 {
    let most = cells.into_iter().map(|(text, width)| lines(text, width)).fold(least, f64::max);
    (most * LINE + PADDING).min(HIGHEST)
}

/// The height of the row of column titles, in points.
pub fn title_height(columns: &[ColumnSpec]) -> f64 {
    let most = columns.iter().map(|column| lines(&column.title, column.width)).fold(1.0, f64::max);
    most * LINE + PADDING
}

/// The lines that a text takes in a column.
fn lines(text: &str, width: f64) -> f64 {
    let room = (width - SIDES).max(2.0);
    text.lines().map(|line| (characters(line) / room).ceil().max(1.0)).sum()
}

/// The width of a text in half-width characters.
fn characters(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::annex::Align;

    #[test]
    fn a_title_that_needs_two_lines_breaks_before_its_brackets() {
        let titled = |title: &str, width: f64| {
            let column = ColumnSpec { title: title.into(), field: String::new(), width, align: Align::Left };
            let ColumnSpec { title, width, .. } = titled(&column);
            (title, width)
        };
        // The brackets take ten characters.
        assert_eq!(titled("達成率（対目安）", 10.0), ("達成率\n（対目安）".into(), 11.5));
        assert_eq!(titled("達成率（対目安）", 18.0), ("達成率（対目安）".into(), 18.0));
        assert_eq!(titled("達成率（対目安）", 4.0), ("達成率\n（対目安）".into(), 4.0));
        assert_eq!(titled("取組内容・実績", 8.0), ("取組内容・実績".into(), 8.0));
    }
}
