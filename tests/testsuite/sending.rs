//! Messages on their way: whatever goes wrong, none is lost, none goes twice, none to another's address, and what may
//! have arrived is said.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::program::{Built, shiryo};
use crate::readers::squeeze;
use crate::root::Root;
use crate::smtp::{Server, certificates, read_mail, tool};

/// A stage with a message to each of 126 organizations, small ones.
static OUTBOX: LazyLock<Built> = LazyLock::new(|| {
    let root = Root::sample();
    root.replace(
        "inputs/cycle.toml",
        "\"mail-opinions\", papers = [\"targets\", \"progress\"]",
        "\"mail-opinions\"",
    );
    let built = root.build(&["opinions"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    built
});
const COUNT: usize = 126;

/// A copy of the outbox, to send from.
fn outbox() -> Root {
    let root = Root::empty();
    root.overlay_below(&OUTBOX.out(), "out");
    root
}

/// The command that sends the stage at once and hastily.
fn send(root: &Root, url: &str, more: &[&str]) -> Command {
    let mut command = shiryo();
    command.args(["send", "opinions", "--confirm", "--smtp", url, "--format", "json"]);
    command.args(["--per-minute", "60000", "--retry-wait", "0", "--out"]).arg(root.path().join("out"));
    // Where the server stalls on purpose the wait is short; elsewhere a busy machine must not look like a stall.
    if !more.contains(&"--timeout") {
        command.args(["--timeout", "20"]);
    }
    command.args(more);
    command
}

/// The wait for a server with a fault.
fn wait(fault: &str) -> [&'static str; 2] {
    ["--timeout", if fault == "stall" { "2" } else { "20" }]
}

struct Sent {
    status: i32,
    rows: Vec<Value>,
    errors: String,
}

impl Sent {
    fn of(output: Output) -> Self {
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        let rows = serde_json::from_slice(&output.stdout).unwrap_or_default();
        Self { status: output.status.code().unwrap_or(-1), rows, errors }
    }

    fn count(&self, status: &str) -> usize {
        self.rows.iter().filter(|row| row["status"] == status).count()
    }
}

fn run(root: &Root, url: &str, more: &[&str]) -> Sent {
    Sent::of(send(root, url, more).output().expect("it runs"))
}

/// What became of a round of runs, held against what the servers took.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    sent: usize,
    refused: usize,
    unknown: usize,
    /// Of the unknown, those that did arrive.
    arrived: usize,
}

/// Holds the last run's rows against what the servers took: panics if a message was lost, went twice, went to another's
/// address, or is not what was published.
fn tally(root: &Root, last: &Sent, servers: &[&Server], what: &str) -> Tally {
    let mut taken: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for message in servers.iter().flat_map(|server| server.accepted()) {
        let to = message["to"].as_array().expect("recipients");
        assert_eq!(to.len(), 1, "{what}: {message}");
        taken.entry(to[0].as_str().expect("an address").to_owned()).or_default().push(message.clone());
    }
    let mut tally = Tally::default();
    assert_eq!(last.rows.len(), COUNT, "{what}: {}", last.errors);
    for row in &last.rows {
        let address = row["address"].as_str().expect("an address");
        let arrived = taken.remove(address).unwrap_or_default();
        assert!(arrived.len() <= 1, "{what}: {address} got it twice");
        if let Some(message) = arrived.first() {
            let code = row["code"].as_str().expect("a code");
            let bytes = std::fs::read(root.path().join(format!("out/opinions/mail/{code}.eml")))
                .expect("the message");
            assert_eq!(message["bytes"], bytes.len(), "{what}: {code}");
            assert_eq!(message["sha256"], row["sha256"], "{what}: {code}");
            assert_eq!(message["from"], "ict@pref.example", "{what}");
        }
        match (row["status"].as_str().expect("a status"), arrived.len()) {
            ("sent", 1) => tally.sent += 1,
            ("refused", 0) => tally.refused += 1,
            ("unknown", n) => {
                tally.unknown += 1;
                tally.arrived += n;
            }
            (status, n) => panic!("{what}: {address} is {status} and arrived {n} times ({})", row["reason"]),
        }
    }
    assert!(taken.is_empty(), "{what}: to addresses that are nobody's: {:?}", taken.keys());
    tally
}

/// Sends again until nothing waits; the rows of the last run.
fn finish(root: &Root, server: &Server, what: &str) -> Sent {
    for _ in 0..3 {
        let sent = run(root, &server.url("smtp"), &[]);
        if sent.status != 3 && sent.count("waiting") == 0 {
            return sent;
        }
    }
    panic!("{what}: it does not come to an end");
}

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
        let ledger = root.path().join("out/ledger.sqlite");
        let journal = root.path().join("out/ledger.sqlite-journal");
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
    let ledger = root.path().join("out/ledger.sqlite");
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
        command.args(["--per-minute", "60000", "--out"]).arg(root.path().join("out")).args(more);
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

    root.replace(
        "inputs/cycle.toml",
        "purpose = \"会議と意見照会の結果\"",
        "purpose = \"会議と意見照会の結果\"\nissued = 2020-03-27\ncorrection = { date = 2020-04-03, reason = \"実績値の誤り\" }",
    );
    let output = root.run(&["build", "feedback"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let corrected = feedback(&["--only", "doboku"]);
    assert_eq!((corrected.status, corrected.count("sent")), (0, 1), "{}", corrected.errors);
    let taken = server.accepted();
    assert_eq!(taken.len(), 16);
    assert_eq!(taken[15]["message_id"], "<r01-ict.feedback.doboku.c20200403@pref.example>");
    let read = read_mail(&[root.path().join("out/feedback/mail/doboku.eml")]);
    assert!(read[0]["subject"].as_str().unwrap().starts_with("【訂正】"), "{}", read[0]["subject"]);
    assert_eq!(feedback(&["--only", "doboku"]).count("sent"), 1);
    assert_eq!(server.accepted().len(), 16, "a correction goes once, too");
}

#[test]
fn certificates_are_verified() {
    let folder = tempfile::tempdir().expect("a folder");
    let ca = certificates(folder.path());
    let ca = ca.to_string_lossy();
    let path = |name: &str, ending: &str| folder.path().join(format!("{name}.{ending}"));
    for scheme in ["smtps", "starttls"] {
        for (name, good) in
            [("server", true), ("self-signed", false), ("expired", false), ("wrong-name", false)]
        {
            let tls = json!({ "mode": scheme, "certificate": path(name, "pem"), "key": path(name, "key") });
            let server = Server::start(json!({ "tls": tls }));
            let root = outbox();
            let sent = run(&root, &server.url(scheme), &["--ca", &ca, "--only", "m01"]);
            let what = format!("{scheme} {name}: {}", sent.errors);
            assert_eq!(sent.status, if good { 0 } else { 3 }, "{what}");
            assert_eq!(server.accepted().len(), usize::from(good), "{what}");
            if good {
                assert_eq!(server.accepted()[0]["tls"], true);
                // Without the authority it is nobody's.
                let sent = run(&outbox(), &server.url(scheme), &["--only", "m02"]);
                assert_eq!(sent.status, 3, "{}", sent.errors);
                assert!(sent.errors.contains("証明書を確かめられません"), "{}", sent.errors);
            }
        }
    }
    let plain = Server::good();
    let sent = run(&outbox(), &plain.url("starttls"), &["--ca", &ca]);
    assert!(sent.status == 3 && plain.accepted().is_empty(), "{}", sent.errors);
    assert!(sent.errors.contains("STARTTLS"), "{}", sent.errors);
}

#[test]
fn a_password_comes_from_the_environment_and_goes_over_no_open_line() {
    let login = json!({ "user": "shiryo", "password": "himitsu", "auth_without_tls": true });
    let server = Server::start(json!({ "login": login }));
    let with = |url: &str, password: &str| {
        let root = outbox();
        let mut command = send(&root, url, &["--only", "m01"]);
        command.env("SHIRYO_SMTP_USER", "shiryo").env("SHIRYO_SMTP_PASSWORD", password);
        Sent::of(command.output().expect("it runs"))
    };
    let wrong = with(&server.url("smtp"), "chigau");
    assert!(wrong.status == 3 && server.accepted().is_empty(), "{}", wrong.errors);
    let sent = with(&server.url("smtp"), "himitsu");
    assert_eq!((sent.status, server.accepted().len()), (0, 1), "{}", sent.errors);
    assert_eq!(server.accepted()[0]["user"], "shiryo");
    // Away from this machine, only over a protected line; nothing is looked up or connected to.
    let open = with("smtp://mail.pref.example", "himitsu");
    assert!(open.status == 2 && open.errors.contains("守られていない接続"), "{}", open.errors);
    let typed = run(&outbox(), "smtps://shiryo:himitsu@mail.pref.example", &[]);
    assert!(typed.status == 2 && typed.errors.contains("SHIRYO_SMTP_USER"), "{}", typed.errors);
    assert!(!typed.errors.contains("himitsu"), "a password is not printed");
}

#[test]
fn another_server_takes_every_message() {
    let folder = tempfile::tempdir().expect("a folder");
    // A port that is free now.
    let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("it").port();
    let mut sink = tool("smtp/sink")
        .arg("-d")
        .arg(folder.path().join("m."))
        .args([&format!("127.0.0.1:{port}"), "100"])
        .stdout(Stdio::null())
        .spawn()
        .expect("it starts");
    let begin = Instant::now();
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begin.elapsed() < Duration::from_secs(60), "smtp-sink does not listen");
        std::thread::sleep(Duration::from_millis(20));
    }
    let root = outbox();
    let sent = run(&root, &format!("smtp://127.0.0.1:{port}"), &[]);
    sink.kill().expect("it ends");
    sink.wait().expect("it ended");
    assert_eq!((sent.status, sent.count("sent")), (0, COUNT), "{}", sent.errors);
    let mut recipients = dumped(folder.path());
    recipients.sort();
    let mut meant: Vec<String> =
        sent.rows.iter().map(|row| row["address"].as_str().expect("an address").to_owned()).collect();
    meant.sort();
    assert_eq!(recipients, meant);
}

