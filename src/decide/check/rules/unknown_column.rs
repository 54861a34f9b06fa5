//! `unknown-column`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A table has no column that its form does not have; what stands in one is not used.
pub const RULE: Rule = Rule {
    id: "unknown-column",
    severity: Severity::Warning,
    asks: Some("様式にない欄に記入がありました。掲載を希望される場合は、様式の欄に御記入ください。"),
    topic: Topic::Files,
    what: "様式にない列がある。様式の列の名に、ほかの年（前年度、H29）、ほかの所（全国、他県）、ほかのもの（比、増減、率）を言う語が付いている（括弧の中、前後、上段の見出しのどこでも）。その内容は使わない",
    why: "書かれたことが、どの資料にも載らないまま見落とされないため。",
    mend: "列名の誤りなら直す",
    bad: "見出しに「担当者メモ」",
    good: "載せたいことは「課題」などの列に書く",
    check: None,
};

/// What is said of a column that nothing uses.
pub fn column(name: &str) -> Wording {
    RULE.says(
        format!("列「{name}」は様式にないので、内容は資料に載りません。"),
        "列名の誤りなら直してください。資料に載せたいことは、様式の列に書いてください。",
    )
    .asking(format!("様式にない欄「{name}」がありました。掲載を希望される場合は、様式の欄に御記入ください。"))
}

/// What is said of a column of `members.csv` that says who comes.
pub fn of_attendance(name: &str) -> Wording {
    RULE.says(
        format!("列「{name}」は使いません。出欠と代理者は、会議ごとに、inputs/replies/ に置いた回答から取ります。"),
        "この列を消し、出欠は inputs/replies/ に、会議ごとの回答として置いてください（書き方は inputs/README.md の「replies/」）。",
    )
}

/// What is said of a column that says a known one's words, and is of another time, body or kind.
pub fn of_another(name: &str, known: &str, word: &str) -> Wording {
    RULE.says(
        format!("列「{name}」は、「{word}」とあるので「{known}」とは別のものと見て、使いません。"),
        format!("この列が報告する「{known}」なら、見出しを「{known}」だけにしてください。"),
    )
    .asking(format!("様式にない欄「{name}」がありました。様式の「{known}」の内容であるか御確認ください。"))
}

/// What is said of a column whose name says another year than the rows report.
pub fn of_another_year(name: &str, known: &str, year: &str) -> Wording {
    RULE.says(
        format!("列「{name}」は、「{year}」とあり、行の年度と違うので、「{known}」として使いません。"),
        format!("行の年度の値なら、見出しを「{known}」だけにしてください。年度が誤りなら、行の年度を直してください。"),
    )
    .asking(format!("「{name}」の年度が、年度の欄と一致していません。「{known}」の値であるか御確認ください。"))
}

/// What is said of the values of a column without a name, or to the right of the table: the first, and how many there
/// are.
pub fn values_without_column(text: &str, count: usize) -> Wording {
    let message = match count {
        1 => format!("見出しのない列に「{text}」とあります。資料には載りません。"),
        _ => format!("見出しのない列に、値が{count}か所あります（「{text}」など）。資料には載りません。"),
    };
    RULE.says(message, "載せたいことは、様式の列に書いてください。")
}
