//! `foreign-file`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// In the folders of `out/` lie only files that were made: others are kept and named.
pub const RULE: Rule = Rule {
    id: "foreign-file",
    severity: Severity::Note,
    asks: None,
    topic: Topic::Files,
    what: "`out/` の段階のフォルダに、このプログラムの作っていないファイルがある。そのまま残す",
    why: "人の置いたファイルを消さず、配るものと取り違えないため。",
    mend: "要るものなら `out/` の外へ移す",
    bad: "out/advisory/メモ.txt",
    good: "資料/advisory/メモ.txt",
    check: None,
};

/// How many files are named.
const MOST_NAMED: usize = 5;

/// What is said of the files that others put into a stage's folder.
pub fn says(stage: &str, files: &[String]) -> Wording {
    let named: Vec<&str> = files.iter().take(MOST_NAMED).map(String::as_str).collect();
    let more = match files.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!("、ほか{more}"),
    };
    RULE.says(
        format!(
            "out/ の {stage}/ に、shiryo の作っていないファイルがあります（{}{more}）。そのまま残しました。",
            named.join("、")
        ),
        "作り直すたびに変わるフォルダなので、out/ の外へ移してください。",
    )
}
