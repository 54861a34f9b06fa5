//! What came back of written meetings: `inputs/ballots.csv`, which the secretariat writes, and the forms of
//! `inputs/ballots/`.

use super::arrivals::day_of;
use super::astray;
use super::book::Book;
use super::header::KnownNames;
use super::input::InputFile;
use super::lists::{List, day, filled, finding, read_as};
use super::own_claim;
use super::row_marks;
use super::sent_back::{self, mismatch};
use super::table;
use super::table_row::TableRow;
use super::vote_word;
use crate::ground::origin::Origin;
use crate::ground::spellings::Spellings;
use crate::ground::text;
use crate::model::ballot::{Ballot, Vote, motion_index};
use crate::model::cause::{Cause, RawFinding};
use crate::model::column::{Column, Columns, Holds};
use crate::model::cycle::Cycle;
use crate::model::no_answer::is_no_answer;
use crate::model::stage::{FormKind, StageKind};
use crate::model::submission::CameBack;
use crate::model::value::{Cell, Field, Reading};

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
        note: words(row, "備考"),
        received: day(row, "受付日", year, findings),
    })
}

/// Reads the forms that came back, each of the member whose code its file's name begins with.
pub fn sent_ballots(files: &[InputFile], cycle: &Cycle, came_back: &mut Vec<CameBack>) -> List<Ballot> {
    let mut list = List { items: Vec::new(), findings: Vec::new(), texts: Vec::new() };
    let names = KnownNames::of(&Columns::of_ballot_form());
    let meetings = meetings(cycle);
    let is_code = |name: &str| cycle.names.member_code(name).is_some();
    for file in sent_back::originals(files, is_code, cycle, &mut list.findings) {
        let book = sent_back::open(file, &names);
        if let Some(astray) = astray::finding(file, &book, (FormKind::Ballot, &names), cycle) {
            list.findings.push(astray);
            continue;
        }
        let id = book.as_ref().ok().and_then(|book| book.id.as_ref());
        let whose = sent_back::whose(&file.path, id, |name| cycle.names.member(name).map(Into::into));
        came_back.extend(sent_back::came_back(&file.path, &whose, id, is_code, cycle));
        let book = book.map_err(Cause::Refused);
        let read = book.and_then(|book| sent_ballot(file, &book, whose, &names, &meetings, cycle, &mut list));
        if let Err(cause) = read {
            list.findings.push(RawFinding {
                origin: Origin::File(file.path.clone()),
                department: None,
                cause,
            });
        }
    }
    list
}

/// The written meetings by what the forms call them.
pub fn meetings(cycle: &Cycle) -> Spellings {
    let mut meetings = Spellings::default();
    for stage in cycle.settings.stages.iter().filter(|stage| stage.kind == StageKind::Written) {
        let id = stage.id.get_ref();
        meetings.add(id, id);
        meetings.add(&stage.called_among(&cycle.settings.stages), id);
    }
    meetings
}

fn sent_ballot(
    file: &InputFile,
    book: &Book,
    code: String,
    names: &KnownNames,
    meetings: &Spellings,
    cycle: &Cycle,
    list: &mut List<Ballot>,
) -> Result<(), Cause> {
    let member = cycle.members.iter().find(|member| member.code.text == code);
    let member = member.ok_or_else(|| Cause::BallotOfNobody { called: code.clone() })?;
    mismatch(book, &code, cycle).map_or(Ok(()), Err)?;
    let mut table = table::of_sheets(&file.path, &book.sheets, names, None);
    for record in &mut table.rows {
        row_marks::say(record, None, &mut list.findings);
        record.settle();
        let mut stage = filled(record, "会議", &mut list.findings);
        meetings.settle(&mut stage.text);
        let motion = filled(record, "議案", &mut list.findings);
        let mut vote = vote(record, &mut list.findings);
        let index = motion_index(&motion);
        if let Some((cell, cause)) = own_claim::in_ballot(record, cycle.stage(&stage.text), index) {
            list.findings.push(finding(&cell, cause));
            vote.reading = Reading::Unreadable;
        }
        list.items.push(Ballot {
            stage,
            motion,
            member: Cell { text: member.called().into(), origin: record.origin.clone() },
            vote,
            reason: words(record, "理由"),
            comment: words(record, "意見"),
            note: words(record, "備考"),
            received: day_of(record, &file.path, cycle, &mut list.findings),
        });
    }
    list.findings.extend(table.findings);
    list.texts.extend(table.texts);
    Ok(())
}

/// How a member votes. What nobody can tell is said with what follows from it.
fn vote(row: &TableRow, findings: &mut Vec<RawFinding>) -> Field<Vote> {
    let (field, wrong) = read_as(row, "回答", |written| vote_word::WORDS.read("回答", written));
    let unclear = wrong.map(|_| Cause::UnclearVote { text: text::excerpt(&field.cell.text) });
    findings.extend(unclear.map(|cause| finding(&field.cell, cause)));
    field
}

/// What a member writes; nothing, if it only says that there is none.
fn words(row: &TableRow, column: &str) -> Cell {
    let mut cell = row.cell(column);
    if is_no_answer(&cell.text) {
        cell.text.clear();
    }
    cell
}
