//! `header-renamed`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A column has the form's name; one that is much like it is read, and people are told.
pub const RULE: Rule = Rule {
    id: "header-renamed",
    severity: Severity::Warning,
    asks: Some("様式の欄の名称が変更されています。記入された内容に誤りがないか御確認ください。"),
    topic: Topic::Files,
    what: "列名が様式と違い、よく似た列として読んだ",
    why: "よく似た名前の列は、その列として読む。取り違えていないかを、人が確かめられるようにするため。",
    mend: "取り違えていないか確かめ、様式の名にそろえる",
    bad: "見出しに「対象年度目標値」",
    good: "目標値",
    check: None,
};

/// What is said of a name of the header that was taken for a column that it is like.
pub fn renamed(name: &str, known: &str) -> Wording {
    RULE.says(
        format!("列「{name}」を「{known}」として読みました。"),
        format!("違うときは、列の名前を直してください。合っているときも、様式の名前「{known}」にそろえてください。"),
    )
    .asking(format!("「{name}」の欄を、様式の「{known}」の欄として取り扱っています。誤りがないか御確認ください。"))
}
