//! From returns to the register.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::cycle::Cycle;
use crate::model::indicator::Indicator;
use crate::model::register::{Entry, Register};
use crate::model::submission::{Submission, Submissions};

/// Puts the rows of all returns into one register.
///
/// A row that no paper could place is left out: its measure is not the plan's, not its department's, or it has
/// no key. Rules say so of each. Rows of one key and one day dispute each other and stand as 「確認中」;
/// so does a row whose day can't be read, in all papers.
pub fn consolidate(cycle: &Cycle, submissions: &Submissions) -> Register {
    let rows = || {
        submissions
            .files
            .iter()
            .flat_map(|file| file.rows.iter().map(move |row| (file, row)))
            .filter(|(_, row)| is_placed(cycle, row))
    };
    let mut claims: BTreeMap<_, u32> = BTreeMap::new();
    for (file, row) in rows() {
        *claims.entry((&row.key, file.received, file.is_correction)).or_default() += 1;
    }
    let entries = rows()
        .map(|(file, row)| entry(file, row, claims[&(&row.key, file.received, file.is_correction)] > 1))
        .collect();
    Register::new(entries, cycle.measures.iter().map(|m| m.number.text.as_str()))
}

fn entry(file: &Submission, row: &Arc<Indicator>, disputed: bool) -> Entry {
    Entry {
        indicator: row.clone(),
        received: file.received,
        file: file.file.clone(),
        sha256: file.sha256.clone(),
        is_correction: file.is_correction,
        disputed: disputed || file.waits,
        waits: file.waits,
    }
}

/// Whether the row is about a measure of the plan that its department owns.
fn is_placed(cycle: &Cycle, row: &Indicator) -> bool {
    let owner = cycle.measure(&row.key.measure).map(|m| m.owner.text.as_str());
    owner == Some(row.department.as_str()) && !row.key.number.is_empty()
}
