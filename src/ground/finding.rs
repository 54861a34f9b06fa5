//! Findings: what is wrong with the inputs, collected and never thrown.

use serde::Serialize;

use super::origin::Origin;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing, nothing to do.
    Note,
    /// Usable, but someone must look.
    Warning,
    /// A value can't be used, or a paper would be wrong.
    Error,
}

impl Severity {
    /// The word printed before a message.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Note => "参考",
            Severity::Warning => "注意",
            Severity::Error => "エラー",
        }
    }
}

/// One thing that is wrong, where, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's stable English id, as in `number-format`.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub origin: Origin,
    /// The code of the department that can mend it, if one can.
    pub department: Option<String>,
    /// What was read and what is wrong with it, one Japanese sentence.
    pub message: String,
    /// What to write or do instead, one sentence each.
    pub hints: Vec<String>,
    /// What the department is asked, in the words of an official letter; none where the matter is the secretariat's own.
    pub asks: Option<String>,
}

/// All findings of a run.
#[derive(Debug, Clone, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Puts the findings in the order of their places. Two of one place, rule and message become one, with the hints of
    /// both.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| {
            (&a.origin, a.rule, &a.message, &a.hints).cmp(&(&b.origin, b.rule, &b.message, &b.hints))
        });
        self.0.dedup_by(|later, first| {
            let same =
                (&later.origin, later.rule, &later.message) == (&first.origin, first.rule, &first.message);
            if same {
                later.hints.retain(|hint| !first.hints.contains(hint));
                first.hints.append(&mut later.hints);
            }
            same
        });
    }

    /// All findings, in their order.
    pub fn as_slice(&self) -> &[Finding] {
        &self.0
    }

    /// The findings, in their order.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    /// How many are as bad as that, no better and no worse.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|f| f.severity == severity).count()
    }

    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, iter: I) {
        self.0.extend(iter);
    }
}
