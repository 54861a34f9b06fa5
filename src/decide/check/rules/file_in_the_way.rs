//! `file-in-the-way`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// Where a file is put into `out/`, no other lies that this program did not make.
pub const RULE: Rule = Rule {
    id: "file-in-the-way",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Files,
    what: "`out/` の、作るものを置く所に、このプログラムの作っていないファイルやフォルダがある。それを残し、その段階は前のままにする",
    why: "人の置いたファイルを、上から書いて失わないため。",
    mend: "ファイルを `out/` の外へ移す。前に作ったものなら（`manifest.json` を消した後など）、`out/` の名を変えるか消して、作り直す",
    bad: "out/advisory（ファイル）",
    good: "out/advisory/（フォルダ）",
    check: None,
};

/// What is said of something that others put where a file should go.
pub fn says(path: &str) -> Wording {
    RULE.says(
        format!("out/ の {path} は、shiryo の作ったものではないので、残しました。ここに置くはずのものは、置いていません。"),
        "out/ の外へ移してから、もう一度作ってください。前に作ったものなら、out/ の名を変えるか消して、作り直してください。",
    )
}
