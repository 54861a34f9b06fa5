//! `value-missing`

use crate::decide::check::rule::{Check, Rule, Topic, Wording};
use crate::decide::evaluate::{self, Expected};
use crate::decide::flaw::Flaw;
use crate::ground::finding::Severity;
use crate::ground::text;
use crate::model::indicator::{Certainty, Indicator, IndicatorKind};
use crate::model::no_answer::{is_no_answer, is_no_name};
use crate::model::reply::Attendance;
use crate::model::value::UNRESOLVED;

/// A cell that can't be done without is filled in.
pub const RULE: Rule = Rule {
    id: "value-missing",
    severity: Severity::Error,
    asks: Some("必要な事項の記入がありません。御回答ください。"),
    topic: Topic::Values,
    what: "欠かせない欄が空、代理者の名や職が「調整中」「同上」など（目安値に「目安の理由」がないものは、注意）",
    why: "率が計算できず、資料に「確認中」と載るため。",
    mend: "その欄を書く",
    bad: "実績値があり、実績年度が空",
    good: "実績年度に H30",
    check: Some(check),
};

/// What is said of an empty cell that must be filled in.
pub fn empty(column: &str) -> Wording {
    RULE.says(format!("「{column}」が空です。"), format!("「{column}」を書いてください。"))
}

/// What is said of a row without a day on which it came; the file as `received.csv` would name it.
pub fn no_day(file: &str) -> Wording {
    RULE.says(
        "「受付日」がなく、いつ届いたかが分かりません。",
        format!("「受付日」を書くか、received.csv に「{file},受け取った日」を足してください（日は 2020-01-10 のように）。"),
    )
}

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    proxies(check);
    for row in facts.rows().filter(|r| !r.is_repeat()) {
        let flaws = facts.flaws(row);
        let needed = flaws.iter().filter_map(|flaw| match flaw {
            Flaw::Missing(column) => Some((*column, "それまで資料には「確認中」と載ります。")),
            _ => None,
        });
        let is_asked = |column: &&str| facts.cycle.return_columns.find(column).is_some();
        let unnamed = unnamed(row).into_iter().filter(is_asked).map(|column| (column, ""));
        for (column, unresolved) in unnamed.chain(needed) {
            check.report_to(
                &row.department,
                row.cell(column).map_or(&row.origin, |cell| &cell.origin),
                format!("「⟨{column}⟩」が空です。"),
                format!("「⟨{column}⟩」を書いてください。{unresolved}"),
            );
        }
        let settings = &facts.cycle.settings;
        let judged = || evaluate::judge(row, &settings.evaluation, settings.cycle.fiscal_year);
        if (row.expected_note.is_empty() || is_no_answer(&row.expected_note.text))
            && matches!(judged().expected, Expected::Stated(_))
        {
            let wording = RULE.says(
                format!("⟨目安値⟩ {} があり、「⟨目安の理由⟩」が空です。", row.expected.cell.text),
                "目安を自分で示す理由を「⟨目安の理由⟩」に書くか、⟨目安値⟩を空にしてください（空なら計算します）。",
            );
            let wording = Wording { severity: Severity::Warning, ..wording };
            let wording = wording
                .asking("⟨目安値⟩の記入がありますが、⟨目安の理由⟩の記入がありません。理由を御回答ください。");
            check.report_asking(&row.department, &row.expected.cell.origin, wording);
        }
    }
}

/// A proxy is named as the roster names members: by name, or by post where it shows posts only. What stands there is a
/// name or a post, and not that one is to come.
fn proxies(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    for reply in cycle.replies.iter().filter(|r| r.attendance.value() == Some(&Attendance::Proxy)) {
        let Some(member) = cycle.members.iter().find(|member| member.code.text == reply.member.text) else {
            continue;
        };
        let cells = [("代理者の氏名", &reply.proxy_name), ("代理者の職", &reply.proxy_post)];
        let unnamed: Vec<_> = cells.into_iter().filter(|(_, cell)| is_no_name(&cell.text)).collect();
        // Of what can't be taken as it stands it was said why.
        for (column, cell) in unnamed.iter().filter(|(_, cell)| cell.text != UNRESOLVED) {
            check.report(
                &cell.origin,
                format!("「{column}」が「{}」で、誰が来るのか分かりません。", text::excerpt(&cell.text)),
                format!("決まったら、その人の「{column}」を書いてください。それまでその欄は使いません（ほかに名がなければ「確認中」と載ります）。"),
            );
        }
        let is_named = !reply.proxy_name.is_empty() || member.name.is_empty() && !reply.proxy_post.is_empty();
        if !is_named && unnamed.is_empty() {
            check.report(
                &reply.proxy_name.origin,
                "出欠が「代理」で、代理者の氏名が空です。".into(),
                match (member.name.is_empty(), reply.proxy_post.is_empty()) {
                    (true, _) => {
                        "「代理者の職」か「代理者の氏名」を書いてください。それまで「確認中」と載ります。"
                    }
                    (false, true) => "「代理者の氏名」を書いてください。それまで「確認中」と載ります。",
                    (false, false) => "「代理者の氏名」を書いてください。",
                },
            );
        }
    }
}

/// What the row is printed without, and still needs: the columns whose cells are empty.
fn unnamed(row: &Indicator) -> Vec<&'static str> {
    let numbers = [&row.baseline, &row.target, &row.actual];
    let numeric = numbers.iter().any(|f| f.value().is_some_and(|number| number.grade.is_none()));
    let in_words = row.kind.value() == Some(&IndicatorKind::Qualitative);
    let is_final = !in_words && row.certainty.value() == Some(&Certainty::Final);
    let columns = [
        (row.name.is_empty(), "指標名"),
        (numeric && row.unit.is_empty(), "単位"),
        (is_final && row.actual.is_absent(), "実績値"),
    ];
    columns.into_iter().filter(|(missing, _)| *missing).map(|(_, column)| column).collect()
}
