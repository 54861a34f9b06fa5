//! What templates see. A document or an annex names the views that it needs; each is made here out of what its
//! scope may see, formatted to the last character, and a template only lays it out.

pub mod agenda;
pub mod changes;
pub mod crosstab;
pub mod errata;
pub mod figure;
pub mod indicators;
pub mod legend;
pub mod measures;
pub mod opinions;
pub mod origins;
pub mod paper;
pub mod roster;
pub mod scope;
pub mod shared;
pub mod steps;
pub mod submissions;
pub mod tally;

use serde::Deserialize;
use serde_json::Value;

use scope::Scope;

use super::trouble::Trouble;
use crate::ground::origin::Origin;

/// A view as `document.toml` and annex files ask for it.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "view", rename_all = "lowercase", deny_unknown_fields)]
pub enum ViewSpec {
    /// Indicators with their judgement, one row each.
    Indicators {
        #[serde(default)]
        group: indicators::Group,
        #[serde(default)]
        only: indicators::Only,
    },
    /// Counts of indicators: categories by classes, or by where targets come from.
    Crosstab {
        #[serde(default)]
        rows: crosstab::RowAxis,
        columns: crosstab::ColumnAxis,
    },
    /// What the classes mean, made from the rules in force.
    Legend {},
    /// The members of a body; of the stage's, if none is named.
    Roster { body: Option<String> },
    /// The seats of the stage's meeting.
    Seats {},
    /// The steps of progress management with their schedule.
    Steps {},
    /// The items of the stage's agenda.
    Agenda {},
    /// The measures with their departments.
    Measures {},
    /// Advice and opinions by measure.
    Opinions {
        #[serde(default)]
        only: opinions::Only,
        #[serde(default)]
        group: opinions::Grouping,
        #[serde(default)]
        of: opinions::Of,
    },
    /// The organizations that sent no opinion.
    Unanswered {},
    /// Who has returned, who has not.
    Submissions {},
    /// What is asked of the returns.
    Questions {},
    /// The motions of a written meeting.
    Motions {},
    /// The result of a written meeting.
    Tally {},
    /// Where every value comes from.
    Origins {},
    /// The figures that are not what was issued.
    Errata {},
    /// What changed of measures and targets since an earlier stage.
    Changes {},
}

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
        ViewSpec::Opinions { only, of, group: opinions::Grouping::Measure } => {
            to_value(opinions::view(scope, *only, *of))
        }
        ViewSpec::Opinions { only, of, group: opinions::Grouping::None } => {
            to_value(opinions::in_order(scope, *only, *of))
        }
        ViewSpec::Unanswered {} => to_value(opinions::unanswered(scope)),
        ViewSpec::Submissions {} => to_value(submissions::view(scope)),
        ViewSpec::Questions {} => to_value(submissions::questions(scope)),
        ViewSpec::Motions {} => to_value(tally::motions(scope)),
        ViewSpec::Tally {} => to_value(tally::view(scope)?),
        ViewSpec::Origins {} => to_value(origins::view(scope)),
        ViewSpec::Errata {} => to_value(errata::view(scope)?),
        ViewSpec::Changes {} => to_value(changes::view(scope)?),
    }
}

/// As JSON.
fn to_value(view: impl serde::Serialize) -> Result<Value, Trouble> {
    serde_json::to_value(view).map_err(|error| Trouble { origin: Origin::None, message: error.to_string() })
}
