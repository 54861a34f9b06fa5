//! What the rules look at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::decide::flaw::{self, Flaw};
use crate::decide::sent_in::SentIn;
use crate::decide::superseded::Superseded;
use crate::ground::coverage::Coverage;
use crate::model::cause::RawFinding;
use crate::model::cycle::Cycle;
use crate::model::department_report::Reports;
use crate::model::indicator::{Indicator, Key};
use crate::model::submission::{Opinions, Submissions};
use crate::model::value::Cell;

/// What the rules look at.
pub struct Facts<'a> {
    /// What the secretariat wrote: `cycle.toml` and the lists beside it.
    pub cycle: &'a Cycle,
    /// This year's returns (調査票), every row of every file, replaced ones too.
    pub submissions: &'a Submissions,
    /// Last year's rows, by their keys.
    pub previous: &'a BTreeMap<Key, Arc<Indicator>>,
    /// The advice and opinions that were read out of `inputs/opinions/`.
    pub opinions: &'a Opinions,
    /// The reports that came back, and what earlier years left open.
    pub reports: &'a Reports,
    /// What the fonts can draw.
    pub coverage: &'a Coverage<'a>,
    /// The lines of templates that are printed as they stand.
    pub template_texts: &'a [Cell],
    /// The names of templates, as `documents/targets`, `words/policy`, `annexes/indicators`.
    pub templates: &'a BTreeSet<String>,
    /// Those of them that show figures out of returns.
    pub of_figures: &'a BTreeSet<String>,
    /// The paths of what lies in the inputs and is no file: pipes, links to folders.
    pub odd_files: &'a [String],
    /// The paths of fonts and templates that are larger than is read.
    pub large_files: &'a [String],
    /// The paths of files in `inputs/fonts/` that are no fonts.
    pub broken_fonts: &'a [String],
    /// The paths of all input files.
    pub files: &'a BTreeSet<Arc<str>>,
    /// The latest cutoff of the stages that are made.
    pub cutoff: Option<NaiveDate>,
    /// What was replaced by then. What was wrong with it is mended, and is no finding any more.
    pub superseded: &'a Superseded,
}

impl Facts<'_> {
    /// What reading found, apart from what was replaced since.
    pub fn raw_findings(&self) -> impl Iterator<Item = &RawFinding> {
        let returns = self.submissions.findings.iter();
        let returns = returns.filter(|finding| !self.superseded.is_replaced(&finding.origin));
        let reports = self.reports.findings.iter();
        let reports = reports.filter(|finding| !self.superseded.is_replaced(&finding.origin));
        let sent = self.opinions.findings.iter().chain(reports);
        self.cycle.findings.iter().chain(returns).chain(sent)
    }

    /// What was sent in, of whatever kind.
    pub fn sent_in(&self) -> SentIn<'_> {
        let Self { cycle, submissions, opinions, reports, .. } = self;
        SentIn { cycle, submissions, opinions, reports }
    }

    /// Whether a file or a row of it stayed unread. Then no rule says that something is missing there.
    pub fn is_refused(&self, path: &str) -> bool {
        let mut of_file = self.raw_findings().filter(|finding| finding.origin.file() == Some(path));
        of_file.any(|finding| finding.cause.leaves_unread())
    }

    /// Whether a file of the opinions or a row of it stayed unread. What it holds may be what others name.
    pub fn lacks_opinions(&self) -> bool {
        self.files.iter().any(|file| file.starts_with("inputs/opinions/") && self.is_refused(file))
    }

    /// Whether a department sent rows and the plan has the measure of none of them: all their numbers are spelled in a
    /// way of its own (`2ア1`), or came to nothing in Excel. That is one matter, and nothing is missing for it.
    pub fn knows_no_measure(&self, department: &str) -> bool {
        let files = self.submissions.returns().filter(|file| file.department == department);
        let mut rows = files.flat_map(|file| &file.rows).peekable();
        rows.peek().is_some() && rows.all(|row| self.cycle.measure(&row.key.measure).is_none())
    }

    /// The lines of `words/`, the secretariat's own and those of the program, file by file.
    pub fn words(&self) -> impl Iterator<Item = &Cell> {
        let is_of_words =
            |cell: &&Cell| cell.origin.file().is_some_and(|file| file.starts_with("templates/words/"));
        self.template_texts.iter().filter(is_of_words)
    }

    /// Every text cell.
    pub fn texts(&self) -> impl Iterator<Item = &Cell> {
        let sent = self.opinions.texts.iter().chain(&self.reports.texts);
        self.cycle.texts.iter().chain(self.submissions.texts()).chain(sent)
    }

    /// The row of the same indicator in the year before, if it reports an earlier year in the same unit.
    pub fn year_before(&self, row: &Indicator) -> Option<&Indicator> {
        let before = self.previous.get(&row.key)?;
        let (earlier, now) = (before.actual_year.value()?, row.actual_year.value()?);
        let is_same = before.is_counted_in(&row.unit.text) && before.kind.value() == row.kind.value();
        (is_same && earlier.western < now.western).then_some(&**before)
    }

    /// What keeps a row from being judged.
    pub fn flaws(&self, row: &Indicator) -> Vec<Flaw> {
        flaw::flaws(row, self.cycle.settings.cycle.fiscal_year)
    }

    /// Every row of every return that was not replaced since.
    pub fn rows(&self) -> impl Iterator<Item = &Indicator> {
        self.submissions.files.iter().flat_map(|file| {
            let rows = file.rows.iter().map(AsRef::as_ref);
            rows.filter(|row: &&Indicator| {
                file.is_correction || !self.superseded.is_in_replaced_row(&row.origin)
            })
        })
    }
}
