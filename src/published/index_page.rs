//! `index.html`: what was made, the findings by department, the totals. Plain, printable, without a script.

use std::collections::BTreeMap;

use serde::Serialize;

use super::html_page;
use super::manifest::{Manifest, ManifestEntry};
use crate::ground::finding::{Finding, Findings, Severity};
use crate::library::store::Library;
use crate::library::trouble::Trouble;
use crate::library::view::{ColumnAxis, RowAxis};
use crate::model::cycle::Cycle;
use crate::render::artifact::FileKind;
use crate::render::scope::Scope;
use crate::render::view::crosstab::{self, Crosstab};

/// The page's file name.
pub const INDEX: &str = "index.html";
const TEMPLATE: &str = "pages/index.html.j2";
/// So many files of a kind are listed of a stage: a page of ten thousand letters nobody reads.
const MOST_LISTED: usize = 1_000;

#[derive(Serialize)]
struct Page<'a> {
    plan: &'a str,
    banner: Option<&'a str>,
    stages: Vec<StageFiles<'a>>,
    errors: usize,
    warnings: usize,
    findings: Vec<DepartmentFindings>,
    totals: Option<Totals>,
}

#[derive(Serialize)]
struct StageFiles<'a> {
    title: &'a str,
    date: String,
    groups: Vec<Group<'a>>,
}

#[derive(Serialize)]
struct Group<'a> {
    kind: &'static str,
    files: Vec<Link<'a>>,
    /// How many more there are, beside those that are listed.
    more: usize,
    /// The folder in which all of them lie: 「opinions/letters」.
    folder: &'a str,
}

#[derive(Serialize)]
struct Link<'a> {
    /// Percent-encoded for an address. A kept message has none: no program opens it.
    href: Option<String>,
    name: &'a str,
    number: Option<&'a str>,
    recipient: Option<&'a str>,
    pages: usize,
    kilobytes: u64,
}

#[derive(Serialize)]
struct DepartmentFindings {
    name: String,
    findings: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    severity: &'static str,
    level: Severity,
    rule: &'static str,
    place: String,
    message: String,
    hints: Vec<String>,
}

#[derive(Serialize)]
struct Totals {
    stage: String,
    table: Crosstab,
}

/// Makes the page; `latest` is the scope of the last stage, whose totals it shows.
///
/// # Errors
///
/// What is wrong with the template.
pub fn index(
    library: &Library,
    cycle: &Cycle,
    manifest: &Manifest,
    findings: &Findings,
    latest: Option<&Scope<'_>>,
) -> Result<Vec<u8>, Trouble> {
    let page = Page {
        plan: &cycle.settings.plan.name,
        banner: cycle.settings.cycle.banner.as_deref(),
        stages: stages(cycle, manifest),
        errors: findings.count(Severity::Error),
        warnings: findings.count(Severity::Warning),
        findings: by_department(cycle, findings.iter())
            .into_iter()
            .map(|(name, group)| DepartmentFindings { name, findings: group.into_iter().map(row).collect() })
            .collect(),
        totals: latest.map(|scope| Totals {
            stage: scope.stage.title.clone(),
            table: crosstab::view(scope, RowAxis::Category, ColumnAxis::Class),
        }),
    };
    html_page::set(library, TEMPLATE, page)
}

fn stages<'a>(cycle: &'a Cycle, manifest: &'a Manifest) -> Vec<StageFiles<'a>> {
    let of =
        |id: &str| -> Vec<&ManifestEntry> { manifest.files.iter().filter(|f| f.about.stage == id).collect() };
    cycle
        .settings
        .stages
        .iter()
        .map(|stage| (stage, of(stage.id.get_ref())))
        .filter(|(_, files)| !files.is_empty())
        .map(|(stage, files)| StageFiles {
            title: &stage.title,
            date: crate::ground::wareki::date_with_weekday(stage.date),
            groups: groups(files),
        })
        .collect()
}

fn groups(mut files: Vec<&ManifestEntry>) -> Vec<Group<'_>> {
    files.sort_by_key(|entry| entry.about.order);
    let mut groups: BTreeMap<FileKind, Vec<&ManifestEntry>> = BTreeMap::new();
    files.into_iter().for_each(|entry| groups.entry(entry.about.kind).or_default().push(entry));
    groups.into_iter().map(|(kind, files)| group(kind, &files)).collect()
}

fn group<'a>(kind: FileKind, files: &[&'a ManifestEntry]) -> Group<'a> {
    let link = |entry: &&'a ManifestEntry| Link {
        href: entry.about.message.is_none().then(|| html_page::address(&entry.about.path)),
        name: &entry.about.title,
        number: entry.about.number.as_deref(),
        recipient: entry.about.recipient.as_ref().map(|r| r.addressee.as_str()),
        pages: entry.about.pages,
        kilobytes: entry.about.message.as_ref().map_or(entry.bytes, |mail| mail.bytes).div_ceil(1024),
    };
    Group {
        kind: kind.label(),
        files: files.iter().take(MOST_LISTED).map(link).collect(),
        more: files.len().saturating_sub(MOST_LISTED),
        folder: files
            .first()
            .and_then(|entry| entry.about.path.rsplit_once('/'))
            .map_or("", |(folder, _)| folder),
    }
}

/// The findings in groups with their names: the secretariat's own first, then each department's in the order of the list.
pub fn by_department<'f>(
    cycle: &Cycle,
    findings: impl Iterator<Item = &'f Finding>,
) -> Vec<(String, Vec<&'f Finding>)> {
    let mut groups: Vec<(Option<&str>, Vec<&Finding>)> = Vec::new();
    for finding in findings {
        let department = finding.department.as_deref();
        match groups.iter_mut().find(|(of, _)| *of == department) {
            Some((_, group)) => group.push(finding),
            None => groups.push((department, vec![finding])),
        }
    }
    // A return may come from a department that nobody knows.
    let place = |code: &str| cycle.departments.iter().position(|one| one.code.text == code);
    groups.sort_by_key(|(code, _)| code.map(|code| place(code).unwrap_or(usize::MAX)));
    let name = |code: Option<&str>| match code.map(|code| (code, cycle.department(code))) {
        None => "事務局".to_owned(),
        Some((code, None)) => code.to_owned(),
        Some((_, Some(own))) => format!("{}　{}", own.bureau.text, own.division.text),
    };
    groups.into_iter().map(|(code, group)| (name(code), group)).collect()
}

fn row(finding: &Finding) -> Row {
    Row {
        severity: finding.severity.label(),
        level: finding.severity,
        rule: finding.rule,
        place: finding.origin.to_string(),
        message: finding.message.clone(),
        hints: finding.hints.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn of_very_many_files_the_first_are_listed_and_the_rest_is_counted() {
        let entry = |n: usize| {
            json!({
                "path": format!("opinions/letters/o{n}.pdf"), "stage": "opinions", "kind": "letter",
                "document": "request", "number": null, "title": "意見照会", "pages": 1, "recipient": null,
                "made_from": [], "sha256": "", "bytes": 1,
            })
        };
        let entries = (0..=MOST_LISTED).map(|n| serde_json::from_value(entry(n)).expect("an entry"));
        let entries: Vec<ManifestEntry> = entries.collect();
        let all: Vec<&ManifestEntry> = entries.iter().collect();
        let many = group(FileKind::Letter, &all);
        assert_eq!((many.files.len(), many.more, many.folder), (MOST_LISTED, 1, "opinions/letters"));
        let some = group(FileKind::Letter, &all[1..]);
        assert_eq!((some.files.len(), some.more), (MOST_LISTED, 0));
    }
}
