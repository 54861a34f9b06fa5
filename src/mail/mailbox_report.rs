//! What a delivery report says of one mailbox.

/// What a report says of one mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxReport {
    /// The addresses by which it names the mailbox: the one that the message was sent to, where it tells that, and the one
    /// at which it ended.
    pub addresses: Vec<String>,
    /// What became of the message.
    pub outcome: DeliveryOutcome,
    /// The reason, in the server's words: `5.1.1 550 User unknown`.
    pub reason: String,
}

/// What became of a message at a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryOutcome {
    /// It was not delivered, and the server tries no more.
    Failed,
    /// It was not delivered yet; the server tries on.
    Delayed,
    /// It was delivered or handed on.
    Delivered,
}
