//! Floor 4: messages. They are written from a stage's files, and checked before they leave.
//!
//! - `message_check`: The last look at a message before it is sent: it and its attachments must be what was published,
//!   and must be for its recipient and nobody else
//! - `contents`: Reads the text of a published file, to see whom it is for and whether anyone else is named in
//!   it
//! - `delivery_report`: Delivery reports: what a mail server writes back when a message could not be delivered
//! - `due_message`: A message that is to go, and what it has to do with those that went before
//! - `fate`: Whether a message may go, by what the ledger knows
//! - `kept_message`: A message as it is kept in `out/` (`.mail`): one line in the place of each enclosure
//! - `ledger_row`: What the ledger knows of a message: to whom it went, what it was, and how far it got
//! - `mail_text`: The subject and the body of a message, as the template of the stage's mail gives them, and whether
//!   they can go
//! - `mailbox_report`: What a delivery report says of one mailbox
//! - `message`: A message to one recipient: a subject, a plain body, and references to files
//! - `message_identity`: By what a message is known again in the ledger: its year, its letters, its content, never
//!   the cycle's id or a place in a list
//! - `message_parts`: How a recipient's files are divided among messages, so that none is larger than the recipient
//!   takes
//! - `message_text`: What a message says, as its recipient reads it
//! - `objection`: What speaks against sending a message
//! - `outbox`: What is to become of each message of a stage: whether it may go, has gone, or is held back
//! - `plain_report`: Delivery reports in plain words, as servers write them that don't follow RFC 3464
//! - `returned_mail`: Which messages of the ledger a delivery report is about
//! - `pdf_passages`: The text of a PDF in passages: what a reader reads in one go
//! - `stage_files`: What was made of a stage, by whom it is for: each recipient is looked up once, however many
//!   there are
//! - `stage_messages`: Writes a stage's messages: when its files are made, each recipient gets a message with
//!   its own files
//! - `withheld_findings`: What is said of the recipients of a stage who get no message, so that somebody mends it

pub mod contents;
pub mod delivery_report;
pub mod due_message;
pub mod fate;
pub mod kept_message;
pub mod ledger_row;
pub mod mail_text;
pub mod mailbox_report;
pub mod message;
pub mod message_check;
pub mod message_identity;
pub mod message_parts;
pub mod message_text;
pub mod objection;
pub mod outbox;
pub mod pdf_passages;
mod plain_report;
pub mod returned_mail;
mod stage_files;
pub mod stage_messages;
pub mod withheld_findings;
