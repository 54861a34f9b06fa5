//! Whole cycles in `tests/cases/`: what is said, which files are made, and what representative papers say.

use std::fs;

use crate::expectation::expect;
use crate::program::{Built, HAMABE, MINATO};
use crate::readers::pages;
use crate::root::repository;
use crate::standards::validate;
use crate::trees::assert_followed;

/// The files with the pages of each PDF, as `expected/files.txt` lists them.
fn files(built: &Built) -> String {
    let manifest = built.json("manifest.json");
    let line = |file: &serde_json::Value| {
        let path = file["path"].as_str().expect("a path");
        let pages = if path.ends_with(".pdf") { file["pages"].to_string() } else { String::new() };
        format!("{path}\t{pages}\n")
    };
    let mut lines: Vec<String> = manifest["files"].as_array().expect("files").iter().map(line).collect();
    lines.sort();
    lines.concat()
}

#[test]
fn every_case_comes_out_as_expected() {
    let mut wrong = Vec::new();
    let mut cases = 0;
    for entry in fs::read_dir(repository().join("tests/cases")).expect("tests/cases") {
        let case = entry.expect("an entry").path();
        if !case.is_dir() {
            continue;
        }
        cases += 1;
        let built = match case.file_name().and_then(|name| name.to_str()) {
            Some("minato") => &*MINATO,
            Some("hamabe") => &*HAMABE,
            other => panic!("{other:?} is built by nobody"),
        };
        let expected = case.join("expected");
        wrong.extend(expect(&expected.join("messages.txt"), &built.messages).err());
        assert_eq!(built.status, i32::from(built.messages.contains("エラー[")), "{}", built.messages);
        wrong.extend(expect(&expected.join("files.txt"), &files(built)).err());
        for text in fs::read_dir(expected.join("texts")).expect("texts").map(|e| e.expect("an entry").path())
        {
            let stem = text.file_stem().expect("a name").to_string_lossy().into_owned();
            let pdf = built.ending(".pdf").into_iter().find(|pdf| {
                let path = pdf.strip_prefix(built.out()).expect("below out/").with_extension("");
                path.to_string_lossy().replace('/', "_") == stem
            });
            let pdf = pdf.unwrap_or_else(|| panic!("no PDF for {}", text.display()));
            wrong.extend(expect(&text, &pages(&pdf).join("\n────\n")).err());
        }
        assert_followed(built);
        validate("verapdf", &["3a,ua1"], &built.ending(".pdf"));
        validate("ooxml", &[], &built.ending(".xlsx"));
    }
    assert!(cases > 0);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
