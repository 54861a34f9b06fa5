//! `inputs/changes.csv`: what changes of the strategy's own text, and why.

use super::cited_numbers::cited;
use super::input::InputFile;
use super::lists::{List, day, filled};
use super::table_row::TableRow;
use super::word_of_list::choice;
use crate::ground::text;
use crate::model::cause::RawFinding;
use crate::model::column::{Column, Columns, Holds};
use crate::model::strategy_change::{ChangeKind, STRUCTURE, StrategyChange, TARGETS};
use crate::model::value::{Cell, Field};

/// What a table of two texts calls the one that is, and the one that is to be.
const BEFORE: [&str; 20] = [
    "旧",
    "現行",
    "現",
    "改正前の文",
    "改正前案文",
    "改定前",
    "改訂前",
    "変更前",
    "修正前",
    "見直し前",
    "旧文",
    "旧案",
    "現行の文",
    "現行戦略",
    "現戦略",
    "現行計画",
    "旧戦略",
    "現状",
    "現在",
    "原文",
];
const AFTER: [&str; 24] = [
    "新",
    "改正案",
    "改正後の文",
    "改正後案",
    "改正文",
    "改定後",
    "改定案",
    "改定後案",
    "改訂後",
    "改訂案",
    "変更後",
    "変更案",
    "変更後案",
    "修正後",
    "修正案",
    "修正後案",
    "見直し後",
    "見直し案",
    "新文",
    "新案",
    "新戦略",
    "案",
    "改正",
    "改定後の文",
];

/// The columns of `changes.csv`.
pub fn columns() -> Columns {
    Columns::new([
        Column::new("場所", Holds::Words).required().also(&[
            "箇所",
            "改正箇所",
            "改定箇所",
            "変更箇所",
            "該当箇所",
            "位置",
            "章節",
            "項目",
            "章",
            "節",
        ]),
        Column::new("種別", Holds::choice::<ChangeKind>()).required().also(&[
            "種類",
            "区分",
            "改正の種別",
            "改正種別",
            "変更の種別",
            "変更種別",
            "改定種別",
            "変更区分",
            "改正区分",
        ]),
        Column::new("改正前", Holds::Words).required().also(&BEFORE),
        Column::new("改正後", Holds::Words).required().also(&AFTER),
        Column::new("理由", Holds::Words).required().also(&[
            "改正理由",
            "改正の理由",
            "改定理由",
            "改定の理由",
            "変更理由",
            "変更の理由",
            "修正理由",
            "修正の理由",
            "改正趣旨",
            "趣旨",
        ]),
        Column::new("出典", Holds::Words).also(&[
            "根拠",
            "由来",
            "出所",
            "契機",
            "きっかけ",
            "助言・意見",
            "意見番号",
        ]),
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
