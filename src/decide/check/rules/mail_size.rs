//! `mail-size`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::text;
use crate::model::value::Cell;

/// The largest message that a recipient takes (受信上限) is a whole number of megabytes, and no message is larger.
pub const RULE: Rule = Rule {
    id: "mail-size",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Mail,
    what: "受信上限が整数でない。電子メールが受信上限を超える（その宛先には送らない）",
    why: "大きすぎる電子メールは、届かないまま気付かれないことがあるため。",
    mend: "受信上限を直すか、大きな添付を別の方法で送る",
    bad: "受信上限が「10MB以下」",
    good: "受信上限が「10」",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    let departments = cycle.departments.iter().map(|d| &d.mail_limit);
    let organizations = cycle.organizations.iter().map(|o| &o.mail_limit);
    let limits: Vec<&Cell> =
        departments.chain(organizations).chain(cycle.members.iter().map(|m| &m.mail_limit)).collect();
    for limit in limits {
        if megabytes(&limit.text).is_err() {
            check.report(
                &limit.origin,
                format!("「{}」は、受信上限として読めません。", limit.text),
                "MB（1,000,000バイト）の整数で書いてください（例 10）。分からなければ空にしてください。",
            );
        }
    }
}

/// What is written as a limit is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoLimit;

/// Reads a limit in whole megabytes; there is none if nothing is written.
///
/// # Errors
///
/// If it is no number from 1 to 9999.
pub fn megabytes(written: &str) -> Result<Option<u32>, NoLimit> {
    if written.is_empty() {
        return Ok(None);
    }
    match text::fold(written).parse() {
        Ok(limit @ 1..=9999) => Ok(Some(limit)),
        _ => Err(NoLimit),
    }
}
