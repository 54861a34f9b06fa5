//! Findings as they are printed: a file for each format, and what they share.
//!
//! - `excerpt`: The place of a finding as it stands in its file, with a caret below it
//! - `json`: `--format json`: all findings as one list, for programs
//! - `short`: `--format short`: a line a finding, for editors and for comparing
//! - `shown`: Text as a terminal may show it
//! - `terminal`: `--format terminal`: each finding with its place in the file, for people

pub mod excerpt;
pub mod json;
pub mod short;
pub mod shown;
pub mod terminal;
