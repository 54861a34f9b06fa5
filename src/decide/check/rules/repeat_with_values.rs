//! `repeat-with-values`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;

pub const RULE: Rule = Rule {
    id: "repeat-with-values",
    severity: Severity::Warning,
    what: "再掲の行には、値を書かないこと。",
    why: "再掲の行の値は使わず、元の指標の値を載せるため。食い違う値が書かれていても、どの資料にも現れない。",
    bad: "再掲に 2-ア-3/1、実績値に 12",
    good: "再掲に 2-ア-3/1、実績値は空",
    check,
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for row in facts.rows().filter(|r| r.is_repeat()) {
        let written = [&row.baseline, &row.target, &row.expected, &row.actual];
        if let Some(field) = written.into_iter().find(|f| f.value().is_some()) {
            check.report_to(
                &row.department,
                &field.cell.origin,
                format!(
                    "再掲の行に値「{}」がありますが、載せるのは元の指標 {} の値です。",
                    field.cell.text, row.repeats.text
                ),
                "値を消すか、再掲でないなら「再掲」を空にしてください。",
            );
        }
    }
}
