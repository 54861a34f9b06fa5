//! `hidden-cells`

use std::sync::Arc;

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// Nothing is hidden: no row, no column, no sheet, no value that its format does not show.
pub const RULE: Rule = Rule {
    id: "hidden-cells",
    severity: Severity::Warning,
    asks: Some("表示されていない箇所に記入があります。資料に掲載してよい内容か御確認ください。"),
    topic: Topic::Hidden,
    what: "隠れた行や列、見えなくした値、背景と同じ色の字がある（条件付き書式によるものも。読む）。隠れたシートに表がある（読まない）",
    why: "見えない値が、出した人の知らないまま載らないため。隠れた行と列は読み、隠れたシートは読まない。",
    mend: "再表示して、載せてよいか確かめる",
    bad: "フィルターで隠れた行がある",
    good: "すべての行を表示して保存する",
    check: None,
};

/// What is said of rows that are hidden.
pub fn rows(lines: &[u32]) -> Wording {
    RULE.says(
        format!("隠れている行があります（{}行目）。値は読みました。", listed(lines)),
        "フィルターを解き、行を再表示して、載せてよい行か確かめてください。要らない行は消してください。",
    )
}

/// What is said of columns that are hidden.
pub fn columns(names: &[String]) -> Wording {
    RULE.says(
        format!("隠れている列があります（「{}」）。値は読みました。", names.join("」「")),
        "列を再表示して、載せてよい値か確かめてください。",
    )
}

/// What is said of cells whose number format shows nothing, by their columns.
pub fn unseen(columns: &[Arc<str>]) -> Wording {
    RULE.says(
        format!("表示形式で見えなくした値があります（{}）。値は読みました。", columns.join("、")),
        "表示形式を「標準」にして、載せてよい値か確かめてください。",
    )
}

/// What is said of cells whose letters have the color of what is behind them, by their columns.
pub fn same_color(columns: &[Arc<str>]) -> Wording {
    RULE.says(
        format!("字の色が背景と同じで、見えない値があります（{}）。値は読みました。", columns.join("、")),
        "字の色を「自動」、塗りつぶしを「なし」にして、載せてよい値か確かめてください。",
    )
}

/// What is said of cells whose contents a conditional format hides, by their columns.
pub fn by_condition(columns: &[Arc<str>]) -> Wording {
    RULE.says(
        format!("条件付き書式で見えなくなった値があります（{}）。値は読みました。", columns.join("、")),
        "条件付き書式を消して（「ホーム」の「条件付き書式」の「ルールのクリア」）、載せてよい値か確かめてください。",
    )
}

/// What is said of cells that a conditional format strikes through or hides where its condition holds, by their columns.
pub fn perhaps_by_condition(columns: &[Arc<str>]) -> Wording {
    RULE.says(
        format!(
            "条件によって取消線を引くか値を見えなくする条件付き書式があり、ここで働いているかどうか確かめられません（{}）。値は読みました。",
            columns.join("、")
        ),
        "Excel で開いて、見えているとおりの値か確かめてください。取り消した値や見せない値なら、消してください。",
    )
}

/// What is said of a hidden sheet with a table.
pub fn sheet() -> Wording {
    RULE.says(
        "隠れているシートに表があります。このシートは読みません。",
        "出すものなら再表示し、要らないなら消してください。",
    )
}

/// 「3、4、7」; of many the first ten.
fn listed(lines: &[u32]) -> String {
    const MOST: usize = 10;
    let listed: Vec<String> = lines.iter().take(MOST).map(ToString::to_string).collect();
    listed.join("、") + if lines.len() > MOST { "…" } else { "" }
}
