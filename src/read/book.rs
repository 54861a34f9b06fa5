//! A file as its sheets, whatever kind of file it is.

use super::sheet::Sheet;
use crate::ground::form_id::FormId;

/// The sheets of a file.
#[derive(Debug, Default)]
pub struct Book {
    /// Its sheets in their order; a CSV file has one.
    pub sheets: Vec<Sheet>,
    /// What our own form says of itself: to whom it was sent, and when. None if the file is not one of our forms.
    pub id: Option<FormId>,
}
