//! Findings of which there are not too many: a broken file breaks a rule as often as it has cells.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ground::finding::{Finding, Severity};
use crate::ground::origin::Origin;
use crate::model::cause::RawFindings;

/// How many findings of one rule in one file are told apart: nobody reads more.
const MOST_FINDINGS: usize = RawFindings::MOST;

/// Findings of which only the first of each rule and file are told apart. The others are counted, and a last finding
/// says how many there are (「ほか1200か所」).
#[derive(Default)]
pub struct CappedFindings {
    findings: Vec<Finding>,
    /// Of each rule, how many findings each file has.
    told: BTreeMap<&'static str, BTreeMap<Arc<str>, usize>>,
    /// Of a rule and a file, what is only counted.
    more: BTreeMap<(&'static str, Arc<str>), More>,
}

/// Findings that are only counted.
struct More {
    count: usize,
    worst: Severity,
    /// Who can mend the first of them.
    department: Option<String>,
}

impl CappedFindings {
    /// Adds a finding, or counts it.
    pub fn push(&mut self, finding: Finding) {
        let Some(file) = finding.origin.file() else { return self.findings.push(finding) };
        let files = self.told.entry(finding.rule).or_default();
        let told = match files.get_mut(file) {
            Some(told) => told,
            None => files.entry(file.into()).or_insert(0),
        };
        *told += 1;
        if *told <= MOST_FINDINGS {
            return self.findings.push(finding);
        }
        self.count(finding, 1);
    }

    /// Counts so many findings that are like this one.
    pub fn count(&mut self, like: Finding, count: usize) {
        let Finding { rule, origin, severity, department, .. } = like;
        let file = origin.file().unwrap_or_default();
        let more = self.more.entry((rule, file.into()));
        let more = more.or_insert(More { count: 0, worst: severity, department });
        more.count += count;
        more.worst = more.worst.max(severity);
    }

    /// All findings: those that were told apart, and of each rule and file how many more there are.
    pub fn finish(self) -> Vec<Finding> {
        let mut findings = self.findings;
        let more = self.more.into_iter();
        findings.extend(more.map(|((rule, file), More { count, worst, department })| Finding {
            rule,
            severity: worst,
            origin: Origin::File(file),
            department,
            message: format!("同じ指摘が、このファイルに、ほか{count}か所あります。"),
            hints: vec!["初めのものを直してから、もう一度確かめてください。".into()],
        }));
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(line: u32, severity: Severity) -> Finding {
        Finding {
            rule: "number-format",
            severity,
            origin: Origin::Text { file: "a.csv".into(), line, column: 1 },
            department: None,
            message: String::new(),
            hints: Vec::new(),
        }
    }

    #[test]
    fn what_is_not_told_apart_is_counted_as_the_worst_of_it() {
        let mut capped = CappedFindings::default();
        for line in 1..=1000 {
            capped.push(finding(line, if line == 900 { Severity::Error } else { Severity::Note }));
        }
        capped.count(finding(1, Severity::Warning), 20);
        let all = capped.finish();
        assert_eq!(all.len(), MOST_FINDINGS + 1);
        let last = &all[MOST_FINDINGS];
        assert_eq!((last.rule, last.severity), ("number-format", Severity::Error));
        assert!(last.message.contains("ほか720か所"), "{}", last.message);
    }
}
