//! The cover of a member's set: what it has no room for stands on its back.

use serde_json::{Value, json};
use shiryo::render::typst::compile;
use shiryo::render::typst::world::Typesetter;

use super::faults_in;
use super::ink::{Mark, of_page};
use super::page_faults::Margins;
use super::random_papers::HOUSE;

/// The letters of each page of a set whose list has so many papers: a cover, its back, the first page of a paper.
fn pages(papers: usize) -> Vec<String> {
    let (library, shared) = &*HOUSE;
    let setter = Typesetter::new(library, shared.clone());
    let (_, sample) =
        library.below("print/samples/").find(|(path, _)| path.ends_with("sheets.json")).expect("a sample");
    let mut job: Value = serde_json::from_slice(sample).expect("JSON");
    let sheets = job["sheets"].as_array_mut().expect("sheets");
    let list: Vec<Value> = (0..papers)
        .map(|nth| json!({ "number": format!("資料{nth}"), "title": "数値目標一覧", "page": "3", "side": 3 }))
        .collect();
    sheets[0]["cover"]["papers"] = list.into();
    sheets.truncate(2);
    sheets.push(sheets[1].clone());
    let world = setter.print_world(serde_json::to_vec(&job).expect("JSON"), None);
    let set = compile::set(&world).unwrap_or_else(|troubles| panic!("{troubles:?}"));
    let faults: Vec<_> =
        faults_in(&set, Margins::House).into_iter().filter(|(page, ..)| *page == 1).collect();
    assert!(faults.is_empty(), "{faults:?}");
    let words = |ink: super::ink::Ink| match ink.mark {
        Mark::Letter { text, .. } => text,
        _ => String::new(),
    };
    set.document.pages().iter().map(|page| of_page(&page.frame).into_iter().map(words).collect()).collect()
}

#[test]
fn a_list_too_long_for_its_cover_stands_on_the_back() {
    let short = pages(10);
    assert_eq!(short.len(), 3, "a cover, a blank back, and a paper");
    assert!(short[0].contains("資料9数値目標一覧") && short[1].is_empty(), "{short:?}");
    let long = pages(40);
    assert_eq!(long.len(), 3, "the paper still begins on the third side");
    assert!(long[0].contains("次のページ") && !long[0].contains("資料9"), "{}", long[0]);
    assert!(long[1].contains("配布資料一覧") && long[1].contains("資料39数値目標一覧"), "{}", long[1]);
}
