//! Floor 5: the only files that touch disk and clock.

pub mod publish;
pub mod sources;
pub mod stopwatch;
