//! Which columns hold what a stage of evaluation gave: marks, ranks or points of measures, indicators or categories.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Spanned;

use super::toml_slips::Slips;
use crate::model::cycle::Settings;
use crate::model::declared_column::{ColumnType, DeclaredColumn};
use crate::model::own_table::{DeclaredTable, TableKey};

/// The stage whose evaluation stands in a column of the cycle's own.
pub(super) fn stage(declared: &DeclaredColumn, slips: &mut Slips<'_>) -> Option<Arc<str>> {
    let stage = declared.evaluation.as_ref()?;
    let kind = declared.kind.as_ref().map(|kind| *kind.get_ref());
    let name = stage.get_ref().as_str();
    match () {
        () if !matches!(kind, Some(ColumnType::Choice | ColumnType::Rank | ColumnType::Score)) => {
            slips.say(stage, "evaluation は、type が choice、rank、score の欄にだけ書けます。");
        }
        () if declared.years.is_some() => {
            slips.say(
                stage,
                "evaluation は、years のある欄には書けません。その年の評価だけの欄にしてください。",
            );
        }
        () if name.trim().is_empty() || name.contains('/') => {
            slips.say(
                stage,
                "evaluation に、評価の段階の名を書いてください（「/」は使えません。例 \"二次評価\"）。",
            );
        }
        () => return Some(name.into()),
    }
    None
}

/// Says what contradicts itself among the stages of the return's columns and of the tables'.
pub(super) fn check(settings: &Settings, slips: &mut Slips<'_>) {
    let mut known: BTreeMap<&str, &DeclaredColumn> = BTreeMap::new();
    let columns = &settings.columns;
    let tables = settings.tables.iter().map(|table| (Some(table), &table.columns));
    for (table, columns) in std::iter::once((None, columns)).chain(tables) {
        let mut here: Vec<&str> = Vec::new();
        for column in columns {
            let Some(stage) = &column.evaluation else { continue };
            let name = stage.get_ref().as_str();
            let first = *known.entry(name).or_insert(column);
            if let Some(message) = contradiction(table, here.contains(&name), (column, first)) {
                slips.say(stage, message);
            }
            here.push(name);
        }
    }
}

/// What is wrong with a stage in a table (none: in the return), which may stand there before; `first` is its first column.
fn contradiction(
    table: Option<&DeclaredTable>,
    is_twice: bool,
    (column, first): (&DeclaredColumn, &DeclaredColumn),
) -> Option<String> {
    let stage = column.evaluation.as_ref().map_or("", |stage| stage.get_ref());
    let key: Vec<TableKey> = table.iter().flat_map(|table| &table.key).map(|key| *key.get_ref()).collect();
    let is_of_node =
        key.iter().any(|key| matches!(key, TableKey::Measure | TableKey::Indicator | TableKey::Category));
    let kind = |column: &DeclaredColumn| column.kind.as_ref().map(|kind| *kind.get_ref());
    let words = |column: &DeclaredColumn| -> Vec<String> {
        column.choices.iter().map(Spanned::get_ref).cloned().collect()
    };
    match () {
        () if is_twice => Some(format!(
            "評価の段階「{stage}」の欄が、一つの表に二つあります。点などは、別の名の段階にしてください（例 \"{stage}（点）\"）。"
        )),
        () if table.is_some() && !is_of_node => Some(
            "evaluation は、key に measure、indicator、category のどれかがある表の欄にだけ書けます。".into(),
        ),
        () if key.contains(&TableKey::Year) => Some(
            "evaluation は、key に year のある表の欄には書けません。その年の評価だけの表にしてください。"
                .into(),
        ),
        () if kind(column) != kind(first) || words(column) != words(first) => Some(format!(
            "評価の段階「{stage}」の欄は、どの表でも、同じ type、同じ choices（並びも）にしてください。"
        )),
        () => None,
    }
}
