//! The public columns of the register, as a table: what people and programs take away with them.

use crate::ground::wareki::Year;
use crate::library::view::WhichIndicators;
use crate::model::column::{Column, Holds};
use crate::model::cycle::Cycle;
use crate::render::scope::Scope;
use crate::render::view::field_names::field_of;
use crate::render::view::field_row::{CellValue, FieldRow};
use crate::render::view::indicator_row::IndicatorRow;
use crate::render::view::indicators;

use super::public_fields::withheld_fields;

/// The register's public columns and rows.
#[derive(Debug, Clone)]
pub struct RegisterTable {
    /// The columns, in their order.
    pub columns: Vec<PublicColumn>,
    /// The rows in the order of the plan, each with a cell a column.
    pub rows: Vec<Vec<DataCell>>,
}

/// A column of the table.
#[derive(Debug, Clone)]
pub struct PublicColumn {
    /// What heads it: 「実績値」.
    pub name: String,
    /// Whether its cells are numbers; else they are words.
    pub is_number: bool,
    /// What stands in it, a sentence.
    pub description: String,
    /// Whether people write in it what they like.
    pub is_prose: bool,
    /// The field of a row that it shows.
    field: String,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataCell {
    /// Nothing.
    Empty,
    /// A number, as programs read it: 「-1234.5」.
    Number(String),
    /// Words.
    Words(String),
}

impl DataCell {
    /// What is written of it.
    pub fn text(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Number(text) | Self::Words(text) => text,
        }
    }
}

/// The fields in which departments write what they like.
const PROSE: [&str; 3] = ["activity", "issue", "plan"];
/// What stands behind the name of a column that holds a value as papers print it.
const AS_PRINTED: &str = "（表示）";

/// The columns that every register has: name, field of a row, whether it is a number, and what stands in it.
const COLUMNS: [(&str, &str, bool, &str); 29] = [
    ("指標の番号", "key", false, "取組番号と指標番号。行ごとに違う。報告のない取組では、取組番号"),
    ("取組番号", "number", false, "取組の番号"),
    ("取組名", "measure", false, "取組の名"),
    ("区分", "category", false, "計画の区分の番号"),
    ("区分名", "category_title", false, "計画の区分の名"),
    ("担当課", "owner", false, "取組を担当する課"),
    ("指標名", "indicator", false, "何を測る指標か"),
    ("単位", "unit", false, "基準値、目安、実績値、目標値の単位"),
    ("指標の型", "type", false, "水準、累計、単年度、維持、方向、定性など"),
    ("方向", "direction", false, "望ましい向き"),
    ("基準年度", "baseline_year", false, "基準値の年度"),
    ("基準値", "baseline", true, "進捗を測り始めた値"),
    ("目安", "expected", true, "実績年度までに届いているはずの値"),
    ("実績年度", "actual_year", false, "実績値の年度"),
    ("実績値", "actual", true, "実績年度の値"),
    ("実績の区分", "actual_state", false, "確定、速報、見込、未判明"),
    ("目標年度", "target_year", false, "目標値の年度"),
    ("目標値", "target", true, "目標年度に届くべき値"),
    ("目標の根拠", "basis", false, "目標値を定めたもの"),
    ("根拠計画名", "basis_plan", false, "目標値を定めた計画の名"),
    ("目標を設定しない理由", "no_target", false, "目標値のない指標で、そのわけ"),
    ("達成率", "achievement", true, "実績値を目安と比べた率。１が100％"),
    ("進捗率", "progress", true, "実績値を目標値と比べた率。１が100％"),
    ("評価", "class", false, "達成状況の区分"),
    ("評価の注", "class_note", false, "基準値を下回るなど"),
    ("取組内容・実績", "activity", false, "行ったことと、その結果"),
    ("課題", "issue", false, "課題"),
    ("今後の予定", "plan", false, "今後予定していること"),
    ("再掲", "repeat", false, "ほかの取組の指標を再び掲げたもの"),
];

impl RegisterTable {
    /// The table of what a scope shows, without what is withheld of its columns. That of its rows is not in the scope.
    pub fn of(scope: &Scope<'_>) -> Self {
        let columns = columns(scope.cycle);
        let rows = indicators::rows(scope, WhichIndicators::All);
        let cells = |row: &IndicatorRow| columns.iter().map(|column| column.cell(row)).collect();
        Self { rows: rows.iter().map(cells).collect(), columns }
    }

    /// The place of a column by its name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

impl PublicColumn {
    /// What a row has in it.
    fn cell(&self, row: &IndicatorRow) -> DataCell {
        let words = |text: &str| if text.is_empty() { DataCell::Empty } else { DataCell::Words(text.into()) };
        let is_printed = self.name.ends_with(AS_PRINTED);
        match row.cell(&self.field) {
            Some(CellValue::Figure(figure)) => match &figure.number {
                Some(number) if self.is_number => DataCell::Number(number.clone()),
                _ if self.is_number => DataCell::Empty,
                // A mark stands only where a value is shown as papers show it, or where it says that one is doubtful.
                _ if figure.mark && !is_printed && !figure.unresolved => DataCell::Empty,
                _ => words(&figure.text),
            },
            Some(CellValue::Text(text)) => words(text),
            Some(CellValue::Number(number)) => DataCell::Number(number.to_string()),
            Some(CellValue::Blank) | None => DataCell::Empty,
        }
    }
}

/// The columns that are published: those that every register has, and the cycle's own.
fn columns(cycle: &Cycle) -> Vec<PublicColumn> {
    let withheld = &cycle.settings.publication.withheld;
    let fields = withheld_fields(withheld);
    let mut columns = Vec::new();
    for (name, field, is_number, said) in COLUMNS.iter().filter(|(_, field, ..)| !fields.contains(field)) {
        let column = |name: String, is_number, description| {
            let (is_prose, field) = (PROSE.contains(field), (*field).to_owned());
            PublicColumn { name, is_number, description, is_prose, field }
        };
        columns.push(column((*name).to_owned(), *is_number, format!("{said}。")));
        if *is_number {
            let said =
                format!("{name}を、資料に載せるとおりに書いたもの（約、以上などの語、ないわけを含む）。");
            columns.push(column(format!("{name}{AS_PRINTED}"), false, said));
        }
    }
    let own = cycle.return_columns.own().filter(|column| !withheld.has_column(&column.id));
    for column in own {
        let name = distinct(own_name(column), &columns);
        let is_number = matches!(column.holds, Holds::Number | Holds::Amount(_));
        let description = format!("調査票の欄「{}」。", column.titled());
        let is_prose = column.holds == Holds::Words;
        let field = field_of(column);
        columns.extend(field.map(|field| PublicColumn { name, is_number, description, is_prose, field }));
    }
    columns
}

/// What heads an own column: 「決算額（千円）」, of a year 「決算額（千円）令和４年度」.
fn own_name(column: &Column) -> String {
    let year = column.year.map(|western| Year { western, fiscal: true }.print());
    format!("{}{}", column.titled(), year.unwrap_or_default())
}

/// A name that no column has yet.
fn distinct(name: String, columns: &[PublicColumn]) -> String {
    let is_taken = |name: &str| columns.iter().any(|column| column.name == name);
    let others = (2..).map(|n| format!("{name}{n}"));
    std::iter::once(name.clone()).chain(others).find(|name| !is_taken(name)).unwrap_or_default()
}
