//! `--format terminal`: each finding with its place in the file, for people.

use super::excerpt::Excerpts;
use super::shown::shown;
use crate::edge::sources::Sources;
use crate::ground::finding::{Finding, Findings, Severity};

/// All findings, each below its heading and its place, and how many there are.
pub fn text(findings: &Findings, sources: &Sources) -> String {
    let mut excerpts = Excerpts::default();
    let mut lines: Vec<String> =
        findings.iter().flat_map(|finding| of_finding(finding, sources, &mut excerpts)).collect();
    if let Some(finding) = findings.iter().find(|f| f.severity == Severity::Error) {
        lines.push(format!("検査の説明は shiryo check --explain {} のように見られます。", finding.rule));
    }
    let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    if errors + warnings > 0 {
        lines.push(format!("エラー {errors}件、注意 {warnings}件"));
    }
    lines.join("\n")
}

/// The lines of a finding, an empty one below it.
fn of_finding(finding: &Finding, sources: &Sources, excerpts: &mut Excerpts) -> Vec<String> {
    let Finding { severity, rule, origin, message, hints, .. } = finding;
    let heading = format!("{}[{rule}] {}", severity.label(), shown(&origin.to_string()));
    let mut lines = vec![heading.trim_end().to_owned()];
    let excerpt = excerpts.show(sources, origin).into_iter().flatten();
    lines.extend(excerpt.map(|line| shown(line.trim_end())));
    lines.push(format!("  {}", shown(message)));
    lines.extend(hints.iter().map(|hint| format!("  → {hint}")));
    lines.push(String::new());
    lines
}
