//! The examples of rules that only the whole program finds broken; and that `check` prints what loading finds.

use crate::expectation::expect;
use crate::findings::{findings, printed};
use crate::root::{Root, repository, rules_folder};

/// What a command prints of an example, and its exit status.
fn said(root: &Root, command: &str) -> (String, i32) {
    let output = root.run(&[command]);
    let text = String::from_utf8(output.stderr).expect("UTF-8");
    (text, output.status.code().expect("an exit status"))
}

/// Rules that only preparing papers, or setting them, finds broken everywhere, each with the command that does so.
const OF_PAPERS: [(&str, &str); 3] =
    [("template-error", "build"), ("duplicate-document-number", "check"), ("mail-words", "check")];

#[test]
fn each_rule_of_papers_finds_its_bad_example_only() {
    for (rule, command) in OF_PAPERS {
        let folder = rules_folder().join(rule);
        let tag = format!("[{rule}]");
        let (bad, status) = said(&Root::example(&folder.join("bad")), command);
        expect(&folder.join("expected.txt"), &bad).unwrap_or_else(|why| panic!("{why}"));
        assert!(bad.contains(&tag), "{bad}");
        assert_eq!(status, i32::from(bad.contains("エラー[")), "{rule}");
        let (good, _) = said(&Root::example(&folder.join("good")), command);
        assert!(!good.contains(&tag), "{good}");
    }
}

#[test]
fn check_prints_what_loading_finds() {
    for folder in [
        "rules/base",
        "rules/number-format/bad",
        "rules/duplicate-entry/bad",
        "rules/measure-count/bad",
        "returns/hidden-sheet",
        "returns/xlsb",
    ] {
        let root = Root::example(&repository().join("tests").join(folder));
        let found = findings(&root);
        let status = i32::from(found.has_errors());
        assert_eq!(said(&root, "check"), (printed(&found), status), "{folder}");
    }
}
