//! Forms to fill in and send back (様式): workbooks and CSV files whose columns are those that are read back.
//!
//! - `form_cells`: How the cells of a form look
//! - `guide`: 記入要領: what holds for a form as a whole, and then each of its columns in their order, with an example
//! - `workbook`: Forms as workbooks (.xlsx): prefilled, only the cells to fill in unlocked, drop-downs for closed lists, a
//!   sheet that says how each is filled in, and a hidden one by which the return is matched

mod form_cells;
pub mod guide;
pub mod workbook;

use super::about::about;
use super::artifact::{Artifact, FileKind};
use super::cell_text::cell_text;
use super::naming::file_name;
use super::scope::{RecipientScope, Scope};
use super::unwritten;
use super::view::tally_result;
use crate::decide::asked::Asked;
use crate::decide::attendance::meeting_of;
use crate::ground::text::guarded;
use crate::ground::wareki;
use crate::library::trouble::Trouble;
use crate::model::choice::Choice;
use crate::model::column::{Column, Columns, OnForm};
use crate::model::indicator::Indicator;
use crate::model::opinion::OpinionKind;
use crate::model::plan::Measure;
use crate::model::rescheduled::UNDATED;
use crate::model::stage::{Form, FormFile, FormKind};

/// How many opinions the form has room for.
const OPINIONS: usize = 5;

/// Makes a form for the scope's recipient, filled in with what is known.
///
/// # Errors
///
/// If writing it fails.
pub fn make(form: &Form, scope: &RecipientScope<'_>) -> Result<Artifact, Trouble> {
    let all = columns_of(form.form, scope);
    let columns = all.on_form();
    let rows = match form.form {
        FormKind::Return => returns(scope, &columns),
        FormKind::Opinion => opinions_to_fill(scope, &columns),
        FormKind::Ballot => motions_to_answer(scope),
        FormKind::Report => opinions_to_answer(scope),
        FormKind::Attendance => invitation_to_answer(scope, &columns),
    };
    let trouble = |message: String| Trouble { origin: scope.cycle.source.of(&form.id), message };
    let bytes = match form.file {
        FormFile::Csv => {
            write(&columns, &rows).map_err(|error| trouble(format!("CSV を書けません（{error}）。")))?
        }
        FormFile::Xlsx => {
            // The form's checksum is of what stands in its cells.
            let cut = |row: &Vec<String>| row.iter().map(|cell| cell_text(cell).into_owned()).collect();
            let rows: Vec<Vec<String>> = rows.iter().map(cut).collect();
            workbook::write(scope, form.form, &form.title, &all, &rows)
                .map_err(|error| trouble(unwritten::reason(&error)))?
        }
    };
    let code = scope.recipient.as_ref().map_or("", |recipient| recipient.code());
    let ending = form.file.ending();
    let path = format!("{}/forms/{code}_{}.{ending}", scope.stage.id.get_ref(), file_name(&form.title));
    let about = about(scope, FileKind::Form, form.id.get_ref(), path, None, form.title.clone());
    Ok(Artifact { about, bytes, figures: Vec::new(), newly_set: None })
}

/// The columns of a form and of what it is read back as.
fn columns_of(form: FormKind, scope: &Scope<'_>) -> Columns {
    match form {
        FormKind::Return => scope.cycle.return_columns.clone(),
        FormKind::Opinion => Columns::of_opinions(),
        FormKind::Ballot => Columns::of_ballot_form(),
        FormKind::Report => Columns::of_report_form(&scope.cycle.settings.plan.government),
        FormKind::Attendance => Columns::of_replies(),
    }
}

/// A row for each indicator that is known by the cutoff, its year's figures left open; of a measure without one, a
/// row to begin with.
fn returns(scope: &Scope<'_>, columns: &[&Column]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for measure in &scope.measures {
        let mut known: Vec<&Indicator> =
            scope.rows_of(&measure.number.text).map(|row| &*row.entry.indicator).collect();
        if known.is_empty() {
            let last_year = scope.previous.as_of(scope.cutoff);
            known = last_year.of_measure(&measure.number.text).map(|entry| &*entry.indicator).collect();
        }
        let numbers = if known.is_empty() { vec![None] } else { known.into_iter().map(Some).collect() };
        for indicator in numbers {
            rows.push(columns.iter().map(|column| to_begin_with(column, measure, indicator)).collect());
        }
    }
    rows
}

/// What stands in a return's cell when it is sent: what the indicator is and what it aims at, not what was reached.
fn to_begin_with(column: &Column, measure: &Measure, indicator: Option<&Indicator>) -> String {
    match (&*column.id, indicator) {
        ("取組番号", _) => measure.number.text.clone(),
        ("取組名", _) => measure.title.text.clone(),
        ("指標番号", None) => "1".into(),
        ("指標番号", Some(indicator)) => indicator.key.number.clone(),
        (name, Some(indicator)) if column.on_form == OnForm::CarriedOver => text_of(indicator, name),
        _ => String::new(),
    }
}

