//! Floor 5, beside mail and print: what differs between two runs of a stage, and why.
//!
//! - `causes`: Why a figure is not what it was: what changed below it, down to the cells
//! - `diff_page`: What differs, in words for people
//! - `diff_sheet`: 変更箇所一覧: what differs, on one or two sheets for the file
//! - `file_changes`: Files that are new, gone, or not what they were
//! - `page_changes`: Pages that do not look as they did, as pictures
//! - `people_changes`: Recipients that are new or gone, or are addressed otherwise
//! - `row_places`: Where on papers something is printed, in few words
//! - `sheet_rows`: The rows of 変更箇所一覧: figures by what changed them, people, files
//! - `sheet_words`: The rows of 変更箇所一覧: each change of a text once
//! - `side`: A stage as one run made it
//! - `stage_diff`: All that differs between two runs of a stage
//! - `value_changes`: Figures that are not what they were
//! - `word_changes`: Words of papers and letters that are not what they were

pub mod causes;
pub mod diff_page;
pub mod diff_sheet;
pub mod file_changes;
pub mod page_changes;
pub mod people_changes;
pub mod row_places;
pub mod sheet_rows;
pub mod sheet_words;
pub mod side;
pub mod stage_diff;
pub mod value_changes;
pub mod word_changes;
