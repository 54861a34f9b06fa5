//! Random data through every template: whatever names, figures and numbers of rows come, nothing stands over an edge, on
//! another thing or alone on a page.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Value, json};
use shiryo::edge::stopwatch::Stopwatch;
use shiryo::ground::finding::Findings;
use shiryo::library::store::Library;
use shiryo::load::load;
use shiryo::make::Workshop;
use shiryo::render::typst::compile;
use shiryo::render::typst::world::Typesetter;

use super::faults::Fault;
use super::faults_in;
use super::page_faults::Margins;
use super::random_data::Drawn;
use crate::root::repository;

/// Draws of each document's data.
const SEEDS: u64 = 6;
/// What is looked for; the other kinds of faults ask for texts of their own.
const LOOKED_FOR: [Fault; 12] = [
    Fault::OffPage,
    Fault::OutOfMargins,
    Fault::OverRule,
    Fault::Overprint,
    Fault::OutOfCell,
    Fault::LonelyPage,
    Fault::EmptyPage,
    Fault::NoGlyph,
    Fault::SmallType,
    Fault::LineHead,
    Fault::LineEnd,
    Fault::Stretched,
];

/// The templates as they stand in the tree, and what all papers of the sample share.
pub(super) static HOUSE: LazyLock<(Library, Vec<u8>)> = LazyLock::new(|| {
    let sources = shiryo::edge::sources::read(repository()).expect("the sample");
    let loaded = load(&sources, &[], &Stopwatch::default(), &mut Findings::default()).expect("a cycle");
    (Library::new(&sources.templates, Vec::new()), Workshop::new(&loaded).shared().expect("the shared data"))
});

/// The data of a document's sample, or of that of a print file, with what is in it drawn by lot.
fn drawn(path: &str, sample: &Value, seed: u64) -> Value {
    let mut drawn = Drawn::of(sample, seed);
    if let Some(sheets) = drawn.get_mut("sheets").and_then(Value::as_array_mut) {
        // The cover; the other sheets are pages of a PDF.
        sheets.truncate(1);
        sheets[0]["cover"]["papers"]
            .as_array_mut()
            .into_iter()
            .flatten()
            .for_each(|paper| paper["side"] = Value::Null);
    }
    if path.starts_with("print/") {
        return drawn;
    }
    json!({
        "title": path, "author": "", "recipient": null, "date": { "year": 2020, "month": 1, "day": 1 }, "packet": false, "papers": [drawn],
    })
}

/// Sets each of some documents and print files with data drawn by lot, and looks for faults.
fn set_at_random(share: usize) {
    let (library, shared) = &*HOUSE;
    let setter = Typesetter::new(library, shared.clone());
    let documents = library.below("documents/").filter(|(path, _)| path.ends_with("/sample.json"));
    let samples = documents.chain(library.below("print/samples/"));
    // A line for each kind on each page.
    let mut found: BTreeMap<(String, usize), String> = BTreeMap::new();
    for (path, bytes) in samples.enumerate().filter(|(nth, _)| nth % 4 == share).map(|(_, sample)| sample) {
        let sample: Value = serde_json::from_slice(bytes).expect("JSON");
        // A name card is folded, and has no margins.
        let margins = if path.ends_with("cards.json") { Margins::None } else { Margins::House };
        for seed in 0..SEEDS {
            let job = serde_json::to_vec(&drawn(path, &sample, seed)).expect("JSON");
            let world =
                if path.starts_with("print/") { setter.print_world(job, None) } else { setter.world(job) };
            let place = format!("{path} {seed}");
            let set = compile::set(&world).unwrap_or_else(|troubles| panic!("{place}: {troubles:?}"));
            let faults =
                faults_in(&set, margins).into_iter().filter(|(_, fault, _)| LOOKED_FOR.contains(fault));
            found.extend(faults.map(|(page, fault, text)| {
                ((format!("{place} p.{page}"), fault as usize), format!("{fault:?} {text}"))
            }));
        }
    }
    let found: Vec<String> = found.into_iter().map(|((place, _), text)| format!("{place}: {text}")).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn random_data_through_a_first_quarter_of_the_templates() {
    set_at_random(0);
}

#[test]
fn random_data_through_a_second_quarter_of_the_templates() {
    set_at_random(1);
}

#[test]
fn random_data_through_a_third_quarter_of_the_templates() {
    set_at_random(2);
}

#[test]
fn random_data_through_a_fourth_quarter_of_the_templates() {
    set_at_random(3);
}
