//! The mail server as the command line names it: where it is, how the connection to it is protected, and who logs in.
#![expect(
    clippy::disallowed_methods,
    reason = "the environment and an authority's certificate are read here"
)]

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

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
    /// What protects the connection; none for `smtp://`.
    pub tls: Option<Arc<ClientConfig>>,
    /// How long each of these may take in all: to connect and log in; to announce a message; to send it and get the
    /// answer.
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
    /// The library can't protect a connection.
    #[error("暗号を使えません（{0}）")]
    Tls(#[from] rustls::Error),
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
            tls: match security {
                Security::Plain => None,
                Security::StartTls | Security::Tls => Some(Arc::new(protection(authority)?)),
            },
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

/// The certificates that are trusted: the machine's, and those of an authority's file.
fn protection(authority: Option<&Path>) -> Result<ClientConfig, WrongServer> {
    let mut trusted = RootCertStore::empty();
    // A machine that has none trusts nobody: then no server is trusted but that of the named authority.
    trusted.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(path) = authority {
        let pem = std::fs::read(path).map_err(Fault::at(path))?;
        let unreadable = || WrongServer::Certificate(path.to_owned());
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
        let certificates = certificates.map_err(|_| unreadable())?;
        if certificates.is_empty() {
            return Err(unreadable());
        }
        for certificate in certificates {
            trusted.add(certificate).map_err(|_| unreadable())?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(versions.with_root_certificates(trusted).with_no_client_auth())
}
