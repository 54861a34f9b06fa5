//! The register's public columns as files: CSV, JSON, and the schema of both.

use csv::{Terminator, WriterBuilder};
use serde_json::{Map, Number, Value, json};

use super::fingerprint::PublicFingerprint;
use super::register_table::{DataCell, RegisterTable};
use crate::ground::fault::Fault;
use crate::ground::text::guarded;

/// What stands at the head of the data: what it is, and how it may be used.
#[derive(Debug, Clone)]
pub struct DataTerms {
    /// What it is: 「千葉県ＩＣＴ利活用戦略　進捗状況（令和２年２月７日）」.
    pub title: String,
    /// How it is cited.
    pub source: String,
    /// What every page of the plan says in its margin, such as 「見本（数値は架空）」; none where the cycle declares nothing.
    pub banner: Option<String>,
    /// The last day on which what it says had come in: 「2020-01-31」.
    pub as_of: String,
    /// Under which licence it may be used; none where none is declared.
    pub licence: Option<String>,
    /// Where that is to be read.
    pub licence_url: Option<String>,
    /// What is left out, a sentence; none where nothing is.
    pub left_out: Option<String>,
    /// What made it of what.
    pub fingerprint: PublicFingerprint,
}

impl DataTerms {
    /// The same as lines of text.
    pub fn lines(&self) -> String {
        let said = [Some(&self.title), Some(&self.source), self.licence.as_ref(), self.licence_url.as_ref()];
        let said = said.into_iter().chain([self.left_out.as_ref(), self.banner.as_ref()]).flatten().cloned();
        said.chain([self.fingerprint.to_string()]).map(|line| format!("{line}\r\n")).collect()
    }
}

/// Which program opens a CSV file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CsvFor {
    /// Excel: with a byte order mark, and with an apostrophe before what it would compute.
    Excel,
    /// Any other: neither.
    Programs,
}

/// The table as CSV.
///
/// # Errors
///
/// If it can't be written.
pub fn csv(table: &RegisterTable, to: CsvFor) -> Result<Vec<u8>, Fault> {
    let mark: &[u8] = if to == CsvFor::Excel { "\u{FEFF}".as_bytes() } else { &[] };
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(mark.to_vec());
    writer.write_record(table.columns.iter().map(|column| column.name.as_str())).map_err(Fault::format)?;
    for row in &table.rows {
        let cells = row.iter().map(|cell| match (cell, to) {
            (DataCell::Words(words), CsvFor::Excel) => guarded(words),
            (cell, _) => cell.text().into(),
        });
        let cells: Vec<_> = cells.collect();
        writer.write_record(cells.iter().map(|cell| cell.as_bytes())).map_err(Fault::format)?;
    }
    writer.into_inner().map_err(|error| Fault::format(error.into_error()))
}

/// The table as JSON, an object a row.
///
/// # Errors
///
/// If it can't be written.
pub fn json(table: &RegisterTable, terms: &DataTerms) -> Result<Vec<u8>, Fault> {
    let value = |cell: &DataCell| match cell {
        DataCell::Empty => Value::Null,
        DataCell::Number(number) => {
            number.parse::<Number>().map_or_else(|_| number.as_str().into(), Value::from)
        }
        DataCell::Words(words) => words.as_str().into(),
    };
    let row = |cells: &Vec<DataCell>| -> Value {
        let named = table.columns.iter().zip(cells).map(|(column, cell)| (column.name.clone(), value(cell)));
        Value::Object(named.collect())
    };
    let mut head = said(terms);
    head.insert("rows".into(), table.rows.iter().map(row).collect());
    lines(&Value::Object(head))
}

/// The schema of the columns (Table Schema), for CSV and JSON alike.
///
/// # Errors
///
/// If it can't be written.
pub fn schema(table: &RegisterTable, terms: &DataTerms) -> Result<Vec<u8>, Fault> {
    let field = |(place, column): (usize, &super::register_table::PublicColumn)| {
        let kind = if column.is_number { "number" } else { "string" };
        let mut field = json!({ "name": column.name, "title": column.name, "type": kind, "description": column.description });
        if place == 0 {
            field["constraints"] = json!({ "required": true, "unique": true });
        }
        field
    };
    let mut head = said(terms);
    head.insert("fields".into(), table.columns.iter().enumerate().map(field).collect());
    head.insert("primaryKey".into(), json!([table.columns.first().map(|column| &column.name)]));
    head.insert("missingValues".into(), json!([""]));
    lines(&Value::Object(head))
}

fn said(terms: &DataTerms) -> Map<String, Value> {
    let said = json!({
        "title": terms.title,
        "source": terms.source,
        "note": terms.banner,
        "asOf": terms.as_of,
        "licence": terms.licence,
        "licenceUrl": terms.licence_url,
        "leftOut": terms.left_out,
        "fingerprint": terms.fingerprint,
    });
    match said {
        Value::Object(said) => said,
        _ => Map::new(),
    }
}

fn lines(value: &Value) -> Result<Vec<u8>, Fault> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(Fault::format)?;
    bytes.push(b'\n');
    Ok(bytes)
}
