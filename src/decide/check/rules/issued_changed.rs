//! `issued-changed`

use crate::decide::check::rule::Rule;
use crate::ground::finding::Severity;

pub const RULE: Rule = Rule {
    id: "issued-changed",
    severity: Severity::Error,
    what: "配った段階（issued）の資料は、訂正（correction）を宣言するまで変わらないこと。",
    why: "配った資料と手元の資料が、知らないうちに食い違わないため。変わる段階は、前のものを残す。",
    bad: "issued = 2020-02-07 の後に、実績値を直す",
    good: "correction = { date = 2020-02-12, reason = \"…\" } を書いてから直す",
    check: None,
};
