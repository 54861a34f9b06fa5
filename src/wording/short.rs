//! `--format short`: a line a finding, for editors and for comparing.

use super::shown::shown;
use crate::ground::finding::Finding;

/// A finding on one line, as
/// `inputs/submissions/doboku.csv:12:18「実績値」: エラー[number-format] 「1,2OO」は… → …`
pub fn line(finding: &Finding) -> String {
    let Finding { severity, rule, origin, message, hints, .. } = finding;
    let place = origin.to_string();
    let place = if place.is_empty() { place } else { format!("{place}: ") };
    let hints: String = hints.iter().map(|hint| format!(" → {hint}")).collect();
    shown(&format!("{place}{}[{rule}] {message}{hints}", severity.label()))
}
