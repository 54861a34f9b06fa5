//! Floor 4: messages. They are written from a stage's files, and audited before they leave.

pub mod audit;
pub mod contents;
pub mod message;
pub mod objection;
pub mod outbox;
pub mod stage_messages;
