//! Puts the words of the cell above where 「同上」 or 〃 stands.

use super::table::Table;
use crate::ground::text;
use crate::model::cause::{Cause, RawFinding};
use crate::model::column::{Columns, Holds};
use crate::model::value::{Cell, UNRESOLVED};

/// Puts the words of the cell above where 「同上」 or 〃 stands in a column of words.
pub fn copy_words(table: &mut Table, columns: &Columns, department: &str) {
    for i in 0..table.rows.len() {
        let (done, rest) = table.rows.split_at_mut(i);
        let Some(record) = rest.first_mut() else { return };
        // What a department points at is the row that stands above, not the last one that happened to be read.
        let above = done.last().filter(|_| record.follows);
        for column in columns.iter().filter(|column| column.holds == Holds::Words) {
            let written = record.text(&column.id);
            if written.len() > 20 || !text::is_ditto(&text::fold(written)) {
                continue;
            }
            let cell = record.cell(&column.id);
            let words = above.filter(|above| above.is_usable(&column.id)).map(|above| above.text(&column.id));
            if let Some(words) = words.filter(|words| !words.is_empty()) {
                record.set(column, Cell { text: words.into(), ..cell });
                continue;
            }
            table.findings.push(RawFinding {
                origin: cell.origin.clone(),
                department: Some(department.into()),
                cause: Cause::NothingAbove { text: cell.text.clone() },
            });
            record.set(column, Cell { text: UNRESOLVED.into(), ..cell });
        }
    }
}
