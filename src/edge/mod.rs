//! Floor 5: the only files that touch disk, clock, network, printer and processes.

pub mod courier;
pub mod itself;
pub mod layout;
pub mod ledger;
pub mod publish;
pub mod published;
pub mod smtp;
pub mod sources;
pub mod spooler;
pub mod stopwatch;
