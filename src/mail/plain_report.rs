//! Delivery reports in plain words, as servers write them that don't follow RFC 3464. What they have in common: they come from
//! the mail system and from nobody, name the mailbox above the copy of the message, and say why.

use mail_parser::Message;

use super::mailbox_report::{DeliveryOutcome, MailboxReport};
use crate::ground::address::is_address;

/// The local parts of the addresses from which mail systems write.
const SYSTEMS: [&str; 6] =
    ["mailer-daemon", "postmaster", "mail-daemon", "maildaemon", "mailerdaemon", "mailsystem"];

/// Words of a line, in small letters, below which the message itself is quoted.
const COPY: [&str; 10] = [
    "below this line is a copy",
    "this is a copy of",
    "a copy of the message",
    "original message",
    "returned message",
    "message header",
    "unsent message",
    "message follows",
    "以下は元のメッセージ",
    "元のメール",
];

/// Words that say that the server tries on.
const STILL_TRYING: [&str; 12] = [
    "will be retried",
    "will retry",
    "will continue to",
    "still trying",
    "keep trying",
    "not yet been delivered",
    "has been delayed",
    "warning message only",
    "do not need to resend",
    "再送を続け",
    "再度配信を試み",
    "遅延してい",
];

/// What a report in plain words says of the mailboxes that it names; none if the message is no report.
pub(super) fn mailboxes(message: &Message<'_>) -> Option<Vec<MailboxReport>> {
    if !is_from_mail_system(message) {
        return None;
    }
    let text = message.body_text(0)?;
    let words: Vec<&str> = text.lines().map(str::trim).take_while(|line| !is_copys_head(line)).collect();
    let lower = words.join("\n").to_lowercase();
    let outcome = match STILL_TRYING.iter().any(|words| lower.contains(words)) {
        true => DeliveryOutcome::Delayed,
        false => DeliveryOutcome::Failed,
    };
    let own: Vec<String> = from(message).into_iter().collect();
    let mut addresses = failed_recipients(message);
    if addresses.is_empty() {
        addresses = words.iter().flat_map(|line| addresses_in(line)).filter(|a| !own.contains(a)).collect();
    }
    let mut seen: Vec<String> = Vec::new();
    addresses.retain(|address| {
        let is_new = !seen.contains(address);
        seen.push(address.clone());
        is_new
    });
    let report = |address: String| MailboxReport {
        reason: reason(&words, &address),
        addresses: vec![address],
        outcome,
    };
    (!addresses.is_empty()).then(|| addresses.into_iter().map(report).collect())
}

/// Whether a message comes from a mail system. What a person's mailbox answers by itself does not.
fn is_from_mail_system(message: &Message<'_>) -> bool {
    let answers = message.header_raw("Auto-Submitted").is_some_and(|v| v.to_lowercase().contains("replied"));
    let is_system = from(message).is_some_and(|address| {
        let local = address.split('@').next().unwrap_or_default();
        SYSTEMS.contains(&local)
    });
    is_system && !answers
}

/// The sender's address, in small letters.
fn from(message: &Message<'_>) -> Option<String> {
    let address = message.from()?.first()?;
    // `MAILER-DAEMON (Mail Delivery System)` has no domain.
    address.address().or(address.name()).map(str::to_lowercase)
}

/// The addresses of the header `X-Failed-Recipients`, which Exim and others write.
fn failed_recipients(message: &Message<'_>) -> Vec<String> {
    let value = message.header_raw("X-Failed-Recipients").unwrap_or_default();
    value.split([',', '\n']).map(|a| a.trim().to_lowercase()).filter(|a| is_address(a)).collect()
}

/// Whether the message that is reported on begins below a line. A line of hyphens with words in it is a head as 「------ This
/// is a copy of the message ------」; a head without such words parts the reasons.
fn is_copys_head(line: &str) -> bool {
    let lower = line.to_lowercase();
    let is_field = ["received:", "return-path:", "message-id:"].iter().any(|name| lower.starts_with(name));
    is_field
        || lower.starts_with('-') && COPY.iter().any(|words| lower.contains(words))
        || COPY.iter().any(|words| lower.contains(words)) && lower.ends_with([':', '：'])
}

/// The addresses in a line, in small letters: `<koyo@pref.example>:`, `to=<koyo@pref.example>`.
fn addresses_in(line: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "@.!#$%&'*+-/=?^_`{|}~".contains(c);
    let pieces = line.split(|c: char| !is_part(c));
    let trimmed = pieces.map(|piece| {
        let piece = piece.rsplit('=').next().unwrap_or(piece);
        piece.trim_matches(['.', '\'', '-']).to_lowercase()
    });
    let mailto = |address: String| address.strip_prefix("mailto:").map(Into::into).unwrap_or(address);
    trimmed.map(mailto).filter(|piece| is_address(piece)).collect()
}

/// Why a mailbox did not take it: the rest of the last line that names it, and what stands below up to the next gap or the
/// next address. What only leads to the address, as 「To:」, is left out.
fn reason(words: &[&str], address: &str) -> String {
    let names = |line: &str| addresses_in(line).iter().any(|found| found == address);
    let Some(at) = words.iter().rposition(|line| names(line)) else { return String::new() };
    let line = words[at].to_ascii_lowercase();
    let (before, after) = line.split_once(address).map_or(("", ""), |(before, after)| {
        (
            words[at].get(..before.len()).unwrap_or_default(),
            words[at].get(line.len() - after.len()..).unwrap_or_default(),
        )
    });
    let marks = ['<', '>', '(', ')', '.', ' '];
    let before = Some(before.trim_matches(marks)).filter(|before| !before.ends_with([':', '：']));
    let mut pieces = vec![before.unwrap_or_default(), after.trim_matches(marks).trim_matches(':')];
    let below = words[at + 1..].iter().skip_while(|line| line.is_empty());
    pieces.extend(below.take_while(|line| !line.is_empty() && addresses_in(line).is_empty()));
    pieces.retain(|piece| !piece.is_empty());
    pieces.join(" ").chars().take(300).collect()
}
