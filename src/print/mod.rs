//! Floor 4: the print plan and the print files, out of what was published. "Plan" means the print plan here.

pub mod impose;
pub mod print_files;
pub mod print_plan;
pub mod print_plan_book;
pub mod print_plan_data;
