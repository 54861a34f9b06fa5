//! Speaks with the mail server. Each attempt tells whether the message may have arrived: until its content is sent it
//! surely has not; if no answer comes after that, nobody knows.
//!
//! The client is our own, since a message that may have arrived must never be taken for one that did not, nor the other
//! way: no library tells after which byte it failed, bounds what it reads, or refuses what was not asked for.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is where the network is used and time passes"
)]

use std::net::{SocketAddr, ToSocketAddrs};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::ledger_fault::LedgerFault;
use super::mail_server::{MailServer, Security};
use super::smtp_answer::{Answer, Tone};
use super::smtp_line::{Line, LineFault};
use crate::mail::kept_message::WholeMessage;

/// What became of one attempt at a message.
#[derive(Debug, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// The server took it, with this answer.
    Sent(String),
    /// It surely did not arrive; it can be tried again.
    Later(String),
    /// The server refused it for good.
    Refused(String),
    /// Its content was sent, and no answer came: it may have arrived or not.
    Unknown(String),
}

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub enum NoConnection {
    /// It may be had later: the server does not answer.
    #[error("{0}")]
    Later(String),
    /// It will never be had: the certificate is not trusted, the password is wrong, the server wants nothing of us.
    #[error("{0}")]
    Never(String),
}

impl From<LineFault> for NoConnection {
    fn from(fault: LineFault) -> Self {
        match fault {
            LineFault::Late | LineFault::Refused(_) | LineFault::Broken(_) => Self::Later(fault.to_string()),
            _ => Self::Never(fault.to_string()),
        }
    }
}

/// An open connection.
pub struct ServerConnection {
    line: Line,
    timeout: Duration,
    is_broken: bool,
}

/// The server says that it closes the connection.
const CLOSING: u16 = 421;
/// How long to wait for a last word.
const LEAVING: Duration = Duration::from_secs(1);
const MEGABYTE: u64 = 1_000_000;

impl ServerConnection {
    /// Connects, protects the connection and logs in, all of it within the server's time.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn open(server: &MailServer) -> Result<Self, NoConnection> {
        let deadline = Instant::now() + server.timeout;
        let addresses = (server.host.as_str(), server.port).to_socket_addrs();
        let addresses: Vec<SocketAddr> =
            addresses.map_err(|error| NoConnection::Later(format!("{}: {error}", server.host)))?.collect();
        let mut line = Line::connect(&addresses, deadline)?;
        if let Some(tls) = server.tls.as_ref().filter(|_| server.security == Security::Tls) {
            line = line.protect(tls, &server.host)?;
        }
        done(line.answer()?)?;
        let mut offers = hello(&mut line, server)?;
        if let Some(tls) = server.tls.as_ref().filter(|_| server.security == Security::StartTls) {
            if !offers.iter().any(|offer| offer == "STARTTLS") {
                return Err(NoConnection::Never(
                    "サーバーが STARTTLS に応じません。守られていない接続では送りません".into(),
                ));
            }
            done(line.ask("STARTTLS")?)?;
            line = line.protect(tls, &server.host)?;
            // What was offered in the clear does not count.
            offers = hello(&mut line, server)?;
        }
        if let Some((user, password)) = &server.login {
            log_in(&mut line, &offers, user, password)?;
        }
        Ok(Self { line, timeout: server.timeout, is_broken: false })
    }

    /// Sends a message. `before_content` is called when the server waits for the content and nothing of it was sent yet.
    ///
    /// # Errors
    ///
    /// What `before_content` says: then the message was not sent.
    pub fn send(
        &mut self,
        from: &str,
        to: &str,
        content: &WholeMessage<'_>,
        before_content: &mut dyn FnMut() -> Result<(), LedgerFault>,
    ) -> Result<AttemptOutcome, LedgerFault> {
        self.line.until(Instant::now() + self.timeout);
        if let Some(verdict) = self.announce(from, to) {
            return Ok(verdict);
        }
        if let Err(fault) = before_content() {
            // The server waits for content that will not come.
            self.is_broken = true;
            return Err(fault);
        }
        // A slow line is given the time again for each megabyte.
        let megabytes = u32::try_from(content.length() / MEGABYTE).unwrap_or(u32::MAX);
        self.line.until(Instant::now() + self.timeout.saturating_mul(megabytes.saturating_add(1)));
        let answer = self.line.send_content(content);
        self.is_broken =
            !answer.as_ref().is_ok_and(|answer| answer.code != CLOSING && !self.line.has_unread());
        Ok(match answer {
            Ok(answer) => match answer.tone() {
                Tone::Done if answer.is_of_mail() => AttemptOutcome::Sent(answer.text()),
                Tone::NotNow => AttemptOutcome::Later(answer.text()),
                Tone::Never => AttemptOutcome::Refused(answer.text()),
                // 「354 go on」 or 「220 ready」 after the end is no acceptance, nor a refusal.
                Tone::Done | Tone::GoOn => {
                    self.is_broken = true;
                    AttemptOutcome::Unknown(LineFault::NoAnswer(answer.text()).to_string())
                }
            },
            Err(fault) => AttemptOutcome::Unknown(fault.to_string()),
        })
    }

    /// Announces a message until the server waits for its content; otherwise what became of it.
    fn announce(&mut self, from: &str, to: &str) -> Option<AttemptOutcome> {
        let steps = [
            (format!("MAIL FROM:<{from}>"), Tone::Done),
            (format!("RCPT TO:<{to}>"), Tone::Done),
            ("DATA".to_owned(), Tone::GoOn),
        ];
        for (command, wanted) in steps {
            let answer = match self.line.ask(&command) {
                Ok(answer) if answer.tone() == wanted => continue,
                Ok(answer) => answer,
                Err(fault) => return Some(self.given_up(&fault)),
            };
            let verdict = match answer.tone() {
                Tone::NotNow => AttemptOutcome::Later(answer.text()),
                Tone::Never => AttemptOutcome::Refused(answer.text()),
                Tone::Done | Tone::GoOn => return Some(self.given_up(&LineFault::NoAnswer(answer.text()))),
            };
            // The connection is good for the next message if the server still answers.
            let is_reset = || self.line.ask("RSET").is_ok_and(|answer| answer.tone() == Tone::Done);
            self.is_broken = answer.code == CLOSING || !{ is_reset }();
            return Some(verdict);
        }
        // What came behind the last answer would be taken for that to the content.
        self.line.has_unread().then(|| self.given_up(&LineFault::Unasked))
    }

    /// The connection is of no use any more, and nothing of the message left.
    fn given_up(&mut self, fault: &LineFault) -> AttemptOutcome {
        self.is_broken = true;
        AttemptOutcome::Later(fault.to_string())
    }

    /// Whether it can't be used any more.
    pub fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Says goodbye to the server and closes the connection.
    pub fn close(mut self) {
        if !self.is_broken {
            self.line.until(Instant::now() + self.timeout.min(LEAVING));
            // The messages are with the server: a farewell that fails changes nothing.
            let _ = self.line.ask("QUIT");
            self.line.close();
        }
    }
}

