//! Which runs are written into the log of the year, and how.

use super::args::{Arguments, Command};
use super::exit::Exit;
use crate::edge::clock;
use crate::edge::out_folder;
use crate::edge::year_log_file;
use crate::ground::program;
use crate::published::year_log::{LOG, LogEntry};
use crate::wording::shown::shown;

/// A run that is written down.
struct LoggedRun {
    command: &'static str,
    stages: Vec<String>,
    /// Whether it lets something out or signs for it: the log begins with such a run.
    begins: bool,
}

impl LoggedRun {
    /// None of a run that only shows something, or that makes a part of what `merge` puts together.
    fn of(command: &Command) -> Option<Self> {
        let run =
            |command, stages: &[String], begins| Some(Self { command, stages: stages.to_vec(), begins });
        let one = std::slice::from_ref;
        match command {
            Command::Build(build) if !build.bare && build.shard.is_none() => {
                run("build", &build.stages, false)
            }
            Command::Merge(_) => run("merge", &[], false),
            Command::Audit(audit) if audit.public.is_some() => run("audit --public", &[], false),
            Command::Audit(audit) => run("audit", &audit.stages, false),
            Command::Print(print) => run("print", one(&print.stage), print.printer.is_some()),
            Command::Approve(approve) if approve.confirm => run("approve", one(&approve.stage), true),
            Command::Publish(publish) => run("publish", one(&publish.stage), true),
            Command::Send(send) if send.confirm || send.write.is_some() || send.returns.is_some() => {
                run("send", one(&send.stage), true)
            }
            _ => None,
        }
    }
}

/// Writes a run down that has ended. That it can't be written changes nothing of what was done.
pub(super) fn write_down(arguments: &Arguments, exit: Exit) {
    let common = &arguments.common;
    let Some(LoggedRun { command, stages, begins }) = LoggedRun::of(&arguments.command) else { return };
    let record = &common.record;
    let entry = LogEntry {
        at: clock::now(),
        command: command.into(),
        stages,
        program: program::creator(true),
        inputs: record.inputs.get().cloned(),
        out: out_folder::manifest_hash(&common.out),
        exit: exit.status(),
        result: record.result.get().cloned().unwrap_or_default(),
    };
    // What could not even begin lets nothing out.
    if let Err(fault) = year_log_file::append(&common.root, &entry, begins && exit != Exit::Unusable) {
        say!("履歴（{LOG}）に書けません。{}", shown(&fault.to_string()));
    }
}