/// The recipients of the messages that smtp-sink dumped.
fn dumped(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    files
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("ASCII");
            let line =
                text.lines().find(|line| line.starts_with("X-Rcpt-Args: ")).expect("a recipient").to_owned();
            line.trim_start_matches("X-Rcpt-Args: ").trim_matches(['<', '>']).to_owned()
        })
        .collect()
}

#[test]
fn a_rehearsal_shows_a_table_and_needs_no_server() {
    let root = outbox();
    let output = root.run(&["send", "opinions"]);
    assert_eq!(output.status.code(), Some(0));
    let table = String::from_utf8(output.stdout).expect("UTF-8");
    let row = table.lines().find(|line| line.contains("joho@m01.example")).expect("a row");
    for text in ["m01", "Ａ市情報政策課長", "意見照会.pdf、意見回答様式.xlsx", "KB"] {
        assert!(row.contains(text), "{row}");
    }
    assert!(squeeze(&table).contains("送る126（計126）"), "{table}");
    for (arguments, text) in [
        (["send", "nothing"].as_slice(), "作られていません"),
        (&["send", "opinions", "--confirm"], "--smtp"),
        (&["send", "opinions", "--confirm", "--smtp", "mail.pref.example"], "smtps://"),
        (&["send", "opinions", "--only", "m99"], "m99"),
    ] {
        let output = root.run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && errors.contains(text), "{arguments:?}: {errors}");
    }
}
