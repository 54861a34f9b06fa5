//! Advice and opinions, and the answers to them.

use super::arrivals::day_of;
use super::astray;
use super::header::KnownNames;
use super::input::InputFile;
use super::lists::{day, filled, word};
use super::respell;
use super::row_marks;
use super::sent_back::{self, called, mismatch};
use super::table::{self, Table};
use super::table_row::TableRow;
use crate::ground::origin::Origin;
use crate::model::cause::RawFinding;
use crate::model::column::{Column, Columns, Holds, OnForm};
use crate::model::cycle::Cycle;
use crate::model::no_answer::is_no_answer;
use crate::model::opinion::{Answer, Handling, Opinion, OpinionKind, is_on_all};
use crate::model::stage::FormKind;
use crate::model::submission::Opinions;
use crate::model::value::{Cell, Reading};

/// The file of the answers among the opinions.
const ANSWERS: &str = "inputs/opinions/responses.csv";

/// Reads all files below `inputs/opinions/`.
pub fn read_all(files: &[InputFile], cycle: &Cycle) -> Opinions {
    let names = KnownNames::of(&Columns::of_opinions());
    let mut all = Opinions::default();
    let is_code = |name: &str| cycle.names.submitter(name).is_some();
    for file in sent_back::originals(files, is_code, cycle, &mut all.findings) {
        match &*file.path == ANSWERS {
            true => read_answers(file, cycle.settings.cycle.fiscal_year, &mut all),
            false => read_opinions(file, &names, cycle, &mut all),
        }
    }
    respell::answers(&mut all);
    all
}

/// The columns of `opinions/responses.csv`.
pub fn answer_columns() -> Columns {
    Columns::new([
        Column::new("番号", Holds::OpinionNumber).required(),
        Column::new("決定日", Holds::Date).required(),
        Column::new("対応区分", Holds::choice::<Handling>()).required(),
        Column::new("県の考え方", Holds::Words).required(),
        Column::new("同趣旨", Holds::OpinionNumber),
        Column::new("備考", Holds::Words),
    ])
}

fn read_opinions(file: &InputFile, names: &KnownNames, cycle: &Cycle, all: &mut Opinions) {
    let book = sent_back::open(file, names);
    if let Some(astray) = astray::finding(file, &book, (FormKind::Opinion, names), cycle) {
        return all.findings.push(astray);
    }
    let submitter = called(&file.path, |name| cycle.names.submitter(name).map(Into::into));
    let id = book.as_ref().ok().and_then(|book| book.id.as_ref());
    let is_known = |code: &str| cycle.names.submitter(code).is_some();
    all.came_back.extend(sent_back::came_back(&file.path, &submitter, id, is_known, cycle));
    let (mut table, refused) = match book {
        Ok(book) => match mismatch(&book, &submitter, cycle) {
            Some(cause) => (
                Table::default(),
                Some(RawFinding { origin: Origin::File(file.path.clone()), department: None, cause }),
            ),
            None => (table::of_sheets(&file.path, &book.sheets, names, None), None),
        },
        Err(refusal) => (Table::default(), Some(table::refused(file, refusal, None))),
    };
    all.findings.extend(refused);
    for record in &mut table.rows {
        row_marks::say(record, None, &mut all.findings);
        record.settle();
    }
    for row in &table.rows {
        let written = written(row);
        if written.is_empty() {
            continue;
        }
        let note = Some(row.cell("備考")).filter(|note| !is_no_answer(&note.text) && !note.is_empty());
        all.notes.extend(note.map(|note| (submitter.clone(), note)));
        // To answer that there is none differs from no answer.
        let said = row.text("意見の概要");
        let is_beside = said.is_empty() && written.iter().all(|cell| is_no_answer(&cell.text));
        if is_no_answer(said) || is_beside {
            let received = day_of(row, &file.path, cycle, &mut all.findings);
            all.without_opinion.push((submitter.clone(), received));
            continue;
        }
        let mut measure = row.cell("取組番号");
        cycle.names.measures.settle(&mut measure.text);
        if is_on_all(&measure.text) {
            measure.text.clear();
        }
        let is_bodys = cycle.body(&submitter).is_some();
        filled(row, "種別", &mut all.findings);
        let mut kind = word(row, "種別", &mut all.findings);
        // Only a body has meetings at which something is advised or said: what an organization writes is its opinion.
        if !is_bodys {
            kind.reading = Reading::Value(OpinionKind::Opinion);
        }
        let opinion = Opinion {
            number: filled(row, "番号", &mut all.findings),
            submitter: submitter.clone(),
            received: day_of(row, &file.path, cycle, &mut all.findings),
            from: filled(row, "提出者", &mut all.findings),
            kind,
            measure,
            text: filled(row, "意見の概要", &mut all.findings),
        };
        match opinion.kind.value() == Some(&OpinionKind::Remark) {
            true => all.remarks.push(opinion),
            false => all.opinions.push(opinion),
        }
    }
    all.findings.extend(table.findings);
    all.texts.extend(table.texts);
}

/// What was written into a row of the form, beside what was printed there: nothing, if it was left as it came.
fn written(row: &TableRow) -> Vec<&Cell> {
    let own = row.cells().iter().filter(|(column, _)| column.on_form != OnForm::Locked);
    own.map(|(_, cell)| cell).chain(&row.extra).filter(|cell| !cell.is_empty()).collect()
}

fn read_answers(file: &InputFile, year: i32, all: &mut Opinions) {
    let table = table::read(file, &answer_columns());
    for row in &table.rows {
        let mut same_as = row.cell("同趣旨");
        if is_no_answer(&same_as.text) {
            same_as.text.clear();
        }
        // One that is put together with another shares its answer. What its own row says is compared with that.
        let handling = match same_as.is_empty() {
            true => {
                filled(row, "対応区分", &mut all.findings);
                word(row, "対応区分", &mut all.findings)
            }
            false => word(row, "対応区分", &mut Vec::new()),
        };
        all.answers.push(Answer {
            number: filled(row, "番号", &mut all.findings),
            decided: day(row, "決定日", year, &mut all.findings),
            handling,
            text: row.cell("県の考え方"),
            same_as,
        });
    }
    all.findings.extend(table.findings);
    all.texts.extend(table.texts);
}
