//! Everything that papers can be made of.

use std::collections::BTreeMap;

use super::handed_out::HandedOut;
use super::words::Words;
use crate::decide::mentions::Mentions;
use crate::ground::finding::Finding;
use crate::library::store::Library;
use crate::model::cycle::Cycle;
use crate::model::dated_names::DatedNames;
use crate::model::department_report::Reports;
use crate::model::public_cycle::PublicCycle;
use crate::model::register::Register;
use crate::model::submission::{Opinions, Submissions};

/// Everything that papers can be made of.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// `cycle.toml` and the lists that come with it: measures, departments, organizations, members.
    pub cycle: &'a Cycle,
    /// What of the cycle anyone may know.
    pub public: &'a PublicCycle,
    /// The same in each time between two changes of departments' names.
    pub dated: &'a DatedNames,
    /// Everyone in the lists of the cycle, to find who is named in what.
    pub mentions: &'a Mentions,
    /// Every row that was returned this year, with the day from which it holds.
    pub register: &'a Register,
    /// Last year's register.
    pub previous: &'a Register,
    /// The advice and opinions on the measures, and the answers to them.
    pub opinions: &'a Opinions,
    /// What departments say came of them, and what earlier years left open.
    pub reports: &'a Reports,
    /// The files that were sent in: who sent which, and when.
    pub submissions: &'a Submissions,
    /// What was found wrong with the inputs.
    pub findings: &'a [Finding],
    /// The prose templates of `words/`.
    pub words: &'a Words,
    /// The templates: documents, annexes, fonts.
    pub library: &'a Library,
    /// By stage id, for each stage that declares a correction: what was handed out before it.
    pub issued: &'a BTreeMap<String, HandedOut>,
}
