//! `mail-shared-address`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::model::same_mail::{SameMail, same_mails};

/// No two recipients have the same address, unless the cycle allows it.
pub const RULE: Rule = Rule {
    id: "mail-shared-address",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Mail,
    what: "二つの宛先（部署、団体、構成員）の電子メールが同じ、又は事務局のもの（`[secretariat]` の `mail`）と同じ。どちらにも送らない。同じ人（二つの会議の構成員、部署の長である構成員）は除く",
    why: "一方の書き誤りなら、通知文がほかの人に届くため。",
    mend: "正しい宛先にする。分け合うなら `[mail]` の `shared` に書く",
    bad: "福祉課と企画課の電子メールが、どちらも kikaku@pref.example",
    good: "福祉課は fukushi@pref.example（一つを分け合うなら、cycle.toml の [mail] shared に書く）",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    for SameMail { later, other, place } in same_mails(check.facts.cycle) {
        check.report(
            &later.mail().origin,
            format!(
                "「{}」の電子メール「{}」は、「{other}」のもの（{place}）と同じです。",
                later.addressee(),
                later.mail().text
            ),
            "正しい宛先にしてください。一つを分け合うなら、cycle.toml の [mail] の shared に書いてください（書くまで、どちらにも送りません）。",
        );
    }
}
