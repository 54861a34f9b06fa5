//! Rows of the register with their judgement.

use crate::decide::evaluate::{self, Judgement};
use crate::model::cycle::Cycle;
use crate::model::plan::Measure;
use crate::model::register::{Entry, Snapshot};

/// A row of the register with its judgement.
#[derive(Debug, Clone)]
pub struct Judged<'a> {
    /// The row as it stands in the return.
    pub entry: &'a Entry,
    /// The row that holds its figures: itself, or the one that it repeats.
    pub figures: &'a Entry,
    /// Its rates, its class, and whether it counts.
    pub judgement: Judgement,
    /// The measure that it belongs to.
    pub measure: &'a Measure,
}

/// The rows of a measure, each judged.
pub fn judged_rows<'a>(cycle: &'a Cycle, snapshot: &Snapshot<'a>, measure: &'a Measure) -> Vec<Judged<'a>> {
    let judge = |entry: &'a Entry| {
        let figures = snapshot.original(entry);
        let judgement = match entry.disputed || figures.disputed {
            true => evaluate::unreadable(),
            false => {
                let settings = &cycle.settings;
                evaluate::judge(&figures.indicator, &settings.evaluation, settings.cycle.fiscal_year)
            }
        };
        Judged { entry, figures, judgement, measure }
    };
    snapshot.of_measure(&measure.number.text).map(judge).collect()
}
