//! The findings, each with the row that it comes from and the words to write instead.

use serde::Serialize;

use super::desk_page::{self, NotShown};
use super::live::Live;
use crate::ground::finding::{Finding, Severity};
use crate::wording::excerpt::Excerpts;

#[derive(Serialize)]
struct FindingPage {
    groups: Vec<Group>,
}

/// What one department can mend, or the secretariat.
#[derive(Serialize)]
struct Group {
    name: String,
    findings: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    level: Severity,
    severity: &'static str,
    rule: &'static str,
    place: String,
    excerpt: Option<String>,
    message: String,
    hints: Vec<String>,
}

/// The page.
///
/// # Errors
///
/// What is wrong with its template.
pub fn page(live: &Live<'_>) -> Result<Vec<u8>, NotShown> {
    let mut excerpts = Excerpts::default();
    let mut groups: Vec<(Option<&str>, Vec<Row>)> = Vec::new();
    for finding in live.findings.iter() {
        let row = row(live, finding, &mut excerpts);
        let department = finding.department.as_deref();
        match groups.iter_mut().find(|(of, _)| *of == department) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((department, vec![row])),
        }
    }
    let cycle = &live.loaded.cycle;
    let place = |code: &Option<&str>| {
        code.map(|code| cycle.departments.iter().position(|one| one.code.text == code).unwrap_or(usize::MAX))
    };
    groups.sort_by_key(|(code, _)| place(code));
    let name = |code: Option<&str>| match code.map(|code| (code, cycle.department(code))) {
        None => "事務局".to_owned(),
        Some((code, None)) => code.to_owned(),
        Some((_, Some(own))) => format!("{}　{}", own.bureau.text, own.division.text),
    };
    let groups = groups.into_iter().map(|(code, findings)| Group { name: name(code), findings });
    desk_page::set(
        live,
        "findings",
        "findings",
        "直すところ・見るところ",
        FindingPage { groups: groups.collect() },
    )
}

fn row(live: &Live<'_>, finding: &Finding, excerpts: &mut Excerpts) -> Row {
    let excerpt = excerpts.show(live.sources, &finding.origin);
    Row {
        level: finding.severity,
        severity: finding.severity.label(),
        rule: finding.rule,
        place: finding.origin.to_string(),
        excerpt: excerpt.map(|lines| lines.join("\n")),
        message: finding.message.clone(),
        hints: finding.hints.clone(),
    }
}
