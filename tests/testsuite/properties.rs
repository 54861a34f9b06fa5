//! What holds of all inputs: any text comes through to the page.

use proptest::prelude::*;
use shiryo::ground::text::forbidden;

use crate::readers::{squeeze, squeezed};
use crate::root::Root;

/// Letters of many kinds that may stand in a return and that the house fonts have.
fn printable() -> impl Strategy<Value = String> {
    let ranges = prop_oneof![
        prop::char::range('!', '~'),
        prop::char::range('ぁ', 'ん'),
        prop::char::range('ァ', 'ヶ'),
        prop::char::range('一', '龠'),
        prop::char::range('！', '～'),
        Just('𠮷'),
        Just('髙'),
        Just('﨑'),
        Just('①'),
        Just('㈱'),
        Just('\n'),
        Just(' '),
    ];
    prop::collection::vec(ranges, 1..120).prop_map(|chars| chars.into_iter().collect())
}

/// What the built-in fonts have.
fn drawable(text: &str) -> bool {
    let library = shiryo::library::store::Library::new(&[], Vec::new());
    let (coverage, _) = shiryo::ground::coverage::Coverage::new(library.font_files());
    coverage.exceptions(text).is_empty() && text.chars().all(|c| forbidden(c).is_none())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_through_to_the_page(text in printable()) {
        prop_assume!(!text.trim().is_empty() && drawable(&text));
        let root = Root::sample();
        let source = root.read("inputs/opinions/advisory.csv");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(source.as_bytes());
        let mut records: Vec<Vec<String>> =
            reader.records().map(|r| r.expect("a record").iter().map(Into::into).collect()).collect();
        let place = records[0].iter().position(|c| c == "意見の概要").expect("the column");
        let common = records[0].iter().position(|c| c == "取組番号").expect("the column");
        records[1][place] = format!("始め{text}終わり");
        records[1][common].clear();
        let mut writer = csv::Writer::from_writer(Vec::new());
        records.iter().for_each(|r| writer.write_record(r).expect("a record"));
        root.write("inputs/opinions/advisory.csv", writer.into_inner().expect("bytes"));
        let built = root.build(&["feedback"]);
        prop_assert_eq!(built.status, 0, "{}", built.messages);
        let page = squeezed(&built.path("feedback/letters/kenfuku_助言等の通知.pdf"));
        let expected = squeeze(&format!("始め{text}終わり"));
        prop_assert!(page.contains(&expected), "{} is not in {}", expected, page);
    }
}

#[test]
fn a_selector_astray_takes_no_sign_of_ascii_with_it() {
    let library = shiryo::library::store::Library::new(&[], Vec::new());
    let (coverage, _) = shiryo::ground::coverage::Coverage::new(library.font_files());
    // The data of a paper are JSON: the quotation mark before a text that begins with a selector is theirs.
    let job = serde_json::json!({ "name": "\u{E0100}葛\u{E0100}" }).to_string();
    let printed: serde_json::Value = serde_json::from_str(&coverage.printable(&job)).expect("JSON");
    assert!(printed["name"].as_str().expect("a text").ends_with("葛\u{E0100}"), "{printed}");
}
