//! The vendored fonts: unchanged since their origin, and the only ones that are used.

use std::fs;
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::program::SAMPLE;
use crate::readers::{squeezed, workbook_text};
use crate::root::{Root, repository};

#[test]
fn each_font_has_its_licence_and_the_hash_of_its_origin() {
    let folder = repository().join("templates/fonts");
    let readme = fs::read_to_string(folder.join("README.md")).expect("the fonts' README");
    let mut fonts = 0;
    for entry in fs::read_dir(&folder).expect("the fonts") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if let Some(stem) = name.strip_suffix(".ttf") {
            let bytes = fs::read(&path).expect("a font");
            let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
            assert!(
                readme.contains(&name) && readme.contains(&hash),
                "the README doesn't know {name} {hash}"
            );
            let family = stem.split('-').next().expect("a family");
            let licence = fs::read_to_string(folder.join(format!("{family}-OFL.txt"))).expect("a licence");
            assert!(licence.contains("SIL OPEN FONT LICENSE Version 1.1"), "{family}");
            fonts += 1;
        }
    }
    assert_eq!(fonts, 8);
}

#[test]
fn pdfs_embed_the_house_fonts_and_no_other() {
    const HOUSE: [&str; 6] =
        ["BIZUDMincho", "BIZUDGothic", "NotoSerifJP", "NotoSansJP", "NotoSansSymbols2", "NotoSerif-"];
    for pdf in SAMPLE.ending(".pdf") {
        let output = Command::new("pdffonts").arg(&pdf).output().expect("pdffonts (poppler-utils)");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let fonts: Vec<&str> = text.lines().skip(2).collect();
        assert!(!fonts.is_empty(), "{}", pdf.display());
        for line in fonts {
            let name = line.split_whitespace().next().expect("a name");
            let name = name.split_once('+').map_or(name, |(_, name)| name);
            assert!(HOUSE.iter().any(|house| name.starts_with(house)), "{}: {name}", pdf.display());
        }
    }
}

/// In a return, in the words of a letter and in a template: each is a finding, prints as 〓, and stops no paper.
#[test]
fn a_character_that_no_font_has_prints_as_a_mark() {
    let root = Root::sample();
    let odd = "CO₂とm⁻³、가、简体、😀、1️⃣、か゚、𝟏、辻󠄁";
    root.replace("inputs/measures.csv", "遠隔医療の普及支援", &format!("遠隔医療の普及支援{odd}"));
    let copied = |path: &str, old: &str, new: &str| {
        let text = fs::read_to_string(repository().join(path)).expect(path);
        assert!(text.contains(old), "{path}");
        root.write(path, text.replacen(old, new, 1));
    };
    copied("templates/words/feedback-notice.txt.j2", "の進捗状況について、", "の進捗状況について、한、");
    copied(
        "templates/documents/targets/document.typ",
        "  masthead(paper)\n",
        "  masthead(paper)\n  [简本]\n",
    );
    let built = root.build(&["advisory", "feedback"]);
    assert_eq!(built.status, 1, "{}", built.messages);
    let found: Vec<&str> = built.messages.lines().filter(|line| line.contains("エラー[")).collect();
    assert!(found.iter().all(|line| line.contains("[missing-glyph]")), "{found:#?}");
    for place in
        ["inputs/measures.csv", "templates/words/feedback-notice.txt.j2", "templates/documents/targets"]
    {
        assert!(found.iter().any(|line| line.starts_with(place)), "{place}: {found:#?}");
    }
    let text = squeezed(&built.path("advisory/資料4_進捗状況一覧.pdf"));
    assert!(text.contains("CO₂とm⁻³、〓、〓体、〓、1"), "{text}");
    assert!(
        squeezed(&built.path("feedback/letters/koyo_助言等の通知.pdf")).contains("の進捗状況について、〓、")
    );
    assert!(squeezed(&built.path("advisory/資料3_数値目標一覧.pdf")).contains("〓本"));
    let annex = workbook_text(&built.path("advisory/annexes/別紙1_数値目標・進捗状況.xlsx"));
    assert!(annex.contains(odd), "an annex keeps them as they are");
}

/// A font of the cycle's own, with a character that no house font has.
#[test]
fn a_cycle_brings_its_own_fonts() {
    let root = Root::sample();
    root.replace("inputs/cycle.toml", "banner = \"見本（数値は架空）\"", "banner = \"見本 \u{13000}\"");
    let output = root.run(&["check"]);
    let messages = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "{messages}");
    assert!(
        messages.contains("inputs/cycle.toml:6:10: エラー[missing-glyph] 文字「\u{13000}」（U+13000）"),
        "{messages}"
    );
    root.write("inputs/fonts/own.ttf", own_font());
    let output = root.run(&["check"]);
    let messages = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(0), "{messages}");
    let built = root.build(&["advisory"]);
    assert_eq!(built.status, 0, "{}", built.messages);
}

/// The symbols font under another family's name, with U+13000 in its character map.
fn own_font() -> Vec<u8> {
    const WANTED: u32 = 0x13000;
    let path = repository().join("templates/fonts/NotoSansSymbols2-Regular.ttf");
    let mut bytes = fs::read(path).expect("the font");
    let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
    let (old, new) = (utf16("Noto Sans Symbols 2"), utf16("The Cycles Own Font"));
    assert_eq!(old.len(), new.len());
    let places: Vec<usize> =
        (0..bytes.len() - old.len()).filter(|at| bytes[*at..].starts_with(&old)).collect();
    for at in places {
        bytes[at..at + new.len()].copy_from_slice(&new);
    }
    // A group of a character map of format 12: first and last character, first glyph. The last group before the
    // wanted character gives its glyph to it.
    let number =
        |bytes: &[u8], at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    let directory = bytes.windows(4).position(|w| w == b"cmap").expect("a character map");
    let cmap = number(&bytes, directory + 8) as usize;
    let subtables = u16::from_be_bytes([bytes[cmap + 2], bytes[cmap + 3]]) as usize;
    for subtable in
        (0..subtables).map(|i| cmap + number(&bytes, cmap + 4 + i * 8 + 4) as usize).collect::<Vec<_>>()
    {
        if bytes[subtable..subtable + 2] == [0, 12] {
            let groups = number(&bytes, subtable + 12) as usize;
            let places = (0..groups).map(|i| subtable + 16 + i * 12);
            let last = places.rev().find(|at| number(&bytes, *at) < WANTED).expect("a group before it");
            bytes[last..last + 4].copy_from_slice(&WANTED.to_be_bytes());
            bytes[last + 4..last + 8].copy_from_slice(&WANTED.to_be_bytes());
        }
    }
    bytes
}
