//! 正誤表: its rows as they are read, in the words of those who read them.

use crate::errata::{KIKAKU, changed};

#[test]
fn rows_stand_in_the_order_in_which_the_papers_are_read() {
    let text =
        changed(KIKAKU, "76.0,総合計画,,,,令和４年度,55.0,見込", "78.0,総合計画,,,,令和３年度,40.0,確定");
    let in_order = |parts: &[&str]| {
        let mut rest = text.as_str();
        for part in parts {
            let (_, after) = rest.split_once(part).unwrap_or_else(|| panic!("{part} of {parts:?}: {text}"));
            rest = after;
        }
    };
    let own = "手続の割合";
    let figures = [
        "目安",
        "実績値",
        "実績年度",
        "実績の区分",
        "目標値",
        "達成率（対目安）",
        "進捗率（対目標）",
        "評価",
    ];
    let named: Vec<String> = figures.iter().map(|figure| format!("{own}{figure}")).collect();
    in_order(&named.iter().map(String::as_str).collect::<Vec<_>>());
    // 8 of the 11.5 expected by then is Ｃ. Of the counts too: from left to right, and the sum of all last.
    let counts = ["評価「Ａ」の指標の数", "評価「Ｃ」の指標の数"];
    in_order(&["以上に伴う集計", counts[0], counts[1], "集計計", counts[0], counts[1]]);
    assert!(!text.contains('!') && !text.contains("indicator/"), "{text}");
}
