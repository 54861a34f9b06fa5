//! Findings of which there are not too many: a broken file breaks a rule as often as it has cells, and a slip that goes
//! through a whole column is one matter.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ground::finding::{Finding, Severity};
use crate::ground::origin::Origin;
use crate::ground::text::running_digits;
use crate::model::raw_findings::RawFindings;

/// How many findings of one rule in one file are told apart: nobody reads more.
const MOST_FINDINGS: usize = RawFindings::MOST;

/// From how many rows on the same in a column is one finding, which names all these rows.
const LEAST_ALIKE: usize = 3;

/// Findings of which only the first of each rule and file are told apart. The others are counted, and a last finding
/// says how many there are (「ほか1200か所」). The same in many rows of a column is one finding: 「実績年度」 is empty in
/// rows 2 to 40.
#[derive(Default)]
pub struct CappedFindings {
    findings: Vec<Finding>,
    /// Of each rule, how many findings each file has.
    told: BTreeMap<&'static str, BTreeMap<Arc<str>, usize>>,
    /// Of a rule and a file, what is only counted.
    more: BTreeMap<(&'static str, Arc<str>), More>,
    /// What was found in columns.
    columns: BTreeMap<AlikeKey, Vec<Finding>>,
}

/// What the findings of one matter have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct AlikeKey {
    rule: &'static str,
    severity: Severity,
    department: Option<String>,
    file: String,
    sheet: Option<String>,
    column: u32,
    /// What is wrong.
    what: String,
}

/// Findings that are only counted.
struct More {
    count: usize,
    worst: Severity,
    /// Who can mend the first of them.
    department: Option<String>,
    /// Whether a department is asked about the first of them.
    is_asked: bool,
}

impl CappedFindings {
    /// Adds a finding. Those of a column that say the same are one.
    pub fn push(&mut self, finding: Finding) {
        let what = finding.message.clone();
        self.push_alike(finding, what);
    }

    /// Adds a finding. Those of a column in which the same is wrong are one, though each names its own cell.
    pub fn push_alike(&mut self, finding: Finding, what: String) {
        let (Some(file), Some((_, column))) = (finding.origin.file(), finding.origin.position()) else {
            return self.tell(finding);
        };
        let key = AlikeKey {
            rule: finding.rule,
            severity: finding.severity,
            department: finding.department.clone(),
            file: file.to_owned(),
            sheet: finding.origin.sheet().map(str::to_owned),
            column,
            what,
        };
        self.columns.entry(key).or_default().push(finding);
    }

    /// Tells a finding apart, or counts it.
    fn tell(&mut self, finding: Finding) {
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
        let Finding { rule, origin, severity, department, asks, .. } = like;
        let file = origin.file().unwrap_or_default();
        let more = self.more.entry((rule, file.into()));
        let more = more.or_insert(More { count: 0, worst: severity, department, is_asked: asks.is_some() });
        more.count += count;
        more.worst = more.worst.max(severity);
    }

    /// All findings: those that were told apart, and of each rule and file how many more there are.
    pub fn finish(mut self) -> Vec<Finding> {
        let mut found: Vec<Finding> =
            std::mem::take(&mut self.columns).into_values().flat_map(as_one).collect();
        // What is told apart are the first in the file.
        found.sort_by(|a, b| a.origin.cmp(&b.origin));
        found.into_iter().for_each(|finding| self.tell(finding));
        let mut findings = self.findings;
        let more = self.more.into_iter();
        findings.extend(more.map(|((rule, file), More { count, worst, department, is_asked })| Finding {
            rule,
            severity: worst,
            origin: Origin::File(file),
            department,
            message: format!("同じ指摘が、このファイルに、ほか{count}か所あります。"),
            hints: vec!["初めのものを直してから、もう一度確かめてください。".into()],
            asks: is_asked.then(|| also(count)),
        }));
        findings
    }
}

/// Findings of one matter as one that names all their rows, if they are many.
fn as_one(mut alike: Vec<Finding>) -> Vec<Finding> {
    alike.sort_by(|a, b| a.origin.cmp(&b.origin));
    let mut rows: Vec<u32> = alike.iter().filter_map(|finding| finding.origin.shown_row()).collect();
    rows.dedup();
    if rows.len() < LEAST_ALIKE {
        return alike;
    }
    alike.truncate(1);
    for first in &mut alike {
        let of_column =
            if first.origin.header().is_some_and(|h| !h.is_empty()) { "この列の" } else { "" };
        let others = ranges(&rows[1..]);
        first.message += &format!("同じことが、{of_column}ほかの行（{others}行目）にもあります。");
        first.asks.iter_mut().for_each(|asks| *asks += &also(rows.len() - 1));
    }
    alike
}

/// What a department reads of places where the same is asked.
fn also(count: usize) -> String {
    format!("同様の箇所が、ほかに{}か所あります。", running_digits(&count.to_string()))
}

/// 「3～5、8」
fn ranges(rows: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match ranges.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*row) => *last = *row,
            _ => ranges.push((*row, *row)),
        }
    }
    let written = ranges.iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}～{last}"),
    });
    written.collect::<Vec<_>>().join("、")
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
            message: format!("{line}が違います。"),
            hints: Vec::new(),
            asks: None,
        }
    }

    #[test]
    fn the_same_in_many_rows_of_a_column_is_one_finding_that_names_them_all() {
        let found = |lines: &[u32], what: fn(u32) -> String| {
            let mut capped = CappedFindings::default();
            lines.iter().for_each(|line| capped.push_alike(finding(*line, Severity::Error), what(*line)));
            capped.finish().into_iter().map(|finding| finding.message).collect::<Vec<_>>()
        };
        let same = |_| "空".to_owned();
        let one = "2が違います。同じことが、ほかの行（3～5、8、10～11行目）にもあります。";
        assert_eq!(found(&[2, 5, 4, 3, 8, 11, 10], same), [one]);
        assert_eq!(found(&[2, 5], same).len(), 2);
        assert_eq!(found(&[2, 3, 4, 5], |line| line.to_string()).len(), 4);
        let many: Vec<u32> = (2..2_000).collect();
        assert_eq!(found(&many, same), ["2が違います。同じことが、ほかの行（3～1999行目）にもあります。"]);
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
