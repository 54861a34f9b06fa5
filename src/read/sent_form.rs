//! Forms that were sent out: what must be the same when they come back.

use std::sync::Arc;

use super::sheet::{Sheet, SheetRow};
use crate::ground::form_id::FormId;
use crate::ground::text;
use crate::model::column::{Column, Columns, OnForm};
use crate::model::cycle::Cycle;
use crate::model::stage::FormKind;

/// The row of the column titles, from 0; titles stand above it.
pub const HEADER_ROW: u32 = 3;

/// The columns of every form of a cycle that goes out or once did, by kind. Of two with the same titles the one that fixes
/// more of them comes first.
pub fn all(cycle: &Cycle) -> [(FormKind, Columns); 7] {
    [
        (FormKind::Return, cycle.return_columns.clone()),
        (FormKind::Opinion, Columns::of_opinions()),
        (FormKind::Ballot, Columns::of_ballot_form()),
        (FormKind::Report, Columns::of_report_form(&cycle.settings.plan.government)),
        (FormKind::Report, Columns::of_report_form_without_answers()),
        (FormKind::Attendance, Columns::of_replies_by_stage()),
        (FormKind::Attendance, Columns::of_replies()),
    ]
}

/// The checksum of a form's column titles and of the locked cells of its first rows, with their number.
pub fn checksum(titles: &[&str], columns: &Columns, rows: &[&[String]]) -> String {
    let places: Vec<usize> =
        locked(columns).filter_map(|column| titles.iter().position(|title| column.is(title))).collect();
    let cells = rows.iter().flat_map(|row| places.iter().map(|i| row.get(*i).map_or("", String::as_str)));
    format!("{}:{}", rows.len(), FormId::checksum(titles.iter().copied().chain(cells)))
}

/// Whether the titles and the locked cells of a form that came back are as they were sent.
pub fn is_unchanged(id: &FormId, sheet: &Sheet, forms: &[(FormKind, Columns)]) -> bool {
    let Some(count) = id.fixed.split(':').next().and_then(|n| n.parse::<usize>().ok()) else { return false };
    let Some(header) = sheet.rows.iter().position(|row| row.line == HEADER_ROW + 1) else { return false };
    let texts = |row: &SheetRow| row.cells.iter().map(|cell| cell.text.clone()).collect::<Vec<String>>();
    let titles = texts(&sheet.rows[header]);
    let titles: Vec<&str> = titles.iter().map(String::as_str).map(text::trim).collect();
    let has_all = |form: &&Columns| locked(form).all(|column| titles.iter().any(|title| column.is(title)));
    let Some(columns) = forms.iter().map(|(_, columns)| columns).find(has_all) else { return false };
    let filled: Vec<Vec<String>> = sheet.rows[header + 1..].iter().take(count).map(texts).collect();
    let filled: Vec<&[String]> = filled.iter().map(Vec::as_slice).collect();
    checksum(&titles, columns, &filled) == id.fixed
}

/// The columns that are filled in before the form is sent.
fn locked(columns: &Columns) -> impl Iterator<Item = &Arc<Column>> {
    columns.iter().filter(|column| column.on_form == OnForm::Locked)
}
