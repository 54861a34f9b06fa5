//! How the pages are set: what a typesetter of Japanese would find fault with, counted over all papers of both cycles.
//! Read from typst's own frames, where each letter has its place.

mod blocks;
mod classes;
mod columns;
mod covers;
mod faults;
mod ink;
mod page_faults;
mod papers;
mod parted;
mod random_data;
mod random_papers;
mod random_text;
mod sight;
mod windows;
mod wrong_pages;

use faults::{Fault, faults_of};
use page_faults::Margins;
use papers::each_paper;
use shiryo::render::typst::compile::Set;

/// Faults of a kind that the papers of both cycles may have in all.
const MOST: [(Fault, usize); 17] = [
    (Fault::SplitDate, 0),
    (Fault::SplitNumber, 0),
    (Fault::SplitLoanWord, 5),
    (Fault::ShortEnd, 10),
    (Fault::Stretched, 10),
    (Fault::LostHalfEm, 0),
    (Fault::LineHead, 0),
    (Fault::LineEnd, 0),
    (Fault::OffPage, 0),
    (Fault::OutOfMargins, 0),
    (Fault::OverRule, 0),
    (Fault::Overprint, 0),
    (Fault::OutOfCell, 0),
    (Fault::LonelyPage, 0),
    (Fault::EmptyPage, 0),
    (Fault::NoGlyph, 0),
    (Fault::SmallType, 0),
];

/// The faults of what was set, each with its page, from 1; `margins` tells what it keeps to.
fn faults_in(set: &Set, margins: Margins) -> Vec<(usize, Fault, String)> {
    let mut found = page_faults::faults_of(&set.document, &set.ends, margins);
    for (number, page) in (1..).zip(set.document.pages()) {
        let blocks = blocks::of_page(&page.frame);
        found.extend(blocks.iter().flat_map(faults_of).map(|(fault, text)| (number, fault, text)));
    }
    found
}

#[test]
fn the_papers_are_set_as_a_typesetter_would() {
    let mut found: Vec<(Fault, String)> = Vec::new();
    each_paper(|name, set| {
        let margins = if name.contains("/letters/") { Margins::Letter } else { Margins::House };
        let faults = faults_in(set, margins).into_iter();
        found.extend(faults.map(|(page, fault, text)| (fault, format!("{name} p.{page}: {text}"))));
    });
    let mut too_many = Vec::new();
    for (fault, most) in MOST {
        let these: Vec<&String> = found.iter().filter(|(f, _)| *f == fault).map(|(_, text)| text).collect();
        println!("{fault:?}: {}", these.len());
        for text in &these {
            println!("  {fault:?} {text}");
        }
        if these.len() > most {
            too_many.push((fault, these.len()));
        }
    }
    assert!(too_many.is_empty(), "{too_many:?}");
}
