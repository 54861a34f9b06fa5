//! Which servers messages are given to, and how: certificates, passwords, another server, and none at all.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::outbox::{COUNT, Sent, outbox, run, send};
use crate::readers::squeeze;
use crate::smtp::{Server, certificates, tool};

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
