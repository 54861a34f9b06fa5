//! Forms to fill in and send back (様式): workbooks and CSV files whose columns are those that are read back.

pub mod workbook;

use super::about::about;
use super::artifact::{Artifact, Kind};
use super::naming::file_name;
use super::scope::Scope;
use super::view::tally;
use crate::library::trouble::Trouble;
use crate::model::choice::Choice;
use crate::model::indicator::Indicator;
use crate::model::opinion::Opinion;
use crate::model::stage::{Form, FormFile, FormKind};

/// The order of the columns of a return, as departments know them.
const RETURN: [&str; 27] = [
    "取組番号",
    "取組名",
    "指標番号",
    "指標名",
    "単位",
    "指標の型",
    "方向",
    "基準年度",
    "基準値",
    "目標年度",
    "目標値",
    "目標の根拠",
    "根拠計画名",
    "目標を設定しない理由",
    "理由（記述）",
    "目安値",
    "目安の理由",
    "実績年度",
    "実績値",
    "実績の区分",
    "定性の状況",
    "自己評価",
    "取組内容・実績",
    "課題",
    "今後の予定",
    "再掲",
    "備考",
];
/// The columns of an opinion, those that the secretariat fills in last.
const OPINION: [&str; 6] = ["提出者", "種別", "取組番号", "意見の概要", "番号", "受付日"];
/// The columns of a ballot.
const BALLOT: [&str; 5] = ["議案", "件名", "回答", "理由", "意見"];
/// The columns of a report on advice and opinions.
const REPORT: [&str; 7] =
    ["番号", "取組番号", "種別", "助言・意見の概要", "対応の状況", "対応の内容", "時期"];
/// How many opinions the form has room for.
const OPINIONS: usize = 5;

/// Makes a form for the scope's recipient.
///
/// # Errors
///
/// If writing it fails.
pub fn make(form: &Form, scope: &Scope<'_>) -> Result<Artifact, Trouble> {
    let (columns, rows) = match form.form {
        FormKind::Return => (RETURN.as_slice(), returns(scope)),
        FormKind::Opinion => (OPINION.as_slice(), opinions_to_fill(scope)),
        FormKind::Ballot => (BALLOT.as_slice(), motions_to_answer(scope)),
        FormKind::Report => (REPORT.as_slice(), opinions_to_answer(scope)),
    };
    let trouble = |message: String| Trouble { origin: scope.cycle.source.of(&form.id), message };
    let bytes = match form.file {
        FormFile::Csv => write(columns, &rows).map_err(|error| trouble(error.to_string()))?,
        FormFile::Xlsx => workbook::write(scope, form.form, &form.title, columns, &rows)
            .map_err(|error| trouble(error.to_string()))?,
    };
    let code = scope.recipient.as_ref().map_or("", |recipient| recipient.code());
    let ending = form.file.ending();
    let path = format!("{}/forms/{code}_{}.{ending}", scope.stage.id.get_ref(), file_name(&form.title));
    let about = about(scope, Kind::Form, form.id.get_ref(), path, None, form.title.clone());
    Ok(Artifact { about, bytes, figures: Vec::new() })
}

/// A row for each indicator that is known by the cutoff, its year's figures left open; of a measure without one, a
/// row to begin with.
fn returns(scope: &Scope<'_>) -> Vec<Vec<String>> {
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
            let cell = |column: &&str| match *column {
                "取組番号" => measure.number.text.clone(),
                "取組名" => measure.title.text.clone(),
                "指標番号" => indicator.map_or("1".into(), |i| i.key.number.clone()),
                column => indicator.map_or(String::new(), |i| carried(i, column)),
            };
            rows.push(RETURN.iter().map(cell).collect());
        }
    }
    rows
}

