//! The ledger that sends a message a second time: another one, a copy, an older one, none. Each is tried on a small stage
//! whose three messages are sent one by one.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::outbox::LEDGER;
use crate::root::Root;
use crate::sent_once::{ALL, addresses, build, change_after_the_first, command, copy_of, go, small};
use crate::smtp::Server;

/// Sends the first message, does something to the ledger, and is refused; then nothing was sent.
fn refused(spoil: impl Fn(&Root) -> Vec<String>, said: &str) {
    let (root, server) = (small(), Server::good());
    assert_eq!(go(&root, &server, &["--only", "nishi"]).status, 0);
    let more = spoil(&root);
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let sent = go(&root, &server, &more);
    assert_eq!((sent.status, server.accepted().len()), (2, 1), "{}", sent.errors);
    assert!(sent.errors.contains(said) && sent.errors.contains("一通も送りません"), "{}", sent.errors);
}

fn ledger(root: &Root) -> PathBuf {
    root.path().join(LEDGER)
}

fn named(path: &Path) -> Vec<String> {
    vec!["--ledger".to_owned(), path.to_string_lossy().into_owned()]
}

#[test]
fn an_older_copy_of_the_ledger_is_refused() {
    let (root, server) = (small(), Server::good());
    assert_eq!(go(&root, &server, &["--only", "nishi"]).status, 0);
    let older = fs::read(ledger(&root)).expect("a ledger");
    assert_eq!(go(&root, &server, &["--only", "higashi"]).status, 0);
    fs::write(ledger(&root), older).expect("a ledger");
    // Both the year's folder and out/ know better, and each of them is enough.
    for without in ["inputs/issued/sending.json", "out/manifest.json"] {
        let sent = go(&root, &server, &[]);
        assert_eq!((sent.status, server.accepted().len()), (2, 2), "{}", sent.errors);
        assert!(sent.errors.contains("古い写し"), "{}", sent.errors);
        let kept = root.read(without);
        root.remove(without);
        if without == "out/manifest.json" {
            build(&root);
        }
        let sent = go(&root, &server, &[]);
        assert_eq!((sent.status, server.accepted().len()), (2, 2), "without {without}: {}", sent.errors);
        assert!(sent.errors.contains("古い写し"), "without {without}: {}", sent.errors);
        root.write(without, kept);
    }
}

#[test]
fn another_ledger_is_refused() {
    refused(|root| named(&root.path().join("new.sqlite")), "送付簿");
    refused(
        |root| {
            fs::remove_file(ledger(root)).expect("it goes");
            Vec::new()
        },
        "送付簿",
    );
}

#[test]
fn a_year_without_its_records_is_known_by_its_out_folder() {
    let gone = |root: &Root| {
        fs::remove_dir_all(root.path().join("inputs/issued")).expect("they go");
        Vec::new()
    };
    refused(gone, "送り始めていますが、送付簿");
    // Nor is a new one begun because nothing but the out folder knows of it.
    let gone_and_built = |root: &Root| {
        gone(root);
        build(root);
        Vec::new()
    };
    refused(gone_and_built, "送り始めていますが、送付簿");
}

/// Nothing that lies in a root tells that it is a copy before anything was sent: the clerk is asked.
#[test]
fn the_first_sending_asks_whether_another_copy_sends_too() {
    let (root, server) = (small(), Server::good());
    let copy = copy_of(root.path());
    let asks = |root: &Root| {
        let rehearsal = root.run(&["send", "iken"]);
        String::from_utf8_lossy(&rehearsal.stderr).contains("この年の初めての送付です")
    };
    assert!(asks(&root) && asks(&copy));
    let first = go(&root, &server, &[]);
    assert!(first.status == 0 && first.errors.contains("この年の初めての送付です"), "{}", first.errors);
    assert!(!asks(&root), "its ledger knows");
    assert!(asks(&copy), "it can't know");
    // What goes a second time all the same bears the same number, by which mail programs know it.
    let id = |root: &Root| {
        let manifest: Value = serde_json::from_str(&root.read("out/manifest.json")).expect("JSON");
        let files = manifest["files"].as_array().expect("files").clone();
        let mail = files.into_iter().find(|file| file["path"] == "iken/mail/nishi.mail").expect("a message");
        mail["message"]["id"].clone()
    };
    build(&copy);
    assert_eq!(id(&copy), id(&root));
}

#[test]
fn a_copy_of_the_ledger_and_a_second_name_of_its_file_are_refused() {
    let copied = |root: &Root| {
        let copy = root.path().join("copy.sqlite");
        fs::copy(ledger(root), &copy).expect("a copy");
        named(&copy)
    };
    refused(copied, "写しか、別の名です");
    let linked = |root: &Root| {
        let link = root.path().join("link.sqlite");
        fs::hard_link(ledger(root), &link).expect("a link");
        named(&link)
    };
    refused(linked, "写しか、別の名です");
}

