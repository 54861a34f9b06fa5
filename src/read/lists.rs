//! The secretariat's lists: departments, measures, members, organizations, and what was received when.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::input::InputFile;
use super::table;
use super::table_row::TableRow;
use super::word_of_list::choice;
use crate::ground::code::is_code;
use crate::ground::text;
use crate::ground::written_date::{in_other_eras, read_date};
use crate::model::addressee::HONORIFICS;
use crate::model::body::{DEPUTY, Member, Organization};
use crate::model::cause::{Cause, RawFinding};
use crate::model::choice::Choice;
use crate::model::column::{Column, Columns, Holds};
use crate::model::in_force::InForce;
use crate::model::plan::{Department, Measure};
use crate::model::postal::PostalAddress;
use crate::model::submission::Received;
use crate::model::value::{Cell, Field, NoValue, Reading};

/// The mark of the one who chairs.
const CHAIR: &str = "◎";
/// The marks that a member may have.
const MARKS: [&str; 2] = [CHAIR, DEPUTY];
/// Columns that `members.csv` once had. Whether a member comes is known of each meeting, by the replies.
const ONCE_OF_MEMBERS: [&str; 2] = ["出欠", "代理者"];

/// What a list holds, what could not be read of it, and its texts.
pub struct List<T> {
    /// What the rows hold, one a row, in the order of the file.
    pub items: Vec<T>,
    /// What was wrong with rows and cells.
    pub findings: Vec<RawFinding>,
    /// The cells that hold more than ASCII: rules look in them for characters that the fonts lack.
    pub texts: Vec<Cell>,
}

impl<T> List<T> {
    pub(super) fn read(
        file: &InputFile,
        columns: &Columns,
        item: impl Fn(&TableRow, &mut Vec<RawFinding>) -> T,
    ) -> Self {
        let table = table::read(file, columns);
        let mut findings = Vec::new();
        let items = table.rows.iter().map(|record| item(record, &mut findings)).collect();
        findings.extend(table.findings);
        Self { items, findings, texts: table.texts }
    }

    /// Makes a second item of the same code, however it is spelled, a finding and drops it.
    pub(super) fn once(mut self, code: impl Fn(&T) -> &Cell) -> Self {
        let mut seen: BTreeMap<String, Cell> = BTreeMap::new();
        let findings = &mut self.findings;
        self.items.retain(|item| {
            let cell = code(item);
            let key = text::key(&cell.text);
            let Some(first) = seen.get(&key).filter(|_| !cell.is_empty()) else {
                seen.insert(key, cell.clone());
                return true;
            };
            findings.push(finding(cell, twice(cell, first)));
            false
        });
        self
    }

    /// Drops the items whose code can't name a file; the finding was noted when it was read.
    fn named(mut self, code: impl Fn(&T) -> &Cell) -> Self {
        self.items.retain(|item| is_code(&code(item).text));
        self
    }
}

/// What is said of a cell that names what an earlier one does.
pub(super) fn twice(cell: &Cell, first: &Cell) -> Cause {
    let column = cell.origin.header().unwrap_or_default().to_owned();
    let differs = text::difference(&cell.text, &first.text).map(Box::new);
    Cause::Twice { column, text: cell.text.clone(), first: first.origin.clone(), differs }
}

/// What is said of a cell of a list.
pub(super) fn finding(cell: &Cell, cause: Cause) -> RawFinding {
    RawFinding { origin: cell.origin.clone(), department: None, cause }
}

/// A code and columns of words: those that must be there, and those that may.
fn coded(required: &[&str], optional: &[&str]) -> Columns {
    let words = Columns::of_words(required, optional);
    let code = Column::new("コード", Holds::Name).required();
    let column = |column: &Column| match &*column.name {
        "敬称" => Column::new("敬称", Holds::one_of(HONORIFICS)),
        day @ ("適用開始日" | "適用終了日") => Column::new(day, Holds::Date),
        _ => column.clone(),
    };
    Columns::new(std::iter::once(code).chain(words.iter().map(|words| column(words))))
}

/// The columns of `departments.csv`.
pub fn department_columns() -> Columns {
    coded(
        &["部局", "課", "宛名", "電子メール"],
        &["適用開始日", "適用終了日", "取りまとめ", "敬称", "受信上限", "備考"],
    )
}

/// Reads `departments.csv`. A code that stands twice, or can't name a file, is a finding, and its row is left out.
pub fn departments(file: &InputFile) -> List<Department> {
    List::read(file, &department_columns(), |row, findings| Department {
        code: code(row, findings),
        bureau: row.cell("部局"),
        division: filled(row, "課", findings),
        in_force: in_force(row, ["適用開始日", "適用終了日"], findings),
        gathered_by: row.cell("取りまとめ"),
        addressee: row.cell("宛名"),
        honorific: honorific(row, findings),
        mail: row.cell("電子メール"),
        mail_limit: row.cell("受信上限"),
    })
    .once_at_a_time()
    .named(|d| &d.code)
}

