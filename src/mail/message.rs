//! A message to one recipient: a subject, a plain body, and files, as it is kept. The same bytes in every build: its date,
//! its id and what divides its parts come from what it holds.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::{NaiveDate, NaiveTime};
use lettre::address::Envelope;
use lettre::message::header::{
    ContentDisposition, ContentTransferEncoding, ContentType, HeaderName, HeaderValue,
};
use lettre::message::{Body, Message, MultiPart, SinglePart};
use sha2::{Digest, Sha256};

use super::kept_message::Reference;
use crate::ground::address::is_address;

/// The hour of Japan's clock that messages are dated with.
const OFFICE_OPENS: u64 = 9;
/// How far Japan's clock is ahead of universal time, in hours.
const JAPAN: u64 = 9;

/// Why a draft can't become a message. It comes of the words of the stage's mail, or of an address.
#[derive(Debug, thiserror::Error)]
pub enum DraftTrouble {
    /// The subject holds a character that no header can: a line break, which would begin another header.
    #[error("件名に使えない文字（U+{:04X}）があります。", u32::from(*.0))]
    Subject(char),
    /// An address is none.
    #[error("「{0}」は電子メールの宛先として読めません。")]
    Address(String),
    /// The body or a file can't be encoded.
    #[error("本文を符号化できません。")]
    Encoding,
    /// The library refuses a file's type.
    #[error(transparent)]
    Type(#[from] lettre::message::header::ContentTypeErr),
    /// The library refuses the message.
    #[error(transparent)]
    Message(#[from] lettre::error::Error),
}

/// What a message says, and to whom.
pub struct Draft {
    /// The sender: the secretariat.
    pub from: Party,
    /// Who gets it.
    pub to: Party,
    /// The day that it is dated; the hour is always that at which the office opens.
    pub date: NaiveDate,
    /// The id in its header, with its brackets: `<r01.feedback.koyo@pref.example>`.
    pub id: String,
    /// Its subject, on one line.
    pub subject: String,
    /// What the mail says, as plain text above the files.
    pub body: String,
    /// The files that it brings, in their order.
    pub attachments: Vec<Attachment>,
}

/// A name and an address.
pub struct Party {
    /// The name that is shown: 「情報政策課」.
    pub name: String,
    /// The address alone: `joho@pref.example`.
    pub address: String,
}

/// A file on its way.
pub struct Attachment {
    /// The name that the recipient sees; any characters (RFC 2231).
    pub name: String,
    /// A short name in ASCII beside it, for programs that know no other.
    pub ascii_name: String,
    /// Which of the published files it is.
    pub file: Reference,
}

/// The message as it is kept: a line in the place of each file.
///
/// # Errors
///
/// What of it can't stand in a message: an address that is none, a subject of more than one line.
pub fn compose(draft: Draft) -> Result<Vec<u8>, DraftTrouble> {
    if let Some(c) = draft.subject.chars().find(|c| c.is_control()) {
        return Err(DraftTrouble::Subject(c));
    }
    let boundary = boundary(&draft);
    let text =
        SinglePart::builder().header(ContentType::TEXT_PLAIN).body(encoded(crlf(&draft.body).into_bytes())?);
    let mut parts = MultiPart::mixed().boundary(boundary).singlepart(text);
    for attachment in draft.attachments {
        parts = parts.singlepart(part(attachment)?);
    }
    let envelope = Envelope::new(Some(address(&draft.from)?), vec![address(&draft.to)?]);
    let message = Message::builder()
        .raw_header(header("From", &draft.from.address, &party(&draft.from)))
        .raw_header(header("To", &draft.to.address, &party(&draft.to)))
        .raw_header(header("Subject", &draft.subject, &encoded_words(&draft.subject)))
        .date(morning_of(draft.date))
        .message_id(Some(draft.id))
        .envelope(envelope?)
        .multipart(parts)?;
    Ok(message.formatted())
}

fn address(party: &Party) -> Result<lettre::Address, DraftTrouble> {
    let refused = || DraftTrouble::Address(party.address.clone());
    if !is_address(&party.address) {
        return Err(refused());
    }
    party.address.parse().map_err(|_| refused())
}

/// A header whose value is encoded already; `raw` is what the library reads in it.
fn header(name: &'static str, raw: &str, encoded: &str) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), raw.into(), encoded.into())
}

fn party(party: &Party) -> String {
    match party.name.is_empty() {
        true => party.address.clone(),
        false => format!("{}\r\n <{}>", encoded_words(&party.name), party.address),
    }
}

/// The most bytes of an encoded word's text: in base64 they and what stands around them are 72 characters of 75.
const WORD: usize = 45;

/// A text as encoded words (RFC 2047), one a line.
///
/// The library's own are not used: some mail programs (GMime) lose what follows a word that ends in padding, as
/// `=?utf-8?b?44GC44E=?=`. So a word is cut where its bytes are a multiple of three, or is written in Q, which has no
/// padding. Only the last word may end in padding.
fn encoded_words(text: &str) -> String {
    let mut words = Vec::new();
    let mut rest = text;
    while rest.len() > WORD {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= WORD);
        let (even, odd): (Vec<usize>, Vec<usize>) = ends.partition(|end| end % 3 == 0);
        // Q takes three characters a byte.
        let short = odd.into_iter().rfind(|end| *end <= WORD / 3 * 4 / 3);
        let (end, word): (usize, fn(&str) -> String) = match (even.last(), short) {
            (Some(end), _) => (*end, base64_word),
            (None, Some(end)) => (end, q_word),
            (None, None) => break,
        };
        words.push(word(&rest[..end]));
        rest = &rest[end..];
    }
    words.push(base64_word(rest));
    words.join("\r\n ")
}

fn base64_word(text: &str) -> String {
    format!("=?utf-8?b?{}?=", BASE64_STANDARD.encode(text))
}

fn q_word(text: &str) -> String {
    let bytes: String = text.bytes().map(|byte| format!("={byte:02X}")).collect();
    format!("=?utf-8?q?{bytes}?=")
}

fn part(attachment: Attachment) -> Result<SinglePart, DraftTrouble> {
    let kind = match attachment.ascii_name.rsplit('.').next() {
        Some("pdf") => "application/pdf",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("csv") => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    };
    let line = attachment.file.line().into_bytes();
    let kind = ContentType::parse(&format!("{kind}; name=\"{}\"", attachment.ascii_name));
    Ok(SinglePart::builder()
        .header(kind?)
        .header(ContentDisposition::attachment(&attachment.name))
        .body(Body::dangerous_pre_encoded(line, ContentTransferEncoding::Base64)))
}

fn encoded(bytes: Vec<u8>) -> Result<Body, DraftTrouble> {
    Body::new_with_encoding(bytes, ContentTransferEncoding::Base64).map_err(|_| DraftTrouble::Encoding)
}

/// The line that divides the parts. It holds a `_`, which base64 never does, so no part can contain it.
fn boundary(draft: &Draft) -> String {
    let hash = Sha256::digest(draft.id.as_bytes());
    let hex: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("=_shiryo_{hex}")
}

/// A text with the line ends of mail, the last one too.
fn crlf(text: &str) -> String {
    let mut body: String = text.lines().flat_map(|line| [line, "\r\n"]).collect();
    if body.is_empty() {
        body.push_str("\r\n");
    }
    body
}

/// When the office opens on a day.
fn morning_of(day: NaiveDate) -> SystemTime {
    let seconds = day.and_time(NaiveTime::MIN).and_utc().timestamp();
    let midnight = Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
    SystemTime::UNIX_EPOCH + midnight + Duration::from_secs((OFFICE_OPENS - JAPAN) * 3600)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::hash::sha256;
    use crate::mail::kept_message::{KeptMessage, encoded_length};

    /// The file: long enough for some lines, and for a part of one.
    static BYTES: [u8; 40_000] = [7; 40_000];

    fn file() -> Reference {
        Reference { path: "opinions/letters/m01_意見照会.pdf".into(), sha256: sha256(&BYTES).to_string() }
    }

    /// The message as it is sent.
    fn sent(draft: Draft) -> Vec<u8> {
        let kept = compose(draft).expect("a message");
        let whole = KeptMessage::read(&kept).whole(&|_| Ok(BYTES.to_vec())).expect("the file");
        let mut bytes = Vec::new();
        let done: Result<(), ()> = whole.give(&mut |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        });
        assert_eq!(done, Ok(()));
        bytes
    }

