//! Messages as they lie in `out/`: what they bring lies there once, and they are whole when somebody asks for them.

use std::path::PathBuf;
use std::process::Output;

use serde_json::Value;
use shiryo::ground::hash::sha256;

use crate::outbox::Sent;
use crate::program::SAMPLE;
use crate::root::Root;
use crate::sent_once::{build, go, small};
use crate::smtp::{Server, read_mail, sent_bytes};
use crate::two_stages::two_stages;

/// Writes the messages of a stage into a folder beside `out/`.
fn write(root: &Root, stage: &str, folder: &str, more: &[&str]) -> (Output, PathBuf) {
    let folder = root.path().join(folder);
    let place = folder.to_str().expect("UTF-8");
    (root.run(&[&["send", stage, "--write", place], more].concat()), folder)
}

fn names(folder: &PathBuf) -> Vec<String> {
    let entries =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_paper_that_goes_to_all_lies_there_once() {
    let manifest = SAMPLE.json("manifest.json");
    let files = manifest["files"].as_array().expect("files");
    let sum = |what: fn(&Value) -> u64| -> u64 {
        let mails = files.iter().filter(|file| file["kind"] == "mail" && file["stage"] == "opinions");
        mails.map(what).sum()
    };
    let (kept, whole) = (
        sum(|f| f["bytes"].as_u64().expect("a size")),
        sum(|f| f["message"]["bytes"].as_u64().expect("a size")),
    );
    // 126 messages with two papers of all indicators, and as many with a line for each.
    assert!(kept < 126 * 10_000 && whole > 100 * kept, "{kept} of {whole} bytes");
}

#[test]
fn written_messages_are_what_would_be_sent_and_nothing_old_lies_among_them() {
    let (root, server) = (small(), Server::good());
    let (output, folder) = write(&root, "iken", "by-hand", &[]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let written = names(&folder);
    assert_eq!(written.len(), 3, "{written:?}");
    for name in &written {
        let bytes = std::fs::read(folder.join(name)).expect("a message");
        let kept = format!("iken/mail/{}.mail", name.strip_suffix(".eml").expect("a message"));
        assert_eq!(bytes, sent_bytes(&root.path().join("out"), &kept), "{name}");
        assert_eq!(read_mail(&[folder.join(name)])[0]["defects"].as_array().map(Vec::len), Some(0), "{name}");
    }
    let (again, _) = write(&root, "iken", "by-hand", &[]);
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(again.status.code() == Some(2) && said.contains("空のフォルダ"), "{said}");
    let (one, folder) = write(&root, "iken", "one", &["--only", "nishi"]);
    assert_eq!((one.status.code(), names(&folder)), (Some(0), vec!["nishi.eml".to_owned()]));
    // What was sent is what was written, and is not written again.
    let sent = go(&root, &server, &[]);
    assert_eq!((sent.status, server.accepted().len()), (0, 3), "{}", sent.errors);
    for message in server.accepted() {
        let is_it = |name: &String| {
            let bytes = std::fs::read(root.path().join("by-hand").join(name)).expect("a message");
            message["sha256"] == *sha256(&bytes)
        };
        assert!(written.iter().any(is_it), "{message}");
    }
    let (after, folder) = write(&root, "iken", "after", &[]);
    assert_eq!(after.status.code(), Some(0), "{}", String::from_utf8_lossy(&after.stderr));
    assert!(!folder.exists(), "nothing is left to send");
}

#[test]
fn an_enclosure_that_is_not_what_it_was_stops_the_messages_that_bring_it() {
    let (root, server) = (small(), Server::good());
    let letters = std::fs::read_dir(root.path().join("out/iken/letters")).expect("letters");
    let letters = letters.map(|entry| entry.expect("a letter").path());
    let own = letters.into_iter().find(|path| path.to_string_lossy().contains("nishi")).expect("a letter");
    let mut bytes = std::fs::read(&own).expect("a letter");
    bytes.push(b'\n');
    std::fs::write(&own, bytes).expect("it is changed");
    let (output, folder) = write(&root, "iken", "by-hand", &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!names(&folder).contains(&"nishi.eml".into()) && names(&folder).len() == 2);
    let sent: Sent = go(&root, &server, &[]);
    assert_eq!((sent.status, sent.count("sent"), sent.count("withheld")), (1, 2, 1), "{}", sent.errors);
    let held = sent.rows.iter().find(|row| row["status"] == "withheld").expect("a row");
    assert!(held["reason"].as_str().expect("a reason").contains("が、作られた後に変わっています"), "{held}");
}

#[test]
fn what_was_handed_out_with_whole_messages_is_the_same_with_kept_ones() {
    let root = two_stages();
    build(&root);
    let date = "cutoff = 2023-02-20\nstep = \"2\"\npurpose = \"意見の聴取\"\n";
    root.replace("inputs/cycle.toml", date, &format!("{date}issued = 2023-03-01\n"));
    build(&root);
    // As version 0.1 wrote it down: other bytes under another name.
    let path = "inputs/issued/request/files.json";
    let mut record: Value = serde_json::from_str(&root.read(path)).expect("JSON");
    for file in record["files"].as_array_mut().expect("files").iter_mut().filter(|f| f["kind"] == "mail") {
        let old = file["path"].as_str().expect("a path").replace(".mail", ".eml");
        file["path"] = old.into();
        file["sha256"] = "0".repeat(64).into();
        file["message"].as_object_mut().expect("a message").remove("bytes");
    }
    root.write(path, record.to_string());
    build(&root);
    root.replace("inputs/cycle.toml", "title = \"意見照会\"\nto", "title = \"御意見\"\nto");
    let output = root.run(&["build", "request"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.code() == Some(1) && said.contains("配った request/mail/nishi.mail が変わります"),
        "{said}"
    );
}
