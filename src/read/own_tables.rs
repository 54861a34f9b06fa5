//! `inputs/tables/`: the tables that a cycle declares for itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::declared_columns::of_table;
use super::input::InputFile;
use super::lists::{day, finding, twice};
use super::own_value;
use super::row_marks;
use super::table;
use super::table_row::TableRow;
use super::toml_slips::TomlSlip;
use crate::ground::code::is_code;
use crate::ground::origin::Origin;
use crate::ground::spellings::Spellings;
use crate::ground::text;
use crate::ground::written_year::parse_year;
use crate::model::cause::{Cause, RawFinding};
use crate::model::column::{Column, Columns, Holds};
use crate::model::cycle::{Cycle, Settings, SourceText};
use crate::model::own_cell::OwnCell;
use crate::model::own_table::{OwnTable, OwnTableRow, TableKey};
use crate::model::submission::Arrival;
use crate::model::value::{Cell, Field, Reading};

/// Where the files of these tables lie.
pub const TABLES: &str = "inputs/tables/";
/// The column of the day on which a row came.
const RECEIVED: &str = "受付日";

/// The tables that a cycle declares, without rows. What is wrong with their declarations is added to `slips`.
pub fn declared(settings: &Settings, source: &SourceText, slips: &mut Vec<TomlSlip>) -> Vec<OwnTable> {
    let mut tables: Vec<OwnTable> = Vec::new();
    for table in &settings.tables {
        let id = table.id.get_ref();
        let message = match () {
            () if !is_code(id) => {
                format!(
                    "表の id「{id}」は使えません。半角の英小文字、数字、ハイフンで書いてください（例 budget）。"
                )
            }
            () if tables.iter().any(|known| known.id == *id) => {
                format!("表の id「{id}」が二度使われています。")
            }
            () if table.key.is_empty() => {
                format!("表「{id}」の key に、何について１行かを書いてください（例 key = [\"measure\"]）。")
            }
            () => String::new(),
        };
        if !message.is_empty() {
            slips.push(TomlSlip { origin: source.of(&table.id), message });
        }
        let key: Vec<TableKey> = table.key.iter().map(|key| *key.get_ref()).collect();
        let mut columns: Vec<Column> = Vec::new();
        for column in key.iter().flat_map(|key| key.columns()) {
            if !columns.iter().any(|known| known.id == column.id) {
                columns.push(column);
            }
        }
        columns.push(Column::new(RECEIVED, Holds::Date));
        columns.push(Column::new("備考", Holds::Words));
        let columns = of_table(Columns::new(columns), &table.columns, settings, source, slips);
        tables.push(OwnTable { id: id.clone(), key, columns, rows: Vec::new(), is_anonymous: false });
    }
    tables
}

/// Reads the files of the tables that a cycle declares: `budget.csv`, `budget_土木部.xlsx`.
pub fn read_all(files: &[InputFile], cycle: &mut Cycle) {
    let names = Names::of(cycle);
    let (mut findings, mut texts) = (Vec::new(), Vec::new());
    let mut tables = std::mem::take(&mut cycle.tables);
    for file in files {
        let Some(table) = tables.iter_mut().find(|table| is_of(&file.path, &table.id)) else {
            let origin = Origin::File(file.path.clone());
            findings.push(RawFinding { origin, department: None, cause: Cause::UndeclaredTable });
            continue;
        };
        let read = table::read(file, &table.columns);
        findings.extend(read.findings);
        texts.extend(read.texts);
        for record in &read.rows {
            row_marks::say(record, None, &mut findings);
            table.rows.extend(row(record, file, table, cycle, &names, &mut findings));
        }
    }
    for table in &mut tables {
        once(table, &mut findings);
    }
    cycle.tables = tables;
    cycle.findings.append(&mut findings);
    cycle.texts.append(&mut texts);
}

