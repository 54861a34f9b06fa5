//! Floor 1: the plain data of a cycle. No reading, no judging, no printing.

pub mod ballot;
pub mod body;
pub mod cause;
pub mod choice;
pub mod column;
pub mod cycle;
pub mod form_columns;
pub mod indicator;
pub mod opinion;
pub mod plan;
pub mod printing;
pub mod recipient;
pub mod register;
pub mod return_columns;
pub mod stage;
pub mod submission;
pub mod value;
