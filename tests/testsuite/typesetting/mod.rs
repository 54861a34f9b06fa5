//! How the pages are set: what a typesetter of Japanese would find fault with, counted over all papers of both cycles.
//! Read from typst's own frames, where each letter has its place.

mod blocks;
mod classes;
mod columns;
mod faults;
mod papers;
mod sight;
mod windows;

use faults::{Fault, faults_of};
use papers::each_paper;

/// Faults of a kind that the papers of both cycles may have in all.
const MOST: [(Fault, usize); 6] = [
    (Fault::SplitDate, 0),
    (Fault::SplitNumber, 0),
    (Fault::SplitLoanWord, 5),
    (Fault::ShortEnd, 10),
    (Fault::Stretched, 10),
    (Fault::LostHalfEm, 0),
];

#[test]
fn the_papers_are_set_as_a_typesetter_would() {
    let mut found: Vec<(Fault, String)> = Vec::new();
    each_paper(|name, document| {
        for (number, page) in document.pages().iter().enumerate() {
            let blocks = blocks::of_page(&page.frame);
            let faults = blocks.iter().flat_map(faults_of);
            found.extend(faults.map(|(fault, text)| (fault, format!("{name} p.{}: {text}", number + 1))));
        }
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
