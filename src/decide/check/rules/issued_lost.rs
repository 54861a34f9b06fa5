//! `issued-lost`

use chrono::NaiveDate;

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;
use crate::ground::wareki;

/// What was handed out is known: there is a record of it, or it still lies in `out/`.
pub const RULE: Rule = Rule {
    id: "issued-lost",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Calendar,
    what: "配った段階（`issued`）、又は配った訂正（`correction` の `issued`）の記録（`inputs/issued/`）がなく、`out/` にも配ったものがないか、変わっている。記録が欠けているか、書き換えられている。`out/` にあるものが、送付簿にある、送ったものと違う。`out/` の訂正を配ったかどうかが分からない。その段階は作らない",
    why: "配ったものと違うものを、配ったものとして残さないため。",
    mend: "配ったときの `out/` を戻して作る。欠けた記録は、バックアップから戻す。ないときは、`issued` を外して作り、配ったものと同じことを確かめてから、`issued` を書いて、もう一度作る",
    bad: "out/ を消してから、issued = 2020-02-07 を書く",
    good: "配ったものが out/ にあるうちに、issued = 2020-02-07 を書いて作る",
    check: None,
};

/// What is said of a stage of which nobody knows what was handed out; `why` is a sentence without its full stop.
pub fn says(why: &str) -> Wording {
    RULE.says(
        format!("配ったものの記録がなく、{why}。この段階は作りません。"),
        "配ったときの out/ を戻して、もう一度作ってください。ないときは、issued（と correction）を外して作り、配ったものと同じことを確かめてから、書き戻してもう一度作ってください。",
    )
}

/// What is said of a stage of which another message was sent to `addressee` than lies in `out/`.
pub fn sent_otherwise(addressee: &str) -> Wording {
    RULE.says(
        format!(
            "「{addressee}」に送った電子メールは、out/ にあるものと違います（送った後に作り直されています）。この段階は作りません。"
        ),
        "issued と correction を外し、送ったときの入力に戻して作り、shiryo send の下見で「送付済み」になることを確かめてから、issued を書いて作ってください。その後で、入力を直し、correction を書いて作ってください。",
    )
}

/// What is said of a stage whose record lacks a part or was changed; `path` is the part.
pub fn broken(path: &str) -> Wording {
    RULE.says(
        format!("{path}: 配ったものの記録が、欠けているか、書き換えられています。この段階は作りません。"),
        "バックアップから、この段階の記録を元に戻して、もう一度作ってください。",
    )
}

/// What is said of a stage that was made as a correction of this date, has no record of it, and now declares another or
/// none: nobody says whether people hold the former in hand.
pub fn replaced(date: NaiveDate) -> Wording {
    let day = wareki::date(date);
    RULE.says(
        format!(
            "out/ にある{day}の訂正（correction）を、配ったかどうかが分かりません。この段階は作りません。"
        ),
        "配ったのなら、前の correction に戻して issued（配った日）を書き足し、一度作ってから、書き替えてください。配っていないなら、out/ のこの段階の「正誤表.pdf」を消してから作ってください。",
    )
}
