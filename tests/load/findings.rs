//! What is found in a root, without the program.

use shiryo::edge::sources;
use shiryo::edge::stopwatch::Stopwatch;
use shiryo::ground::finding::Findings;
use shiryo::load::{Loaded, load};
use shiryo::wording::short;

use crate::root::Root;

/// Reads and checks a root.
pub(crate) fn findings(root: &Root) -> Findings {
    loaded(root).1
}

/// What is read of a root, and what is said of it.
pub(crate) fn loaded(root: &Root) -> (Loaded, Findings) {
    let sources = sources::read(root.path()).expect("a root");
    let mut findings = Findings::default();
    let loaded = load(&sources, &[], &Stopwatch::default(), &mut findings).expect("a cycle");
    (loaded, findings)
}

/// Findings as `check --format short` prints them.
pub(crate) fn printed(findings: &Findings) -> String {
    findings.iter().map(|finding| short::line(finding) + "\n").collect()
}
