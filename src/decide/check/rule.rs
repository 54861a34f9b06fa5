//! What a rule is, what it says, and how it looks for what breaks it.

use super::capped::CappedFindings;
use super::facts::Facts;
use crate::ground::finding::{Finding, Severity};
use crate::ground::origin::Origin;

/// A rule: what is demanded of the inputs.
#[derive(Debug)]
pub struct Rule {
    /// The stable English id.
    pub id: &'static str,
    /// How bad breaking it is; a check may lower it for a case.
    pub severity: Severity,
    /// What the department that sent it is asked, in the words of an official letter: it knows its form and no files,
    /// rows or columns. None where the matter is the secretariat's own.
    pub asks: Option<&'static str>,
    /// Below which heading the table of rules lists it.
    pub topic: Topic,
    /// What it finds, and what becomes of it.
    pub what: &'static str,
    /// What would go wrong without it.
    pub why: &'static str,
    /// What to do about it.
    pub mend: &'static str,
    /// What breaks it.
    pub bad: &'static str,
    /// What to write instead.
    pub good: &'static str,
    /// Looks for what breaks it in the facts. None if there is nothing to look for: the findings of some rules are made
    /// by reading (`number-format`; the rule only words them), those of others by a later step (`template-error`).
    pub check: Option<fn(&mut Check<'_>)>,
}

/// What a department is asked whose form can't be read at all.
pub(super) const SEND_AGAIN: &str = "提出された様式の内容を読み取ることができませんでした。お手数ですが、送付した様式に御記入の上、再度御提出ください。";

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Files, their encoding, their sheets and headers: a PDF among the returns.
    Files,
    /// Codes and numbers, and whether what they point to is there: a department that no list has.
    Codes,
    /// Cells that show something else than they hold: hidden rows, rounded values, struck-out words.
    Hidden,
    /// Which returns and rows came: one that is missing, late, sent twice or sent for another department.
    Returns,
    /// Single values: a number, date or year that can't be read, a word that is no choice.
    Values,
    /// Targets and results that don't go together: a target year before the baseline year.
    Targets,
    /// Addresses and sizes of messages.
    Mail,
    /// Deadlines, and stages that were handed out: a deadline on a Sunday.
    Calendar,
    /// Templates and the words in them: a typing error in `{{ … }}`.
    Templates,
}

impl Topic {
    /// Every topic, in the order of the table of rules.
    pub const ALL: [Self; 9] = [
        Self::Files,
        Self::Codes,
        Self::Hidden,
        Self::Returns,
        Self::Values,
        Self::Targets,
        Self::Mail,
        Self::Calendar,
        Self::Templates,
    ];

    /// The heading in the table of rules.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Files => "ファイルと文字",
            Self::Codes => "コードと番号",
            Self::Hidden => "見えるものと中身",
            Self::Returns => "調査票のそろい方",
            Self::Values => "値",
            Self::Targets => "目標と実績",
            Self::Mail => "電子メール",
            Self::Calendar => "日程と配布",
            Self::Templates => "テンプレート",
        }
    }
}

impl Rule {
    /// What the rule says of something that breaks it: what is wrong, and what to write instead.
    pub fn says(&self, message: impl Into<String>, hint: impl Into<String>) -> Wording {
        Wording {
            rule: self.id,
            severity: self.severity,
            message: message.into(),
            hint: hint.into(),
            asks: self.asks.map(Into::into),
        }
    }

    /// A finding of this rule.
    pub fn finding(&self, origin: Origin, message: String, hint: String) -> Finding {
        self.says(message, hint).at(origin)
    }
}

/// What a rule says of something that breaks it, wherever it stands.
#[derive(Debug)]
pub struct Wording {
    /// The rule's id.
    pub rule: &'static str,
    /// How bad it is: the severity of the rule.
    pub severity: Severity,
    /// What is wrong, in Japanese as the secretariat reads it: 「文字コードを読めません。」
    pub message: String,
    /// What to write instead; nothing if it is empty.
    pub hint: String,
    /// What the department that sent it is asked; none where the matter is the secretariat's own.
    pub asks: Option<String>,
}

impl Wording {
    /// Asks the department more exactly than the rule does.
    pub fn asking(self, asks: impl Into<String>) -> Self {
        Self { asks: Some(asks.into()), ..self }
    }

    /// The finding at a place.
    pub fn at(self, origin: Origin) -> Finding {
        let Self { rule, severity, message, hint, asks } = self;
        let hints = if hint.is_empty() { Vec::new() } else { vec![hint] };
        Finding { rule, severity, origin, department: None, message, hints, asks }
    }
}

/// A rule at work: what it looks at, and where its findings go.
pub struct Check<'a> {
    /// What the rule looks at.
    pub facts: &'a Facts<'a>,
    rule: &'static Rule,
    findings: &'a mut CappedFindings,
}

impl<'a> Check<'a> {
    /// Sets a rule to work on the facts; what it finds is added to `findings`.
    pub fn new(rule: &'static Rule, facts: &'a Facts<'a>, findings: &'a mut CappedFindings) -> Self {
        Self { facts, rule, findings }
    }

    /// Reports a place that breaks the rule.
    pub fn report(&mut self, origin: &Origin, message: String, hint: impl Into<String>) {
        self.findings.push(self.rule.finding(origin.clone(), message, hint.into()));
    }

    /// Reports a place with a severity that is lower than the rule's own.
    pub fn report_lower(
        &mut self,
        severity: Severity,
        origin: &Origin,
        message: String,
        hint: impl Into<String>,
    ) {
        let finding = self.rule.finding(origin.clone(), message, hint.into());
        self.findings.push(Finding { severity, ..finding });
    }

    /// Reports a place that a department can mend.
    pub fn report_to(&mut self, department: &str, origin: &Origin, message: String, hint: impl Into<String>) {
        self.report_as(self.rule.severity, department, origin, message, hint);
    }

    /// Reports a place that a department can mend. Those of a column in which the same is wrong are one finding, though
    /// each names its own value.
    pub fn report_alike(
        &mut self,
        department: &str,
        origin: &Origin,
        what: impl Into<String>,
        message: String,
        hint: impl Into<String>,
    ) {
        let finding = self.rule.finding(origin.clone(), message, hint.into());
        let finding = Finding { department: Some(department.into()), ..finding };
        self.findings.push_alike(finding, what.into());
    }

    /// Reports a place that a department can mend, and asks it more exactly than the rule does.
    pub fn report_asking(&mut self, department: &str, origin: &Origin, wording: Wording) {
        self.findings.push(Finding { department: Some(department.into()), ..wording.at(origin.clone()) });
    }

    /// Reports a place that a department can mend, with another severity than the rule's own.
    pub fn report_as(
        &mut self,
        severity: Severity,
        department: &str,
        origin: &Origin,
        message: String,
        hint: impl Into<String>,
    ) {
        let finding = self.rule.finding(origin.clone(), message, hint.into());
        self.findings.push(Finding { severity, department: Some(department.into()), ..finding });
    }
}
