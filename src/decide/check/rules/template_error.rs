//! `template-error`

use crate::decide::check::rule::{Rule, Topic};
use crate::ground::finding::Severity;

/// Templates and the words filled into them can be set; else the stage keeps the papers that it had.
pub const RULE: Rule = Rule {
    id: "template-error",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Templates,
    what: "テンプレートや `{{ … }}` の誤り、会議体や座席のない名簿・座席表、配ったもののない正誤表で、資料を組めない。その段階は前に作ったものを残す。`check` は文面と宣言の誤りまで、`build` は組版の誤りも見付ける",
    why: "崩れた資料を配らないため。誤りのある資料は作らず、その段階は前のものを残す。",
    mend: "知らせの場所を直す",
    bad: "#fig(v.valeu)",
    good: "#fig(v.value)",
    check: None,
};
