//! `cell-comment`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A comment on a cell is pointed out, since no paper prints it.
pub const RULE: Rule = Rule {
    id: "cell-comment",
    severity: Severity::Warning,
    asks: Some(
        "様式に注記又は図形による書き込みがあります。資料に掲載する内容であれば、該当する欄又は⟨備考⟩の欄に御記入ください。",
    ),
    topic: Topic::Hidden,
    what: "セルにコメントがある、表の上に字のある図形（テキスト ボックス、SmartArt など）がある。資料には載らない",
    why: "コメントはどの資料にも載らず、値の条件が見落とされるため。",
    mend: "備考や実績の区分に書いてもらう",
    bad: "実績値のコメントに「速報」",
    good: "実績の区分に 速報、備考に その旨",
    check: None,
};

/// What is said of a comment on a cell.
pub fn comment(text: &str) -> Wording {
    RULE.says(
        format!("コメント「{text}」が付いています。コメントは資料に載りません。"),
        "値に関わることなら、⟨備考⟩や⟨実績の区分⟩に書いてください。",
    )
    .asking(format!(
        "「{text}」との注記があります。資料に掲載する内容であれば、該当する欄又は⟨備考⟩の欄に御記入ください。"
    ))
}

/// What is said of a text box, or another shape with words, over the table.
pub fn text_box(text: &str) -> Wording {
    RULE.says(
        format!("表の上の図形に「{text}」とあります。図形の字は資料に載りません。"),
        "値の訂正ならセルの値を直し、ほかのことなら⟨備考⟩に書いて、図形を消してください。",
    )
    .asking(format!("「{text}」との書き込みがあります。資料に掲載する内容であれば、該当する欄又は⟨備考⟩の欄に御記入ください。"))
}
