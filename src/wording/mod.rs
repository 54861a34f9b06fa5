//! Findings as they are printed: a file for each format, and what they share.

pub mod excerpt;
pub mod json;
pub mod short;
pub mod shown;
pub mod terminal;
