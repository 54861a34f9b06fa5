//! Floor 5: the only files that touch disk, clock and processes.

pub mod itself;
pub mod layout;
pub mod publish;
pub mod sources;
pub mod stopwatch;
