//! Messages on their way: whatever goes wrong, none is lost, none goes twice, none to another's address, and what may
//! have arrived is said.

use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::outbox::{COUNT, LEDGER, Sent, Tally, finish, outbox, run, send, tally, wait};
use crate::program::shiryo;
use crate::root::Root;
use crate::smtp::{Server, eml, read_mail};

/// The places of a message in the conversation where something can go wrong, what goes wrong, and what becomes of it:
/// `later` is tried again, the others are final.
const FAULTS: [(&str, &str, &str); 19] = [
    ("mail", "451 4.3.0 later", "later"),
    ("mail", "550 5.7.1 never", "refused"),
    ("mail", "421 4.3.2 closing", "later"),
    ("mail", "drop", "later"),
    ("mail", "stall", "later"),
    ("rcpt", "450 4.2.1 later", "later"),
    ("rcpt", "550 5.1.1 no such user", "refused"),
    ("rcpt", "drop", "later"),
    ("rcpt", "stall", "later"),
    ("data", "451 4.3.0 later", "later"),
    ("data", "554 5.6.0 never", "refused"),
    ("data", "drop", "later"),
    ("data", "stall", "later"),
    ("body", "drop", "unknown"),
    ("dot", "451 4.3.0 later", "later"),
    ("dot", "554 5.6.0 never", "refused"),
    ("dot", "drop", "arrived"),
    ("dot", "lose", "unknown"),
    ("dot", "stall", "unknown"),
];

#[test]
fn every_fault_at_the_first_a_middle_and_the_last_message() {
    let mut sum = Tally::default();
    for (at, fault, becomes) in FAULTS {
        let what = format!("{fault} at {at}");
        // What is tried again moves those behind it.
        let moved = usize::from(becomes == "later");
        let faults: Vec<Value> = [(1, 0), (64, 1), (COUNT, 2)]
            .map(|(n, before)| json!({ "message": n + before * moved, "at": at, "do": fault }))
            .to_vec();
        let server = Server::with_faults(&faults);
        let root = outbox();
        let first = run(&root, &server.url("smtp"), &wait(fault));
        assert_eq!(server.events("fault").len(), 3, "{what}: {}", first.errors);
        let found = tally(&root, &first, &[&server], &what);
        let expected = match becomes {
            "later" => Tally { sent: COUNT, ..Tally::default() },
            "refused" => Tally { sent: COUNT - 3, refused: 3, ..Tally::default() },
            "arrived" => Tally { sent: COUNT - 3, unknown: 3, arrived: 3, ..Tally::default() },
            _ => Tally { sent: COUNT - 3, unknown: 3, ..Tally::default() },
        };
        assert_eq!(found, expected, "{what}");
        assert_eq!(first.status, i32::from(becomes != "later"), "{what}");
        // Sent again, nothing goes: not even what is unknown.
        let clean = Server::good();
        let again = run(&root, &clean.url("smtp"), &[]);
        assert_eq!(clean.accepted().len(), 0, "{what}");
        assert_eq!(tally(&root, &again, &[&server], &what), expected, "{what}");
        let report = root.read("out/send-report.csv");
        assert_eq!(report.lines().count(), COUNT + 1, "{what}");
        sum.sent += found.sent;
        sum.refused += found.refused;
        sum.unknown += found.unknown;
        sum.arrived += found.arrived;
    }
    println!(
        "{} faults: {} sent once, {} refused, {} unknown and listed (of which {} arrived); 0 lost, 0 twice, 0 to another",
        3 * FAULTS.len(),
        sum.sent,
        sum.refused,
        sum.unknown,
        sum.arrived
    );
}

