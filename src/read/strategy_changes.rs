//! `inputs/changes.csv`: what changes of the strategy's own text, and why.

use super::input::InputFile;
use super::lists::{List, day, filled};
use super::table_row::TableRow;
use super::word_of_list::choice;
use crate::ground::text;
use crate::model::cause::RawFinding;
use crate::model::choice::Choice;
use crate::model::column::{Column, Columns, Holds};
use crate::model::opinion::OpinionKind;
use crate::model::strategy_change::{ChangeKind, CitedOpinion, STRUCTURE, StrategyChange, TARGETS};
use crate::model::value::{Cell, Field};

/// The columns of `changes.csv`.
pub fn columns() -> Columns {
    Columns::new([
        Column::new("場所", Holds::Words).required(),
        Column::new("種別", Holds::choice::<ChangeKind>()).required(),
        Column::new("改正前", Holds::Words).required(),
        Column::new("改正後", Holds::Words).required(),
        Column::new("理由", Holds::Words).required(),
        Column::new("出典", Holds::Words),
        Column::new("取組番号", Holds::MeasureNumber),
        Column::new("決定日", Holds::Date).required(),
        Column::new("備考", Holds::Words),
    ])
}

/// Reads the changes of a cycle of this fiscal year. A cell that its kind of change can't do without is a finding.
pub fn changes(file: &InputFile, year: i32) -> List<StrategyChange> {
    List::read(file, &columns(), |row, findings| {
        let mut place = filled(row, "場所", findings);
        for part in [STRUCTURE, TARGETS] {
            if text::fold(&place.text) == text::fold(part) {
                place.text = part.into();
            }
        }
        let kind = kind(row, findings);
        let source = row.cell("出典");
        let change = StrategyChange {
            kind,
            old: row.cell("改正前"),
            new: row.cell("改正後"),
            reason: row.cell("理由"),
            cited: cited(&source.text),
            source,
            measure: row.cell("取組番号"),
            decided: day(row, "決定日", year, findings),
            place,
        };
        for column in missing(&change) {
            filled(row, column, findings);
        }
        change
    })
}

fn kind(row: &TableRow, findings: &mut Vec<RawFinding>) -> Field<ChangeKind> {
    let cell = row.cell("種別");
    let (reading, wrong) = choice("種別", &cell.text);
    findings.extend(wrong.map(|cause| RawFinding { origin: cell.origin.clone(), department: None, cause }));
    Field { cell, reading }
}

/// The columns that are empty and must not be: a revision has both texts, an addition the new one, a removal the old
/// one, and only a misprint needs no reason.
pub fn missing(change: &StrategyChange) -> Vec<&'static str> {
    let kind = change.kind.value();
    let of_passage = !change.is_reason();
    let needed: [(&Cell, &'static str, bool); 5] = [
        (&change.kind.cell, "種別", of_passage),
        (&change.measure, "取組番号", !of_passage),
        (&change.old, "改正前", of_passage && kind.is_some_and(|kind| *kind != ChangeKind::Added)),
        (&change.new, "改正後", of_passage && kind.is_some_and(|kind| *kind != ChangeKind::Removed)),
        (&change.reason, "理由", kind != Some(&ChangeKind::Misprint)),
    ];
    let empty = needed.into_iter().filter(|(cell, _, needed)| *needed && cell.is_empty());
    empty.map(|(_, column, _)| column).collect()
}

/// The advice and opinions that a source names: 「助言13、意見22」, 「助言３・５」, 「意見No.22」. Words that no number
/// follows, as 「意見交換」 and 「社会情勢の変化」, are free.
fn cited(source: &str) -> Vec<CitedOpinion> {
    let mut found = Vec::new();
    let mut kind = None;
    let is_between = |c: char| matches!(c, '、' | '，' | ',' | '・' | '/' | '／' | '及' | '\n');
    for piece in source.split(is_between) {
        let piece = text::fold(piece.trim_start_matches('び'));
        let named = OpinionKind::ALL.iter().find_map(|(kind, word)| Some((*kind, piece.strip_prefix(word)?)));
        let is_number = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let (of, rest) = match (named, kind) {
            (Some((of, rest)), _) => (of, rest),
            // A number alone is of what was named before it.
            (None, Some(of)) if piece.chars().all(is_number) => (of, piece.as_str()),
            _ => continue,
        };
        let rest = ["no.", "第", "番号"].iter().find_map(|mark| rest.strip_prefix(mark)).unwrap_or(rest);
        let number = &rest[..rest.find(|c| !is_number(c)).unwrap_or(rest.len())];
        kind = number.starts_with(|c: char| c.is_ascii_digit()).then_some(of);
        found.extend(kind.map(|kind| CitedOpinion { kind, number: number.into() }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_names_advice_and_opinions_by_their_numbers() {
        let shown = |source: &str| -> Vec<String> {
            cited(source).iter().map(|cited| format!("{}{}", cited.kind.label(), cited.number)).collect()
        };
        assert_eq!(shown("助言13、意見22"), ["助言13", "意見22"]);
        assert_eq!(shown("助言３・５及び意見 No.22"), ["助言3", "助言5", "意見22"]);
        assert_eq!(shown("意見第22号、社会情勢の変化"), ["意見22"]);
        assert_eq!(shown("助言13の趣旨、2019年の法改正"), ["助言13"]);
        assert_eq!(shown("社会情勢の変化"), [""; 0]);
        assert_eq!(shown("意見交換の結果、令和２年の法改正、13"), [""; 0]);
        assert_eq!(shown("助言3-1"), ["助言3-1"]);
    }
}
