//! A desk that is open, and the browser that goes through it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{Built, shiryo};
use crate::root::{Root, repository};

/// A desk that is open, with the cookie that its key gave.
pub(crate) struct Desk {
    pub(crate) program: Child,
    pub(crate) address: String,
    pub(crate) port: u16,
    pub(crate) cookie: String,
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.program.kill().expect("it runs");
        self.program.wait().expect("it ends");
    }
}

/// What was answered.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Desk {
    pub(crate) fn open(root: &Root, built: &Built) -> Self {
        let mut command = shiryo();
        command.args(["serve", "--no-open", "--root"]).arg(root.path()).arg("--out").arg(built.out());
        let mut program =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program runs");
        let mut address = String::new();
        let output = program.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut address).expect("a line");
        let address = address.trim().to_owned();
        let port = address.split(':').nth(2).and_then(|rest| rest.split('/').next()).expect("a port");
        let mut desk =
            Self { program, port: port.parse().expect("a number"), cookie: String::new(), address };
        let way = desk.address.split_once(&format!(":{}", desk.port)).expect("the port").1.to_owned();
        let opened = desk.ask("GET", &way, &[]);
        assert_eq!(opened.status, 200, "{}", opened.body);
        let cookie =
            opened.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        desk.cookie = cookie.split(';').next().expect("its value").to_owned();
        desk
    }

    /// A form as a page of this origin sends it.
    pub(crate) fn post(&self, way: &str, origin: &str, form: &str) -> Answer {
        let length = form.len().to_string();
        let kind = ("Content-Type", "application/x-www-form-urlencoded");
        let headers =
            [("Cookie", self.cookie.as_str()), ("Origin", origin), kind, ("Content-Length", &length)];
        self.ask_with("POST", way, &headers, form)
    }

    /// A request with the headers, and the host if they name none.
    pub(crate) fn ask(&self, method: &str, way: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask_with(method, way, headers, "")
    }

    fn ask_with(&self, method: &str, way: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut line = TcpStream::connect(("127.0.0.1", self.port)).expect("the desk answers");
        let mut head = format!("{method} {way} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head += &format!("Host: 127.0.0.1:{}\r\n", self.port);
        }
        headers.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
        line.write_all(format!("{head}\r\n{body}").as_bytes()).expect("it goes out");
        let mut answer = Vec::new();
        line.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        line.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    pub(crate) fn get(&self, way: &str) -> String {
        let answer = self.ask("GET", way, &[("Cookie", &self.cookie)]);
        assert_eq!(answer.status, 200, "{way}: {}", answer.body);
        answer.body
    }

    /// A page as soon as it says something.
    pub(crate) fn wait(&self, way: &str, said: &str) -> String {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            let page = self.get(way);
            if page.contains(said) {
                return page;
            }
            assert!(Instant::now() < end, "{way} does not say {said}");
        }
    }
}

pub(crate) fn drive(arguments: &[&str]) -> Value {
    let mut command = Command::new(repository().join("tests/tools/browser/drive"));
    let output = command.args(arguments).output().expect("the browser is driven");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}