#[test]
fn faults_of_the_connection_before_any_message() {
    for fault in ["421 4.3.2 busy", "554 5.3.2 go away", "drop", "stall"] {
        for at in ["connect", "ehlo"] {
            let what = format!("{fault} at {at}");
            // The first connection, and those after a broken one in the middle and at the end.
            let faults = [
                json!({ "message": 1, "at": at, "do": fault }),
                json!({ "message": 64, "at": "mail", "do": "drop" }),
                json!({ "message": 3, "at": at, "do": fault }),
            ];
            let server = Server::with_faults(&faults);
            let root = outbox();
            let first = run(&root, &server.url("smtp"), &wait(fault));
            let clean = Server::good();
            if first.status == 3 {
                assert_eq!(first.count("waiting") + first.count("sent"), COUNT, "{what}: {}", first.errors);
            }
            let last = finish(&root, &clean, &what);
            let expected = Tally { sent: COUNT, ..Tally::default() };
            assert_eq!(tally(&root, &last, &[&server, &clean], &what), expected, "{what}");
        }
    }
    // Nobody listens.
    let root = outbox();
    let port = Server::good().port;
    let nobody = run(&root, &format!("smtp://127.0.0.1:{port}"), &["--retries", "1"]);
    assert_eq!(nobody.status, 3, "{}", nobody.errors);
    assert_eq!(nobody.count("waiting"), COUNT);
    assert!(nobody.errors.contains("サーバーが接続を受け付けません"), "{}", nobody.errors);
}

#[test]
fn what_is_unknown_goes_again_only_when_asked_and_under_its_own_id() {
    let server =
        Server::with_faults(&[json!({ "recipient": "joho@m05.example", "at": "dot", "do": "lose" })]);
    let root = outbox();
    let first = run(&root, &server.url("smtp"), &[]);
    assert_eq!((first.status, first.count("unknown")), (1, 1));
    let clean = Server::good();
    let sent = run(&root, &clean.url("smtp"), &["--resend", "m05"]);
    assert_eq!((sent.status, sent.count("sent")), (0, COUNT), "{}", sent.errors);
    let taken = clean.accepted();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0]["message_id"], "<r01-ict.opinions.m05@pref.example>");
    // What was sent does not go again, whoever asks.
    let sent = run(&root, &clean.url("smtp"), &["--resend", "m05", "m06"]);
    assert_eq!((sent.status, clean.accepted().len()), (0, 1));
    let unheard = run(&root, &clean.url("smtp"), &["--resend", "m99"]);
    assert!(unheard.status == 2 && unheard.errors.contains("m99"), "{}", unheard.errors);
}

#[test]
fn several_connections_send_each_message_once() {
    let faults: Vec<Value> =
        (1..=12).map(|n| json!({ "message": n * 10, "at": "dot", "do": "drop" })).collect();
    let server = Server::with_faults(&faults);
    let root = outbox();
    let first = run(&root, &server.url("smtp"), &["--connections", "4"]);
    let found = tally(&root, &first, &[&server], "four connections");
    assert_eq!(found, Tally { sent: COUNT - 12, unknown: 12, arrived: 12, ..Tally::default() });
}

#[test]
fn only_some_recipients_and_then_the_others() {
    let server = Server::good();
    let root = outbox();
    let some = run(&root, &server.url("smtp"), &["--only", "m01", "m02"]);
    assert_eq!((some.status, some.rows.len(), server.accepted().len()), (0, 2, 2));
    let all = run(&root, &server.url("smtp"), &[]);
    assert_eq!(tally(&root, &all, &[&server], "only").sent, COUNT);
}

/// Runs under strace, which fails or kills at the n-th of some system calls.
fn traced(root: &Root, url: &str, inject: &[&str]) -> Output {
    let sending = send(root, url, &[]);
    let mut command = Command::new("strace");
    command
        .args(["-f", "-qq", "-o", "/dev/null"])
        .args(inject)
        .arg(sending.get_program())
        .args(sending.get_args());
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).output().expect("strace is installed")
}