    fn draft() -> Draft {
        Draft {
            from: Party { name: "総合企画部政策企画課".into(), address: "ict@pref.example".into() },
            to: Party { name: "Ａ市長".into(), address: "joho@m01.example".into() },
            date: NaiveDate::from_ymd_opt(2020, 2, 14).expect("a day"),
            id: "<r01.opinions.m01@pref.example>".into(),
            subject: "千葉県ＩＣＴ利活用戦略の進捗状況に対する意見について（照会）".into(),
            body: "本文です。\n二行目\n".into(),
            attachments: vec![Attachment {
                name: "意見照会　𠮷.pdf".into(),
                ascii_name: "m01-1.pdf".into(),
                file: file(),
            }],
        }
    }

    #[test]
    fn a_message_is_plain_ascii_with_short_lines_and_the_same_twice() {
        let bytes = sent(draft());
        assert_eq!(bytes, sent(draft()));
        assert!(bytes.is_ascii());
        let text = String::from_utf8(bytes).expect("ASCII");
        assert!(text.split("\r\n").all(|line| line.len() <= 200 && !line.contains('\n')), "{text}");
        assert!(text.contains("Date: Fri, 14 Feb 2020 00:00:00 +0000"), "{text}");
        assert!(text.contains("Message-ID: <r01.opinions.m01@pref.example>"), "{text}");
        assert!(text.contains("name=\"m01-1.pdf\"") && text.contains("filename*0*=utf-8''"), "{text}");
    }

