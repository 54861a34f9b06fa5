//! Letters in window envelopes: what the window shows is the addressee, wherever the sheet lies in it.

use super::blocks::{Letter, of_page};
use super::papers::papers_of;
use crate::root::Root;

/// A millimetre in points.
const MM: f64 = 72.0 / 25.4;

/// An envelope: its window (left, top, right, bottom) and how far the sheet can move to the right and down.
const ENVELOPES: [(&str, [f64; 4], [f64; 2]); 2] = [
    ("長形３号", [20.0, 15.0, 110.0, 60.0], [235.0 - 210.0, 120.0 - 297.0 / 3.0]),
    ("角形2号", [20.0, 45.0, 120.0, 105.0], [240.0 - 210.0, 332.0 - 297.0]),
];

/// Whether a letter is wholly in the window, and whether any of it is, with the sheet at a place.
fn seen(letter: &Letter, [left, top, right, bottom]: [f64; 4], [x, y]: [f64; 2]) -> (bool, bool) {
    // The baseline is at the letter's y; the body of a letter is 0.88 em above it and 0.12 em below.
    let (x0, x1) = (letter.x / MM + x, (letter.x + letter.advance) / MM + x);
    let (y0, y1) = ((letter.y - 0.88 * letter.size) / MM + y, (letter.y + 0.12 * letter.size) / MM + y);
    // Lengths are rounded when they are set: a hundredth of a millimetre is nothing.
    let whole = x0 > left - 0.01 && x1 < right + 0.01 && y0 > top - 0.01 && y1 < bottom + 0.01;
    (whole, x1 > left && x0 < right && y1 > top && y0 < bottom)
}

/// The letters of the first page of each letter of the stage `opinions` to some recipients.
fn first_pages(root: &Root, codes: &[&str]) -> Vec<(String, Vec<Letter>)> {
    let wanted = |identity: &str| codes.iter().any(|code| identity.contains(&format!("letters/{code}_")));
    let mut found = Vec::new();
    papers_of(root, &["opinions".into()], wanted, |identity, set| {
        let blocks = of_page(&set.document.pages()[0].frame);
        let letters = blocks.into_iter().flat_map(|block| block.lines).flatten();
        found.push((identity.to_owned(), letters.collect()));
    });
    assert_eq!(found.len(), codes.len());
    found
}

fn joined<'a>(letters: impl Iterator<Item = &'a Letter>) -> String {
    letters.filter(|letter| letter.text != "　").map(|letter| letter.text.as_str()).collect()
}

#[test]
fn the_addressee_is_read_through_the_window_wherever_the_sheet_lies() {
    for (name, window, [right, down]) in ENVELOPES {
        let root = Root::sample();
        root.replace("inputs/cycle.toml", "長形３号", name);
        // As long as addresses and names of posts get: it is set smaller.
        root.replace(
            "inputs/organizations.csv",
            "Ａ市中央一丁目１番１号（架空）",
            "Ａ県Ｂ郡Ｃ町大字Ｄ字Ｅ一丁目２３４５番地の６７　Ｆ町総合保健福祉センター分庁舎１０階",
        );
        root.replace(
            "inputs/organizations.csv",
            "Ａ市情報政策課長",
            "Ａ市総合政策部デジタル社会推進室情報政策課長",
        );
        for (identity, letters) in first_pages(&root, &["m01", "m02"]) {
            for place in [[0.0, 0.0], [right, 0.0], [0.0, down], [right, down]] {
                let whole = joined(letters.iter().filter(|letter| seen(letter, window, place).0));
                let (address, subject) = match identity.contains("m01") {
                    true => (
                        "〒000-0000Ａ県Ｂ郡Ｃ町大字Ｄ字Ｅ一丁目２３４５番地の６７Ｆ町総合保健福祉センター分庁舎１０階Ａ市総合政策部デジタル社会推進室情報政策課長様",
                        "進捗状況に関する意見",
                    ),
                    false => (
                        "〒000-0000Ｂ市本町二丁目３番地４Ｂ市役所本庁舎３階（架空）Ｂ市情報政策課長様",
                        "進捗状況に関する意見",
                    ),
                };
                assert!(whole.contains(address), "{name} {identity} {place:?}: {whole}");
                let partly = joined(letters.iter().filter(|letter| seen(letter, window, place).1));
                assert!(!partly.contains(subject), "{name} {identity} {place:?}: {partly}");
                assert!(!partly.contains("政企第"), "{name} {identity} {place:?}: {partly}");
            }
        }
    }
}

#[test]
fn a_letter_without_an_address_and_a_cycle_without_an_envelope_stay_as_they_are() {
    let root = Root::sample();
    let top = |letters: &[Letter]| {
        let at = letters.iter().find(|letter| letter.text == "様").expect("an addressee");
        (at.y, letters.iter().any(|letter| letter.text == "〒" && letter.y < at.y))
    };
    // m03 has no address in the list.
    let with = first_pages(&root, &["m01", "m03"]);
    root.replace("inputs/cycle.toml", "envelope = \"長形３号\"\n", "");
    let without = first_pages(&root, &["m01", "m03"]);
    let [posted, unposted] = [&with[0].1, &with[1].1].map(|letters| top(letters));
    assert!(posted.1 && !unposted.1 && posted.0 < unposted.0, "{posted:?} {unposted:?}");
    assert_eq!(top(&without[0].1), unposted);
    assert_eq!(top(&without[1].1), unposted);
}