/// Whether a file is one of a table: its name is the table's id, or begins with it.
pub fn is_of(path: &str, id: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', ' ', '　', '(', '（']))
}

/// The names by which rows call what they are of.
struct Names {
    categories: Spellings,
    organizations: Spellings,
}

impl Names {
    fn of(cycle: &Cycle) -> Self {
        let mut categories = Spellings::default();
        for category in &cycle.settings.categories {
            let id = category.id.get_ref();
            categories.add(id, id);
            categories.add(&category.title, id);
            categories.add(&format!("{}{}", category.label, category.title), id);
        }
        let mut organizations = Spellings::default();
        for organization in &cycle.organizations {
            organizations.add(&organization.code.text, &organization.code.text);
            organizations.add(&organization.name.text, &organization.code.text);
        }
        Self { categories, organizations }
    }
}

/// A row; none if what it is of is not there, which is said.
fn row(
    record: &TableRow,
    file: &InputFile,
    table: &OwnTable,
    cycle: &Cycle,
    names: &Names,
    findings: &mut Vec<RawFinding>,
) -> Option<OwnTableRow> {
    let key: Vec<Option<Arc<str>>> =
        table.key.iter().map(|key| key_of(*key, record, cycle, names, findings)).collect();
    let cell = |column: &Arc<Column>, findings: &mut Vec<RawFinding>| {
        let cell = record.cell(&column.id);
        let usable = record.is_usable(&column.id);
        let (reading, cause) =
            if usable { own_value::read(column, &cell.text) } else { (Reading::Unreadable, None) };
        findings.extend(cause.map(|cause| finding(&cell, cause)));
        OwnCell { column: column.clone(), field: Field { cell, reading } }
    };
    let own = table.columns.own().map(|column| cell(column, findings)).collect();
    let noted = record.cell(RECEIVED);
    let received = match cycle.arrivals.of(&file.path) {
        _ if !noted.is_empty() => {
            day(record, RECEIVED, cycle.settings.cycle.fiscal_year, findings).value().copied()
        }
        Arrival::On(day) => Some(day),
        Arrival::Unlisted | Arrival::Unknown => None,
    };
    // A day that can't be read is no day from the start.
    if !noted.is_empty() && received.is_none() {
        return None;
    }
    let key: Option<Vec<Arc<str>>> = key.into_iter().collect();
    Some(OwnTableRow { origin: record.origin.clone(), key: key?, received, own })
}

/// What a row is of, as the lists spell it.
fn key_of(
    key: TableKey,
    record: &TableRow,
    cycle: &Cycle,
    names: &Names,
    findings: &mut Vec<RawFinding>,
) -> Option<Arc<str>> {
    let columns = key.columns();
    let cell = record.cell(&columns[0].id);
    if cell.is_empty() {
        let column = columns[0].name.clone();
        findings.push(finding(&cell, Cause::Empty { column }));
        return None;
    }
    let written = cell.text.as_str();
    let known = match key {
        TableKey::Measure => cycle.names.measures.find(written).map(Into::into),
        TableKey::Indicator => {
            let number = text::key(record.text("指標番号"));
            cycle.names.measures.find(written).map(|measure| format!("{measure}/{number}").into())
        }
        TableKey::Category => names.categories.find(written).map(Into::into),
        TableKey::Department => cycle.names.department(written).map(Into::into),
        TableKey::Member => cycle.names.member(written).map(Into::into),
        TableKey::Organization => names.organizations.find(written).map(Into::into),
        TableKey::Year => parse_year(written).map(|year| year.western.to_string().into()),
        TableKey::Number => {
            text::key(written).parse::<u32>().ok().filter(|number| *number > 0).map(|n| n.to_string().into())
        }
    };
    if known.is_none() {
        findings.push(finding(&cell, not_there(key, &cell)));
    }
    known
}

fn not_there(key: TableKey, cell: &Cell) -> Cause {
    let text = text::excerpt(&cell.text);
    let what = match key {
        TableKey::Year => return Cause::Year { text, slip: None },
        TableKey::Measure | TableKey::Indicator => "取組（measures.csv）",
        TableKey::Category => "区分（cycle.toml の [[categories]] の id か題）",
        TableKey::Department => "部署（departments.csv）",
        TableKey::Member => "構成員（members.csv のコードか氏名。二つの会議に同じ氏名があれば、コード）",
        TableKey::Organization => "団体（organizations.csv）",
        TableKey::Number => "番号（1、2、3のような整数）",
    };
    Cause::NoSuchKey { what, text }
}

/// Drops a second row of the same thing and day, which is said: nobody knows which is right.
fn once(table: &mut OwnTable, findings: &mut Vec<RawFinding>) {
    let mut seen: BTreeMap<(Vec<Arc<str>>, Option<NaiveDate>), Cell> = BTreeMap::new();
    table.rows.retain(|row| {
        let cell = Cell { text: row.key.join("　"), origin: row.origin.clone() };
        match seen.get(&(row.key.clone(), row.received)) {
            None => {
                seen.insert((row.key.clone(), row.received), cell);
                true
            }
            Some(first) => {
                findings.push(finding(&cell, twice(&cell, first)));
                false
            }
        }
    });
}
