//! Mail servers to send to: one that goes wrong where it is told (aiosmtpd), one that takes everything (smtp-sink).

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use shiryo::mail::kept_message::KeptMessage;
use tempfile::TempDir;

use crate::root::repository;

/// A tool below tests/tools.
pub(crate) fn tool(name: &str) -> Command {
    let mut command = Command::new("bash");
    command.arg(repository().join("tests/tools").join(name));
    command
}

/// A scripted server; it ends with its owner.
pub(crate) struct Server {
    child: Child,
    pub(crate) port: u16,
    folder: TempDir,
}

impl Server {
    /// A server without faults.
    pub(crate) fn good() -> Self {
        Self::start(json!({}))
    }

    /// A server with these faults.
    pub(crate) fn with_faults(faults: &[Value]) -> Self {
        Self::start(json!({ "faults": faults }))
    }

    /// A server as its script says: see tests/tools/smtp/serve.py.
    pub(crate) fn start(script: Value) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("script.json");
        std::fs::write(&path, script.to_string()).expect("a script");
        let mut command = tool("smtp/serve");
        command.arg(path);
        Self::run(command, folder, &[])
    }

    /// A server that breaks the protocol: see tests/tools/smtp/hostile.py. With a certificate and its key for STARTTLS.
    pub(crate) fn hostile(mode: &str, certificate: &[PathBuf]) -> Self {
        let mut command = tool("smtp/hostile");
        command.arg(mode);
        Self::run(command, tempfile::tempdir().expect("a folder"), certificate)
    }

    fn run(mut command: Command, folder: TempDir, more: &[PathBuf]) -> Self {
        let log = folder.path().join("log.jsonl");
        std::fs::write(&log, "").expect("a log");
        let mut child = command
            .arg(log)
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let port = line.trim().strip_prefix("port ").and_then(|port| port.parse().ok());
        Self { child, port: port.unwrap_or_else(|| panic!("no port in {line:?}")), folder }
    }

    pub(crate) fn url(&self, scheme: &str) -> String {
        format!("{scheme}://127.0.0.1:{}", self.port)
    }

    /// What it logged of an event, in order.
    pub(crate) fn events(&self, event: &str) -> Vec<Value> {
        let log = std::fs::read_to_string(self.folder.path().join("log.jsonl")).expect("a log");
        let all = log.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        all.filter(|line| line["event"] == event).collect()
    }

    /// The messages that it took.
    pub(crate) fn accepted(&self) -> Vec<Value> {
        self.events("accepted")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Certificates for tests: a small authority, and servers of it or not.
pub(crate) fn certificates(folder: &Path) -> PathBuf {
    let output = tool("smtp/certificate").arg(folder).output().expect("bash runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder.join("ca.pem")
}

/// A message of `out/` as it is sent, with its enclosures.
pub(crate) fn sent_bytes(out: &Path, path: &str) -> Vec<u8> {
    let read =
        |path: &str| Ok(std::fs::read(out.join(path)).unwrap_or_else(|error| panic!("{path}: {error}")));
    let kept = std::fs::read(out.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let whole = KeptMessage::read(&kept).whole(&read).expect("its enclosures");
    let mut bytes = Vec::new();
    let taken: Result<(), ()> = whole.give(&mut |piece| {
        bytes.extend_from_slice(piece);
        Ok(())
    });
    assert_eq!(taken, Ok(()));
    bytes
}

/// The same as a file that mail programs open; it lies beside `out/`.
pub(crate) fn eml(out: &Path, path: &str) -> PathBuf {
    let folder = out.with_file_name("eml");
    std::fs::create_dir_all(&folder).expect("a folder");
    let place = folder.join(format!("{}.eml", path.replace('/', "_")));
    std::fs::write(&place, sent_bytes(out, path)).expect("a file");
    place
}

/// What Python's `email` reads in messages.
pub(crate) fn read_mail(files: &[PathBuf]) -> Vec<Value> {
    let output = tool("mail/read").args(files).output().expect("bash runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// What `mu` reads in a message.
pub(crate) fn view_mail(file: &Path) -> String {
    let output = tool("mail/mu").arg(file).output().expect("bash runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}
