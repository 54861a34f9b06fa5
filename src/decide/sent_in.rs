//! What was sent in, of whatever kind, in one hand.

use crate::model::cycle::Cycle;
use crate::model::department_report::Reports;
use crate::model::submission::{Opinions, Submissions};

/// What was sent in, of whatever kind.
#[derive(Clone, Copy)]
pub struct SentIn<'a> {
    /// The lists, and the votes of written meetings.
    pub cycle: &'a Cycle,
    /// The returns.
    pub submissions: &'a Submissions,
    /// The advice and the opinions.
    pub opinions: &'a Opinions,
    /// The reports.
    pub reports: &'a Reports,
}
