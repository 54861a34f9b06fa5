//! What is to be said of a header: names that are not known, columns that are missing, hidden, or there twice.

use std::sync::Arc;

use super::header::{Apart, ColumnHeading, Header, How, KnownNames};
use super::sheet::{Sheet, SheetRow};
use super::sheet_places::SheetPlaces;
use crate::ground::origin::Origin;
use crate::model::cause::Cause;

/// What is wrong with a sheet's header, and where: columns that are renamed, unknown, hidden, ambiguous or missing.
pub fn of(
    sheet: &Sheet,
    header: &Header,
    names: &KnownNames,
    places: &SheetPlaces<'_>,
) -> Vec<(Origin, Cause)> {
    let line = sheet.rows[header.rows.1 - 1].line;
    let mut findings: Vec<(Origin, Cause)> = (header.headings.iter().enumerate())
        .filter_map(|(i, heading)| {
            Some((places.cell(line, i, heading.written.clone()), of_name(header, heading)?))
        })
        .collect();
    let hidden = hidden_columns(sheet, header);
    if let Some((first, heading)) = hidden.first() {
        let names = hidden.iter().map(|(_, heading)| heading.written.to_string()).collect();
        let place = places.cell(line, *first, heading.written.clone());
        findings.push((place, Cause::HiddenColumns { names }));
    }
    for (known, names) in &header.ambiguous {
        let names = names.iter().map(ToString::to_string).collect();
        let cause = Cause::Ambiguous { known: known.name.clone(), names, required: known.is_required };
        findings.push((places.row(line), cause));
    }
    let missing = |column: &&Arc<_>| !header.has(column) && !header.is_ambiguous(column);
    let columns: Vec<Arc<str>> =
        names.columns.required().filter(missing).map(|column| column.name.clone()).collect();
    if !columns.is_empty() {
        findings.push((places.row(line), Cause::HeaderMissing { columns }));
    }
    findings
}

/// What stands beside the cells of a table, from its header on: comments, and shapes with words.
pub fn beside_cells(sheet: &Sheet, header: &Header, places: &SheetPlaces<'_>) -> Vec<(Origin, Cause)> {
    let begin = sheet.rows[header.rows.0].line;
    let place = |line: u32, column: u32| {
        let index = usize::try_from(column).unwrap_or(1).saturating_sub(1);
        let heading = header.headings.get(index).map_or("".into(), |h| h.written.clone());
        places.cell(line, index, heading)
    };
    let comments = sheet.comments.iter().filter(|(line, ..)| *line >= begin);
    let comments =
        comments.map(|(line, column, text)| (place(*line, *column), Cause::Comment { text: text.clone() }));
    let shapes = sheet.shapes.iter().filter(|shape| shape.last_line >= begin);
    let shapes =
        shapes.map(|shape| (place(shape.line, shape.column), Cause::TextBox { text: shape.text.clone() }));
    comments.chain(shapes).collect()
}

/// What is to be said of a name.
fn of_name(header: &Header, heading: &ColumnHeading) -> Option<Cause> {
    let name = || heading.written.to_string();
    let is_ambiguous = || header.ambiguous.iter().any(|(_, names)| names.contains(&heading.written));
    if let Some((known, apart)) = &heading.apart {
        let (name, known) = (name(), known.name.clone());
        return Some(match apart.clone() {
            Apart::Word(word) => Cause::ColumnOfAnother { name, known, word },
            Apart::Year(year) => Cause::ColumnOfAnotherYear { name, known, year },
            Apart::Unit { unit, of_rows } => Cause::ColumnUnit { name, unit, expected: of_rows },
        });
    }
    match (&heading.known, heading.how) {
        (Some(known), How::Alike) => Some(Cause::Renamed { name: name(), known: known.name.clone() }),
        (None, _) if !heading.written.is_empty() && !is_ambiguous() => {
            Some(Cause::UnknownColumn { name: name() })
        }
        _ => None,
    }
}

/// The hidden columns that hold something.
fn hidden_columns<'a>(sheet: &Sheet, header: &'a Header) -> Vec<(usize, &'a ColumnHeading)> {
    let below = &sheet.rows[header.rows.1..];
    let is_hidden = |(i, _): &(usize, &ColumnHeading)| {
        let number = u32::try_from(i + 1).unwrap_or(u32::MAX);
        let holds = |row: &SheetRow| row.cells.get(*i).is_some_and(|cell| !cell.is_empty());
        sheet.hidden_columns.contains(&number) && below.iter().any(holds)
    };
    header.headings.iter().enumerate().filter(is_hidden).collect()
}
