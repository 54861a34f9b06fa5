//! `unit-mismatch`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A unit written with a number is the one of the unit column: no 「千円」 where the column says 円.
pub const RULE: Rule = Rule {
    id: "unit-mismatch",
    severity: Severity::Error,
    asks: Some("記入された単位が、⟨単位⟩の欄と一致していません。⟨単位⟩の欄の単位による値を御回答ください。"),
    topic: Topic::Values,
    what: "数や見出しに付いた単位が、単位の列と違う（見出しなら、その列は使わない）。単位が40字より長い",
    why: "千円と円のような取り違えを載せないため。",
    mend: "単位の列の単位で、数字だけを書く",
    bad: "単位が千円で、値が 1,200円",
    good: "1,200",
    check: None,
};

/// What is said of a unit inside the number that is not that of the 単位 column.
pub fn other_unit(text: &str, found: &str, expected: &str) -> Wording {
    if expected.is_empty() {
        return RULE.says(
            format!("「{text}」に単位「{found}」がありますが、⟨単位⟩の欄が空です。"),
            format!("⟨単位⟩の欄に「{found}」と書いてください。"),
        );
    }
    RULE.says(
        format!("「{text}」の単位「{found}」が、⟨単位⟩の欄「{expected}」と違います。"),
        format!("単位「{expected}」での値を、数字だけで書いてください。"),
    )
}

/// What is said of a column whose name says another unit than the rows have.
pub fn of_column(name: &str, unit: &str, expected: &str) -> Wording {
    RULE.says(
        format!(
            "見出し「{name}」の単位「{unit}」が、⟨単位⟩の欄「{expected}」と違います。この列は使いません。"
        ),
        "どちらの単位での値か確かめ、⟨単位⟩の欄の単位での値に直し、見出しの単位を消してください。",
    )
}

/// What is said of a unit that is longer than units are.
pub fn long_unit(text: &str, most: usize) -> Wording {
    RULE.says(
        format!("単位「{text}」が長すぎます（{most}字まで）。"),
        "単位だけを書き、説明は⟨備考⟩に書いてください。",
    )
}
