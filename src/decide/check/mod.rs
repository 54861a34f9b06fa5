//! The rules that inputs must keep. Each rule is a file of [`rules`]: what it demands, why, a bad and a good
//! example, and the check; [`RULES`] lists them.

pub mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::decide::superseded::Superseded;
use crate::ground::coverage::Coverage;
use crate::ground::finding::{Finding, Findings, Severity};
use crate::ground::origin::Origin;
use crate::model::cause::{Cause, RawFinding, RawFindings};
use crate::model::cycle::Cycle;
use crate::model::indicator::Indicator;
use crate::model::submission::{Opinions, Submissions};
use crate::model::value::Cell;

pub use rules::RULES;

/// A rule: what is demanded of the inputs.
#[derive(Debug)]
pub struct Rule {
    /// The stable English id.
    pub id: &'static str,
    /// How bad breaking it is; a check may lower it for a case.
    pub severity: Severity,
    /// What it demands.
    pub what: &'static str,
    /// What would go wrong without it.
    pub why: &'static str,
    /// What breaks it.
    pub bad: &'static str,
    /// What to write instead.
    pub good: &'static str,
    /// Looks for what breaks it. Rules that only a later step can find have nothing to look for.
    pub check: fn(&mut Check<'_>),
}

impl Rule {
    /// A finding of this rule.
    pub fn finding(&self, origin: Origin, message: String, hint: String) -> Finding {
        Finding {
            rule: self.id,
            severity: self.severity,
            origin,
            department: None,
            message,
            hints: if hint.is_empty() { Vec::new() } else { vec![hint] },
        }
    }
}

/// What the rules look at.
pub struct Facts<'a> {
    pub cycle: &'a Cycle,
    pub submissions: &'a Submissions,
    pub opinions: &'a Opinions,
    /// What the fonts can draw.
    pub coverage: &'a Coverage<'a>,
    /// The names of templates, as `documents/targets`, `words/policy`, `annexes/indicators`.
    pub templates: &'a BTreeSet<String>,
    /// What lies in the inputs and is no file: pipes, links to folders.
    pub odd_files: &'a [String],
    /// Files of `inputs/fonts/` that are no fonts.
    pub broken_fonts: &'a [String],
    /// The paths of all input files.
    pub files: &'a BTreeSet<Arc<str>>,
    /// The latest cutoff of the stages that are made.
    pub cutoff: Option<NaiveDate>,
    /// The rows that were replaced by then: what was wrong with them is mended.
    pub superseded: &'a Superseded,
}

impl Facts<'_> {
    /// Everything that could not be read, apart from what was replaced since.
    pub fn findings(&self) -> impl Iterator<Item = &RawFinding> {
        let returns =
            self.submissions.findings.iter().filter(|finding| !self.superseded.holds(&finding.origin));
        self.cycle.findings.iter().chain(returns).chain(&self.opinions.findings)
    }

    /// Whether a file as a whole, or a row of it, was not read: what is missing then is not missing.
    pub fn is_refused(&self, path: &str) -> bool {
        self.findings().filter(|f| f.origin.file() == Some(path)).any(|f| {
            matches!(
                f.cause,
                Cause::Refused(_)
                    | Cause::HeaderMissing { .. }
                    | Cause::Ambiguous { required: true, .. }
                    | Cause::AboveHeader
                    | Cause::HiddenSheet
                    | Cause::FormOfAnother { .. }
                    | Cause::FormOfAnotherCycle { .. }
                    | Cause::FormChanged
                    | Cause::OfAnother { .. }
                    | Cause::LastYears
                    | Cause::RowTooLong { .. }
                    | Cause::CutNumber { .. }
            )
        })
    }

    /// Every text cell.
    pub fn texts(&self) -> impl Iterator<Item = &Cell> {
        self.cycle.texts.iter().chain(self.submissions.texts()).chain(&self.opinions.texts)
    }

    /// Every row of every return that was not replaced since.
    pub fn rows(&self) -> impl Iterator<Item = &Indicator> {
        self.submissions.files.iter().flat_map(|file| {
            let rows = file.rows.iter().map(AsRef::as_ref);
            rows.filter(|row: &&Indicator| file.is_correction || !self.superseded.is_row(&row.origin))
        })
    }
}

