//! `year-format`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::Cause;

pub const RULE: Rule = Rule {
    id: "year-format",
    severity: Severity::Error,
    what: "年度の欄は年又は年度として読め、一つの指標の中ではどちらかにそろっていること。",
    why: "年と年度は別の期間だから。",
    bad: "平成三十年頃",
    good: "平成30年度",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::Year { text } => Some((
            format!("「{text}」は年度として読めません。"),
            "平成30年度、H30、2018、令和２年 のように書いてください。".into(),
        )),
        Cause::MixedYears { text } => Some((
            format!("この行の{text}には、年と年度が混ざっています。"),
            "基準・目標・実績の年を、年か年度のどちらかにそろえてください。".into(),
        )),
        _ => None,
    });
}
