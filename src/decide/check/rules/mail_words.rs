//! `mail-words`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A message has a subject that a header can hold, and something to read.
pub const RULE: Rule = Rule {
    id: "mail-words",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Mail,
    what: "電子メールの文面（`mail` の `words`）から作った件名か本文が空、又は件名に使えない文字がある。その宛先の電子メールは書かない（通知文などは作る）",
    why: "何の知らせか分からない電子メールは、開かれないか、迷惑メールとされるため。",
    mend: "文面の一行目に件名、空の行の後に本文を書く",
    bad: "文面のファイルが空",
    good: "一行目が「進捗状況について（照会）」、三行目からが本文",
    check: None,
};

/// What is said of a message that can't be written as it is: what is wrong, and who gets none.
pub fn unfit(wrong: &str, first: &str, others: usize) -> Wording {
    let more = if others == 0 { String::new() } else { format!("ほか{others}件") };
    RULE.says(
        format!("{wrong}。「{first}」{more}への電子メールは書きません。"),
        "文面の一行目に件名を、空の行の後に本文を書いてください。",
    )
}
