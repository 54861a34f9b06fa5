//! Rows that a later return, a correction or a later report replaced.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::asked::{replaced, reports_of};
use crate::ground::origin::Origin;
use crate::model::department_report::{Report, Reports};
use crate::model::register::Register;

/// What was replaced by a day: a return of February replaces the rows of the one of January.
#[derive(Debug, Default)]
pub struct Superseded {
    /// File, sheet and line of the rows.
    rows: BTreeSet<(Arc<str>, Option<Arc<str>>, u32)>,
    /// The cells of those rows that are still in force: a correction replaces one cell and keeps the others.
    kept: BTreeSet<Origin>,
}

impl Superseded {
    /// What was replaced by the end of a day.
    pub fn by(register: &Register, reports: &Reports, day: NaiveDate) -> Self {
        let mut found = Self::default();
        let departments: BTreeSet<&str> = reports.files.iter().map(|r| r.department.as_str()).collect();
        for code in departments {
            let reports: Vec<&Report> = reports_of(reports, code, day).collect();
            found.rows.extend(replaced(&reports).iter().filter_map(|row| place(&row.number.origin)));
        }
        let entries = register.entries().iter().filter(|e| e.received.is_none_or(|received| received <= day));
        let mut entries = entries.peekable();
        while let Some(entry) = entries.next() {
            let key = &entry.indicator.key;
            match entries.peek() {
                // Two rows of one day dispute each other; neither replaces the other.
                Some(later) if later.indicator.key == *key && !later.disputed => {
                    found.rows.extend(place(&entry.indicator.origin));
                }
                _ if entry.is_correction => {
                    found.kept.extend(entry.indicator.cells().map(|cell| cell.origin.clone()));
                }
                _ => {}
            }
        }
        found
    }

    /// Whether nothing was replaced.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether what stands at a place was replaced. A cell that a correction kept was not, though its row was.
    pub fn is_replaced(&self, origin: &Origin) -> bool {
        self.is_in_replaced_row(origin) && !self.kept.contains(origin)
    }

    /// Whether a place is in a row that was replaced.
    pub fn is_in_replaced_row(&self, origin: &Origin) -> bool {
        !self.rows.is_empty() && place(origin).is_some_and(|place| self.rows.contains(&place))
    }
}

fn place(origin: &Origin) -> Option<(Arc<str>, Option<Arc<str>>, u32)> {
    let (file, sheet, line) = origin.row();
    Some((file?.into(), sheet.map(Into::into), line?))
}