    #[test]
    fn a_subject_of_two_lines_and_an_address_with_a_name_are_refused() {
        let mut two = draft();
        two.subject = "件名\r\nBcc: x@y.example".into();
        assert!(matches!(compose(two), Err(DraftTrouble::Subject('\r'))));
        let mut named = draft();
        named.to.address = "A <a@b.example>".into();
        assert!(matches!(compose(named), Err(DraftTrouble::Address(_))));
    }

    #[test]
    fn no_word_but_the_last_ends_in_padding_and_none_is_too_long() {
        for text in [
            "",
            "a",
            "計画",
            "計画a進捗bcの状況に対する助言等についてa（通知）その一その二その三その四その五その六その七",
        ] {
            for prefix in ["", "x", "xy", "𠮷", "𠮷x"] {
                let text = format!("{prefix}{}", text.repeat(3));
                let encoded = encoded_words(&text);
                let words: Vec<&str> = encoded.split("\r\n ").collect();
                assert!(words.iter().all(|word| word.len() <= 75), "{encoded}");
                assert!(words[..words.len() - 1].iter().all(|word| !word.ends_with("=?=")), "{encoded}");
                let parsed = mail_parser::MessageParser::default()
                    .parse(&format!("Subject: {encoded}\r\n\r\n"))
                    .map(|message| message.subject().unwrap_or_default().to_owned());
                assert_eq!(parsed.as_deref(), Some(text.as_str()));
            }
        }
    }

    #[test]
    fn a_file_is_encoded_as_the_library_would() {
        let sent = String::from_utf8(sent(draft())).expect("ASCII");
        let body = encoded(BYTES.to_vec()).expect("a body");
        let body = std::str::from_utf8(body.as_ref()).expect("ASCII");
        assert!(sent.contains(&format!("\r\n\r\n{body}\r\n--")), "{sent}");
    }

    #[test]
    fn the_length_in_a_message_is_known_before() {
        for bytes in [0_u64, 1, 57, 58, 1000, 4096] {
            let length = usize::try_from(bytes).expect("small");
            let body = encoded(vec![7; length]).expect("a body");
            assert_eq!(encoded_length(bytes), body.len() as u64, "{bytes}");
        }
    }
}
