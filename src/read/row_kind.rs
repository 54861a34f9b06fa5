//! What a row below the header is: one of the table, or an example, a sum, a note, or the header once more.

use std::sync::Arc;

use super::find_header;
use super::header::{Header, KnownNames};
use super::sheet::{Copied, SheetCell, SheetRow};
use crate::ground::text;
use crate::model::column::{Column, Columns, Holds};

/// What a row below the header is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A row of the table.
    Data,
    /// A row whose cells are all empty.
    Blank,
    /// The header once more, as on each printed page, or its second half.
    Header,
    /// A header of other columns: other names, or the same in another order.
    Named,
    /// The numbers of the columns, as some forms print them below the header: (1), (2), (3).
    Numbers,
    /// A row that shows how the form is filled in: it begins with 「記入例」 or 「例」.
    Example,
    /// A row of sums: it begins with 「合計」, 「小計」 or the like, and has no number of its own, or no kind and value.
    Total,
    /// Words in a single cell, as below the table.
    Note,
}

/// The kind of a row. Only tables of things with keys have rows of other kinds than data.
pub fn of(row: &SheetRow, header: &Header, names: &KnownNames) -> RowKind {
    if row.cells.iter().all(SheetCell::is_empty) {
        return RowKind::Blank;
    }
    if !names.columns.has_keys() {
        return RowKind::Data;
    }
    let first = beginning(row);
    let key = |column: &Arc<Column>| -> Option<&SheetCell> {
        let at = header.headings.iter().position(|h| h.is(column))?;
        row.cells.get(at).filter(|cell| !cell.is_empty() && cell.copied != Some(Copied::FromLeft))
    };
    let keys = || names.columns.keys();
    let keyed = keys().all(|column| key(column).is_some());
    // A sum may be one of a thing, but it has no number within it.
    let numbered = keys().last().is_some_and(|column| key(column).is_some());
    // Whatever it is called, 全体 or 平均: what has its thing, its kind and a value is no sum of others, nor is what lost
    // its thing and has several of what only a thing has.
    let chosen = filled(row, header, |column| column.is_required && matches!(column.holds, Holds::Choice(_)));
    let least = match keys().next().and_then(key) {
        Some(cell) if is_total(&text::fold(&cell.text)) => None,
        Some(_) => Some(1),
        None => Some(2),
    };
    let is_described = least.is_some_and(|least| chosen >= least)
        && filled(row, header, |column| column.holds == Holds::Number) > 0;
    let key_is_example = || {
        let mut keys = keys().filter_map(key).map(|cell| text::fold(&cell.text));
        keys.any(|text| begins_an_example(&text) || is_example(&text))
    };
    match () {
        () if is_header(row, header) => RowKind::Header,
        () if find_header::are_names(&first, row, names) => RowKind::Named,
        () if is_numbering(&first) => RowKind::Numbers,
        () if first.first().is_some_and(|text| is_example(text)) || key_is_example() => RowKind::Example,
        () if !keyed && first.iter().take(3).any(|text| begins_an_example(text)) => RowKind::Example,
        () if !numbered && !is_described && first.iter().any(|text| is_total(text)) => RowKind::Total,
        () if first.len() == 1
            && !is_value(row, header)
            && !is_key(&first[0])
            && (!keyed || keys().count() == 1) =>
        {
            RowKind::Note
        }
        () => RowKind::Data,
    }
}

/// Whether a row on the sheet that shows how the form is filled in is none of its examples. A table without keys has them
/// there too.
pub fn is_data_among_examples(row: &SheetRow, header: &Header, names: &KnownNames) -> bool {
    let is_example = beginning(row).first().is_some_and(|text| is_example(text));
    !is_example && of(row, header, names) == RowKind::Data
}

/// Whether a row of a sheet without a header looks like one of a table: many cells, and words among them that columns of
/// the table have as their choices. Days and numbers alone are other data.
pub fn is_of_table(row: &SheetRow, columns: &Columns) -> bool {
    let choices = |column: &&Arc<Column>| matches!(column.holds, Holds::Choice(_));
    let is_chosen = |column: &Arc<Column>| match &column.holds {
        Holds::Choice(words) => row.cells.iter().any(|cell| words.iter().any(|word| is_word(cell, word))),
        _ => false,
    };
    let chosen = columns.required().filter(choices).filter(|column| is_chosen(column)).count();
    row.filled() * 2 > columns.required().count() && chosen > 1
}

fn is_word(cell: &SheetCell, word: &str) -> bool {
    !cell.is_empty() && text::fold(&cell.text) == text::fold(word)
}

/// In how many columns of a kind a row has a value of its own.
fn filled(row: &SheetRow, header: &Header, is_wanted: impl Fn(&Column) -> bool) -> usize {
    let wanted = header.headings.iter().map(|heading| heading.known.as_deref().is_some_and(&is_wanted));
    let cells = row.cells.iter().zip(wanted);
    cells.filter(|(cell, wanted)| *wanted && !cell.is_empty() && cell.copied.is_none()).count()
}

/// The first cells that hold something, folded.
fn beginning(row: &SheetRow) -> Vec<String> {
    let filled = row.cells.iter().filter(|cell| !cell.is_empty() && cell.copied.is_none());
    filled.take(4).map(|cell| text::fold(&cell.text)).collect()
}

/// Whether a row says the names of the columns once more.
fn is_header(row: &SheetRow, header: &Header) -> bool {
    let named = |(i, cell): (usize, &SheetCell)| {
        header.headings.get(i).is_some_and(|h| text::fold(&h.written) == text::fold(&cell.text))
    };
    row.cells.len() > 1 && row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()).all(named)
}

/// Whether a row begins by counting its cells: (1), (2), (3).
fn is_numbering(first: &[String]) -> bool {
    let number = |text: &String| text.trim_matches(['(', ')']).parse().ok();
    first.len() > 2 && (1..).zip(first).all(|(n, text)| number(text) == Some(n))
}

/// Whether the only cell of a row looks like the number of a measure: 2-1, 2-ア-15.
fn is_key(folded: &str) -> bool {
    folded.contains('-') && folded.chars().count() <= 10
}

/// Whether the only cell of a row is a number in a column of values: its key was lost.
fn is_value(row: &SheetRow, header: &Header) -> bool {
    let only = row.cells.iter().enumerate().find(|(_, cell)| !cell.is_empty());
    only.is_some_and(|(i, cell)| {
        let known = header.headings.get(i).is_some_and(|h| h.known.is_some());
        let number = text::fold(&cell.text);
        let digits = number.chars().filter(char::is_ascii_digit).count();
        known
            && digits > 0
            && number.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '%' | '▲' | '△' | '-'))
    })
}

fn begins_an_example(folded: &str) -> bool {
    const WORDS: [&str; 9] =
        ["記入例", "(記入例", "【記入例", "<記入例", "(例)", "【例】", "例)", "例:", "記載例"];
    WORDS.iter().any(|word| folded.starts_with(word))
}

fn is_total(folded: &str) -> bool {
    let word = folded.trim_matches(['(', ')', '【', '】', '[', ']', '<', '>']);
    matches!(word, "計" | "合計" | "小計" | "総計" | "総合計" | "中計" | "平均" | "全体")
}

/// 「例」, 「例-1」, 「例１」, 「記入例」: nothing but that it is an example.
fn is_example(folded: &str) -> bool {
    let word = folded.trim_matches(['(', ')', '【', '】', '<', '>', ':']);
    let word = word.strip_prefix("記入").or(word.strip_prefix("記載")).unwrap_or(word);
    word.strip_prefix('例').is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '-'))
}
