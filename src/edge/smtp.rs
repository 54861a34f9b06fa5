//! Speaks with the mail server. Each attempt tells whether the message may have arrived: until its content is sent it
//! surely has not; if no answer comes after that, nobody knows.
#![expect(clippy::disallowed_methods, reason = "this is where the network is used")]

use std::io::ErrorKind;
use std::net::{IpAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;

use super::ledger::LedgerFault;
use crate::ground::fault::Fault;

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// `smtp://`
    Plain,
    /// `starttls://`
    StartTls,
    /// `smtps://`
    Tls,
}

/// A mail server and how to speak with it.
pub struct MailServer {
    /// How the connection is kept from others' eyes.
    pub security: Security,
    /// The server's name.
    pub host: String,
    /// The port.
    pub port: u16,
    /// User and password, from the environment.
    pub login: Option<(String, String)>,
    /// The authorities that are trusted besides the machine's.
    pub authorities: Vec<Certificate>,
    /// How long an answer may take.
    pub timeout: Duration,
    /// What we call ourselves: the sender's domain.
    pub hello: String,
}

/// The environment variables of the user and the password. Neither is taken from the command line or from a file.
const USER: &str = "SHIRYO_SMTP_USER";
const PASSWORD: &str = "SHIRYO_SMTP_PASSWORD";

/// Why a server can't be used as it was named on the command line.
#[derive(Debug, thiserror::Error)]
pub enum WrongServer {
    /// The address can't be read.
    #[error(
        "smtp://サーバー、starttls://サーバー、smtps://サーバー のどれかで書いてください（後に :ポート を付けられます）"
    )]
    Address,
    /// A user or a password stands in the address.
    #[error("利用者名とパスワードは、環境変数 {USER} と {PASSWORD} で渡してください")]
    LoginInAddress,
    /// There is a user without a password, or a password without a user.
    #[error("環境変数 {USER} と {PASSWORD} は、両方を書くか、どちらも書かないでください")]
    HalfLogin,
    /// The password would go over a connection that is not protected.
    #[error(
        "パスワードを、守られていない接続（smtp://）では送りません。starttls:// か smtps:// にしてください"
    )]
    Unprotected,
    /// The authority's certificate is no certificate.
    #[error("{}: 証明書（PEM）として読めません", .0.display())]
    Certificate(PathBuf),
    /// The authority's certificate can't be read from the disk.
    #[error(transparent)]
    Disk(#[from] Fault),
}

impl MailServer {
    /// Reads `smtp://host:port`, `starttls://…`, `smtps://…`; the port may be left out (25, 587, 465).
    ///
    /// # Errors
    ///
    /// What is wrong with it, and what to write instead.
    pub fn read(
        url: &str,
        authority: Option<&Path>,
        timeout: Duration,
        hello: String,
    ) -> Result<Self, WrongServer> {
        let (scheme, rest) = url.split_once("://").ok_or(WrongServer::Address)?;
        let (security, standard) = match scheme {
            "smtp" => (Security::Plain, 25),
            "starttls" => (Security::StartTls, 587),
            "smtps" => (Security::Tls, 465),
            _ => return Err(WrongServer::Address),
        };
        if rest.contains('@') {
            return Err(WrongServer::LoginInAddress);
        }
        let rest = rest.trim_end_matches('/');
        let (host, port) =
            match rest.rsplit_once(':').filter(|(host, _)| !host.is_empty() && !rest.ends_with(']')) {
                Some((host, port)) => (host, port.parse().map_err(|_| WrongServer::Address)?),
                None => (rest, standard),
            };
        let host = host.trim_matches(['[', ']']);
        if host.is_empty() || host.contains(['/', '?', ' ']) {
            return Err(WrongServer::Address);
        }
        let server = Self {
            security,
            host: host.to_owned(),
            port,
            login: login()?,
            authorities: authority.map(read_authority).transpose()?.into_iter().collect(),
            timeout,
            hello,
        };
        if server.security == Security::Plain && server.login.is_some() && !server.is_here() {
            return Err(WrongServer::Unprotected);
        }
        Ok(server)
    }

    /// Whether the server is this machine, so that nothing goes over a network.
    fn is_here(&self) -> bool {
        self.host == "localhost" || self.host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }

    fn tls(&self) -> Result<TlsParameters, Error> {
        let builder = TlsParameters::builder(self.host.clone());
        self.authorities
            .iter()
            .cloned()
            .fold(builder, |builder, one| builder.add_root_certificate(one))
            .build()
    }
}

/// The user and the password that the environment gives.
fn login() -> Result<Option<(String, String)>, WrongServer> {
    match (std::env::var(USER), std::env::var(PASSWORD)) {
        (Ok(user), Ok(password)) if !user.is_empty() => Ok(Some((user, password))),
        (Err(_), Err(_)) => Ok(None),
        (Ok(user), _) if user.is_empty() => Ok(None),
        _ => Err(WrongServer::HalfLogin),
    }
}

fn read_authority(path: &Path) -> Result<Certificate, WrongServer> {
    let pem = std::fs::read(path).map_err(Fault::at(path))?;
    Certificate::from_pem(&pem).map_err(|_| WrongServer::Certificate(path.to_owned()))
}

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

/// An open connection.
pub struct ServerConnection(SmtpConnection);

