//! The line to a mail server: commands go out, answers come in, each within its time and its bounds. Whatever a server
//! says, and however slowly, it is read as bytes, checked to be an answer, and shown as text that does nothing.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is where the network is used and time passes"
)]

use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::smtp_answer::{Answer, Tone, decoded, parse};
use crate::mail::kept_message::WholeMessage;

/// What went wrong on the line.
#[derive(Debug, thiserror::Error)]
pub(super) enum LineFault {
    /// The time was over before the answer was there.
    #[error("サーバーが時間内に答えません")]
    Late,
    /// Nobody listens.
    #[error("サーバーが接続を受け付けません（{0}）")]
    Refused(#[source] io::Error),
    /// The connection ended.
    #[error("接続が切れました（{0}）")]
    Broken(#[source] io::Error),
    /// The server's certificate is not trusted, or is another's.
    #[error("サーバーの証明書を確かめられません（{0}）")]
    Untrusted(#[source] rustls::Error),
    /// The connection can't be protected.
    #[error("暗号で守られた接続になりません（{0}）")]
    Unprotected(#[source] rustls::Error),
    /// An answer without end.
    #[error("サーバーの答えが長すぎます")]
    TooLong,
    /// What came is no answer of SMTP, or none to what was asked.
    #[error("サーバーの答えが SMTP の手順に合いません（{0}）")]
    NoAnswer(String),
    /// Something came that was not asked for: it must not be taken for the answer to what is asked next.
    #[error("サーバーが、訊く前に答えを送ってきました")]
    Unasked,
}

impl LineFault {
    fn of(error: io::Error) -> Self {
        if let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            return match tls {
                rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented => {
                    Self::Untrusted(tls.clone())
                }
                _ => Self::Unprotected(tls.clone()),
            };
        }
        match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Self::Late,
            ErrorKind::ConnectionRefused => Self::Refused(error),
            _ => Self::Broken(error),
        }
    }
}

/// The most bytes of an answer, all its lines together. RFC 5321 allows 512 a line; no honest answer has 128 of them.
const MOST_BYTES: usize = 64 << 10;
/// How much of a content is written at a time.
const PIECE: usize = 16 << 10;
/// How long to look whether something has come.
const GLANCE: Duration = Duration::from_millis(1);

/// A connection to a server, whose time runs until a deadline.
pub(super) struct Line {
    stream: Stream,
    /// What was received and not yet read.
    unread: Vec<u8>,
}

enum Stream {
    Plain(Timed),
    Tls(Box<StreamOwned<ClientConnection, Timed>>),
}

/// A connection whose reads and writes end at the deadline.
struct Timed {
    tcp: TcpStream,
    deadline: Instant,
}

impl Line {
    /// Connects to the first of the addresses that answers before the deadline.
    pub(super) fn connect(addresses: &[SocketAddr], deadline: Instant) -> Result<Self, LineFault> {
        let mut fault = LineFault::Late;
        for address in addresses {
            match left(deadline).and_then(|left| TcpStream::connect_timeout(address, left)) {
                Ok(tcp) => {
                    // Commands are short, and each waits for its answer.
                    tcp.set_nodelay(true).map_err(LineFault::of)?;
                    return Ok(Self { stream: Stream::Plain(Timed { tcp, deadline }), unread: Vec::new() });
                }
                Err(error) => fault = LineFault::of(error),
            }
        }
        Err(fault)
    }

    /// Protects the connection from here on. What came before in the clear, without being asked for, may be a
    /// stranger's: it is refused.
    pub(super) fn protect(self, config: &Arc<ClientConfig>, host: &str) -> Result<Self, LineFault> {
        if !self.unread.is_empty() {
            return Err(LineFault::Unasked);
        }
        let Stream::Plain(mut timed) = self.stream else { return Ok(self) };
        let no_name = |_| LineFault::Unprotected(rustls::Error::General(format!("{host}: no name")));
        let name = ServerName::try_from(host.to_owned()).map_err(no_name)?;
        let mut connection =
            ClientConnection::new(Arc::clone(config), name).map_err(LineFault::Unprotected)?;
        while connection.is_handshaking() {
            connection.complete_io(&mut timed).map_err(LineFault::of)?;
        }
        let stream = Stream::Tls(Box::new(StreamOwned::new(connection, timed)));
        Ok(Self { stream, unread: Vec::new() })
    }

    /// Gives what comes next until a deadline.
    pub(super) fn until(&mut self, deadline: Instant) {
        self.timed().deadline = deadline;
    }

    /// Sends a command, without its line end, and returns the answer.
    pub(super) fn ask(&mut self, command: &str) -> Result<Answer, LineFault> {
        if !self.unread.is_empty() {
            return Err(LineFault::Unasked);
        }
        self.write(format!("{command}\r\n").as_bytes())?;
        self.answer()
    }

    /// Whether something came that was not asked for.
    pub(super) fn has_unread(&self) -> bool {
        !self.unread.is_empty()
    }

    /// Sends a message's content and its end, and returns the answer. A server that refuses it before its end is
    /// listened to; one that takes it before its end has not read it.
    pub(super) fn send_content(&mut self, content: &WholeMessage<'_>) -> Result<Answer, LineFault> {
        let mut stuffing = DotStuffing::default();
        content.give(&mut |bytes| {
            stuffing.stuffed(bytes).chunks(PIECE).try_for_each(|piece| self.write(piece))
        })?;
        self.write(stuffing.end())?;
        if self.glance()? {
            let early = self.answer()?;
            return match early.tone() {
                Tone::NotNow | Tone::Never => Ok(early),
                Tone::Done | Tone::GoOn => Err(LineFault::Unasked),
            };
        }
        self.write(b".\r\n")?;
        self.answer()
    }

    /// The next answer: all its lines.
    pub(super) fn answer(&mut self) -> Result<Answer, LineFault> {
        let mut answer: Option<Answer> = None;
        let mut taken = 0;
        loop {
            let line = self.line(MOST_BYTES - taken)?;
            taken += line.len();
            let (code, is_last, text) = parse(&line).ok_or_else(|| LineFault::NoAnswer(decoded(&line)))?;
            let answer = answer.get_or_insert(Answer { code, lines: Vec::new() });
            if answer.code != code {
                return Err(LineFault::NoAnswer(decoded(&line)));
            }
            answer.lines.push(text);
            if is_last {
                return Ok(Answer { code, lines: std::mem::take(&mut answer.lines) });
            }
        }
    }

    /// The next line, with its line end, of so many bytes at most.
    fn line(&mut self, most: usize) -> Result<Vec<u8>, LineFault> {
        loop {
            if let Some(end) = self.unread.iter().position(|b| *b == b'\n').filter(|end| *end < most) {
                let rest = self.unread.split_off(end + 1);
                return Ok(std::mem::replace(&mut self.unread, rest));
            }
            if self.unread.len() >= most {
                return Err(LineFault::TooLong);
            }
            self.receive().map_err(LineFault::of)?;
        }
    }

    /// Waits for some bytes.
    fn receive(&mut self) -> io::Result<()> {
        let mut buffer = [0; 4096];
        let count = match &mut self.stream {
            Stream::Plain(timed) => timed.read(&mut buffer)?,
            Stream::Tls(tls) => tls.read(&mut buffer)?,
        };
        if count == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.unread.extend_from_slice(&buffer[..count]);
        Ok(())
    }

    /// Looks whether something came.
    fn glance(&mut self) -> Result<bool, LineFault> {
        let deadline = std::mem::replace(&mut self.timed().deadline, Instant::now() + GLANCE);
        let received = self.receive();
        self.until(deadline);
        match received.map_err(LineFault::of) {
            Ok(()) => Ok(true),
            Err(LineFault::Late) => Ok(!self.unread.is_empty()),
            Err(fault) => Err(fault),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), LineFault> {
        let written = match &mut self.stream {
            Stream::Plain(timed) => timed.write_all(bytes),
            Stream::Tls(tls) => tls.write_all(bytes).and_then(|()| tls.flush()),
        };
        written.map_err(LineFault::of)
    }

    fn timed(&mut self) -> &mut Timed {
        match &mut self.stream {
            Stream::Plain(timed) => timed,
            Stream::Tls(tls) => &mut tls.sock,
        }
    }

    /// Tells the other side of a protected connection that nothing follows.
    pub(super) fn close(mut self) {
        if let Stream::Tls(tls) = &mut self.stream {
            tls.conn.send_close_notify();
            // The connection ends either way.
            let _ = tls.flush();
        }
    }
}

impl Timed {
    /// Does a read or a write before the deadline. A signal interrupts it, which is no reason to stop.
    fn in_time(
        &mut self,
        mut work: impl FnMut(&mut TcpStream, Duration) -> io::Result<usize>,
    ) -> io::Result<usize> {
        loop {
            let left = left(self.deadline)?;
            match work(&mut self.tcp, left) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Err(ErrorKind::TimedOut.into()),
                done => return done,
            }
        }
    }
}

impl Read for Timed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.in_time(|tcp, left| {
            tcp.set_read_timeout(Some(left))?;
            tcp.read(buffer)
        })
    }
}

