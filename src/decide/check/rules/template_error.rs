//! `template-error`

use crate::decide::check::rule::Rule;
use crate::ground::finding::Severity;

pub const RULE: Rule = Rule {
    id: "template-error",
    severity: Severity::Error,
    what: "テンプレート（templates/）は、誤りなく組めること。",
    why: "崩れた資料を配らないため。誤りのある資料は作らず、その段階は前のものを残す。",
    bad: "#fig(v.valeu)",
    good: "#fig(v.value)",
    check: None,
};
