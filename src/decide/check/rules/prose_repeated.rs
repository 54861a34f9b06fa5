//! `prose-repeated`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::text;

/// What was done this year is not word for word what was done last year.
pub const RULE: Rule = Rule {
    id: "prose-repeated",
    severity: Severity::Warning,
    asks: Some("記述が前年と同じです。この１年の内容を御回答ください。"),
    topic: Topic::Targets,
    what: "取組内容・実績が、前の年（`previous/`）の同じ指標のものと一字一句同じ（空白と全角・半角を問わない。10字より短いものを除く）",
    why: "前の年の文を写したままの資料を配らないため。",
    mend: "この年に行ったことを書く。同じでよければ、そのままでよい",
    bad: "前の年と同じ「申請の入口を一つの画面にまとめた。」",
    good: "「申請の入口に、検索の欄を設けた。」",
    check: Some(check),
};

/// Shorter words are alike by themselves: 継続, 上記のとおり.
const LEAST: usize = 10;

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for row in facts.rows().filter(|row| !row.is_repeat()) {
        let Some(before) = facts.year_before(row) else { continue };
        let (now, was) = (text::fold(&row.activity.text), text::fold(&before.activity.text));
        if now == was && now.chars().count() >= LEAST {
            check.report_alike(
                &row.department,
                &row.activity.origin,
                "⟨取組内容・実績⟩",
                format!(
                    "⟨取組内容・実績⟩「{}」が、前の年と一字一句同じです。",
                    text::excerpt(&row.activity.text)
                ),
                "この年に行ったことを書いてください。同じでよければ、そのままで構いません。",
            );
        }
    }
}
