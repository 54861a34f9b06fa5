//! Floor 4: the print plan and the print files, out of what was published. "Plan" means the print plan here.
//!
//! - `approval_sheet`: 起案用紙: the sheet with which a decision on a stage's files is asked for
//! - `impose`: Imposition: which page lies where on which side of which sheet
//! - `letter_sets`: What goes to the recipients of a stage's letters on paper: of each its letters and then what these
//!   enclose
//! - `print_files`: Print files: makes what a stage's print plan names, that is imposed sheets, members' sets,
//!   name cards, and the plan itself
//! - `print_job`: A print job (one order to the printer), and how its sheets are printed
//! - `print_plan`: The print plan (印刷計画): which files go to the printer in which order, on what paper, how
//!   often; and how much paper that takes
//! - `print_plan_book`: The print plan as a workbook, ready to print and to tick off
//! - `print_plan_data`: The print plan as people read it: on paper, and in a workbook

pub mod approval_sheet;
pub mod impose;
pub mod letter_sets;
pub mod print_files;
pub mod print_job;
pub mod print_plan;
pub mod print_plan_book;
pub mod print_plan_data;
