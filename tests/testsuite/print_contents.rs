//! The contents of a packet, and of a member's set: the page of each paper, and on a screen the way there.

use std::path::Path;

use lopdf::{Document, Object};

use crate::print::{PRINTED, duplex, packet, papers, print, texts};
use crate::readers::squeeze;

/// The pages to which the links of a page lead, from 1.
fn led_to(pdf: &Path, page: u32) -> Vec<u32> {
    let document = Document::load(pdf).unwrap_or_else(|error| panic!("{}: {error}", pdf.display()));
    let pages = document.get_pages();
    let links = document.get_page_annotations(pages[&page]).expect("annotations");
    let target = |link: &lopdf::Dictionary| {
        let to = match link.get(b"Dest") {
            Ok(to) => to,
            Err(_) => link.get(b"A").and_then(Object::as_dict).and_then(|action| action.get(b"D")).ok()?,
        };
        let (_, to) = document.dereference(to).ok()?;
        let to = match to {
            Object::Array(to) => to.clone(),
            _ => return None,
        };
        let id = to.first()?.as_reference().ok()?;
        pages.iter().find(|(_, page)| **page == id).map(|(number, _)| *number)
    };
    let mut found: Vec<u32> = links.into_iter().filter_map(target).collect();
    found.dedup();
    found
}

#[test]
fn the_contents_name_each_papers_page_and_lead_to_it_on_the_screen() {
    let papers = papers();
    let first: Vec<u32> =
        papers[1..].iter().map(|(first, ..)| u32::try_from(*first).expect("small")).collect();
    let packet_pdf = PRINTED.path("advisory/packet.pdf");
    assert_eq!(led_to(&packet_pdf, 1), first);
    let cover = &texts(&packet_pdf)[0];
    let contents = packet()["contents"].as_array().expect("papers").clone();
    for (paper, first) in contents[1..].iter().zip(&first) {
        let line = squeeze(paper["title"].as_str().expect("a title")) + &first.to_string();
        assert!(cover.contains(&line), "{line}: {cover}");
    }
    // A member's set leads to the papers that are in its own file.
    let a3 = papers.iter().position(|(.., a3, _)| *a3).expect("a paper on A3");
    let own: Vec<u32> = (1..)
        .zip(duplex(&papers[..a3]))
        .filter(|(_, page)| papers[1..a3].iter().any(|(first, ..)| Some(*first) == *page))
        .map(|(side, _)| side)
        .collect();
    assert_eq!(led_to(&print("sets/01_庄司昌彦_1_A4.pdf"), 1), own);
}
