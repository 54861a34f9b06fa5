//! Floor 4: messages. They are written from a stage's files, and audited before they leave.
//!
//! - `audit`: The last look at a message before it is sent: it and its attachments must be what was published,
//!   and must be for its recipient and nobody else
//! - `contents`: Reads the text of a published file, to see whom it is for and whether anyone else is named in
//!   it
//! - `message`: A message (`.eml`) to one recipient: a subject, a plain body, and files
//! - `objection`: What speaks against sending a message
//! - `outbox`: What is to become of each message of a stage: whether it may go, has gone, or is held back
//! - `stage_messages`: Writes a stage's messages: when its files are made, each recipient gets a message with
//!   its own files

pub mod audit;
pub mod contents;
pub mod message;
pub mod objection;
pub mod outbox;
pub mod stage_messages;
