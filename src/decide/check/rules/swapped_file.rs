//! `swapped-file`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A return is about measures of its own department, and not wholly about another's.
pub const RULE: Rule = Rule {
    id: "swapped-file",
    severity: Severity::Error,
    asks: Some(
        "他の所属が担当する取組についての様式が提出されています。お手数ですが、御確認の上、再度御提出ください。",
    ),
    topic: Topic::Returns,
    what: "調査票や対応報告書の、取組番号の分かる全ての行が、ほかの一つの部署の取組。そのファイルは読まない",
    why: "ほかの部署のファイルと取り違えて、別の部署の値として載せないため。このファイルは読まない。",
    mend: "ファイルの名を確かめる",
    bad: "doboku.csv に健康福祉部の取組だけがある",
    good: "doboku.csv に土木部の取組がある",
    check: None,
};

/// What is said of a file whose rows are all on another department's measures, but for those whose measure is unknown.
pub fn of_another(owner: &str, division: &str, rows: usize, unknown: usize) -> Wording {
    let all = match unknown {
        0 => format!("このファイルの{rows}行は、すべて"),
        unknown => format!("このファイルの、⟨取組番号⟩の分かる{rows}行は（ほかに{unknown}行）、すべて"),
    };
    RULE.says(
        format!("{all}{division}（{owner}）の取組です。ファイルを取り違えているようです。"),
        format!("{division}のものなら、ファイル名を {owner} で始めてください。このファイルは読みません。"),
    )
}