impl List<Department> {
    /// Makes a second row of a department for the same days a finding and drops it. Rows for other days have other names.
    fn once_at_a_time(mut self) -> Self {
        let mut seen: BTreeMap<String, Vec<(Cell, InForce)>> = BTreeMap::new();
        let findings = &mut self.findings;
        self.items.retain_mut(|item| {
            let rows = seen.entry(text::key(&item.code.text)).or_default();
            let meets = |(_, time): &&(Cell, InForce)| time.meets(&item.in_force);
            if let Some((first, _)) = rows.iter().find(meets).filter(|_| !item.code.is_empty()) {
                findings.push(finding(&item.code, twice(&item.code, first)));
                return false;
            }
            rows.push((item.code.clone(), item.in_force.clone()));
            item.code.text.clone_from(&rows[0].0.text);
            true
        });
        self
    }
}

/// The columns of `measures.csv`.
pub fn measure_columns() -> Columns {
    Columns::new([
        Column::new("取組番号", Holds::MeasureNumber).required(),
        Column::new("取組名", Holds::Words).required(),
        Column::new("区分", Holds::Name).required(),
        Column::new("担当", Holds::Name).required(),
        Column::new("旧番号", Holds::MeasureNumber),
        Column::new("備考", Holds::Words),
    ])
}

/// Reads `measures.csv`, whose order is the one in which papers print the measures.
pub fn measures(file: &InputFile) -> List<Measure> {
    List::read(file, &measure_columns(), |row, findings| Measure {
        number: filled(row, "取組番号", findings),
        title: filled(row, "取組名", findings),
        category: filled(row, "区分", findings),
        owner: filled(row, "担当", findings),
        former: row.cell("旧番号"),
    })
    .once(|m| &m.number)
}

/// The columns of `members.csv`.
pub fn member_columns() -> Columns {
    Columns::new([
        Column::new("会議", Holds::Name).required(),
        Column::new("氏名", Holds::Words).required(),
        Column::new("所属・職", Holds::Words).required(),
        Column::new("コード", Holds::Name),
        Column::new("グループ", Holds::Words),
        Column::new("よみ", Holds::Words),
        Column::new("座長", Holds::one_of(MARKS)),
        Column::new("就任日", Holds::Date),
        Column::new("退任日", Holds::Date),
        Column::new("敬称", Holds::one_of(HONORIFICS)),
        Column::new("電子メール", Holds::Words),
        Column::new("受信上限", Holds::Words),
        Column::new("郵便番号", Holds::Words),
        Column::new("住所", Holds::Words),
        Column::new("備考", Holds::Words),
    ])
}

/// Reads `members.csv`, the members of all bodies in the order of the rosters. A code that can't name a file is a
/// finding, and its member counts as one without a code: nobody vanishes from a roster for it.
pub fn members(file: &InputFile) -> List<Member> {
    let mut list = List::read(file, &member_columns(), |row, findings| {
        let mut code = row.cell("コード");
        if !fitting(&code, findings) {
            code.text.clear();
        }
        let mut chair = row.cell("座長");
        if ["〇", "◯"].contains(&chair.text.as_str()) {
            chair.text = DEPUTY.into();
        }
        if !chair.is_empty() && !MARKS.contains(&chair.text.as_str()) {
            let text = chair.text.clone();
            let cause =
                Cause::Choice { column: "座長".into(), text, choices: MARKS.map(Into::into).to_vec() };
            findings.push(finding(&chair, cause));
        }
        Member {
            code,
            body: filled(row, "会議", findings),
            group: row.cell("グループ"),
            name: row.cell("氏名"),
            reading: row.cell("よみ"),
            affiliation: row.cell("所属・職"),
            chair,
            in_office: in_force(row, ["就任日", "退任日"], findings),
            honorific: honorific(row, findings),
            mail: row.cell("電子メール"),
            mail_limit: row.cell("受信上限"),
            postal: postal(row),
            note: row.cell("備考"),
        }
    });
    for finding in &mut list.findings {
        if let Cause::UnknownColumn { name } = &mut finding.cause
            && ONCE_OF_MEMBERS.contains(&name.as_str())
        {
            finding.cause = Cause::AttendanceColumn { name: std::mem::take(name) };
        }
    }
    list
}

/// The columns of `organizations.csv`.
pub fn organization_columns() -> Columns {
    coded(&["名称", "所属"], &["宛名", "敬称", "電子メール", "受信上限", "郵便番号", "住所", "備考"])
}

/// Reads `organizations.csv`. A code that stands twice, or can't name a file, is a finding, and its row is left out.
pub fn organizations(file: &InputFile) -> List<Organization> {
    List::read(file, &organization_columns(), |row, findings| Organization {
        code: code(row, findings),
        name: filled(row, "名称", findings),
        memberships: filled(row, "所属", findings)
            .text
            .split('・')
            .map(|word| text::trim(word).into())
            .collect(),
        addressee: row.cell("宛名"),
        honorific: honorific(row, findings),
        mail: row.cell("電子メール"),
        mail_limit: row.cell("受信上限"),
        postal: postal(row),
    })
    .once(|o| &o.code)
    .named(|o| &o.code)
}

