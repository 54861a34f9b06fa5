//! `rounded-display`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A cell shows the whole value that it holds; where it shows a rounded one, that is read, and people are told.
pub const RULE: Rule = Rule {
    id: "rounded-display",
    severity: Severity::Warning,
    asks: Some("表示されている値と記録されている値とが異なります。正しい値を御回答ください。"),
    topic: Topic::Hidden,
    what: "見えている値が、セルの値を丸めたもの（文字の列では、千単位など値と違う数も）。見えている値を読む（何も見えない０は、値なし）",
    why: "見えている値と入っている値のどちらを報告したのか、確かめられるようにするため。見えている値を読む。",
    mend: "どちらを報告したのか確かめ、その値を書く",
    bad: "36.94 が、表示形式で 36.9 と見えている",
    good: "36.9 と書く",
    check: None,
};

/// What is said of a cell that shows another value than it holds, and of what was read of it.
pub fn rounded(shown: &str, held: &str, read: &str) -> Wording {
    if shown.is_empty() {
        return RULE.says(
            format!("表示形式により何も見えていませんが、セルの値は {held} です。空欄として読みました。"),
            "０を報告するなら、０と見えるように表示形式を「標準」にしてください。値がないなら、セルの値を消してください。",
        );
    }
    RULE.says(
        format!("表示形式により「{shown}」と見えていますが、セルの値は {held} です。{read} と読みました。"),
        "見えている値でよければ、その値を書いてください。違うなら、小数の桁の表示を増やしてください。",
    )
}
