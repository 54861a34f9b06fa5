//! `inputs/ballots.csv`: what came back of written meetings.

use super::header::Columns;
use super::input::InputFile;
use super::lists::{List, day, filled};
use super::row::choice;
use crate::model::ballot::Ballot;
use crate::model::cause::RawFinding;
use crate::model::value::Field;

/// Reads the ballots.
pub fn ballots(file: &InputFile) -> List<Ballot> {
    const COLUMNS: Columns = Columns {
        required: &["段階", "議案", "構成員", "回答"],
        optional: &["理由", "意見", "受付日", "備考"],
        keys: &[],
    };
    List::read(file, COLUMNS, |row, findings| {
        let cell = row.cell("回答");
        let (reading, wrong) = choice("回答", &cell.text);
        let wrong = wrong.map(|cause| RawFinding { origin: cell.origin.clone(), department: None, cause });
        findings.extend(wrong);
        Ballot {
            stage: filled(row, "段階", findings),
            motion: filled(row, "議案", findings),
            member: filled(row, "構成員", findings),
            vote: Field { cell, reading },
            reason: row.cell("理由"),
            comment: row.cell("意見"),
            received: day(row, "受付日", findings),
        }
    })
}
