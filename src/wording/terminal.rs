//! `--format terminal`: each finding with its place in the file, for people.

use std::fmt::Write as _;

use super::excerpt::Excerpts;
use super::shown::shown;
use crate::edge::sources::Sources;
use crate::ground::finding::{Findings, Severity};

/// All findings, each below its heading and its place, and how many there are.
pub fn text(findings: &Findings, sources: &Sources) -> String {
    let mut text = String::new();
    let mut excerpts = Excerpts::default();
    for finding in findings.iter() {
        let _ = writeln!(
            text,
            "{}[{}] {}",
            finding.severity.label(),
            finding.rule,
            shown(&finding.origin.to_string())
        );
        for line in excerpts.show(sources, &finding.origin).into_iter().flatten() {
            let _ = writeln!(text, "{}", shown(line.trim_end()));
        }
        let _ = writeln!(text, "  {}", shown(&finding.message));
        for hint in &finding.hints {
            let _ = writeln!(text, "  → {hint}");
        }
        text.push('\n');
    }
    if let Some(finding) = findings.iter().find(|f| f.severity == Severity::Error) {
        let _ = writeln!(text, "検査の説明は shiryo check --explain {} のように見られます。", finding.rule);
    }
    let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    if errors + warnings > 0 {
        let _ = writeln!(text, "エラー {errors}件、注意 {warnings}件");
    }
    text
}
