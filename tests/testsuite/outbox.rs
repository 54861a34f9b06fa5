//! A stage whose messages are ready, and what became of them after a run of `send`: for the tests of sending.

use std::collections::BTreeMap;
use std::process::{Command, Output};
use std::sync::LazyLock;

use serde_json::Value;
use shiryo::ground::hash::sha256;

use crate::program::{Built, shiryo};
use crate::root::Root;
use crate::smtp::{Server, sent_bytes};

/// A stage with a message to each of 126 organizations, small ones.
pub(crate) static OUTBOX: LazyLock<Built> = LazyLock::new(|| {
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
pub(crate) const COUNT: usize = 126;

/// A copy of the outbox, to send from.
pub(crate) fn outbox() -> Root {
    let root = Root::empty();
    root.overlay_below(&OUTBOX.out(), "out");
    // What is sent is read from out/ alone; the ledger lies below inputs/.
    root.write("inputs/README.md", "");
    root
}

/// Where the ledger lies in a root.
pub(crate) const LEDGER: &str = "inputs/issued/ledger.sqlite";

/// The command that sends the stage at once and hastily.
pub(crate) fn send(root: &Root, url: &str, more: &[&str]) -> Command {
    let mut command = shiryo();
    command.args(["send", "opinions", "--confirm", "--smtp", url, "--format", "json"]);
    command.args(["--per-minute", "60000", "--retry-wait", "0", "--root"]).arg(root.path());
    command.arg("--out").arg(root.path().join("out"));
    // Where the server stalls on purpose the wait is short; elsewhere a busy machine must not look like a stall.
    if !more.contains(&"--timeout") {
        command.args(["--timeout", "20"]);
    }
    command.args(more);
    command
}

/// The wait for a server with a fault.
pub(crate) fn wait(fault: &str) -> [&'static str; 2] {
    ["--timeout", if fault == "stall" { "2" } else { "20" }]
}

pub(crate) struct Sent {
    pub(crate) status: i32,
    pub(crate) rows: Vec<Value>,
    pub(crate) errors: String,
}

impl Sent {
    pub(crate) fn of(output: Output) -> Self {
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        let rows = serde_json::from_slice(&output.stdout).unwrap_or_default();
        Self { status: output.status.code().unwrap_or(-1), rows, errors }
    }

    pub(crate) fn count(&self, status: &str) -> usize {
        self.rows.iter().filter(|row| row["status"] == status).count()
    }
}

pub(crate) fn run(root: &Root, url: &str, more: &[&str]) -> Sent {
    Sent::of(send(root, url, more).output().expect("it runs"))
}

/// What became of a round of runs, held against what the servers took.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) sent: usize,
    pub(crate) refused: usize,
    pub(crate) unknown: usize,
    /// Of the unknown, those that did arrive.
    pub(crate) arrived: usize,
}

/// Holds the last run's rows against what the servers took: panics if a message was lost, went twice, went to another's
/// address, or is not what was published.
pub(crate) fn tally(root: &Root, last: &Sent, servers: &[&Server], what: &str) -> Tally {
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
            let bytes = sent_bytes(&root.path().join("out"), &format!("opinions/mail/{code}.mail"));
            assert_eq!(message["bytes"], bytes.len(), "{what}: {code}");
            assert_eq!(row["bytes"], bytes.len(), "{what}: {code}");
            assert_eq!(message["sha256"], *sha256(&bytes), "{what}: {code}");
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
pub(crate) fn finish(root: &Root, server: &Server, what: &str) -> Sent {
    for _ in 0..3 {
        let sent = run(root, &server.url("smtp"), &[]);
        if sent.status != 3 && sent.count("waiting") == 0 {
            return sent;
        }
    }
    panic!("{what}: it does not come to an end");
}
