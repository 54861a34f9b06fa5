//! The program: arguments in, exit status out.

use std::process::ExitCode;

use shiryo::cli;
use shiryo::edge::foreign_workbooks;

fn main() -> ExitCode {
    foreign_workbooks::begin().unwrap_or_else(cli::run)
}
