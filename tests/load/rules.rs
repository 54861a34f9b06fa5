//! Every rule has a bad and a good example, and says what is expected of it.

use std::collections::BTreeSet;
use std::fs;

use libtest_mimic::{Failed, Trial};
use shiryo::decide::check::RULES;

use crate::expectation::expect;
use crate::findings::{findings, printed};
use crate::root::{Root, repository, rules_folder};

/// Rules of which loading does not find everything, so that their examples are in the tests of the whole program: a
/// template is prepared and set, two papers get one file name when they are prepared, what was published before is no
/// input, and a form is a workbook that the program has made.
const WHOLE_PROGRAM: [&str; 4] =
    ["template-error", "duplicate-document-number", "issued-changed", "form-mismatch"];

/// A test for each rule.
pub(crate) fn trials() -> Vec<Trial> {
    let rules = RULES.iter().map(|rule| rule.id).filter(|id| !WHOLE_PROGRAM.contains(id));
    rules.map(|id| Trial::test(format!("rules/{id}"), move || finds_its_bad_example_only(id))).collect()
}

fn finds_its_bad_example_only(rule: &str) -> Result<(), Failed> {
    let folder = rules_folder().join(rule);
    let tag = format!("[{rule}]");
    let bad = findings(&Root::example(&folder.join("bad")));
    let said = printed(&bad);
    expect(&folder.join("expected.txt"), &said)?;
    if !said.contains(&tag) {
        return Err(format!("the bad example does not break it:\n{said}").into());
    }
    if bad.has_errors() != said.contains("エラー[") {
        return Err(format!("errors: {}, but it says\n{said}", bad.has_errors()).into());
    }
    let good = printed(&findings(&Root::example(&folder.join("good"))));
    if good.contains(&tag) {
        return Err(format!("the good example breaks it:\n{good}").into());
    }
    Ok(())
}

pub(crate) fn the_base_has_no_findings() {
    assert_eq!(printed(&findings(&Root::of(&rules_folder().join("base")))), "");
}

pub(crate) fn each_example_is_of_a_rule() {
    let ids: BTreeSet<&str> = RULES.iter().map(|r| r.id).collect();
    assert_eq!(ids.len(), RULES.len(), "an id stands twice");
    for entry in fs::read_dir(rules_folder()).expect("tests/rules") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(
            ids.contains(name.as_str()) || ["base", "README.md", ".gitattributes"].contains(&name.as_str()),
            "{name}"
        );
    }
}

pub(crate) fn each_rule_is_documented_in_the_inputs() {
    let readme = fs::read_to_string(repository().join("inputs/README.md")).expect("inputs/README.md");
    let missing: Vec<_> =
        RULES.iter().map(|r| r.id).filter(|id| !readme.contains(&format!("`{id}`"))).collect();
    assert!(missing.is_empty(), "inputs/README.md says nothing of {missing:?}");
}

pub(crate) fn a_missing_return_is_a_warning_until_its_deadline() {
    let root = Root::example(&rules_folder().join("missing-submission/bad"));
    let late = findings(&root);
    assert!(printed(&late).contains("エラー[missing-submission]"), "{}", printed(&late));
    assert!(late.has_errors());
    root.replace("inputs/cycle.toml", "deadline = 2023-01-27", "deadline = 2099-01-01");
    let early = findings(&root);
    assert!(printed(&early).contains("注意[missing-submission]"), "{}", printed(&early));
    assert!(!early.has_errors());
}
