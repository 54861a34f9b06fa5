//! `--format short`: a line a finding, for editors and for comparing.

use std::fmt::Write as _;

use super::shown::shown;
use crate::ground::finding::Finding;

/// A finding on one line, as
/// `inputs/submissions/doboku.csv:12:18「実績値」: エラー[number-format] 「1,2OO」は… → …`
pub fn line(finding: &Finding) -> String {
    let mut line = String::new();
    let place = finding.origin.to_string();
    if !place.is_empty() {
        let _ = write!(line, "{place}: ");
    }
    let _ = write!(line, "{}[{}] {}", finding.severity.label(), finding.rule, finding.message);
    for hint in &finding.hints {
        let _ = write!(line, " → {hint}");
    }
    shown(&line)
}
