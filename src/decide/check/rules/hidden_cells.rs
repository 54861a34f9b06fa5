//! `hidden-cells`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::Cause;

pub const RULE: Rule = Rule {
    id: "hidden-cells",
    severity: Severity::Warning,
    what: "行、列、シートが隠れていないこと。",
    why: "見えない値が、出した人の知らないまま載らないため。隠れた行と列は読み、隠れたシートは読まない。",
    bad: "フィルターで隠れた行がある",
    good: "すべての行を表示して保存する",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::HiddenRows { lines } => Some((
            format!("隠れている行があります（{}行目）。値は読みました。", listed(lines)),
            "フィルターを解き、行を再表示して、載せてよい行か確かめてください。要らない行は消してください。"
                .into(),
        )),
        Cause::HiddenColumns { names } => Some((
            format!("隠れている列があります（「{}」）。値は読みました。", names.join("」「")),
            "列を再表示して、載せてよい値か確かめてください。".into(),
        )),
        Cause::Unseen { columns } => Some((
            format!("表示形式で見えなくした値があります（{}）。値は読みました。", columns.join("、")),
            "表示形式を「標準」にして、載せてよい値か確かめてください。".into(),
        )),
        Cause::HiddenSheet => Some((
            "隠れているシートに表があります。このシートは読みません。".into(),
            "出すものなら再表示し、要らないなら消してください。".into(),
        )),
        _ => None,
    });
}

/// 「3、4、7」; of many the first ten.
fn listed(lines: &[u32]) -> String {
    const MOST: usize = 10;
    let listed: Vec<String> = lines.iter().take(MOST).map(ToString::to_string).collect();
    listed.join("、") + if lines.len() > MOST { "…" } else { "" }
}
