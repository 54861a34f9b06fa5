//! A run of `send` that is killed at each of its writes, renames, flushes and sends: the next one goes on where it stopped.

use std::process::{Command, Stdio};

use crate::sent_once::{command, go, small};
use crate::smtp::Server;

/// The system calls at which a run with two messages is killed, and how often each is made at most: by the run itself,
/// or by its courier, whose calls are counted by themselves.
const POINTS: [(&str, usize); 7] = [
    ("mkdir", 4),
    ("write", 10),
    ("pwrite64", 56),
    ("fsync,fdatasync", 20),
    ("rename", 5),
    ("unlink", 5),
    ("sendto", 16),
];

#[test]
fn a_run_that_is_killed_at_each_of_its_steps_sends_nothing_twice() {
    let server = Server::good();
    let only = ["--only", "nishi", "higashi"];
    let (mut kills, mut sent, mut unknown) = (0, 0, 0);
    for (calls, n) in POINTS.into_iter().flat_map(|(calls, most)| (1..=most).map(move |n| (calls, n))) {
        let what = format!("killed at {calls} {n}");
        let (root, before) = (small(), server.accepted().len());
        let sending = command(&root, &server.url("smtp"), &only);
        let mut traced = Command::new("strace");
        traced.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("inject={calls}:signal=KILL:when={n}")]);
        traced.arg(sending.get_program()).args(sending.get_args());
        traced.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        let status =
            traced.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("strace is installed");
        let is_killed = status.code().is_none_or(|code| code > 3);
        kills += usize::from(is_killed);
        // A look writes nothing, and is no hindrance.
        let look = root.run(&["send", "iken"]);
        assert_ne!(look.status.code(), Some(2), "{what}: {}", String::from_utf8_lossy(&look.stderr));
        let last = go(&root, &server, &only);
        assert_eq!(last.rows.len(), 2, "{what}: {}", last.errors);
        let taken = server.accepted().split_off(before);
        for row in &last.rows {
            let arrived = taken.iter().filter(|message| message["to"][0] == row["address"]).count();
            match row["status"].as_str() {
                Some("sent") => assert_eq!(arrived, 1, "{what}: {row}"),
                Some("unknown") => assert!(arrived <= 1, "{what}: {row} went twice"),
                _ => panic!("{what}: {row}"),
            }
        }
        let lost = last.count("unknown");
        assert!(lost <= 1 && last.status == i32::from(lost == 1), "{what}: {:?}", last.rows);
        sent += last.count("sent");
        unknown += lost;
    }
    assert!(kills >= 100, "only {kills} runs were killed");
    println!("{kills} kills: {sent} sent once, {unknown} unknown and listed; 0 twice");
}
