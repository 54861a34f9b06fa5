//! Floor 4, beside [`render`](crate::render): what is done with what was published. Whether a message may leave, and
//! which sheets and jobs a printer gets. It sees the manifest and the published files, never the inputs.

pub mod audit;
pub mod contents;
pub mod impose;
pub mod outbox;
pub mod plan_book;
pub mod plan_data;
pub mod print_plan;
pub mod printed;