/// A return as CSV in which nothing is left open: every column of these rows as they stand, as last year's is kept
/// for the next.
///
/// # Errors
///
/// If writing it fails.
pub fn whole_return(columns: &Columns, rows: &[&Indicator]) -> Result<Vec<u8>, csv::Error> {
    let columns = columns.on_form();
    let row = |indicator: &&Indicator| columns.iter().map(|column| text_of(indicator, &column.id)).collect();
    write(&columns, &rows.iter().map(row).collect::<Vec<_>>())
}

/// A list of the secretariat as CSV: all of its columns, in their order.
///
/// # Errors
///
/// If writing it fails.
pub fn whole_list(columns: &Columns, rows: &[Vec<String>]) -> Result<Vec<u8>, csv::Error> {
    write(&columns.on_form(), rows)
}

/// What stands in a column of a row; its numbers as they are compared.
fn text_of(indicator: &Indicator, column: &str) -> String {
    match column {
        "取組番号" => indicator.key.measure.clone(),
        "指標番号" => indicator.key.number.clone(),
        column => indicator.cell(column).map_or(String::new(), |cell| cell.text.clone()),
    }
}

/// Rows for opinions with the sender's name. The letter says how to answer that there is none.
fn opinions_to_fill(scope: &Scope<'_>, columns: &[&Column]) -> Vec<Vec<String>> {
    let name = scope.recipient.as_ref().map_or("", |recipient| recipient.name());
    let row = |_| {
        let cell = |column: &&Column| match &*column.id {
            "提出者" => name.to_owned(),
            "種別" => "意見".into(),
            _ => String::new(),
        };
        columns.iter().map(cell).collect()
    };
    (0..OPINIONS).map(row).collect()
}

/// A row for each motion.
fn motions_to_answer(scope: &Scope<'_>) -> Vec<Vec<String>> {
    let meeting = scope.stage.called_among(&scope.cycle.settings.stages);
    let row = |motion: tally_result::MotionRow| {
        let known = [&meeting, &motion.no, &motion.title].map(Into::into);
        known.into_iter().chain([String::new(), String::new(), String::new()]).collect()
    };
    tally_result::motions(scope).into_iter().map(row).collect()
}

/// One row: which meeting, and who answers.
fn invitation_to_answer(scope: &Scope<'_>, columns: &[&Column]) -> Vec<Vec<String>> {
    let Some(meeting) = meeting_of(scope.cycle, scope.stage) else { return Vec::new() };
    let name = scope.recipient.as_ref().map_or("", |recipient| recipient.name());
    let settings = &scope.cycle.settings;
    let cell = |column: &&Column| match &*column.id {
        "会議" => meeting.called_on_replies(&settings.stages, &settings.bodies),
        "日時" => {
            let time = meeting.time.as_deref().unwrap_or_default();
            let day = meeting.known_date_as_of(scope.stage.date).map(wareki::date_with_weekday);
            day.map_or_else(|| UNDATED.into(), |day| format!("{day}{time}"))
        }
        "構成員" => name.to_owned(),
        _ => String::new(),
    };
    vec![columns.iter().map(cell).collect()]
}

/// A row for each piece of advice (助言), each opinion (意見) and each remark (発言) on the recipient's measures, to be
/// reported on: with what was answered to it.
fn opinions_to_answer(scope: &Scope<'_>) -> Vec<Vec<String>> {
    let answer = |one: &Asked<'_>| {
        let answer = one.opinion.and_then(|opinion| scope.responses.to_one(opinion));
        let handling = answer.and_then(|answer| answer.handling.value());
        let handling = handling.map_or(String::new(), |handling| format!("〔{}〕", handling.label()));
        answer.map_or(String::new(), |answer| handling + &answer.text.text)
    };
    let row = |one: &Asked<'_>| {
        let measure = if one.measure.is_empty() { "共通" } else { &one.measure.text };
        let kind = one.kind.map_or("", OpinionKind::label);
        let known = [one.number.as_str(), measure, kind, &one.words(), &answer(one)];
        known.into_iter().chain(["", "", ""]).map(Into::into).collect()
    };
    let code = scope.recipient.as_ref().map_or("", |recipient| recipient.code());
    scope.asked_of(code).iter().map(row).collect()
}

/// With the mark by which Excel knows UTF-8, and its line ends.
fn write(columns: &[&Column], rows: &[Vec<String>]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    writer.write_record(columns.iter().map(|column| column.name.as_bytes()))?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| guarded(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::column::Holds;
    use crate::read::csv;
    use crate::read::sheet::Bounds;

    #[test]
    fn what_is_guarded_reads_back_as_it_was() {
        let columns = [Column::new("値", Holds::Words), Column::new("備考", Holds::Words)];
        let cells = ["=1+1", "-3.5", "@甲", "+81-43", "-", "2-ア-1", "=A1,\"乙\"", "-箇条\n-書き"];
        let rows: Vec<Vec<String>> = cells.iter().map(|cell| vec![(*cell).into(), "甲".into()]).collect();
        let bytes = write(&columns.iter().collect::<Vec<_>>(), &rows).expect("CSV");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.lines().any(|line| line.starts_with(['=', '@']) || line.starts_with("\"=")), "{text}");
        let sheet = csv::read(&bytes, Bounds::SENT, &|_| 1).expect("a table");
        let read: Vec<&str> = sheet.rows.iter().skip(1).map(|row| row.cells[0].text.as_str()).collect();
        assert_eq!(read, cells);
    }
}
