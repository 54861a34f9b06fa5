//! The tables that a cycle declares for itself.

use serde::Serialize;

use super::declared_figures::{OwnFigure, own_figure};
use super::field_names::field_of;
use super::field_row::{CellValue, FieldRow};
use crate::ground::wareki::Year;
use crate::library::trouble::Trouble;
use crate::model::body::Member;
use crate::model::cycle::Cycle;
use crate::model::own_cell::{OwnCell, OwnValue};
use crate::model::own_table::{DeclaredTable, OwnTable, OwnTableRow, TableKey};
use crate::render::derivation::{Derivation, ReadAt};
use crate::render::figure::Figure;
use crate::render::scope::Scope;

/// A row of a table of the cycle's own.
#[derive(Debug, Default, Serialize)]
pub struct OwnTableLine {
    /// What it is of: 「2-ア-3」, 「2-ア-3/1　2019」.
    pub key: String,
    /// The measure's number: 「2-ア-3」; empty where it is of none.
    pub number: String,
    /// The measure's title.
    pub measure: String,
    /// The key of the indicator: 「2-ア-3/1」.
    pub indicator: String,
    /// The id of the category: the one that it is of, or its measure's.
    pub category: String,
    /// That category's title.
    pub category_title: String,
    /// The code of the department that it is of, or that owns its measure.
    pub department: String,
    /// That department's 課.
    pub owner: String,
    /// The member's name, or post where it has none.
    pub member: String,
    /// The organization's name.
    pub organization: String,
    /// The fiscal year: 「令和元年度」.
    pub year: String,
    /// What stands in its columns, in their order.
    pub own: Vec<OwnFigure>,
}

/// A table of the cycle's own.
#[derive(Debug, Serialize)]
pub struct OwnTableView {
    /// Its id in `cycle.toml`.
    pub id: String,
    /// What it is called: 「予算額・決算額」.
    pub title: String,
    /// Its rows, in the order of the plan and of the lists.
    pub rows: Vec<OwnTableLine>,
}

impl FieldRow for OwnTableLine {
    fn fields(&self) -> Vec<(&str, CellValue<'_>)> {
        let mut fields = vec![
            ("key", (&self.key).into()),
            ("number", (&self.number).into()),
            ("measure", (&self.measure).into()),
            ("indicator", (&self.indicator).into()),
            ("category", (&self.category).into()),
            ("category_title", (&self.category_title).into()),
            ("department", (&self.department).into()),
            ("owner", (&self.owner).into()),
            ("member", (&self.member).into()),
            ("organization", (&self.organization).into()),
            ("year", (&self.year).into()),
            ("own", CellValue::Blank),
        ];
        fields.extend(self.own.iter().map(|own| (own.field.as_str(), (&own.value).into())));
        fields
    }
}

/// The rows of a table that the scope sees, in the order of the plan and of the lists.
///
/// # Errors
///
/// If no such table is declared.
pub(super) fn view(scope: &Scope<'_>, id: &str) -> Result<Vec<OwnTableLine>, Trouble> {
    let declared = scope.cycle.settings.tables.iter().any(|table| table.id.get_ref() == id);
    if !declared {
        let message = format!("cycle.toml の [[tables]] に、表「{id}」がありません。");
        return Err(Trouble { origin: Default::default(), message });
    }
    let Some((table, rows)) = scope.tables.iter().find(|(table, _)| table.id == id) else {
        return Ok(Vec::new());
    };
    let mut rows = rows.clone();
    rows.sort_by_cached_key(|row| place(table, row, scope.cycle));
    Ok(rows.into_iter().map(|row| line(table, row, scope.cycle)).collect())
}

/// All tables that the cycle declares, with the rows that the scope sees.
pub(super) fn all(scope: &Scope<'_>) -> Vec<OwnTableView> {
    let declared = scope.cycle.settings.tables.iter();
    let table = |declared: &DeclaredTable| {
        let id = declared.id.get_ref();
        Some(OwnTableView { id: id.clone(), title: declared.title.clone(), rows: view(scope, id).ok()? })
    };
    declared.filter_map(table).collect()
}

/// What stands in a cell of a row.
pub(super) fn cell(table: &OwnTable, row: &OwnTableRow, own: &OwnCell) -> OwnFigure {
    let field = field_of(&own.column).unwrap_or_default();
    let id = format!("table/{}/{}/{field}", table.id, row.key.join("/"));
    let number = own.field.value().and_then(OwnValue::number).map(|quantity| &quantity.value);
    let read = ReadAt { received: row.received, ..ReadAt::of(&own.field.cell).with_number(number) };
    own_figure(&own.column, field, Figure::own(id, &own.field).because(Some(Derivation::Read(read))))
}

/// A member's name, or the post of one without a name.
fn member_name(member: &Member) -> &str {
    if member.name.is_empty() { &member.affiliation.text } else { &member.name.text }
}

/// Where a row stands: by each part of its key, in the order of the list that it is of.
pub(super) fn place(table: &OwnTable, row: &OwnTableRow, cycle: &Cycle) -> Vec<(usize, String)> {
    let at = |key: &TableKey, of: &str| {
        let settings = &cycle.settings;
        let found = match key {
            TableKey::Measure => cycle.measures.iter().position(|m| m.number.text == of),
            TableKey::Indicator => {
                let measure = of.split_once('/').map_or(of, |(measure, _)| measure);
                cycle.measures.iter().position(|m| m.number.text == measure)
            }
            TableKey::Category => settings.categories.iter().position(|c| c.id.get_ref() == of),
            TableKey::Department => cycle.departments.iter().position(|d| d.code.text == of),
            TableKey::Member => cycle.members.iter().position(|m| m.code.text == of),
            TableKey::Organization => cycle.organizations.iter().position(|o| o.code.text == of),
            TableKey::Year | TableKey::Number => of.parse().ok(),
        };
        (found.unwrap_or(usize::MAX), of.to_owned())
    };
    table.key.iter().zip(&row.key).map(|(key, of)| at(key, of)).collect()
}

pub(super) fn line(table: &OwnTable, row: &OwnTableRow, cycle: &Cycle) -> OwnTableLine {
    let of = |kind| table.of(row, kind).unwrap_or_default();
    let measure = table.measure(row).and_then(|number| cycle.measure(number));
    let category = match measure {
        Some(measure) => measure.category.text.as_str(),
        None => of(TableKey::Category),
    };
    let department = measure.map_or(of(TableKey::Department), |measure| measure.owner.text.as_str());
    let who = |kind| if table.is_anonymous { "" } else { of(kind) };
    let member = cycle.members.iter().find(|member| member.code.text == who(TableKey::Member));
    let year = of(TableKey::Year).parse().ok().map(|western| Year { western, fiscal: true });
    OwnTableLine {
        key: table.called(row),
        number: measure.map_or(String::new(), |measure| measure.number.text.clone()),
        measure: measure.map_or(String::new(), |measure| measure.title.text.clone()),
        indicator: of(TableKey::Indicator).into(),
        category: category.into(),
        category_title: cycle.category(category).map_or(String::new(), |category| category.title.clone()),
        department: department.into(),
        owner: cycle.department(department).map_or(String::new(), |owner| owner.division.text.clone()),
        member: member.map_or(String::new(), |member| member_name(member).into()),
        organization: cycle
            .organization(who(TableKey::Organization))
            .map_or(String::new(), |organization| organization.name.text.clone()),
        year: year.map_or(String::new(), Year::print),
        own: table.shown(row).map(|own| cell(table, row, own)).collect(),
    }
}
