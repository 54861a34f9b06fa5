//! Floor 6: the commands.

/// Writes a line to standard error. That nobody reads it any more is no fault of the run.
macro_rules! say {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($text)*);
    }};
}

/// Writes a line to standard output, likewise.
macro_rules! tell {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($text)*);
    }};
}

mod args;
mod build;
mod check;
mod exit;
mod explain;
mod issued;
mod new;
mod print;
mod progress;
mod report;
mod send;
mod status;
mod timings;

use std::process::ExitCode;

use args::{Arguments, Command};
use exit::Exit;

/// Reads the command line and runs its command.
pub fn run() -> ExitCode {
    let arguments = match Arguments::read() {
        Ok(arguments) => arguments,
        Err(wrong) => {
            say!("{wrong}");
            return Exit::Unusable.into();
        }
    };
    let exit = match &arguments.command {
        Command::Build(build) => build::run(&arguments.common, build),
        Command::Check(check) => check::run(&arguments.common, check),
        Command::New(new) => new::run(&arguments.common, new),
        Command::Print(print) => print::run(&arguments.common, print),
        Command::Send(send) => send::run(&arguments.common, send),
        Command::Status(status) => status::run(&arguments.common, status),
    };
    exit.into()
}
