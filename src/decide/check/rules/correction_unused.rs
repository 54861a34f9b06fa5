//! `correction-unused`

use chrono::NaiveDate;

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;
use crate::ground::wareki;

/// A line of `corrections.csv` changes a value, and a paper shows the change.
pub const RULE: Rule = Rule {
    id: "correction-unused",
    severity: Severity::Warning,
    asks: None,
    topic: Topic::Returns,
    what: "`corrections.csv` の訂正が、行や列を指していない、もうその値である、どの締切よりも後である、又は後から届いた調査票に替わった",
    why: "訂正したつもりの値が訂正されず、又は要らなくなった訂正が残らないため。",
    mend: "書き誤りなら直す。替わったものは、新しい値を確かめる",
    bad: "訂正日の後に、部署から直した調査票が届いた",
    good: "corrections.csv から、その行を消す",
    check: None,
};

/// What is said of a correction that corrects nothing.
pub fn corrects_nothing(why: &str) -> Wording {
    RULE.says(
        format!("この訂正は使われません。{why}。"),
        "部署、取組番号、指標番号、列、訂正日を確かめ、要らなければ行を消してください。",
    )
}

/// What is said of a correction of a value that came anew since.
pub fn overtaken(received: NaiveDate) -> Wording {
    RULE.says(
        format!(
            "訂正の後、{}に新しい調査票が届きました。その後の資料には、訂正した値を使いません。",
            wareki::date(received)
        ),
        "新しい調査票の値を確かめ、まだ要るなら、訂正日を改めた行を足してください。この行は、前の資料のために残します。",
    )
}
