//! `row-not-read`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// Tells of rows and sheets that were passed over: sums, notes, a repeated header, a sheet without one.
pub const RULE: Rule = Rule {
    id: "row-not-read",
    severity: Severity::Note,
    asks: None,
    topic: Topic::Files,
    what: "合計、注記、もう一度の見出し、列の番号の行、見出しのないシート、記入例のシートに例でない行がある（読まない）",
    why: "読まなかったものが、読んだと思われないため。合計の行、表の下の注記、見出しのないシートは読まない。",
    mend: "指標の行なら、取組番号と指標番号を書く",
    bad: "取組名が「小計」の行",
    good: "合計の行を消す",
    check: None,
};

/// What is said of a row of sums.
pub fn total() -> Wording {
    RULE.says("合計の行と見て、読みませんでした。", "指標の行なら、⟨取組番号⟩と⟨指標番号⟩を書いてください。")
}

/// What is said of a row that repeats the header, or numbers its columns.
pub fn header_again() -> Wording {
    RULE.says("見出しや列の番号の行と見て、読みませんでした。", "表の途中の見出しの行は、消してください。")
}

/// What is said of a remark above or below the table.
pub fn note(text: &str) -> Wording {
    RULE.says(format!("表の注記「{text}」は読みませんでした。"), "載せたいことは⟨備考⟩の欄に書いてください。")
}

/// What is said of rows that are no examples, on the sheet that shows how to fill in the form.
pub fn on_example_sheet(lines: &[u32]) -> Wording {
    RULE.says(
        format!(
            "記入の説明のシートに、例でないらしい行が{}行あります。このシートは読みませんでした。",
            lines.len()
        ),
        "出す行なら、調査票のシートに写してください。",
    )
}

/// What is said of a sheet without a header beside one that has one.
pub fn sheet() -> Wording {
    RULE.says(
        "見出しの行がないので、このシートは読みませんでした。",
        "出す表なら、列の名前の行を足してください。",
    )
}
