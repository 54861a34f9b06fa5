//! The rules that inputs must keep. Each rule is a file of [`rules`]: what it demands, why, a bad and a good
//! example, the check, and what it says of what reading found; [`RULES`] lists them.
//!
//! - `alike`: What reading found in a cell that is one matter with the same in the cells below it, although each names
//!   its own value
//! - `capped`: Findings of which there are not too many: a broken file breaks a rule as often as it has cells, and a
//!   slip that goes through a whole column is one matter
//! - `facts`: What the rules look at
//! - `rule`: What a rule is, what it says, and how it looks for what breaks it
//! - `rules`: One rule a file
//! - `wording`: Which rule has what reading found, and says what is wrong

mod alike;
mod capped;
mod facts;
mod rule;
pub mod rules;
mod wording;

use crate::ground::finding::{Finding, Findings};
use crate::model::cause::{Cause, RawFinding};
use crate::model::column::Columns;
use crate::model::column_names::named;

use capped::CappedFindings;

pub use facts::Facts;
pub use rule::{Check, Rule, Topic, Wording};
pub use rules::RULES;

/// The list that lacks what a file needs of it.
fn missing_in(cause: &Cause) -> Option<&'static str> {
    match cause {
        Cause::NoDay { .. } => Some("inputs/received.csv"),
        Cause::BallotOfNobody { .. } => Some("inputs/members.csv"),
        _ => None,
    }
}

/// Words what reading found, and runs every rule.
pub fn run(facts: &Facts<'_>, findings: &mut Findings) {
    let mut capped = CappedFindings::default();
    // A list that can't be read may say what is missing.
    let stands = |raw: &&RawFinding| missing_in(&raw.cause).is_none_or(|list| !facts.is_refused(list));
    for raw in facts.raw_findings().filter(stands) {
        add(raw, &mut capped);
    }
    for rule in RULES {
        if let Some(check) = rule.check {
            check(&mut Check::new(rule, facts, &mut capped));
        }
    }
    let columns = &facts.cycle.return_columns;
    findings.extend(capped.finish().into_iter().map(|finding| in_words_of(columns, finding)));
}

/// A finding in which the columns of the return are called as the cycle calls them. In a list of the secretariat that has a
/// column of the same name, they keep the standard one.
fn in_words_of(columns: &Columns, mut finding: Finding) -> Finding {
    const OF_RETURNS: [&str; 3] = ["inputs/submissions/", "inputs/previous/", "inputs/corrections.csv"];
    const LIST: &str = "inputs/previous/measures.csv";
    let is_of_returns = |file: &str| file != LIST && OF_RETURNS.iter().any(|begin| file.starts_with(begin));
    let standard = Columns::of_return();
    let columns = if finding.origin.file().is_none_or(is_of_returns) { columns } else { &standard };
    for text in [&mut finding.message].into_iter().chain(&mut finding.hints).chain(&mut finding.asks) {
        *text = named(text, columns);
    }
    finding
}

/// Adds what reading found, in the words of its rule.
fn add(raw: &RawFinding, findings: &mut CappedFindings) {
    let finding = wording::wording(&raw.cause.excerpt()).at(raw.origin.clone());
    let finding = Finding { department: raw.department.clone(), ..finding };
    match raw.cause {
        Cause::More { count, .. } => findings.count(finding, count),
        _ => match alike::what(&raw.cause) {
            Some(what) => findings.push_alike(finding, what),
            None => findings.push(finding),
        },
    }
}
