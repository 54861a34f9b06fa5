//! Floor 2: from bytes to the model. What can't be read becomes a finding, and the rest goes on.

pub mod alike;
pub mod ballots;
pub mod book;
pub mod corrections;
pub mod csv;
pub mod cut;
pub mod cycle;
pub mod form;
pub mod header;
pub mod input;
pub mod kind;
pub mod likeness;
pub mod lists;
pub mod number;
pub mod opinions;
#[cfg(test)]
mod readme;
pub mod record;
pub mod row;
pub mod sheet;
pub mod submission;
pub mod table;
pub mod xlsx;
