//! Floor 5: the only files that touch disk, clock, network, printer and processes.
//!
//! - `allocator`: The program's allocator: mimalloc, which is made for threads
//! - `browser`: Opens the desk in the browser of whoever runs the program
//! - `approvals_file`: `inputs/approvals.toml` on the disk, and whether `cycle.toml` asks for approvals
//! - `clock`: The day and the time on this machine
//! - `courier`: The courier: sends messages, a few at a time, and writes each step into the ledger before it
//!   takes the next one
//! - `folder_watch`: Sees what changes in folders
//! - `foreign_workbooks`: Reads workbooks of other kinds than .xlsx in a process of its own, with bounded time and memory
//! - `held_out`: `out/` in the hands of one run: how it changes, all at once or not at all
//! - `issued_folder`: `inputs/issued/`: what was handed out
//! - `last_build`: What the last build that changed a stage found of it in `out/`
//! - `ledger`: The ledger of what was mailed (送付簿): one row a message, in SQLite, durable before and after each
//!   step
//! - `ledger_fault`: Why the ledger can't be used
//! - `ledger_file`: The ledger's file: where it really lies, who holds it, and how it gets there
//! - `ledger_tables`: The tables of the ledger: how they are laid out, read and written, and how an earlier version's
//!   become this one's
//! - `loopback`: Listens on this machine alone, and answers with what a router says
//! - `mail_folder`: A folder of messages (`.eml`) that were saved out of a mailbox
//! - `mail_server`: The mail server as the command line names it: where it is, how the connection to it is protected, and
//!   who logs in
//! - `new_root`: Writes the files of a new root
//! - `out_folder`: The folder `out/` for whoever mails or prints what was made: its manifest and its files
//! - `out_place`: Where `out/` may lie: not where the inputs are
//! - `out_reader`: The folder `out/` for whoever only looks at it
//! - `out_survey`: What lies in `out/` beside what this program made
//! - `part_folder`: The folders in which the parts of a build lie, for whoever merges them
//! - `private_file`: Writes a file that its owner and the owner's group alone may read, in the place of the one that is there
//! - `process`: Runs this program once more, as a process of its own
//! - `public_folder`: The folder of a public set
//! - `report_file`: A report that a command writes where it is told to
//! - `run_comparison`: What lies in `out/` now beside what was before
//! - `sending_marks`: `inputs/issued/sending.json`: that messages began to be sent, from which ledger, and how far it
//!   had come
//! - `smtp`: Speaks with the mail server
//! - `smtp_answer`: An answer of a mail server: bytes that are checked to be one, and shown as text that does nothing
//! - `smtp_line`: The line to a mail server: commands go out, answers come in, each within its time and its bounds
//! - `sources`: Reads a root: `inputs/` and, if it has its own, `templates/`
//! - `spooler`: Hands files to the machine's print spooler (CUPS)
//! - `staging`: Publishes `out/`: what a build makes is staged, and goes into place all at once or not at all
//! - `stop_signals`: The signals that ask a run to stop: it finishes what it is at, and leaves by itself
//! - `stopwatch`: Measures where a run's time goes
//! - `sudden_end`: What would end the program at once, before anyone could say why
//! - `template_guard`: Bounds what a root's templates take: time and memory
//! - `year_log_file`: `inputs/issued/log.jsonl` on the disk

#[cfg(feature = "render")]
mod allocator;
#[cfg(feature = "render")]
pub mod approvals_file;
#[cfg(feature = "render")]
pub mod browser;
#[cfg(feature = "render")]
pub mod clock;
#[cfg(feature = "render")]
pub mod courier;
#[cfg(feature = "render")]
pub mod folder_watch;
pub mod foreign_workbooks;
#[cfg(feature = "render")]
pub mod held_out;
#[cfg(feature = "render")]
pub mod issued_folder;
#[cfg(feature = "render")]
pub mod last_build;
#[cfg(feature = "render")]
pub mod ledger;
#[cfg(feature = "render")]
pub mod ledger_fault;
#[cfg(feature = "render")]
pub mod ledger_file;
#[cfg(feature = "render")]
mod ledger_tables;
#[cfg(feature = "render")]
pub mod loopback;
#[cfg(feature = "render")]
pub mod mail_folder;
#[cfg(feature = "render")]
pub mod mail_server;
pub mod new_root;
#[cfg(feature = "render")]
pub mod out_folder;
pub mod out_place;
#[cfg(feature = "render")]
pub mod out_reader;
#[cfg(feature = "render")]
pub mod out_survey;
#[cfg(feature = "render")]
pub mod part_folder;
#[cfg(feature = "render")]
pub mod private_file;
#[cfg(feature = "render")]
pub mod process;
#[cfg(feature = "render")]
pub mod public_folder;
#[cfg(feature = "render")]
pub mod report_file;
#[cfg(feature = "render")]
pub mod run_comparison;
#[cfg(feature = "render")]
pub mod sending_marks;
#[cfg(feature = "render")]
pub mod smtp;
#[cfg(feature = "render")]
mod smtp_answer;
#[cfg(feature = "render")]
mod smtp_line;
pub mod sources;
#[cfg(feature = "render")]
pub mod spooler;
#[cfg(feature = "render")]
pub mod staging;
#[cfg(feature = "render")]
pub mod stop_signals;
pub mod stopwatch;
#[cfg(feature = "render")]
mod sudden_end;
#[cfg(feature = "render")]
pub mod template_guard;
#[cfg(feature = "render")]
pub mod year_log_file;
