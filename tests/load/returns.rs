//! Whole returns as they really come, each with what is said of it.

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Failed, Trial};
use shiryo::decide::check::RULES;

use crate::expectation::expect;
use crate::findings::{findings, printed};
use crate::root::{Root, repository};

/// A test for each folder that holds a return.
pub(crate) fn trials() -> Vec<Trial> {
    let trial = |case: PathBuf| {
        let name = case.file_name().unwrap_or_default().to_string_lossy();
        Trial::test(format!("returns/{name}"), move || is_read_right_or_refused_with_a_question(&case))
    };
    cases().into_iter().map(trial).collect()
}

fn cases() -> Vec<PathBuf> {
    let folders = fs::read_dir(repository().join("tests/returns")).expect("tests/returns");
    let mut cases: Vec<_> =
        folders.map(|e| e.expect("an entry").path()).filter(|p| p.join("why.txt").exists()).collect();
    cases.sort();
    cases
}

/// The rules that `why.txt` names: those that must be broken; none if nothing is to be said.
fn named(why: &str) -> Vec<&str> {
    let said = why.split_once("指摘:").map_or("", |(_, said)| said);
    let words = said.split(|c: char| !(c.is_ascii_lowercase() || c == '-'));
    words.filter(|word| RULES.iter().any(|rule| rule.id == *word)).collect()
}

fn is_read_right_or_refused_with_a_question(case: &Path) -> Result<(), Failed> {
    let said = printed(&findings(&Root::example(case)));
    expect(&case.join("expected.txt"), &said)?;
    let why = fs::read_to_string(case.join("why.txt")).expect("why.txt");
    let named = named(&why);
    if let Some(rule) = named.iter().find(|rule| !said.contains(&format!("[{rule}]"))) {
        return Err(format!("why.txt names {rule}, and nothing says so:\n{said}").into());
    }
    if named.is_empty() && !said.is_empty() {
        return Err(format!("nothing is to be said:\n{said}").into());
    }
    Ok(())
}

pub(crate) fn there_are_many_returns() {
    let cases = cases().len();
    assert!(cases >= 60, "{cases} cases");
}