#[test]
fn a_run_that_is_killed_at_any_point_goes_on_where_it_stopped() {
    let mut sum = Tally::default();
    let mut kills = 0;
    // Steps of the ledger reach the disk by fsync, about ten a message; what leaves for the server is sent by sendto,
    // five times a message. The first of each, some in the middle, the last.
    let fsyncs = (1..=14).chain(600..=608).chain([1200]).map(|n| ("fsync,fdatasync", n));
    let sends = (1..=7).chain(300..=305).chain(626..=632).map(|n| ("sendto,write", n));
    for (calls, n) in fsyncs.chain(sends) {
        let what = format!("killed at {calls} {n}");
        let server = Server::good();
        let root = outbox();
        let inject = format!("inject={calls}:signal=KILL:when={n}");
        let output = traced(&root, &server.url("smtp"), &["-e", &inject]);
        kills += usize::from(output.status.code().is_none_or(|code| code > 3));
        let last = finish(&root, &server, &what);
        let found = tally(&root, &last, &[&server], &what);
        assert!(found.unknown <= 1 && found.refused == 0, "{what}: {found:?}");
        assert_eq!(last.status, i32::from(found.unknown == 1), "{what}");
        sum.sent += found.sent;
        sum.unknown += found.unknown;
        sum.arrived += found.arrived;
    }
    assert!(kills >= 30, "only {kills} runs were killed");
    println!(
        "{kills} kills: {} sent once, {} unknown and listed (of which {} arrived)",
        sum.sent, sum.unknown, sum.arrived
    );
}

#[test]
fn a_full_disk_stops_the_run_and_loses_nothing() {
    let mut faults = 0;
    for n in [1, 2, 3, 5, 8, 400, 401, 402, 403, 700, 1000] {
        let what = format!("no space at write {n}");
        let server = Server::good();
        let root = outbox();
        // A ledger that is there already, so that each write is a step.
        let port = Server::good().port;
        run(&root, &format!("smtp://127.0.0.1:{port}"), &["--retries", "0"]);
        let ledger = root.path().join(LEDGER);
        let journal = root.path().join(format!("{LEDGER}-journal"));
        let inject = format!("inject=pwrite64:error=ENOSPC:when={n}+");
        let (ledger, journal) = (ledger.to_string_lossy(), journal.to_string_lossy());
        let output = traced(&root, &server.url("smtp"), &["-P", &ledger, "-P", &journal, "-e", &inject]);
        let sent = Sent::of(output);
        if sent.status == 3 {
            faults += 1;
            assert!(sent.errors.contains("送付簿"), "{what}: {}", sent.errors);
        }
        let last = finish(&root, &server, &what);
        let found = tally(&root, &last, &[&server], &what);
        assert!(found.unknown <= 1 && found.refused == 0, "{what}: {found:?}");
    }
    assert!(faults >= 8, "only {faults} runs met the full disk");
}

#[test]
fn two_runs_at_once_are_told_apart() {
    let server = Server::with_faults(&[json!({ "at": "mail", "do": "stall", "times": null })]);
    let root = outbox();
    let mut first = send(&root, &server.url("smtp"), &["--retries", "10", "--timeout", "2"]);
    let mut first = first.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    let begin = Instant::now();
    while server.events("fault").is_empty() {
        assert!(begin.elapsed() < Duration::from_secs(60), "the first run does not get to the server");
        std::thread::sleep(Duration::from_millis(20));
    }
    let second = run(&root, &server.url("smtp"), &[]);
    assert_eq!(second.status, 3);
    assert!(second.errors.contains("動いています"), "{}", second.errors);
    first.kill().expect("it ends");
    first.wait().expect("it ended");
    let clean = Server::good();
    let last = finish(&root, &clean, "after the first");
    assert_eq!(tally(&root, &last, &[&server, &clean], "two runs").sent, COUNT);
}

