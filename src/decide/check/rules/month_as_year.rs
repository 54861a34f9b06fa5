//! `month-as-year`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::ground::wareki::Year;
use crate::model::cause::Cause;

pub const RULE: Rule = Rule {
    id: "month-as-year",
    severity: Severity::Warning,
    what: "年度の欄には、年月ではなく年度が書かれていること。",
    why: "一月から三月までは、年と年度が違うため。その月を含む年度として読む。",
    bad: "平成31年3月",
    good: "平成30年度",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::MonthAsYear { text, year } => Some((
            format!("「{text}」を{}として読みました。", Year { western: *year, fiscal: true }.print()),
            format!(
                "その年度でよければ「{}」と書き、違うなら年度を書いてください。",
                Year { western: *year, fiscal: true }.print()
            ),
        )),
        _ => None,
    });
}