/// A rule at work.
pub struct Check<'a> {
    pub facts: &'a Facts<'a>,
    rule: &'static Rule,
    findings: &'a mut Findings,
    /// How many findings of the rule each file has.
    counts: BTreeMap<Arc<str>, usize>,
    /// Those that are only counted: how many, the worst of them, and who can mend them.
    more: BTreeMap<Arc<str>, (usize, Severity, Option<String>)>,
}

/// How many findings of one rule in one file are told apart: nobody reads more.
const MOST_FINDINGS: usize = RawFindings::MOST;

impl<'a> Check<'a> {
    /// Reports a place that breaks the rule.
    pub fn report(&mut self, origin: &Origin, message: String, hint: impl Into<String>) {
        self.push(self.rule.finding(origin.clone(), message, hint.into()));
    }

    /// Reports a place with a severity that is lower than the rule's own.
    pub fn report_lower(
        &mut self,
        severity: Severity,
        origin: &Origin,
        message: String,
        hint: impl Into<String>,
    ) {
        let finding = self.rule.finding(origin.clone(), message, hint.into());
        self.push(Finding { severity, ..finding });
    }

    /// Reports a place that a department can mend.
    pub fn report_to(&mut self, department: &str, origin: &Origin, message: String, hint: impl Into<String>) {
        self.report_as(self.rule.severity, department, origin, message, hint);
    }

    /// Reports with another severity than the rule's own.
    pub fn report_as(
        &mut self,
        severity: Severity,
        department: &str,
        origin: &Origin,
        message: String,
        hint: impl Into<String>,
    ) {
        let finding = self.rule.finding(origin.clone(), message, hint.into());
        self.push(Finding { severity, department: Some(department.into()), ..finding });
    }

    /// Reports each finding that `describe` has a message and a hint for.
    pub fn report_findings(&mut self, describe: impl Fn(&Cause) -> Option<(String, String)>) {
        self.report_findings_as(self.rule.severity, describe);
    }

    /// The same with another severity than the rule's own.
    pub fn report_findings_as(
        &mut self,
        severity: Severity,
        describe: impl Fn(&Cause) -> Option<(String, String)>,
    ) {
        let facts: &'a Facts<'a> = self.facts;
        for finding in facts.findings() {
            if let Cause::More { like, count } = &finding.cause {
                if describe(like).is_some() {
                    self.add_more(&finding.origin, *count, severity, finding.department.clone());
                }
                continue;
            }
            if let Some((message, hint)) = describe(&finding.cause.excerpt()) {
                let finding = self.rule.finding(finding.origin.clone(), message, hint);
                self.push(Finding { severity, department: finding.department.clone(), ..finding });
            }
        }
    }

    /// Adds a finding. Of one rule in one file only so many are told apart; how many more there are is said at the end.
    fn push(&mut self, finding: Finding) {
        let Some(file) = finding.origin.file() else { return self.findings.push(finding) };
        let count = match self.counts.get_mut(file) {
            Some(count) => count,
            None => self.counts.entry(file.into()).or_insert(0),
        };
        *count += 1;
        if *count <= MOST_FINDINGS {
            return self.findings.push(finding);
        }
        self.add_more(&finding.origin, 1, finding.severity, finding.department);
    }

    /// Counts findings of a file that are not told apart.
    fn add_more(&mut self, origin: &Origin, count: usize, severity: Severity, department: Option<String>) {
        let file = origin.file().unwrap_or_default();
        let (more, worst, _) = self.more.entry(file.into()).or_insert((0, severity, department));
        *more += count;
        *worst = (*worst).max(severity);
    }

    /// Says of each file how many more findings of the rule there are.
    fn finish(self) {
        for (file, (count, severity, department)) in self.more {
            let message = format!("同じ指摘が、このファイルに、ほか{count}か所あります。");
            let hint = "初めのものを直してから、もう一度確かめてください。";
            let finding = self.rule.finding(Origin::File(file), message, hint.into());
            self.findings.push(Finding { severity, department, ..finding });
        }
    }
}

/// Runs every rule.
pub fn run(facts: &Facts<'_>, findings: &mut Findings) {
    for rule in RULES {
        let mut check = Check { facts, rule, findings, counts: BTreeMap::new(), more: BTreeMap::new() };
        (rule.check)(&mut check);
        check.finish();
    }
}