/// The answer if the server did what it was asked.
fn done(answer: Answer) -> Result<Answer, NoConnection> {
    match answer.tone() {
        Tone::Done => Ok(answer),
        Tone::NotNow => Err(NoConnection::Later(answer.text())),
        Tone::Never => Err(NoConnection::Never(answer.text())),
        Tone::GoOn => Err(LineFault::NoAnswer(answer.text()).into()),
    }
}

/// Greets the server and returns what it offers, in capitals: `STARTTLS`, `AUTH PLAIN LOGIN`.
fn hello(line: &mut Line, server: &MailServer) -> Result<Vec<String>, NoConnection> {
    let answer = done(line.ask(&format!("EHLO {}", server.hello))?)?;
    Ok(answer.lines.iter().skip(1).map(|offer| offer.trim().to_ascii_uppercase()).collect())
}

/// Logs in by the first way that the server offers: PLAIN, LOGIN.
fn log_in(line: &mut Line, offers: &[String], user: &str, password: &str) -> Result<(), NoConnection> {
    let ways = offers.iter().filter_map(|offer| offer.strip_prefix("AUTH"));
    let ways: Vec<&str> = ways.flat_map(|ways| ways.split([' ', '='])).collect();
    let encoded = |text: &str| BASE64_STANDARD.encode(text);
    let mut answers = if ways.contains(&"PLAIN") {
        vec![format!("AUTH PLAIN {}", encoded(&format!("\0{user}\0{password}")))]
    } else if ways.contains(&"LOGIN") {
        vec!["AUTH LOGIN".to_owned(), encoded(user), encoded(password)]
    } else {
        return Err(NoConnection::Never(
            "サーバーが、利用者名とパスワードによる方法（PLAIN、LOGIN）に応じません".into(),
        ));
    };
    let last = answers.pop().unwrap_or_default();
    for command in answers {
        let answer = line.ask(&command)?;
        if answer.tone() != Tone::GoOn {
            done(answer)?;
            return Err(NoConnection::Never("サーバーが、利用者名とパスワードを訊きません".into()));
        }
    }
    done(line.ask(&last)?).map(drop)
}
