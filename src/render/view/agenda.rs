//! The items of the agenda, with the papers that belong to each.

use serde::Serialize;

use super::scope::Scope;
use crate::ground::text::{full_width, running_digits};
use crate::model::stage::{AgendaItem, Stage};

/// An item.
#[derive(Debug, Serialize)]
pub struct Item {
    /// 「１」 or 「（１）」
    pub label: String,
    pub text: String,
    pub items: Vec<Item>,
    /// 「資料１・資料２」
    pub papers: String,
}

/// Makes the view.
pub fn view(scope: &Scope<'_>) -> Vec<Item> {
    let items = scope.stage.agenda.iter().enumerate();
    items.map(|(i, item)| top(scope.stage, i, item)).collect()
}

fn top(stage: &Stage, i: usize, item: &AgendaItem) -> Item {
    let below = item.items.iter().enumerate().map(|(i, item)| Item {
        label: format!("（{}）", running_digits(&(i + 1).to_string())),
        text: item.text.clone(),
        items: Vec::new(),
        papers: papers(stage, item),
    });
    Item {
        label: (i + 1).to_string().chars().map(full_width).collect(),
        text: item.text.clone(),
        items: below.collect(),
        papers: papers(stage, item),
    }
}

/// The numbers of the papers of an item; a paper without a number by its title.
fn papers(stage: &Stage, item: &AgendaItem) -> String {
    let names = item.papers.iter().filter_map(|id| {
        let paper = stage.papers.iter().find(|p| p.id() == id.get_ref())?;
        paper.number.as_ref().map(|n| n.get_ref().clone()).or_else(|| paper.title.clone())
    });
    names.collect::<Vec<_>>().join("・")
}