#[test]
fn a_link_leads_to_the_ledger_itself() {
    let (root, server) = (small(), Server::good());
    assert_eq!(go(&root, &server, &["--only", "nishi"]).status, 0);
    let link = root.path().join("link.sqlite");
    symlink(ledger(&root), &link).expect("a link");
    let link = link.to_string_lossy().into_owned();
    let sent = go(&root, &server, &["--ledger", &link]);
    assert_eq!((sent.status, server.accepted().len()), (0, 3), "{}", sent.errors);
    // And to its lock.
    let stalling = Server::with_faults(&[serde_json::json!({ "at": "mail", "do": "stall", "times": null })]);
    let root = small();
    let mut first = command(&root, &stalling.url("smtp"), &["--timeout", "30"]);
    let mut first = first
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("it starts");
    while stalling.events("fault").is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    // With an out/ of its own, so that only the ledger can be in use.
    let other = copy_of(root.path());
    let link = other.path().join("link.sqlite");
    symlink(ledger(&root), &link).expect("a link");
    let second = go(&other, &server, &["--ledger", &link.to_string_lossy()]);
    assert!(second.status == 3 && second.errors.contains("動いています"), "{}", second.errors);
    first.kill().expect("it ends");
    first.wait().expect("it ended");
}

#[test]
fn a_copied_root_sends_nothing_and_a_moved_one_when_it_is_said() {
    let (root, server) = (small(), Server::good());
    assert_eq!(go(&root, &server, &["--only", "nishi"]).status, 0);
    let copy = copy_of(root.path());
    for more in [&[][..], &["--moved"]] {
        let sent = go(&copy, &server, more);
        assert_eq!((sent.status, server.accepted().len()), (2, 1), "{}", sent.errors);
        assert!(sent.errors.contains("写しか、別の名です"), "{}", sent.errors);
    }
    fs::remove_dir_all(root.path().join("inputs")).expect("it was moved");
    let sent = go(&copy, &server, &[]);
    assert!(sent.status == 2 && sent.errors.contains("--moved"), "{}", sent.errors);
    assert_eq!(go(&copy, &server, &["--moved"]).status, 0);
    assert_eq!(addresses(&server), ALL);
    assert_eq!(go(&copy, &server, &[]).status, 0, "once is enough");
}

#[test]
fn what_was_sent_is_known_when_out_is_gone() {
    let (row, root, server) = change_after_the_first(
        |root| fs::remove_dir_all(root.path().join("out")).expect("it goes"),
        [ALL[1], ALL[2]],
    );
    assert_eq!(row["status"], "sent", "{row}");
    // Nor does it help to take the ledger away too.
    fs::remove_dir_all(root.path().join("out")).expect("it goes");
    fs::remove_file(ledger(&root)).expect("it goes");
    build(&root);
    let sent = go(&root, &server, &[]);
    assert_eq!((sent.status, server.accepted().len()), (2, 3), "{}", sent.errors);
}

#[test]
fn the_ledger_of_an_earlier_version_is_moved_and_still_knows() {
    let (root, server) = (small(), Server::good());
    // As version 1 laid it out, in out/.
    let manifest: Value = serde_json::from_str(&root.read("out/manifest.json")).expect("JSON");
    let files = manifest["files"].as_array().expect("files");
    let nishi = files.iter().find(|file| file["path"] == "iken/mail/nishi.mail").expect("a message");
    let connection = rusqlite::Connection::open(root.path().join("out/ledger.sqlite")).expect("a database");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    connection
        .execute_batch(&format!(
            "CREATE TABLE ledger (id TEXT NOT NULL); INSERT INTO ledger VALUES ('0123');
             CREATE TABLE messages (id TEXT PRIMARY KEY, cycle TEXT NOT NULL, stage TEXT NOT NULL, code TEXT NOT NULL,
                 edition TEXT NOT NULL, address TEXT NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL,
                 attempts INTEGER NOT NULL, answer TEXT NOT NULL, changed TEXT NOT NULL);
             CREATE TABLE history (id TEXT NOT NULL, state TEXT NOT NULL, answer TEXT NOT NULL, at TEXT NOT NULL);
             INSERT INTO messages VALUES ('{0}', 'midori-r04', 'iken', 'nishi', '', 'joho@nishi.example', '{1}', 'sent', 1,
                 '250 ok', '2023-03-01T09:00:00+09:00');
             INSERT INTO messages VALUES ('<2@x>', 'midori-r04', 'iken', 'kita', '', 'jimu@kita.example', 'b', 'queued', 1,
                 '451 later', '2023-03-01T09:00:00+09:00');
             INSERT INTO history VALUES ('{0}', 'sent', '250 ok', '2023-03-01T09:00:00+09:00');
             PRAGMA application_id = 0x73686972; PRAGMA user_version = 1;",
            text(&nishi["message"]["id"]),
            text(&nishi["sha256"]),
        ))
        .expect("it is laid out");
    drop(connection);
    let rehearsal = root.run(&["send", "iken"]);
    let table = String::from_utf8_lossy(&rehearsal.stdout).into_owned();
    assert!(table.contains("送付済み 1") && root.path().join("out/ledger.sqlite").exists(), "{table}");
    let sent = go(&root, &server, &[]);
    assert_eq!((sent.status, sent.count("sent")), (0, 3), "{}", sent.errors);
    assert_eq!(addresses(&server), [ALL[1], ALL[2]]);
    assert!(!root.path().join("out/ledger.sqlite").exists() && ledger(&root).exists());
    assert_eq!((go(&root, &server, &[]).status, server.accepted().len()), (0, 2));
}

#[test]
fn what_is_written_of_mail_is_its_owners_alone() {
    let (root, server) = (small(), Server::good());
    assert_eq!(go(&root, &server, &[]).status, 0);
    for file in [LEDGER, "inputs/issued/sending.json", "out/send-report.csv"] {
        let mode = fs::metadata(root.path().join(file)).expect(file).permissions().mode();
        assert_eq!(mode & 0o777, 0o640, "{file}");
    }
}
