//! Floor 4: print files and the print plan, out of what was published.

pub mod impose;
pub mod plan_book;
pub mod plan_data;
pub mod print_plan;
pub mod printed;
