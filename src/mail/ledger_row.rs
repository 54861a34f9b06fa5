//! What the ledger knows of a message: to whom it went, what it was, and how far it got.

use serde::Serialize;

use crate::ground::text::fold;
use crate::model::addressee::addressee_key;
use crate::render::artifact::{FileRecipient, MessageIdentity};

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DeliveryState {
    /// It is to be sent; nothing of it left.
    Queued,
    /// Its content is on its way.
    Sending,
    /// The server took it.
    Sent,
    /// The server refused it for good.
    Refused,
    /// Its content was sent and no answer came: it may have arrived or not.
    Unknown,
    /// A server took it, and it was reported that it did not reach its recipient.
    Undelivered,
}

impl DeliveryState {
    const ALL: [(DeliveryState, &'static str, &'static str); 6] = [
        (DeliveryState::Queued, "queued", "未送付"),
        (DeliveryState::Sending, "sending", "送付中"),
        (DeliveryState::Sent, "sent", "送付済み"),
        (DeliveryState::Refused, "refused", "拒否"),
        (DeliveryState::Unknown, "unknown", "不明"),
        (DeliveryState::Undelivered, "undelivered", "不達"),
    ];

    /// As the ledger holds it.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(state, ..)| *state == self).map_or("", |(_, word, _)| word)
    }

    /// As people read it.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|(state, ..)| *state == self).map_or("", |(.., label)| label)
    }

    /// From the ledger's word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == word).map(|(state, ..)| *state)
    }
}

/// A message in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// The row's number; 0 while it is not in the ledger.
    pub row: i64,
    /// The id of the stage: `feedback`.
    pub stage: String,
    /// The recipient's code.
    pub code: String,
    /// The recipient's name, as on the envelope: 「雇用労働課長」.
    pub addressee: String,
    /// The address that it goes to.
    pub address: String,
    /// Which correction it belongs to, by its date: `c20200401`. Empty for what was sent first.
    pub edition: String,
    /// The year, the letters, the part and the content.
    pub identity: MessageIdentity,
    /// The id in the message's header: `<r01.feedback.koyo@pref.example>`.
    pub message_id: String,
    /// The SHA-256 of the message's bytes, in hexadecimal digits.
    pub sha256: String,
    /// How far it got.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: u32,
    /// The server's last answer, or what went wrong.
    pub answer: String,
    /// When it came into its state, as `2020-03-27T09:00:00`.
    pub changed: String,
}

impl LedgerRow {
    /// Whether it reached its recipient, or may have.
    pub fn may_have_arrived(&self) -> bool {
        matches!(self.state, DeliveryState::Sent | DeliveryState::Unknown | DeliveryState::Sending)
    }

    /// Whether it went to the recipient as the lists name it now: the same code and the same address.
    pub fn is_to(&self, recipient: &FileRecipient) -> bool {
        self.code == recipient.code && same_address(&self.address, &recipient.mail)
    }

    /// Whether it may have gone to the recipient under another name: the code, the address or the name is the same. An
    /// address that several recipients share on purpose tells nothing.
    pub fn may_be_to(&self, recipient: &FileRecipient, shared: &[String]) -> bool {
        let is_shared = shared.iter().any(|address| same_address(address, &self.address));
        self.code == recipient.code
            || !is_shared && same_address(&self.address, &recipient.mail)
            || !self.addressee.is_empty()
                && addressee_key(&self.addressee) == addressee_key(&recipient.addressee)
    }

    /// Whether it is about the same matter as a message of a stage and an edition: the same letters, or ones of which
    /// nobody knows that they are others. A letter with the same document number, in whatever widths, is the same under any id and in any
    /// stage; one that the stage does not declare any more was renamed.
    pub fn is_of_matter(&self, stage: &str, edition: &str, now: &MessageIdentity) -> bool {
        let MessageIdentity { letters, numbers, .. } = &self.identity;
        let is_renamed = |id: &String| !now.declared.contains(id);
        let is_same_letter = |id: &String| now.letters.contains(id) || is_renamed(id);
        let is_same_number = |number: &String| now.numbers.iter().any(|other| fold(other) == fold(number));
        let in_stage = self.stage == stage
            && (letters.is_empty() || now.letters.is_empty() || letters.iter().any(is_same_letter));
        self.edition == edition && (in_stage || numbers.iter().any(is_same_number))
    }

    /// Whether it is of the same fiscal year. Ledgers of earlier versions do not tell it.
    pub fn is_of_year(&self, now: &MessageIdentity) -> bool {
        [0, now.year].contains(&self.identity.year)
    }

    /// Whether it holds the same as a message.
    pub fn holds(&self, now: &MessageIdentity, sha256: &str) -> bool {
        self.sha256 == sha256 || !now.content.is_empty() && self.identity.content == now.content
    }

    /// Whether it is the same one of the messages into which a recipient's files are divided.
    pub fn is_part(&self, now: &MessageIdentity) -> bool {
        (self.identity.part, self.identity.parts) == (now.part, now.parts)
    }
}

/// Whether two addresses are one mailbox: case tells none apart.
pub(super) fn same_address(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_honorific_and_widths_make_no_other_recipient_and_no_other_letter() {
        let row = LedgerRow {
            row: 1,
            stage: "x".into(),
            code: "x".into(),
            addressee: "雇用　労働課長　様".into(),
            address: "x@pref.example".into(),
            edition: String::new(),
            identity: MessageIdentity {
                letters: vec!["x".into()],
                numbers: vec!["政企第１２３ 号".into()],
                ..MessageIdentity::default()
            },
            message_id: String::new(),
            sha256: String::new(),
            state: DeliveryState::Sent,
            attempts: 1,
            answer: String::new(),
            changed: String::new(),
        };
        let recipient = FileRecipient {
            code: "koyo".into(),
            addressee: "雇用労働課長".into(),
            honorific: "様".into(),
            mail: "koyo@pref.example".into(),
        };
        assert!(row.may_be_to(&recipient, &[]));
        let now = MessageIdentity { numbers: vec!["政企第123号".into()], ..row.identity.clone() };
        let now = MessageIdentity { letters: vec!["notice".into()], declared: vec!["x".into()], ..now };
        assert!(row.is_of_matter("feedback", "", &now));
    }
}
