//! What other programs say of the files: veraPDF of PDF/A-3a and PDF/UA-1, the Open XML SDK of workbooks.

use std::path::PathBuf;
use std::process::Command;

use crate::program::SAMPLE;
use crate::root::repository;

/// Runs a validator; one that can't be installed is a failure.
pub(crate) fn validate(tool: &str, arguments: &[&str], files: &[PathBuf]) {
    let program = repository().join("tests/tools").join(tool).join("check");
    let output = Command::new("bash").arg(program).args(arguments).args(files).output().expect("bash runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{tool}: {text}{errors}");
    let passed = text.lines().filter(|l| l.starts_with("PASS")).count();
    assert!(passed >= files.len(), "{tool} passed {passed} of {} files:\n{text}", files.len());
}

#[test]
fn every_pdf_is_pdf_a_3a_and_pdf_ua_1() {
    let files = SAMPLE.ending(".pdf");
    assert!(files.len() > 200, "{} PDFs: papers, packets and letters of the whole year", files.len());
    validate("verapdf", &["3a,ua1"], &files);
}

#[test]
fn every_workbook_is_valid_open_xml() {
    let files = SAMPLE.ending(".xlsx");
    assert!(files.len() > 15, "{} workbooks: annexes of the meetings, and one a department", files.len());
    validate("ooxml", &[], &files);
}