impl Write for Timed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.in_time(|tcp, left| {
            tcp.set_write_timeout(Some(left))?;
            tcp.write(bytes)
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tcp.flush()
    }
}

/// The time until a deadline; an error when it is over.
fn left(deadline: Instant) -> io::Result<Duration> {
    match deadline.saturating_duration_since(Instant::now()) {
        Duration::ZERO => Err(ErrorKind::TimedOut.into()),
        left => Ok(left),
    }
}

/// Makes of a content what SMTP carries, piece by piece: a line that begins with a dot gets another, and the last line
/// ends.
struct DotStuffing {
    /// The last two bytes so far.
    last: [u8; 2],
}

impl Default for DotStuffing {
    fn default() -> Self {
        Self { last: *b"\r\n" }
    }
}

impl DotStuffing {
    fn stuffed(&mut self, piece: &[u8]) -> Vec<u8> {
        let mut stuffed = Vec::with_capacity(piece.len() + 64);
        for byte in piece {
            if *byte == b'.' && self.last[1] == b'\n' {
                stuffed.push(b'.');
            }
            stuffed.push(*byte);
            self.last = [self.last[1], *byte];
        }
        stuffed
    }

    /// What is missing of the end of the last line.
    fn end(&self) -> &'static [u8] {
        if self.last == *b"\r\n" { b"" } else { b"\r\n" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stuffed(pieces: &[&[u8]]) -> Vec<u8> {
        let mut stuffing = DotStuffing::default();
        let mut all: Vec<u8> = pieces.iter().flat_map(|piece| stuffing.stuffed(piece)).collect();
        all.extend_from_slice(stuffing.end());
        all
    }

    #[test]
    fn dots_are_doubled_and_the_last_line_ends_wherever_it_is_cut() {
        assert_eq!(stuffed(&[b".a\r\n..\r\nb."]), b"..a\r\n...\r\nb.\r\n");
        assert_eq!(stuffed(&[b"a\n.\r\n"]), b"a\n..\r\n");
        assert_eq!(stuffed(&[b"a\r", b"\n", b".", b".\r\n"]), b"a\r\n...\r\n");
    }
}
