//! `long-text`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;

/// A text fits a workbook's cell whole.
pub const RULE: Rule = Rule {
    id: "long-text",
    severity: Severity::Warning,
    asks: Some("記入された文が長く、資料に全文を掲載できない場合があります。要点をまとめて御回答ください。"),
    topic: Topic::Files,
    what: "Excel の一つのセルに入りきらない長い文がある。別紙と様式では、入るところまでにして「…（以下略）」と付ける",
    why: "文の終わりが、知らないうちに別紙から落ちないため。",
    mend: "短くまとめる。全文が要るなら、別の文書にして送る",
    bad: "課題の欄に 40,000字の議事録",
    good: "課題の欄に要点、議事録は別の文書",
    check: Some(check),
};

/// The most that is surely seen whole, as Excel counts: a cell holds 32,767, and another word may stand beside a text.
const MOST_UNITS: usize = 32_700;

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let rows = facts.submissions.files.iter().flat_map(|file| file.rows.iter());
    let returned = rows.flat_map(|row| row.cells().map(|cell| (Some(row.department.as_str()), cell)));
    let others = facts.cycle.texts.iter().chain(&facts.opinions.texts).map(|cell| (None, cell));
    for (department, cell) in returned.chain(others).filter(|(_, cell)| cell.text.len() > MOST_UNITS) {
        let units: usize = cell.text.chars().map(char::len_utf16).sum();
        if units <= MOST_UNITS {
            continue;
        }
        let message = format!(
            "長すぎて、Excel の一つのセルに入りきらない文です（{}字）。別紙と様式では、終わりが「…（以下略）」になることがあります。",
            cell.text.chars().count()
        );
        let hint = "32,000字までに短くまとめてください。";
        match department {
            Some(code) => check.report_to(code, &cell.origin, message, hint),
            None => check.report(&cell.origin, message, hint),
        }
    }
}
