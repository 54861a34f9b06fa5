//! Who is let in: the browser that was given the key, from this machine, and no other site.
//!
//! Another user of the machine can reach the port and has no key. Another site in the same browser can send requests and
//! sends no cookie with them, since it is `SameSite=Strict`; should it reach the port by a name of its own, the name is not
//! this machine's.

use axum::http::{HeaderMap, HeaderValue, Method, header};

/// The key that a run of the desk asks for, and the names under which it is asked.
#[derive(Debug, Clone)]
pub struct Gate {
    key: String,
    port: u16,
}

/// Why a request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It names another machine.
    #[error("このページは、この機械の 127.0.0.1 からだけ見られます。")]
    OtherHost,
    /// Another site sends it.
    #[error("ほかのサイトからの求めには応えません。")]
    OtherSite,
    /// It has no key, or a wrong one.
    #[error("このページを見るには、shiryo serve が端末に示した鍵付きのアドレスを開いてください。")]
    NoKey,
}

impl Gate {
    /// A gate for a port, with a key of 32 random bytes.
    pub fn new(port: u16, random: [u8; 32]) -> Self {
        let key = random.iter().map(|byte| format!("{byte:02x}")).collect();
        Self { key, port }
    }

    /// The address that opens the desk.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/open?key={}", self.port, self.key)
    }

    /// The cookie that is given for the key.
    pub fn cookie(&self) -> String {
        format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie_name(), self.key)
    }

    /// Whether this is the key.
    pub fn is_key(&self, said: &str) -> bool {
        // All of it is looked at, so that the time tells nothing.
        let differing = said.bytes().zip(self.key.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b));
        said.len() == self.key.len() && differing == 0
    }

    /// Whether a request may be answered; `opens` is one that brings the key in its address.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn check(&self, method: &Method, headers: &HeaderMap, opens: bool) -> Result<(), Refused> {
        let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let own = [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)];
        let host = text(header::HOST).ok_or(Refused::OtherHost)?;
        if headers.get_all(header::HOST).iter().count() != 1 || !own.iter().any(|own| own == host) {
            return Err(Refused::OtherHost);
        }
        let is_own = |origin: &str| origin.strip_prefix("http://") == Some(host);
        match text(header::ORIGIN) {
            Some(origin) if !is_own(origin) => return Err(Refused::OtherSite),
            None if method != Method::GET && method != Method::HEAD => return Err(Refused::OtherSite),
            _ => {}
        }
        if opens {
            return Ok(());
        }
        // Old browsers don't say it; they have the cookie, or have it not.
        let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
        if site.is_some_and(|site| !["same-origin", "none"].contains(&site)) {
            return Err(Refused::OtherSite);
        }
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut cookies =
            cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        match cookies.any(|(name, value)| name == self.cookie_name() && self.is_key(value)) {
            true => Ok(()),
            false => Err(Refused::NoKey),
        }
    }

    /// Cookies don't know ports: two desks on one machine have two names.
    fn cookie_name(&self) -> String {
        format!("shiryo-{}", self.port)
    }
}

/// What the browser is told to keep away from pages: all but the desk's own.
pub const HEADERS: [(header::HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // With none at all, the browser would not say either from where a form is sent.
    (header::REFERRER_POLICY, "same-origin"),
    (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];
