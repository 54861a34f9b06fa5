//! Every rule has a bad and a good example, and says what is expected of it.

use std::collections::BTreeSet;
use std::fs;

use libtest_mimic::{Failed, Trial};
use shiryo::decide::check::RULES;

use crate::expectation::expect;
use crate::findings::{findings, printed};
use crate::root::{Root, rules_folder};

/// Rules of which loading does not find everything, so that their examples are in the tests of the whole program: a
/// template is prepared and set, a message's words are filled in, two papers get one file name when they are prepared, what was published before is no
/// input, and a form is a workbook that the program has made.
const WHOLE_PROGRAM: [&str; 8] = [
    "template-error",
    "duplicate-document-number",
    "issued-changed",
    "issued-lost",
    "foreign-file",
    "file-in-the-way",
    "form-mismatch",
    "mail-words",
];

/// A test for each rule, and for each folder of examples, so that neither goes without the other.
pub(crate) fn trials() -> Vec<Trial> {
    let rules = RULES.iter().map(|rule| rule.id.to_owned());
    let names: BTreeSet<String> = rules.chain(folders()).collect();
    let names = names.into_iter().filter(|name| !WHOLE_PROGRAM.contains(&name.as_str()));
    names
        .map(|name| Trial::test(format!("rules/{name}"), move || finds_its_bad_example_only(&name)))
        .collect()
}

/// The names of the folders of examples.
fn folders() -> Vec<String> {
    let entries = fs::read_dir(rules_folder()).expect("tests/rules").map(|entry| entry.expect("an entry"));
    let folders = entries.filter(|entry| entry.path().is_dir());
    let names = folders.map(|folder| folder.file_name().to_string_lossy().into_owned());
    names.filter(|name| name != "base").collect()
}

fn finds_its_bad_example_only(rule: &str) -> Result<(), Failed> {
    let folder = rules_folder().join(rule);
    if !RULES.iter().any(|known| known.id == rule) {
        return Err(format!("{rule} is no rule of RULES in src/decide/check/rules/mod.rs").into());
    }
    if let Some(missing) = ["bad", "good"].iter().find(|example| !folder.join(example).is_dir()) {
        return Err(format!("there is no {}", folder.join(missing).display()).into());
    }
    let bad = findings(&Root::example(&folder.join("bad")));
    let said = printed(&bad);
    expect(&folder.join("expected.txt"), &said)?;
    if !said.contains(&format!("[{rule}]")) {
        return Err(format!("the bad example does not break it:\n{said}").into());
    }
    let good = printed(&findings(&Root::example(&folder.join("good"))));
    if !good.is_empty() {
        return Err(format!("the good example has findings:\n{good}").into());
    }
    Ok(())
}

pub(crate) fn the_base_has_no_findings() {
    assert_eq!(printed(&findings(&Root::of(&rules_folder().join("base")))), "");
}

pub(crate) fn no_two_rules_have_one_id() {
    let ids: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), RULES.len());
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
