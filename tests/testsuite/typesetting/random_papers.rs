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
/// What may be left of each kind in a quarter of the documents; the other kinds of faults ask for texts of their own.
const MOST: [(Fault, usize); 12] = [
    (Fault::OffPage, 0),
    (Fault::OutOfMargins, 8),
    (Fault::OverRule, 6),
    (Fault::Overprint, 12),
    (Fault::OutOfCell, 12),
    (Fault::LonelyPage, 1),
    (Fault::EmptyPage, 0),
    (Fault::NoGlyph, 0),
    (Fault::SmallType, 0),
    (Fault::LineHead, 16),
    (Fault::LineEnd, 1),
    (Fault::Stretched, 0),
];

/// The templates as they stand in the tree, and what all papers of the sample share.
pub(super) static HOUSE: LazyLock<(Library, Vec<u8>)> = LazyLock::new(|| {
    let sources = shiryo::edge::sources::read(repository()).expect("the sample");
    let loaded = load(&sources, &[], &Stopwatch::default(), &mut Findings::default()).expect("a cycle");
    (Library::new(&sources.templates, Vec::new()), Workshop::new(&loaded).shared().expect("the shared data"))
});

/// Sets each of some documents with data drawn by lot, and looks for faults.
fn set_at_random(share: usize) {
    let (library, shared) = &*HOUSE;
    let setter = Typesetter::new(library, shared.clone());
    let samples = library.below("documents/").filter(|(path, _)| path.ends_with("/sample.json"));
    let mut found: BTreeMap<(usize, String), (Fault, String)> = BTreeMap::new();
    for (path, bytes) in samples.enumerate().filter(|(nth, _)| nth % 4 == share).map(|(_, sample)| sample) {
        let sample: Value = serde_json::from_slice(bytes).expect("JSON");
        for seed in 0..SEEDS {
            let paper = Drawn::of(&sample, seed);
            let job = json!({
                "title": path, "author": "", "recipient": null, "date": { "year": 2020, "month": 1, "day": 1 }, "packet": false, "papers": [paper],
            });
            let world = setter.world(serde_json::to_vec(&job).expect("JSON"));
            let place = format!("{path} {seed}");
            match compile::set(&world) {
                Err(troubles) => panic!("{place}: {troubles:?}"),
                // A line for each kind on each page.
                Ok(set) => {
                    found.extend(faults_in(&set, Margins::House).into_iter().map(|(page, fault, text)| {
                        ((fault as usize, format!("{place} p.{page}")), (fault, text))
                    }))
                }
            }
        }
    }
    let mut too_many = Vec::new();
    for (fault, most) in MOST {
        let these = found.iter().filter(|(_, (kind, _))| *kind == fault);
        let these: Vec<_> = these.map(|((_, place), (_, text))| format!("{place}: {text}")).collect();
        println!("{fault:?}: {}", these.len());
        if these.len() > most {
            too_many.push(format!("{fault:?}: {}\n{}", these.len(), these.join("\n")));
        }
    }
    assert!(too_many.is_empty(), "{}", too_many.join("\n"));
}

#[test]
fn random_data_through_a_first_quarter_of_the_documents() {
    set_at_random(0);
}

#[test]
fn random_data_through_a_second_quarter_of_the_documents() {
    set_at_random(1);
}

#[test]
fn random_data_through_a_third_quarter_of_the_documents() {
    set_at_random(2);
}

#[test]
fn random_data_through_a_fourth_quarter_of_the_documents() {
    set_at_random(3);
}
