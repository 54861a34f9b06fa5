//! What `[publication]` names: columns of the return, papers, an address. One that there is not would be published.

use toml::Spanned;

use super::toml_slips::Slips;
use crate::ground::spellings::Spellings;
use crate::model::column::Columns;
use crate::model::cycle::Settings;
use crate::model::declared_column::DeclaredColumn;
use crate::model::own_table::DeclaredTable;

/// Without these nobody knows what a row is of.
const NEEDED: [&str; 4] = ["取組番号", "取組名", "指標番号", "指標名"];

/// Puts the ids of columns and papers in the place of what they are called, and says what there is not.
pub(super) fn settle(settings: &mut Settings, columns: &Columns, slips: &mut Slips<'_>) {
    let papers: Spellings =
        settings.stages.iter().flat_map(|stage| &stage.papers).map(|paper| paper.id()).collect();
    let known = named_columns(columns, &settings.columns, &settings.tables);
    let publication = &mut settings.publication;
    for paper in publication.papers.iter_mut().flatten() {
        papers.settle(paper.get_mut());
        if papers.find(paper.get_ref()).is_none() {
            let message = format!("公開する資料「{}」は、どの段階の資料にもありません。", paper.get_ref());
            slips.say(paper, message);
        }
    }
    for column in &mut publication.withheld.columns {
        known.settle(column.get_mut());
        if known.find(column.get_ref()).is_none() {
            let message = format!(
                "公表しない欄「{}」は、調査票にありません。調査票の欄の名か、[[columns]] の id を書いてください（[[tables]] の表の欄は、「表の id/欄」）。",
                column.get_ref()
            );
            slips.say(column, message);
        }
        if NEEDED.contains(&column.get_ref().as_str()) {
            let message = format!(
                "「{}」は、公表しない欄にできません。指標ごと公表しないなら、indicators に番号を書いてください。",
                column.get_ref()
            );
            slips.say(column, message);
        }
    }
    for name in &publication.withheld.names {
        if name.get_ref().trim().chars().count() < 2 {
            slips.say(name, "公表しない名は、二字以上で書いてください。");
        }
    }
    let lines = [&publication.licence, &publication.licence_url];
    for empty in lines.into_iter().flatten().filter(|line| line.get_ref().trim().is_empty()) {
        slips.say(empty, "何も書かれていません。書かないなら、この行を消してください。");
    }
    let is_address = |url: &&Spanned<String>| !url.get_ref().starts_with("https://");
    if let Some(url) = publication.licence_url.as_ref().filter(is_address) {
        slips.say(url, "licence_url は、https:// で始まるアドレスを書いてください。");
    }
}

/// The columns by their ids, and by what the form calls them. Those of years are one column, and one that is left out of the
/// form, and holds one value in every row, is a column too. Those of a table stand behind its id, and what says which thing a
/// row is of can't be withheld.
fn named_columns(columns: &Columns, declared: &[DeclaredColumn], tables: &[DeclaredTable]) -> Spellings {
    let mut known = Spellings::default();
    for column in columns.iter().chain(columns.fixed.iter().map(|fixed| &fixed.column)) {
        let id = column.id.split('/').next().unwrap_or_default();
        [id, &column.name].into_iter().for_each(|name| known.add(name, id));
    }
    for column in declared {
        if let (Some(id), Some(name)) = (column.id.as_ref().or(column.standard.as_ref()), &column.name) {
            known.add(name.get_ref(), id.get_ref());
        }
    }
    for table in tables {
        let of_table = |name: &str| format!("{}/{name}", table.id.get_ref());
        for column in &table.columns {
            let Some(id) = &column.id else { continue };
            let names = [Some(id), column.name.as_ref()].into_iter().flatten();
            names.for_each(|name| known.add(&of_table(name.get_ref()), &of_table(id.get_ref())));
        }
    }
    known
}
