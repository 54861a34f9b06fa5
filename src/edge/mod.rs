//! Floor 5: the only files that touch disk, clock, network, printer and processes.

#[cfg(feature = "render")]
pub mod clock;
#[cfg(feature = "render")]
pub mod courier;
#[cfg(feature = "render")]
pub mod ledger;
pub mod new_root;
#[cfg(feature = "render")]
pub mod out_folder;
#[cfg(feature = "render")]
pub mod process;
#[cfg(feature = "render")]
pub mod smtp;
pub mod sources;
#[cfg(feature = "render")]
pub mod spooler;
#[cfg(feature = "render")]
pub mod staging;
pub mod stopwatch;
