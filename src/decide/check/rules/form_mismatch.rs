//! `form-mismatch`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;
use crate::model::stage::FormKind;

/// A form that comes back is the one that was sent to this recipient this year, its locked cells unchanged.
pub const RULE: Rule = Rule {
    id: "form-mismatch",
    severity: Severity::Error,
    asks: Some(
        "送付した様式と異なる様式が提出されています。お手数ですが、送付した様式に御記入の上、再度御提出ください。",
    ),
    topic: Topic::Files,
    what: "戻った様式（.xlsx）が、ほかの部署あて、別の年度のもの、書き込まない欄の変わったもの。別の様式のフォルダにあるもの（CSV も。`submissions/` にある対応報告書など。誰からも届いていないものとする）",
    why: "ほかの部署や去年の様式の値を、この部署の今年の値として載せないため。このファイルは読まない。",
    mend: "送った様式に書き直してもらうか、CSV にする。別の様式のものは、その様式のフォルダに移す",
    bad: "土木部あての様式を kenfuku.xlsx として置く",
    good: "kenfuku あての様式を kenfuku.xlsx として置く",
    check: None,
};

/// What is said of a form that was sent to another recipient, whose code is given.
pub fn of_another(recipient: &str) -> Wording {
    RULE.says(
        format!("この様式は「{recipient}」あてのものです。"),
        "ファイル名か、差出人を確かめてください。このファイルは読みません。",
    )
}

/// What is said of a form of another kind than those of its folder.
pub fn of_another_folder(form: FormKind) -> Wording {
    let (label, folder) = (form.label(), form.folder());
    RULE.says(
        format!("このファイルは{label}です。このフォルダのものとしては読みません。"),
        format!("inputs/{folder}/ に移してください。"),
    )
}

/// What is said of a form of another cycle, whose id is given.
pub fn of_another_cycle(cycle: &str) -> Wording {
    RULE.says(
        format!("この様式は別の年度（{cycle}）のものです。"),
        "今年の様式に書いたものをもらってください。このファイルは読みません。",
    )
}

/// What is said of a form whose fixed cells were changed.
pub fn changed() -> Wording {
    RULE.says(
        "書き込まない欄（灰色の欄と見出し）が変わっています。",
        "配られた様式に書き直してもらうか、CSV にしてください。このファイルは読みません。",
    )
}
