//! `inputs/ballots.csv`: what came back of written meetings.

use super::input::InputFile;
use super::lists::{List, day, filled};
use super::table_row::TableRow;
use super::word_of_list::choice;
use crate::model::ballot::{Ballot, Vote};
use crate::model::cause::RawFinding;
use crate::model::column::{Column, Columns, Holds};
use crate::model::no_answer::is_no_answer;
use crate::model::value::{Cell, Field};

/// The columns of `ballots.csv`.
pub fn columns() -> Columns {
    Columns::new([
        Column::new("段階", Holds::Name).required(),
        Column::new("議案", Holds::Ordinal).required(),
        Column::new("構成員", Holds::Name).required(),
        Column::new("回答", Holds::choice::<Vote>()).required(),
        Column::new("理由", Holds::Words),
        Column::new("意見", Holds::Words),
        Column::new("受付日", Holds::Date),
        Column::new("備考", Holds::Words),
    ])
}

/// Reads the ballots of a cycle of this fiscal year.
pub fn ballots(file: &InputFile, year: i32) -> List<Ballot> {
    List::read(file, &columns(), |row, findings| {
        let cell = row.cell("回答");
        let (reading, wrong) = choice("回答", &cell.text);
        let wrong = wrong.map(|cause| RawFinding { origin: cell.origin.clone(), department: None, cause });
        findings.extend(wrong);
        Ballot {
            stage: filled(row, "段階", findings),
            motion: filled(row, "議案", findings),
            member: filled(row, "構成員", findings),
            vote: Field { cell, reading },
            reason: words(row, "理由"),
            comment: words(row, "意見"),
            received: day(row, "受付日", year, findings),
        }
    })
}

/// What a member writes; nothing, if it only says that there is none.
fn words(row: &TableRow, column: &str) -> Cell {
    let mut cell = row.cell(column);
    if is_no_answer(&cell.text) {
        cell.text.clear();
    }
    cell
}
