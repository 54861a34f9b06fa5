//! A message (`.eml`) to one recipient: a subject, a plain body, and files. The same bytes in every build: its date,
//! its id and what divides its parts come from what it holds.

use std::time::{Duration, SystemTime};

use chrono::{NaiveDate, NaiveTime};
use lettre::message::header::{ContentDisposition, ContentTransferEncoding, ContentType};
use lettre::message::{Body, Mailbox, Message, MultiPart, SinglePart};
use sha2::{Digest, Sha256};

use crate::ground::address::is_address;

/// The hour of Japan's clock that messages are dated with.
const OFFICE_OPENS: u64 = 9;
/// How far Japan's clock is ahead of universal time, in hours.
const JAPAN: u64 = 9;

/// What a message says, and to whom.
pub struct Draft {
    pub from: Party,
    pub to: Party,
    pub date: NaiveDate,
    /// With its brackets: `<r01.feedback.koyo@pref.example>`.
    pub id: String,
    pub subject: String,
    pub body: String,
    pub attachments: Vec<Attachment>,
}

/// A name and an address.
pub struct Party {
    pub name: String,
    pub address: String,
}

/// A file on its way.
pub struct Attachment {
    /// The name that the recipient sees; any characters (RFC 2231).
    pub name: String,
    /// A short name in ASCII beside it, for programs that know no other.
    pub ascii_name: String,
    pub bytes: Vec<u8>,
}

/// The message as it is sent and as mail programs open it.
///
/// # Errors
///
/// What of it can't stand in a message: an address that is none, a subject of more than one line.
pub fn compose(draft: Draft) -> Result<Vec<u8>, String> {
    if let Some(c) = draft.subject.chars().find(|c| c.is_control()) {
        return Err(format!("件名に使えない文字（U+{:04X}）があります。", u32::from(c)));
    }
    let boundary = boundary(&draft);
    let text =
        SinglePart::builder().header(ContentType::TEXT_PLAIN).body(encoded(crlf(&draft.body).into_bytes())?);
    let mut parts = MultiPart::mixed().boundary(boundary).singlepart(text);
    for attachment in draft.attachments {
        parts = parts.singlepart(part(attachment)?);
    }
    let message = Message::builder()
        .from(mailbox(draft.from)?)
        .to(mailbox(draft.to)?)
        .subject(draft.subject)
        .date(morning_of(draft.date))
        .message_id(Some(draft.id))
        .multipart(parts)
        .map_err(|error| error.to_string())?;
    Ok(message.formatted())
}

/// How many bytes a file takes in a message: base64 in lines of 76.
pub fn encoded_length(bytes: u64) -> u64 {
    let text = bytes.div_ceil(3) * 4;
    text + text.div_ceil(76) * 2
}

fn mailbox(party: Party) -> Result<Mailbox, String> {
    if !is_address(&party.address) {
        return Err(format!("「{}」は電子メールの宛先として読めません。", party.address));
    }
    let address = party.address.parse().map_err(|_| party.address.clone())?;
    Ok(Mailbox::new(Some(party.name).filter(|name| !name.is_empty()), address))
}

fn part(attachment: Attachment) -> Result<SinglePart, String> {
    let kind = match attachment.ascii_name.rsplit('.').next() {
        Some("pdf") => "application/pdf",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("csv") => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    };
    let kind = ContentType::parse(&format!("{kind}; name=\"{}\"", attachment.ascii_name));
    Ok(SinglePart::builder()
        .header(kind.map_err(|error| error.to_string())?)
        .header(ContentDisposition::attachment(&attachment.name))
        .body(encoded(attachment.bytes)?))
}

fn encoded(bytes: Vec<u8>) -> Result<Body, String> {
    Body::new_with_encoding(bytes, ContentTransferEncoding::Base64)
        .map_err(|_| "本文を符号化できません。".to_owned())
}

/// What divides the parts. Base64 holds no `_`, so none of them can hold it.
fn boundary(draft: &Draft) -> String {
    let hash = Sha256::digest(draft.id.as_bytes());
    let hex: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("=_shiryo_{hex}")
}

fn crlf(text: &str) -> String {
    let mut body: String = text.lines().flat_map(|line| [line, "\r\n"]).collect();
    if body.is_empty() {
        body.push_str("\r\n");
    }
    body
}

fn morning_of(day: NaiveDate) -> SystemTime {
    let seconds = day.and_time(NaiveTime::MIN).and_utc().timestamp();
    let midnight = Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
    SystemTime::UNIX_EPOCH + midnight + Duration::from_secs((OFFICE_OPENS - JAPAN) * 3600)
}

#[cfg(test)]
mod tests {
    use super::*;

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
                bytes: b"%PDF-1.7".to_vec(),
            }],
        }
    }

    #[test]
    fn a_message_is_plain_ascii_with_short_lines_and_the_same_twice() {
        let bytes = compose(draft()).expect("a message");
        assert_eq!(bytes, compose(draft()).expect("a message"));
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
        assert!(compose(two).is_err());
        let mut named = draft();
        named.to.address = "A <a@b.example>".into();
        assert!(compose(named).is_err());
    }

    #[test]
    fn the_length_in_a_message_is_known_before() {
        for bytes in [0_u64, 1, 57, 58, 1000, 4096] {
            let length = usize::try_from(bytes).expect("small");
            let body = encoded(vec![7; length]).expect("a body");
            let known = usize::try_from(encoded_length(bytes)).expect("small");
            assert!((body.len()..=body.len() + 2).contains(&known), "{bytes}: {} {known}", body.len());
        }
    }
}
