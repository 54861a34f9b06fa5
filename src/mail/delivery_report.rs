//! Delivery reports (配信の知らせ): what a mail server writes back when a message could not be delivered. Most follow RFC 3464;
//! what older servers write in plain words is read by [`plain_report`](super::plain_report).

use chrono::NaiveDate;
use mail_parser::{Message, MessageParser, PartType};

use super::mailbox_report::{DeliveryOutcome, MailboxReport};
use super::plain_report;

/// A report on a message that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryReport {
    /// The ids of the messages that it brings back, as `<r01.feedback.koyo@pref.example>`; none if it brings none.
    pub about: Vec<String>,
    /// The day on which it was written, if it says so.
    pub written: Option<NaiveDate>,
    /// What became of the message at each mailbox that it names.
    pub mailboxes: Vec<MailboxReport>,
}

/// Reads a message as a delivery report; none if it is another message, as an answer of a person who is away.
pub fn read(bytes: &[u8]) -> Option<DeliveryReport> {
    let message = MessageParser::default().parse(bytes)?;
    let standard: Vec<MailboxReport> = status_parts(&message).flat_map(|text| mailboxes(&text)).collect();
    let mailboxes = match standard.is_empty() {
        false => standard,
        true => plain_report::mailboxes(&message)?,
    };
    let written =
        message.date().and_then(|d| NaiveDate::from_ymd_opt(d.year.into(), d.month.into(), d.day.into()));
    Some(DeliveryReport { about: ids_brought_back(&message), written, mailboxes })
}

/// The texts of the parts `message/delivery-status`.
fn status_parts<'a>(message: &'a Message<'_>) -> impl Iterator<Item = String> + 'a {
    let is_status = |part: &&mail_parser::MessagePart<'_>| {
        mail_parser::MimeHeaders::content_type(*part).is_some_and(|kind| {
            let sub = kind.subtype().unwrap_or_default();
            kind.ctype().eq_ignore_ascii_case("message")
                && ["delivery-status", "global-delivery-status"]
                    .iter()
                    .any(|name| sub.eq_ignore_ascii_case(name))
        })
    };
    message.parts.iter().filter(is_status).map(|part| String::from_utf8_lossy(part.contents()).into_owned())
}

/// The mailboxes of a part `message/delivery-status`: its groups of fields that name a recipient (RFC 3464, 2.3).
fn mailboxes(text: &str) -> Vec<MailboxReport> {
    let groups = groups(text);
    let field = |group: &[(String, String)], name: &str| {
        group.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let mailbox = |group: &Vec<(String, String)>| {
        let names = ["original-recipient", "final-recipient"].map(|name| address(&field(group, name)));
        let mut addresses: Vec<String> = names.into_iter().filter(|a| !a.is_empty()).collect();
        addresses.dedup();
        let outcome = match field(group, "action").to_lowercase().as_str() {
            "failed" => DeliveryOutcome::Failed,
            "delayed" => DeliveryOutcome::Delayed,
            "delivered" | "relayed" | "expanded" => DeliveryOutcome::Delivered,
            // The class of the status says the same (RFC 3463, 2).
            _ => match field(group, "status").chars().next() {
                Some('2') => DeliveryOutcome::Delivered,
                Some('4') => DeliveryOutcome::Delayed,
                Some('5') => DeliveryOutcome::Failed,
                _ => return None,
            },
        };
        let why = field(group, "diagnostic-code");
        let why = why.split_once(';').map_or(why.as_str(), |(_, why)| why.trim());
        let reason = [field(group, "status").as_str(), why].join(" ").trim().to_owned();
        (!addresses.is_empty()).then_some(MailboxReport { addresses, outcome, reason })
    };
    groups.iter().filter_map(mailbox).collect()
}

/// The groups of fields, each with its names in small letters and its folded lines joined.
fn groups(text: &str) -> Vec<Vec<(String, String)>> {
    let mut groups: Vec<Vec<(String, String)>> = vec![Vec::new()];
    for line in text.lines() {
        let last = groups.last_mut().and_then(|group| group.last_mut());
        match (line.trim().is_empty(), line.starts_with([' ', '\t']), last) {
            (true, ..) => groups.push(Vec::new()),
            (false, true, Some((_, value))) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            _ => {
                if let Some(((name, value), group)) = line.split_once(':').zip(groups.last_mut()) {
                    group.push((name.trim().to_lowercase(), value.trim().to_owned()));
                }
            }
        }
    }
    groups
}

/// The address in `rfc822; <koyo@pref.example>`.
fn address(value: &str) -> String {
    let value = value.split_once(';').map_or(value, |(_, address)| address).trim();
    value.trim_start_matches('<').trim_end_matches('>').trim().to_owned()
}

/// The ids of the messages that a report brings back: whole, their headers alone, or quoted in its text.
fn ids_brought_back(message: &Message<'_>) -> Vec<String> {
    let mut ids = Vec::new();
    for part in &message.parts {
        match &part.body {
            PartType::Message(inner) => ids.extend(inner.message_id().map(|id| format!("<{id}>"))),
            PartType::Multipart(_) => {}
            _ => ids.extend(quoted_ids(&String::from_utf8_lossy(part.contents()))),
        }
    }
    ids.sort();
    ids.dedup();
    ids
}

/// The ids in quoted headers, as `Message-ID: <a@b>`; the id may stand on the next line, behind the mark of a quotation.
fn quoted_ids(text: &str) -> Vec<String> {
    let id_after = |place: usize| {
        let (gap, rest) = text.get(place..)?.split_once('<')?;
        let (id, _) = rest.split_once('>')?;
        let is_near = gap.chars().all(|c| c.is_whitespace() || ['>', '|'].contains(&c));
        let fits = is_near && gap.matches('\n').count() <= 1 && !id.contains(char::is_whitespace);
        fits.then(|| format!("<{id}>"))
    };
    let lower = text.to_ascii_lowercase();
    lower.match_indices("message-id:").filter_map(|(at, name)| id_after(at + name.len())).collect()
}