/// The columns of `received.csv`.
pub fn received_columns() -> Columns {
    Columns::new([
        Column::new("ファイル", Holds::Name).required(),
        Column::new("受領日", Holds::Date).required(),
        Column::new("備考", Holds::Words),
    ])
}

/// Reads `received.csv` of a cycle of this fiscal year: on which day each return came.
pub fn received(file: &InputFile, year: i32) -> List<Received> {
    List::read(file, &received_columns(), |row, findings| Received {
        file: filled(row, "ファイル", findings),
        day: day(row, "受領日", year, findings),
    })
}

/// A date, which must be there, in a cycle of this fiscal year. One of another time is a slip of the year or the era:
/// 平成２年 for 令和２年, and in January last year's.
pub fn day(row: &TableRow, column: &str, year: i32, findings: &mut Vec<RawFinding>) -> Field<NaiveDate> {
    /// How many fiscal years after the cycle's a day may be; before it nothing was asked.
    const NEAR: std::ops::RangeInclusive<i32> = 0..=2;
    let is_near = |day: &NaiveDate| NEAR.contains(&(day.year() - i32::from(day.month() < 4) - year));
    let cell = filled(row, column, findings);
    let text = cell.text.clone();
    let reading = match read_date(&text) {
        Ok(day) if is_near(&day) => Reading::Value(day),
        Ok(day) => {
            let a_year_later = day.with_year(day.year() + 1);
            let meant = in_other_eras(day).into_iter().chain(a_year_later).find(is_near);
            findings.push(finding(&cell, Cause::FarDay { text, day, meant }));
            Reading::Unreadable
        }
        Err(_) if cell.is_empty() || !row.is_usable(column) => Reading::Unreadable,
        Err(slip) => {
            findings.push(finding(&cell, Cause::Date { text, slip }));
            Reading::Unreadable
        }
    };
    Field { cell, reading }
}

/// The first and the last day of what a row says, of whatever year; either may be left out.
fn in_force(row: &TableRow, columns: [&str; 2], findings: &mut Vec<RawFinding>) -> InForce {
    let [from, until] = columns.map(|column| {
        let (field, wrong) = read_as(row, column, |written| match read_date(written) {
            Ok(day) => (Reading::Value(day), None),
            Err(slip) => match NoValue::of(&text::fold(written)) {
                Some(none) => (Reading::Absent(none), None),
                None => (Reading::Unreadable, Some(Cause::Date { text: written.into(), slip })),
            },
        });
        findings.extend(wrong.map(|cause| finding(&field.cell, cause)));
        field
    });
    InForce { from, until }
}

/// A cell that must not be empty.
pub fn filled(row: &TableRow, column: &str, findings: &mut Vec<RawFinding>) -> Cell {
    let cell = row.cell(column);
    if cell.is_empty() {
        findings.push(finding(&cell, Cause::Empty { column: column.into() }));
    }
    cell
}

/// A word of a closed list; what is none of its words is said.
pub fn word<T: Choice>(row: &TableRow, column: &str, findings: &mut Vec<RawFinding>) -> Field<T> {
    let (field, wrong) = read_as(row, column, |written| choice(column, written));
    findings.extend(wrong.map(|cause| finding(&field.cell, cause)));
    field
}

/// A cell as it is read, and what is wrong with it. Of a cell that can't be taken as it stands that was said already.
pub fn read_as<T>(
    row: &TableRow,
    column: &str,
    read: impl Fn(&str) -> (Reading<T>, Option<Cause>),
) -> (Field<T>, Option<Cause>) {
    let cell = row.cell(column);
    let (reading, wrong) = match row.is_usable(column) {
        true => read(&cell.text),
        false => (Reading::Unreadable, None),
    };
    (Field { cell, reading }, wrong)
}

/// What stands behind the addressee, if the row says it; a word that is none leaves it to the letter.
fn honorific(row: &TableRow, findings: &mut Vec<RawFinding>) -> Cell {
    let mut cell = row.cell("敬称");
    if !cell.is_empty() && !HONORIFICS.contains(&cell.text.as_str()) {
        let (column, text) = ("敬称".into(), cell.text.clone());
        findings.push(finding(
            &cell,
            Cause::Choice { column, text, choices: HONORIFICS.map(Into::into).to_vec() },
        ));
        cell.text.clear();
    }
    cell
}

/// Where letters to a row's recipient are posted.
fn postal(row: &TableRow) -> PostalAddress {
    PostalAddress { postcode: row.cell("郵便番号"), address: row.cell("住所") }
}

/// A code, which must be there.
fn code(row: &TableRow, findings: &mut Vec<RawFinding>) -> Cell {
    let cell = filled(row, "コード", findings);
    fitting(&cell, findings);
    cell
}

/// Whether a code can name a file, if there is one; else a finding.
fn fitting(code: &Cell, findings: &mut Vec<RawFinding>) -> bool {
    let fits = code.is_empty() || is_code(&code.text);
    if !fits {
        findings.push(finding(code, Cause::Code { text: code.text.clone() }));
    }
    fits
}