#[test]
fn a_ledger_that_is_gone_stops_the_run() {
    let server = Server::good();
    let root = outbox();
    assert_eq!(run(&root, &server.url("smtp"), &["--only", "m01"]).status, 0);
    let ledger = root.path().join(LEDGER);
    let kept = std::fs::read(&ledger).expect("the ledger");
    std::fs::remove_file(&ledger).expect("it goes");
    let sent = run(&root, &server.url("smtp"), &[]);
    assert_eq!((sent.status, server.accepted().len()), (2, 1), "{}", sent.errors);
    assert!(sent.errors.contains("送付簿") && sent.errors.contains("一通も送りません"), "{}", sent.errors);
    assert!(!ledger.exists(), "it is not made anew");
    // Another ledger is no help; its own is.
    std::fs::write(&ledger, "no ledger").expect("a file");
    assert_eq!(run(&root, &server.url("smtp"), &[]).status, 2);
    std::fs::write(&ledger, kept).expect("the ledger");
    assert_eq!(run(&root, &server.url("smtp"), &[]).status, 0);
    assert_eq!(server.accepted().len(), COUNT);
    // A build keeps both the ledger and that sending began.
    let manifest: Value = serde_json::from_str(&root.read("out/manifest.json")).expect("JSON");
    assert!(manifest["sending"]["opinions"]["ledger"].is_string());
}

#[test]
fn what_changed_after_it_was_sent_goes_only_as_a_correction() {
    let server = Server::good();
    let root = Root::sample();
    assert_eq!(root.run(&["build", "feedback"]).status.code(), Some(0));
    let feedback = |more: &[&str]| {
        let mut command = shiryo();
        command.args(["send", "feedback", "--confirm", "--smtp", &server.url("smtp"), "--format", "json"]);
        command.args(["--per-minute", "60000", "--root"]).arg(root.path());
        command.arg("--out").arg(root.path().join("out")).args(more);
        Sent::of(command.output().expect("it runs"))
    };
    let early = feedback(&["--on", "2020-03-26"]);
    assert!(early.status == 2 && early.errors.contains("令和２年３月27日付け"), "{}", early.errors);
    assert_eq!(feedback(&["--on", "2020-03-27"]).status, 0);
    assert_eq!(server.accepted().len(), 15);

    root.replace("inputs/submissions/doboku.csv", ",H30,88台,", ",H30,89台,");
    assert_eq!(root.run(&["build", "feedback"]).status.code(), Some(0));
    let changed = feedback(&[]);
    assert_eq!(
        (changed.status, changed.count("withheld"), changed.count("sent")),
        (1, 1, 14),
        "{}",
        changed.errors
    );
    let doboku = changed.rows.iter().find(|row| row["code"] == "doboku").expect("doboku");
    assert!(doboku["reason"].as_str().unwrap().contains("送った後に変わっています"), "{doboku}");
    assert_eq!(server.accepted().len(), 15);

    // What was sent is kept first: made once more of what it was made of.
    let is_built = || {
        let output = root.run(&["build", "feedback"]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let purpose = "purpose = \"アドバイザリー会議、意見照会等の結果\"";
    let issued = format!("{purpose}\nissued = 2020-03-27");
    root.replace("inputs/submissions/doboku.csv", ",H30,89台,", ",H30,88台,");
    is_built();
    root.replace("inputs/cycle.toml", purpose, &issued);
    is_built();
    root.replace("inputs/submissions/doboku.csv", ",H30,88台,", ",H30,89台,");
    let correction = "correction = { date = 2020-04-03, reason = \"実績値の誤り\" }";
    root.replace("inputs/cycle.toml", &issued, &format!("{issued}\n{correction}"));
    is_built();
    let corrected = feedback(&["--only", "doboku"]);
    assert_eq!((corrected.status, corrected.count("sent")), (0, 1), "{}", corrected.errors);
    let taken = server.accepted();
    assert_eq!(taken.len(), 16);
    assert_eq!(taken[15]["message_id"], "<r01-ict.feedback.doboku.c20200403@pref.example>");
    let read = read_mail(&[eml(&root.path().join("out"), "feedback/mail/doboku.mail")]);
    assert!(read[0]["subject"].as_str().unwrap().starts_with("【訂正】"), "{}", read[0]["subject"]);
    assert_eq!(feedback(&["--only", "doboku"]).count("sent"), 1);
    assert_eq!(server.accepted().len(), 16, "a correction goes once, too");
}
