//! What is said of cells of which not only the text counts: struck through, hidden, rounded by their format.

use std::sync::Arc;

use super::sheet::CellMark;
use super::table_row::TableRow;
use crate::model::cause::{Cause, Concealed, RawFinding};
use crate::model::column::Column;

/// Says what is special about the cells of a row; of one kind once.
pub fn say(record: &TableRow, department: Option<&str>, findings: &mut Vec<RawFinding>) {
    let mut report = |column: &Column, cause| {
        let origin = record.cell(&column.id).origin;
        findings.push(RawFinding { origin, department: department.map(Into::into), cause });
    };
    let of = |wanted: &CellMark| -> Vec<&Arc<Column>> {
        record.marks.iter().filter(|(_, mark)| mark == wanted).map(|(column, _)| column).collect()
    };
    for (mark, cause) in [
        (CellMark::Struck, (|columns| Cause::Struck { columns }) as fn(Vec<Arc<str>>) -> Cause),
        (CellMark::NoResult, |columns| Cause::FormulaWithoutResult { columns }),
        (CellMark::Unseen, |columns| Cause::Unseen { columns }),
        (CellMark::SameColor, |columns| Cause::SameColor { columns }),
        (CellMark::ByCondition(Concealed::Struck), |columns| Cause::ByCondition {
            columns,
            effect: Concealed::Struck,
        }),
        (CellMark::ByCondition(Concealed::Unseen), |columns| Cause::ByCondition {
            columns,
            effect: Concealed::Unseen,
        }),
        (CellMark::ByCondition(Concealed::Perhaps), |columns| Cause::ByCondition {
            columns,
            effect: Concealed::Perhaps,
        }),
    ] {
        let columns = of(&mark);
        if let Some(first) = columns.first() {
            report(first, cause(columns.iter().map(|column| column.name.clone()).collect()));
        }
    }
    for (column, mark) in &record.marks {
        let text = record.cell(&column.id).text;
        match mark {
            CellMark::Struck
            | CellMark::NoResult
            | CellMark::Unseen
            | CellMark::SameColor
            | CellMark::ByCondition(_)
            | CellMark::Waits
            | CellMark::Raised(_) => {}
            CellMark::Twofold => report(column, Cause::TwoValues { text }),
            CellMark::Failed => report(column, Cause::FailedFormula { text }),
            CellMark::Rounded(held) => {
                report(column, Cause::Rounded { shown: text.clone(), held: held.clone(), read: text });
            }
            CellMark::ZeroShownAs(shown) => {
                report(column, Cause::Rounded { shown: shown.clone(), held: "0".into(), read: text });
            }
            CellMark::Blank(held) => {
                report(column, Cause::Rounded { shown: String::new(), held: held.clone(), read: text });
            }
            CellMark::Otherwise => {
                let hint = "セルの表示形式が、千単位、分数、日付、文字、符号のない負の数など、値とは別の形で見せています。表示形式を「標準」にして、値を確かめてください";
                report(column, Cause::Number { text, hint });
            }
        }
    }
}
