//! Floor 5: the only files that touch disk, clock, network, printer and processes.
//!
//! - `clock`: The day on this machine
//! - `courier`: The courier: sends messages, a few at a time, and writes each step into the ledger before it
//!   takes the next one
//! - `ledger`: The ledger of what was mailed (送付簿): one row a message, in SQLite, durable before and after each
//!   step
//! - `new_root`: Writes the files of a new root
//! - `out_folder`: The folder `out/`: its lock, its manifest, and its files for whoever mails or prints them
//! - `process`: Runs this program once more, as a process of its own
//! - `smtp`: Speaks with the mail server
//! - `sources`: Reads a root: `inputs/` and, if it has its own, `templates/`
//! - `spooler`: Hands files to the machine's print spooler (CUPS)
//! - `staging`: Publishes `out/`: files are staged beside it and swapped in, a stage's all at once or not at
//!   all
//! - `stopwatch`: Measures where a run's time goes

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
