//! `foreign-workbook`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;
use crate::model::cause::ForeignKind;

/// Tells once of each file of another kind than .xlsx what can't be seen in it.
pub const RULE: Rule = Rule {
    id: "foreign-workbook",
    severity: Severity::Note,
    asks: None,
    topic: Topic::Hidden,
    what: "`.xls`（Excel 97～2003）か `.ods`（OpenDocument）のブックである。値、表示形式、取消線、隠れた行と列は `.xlsx` と同じに読むが、字の色、条件付き書式、図形などは確かめていない",
    why: "確かめていないことが、確かめたと思われないため。",
    mend: "確かめるには、Excel で開き、「Excel ブック（.xlsx）」で保存し直したものを置く",
    bad: "submissions/doboku.xls",
    good: "submissions/doboku.xlsx",
    check: None,
};

/// What is said of a workbook that does not tell all that is seen of it.
pub fn cannot_tell(kind: ForeignKind) -> Wording {
    RULE.says(
        match kind {
            ForeignKind::Xls => {
                "古い Excel の形式（.xls）です。値は読みましたが、コメント、図形の中の字、背景と同じ色の字、条件付き書式、一つのセルの一部の字だけの取消線は、確かめていません。"
            }
            ForeignKind::Ods => {
                "OpenDocument の形式（.ods）です。値は読みましたが、図形の中の字、背景と同じ色の字、条件付き書式は、確かめていません。"
            }
        },
        "Excel で開き、「Excel ブック（.xlsx）」で保存し直したものを置くと、これらも確かめられます。",
    )
}
