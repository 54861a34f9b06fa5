//! What templates see. A document or an annex names the views that it needs; each is made here out of what its
//! scope may see, formatted to the last character, and a template only lays it out.

pub mod agenda;
pub mod changes;
pub mod crosstab;
pub mod errata;
pub mod indicators;
pub mod legend;
pub mod measures;
pub mod opinions;
pub mod origins;
pub mod roster;
pub mod steps;
pub mod submissions;
pub mod tally;

use std::collections::BTreeMap;

use serde_json::Value;

use super::figure::collect_figures;
use super::scope::Scope;
use crate::ground::origin::Origin;
use crate::library::trouble::Trouble;
use crate::library::view::{GroupOpinions, ViewSpec};

/// Makes a view.
///
/// # Errors
///
/// If the scope lacks what the view needs, as a roster without a body.
pub fn make(spec: &ViewSpec, scope: &Scope<'_>) -> Result<Value, Trouble> {
    match spec {
        ViewSpec::Indicators { group, only } => to_value(indicators::view(scope, *group, *only)),
        ViewSpec::Crosstab { rows, columns } => to_value(crosstab::view(scope, *rows, *columns)),
        ViewSpec::Legend {} => to_value(legend::view(scope)),
        ViewSpec::Roster { body } => to_value(roster::view(scope, body.as_deref())?),
        ViewSpec::Seats {} => to_value(roster::seats(scope)?),
        ViewSpec::Steps {} => to_value(steps::view(scope)?),
        ViewSpec::Agenda {} => to_value(agenda::view(scope)),
        ViewSpec::Measures {} => to_value(measures::view(scope)),
        ViewSpec::Opinions { only, of, group: GroupOpinions::Measure } => {
            to_value(opinions::view(scope, *only, *of))
        }
        ViewSpec::Opinions { only, of, group: GroupOpinions::None } => {
            to_value(opinions::in_order(scope, *only, *of))
        }
        ViewSpec::Unanswered {} => to_value(opinions::unanswered(scope)),
        ViewSpec::Submissions {} => to_value(submissions::view(scope)),
        ViewSpec::Questions {} => to_value(submissions::questions(scope)),
        ViewSpec::Motions {} => to_value(tally::motions(scope)),
        ViewSpec::Tally {} => to_value(tally::view(scope)?),
        ViewSpec::Origins {} => to_value(origins::view(scope)),
        ViewSpec::Errata {} => to_value(errata::view(scope, &figures_now(scope)?)?),
        ViewSpec::Changes {} => to_value(changes::view(scope)?),
    }
}

/// As JSON.
fn to_value(view: impl serde::Serialize) -> Result<Value, Trouble> {
    serde_json::to_value(view).map_err(|error| Trouble { origin: Origin::None, message: error.to_string() })
}

/// The figures of the stage's papers as they are now, by id; of one that is printed in two ways the plain one.
fn figures_now(scope: &Scope<'_>) -> Result<BTreeMap<String, String>, Trouble> {
    let mut figures: BTreeMap<String, String> = BTreeMap::new();
    for paper in scope.stage.papers.iter().filter(|p| !p.is_later()) {
        let spec = scope.library.document(paper.document.get_ref())?;
        let mut found = BTreeMap::new();
        for view in spec.views.values() {
            collect_figures(&make(view, scope)?, &mut found);
        }
        for (id, figure) in found {
            let plain = figures.entry(id).or_insert_with(|| figure.text.clone());
            if (figure.text.len(), &figure.text) < (plain.len(), plain) {
                *plain = figure.text;
            }
        }
    }
    Ok(figures)
}
