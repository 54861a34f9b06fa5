//! What each stage of evaluation gave, as it stands in the columns that say so (`evaluation` in `cycle.toml`).

use std::sync::Arc;

use super::declared_figures::OwnFigure;
use super::declared_table;
use super::field_names::field_of;
use super::row_figures::RowFigures;
use crate::ground::number::Exact;
use crate::model::column::{Column, Holds};
use crate::model::own_cell::{OwnCell, OwnValue};
use crate::model::own_table::{OwnTable, OwnTableRow, TableKey};
use crate::render::derivation::{Derivation, ReadAt};
use crate::render::figure::Figure;
use crate::render::judged::Judged;
use crate::render::scope::Scope;

/// A stage of evaluation.
pub(super) struct Stage {
    /// What it is called: 「二次評価」.
    pub(super) name: Arc<str>,
    /// The marks that it may give, the best first; none where it gives points or ranks.
    pub(super) choices: Vec<Arc<str>>,
    /// Whether several may evaluate the same: members, departments, organizations.
    pub(super) is_by_several: bool,
    /// What it gave, in the order of the plan and of the lists.
    pub(super) given: Vec<Given>,
}

/// What somebody gave.
pub(super) struct Given {
    /// Whether it was given to a measure.
    pub(super) is_of_measure: bool,
    /// The measure's number, or the category's id.
    pub(super) node: String,
    /// What was given, as it stands in its cell; the mark of what can't be read.
    pub(super) figure: Figure,
    /// The place of its mark among the choices; none of points, or where it can't be read.
    pub(super) place: Option<usize>,
    /// The points or the rank.
    pub(super) points: Option<Exact>,
}

impl Given {
    /// Where it was given.
    pub(super) fn read(&self) -> Option<ReadAt> {
        match self.figure.how.as_deref() {
            Some(Derivation::Read(read)) => Some(read.clone()),
            _ => None,
        }
    }
}

/// What an evaluator wrote of a node.
pub(super) struct Comment {
    pub(super) is_of_measure: bool,
    pub(super) node: String,
    /// Who wrote it.
    pub(super) by: String,
    /// What was given with it, by the stages.
    pub(super) marks: Vec<OwnFigure>,
    /// The words, by their columns.
    pub(super) words: Vec<OwnFigure>,
}

/// The stages in the order in which `cycle.toml` declares them: first the return's columns, then the tables'.
pub(super) fn stages(scope: &Scope<'_>) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    for column in scope.cycle.return_columns.own() {
        let Some(stage) = stage_of(column, false, &mut stages) else { continue };
        stage.given.extend(scope.rows.iter().filter_map(|row| of_return(scope, row, column)));
    }
    for (table, rows) in &scope.tables {
        let persons = [TableKey::Department, TableKey::Organization, TableKey::Member];
        let is_by_several = table.key.iter().any(|key| persons.contains(key));
        let rows = in_order(scope, table, rows);
        for column in table.columns.own() {
            let Some(stage) = stage_of(column, is_by_several, &mut stages) else { continue };
            stage.given.extend(rows.iter().filter_map(|row| of_table(table, row, column)));
        }
    }
    stages
}

/// The stage whose column it is, put behind the others if it is new.
fn stage_of<'s>(column: &Column, is_by_several: bool, stages: &'s mut Vec<Stage>) -> Option<&'s mut Stage> {
    let name = column.evaluation.as_ref()?;
    let at = stages.iter().position(|stage| stage.name == *name).unwrap_or(stages.len());
    if at == stages.len() {
        let choices = match &column.holds {
            Holds::Choice(choices) => choices.clone(),
            _ => Vec::new(),
        };
        stages.push(Stage { name: name.clone(), choices, is_by_several: false, given: Vec::new() });
    }
    let stage = stages.get_mut(at)?;
    stage.is_by_several |= is_by_several;
    Some(stage)
}

/// Of a row of a return, which belongs to its measure. One that repeats another gives nothing of its own.
fn of_return(scope: &Scope<'_>, row: &Judged<'_>, column: &Column) -> Option<Given> {
    if row.entry.indicator.is_repeat() {
        return None;
    }
    let own = row.entry.indicator.own.iter().find(|own| own.column.id == column.id)?;
    let field = field_of(column)?;
    let figure = RowFigures::new(scope.cycle, row).own(&field, &own.field);
    given(own, figure, (true, &row.measure.number.text))
}

fn of_table(table: &OwnTable, row: &OwnTableRow, column: &Column) -> Option<Given> {
    let own = row.own.iter().find(|own| own.column.id == column.id)?;
    given(own, declared_table::cell(table, row, own).value, node_of(table, row)?)
}

fn given(own: &OwnCell, figure: Figure, (is_of_measure, node): (bool, &str)) -> Option<Given> {
    if own.field.is_absent() {
        return None;
    }
    let value = own.field.value().filter(|_| !figure.unresolved);
    let place = match (&own.column.holds, value) {
        (Holds::Choice(choices), Some(OwnValue::Words(word))) => choices.iter().position(|c| **c == **word),
        _ => None,
    };
    let points = value.and_then(OwnValue::number).map(|number| number.value.clone());
    Some(Given { is_of_measure, node: node.to_owned(), figure, place, points })
}

/// What a row of a table is of: whether that is a measure, and its number or the category's id.
fn node_of<'r>(table: &OwnTable, row: &'r OwnTableRow) -> Option<(bool, &'r str)> {
    let category = || Some((false, table.of(row, TableKey::Category)?));
    table.measure(row).map(|measure| (true, measure)).or_else(category)
}

/// What stands in the columns of words of the tables in which several evaluate.
pub(super) fn comments(scope: &Scope<'_>) -> Vec<Comment> {
    let mut comments = Vec::new();
    for (table, rows) in &scope.tables {
        let is_mark = |column: &&Arc<Column>| column.evaluation.is_some();
        let has_words = table.columns.own().any(|column| column.holds == Holds::Words);
        if !has_words || !table.columns.own().any(|column| is_mark(&column)) {
            continue;
        }
        for row in in_order(scope, table, rows) {
            comments.extend(comment(scope, table, row));
        }
    }
    comments
}

/// A row as a comment; none without words, or where nobody is said to have evaluated.
fn comment(scope: &Scope<'_>, table: &OwnTable, row: &OwnTableRow) -> Option<Comment> {
    let (is_of_measure, node) = node_of(table, row)?;
    let cells = |meant: fn(&Column) -> bool| -> Vec<OwnFigure> {
        let own = row.own.iter().filter(|own| meant(&own.column) && !own.field.is_absent());
        own.map(|own| declared_table::cell(table, row, own)).collect()
    };
    let words = cells(|column| column.holds == Holds::Words);
    let line = declared_table::line(table, row, scope.cycle);
    let by_department =
        if table.of(row, TableKey::Department).is_some() { line.owner } else { String::new() };
    let by = [line.member, line.organization, by_department].into_iter().find(|by| !by.is_empty());
    let by = by.or_else(|| table.is_anonymous.then(String::new))?;
    let marks = cells(|column| column.evaluation.is_some());
    (!words.is_empty()).then(|| Comment { is_of_measure, node: node.to_owned(), by, marks, words })
}

fn in_order<'a>(scope: &Scope<'_>, table: &OwnTable, rows: &[&'a OwnTableRow]) -> Vec<&'a OwnTableRow> {
    let mut rows = rows.to_vec();
    rows.sort_by_cached_key(|row| declared_table::place(table, row, scope.cycle));
    rows
}