/// What is carried over from the row of an indicator: what it is and what it aims at, not what was reached.
fn carried(indicator: &Indicator, column: &str) -> String {
    let text = match column {
        "指標名" => &indicator.name.text,
        "単位" => &indicator.unit.text,
        "指標の型" => &indicator.kind.cell.text,
        "方向" => &indicator.direction.cell.text,
        "基準年度" => &indicator.baseline_year.cell.text,
        "基準値" => &indicator.baseline.cell.text,
        "目標年度" => &indicator.target_year.cell.text,
        "目標値" => &indicator.target.cell.text,
        "目標の根拠" => &indicator.basis.cell.text,
        "根拠計画名" => &indicator.basis_plan.text,
        "再掲" => &indicator.repeats.text,
        _ => return String::new(),
    };
    text.clone()
}

/// A return with everything that rows say, as last year's is kept for the next.
///
/// # Errors
///
/// If writing it fails.
pub fn whole_return(rows: &[&Indicator]) -> Result<Vec<u8>, csv::Error> {
    let row = |indicator: &&Indicator| RETURN.iter().map(|column| text_of(indicator, column)).collect();
    write(&RETURN, &rows.iter().map(row).collect::<Vec<_>>())
}

/// What stands in a column of a row.
fn text_of(indicator: &Indicator, column: &str) -> String {
    let cell = match column {
        "取組番号" => return indicator.key.measure.clone(),
        "指標番号" => return indicator.key.number.clone(),
        "理由（記述）" => &indicator.no_target_note,
        "目標を設定しない理由" => &indicator.no_target.cell,
        "目安値" => &indicator.expected.cell,
        "目安の理由" => &indicator.expected_note,
        "実績年度" => &indicator.actual_year.cell,
        "実績値" => &indicator.actual.cell,
        "実績の区分" => &indicator.certainty.cell,
        "定性の状況" => &indicator.state.cell,
        "自己評価" => &indicator.self_assessment,
        "取組内容・実績" => &indicator.activity,
        "課題" => &indicator.issue,
        "今後の予定" => &indicator.plan,
        "備考" => &indicator.note,
        column => return carried(indicator, column),
    };
    cell.text.clone()
}

/// Rows for opinions with the sender's name. The letter says how to answer that there is none.
fn opinions_to_fill(scope: &Scope<'_>) -> Vec<Vec<String>> {
    let name = scope.recipient.as_ref().map_or("", |recipient| recipient.name());
    let row = |_| {
        let cell = |column: &&str| match *column {
            "提出者" => name.to_owned(),
            "種別" => "意見".into(),
            _ => String::new(),
        };
        OPINION.iter().map(cell).collect()
    };
    (0..OPINIONS).map(row).collect()
}

/// A row for each motion.
fn motions_to_answer(scope: &Scope<'_>) -> Vec<Vec<String>> {
    let row =
        |motion: tally::Motion| vec![motion.no, motion.title, String::new(), String::new(), String::new()];
    tally::motions(scope).into_iter().map(row).collect()
}

/// A row for each piece of advice and opinion that the recipient is told of.
fn opinions_to_answer(scope: &Scope<'_>) -> Vec<Vec<String>> {
    let row = |opinion: &&Opinion| {
        let measure = if opinion.measure.is_empty() { "共通" } else { &opinion.measure.text };
        let kind = opinion.kind.value().map_or("", |kind| kind.label());
        let known = [opinion.number.text.as_str(), measure, kind, opinion.text.text.as_str()];
        known.into_iter().chain(["", "", ""]).map(Into::into).collect()
    };
    scope.opinions.iter().map(row).collect()
}

/// With the mark by which Excel knows UTF-8, and its line ends.
fn write(columns: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::header::Columns;
    use crate::read::{opinions, submission};

    #[test]
    fn forms_have_the_columns_that_are_read() {
        let all = |columns: Columns| {
            let mut all: Vec<_> = columns.required.iter().chain(columns.optional).copied().collect();
            all.sort_unstable();
            all
        };
        let mut form = RETURN.to_vec();
        form.sort_unstable();
        assert_eq!(form, all(submission::COLUMNS));
        for column in OPINION {
            assert!(all(opinions::COLUMNS).contains(&column), "{column}");
        }
    }
}
