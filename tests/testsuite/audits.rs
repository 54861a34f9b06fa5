//! `shiryo audit`: nothing is wrong with what is right, and each fault that is planted is found, with its kind and place.

use std::fs;
use std::path::Path;

use serde_json::Value;
use shiryo::ground::hash::sha256;
use shiryo::published::manifest::Manifest;

use crate::program::{Built, HAMABE, MINATO, SAMPLE, shiryo};

/// A fault as it is told.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) path: String,
    pub(crate) kind: String,
    /// What stands there and what should.
    pub(crate) words: String,
    pub(crate) page: Option<u64>,
}

/// What an audit of an `out/` tells, with its exit status.
pub(crate) struct Audited {
    pub(crate) status: i32,
    pub(crate) report: Value,
    pub(crate) faults: Vec<Told>,
}

impl Audited {
    /// Whether a fault of a kind is told of a file, with these words.
    pub(crate) fn tells(&self, path: &str, kind: &str, words: &str) -> bool {
        let is_it = |told: &Told| told.path.contains(path) && told.kind == kind && told.words.contains(words);
        self.faults.iter().any(is_it)
    }
}

pub(crate) fn audit(root: &Path, out: &Path, stages: &[&str]) -> Audited {
    let mut command = shiryo();
    command.arg("audit").args(stages).args(["--format", "json", "--root"]).arg(root).arg("--out").arg(out);
    let output = command.output().expect("the program runs");
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    let report: Value = serde_json::from_str(&said)
        .unwrap_or_else(|error| panic!("{error}: {said}{}", String::from_utf8_lossy(&output.stderr)));
    let text = |fault: &Value, key: &str| fault[key].as_str().unwrap_or_default().to_owned();
    let faults = report["faults"].as_array().expect("a list").iter().map(|fault| Told {
        path: text(fault, "path"),
        kind: text(fault, "kind"),
        words: format!("{} {} {}", text(fault, "cell"), text(fault, "found"), text(fault, "expected")),
        page: fault["page"].as_u64(),
    });
    let faults = faults.collect();
    Audited { status: output.status.code().expect("a status"), report, faults }
}

/// A copy of what was built with one file written anew, as one would who knows the manifest; removed if there are no bytes.
pub(crate) fn with_file(built: &Built, path: &str, bytes: Option<&[u8]>) -> tempfile::TempDir {
    let copy = tempfile::TempDir::new().expect("a folder");
    for (own, content) in built.files() {
        let place = copy.path().join(own);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        fs::write(place, content).expect("a file");
    }
    let Some(bytes) = bytes else {
        fs::remove_file(copy.path().join(path)).expect("a file");
        return copy;
    };
    fs::write(copy.path().join(path), bytes).expect("a file");
    let place = copy.path().join("manifest.json");
    let mut manifest: Manifest =
        serde_json::from_slice(&fs::read(&place).expect("a manifest")).expect("a manifest");
    if let Some(entry) = manifest.files.iter_mut().find(|entry| entry.about.path == path) {
        entry.sha256 = sha256(bytes).to_string();
        entry.bytes = bytes.len() as u64;
    }
    manifest.seal().expect("a seal");
    let mut json = Vec::new();
    manifest.write(&mut json).expect("JSON");
    fs::write(place, json).expect("a file");
    copy
}

/// The sample, the small cycle and the city's year have no fault, and numbers enough were matched to say so.
#[test]
fn nothing_is_wrong_with_what_is_right() {
    for (built, pages, figures, sums) in
        [(&*SAMPLE, 900, 10_000, 500), (&*MINATO, 100, 1_500, 200), (&*HAMABE, 500, 10_000, 300)]
    {
        let audited = audit(built.root.path(), &built.out(), &[]);
        assert!(audited.faults.is_empty(), "{:#?}", audited.faults);
        assert_eq!(audited.status, 0);
        for (key, least) in [("pages", pages), ("matched", figures), ("sums", sums)] {
            assert!(audited.report[key].as_u64() > Some(least), "{key}: {}", audited.report);
        }
    }
}

#[test]
fn a_stage_that_was_not_made_is_said_and_the_report_is_a_file_too() {
    let place = MINATO.out().join("../audit.json");
    let output = MINATO.root.run(&["audit", "shingi1", "--report", place.to_str().expect("UTF-8")]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&fs::read(&place).expect("a report")).expect("JSON");
    assert_eq!(report["faults"], serde_json::json!([]));
    let output = MINATO.root.run(&["audit", "nowhere"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nowhere"));
}
