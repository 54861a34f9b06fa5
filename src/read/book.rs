//! A file as its sheets, whatever kind of file it is.

use super::sheet::Sheet;
use crate::ground::form_id::FormId;

/// The sheets of a file.
#[derive(Debug, Default)]
pub struct Book {
    pub sheets: Vec<Sheet>,
    /// What the form said of itself, if it is one of ours.
    pub id: Option<FormId>,
}
