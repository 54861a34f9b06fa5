//! Floor 0: what everything above stands on. Findings and where they point, exact numbers, Japanese
//! text and dates, and which characters the fonts cover.

pub mod address;
pub mod coverage;
pub mod fault;
pub mod finding;
pub mod form_id;
pub mod hash;
pub mod number;
pub mod origin;
pub mod text;
pub mod wareki;
pub mod watch;
