//! Floor 5, beside mail and print: what differs between two runs of a stage, and why.
//!
//! - `causes`: Why a figure is not what it was: what changed below it, down to the cells
//! - `diff_page`: What differs, in words for people
//! - `file_changes`: Files that are new, gone, or not what they were
//! - `page_changes`: Pages that do not look as they did, as pictures
//! - `people_changes`: Recipients that are new or gone, or are addressed otherwise
//! - `side`: A stage as one run made it
//! - `stage_diff`: All that differs between two runs of a stage
//! - `value_changes`: Figures that are not what they were
//! - `word_changes`: Words of papers and letters that are not what they were

pub mod causes;
pub mod diff_page;
pub mod file_changes;
pub mod page_changes;
pub mod people_changes;
pub mod side;
pub mod stage_diff;
pub mod value_changes;
pub mod word_changes;
