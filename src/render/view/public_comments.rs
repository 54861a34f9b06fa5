//! What the public wrote, or any other numbered table: its rows, and how often each choice stands in it.

use serde::Serialize;

use super::declared_table::{self, OwnTableLine};
use crate::ground::text;
use crate::library::trouble::Trouble;
use crate::model::column::{Column, Holds};
use crate::model::own_cell::{OwnCell, OwnValue};
use crate::model::own_table::{OwnTable, OwnTableRow, SUBMITTER, TableKey};
use crate::render::derivation::{Items, ReadAt};
use crate::render::figure::{Figure, ShowsFigures, UNRESOLVED};
use crate::render::scope::Scope;

/// What counts rows in which nothing is chosen.
const UNSAID: &str = "記載なし";

/// A numbered table with its counts.
#[derive(Debug, Serialize)]
pub struct Comments {
    /// What it is called: 「パブリックコメント」.
    pub title: String,
    /// How many rows there are.
    pub total: Figure,
    /// How many sent them in; none where the table has no column `submitter`, or nobody is named in it.
    pub submitters: Option<Figure>,
    /// A count for each choice of each column that offers some.
    pub choices: Vec<ChoiceCounts>,
    /// The columns that are shown, in their order.
    pub columns: Vec<CommentColumn>,
    /// The rows, by their numbers.
    pub rows: Vec<OwnTableLine>,
}

/// How often each choice of a column stands there.
#[derive(Debug, Serialize)]
pub struct ChoiceCounts {
    /// What the column is called: 「反映」.
    pub name: String,
    /// The choices in their order; at last the rows without one and those that can't be read, where there are any.
    pub counts: Vec<ChoiceCount>,
}

/// How often a choice stands there.
#[derive(Debug, Serialize)]
pub struct ChoiceCount {
    /// The choice.
    pub choice: String,
    /// How many rows have it.
    pub count: Figure,
}

/// A column that is shown.
#[derive(Debug, Serialize)]
pub struct CommentColumn {
    /// Its id in `cycle.toml`.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whether it holds words, which need room.
    pub is_words: bool,
}

impl ShowsFigures for Comments {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        see(&self.total);
        self.submitters.iter().for_each(&mut *see);
        self.choices.iter().flat_map(|column| &column.counts).for_each(|choice| see(&choice.count));
        self.rows.show_figures(see);
    }
}

/// Makes the view of the table with this id, or of the first numbered one.
///
/// # Errors
///
/// If there is no such table.
pub fn view(scope: &Scope<'_>, id: Option<&str>) -> Result<Comments, Trouble> {
    let is_meant = |table: &OwnTable| table.is_numbered() && id.is_none_or(|id| table.id == id);
    let Some((table, rows)) = scope.tables.iter().find(|(table, _)| is_meant(table)) else {
        return Err(Trouble {
            origin: scope.cycle.source.of(&scope.stage.id),
            message: "番号の付いた表（[[tables]] の key = [\"number\"]）が、cycle.toml にありません。".into(),
        });
    };
    let declared = scope.cycle.settings.tables.iter().find(|declared| *declared.id.get_ref() == table.id);
    let own_id = |what: &str| scope.own_id(&format!("comments/{}/{what}", table.id));
    let lines = declared_table::view(scope, &table.id)?;
    let shown = table.columns.own().filter(|column| !column.is(SUBMITTER));
    Ok(Comments {
        title: declared.map_or(String::new(), |declared| declared.title.clone()),
        total: Figure::count(own_id("total"), numbers(table, rows)),
        submitters: submitters(table, rows).map(|items| Figure::count(own_id("submitters"), items)),
        choices: shown.clone().filter_map(|column| counts(column, rows, &own_id)).collect(),
        columns: shown.map(|column| listed(column)).collect(),
        rows: lines,
    })
}

fn listed(column: &Column) -> CommentColumn {
    let is_words = column.holds == Holds::Words;
    CommentColumn { id: column.id.to_string(), name: column.name.to_string(), is_words }
}

/// The rows, by their places and numbers.
fn numbers(table: &OwnTable, rows: &[&OwnTableRow]) -> Items {
    let place =
        |row: &&OwnTableRow| ReadAt::new(&row.origin, table.of(row, TableKey::Number).unwrap_or_default());
    Items::Places { places: rows.iter().map(place).collect() }
}

/// The first row of each who sent something in; not who that is.
fn submitters(table: &OwnTable, rows: &[&OwnTableRow]) -> Option<Items> {
    table.columns.own().find(|column| column.is(SUBMITTER))?;
    let mut known: Vec<String> = Vec::new();
    let mut places = Vec::new();
    for row in rows {
        let cell = row.own.iter().find(|own| own.column.is(SUBMITTER)).map(|own| &own.field.cell);
        let Some(cell) = cell.filter(|cell| !cell.is_empty()) else { continue };
        let key = text::key(&cell.text);
        if !known.contains(&key) {
            known.push(key);
            places.push(ReadAt::new(&cell.origin, ""));
        }
    }
    (!places.is_empty()).then_some(Items::Places { places })
}

/// How often each choice of a column stands there; none of a column that offers none.
fn counts(column: &Column, rows: &[&OwnTableRow], id: &impl Fn(&str) -> String) -> Option<ChoiceCounts> {
    let Holds::Choice(choices) = &column.holds else { return None };
    let cells = || rows.iter().filter_map(|row| row.own.iter().find(|own| own.column.id == column.id));
    let count = |called: &str, is_so: &dyn Fn(&OwnCell) -> bool| ChoiceCount {
        choice: called.to_owned(),
        count: Figure::count(
            id(&format!("{}/{called}", column.id)),
            Items::cells(cells().filter(|own| is_so(own)).map(|own| &own.field.cell)),
        ),
    };
    let is_chosen = |own: &OwnCell, choice: &str| match own.field.value() {
        Some(OwnValue::Words(word)) => **word == *choice,
        _ => false,
    };
    let mut counts: Vec<ChoiceCount> =
        choices.iter().map(|choice| count(choice, &|own| is_chosen(own, choice))).collect();
    if cells().any(|own| own.field.is_absent()) {
        counts.push(count(UNSAID, &|own| own.field.is_absent()));
    }
    if cells().any(|own| own.field.is_unreadable()) {
        counts.push(count(UNRESOLVED, &|own| own.field.is_unreadable()));
    }
    Some(ChoiceCounts { name: column.name.to_string(), counts })
}
