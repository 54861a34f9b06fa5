//! Floor 2: from bytes to the model. What can't be read becomes a fault, and the rest goes on.

pub mod ballots;
pub mod csv;
pub mod cycle;
pub mod form;
pub mod lists;
pub mod number;
pub mod opinions;
pub mod submission;
pub mod workbook;
