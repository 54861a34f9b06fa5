//! What came back of written meetings: `inputs/ballots.csv`, which the secretariat writes, and the forms of
//! `inputs/ballots/`.

use std::sync::Arc;

use super::arrivals::day_of;
use super::filing;
use super::find_header;
use super::header::KnownNames;
use super::input::{self, InputFile};
use super::lists::{List, day, filled, finding};
use super::row::say_marks;
use super::sheet::Bounds;
use super::submission::{called, mismatch};
use super::table;
use super::table_row::TableRow;
use super::word_of_list::choice;
use crate::ground::origin::Origin;
use crate::ground::spellings::Spellings;
use crate::model::ballot::{Ballot, Vote};
use crate::model::cause::{Cause, RawFinding};
use crate::model::column::{Column, Columns, Holds};
use crate::model::cycle::Cycle;
use crate::model::no_answer::is_no_answer;
use crate::model::stage::StageKind;
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
    List::read(file, &columns(), |row, findings| Ballot {
        stage: filled(row, "段階", findings),
        motion: filled(row, "議案", findings),
        member: filled(row, "構成員", findings),
        vote: vote(row, findings),
        reason: words(row, "理由"),
        comment: words(row, "意見"),
        received: day(row, "受付日", year, findings),
    })
}

/// Reads the forms that came back, each of the member whose code its file's name begins with.
pub fn sent_ballots(files: &[InputFile], cycle: &Cycle) -> List<Ballot> {
    let mut list = List { items: Vec::new(), findings: Vec::new(), texts: Vec::new() };
    let names = KnownNames::of(&Columns::of_ballot_form());
    let codes: Spellings = cycle.members.iter().map(|member| member.code.text.as_str()).collect();
    let meetings = meetings(cycle);
    let paths: Vec<Arc<str>> = files.iter().map(|file| file.path.clone()).collect();
    let mut copies = filing::stray_copies(&paths, |name| codes.find(name).is_some());
    copies.retain(|path, _| !cycle.arrivals.are_noted_of(path));
    for file in files.iter().filter(|file| !copies.contains_key(&file.path)) {
        if let Err(cause) = sent_ballot(file, &names, (&codes, &meetings), cycle, &mut list) {
            list.findings.push(RawFinding {
                origin: Origin::File(file.path.clone()),
                department: None,
                cause,
            });
        }
    }
    list.findings.extend(copies.into_iter().map(|(path, of)| filing::finding(path, of)));
    list
}

/// The written meetings by what the forms call them.
fn meetings(cycle: &Cycle) -> Spellings {
    let mut meetings = Spellings::default();
    for stage in cycle.settings.stages.iter().filter(|stage| stage.kind == StageKind::Written) {
        let id = stage.id.get_ref();
        meetings.add(id, id);
        meetings.add(stage.called_among(&cycle.settings.stages), id);
    }
    meetings
}

fn sent_ballot(
    file: &InputFile,
    names: &KnownNames,
    (codes, meetings): (&Spellings, &Spellings),
    cycle: &Cycle,
    list: &mut List<Ballot>,
) -> Result<(), Cause> {
    let book = input::open(file, Bounds::SENT, &|sheet| find_header::fitness(sheet, names))
        .map_err(Cause::Refused)?;
    let mut code = called(&file.path, |name| codes.find(name).map(Into::into));
    if let Some(id) = book.id.as_ref().filter(|_| codes.find(&code).is_none()) {
        code = codes.find(&id.recipient).map_or(code, Into::into);
    }
    let member = cycle.members.iter().find(|member| member.code.text == code);
    let member = member.ok_or_else(|| Cause::BallotOfNobody { called: code.clone() })?;
    mismatch(&book, &code, cycle).map_or(Ok(()), Err)?;
    let mut table = table::of_sheets(&file.path, &book.sheets, names, None);
    for record in &mut table.rows {
        say_marks(record, None, &mut list.findings);
        record.settle();
        let mut stage = filled(record, "会議", &mut list.findings);
        meetings.settle(&mut stage.text);
        list.items.push(Ballot {
            stage,
            motion: filled(record, "議案", &mut list.findings),
            member: Cell { text: member.called().into(), origin: record.origin.clone() },
            vote: vote(record, &mut list.findings),
            reason: words(record, "理由"),
            comment: words(record, "意見"),
            received: day_of(record, &file.path, cycle, &mut list.findings),
        });
    }
    list.findings.extend(table.findings);
    list.texts.extend(table.texts);
    Ok(())
}

fn vote(row: &TableRow, findings: &mut Vec<RawFinding>) -> Field<Vote> {
    let cell = row.cell("回答");
    let (reading, wrong) = choice("回答", &cell.text);
    findings.extend(wrong.map(|cause| finding(&cell, cause)));
    Field { cell, reading }
}

/// What a member writes; nothing, if it only says that there is none.
fn words(row: &TableRow, column: &str) -> Cell {
    let mut cell = row.cell(column);
    if is_no_answer(&cell.text) {
        cell.text.clear();
    }
    cell
}
