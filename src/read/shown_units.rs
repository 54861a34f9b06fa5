//! In which units the rows of returns are printed, as `cycle.toml` declares it.

use std::sync::Arc;

use crate::model::cycle::Cycle;
use crate::model::shown_in::ShownUnit;
use crate::model::submission::Submissions;

/// Says it in the rows of the declared indicators. Of two declarations the first holds.
pub fn settle(submissions: &mut Submissions, cycle: &Cycle) {
    for declared in cycle.settings.indicators.iter().rev() {
        let rows = submissions.files.iter_mut().flat_map(|file| &mut file.rows);
        for row in rows.filter(|row| row.key.is(declared.number.get_ref())) {
            let shown_in = ShownUnit::of(declared, &row.unit.text);
            Arc::make_mut(row).shown_in = shown_in;
        }
    }
}
