//! `report-twice`

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::decide::answers::asked_of;
use crate::decide::asked::reports_of;
use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::model::department_report::ReportRow;

/// Reports of one day say one thing of a piece of advice or an opinion. A later report takes the place of an earlier one.
pub const RULE: Rule = Rule {
    id: "report-twice",
    severity: Severity::Error,
    asks: Some("同じ番号について異なる報告が提出されています。正しい内容を御回答ください。"),
    topic: Topic::Returns,
    what: "同じ部署の同じ日の対応報告書に、同じ番号（一つにまとめたものは、どの番号でも）の違う報告がある（日が違えば、後のものを使う）。対応状況一覧には「確認中」と載る",
    why: "どちらが正しいか決められないため。",
    mend: "どちらかを消すか、後から届いたものの受領日を直す",
    bad: "番号1が「対応中」の行と「対応済み」の行",
    good: "番号1の行を一つにする",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for department in &facts.cycle.departments {
        let code = department.code.text.as_str();
        let asked = asked_of(facts.sent_in(), code, NaiveDate::MAX);
        // Those that are put together have one report.
        let main = |number: &str| {
            let main = asked.iter().find(|one| one.like.contains(&number));
            main.map_or_else(|| number.to_owned(), |main| main.number.clone())
        };
        let mut said: BTreeMap<(Option<NaiveDate>, Option<&str>, String), &ReportRow> = BTreeMap::new();
        for report in reports_of(facts.reports, code, NaiveDate::MAX) {
            // One whose day can't be known may have come on any.
            let alone = report.waits.then_some(&*report.file);
            for row in report.rows.iter().filter(|row| !row.is_open() && !row.number.is_empty()) {
                let number = main(&row.number.text);
                let first = *said.entry((report.received, alone, number)).or_insert(row);
                let is_replaced = facts.superseded.is_in_replaced_row(&row.number.origin);
                if !first.says_same(row) && !is_replaced {
                    check.report_to(
                        code,
                        &row.number.origin,
                        match first.number.text == row.number.text {
                            true => format!(
                                "番号「{}」について、違う報告が二つあります（初めは {}）。どちらか決められません。",
                                row.number.text, first.number.origin
                            ),
                            false => format!(
                                "番号「{}」は番号「{}」と一つにまとめたもので、違う報告が二つあります（初めは {}）。どちらか決められません。",
                                row.number.text, first.number.text, first.number.origin
                            ),
                        },
                        "正しいほうだけを残してください。それまで対応状況一覧には「確認中」と載ります。",
                    );
                }
            }
        }
    }
}
