//! Servers that break the protocol, by mistake or on purpose: they end no run, take no time without end, and nothing is
//! taken for an acceptance that is none.

use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::outbox::Sent;
use crate::sent_once::{command, go, small};
use crate::smtp::{Server, certificates};

/// What becomes of the one message that goes to a server of this mode: the exit status, how it stands, what is said of it.
fn one(mode: &str) -> (i32, String, String, Server) {
    let server = Server::hostile(mode, &[]);
    let root = small();
    let sent = go(&root, &server, &["--only", "nishi", "--timeout", "3", "--retries", "0"]);
    assert_eq!(sent.rows.len(), 1, "{mode}: {}", sent.errors);
    let text = |key: &str| sent.rows[0][key].as_str().expect("a text").to_owned();
    let said = format!("{}{}", text("reason"), sent.errors);
    (sent.status, text("status"), said, server)
}

#[test]
fn a_server_without_end_ends_the_run() {
    for (mode, said) in [
        ("endless", "答えが長すぎます"),
        ("lines", "答えが長すぎます"),
        ("drip", "時間内に答えません"),
        ("greeting:HTTP/1.1 400 Bad Request", "手順に合いません"),
        ("greeting:150 wait", "手順に合いません"),
        ("greeting:354 go on", "手順に合いません"),
    ] {
        let (status, state, reason, server) = one(mode);
        assert_eq!((status, state.as_str()), (3, "waiting"), "{mode}: {reason}");
        assert!(reason.contains(said), "{mode}: {reason}");
        assert!(server.events("began").is_empty(), "{mode}");
    }
}

#[test]
fn nothing_but_an_acceptance_after_the_end_is_one() {
    for (mode, status, state) in [
        ("final:250 ok", 0, "sent"),
        ("final:354 go on", 1, "unknown"),
        ("final:220 ready", 1, "unknown"),
        ("final:221 closing", 1, "unknown"),
        ("final:211 help", 1, "unknown"),
        ("final:251 will forward", 0, "sent"),
        ("final:150 hm", 1, "unknown"),
        ("final:650 hm", 1, "unknown"),
        ("final:ok", 1, "unknown"),
        ("final:250", 0, "sent"),
        ("final:550 no", 1, "refused"),
        ("drip-answer", 1, "unknown"),
        ("refuse-amid", 1, "refused"),
    ] {
        let (left, stands, reason, server) = one(mode);
        assert_eq!((left, stands.as_str()), (status, state), "{mode}: {reason}");
        assert!(state != "sent" || server.accepted().len() == 1, "{mode}");
    }
    // Whether the answer is seen before the end was sent depends on the moment; but what is called sent was read whole.
    let (_, stands, reason, server) = one("amid");
    assert!(stands == "unknown" || stands == "sent" && server.accepted().len() == 1, "{stands}: {reason}");
}

#[test]
fn what_was_not_asked_for_is_taken_for_nothing() {
    for (mode, state) in [
        ("data:250 ok", "waiting"),
        ("data:235 ok", "waiting"),
        ("mail:354 go on", "waiting"),
        ("mail:250 ok\r\n250 ok\r\n354 go on\r\n250 taken", "waiting"),
        ("early", "waiting"),
    ] {
        let (_, stands, reason, server) = one(mode);
        assert_eq!(stands, state, "{mode}: {reason}");
        // Not a byte of the content left, so that it may be tried again.
        assert!(server.events("began").is_empty() && server.accepted().is_empty(), "{mode}");
    }
}

#[test]
fn an_answer_of_any_bytes_is_shown_and_does_nothing() {
    for (bytes, said) in [
        // 「受け付けました」 in CP932.
        ("8ef382af957482af82dc82b582bd", "受け付けました"),
        ("1b5b324a0007", "□[2J□□"),
        ("e280ae6c697665", "□live"),
        ("fffefd", "250"),
    ] {
        let (status, state, reason, _) = one(&format!("bytes:{bytes}"));
        assert_eq!((status, state.as_str()), (0, "sent"), "{bytes}: {reason}");
        assert!(reason.contains(said) && !reason.contains("証明書"), "{bytes}: {reason}");
        assert!(!reason.chars().any(|c| c.is_control() && c != '\n'), "{bytes}: {reason}");
    }
}

#[test]
fn a_server_that_does_not_say_goodbye_is_left() {
    let (status, state, reason, _) = one("no-221");
    assert_eq!((status, state.as_str()), (0, "sent"), "{reason}");
}

#[test]
fn what_stands_in_the_clear_behind_the_answer_to_starttls_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let ca = certificates(folder.path()).to_string_lossy().into_owned();
    let own = [folder.path().join("server.pem"), folder.path().join("server.key")];
    let login = [("SHIRYO_SMTP_USER", "shiryo"), ("SHIRYO_SMTP_PASSWORD", "himitsu")];
    let send = |server: &Server, with_login: bool| {
        let root = small();
        let mut command = command(&root, &server.url("starttls"), &["--ca", &ca, "--retries", "0"]);
        command.envs(login.iter().filter(|_| with_login).copied());
        Sent::of(command.output().expect("it runs"))
    };
    let stranger = Server::hostile("inject", &own);
    let sent = send(&stranger, false);
    assert_eq!((sent.status, sent.count("waiting")), (3, 3), "{}", sent.errors);
    assert!(sent.errors.contains("訊く前に"), "{}", sent.errors);
    assert!(stranger.accepted().is_empty());
    // What was offered in the clear does not count: the password stays here.
    let other = Server::hostile("other-ehlo", &own);
    let sent = send(&other, true);
    assert!(sent.status == 3 && sent.errors.contains("利用者名"), "{}", sent.errors);
    assert!(other.events("auth").is_empty());
    let sent = send(&other, false);
    assert_eq!((sent.status, sent.count("sent")), (0, 3), "{}", sent.errors);
}

/// Sends to a server that takes its time for each answer, and sends a signal once the first message is with it.
#[test]
fn a_signal_lets_the_message_on_its_way_finish() {
    for signal in ["INT", "TERM", "HUP"] {
        let server = Server::start(json!({ "delay": 0.4 }));
        let root = small();
        let mut sending = command(&root, &server.url("smtp"), &["--timeout", "20"]);
        let child = sending.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let begin = Instant::now();
        while server.accepted().is_empty() {
            assert!(begin.elapsed() < Duration::from_secs(60), "nothing is sent");
            std::thread::sleep(Duration::from_millis(20));
        }
        let id = child.id().to_string();
        let killed =
            std::process::Command::new("kill").args(["-s", signal, &id]).status().expect("kill runs");
        assert!(killed.success());
        let sent = Sent::of(child.wait_with_output().expect("it ends"));
        assert_eq!(sent.status, 3, "{signal}: {}", sent.errors);
        assert!(sent.errors.contains("止めるように求められた"), "{signal}: {}", sent.errors);
        let taken = server.accepted().len();
        assert_eq!((sent.count("sent"), sent.count("waiting")), (taken, 3 - taken), "{signal}");
        assert!(taken < 3, "{signal}: it did not stop");
        assert!(root.path().join("out/send-report.csv").exists(), "{signal}");
        let rest = go(&root, &server, &[]);
        assert_eq!((rest.status, server.accepted().len()), (0, 3), "{signal}: {}", rest.errors);
    }
}
