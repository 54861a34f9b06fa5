//! `rounded-display`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::Cause;

pub const RULE: Rule = Rule {
    id: "rounded-display",
    severity: Severity::Warning,
    what: "セルの値は、見えているとおりの桁であること。",
    why: "見えている値と入っている値のどちらを報告したのか、確かめられるようにするため。見えている値を読む。",
    bad: "36.94 が、表示形式で 36.9 と見えている",
    good: "36.9 と書く",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::Rounded { shown, held, .. } if shown.is_empty() => Some((
            format!("表示形式により何も見えていませんが、セルの値は {held} です。空欄として読みました。"),
            "０を報告するなら、０と見えるように表示形式を「標準」にしてください。値がないなら、セルの値を消してください。"
                .into(),
        )),
        Cause::Rounded { shown, held, read } => Some((
            format!(
                "表示形式により「{shown}」と見えていますが、セルの値は {held} です。{read} と読みました。"
            ),
            "見えている値でよければ、その値を書いてください。違うなら、小数の桁の表示を増やしてください。"
                .into(),
        )),
        _ => None,
    });
}
