//! The items of the agenda, with the papers that belong to each.

use serde::Serialize;

use super::field_row::{CellValue, FieldRow};
use crate::ground::text::{full_width, running_digits};
use crate::model::stage::{AgendaItem, Matter};
use crate::render::scope::Scope;

/// An item of the agenda, or one below it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Default))]
pub struct AgendaLine {
    /// Its number: 「１」, or 「（１）」 below another item.
    pub label: String,
    /// What is talked about: 「進捗管理方針について」.
    pub text: String,
    /// The items below it.
    pub items: Vec<AgendaLine>,
    /// The papers that belong to it: 「資料１・資料２」. Empty for an item at the top.
    pub papers: String,
}

impl FieldRow for AgendaLine {
    fn fields(&self) -> Vec<(&str, CellValue<'_>)> {
        vec![
            ("label", (&self.label).into()),
            ("text", (&self.text).into()),
            ("items", CellValue::Blank),
            ("papers", (&self.papers).into()),
        ]
    }
}

/// The agenda of the scope's stage.
pub fn view(scope: &Scope<'_>) -> Vec<AgendaLine> {
    let items = scope.stage.agenda.iter().enumerate();
    items.map(|(i, item)| top(scope, i, item)).collect()
}

fn top(scope: &Scope<'_>, i: usize, item: &AgendaItem) -> AgendaLine {
    let below = item.items.iter().enumerate().map(|(i, item)| AgendaLine {
        label: format!("（{}）", running_digits(&(i + 1).to_string())),
        text: item.text.clone(),
        items: Vec::new(),
        papers: papers(scope, item),
    });
    AgendaLine {
        label: (i + 1).to_string().chars().map(full_width).collect(),
        text: item.text.clone(),
        items: below.collect(),
        papers: String::new(),
    }
}

/// What the papers of an item are called.
fn papers(scope: &Scope<'_>, item: &Matter) -> String {
    let names = item.papers.iter().filter_map(|id| scope.papers.get(id.get_ref().as_str()));
    names.cloned().collect::<Vec<_>>().join("・")
}