impl ServerConnection {
    /// Connects, protects the connection and logs in.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn open(server: &MailServer) -> Result<Self, NoConnection> {
        let name = ClientId::Domain(server.hello.clone());
        let never = |error: Error| NoConnection::Never(describe(&error));
        let address = (server.host.as_str(), server.port).to_socket_addrs();
        let addresses: Vec<_> =
            address.map_err(|error| NoConnection::Later(format!("{}: {error}", server.host)))?.collect();
        let tls = match server.security {
            Security::Plain => None,
            _ => Some(server.tls().map_err(never)?),
        };
        let at_once = tls.as_ref().filter(|_| server.security == Security::Tls);
        let opened =
            SmtpConnection::connect(addresses.as_slice(), Some(server.timeout), &name, at_once, None);
        let mut connection = opened.map_err(no_connection)?;
        if let Some(tls) = tls.filter(|_| server.security == Security::StartTls) {
            if !connection.can_starttls() {
                connection.abort();
                return Err(NoConnection::Never(
                    "サーバーが STARTTLS に応じません。守られていない接続では送りません".into(),
                ));
            }
            connection.starttls(&tls, &name).map_err(no_connection)?;
        }
        if let Some((user, password)) = &server.login {
            let credentials = Credentials::new(user.clone(), password.clone());
            connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).map_err(no_connection)?;
        }
        Ok(Self(connection))
    }

    /// Sends a message. `before_content` is called when the server waits for the content and nothing of it was sent yet.
    ///
    /// # Errors
    ///
    /// What `before_content` says: then the message was not sent.
    pub fn send(
        &mut self,
        from: &Address,
        to: &Address,
        bytes: &[u8],
        before_content: &mut dyn FnMut() -> Result<(), LedgerFault>,
    ) -> Result<AttemptOutcome, LedgerFault> {
        let mut ready = || -> Result<Response, Error> {
            self.0.command(Mail::new(Some(from.clone()), Vec::new()))?;
            self.0.command(Rcpt::new(to.clone(), Vec::new()))?;
            self.0.command(Data)
        };
        if let Err(error) = ready() {
            return Ok(self.before_content_failed(&error));
        }
        if let Err(fault) = before_content() {
            // The server waits for content that will not come.
            self.hang_up();
            return Err(fault);
        }
        // The end of the content brings a line end of its own.
        Ok(match self.0.message(bytes.strip_suffix(b"\r\n").unwrap_or(bytes)) {
            Ok(response) => AttemptOutcome::Sent(said(&response)),
            Err(error) if error.is_permanent() => AttemptOutcome::Refused(describe(&error)),
            Err(error) if error.is_transient() => AttemptOutcome::Later(describe(&error)),
            Err(error) => {
                self.hang_up();
                AttemptOutcome::Unknown(describe(&error))
            }
        })
    }

    fn before_content_failed(&mut self, error: &Error) -> AttemptOutcome {
        let verdict = match error.is_permanent() {
            true => AttemptOutcome::Refused(describe(error)),
            false => AttemptOutcome::Later(describe(error)),
        };
        // The connection is good for the next message if the server still answers.
        let answered = error.status().is_some_and(|code| u16::from(code) != CLOSING);
        if !answered || self.0.command(Rset).is_err() {
            self.hang_up();
        }
        verdict
    }

    /// Whether it can't be used any more.
    pub fn is_broken(&self) -> bool {
        self.0.has_broken()
    }

    /// Says goodbye to the server and closes the connection.
    pub fn close(mut self) {
        if !self.is_broken() {
            // The messages are with the server: a farewell that fails changes nothing.
            let _ = self.0.quit();
        }
    }

    /// Closes the connection without waiting for an answer that may never come.
    fn hang_up(&mut self) {
        // The connection is given up either way.
        let _ = self.0.set_timeout(Some(LEAVING));
        self.0.abort();
    }
}

/// The server says that it closes the connection.
const CLOSING: u16 = 421;
/// How long to wait for a last word.
const LEAVING: Duration = Duration::from_millis(200);

fn said(response: &Response) -> String {
    let text = response.message().collect::<Vec<&str>>().join(" ");
    format!("{} {text}", response.code())
}

fn no_connection(error: Error) -> NoConnection {
    let said = describe(&error);
    match error.is_permanent() || error.is_tls() || is_untrusted(&error) {
        true => NoConnection::Never(said),
        false => NoConnection::Later(said),
    }
}

/// Whether the protection of the connection failed: rustls says so when the first bytes are exchanged.
fn is_untrusted(error: &Error) -> bool {
    io_kind(error) == Some(ErrorKind::InvalidData)
}

fn io_kind(error: &Error) -> Option<ErrorKind> {
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if let Some(io) = cause.downcast_ref::<std::io::Error>() {
            return Some(io.kind());
        }
        source = cause.source();
    }
    None
}

/// What went wrong, in words for people. What the server said is quoted.
fn describe(error: &Error) -> String {
    let cause = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    if let Some(code) = error.status() {
        return format!("{} {cause}", u16::from(code)).trim_end().to_owned();
    }
    let what = match io_kind(error) {
        Some(ErrorKind::InvalidData) => "サーバーの証明書を確かめられません",
        Some(ErrorKind::ConnectionRefused) => "サーバーが接続を受け付けません",
        Some(ErrorKind::TimedOut | ErrorKind::WouldBlock) => "サーバーが時間内に答えません",
        _ if error.is_client() => "サーバーと話が合いません",
        _ => "接続が切れました",
    };
    if cause.is_empty() { what.to_owned() } else { format!("{what}（{cause}）") }
}
