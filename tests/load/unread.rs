//! A file that can't be read is one finding: nothing that depends on it is said to be wrong for it.

use std::fmt::Write;
use std::sync::LazyLock;

use crate::findings::findings;
use crate::root::{Root, repository, rules_folder};

/// The findings of a root: rule, file and message.
fn named(root: &Root) -> Vec<String> {
    let found = findings(root);
    let name =
        found.iter().map(|f| format!("{} {}: {}", f.rule, f.origin.file().unwrap_or_default(), f.message));
    name.collect()
}

/// Of the sample with a change, the findings that the sample doesn't have.
fn new_findings(change: impl Fn(&Root)) -> Vec<String> {
    static BEFORE: LazyLock<Vec<String>> = LazyLock::new(|| named(&Root::of(repository())));
    let root = Root::of(repository());
    change(&root);
    let mut after = named(&root);
    after.retain(|finding| !BEFORE.contains(finding));
    after
}

/// Each list of the secretariat, and what else others refer to, in a form that is refused.
pub(crate) fn a_file_that_cannot_be_read_silences_what_depends_on_it() {
    let lists = ["departments", "measures", "members", "organizations", "received", "ballots"];
    let lists = lists.map(|list| format!("inputs/{list}.csv"));
    let others =
        ["inputs/opinions/advisory.csv", "inputs/opinions/responses.csv", "inputs/submissions/koyo.csv"];
    let broken = [&b"%PDF-1.4"[..], b"PK\x03\x04", "い,ろ\nは,に\n".as_bytes()];
    for (path, bytes) in lists.iter().map(String::as_str).chain(others).zip(broken.into_iter().cycle()) {
        let new = new_findings(|root| {
            root.write(path, bytes);
        });
        assert!(matches!(&new[..], [one] if one.contains(path)), "{path}: {new:#?}");
    }
}

/// A return that the machine refuses to read is a finding, and the others are read.
pub(crate) fn a_return_that_the_machine_refuses_is_a_finding() {
    let new = new_findings(|root| {
        root.remove("inputs/submissions/koyo.csv");
        // A file that can be opened, but not read at its beginning.
        let place = root.path().join("inputs/submissions/koyo.csv");
        std::os::unix::fs::symlink("/proc/self/mem", place).expect("a link");
    });
    assert!(matches!(&new[..], [one] if one.contains("koyo.csv") && one.contains("開けません")), "{new:#?}");
}

/// A correction of a row that a return may hold is not unused because the return can't be read.
pub(crate) fn a_correction_of_an_unread_return_is_not_unused() {
    let correction = "部署,取組番号,指標番号,列,値,理由,訂正者,訂正日\nnorin,2-ア-22,1,実績値,12,聞き取り,照会係,2020-01-20\n";
    for bytes in [&b"%PDF-1.4"[..], "い,ろ\n".as_bytes()] {
        let new = new_findings(|root| {
            root.write("inputs/corrections.csv", correction).write("inputs/submissions/norin.csv", bytes);
        });
        assert!(new.iter().all(|f| f.contains("inputs/submissions/norin.csv")), "{new:#?}");
    }
}

/// A plan can have more organizations than a return may have rows.
pub(crate) fn a_list_may_be_longer_than_a_return() {
    let list = |rows: u32| {
        let mut text = "コード,名称,所属,宛名,電子メール\n".to_owned();
        for row in 0..rows {
            let _ = writeln!(text, "k{row:06},第{row}団体,会員,,");
        }
        text
    };
    let refused = |list: String| {
        let root = Root::of(&rules_folder().join("base"));
        let mut found = named(root.write("inputs/organizations.csv", list));
        found.retain(|finding| finding.starts_with("unreadable-file"));
        found
    };
    assert_eq!(refused(list(12_000)), [""; 0]);
    let too_long = refused(list(200_001));
    assert!(matches!(&too_long[..], [one] if one.contains("200,000行")), "{too_long:?}");
}
