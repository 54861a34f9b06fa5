//! `shiryo explain`: how a published figure came, down to the cells that were typed.
//!
//! - `tree_text`: A figure's tree as lines for people

use std::collections::BTreeMap;

use serde::Serialize;

use self::tree_text::Depth;
use super::args::{CommonArguments, ExplainArguments, OutputFormat};
use super::exit::Exit;
use super::loaded_root;
use super::report;
use crate::edge::out_reader::OutReader;
use crate::ground::fault::Fault;
use crate::ground::text;
use crate::model::cycle::Cycle;
use crate::published::figure_tree::{FigureTree, TreeGrower};
use crate::published::manifest::{Manifest, ManifestEntry, places_in_words};
use crate::render::values::Values;
use crate::render::view::figure_names;

mod tree_text;

/// A figure of a stage with its tree, as it is told.
#[derive(Serialize)]
struct Explained {
    stage: String,
    /// Where it is printed: by file, its pages or cells.
    printed: BTreeMap<String, Vec<String>>,
    tree: FigureTree,
}

/// Runs the command.
pub(super) fn run(common: &CommonArguments, explain: &ExplainArguments) -> Exit {
    let published = match loaded_root::published(&common.out) {
        Ok(published) => published,
        Err(exit) => return exit,
    };
    let loaded = match loaded_root::read(&common.root) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let explained = match explained(&published, &loaded.cycle, explain) {
        Ok(explained) => explained,
        Err(fault) => return report::fault(&fault),
    };
    if explained.is_empty() {
        return not_found(&published.manifest, explain);
    }
    match common.format {
        OutputFormat::Json => match serde_json::to_string_pretty(&explained) {
            Ok(json) => tell_json!(&json),
            Err(error) => return report::fault(&Fault::format(error)),
        },
        OutputFormat::Terminal | OutputFormat::Short => {
            let depth = if explain.all { Depth::Full } else { Depth::Short };
            explained.iter().for_each(|one| tell!("{}", told(&published.manifest, one, depth)));
        }
    }
    Exit::Fine
}

/// Every figure that is meant, in the order of the stages and of the ids.
fn explained(
    published: &OutReader,
    cycle: &Cycle,
    asked: &ExplainArguments,
) -> Result<Vec<Explained>, Fault> {
    let called = |id: &str| figure_names::called(cycle, id);
    let mut explained = Vec::new();
    for stage in cycle.settings.stages.iter().map(|stage| stage.id.get_ref()) {
        if asked.stage.as_ref().is_some_and(|meant| meant != stage) {
            continue;
        }
        let Some(values) = published.values(stage)? else { continue };
        for id in meant(&published.manifest, stage, &values, asked) {
            let Some(tree) = TreeGrower::new(&values, &called).tree(&id) else { continue };
            let printed = values.papers(&id).map(|(path, places)| (path.to_owned(), places.to_vec()));
            explained.push(Explained { stage: stage.clone(), printed: printed.collect(), tree });
        }
    }
    Ok(explained)
}

/// The ids that are meant: the one that is named, or those that a paper prints with this text.
fn meant(manifest: &Manifest, stage: &str, values: &Values, asked: &ExplainArguments) -> Vec<String> {
    let Some(printed) = &asked.text else { return vec![asked.figure.clone()] };
    let papers: Vec<&str> = (manifest.of_stage(stage))
        .filter(|entry| is_called(entry, &asked.figure))
        .map(|entry| entry.about.path.as_str())
        .collect();
    let printed = text::fold(printed);
    let in_papers = |id: &str| values.papers(id).any(|(path, _)| papers.contains(&path));
    let reads_so = |shown: &str| text::fold(shown) == printed;
    let found = values.shown().into_iter().filter(|(id, shown)| reads_so(&shown.text) && in_papers(id));
    found.map(|(id, _)| id.to_owned()).collect()
}

/// Whether a file is called so: by its number, its title, the number with the title, or its path.
fn is_called(entry: &ManifestEntry, called: &str) -> bool {
    let about = &entry.about;
    let number = about.number.as_deref().unwrap_or_default();
    let names = [number, &about.title, &format!("{number}　{}", about.title), &about.path].map(text::key);
    !called.is_empty() && names.contains(&text::key(called))
}

/// A figure for people: where it is printed, and how it came.
fn told(manifest: &Manifest, one: &Explained, depth: Depth) -> String {
    let place = |(path, places): (&String, &Vec<String>)| {
        let name = manifest.file(path).map_or_else(|| path.clone(), ManifestEntry::called);
        format!("  {name}（{}）", places_in_words(places))
    };
    let mut lines = tree_text::lines(&one.tree, depth);
    lines.push(format!("印刷した所（段階 {}）", one.stage));
    lines.extend(one.printed.iter().map(place));
    if one.printed.is_empty() {
        lines.push("  どの資料にも刷られていない（ほかの値の元になった値）".into());
    }
    lines.push(String::new());
    lines.join("\n")
}

fn not_found(manifest: &Manifest, asked: &ExplainArguments) -> Exit {
    match &asked.text {
        None => report::unable(
            &format!("「{}」という値はありません。", asked.figure),
            "値の id は out/段階/values.json にあります。資料の値は shiryo explain 資料４ 61.7% のように書けます。",
        ),
        Some(_) if !manifest.files.iter().any(|entry| is_called(entry, &asked.figure)) => report::unable(
            &format!("「{}」という資料はありません。", asked.figure),
            "資料の番号（資料４）か題名で書いてください。",
        ),
        Some(text) => report::unable(
            &format!("「{}」に「{text}」という値はありません。", asked.figure),
            "刷られたとおりに（単位や％も）書いてください。",
        ),
    }
}
