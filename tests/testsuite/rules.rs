//! Every rule has a bad and a good example, and says what is expected of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use shiryo::decide::check::RULES;

use crate::root::{Root, repository};

/// Rules whose bad and good examples are made by the tests of publishing and of forms: what was published before is no
/// input, and a form is a workbook.
const ELSEWHERE: [&str; 2] = ["issued-changed", "form-mismatch"];

fn examples() -> std::path::PathBuf {
    repository().join("tests/rules")
}

/// The base cycle with an example laid over it; `REMOVE.txt` names files to take away.
pub fn overlaid(example: &Path) -> Root {
    let root = Root::of(&examples().join("base"));
    root.overlay(example);
    let remove = root.path().join("REMOVE.txt");
    if remove.exists() {
        for path in root.read("REMOVE.txt").lines().filter(|l| !l.is_empty()) {
            root.remove(path);
        }
        root.remove("REMOVE.txt");
    }
    root
}

/// What the rule's command prints: `check`, or `build` where only setting a paper can find it.
fn messages(root: &Root, rule: &str) -> (String, i32) {
    let output = root.run(&[if rule == "template-error" { "build" } else { "check" }]);
    let text = String::from_utf8(output.stderr).expect("UTF-8");
    (text, output.status.code().expect("an exit status"))
}

/// What `check` prints, a line a finding.
pub fn messages_short(root: &Root) -> String {
    String::from_utf8(root.run(&["check"]).stderr).expect("UTF-8")
}

#[test]
fn the_base_has_no_findings() {
    let (messages, status) = messages(&Root::of(&examples().join("base")), "");
    assert_eq!((messages.as_str(), status), ("", 0));
}

#[test]
fn each_rule_finds_its_bad_example_and_passes_its_good_one() {
    let update = std::env::var_os("SHIRYO_UPDATE").is_some();
    let mut wrong = Vec::new();
    for rule in RULES.iter().filter(|rule| !ELSEWHERE.contains(&rule.id)) {
        let folder = examples().join(rule.id);
        let (bad, status) = messages(&overlaid(&folder.join("bad")), rule.id);
        let expected = folder.join("expected.txt");
        if update {
            fs::write(&expected, &bad).expect("expected.txt");
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        let tag = format!("[{}]", rule.id);
        if bad != expected || !bad.contains(&tag) {
            wrong.push(format!("{}: expected\n{expected}\ngot\n{bad}", rule.id));
        }
        if status != i32::from(bad.contains("エラー[")) {
            wrong.push(format!("{}: exit status {status}", rule.id));
        }
        let (good, _) = messages(&overlaid(&folder.join("good")), rule.id);
        if good.contains(&tag) {
            wrong.push(format!("{}: the good example breaks it:\n{good}", rule.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn each_example_is_of_a_rule() {
    let ids: BTreeSet<&str> = RULES.iter().map(|r| r.id).collect();
    assert_eq!(ids.len(), RULES.len(), "an id stands twice");
    for entry in fs::read_dir(examples()).expect("tests/rules") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(
            ids.contains(name.as_str()) || ["base", "README.md", ".gitattributes"].contains(&name.as_str()),
            "{name}"
        );
    }
}

#[test]
fn each_rule_is_documented_in_the_inputs() {
    let readme = fs::read_to_string(repository().join("inputs/README.md")).expect("inputs/README.md");
    let missing: Vec<_> =
        RULES.iter().map(|r| r.id).filter(|id| !readme.contains(&format!("`{id}`"))).collect();
    assert!(missing.is_empty(), "inputs/README.md says nothing of {missing:?}");
}

#[test]
fn a_missing_return_is_a_warning_until_its_deadline() {
    let root = overlaid(&examples().join("missing-submission/bad"));
    let (late, status) = messages(&root, "");
    assert!(late.contains("エラー[missing-submission]"), "{late}");
    assert_eq!(status, 1);
    let text = root.read("inputs/cycle.toml");
    let moved: String = text
        .lines()
        .map(|line| if line.starts_with("deadline") { "deadline = 2099-01-01" } else { line })
        .map(|line| line.to_owned() + "\n")
        .collect();
    root.write("inputs/cycle.toml", moved);
    let (early, status) = messages(&root, "");
    assert!(early.contains("注意[missing-submission]"), "{early}");
    assert_eq!(status, 0);
}
