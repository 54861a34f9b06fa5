//! Floor 2: from bytes to the model. What can't be read becomes a finding, and the rest goes on.

pub mod ballots;
pub mod book;
pub mod column_match;
pub mod comma_cut;
pub mod corrections;
pub mod csv;
pub mod cycle;
pub mod find_header;
pub mod header;
pub mod header_findings;
pub mod input;
pub mod lists;
pub mod magnitude;
pub mod name_likeness;
pub mod number;
pub mod opinions;
#[cfg(test)]
mod readme;
pub mod row;
pub mod row_kind;
pub mod sent_before;
pub mod sent_form;
pub mod sheet;
pub mod sheet_places;
pub mod submission;
pub mod table;
pub mod table_row;
pub mod xlsx;
