//! `issued-changed`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// What was handed out does not change: a paper of an issued stage comes out the same when it is made again.
pub const RULE: Rule = Rule {
    id: "issued-changed",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Calendar,
    what: "配った段階（`issued`）の資料が、作り直すと変わる。その段階は前のものを残す",
    why: "配った資料と手元の資料が、知らないうちに食い違わないため。変わる段階は、前のものを残す。",
    mend: "訂正するなら、段階に `correction = { date = …, reason = \"…\" }` を書く（正誤表ができる）",
    bad: "issued = 2020-02-07 の後に、実績値を直す",
    good: "correction = { date = 2020-02-12, reason = \"…\" } を書いてから直す",
    check: None,
};

/// What is said of a file of a stage that would not come out as it was handed out; `folder` is where that is kept, and
/// `again` whether it was a correction itself.
pub fn says(folder: &str, again: bool, message: String) -> Wording {
    let mend = match again {
        false => "段階に correction を書いてください",
        true => "correction を、今度の訂正の日付と理由に書き替えてください（issued は消す）",
    };
    RULE.says(
        message,
        format!(
            "この段階は前のものを残しました（配ったときの PDF は inputs/issued/{folder}/ にあります）。訂正するなら、{mend}。"
        ),
    )
}
