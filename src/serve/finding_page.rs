//! The findings, each with the row that it comes from and the words to write instead.

use serde::Serialize;

use super::desk_page::{self, NotShown};
use super::laid_paper::LaidPaper;
use super::live::Live;
use crate::decide::check::rules::{
    indicator_vanished, measure_renumbered, past_changed, prose_repeated, tenfold,
};
use crate::ground::finding::{Finding, Severity};
use crate::published::index_page::by_department;
use crate::wording::excerpt::Excerpts;

#[derive(Serialize)]
struct FindingPage {
    groups: Vec<Group>,
}

/// What one department can mend, or the secretariat.
#[derive(Serialize)]
struct Group {
    name: String,
    findings: Vec<FindingRow>,
}

/// A finding as a page shows it.
#[derive(Serialize)]
pub struct FindingRow {
    level: Severity,
    severity: &'static str,
    rule: &'static str,
    place: String,
    excerpt: Option<String>,
    message: String,
    hints: Vec<String>,
}

/// What rules find that compare with last year.
const AGAINST_LAST_YEAR: [&str; 5] = [
    past_changed::RULE.id,
    indicator_vanished::RULE.id,
    measure_renumbered::RULE.id,
    tenfold::RULE.id,
    prose_repeated::RULE.id,
];

/// The page of all findings.
///
/// # Errors
///
/// What is wrong with its template.
pub fn page(live: &Live<'_>) -> Result<Vec<u8>, NotShown> {
    let title = "直すところ・見るところ";
    desk_page::set(live, "findings", "findings", title, listed(live, &|_| true))
}

/// The page of those that compare with last year: past figures, vanished indicators, tenfold jumps, repeated prose.
///
/// # Errors
///
/// What is wrong with its template.
pub fn against_last_year(live: &Live<'_>) -> Result<Vec<u8>, NotShown> {
    let is_such = |finding: &Finding| AGAINST_LAST_YEAR.contains(&finding.rule);
    desk_page::set(live, "findings", "last-year", "前年との照らし合わせ", listed(live, &is_such))
}

fn listed(live: &Live<'_>, is_meant: &dyn Fn(&Finding) -> bool) -> FindingPage {
    let mut excerpts = Excerpts::default();
    let found = live.findings.iter().filter(|finding| is_meant(finding));
    let mut rows = |group: Vec<&Finding>| -> Vec<FindingRow> {
        group.into_iter().map(|finding| row(live, finding, &mut excerpts)).collect()
    };
    let groups = by_department(&live.loaded.cycle, found).into_iter();
    FindingPage { groups: groups.map(|(name, group)| Group { name, findings: rows(group) }).collect() }
}

/// A finding with the row that it comes from.
pub fn row(live: &Live<'_>, finding: &Finding, excerpts: &mut Excerpts) -> FindingRow {
    let excerpt = excerpts.show(live.sources, &finding.origin);
    FindingRow {
        level: finding.severity,
        severity: finding.severity.label(),
        rule: finding.rule,
        place: finding.origin.to_string(),
        excerpt: excerpt.map(|lines| lines.join("\n")),
        message: finding.message.clone(),
        hints: finding.hints.clone(),
    }
}

/// The findings on rows of which a paper prints something, each with the pages on which it does.
pub fn beside(live: &Live<'_>, paper: &LaidPaper) -> Vec<FindingBeside> {
    let mut excerpts = Excerpts::default();
    let of_row = |finding: &Finding| {
        let row = finding.origin.row();
        let mut pages: Vec<usize> = (paper.values.read_at())
            .filter(|(read, _)| row == (Some(read.file.as_str()), read.sheet.as_deref(), read.line))
            .flat_map(|(_, pages)| pages.filter_map(|page| page.parse().ok()))
            .collect();
        pages.sort_unstable();
        pages.dedup();
        pages
    };
    let beside = live.findings.iter().filter(|finding| finding.origin.position().is_some());
    let beside = beside.map(|finding| (finding, of_row(finding))).filter(|(_, pages)| !pages.is_empty());
    beside
        .map(|(finding, pages)| FindingBeside { finding: row(live, finding, &mut excerpts), pages })
        .collect()
}

/// A finding beside a paper.
#[derive(Serialize)]
pub struct FindingBeside {
    finding: FindingRow,
    /// The pages that print something of its row.
    pages: Vec<usize>,
}
