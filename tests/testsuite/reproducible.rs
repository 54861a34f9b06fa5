//! The same inputs give the same bytes: on another day, in another time zone and locale, with another number of
//! threads, from another folder.

use std::process::Command;

use crate::program::SAMPLE;
use crate::root::{Root, repository};

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let root = Root::sample();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let program = env!("CARGO_BIN_EXE_shiryo");
    // faketime moves the day; the variables move the rest.
    let output = Command::new("faketime")
        .args(["2031-07-01 03:04:05", program, "build", "--jobs", "1", "--root"])
        .arg(root.path())
        .arg("--out")
        .arg(root.path().join("out"))
        .env("TZ", "America/St_Johns")
        .env("LANG", "tr_TR.UTF-8")
        .env("LC_ALL", "tr_TR.UTF-8")
        .current_dir(elsewhere.path())
        .output()
        .expect("faketime is installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let second = crate::program::Built { root, status: 0, messages: String::new() };
    let (first, second) = (SAMPLE.files(), second.files());
    let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(p, _)| p.clone()).collect::<Vec<_>>();
    assert_eq!(names(&first), names(&second));
    for ((path, a), (_, b)) in first.iter().zip(&second) {
        assert!(a == b, "{path} differs");
    }
}

#[test]
fn nothing_of_the_machine_is_in_the_files() {
    let root = SAMPLE.root.path().to_string_lossy().into_owned();
    let repository = repository().to_string_lossy().into_owned();
    for (path, bytes) in SAMPLE.files() {
        for trace in [&root, &repository] {
            let found = bytes.windows(trace.len()).any(|w| w == trace.as_bytes());
            assert!(!found, "{path} holds {trace}");
        }
    }
}
