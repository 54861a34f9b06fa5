//! Floor 6: the commands.
//!
//! - `approval_gate`: What goes out goes out approved, where the cycle asks for it
//! - `approve`: `shiryo approve`: writes down who approved the files of a stage
//! - `approve_arguments`: The arguments of `shiryo approve`
//! - `args`: The command line
//! - `audit`: `shiryo audit`: reads what was published as a stranger would, and says what is not as it should be
//! - `audit_arguments`: The arguments of `shiryo audit`
//! - `audit_public`: `shiryo audit --public FOLDER`: whether a public set is what the inputs make, whole, and without anything
//!   withheld
//! - `audited`: An audit of stages of `out/` against the inputs as they are: for `audit` itself, and for `approve`, which signs
//!   for nothing that has faults
//! - `build`: `shiryo build`: makes the papers of the named stages, or of the whole cycle
//! - `check`: `shiryo check`: reads everything, prints every finding, writes nothing
//! - `diff`: `shiryo diff`: what differs between two runs, or between what was handed out and what lies in `out/` now
//! - `diff_arguments`: The arguments of `shiryo diff`
//! - `exit`: How a run ends
//! - `explain`: `shiryo explain`: how a published figure came, down to the cells that were typed
//! - `issued`: What was handed out stays as it was. Of a stage marked `issued` there is a record in `inputs/issued/`,
//!   and one of each correction that was handed out after it: it is published again only if not a byte differs from the
//!   last of them, or if it declares a new correction
//! - `join_parts`: The parts of a build put together: whether they are those of one build, and what they made
//! - `loaded_root`: What a root holds, for commands that tell nothing of its findings
//! - `logged_run`: Which runs are written into the log of the year, and how
//! - `made_of_inputs`: Whether what lies in `out/` of a stage is what the inputs make
//! - `merge`: `shiryo merge`: puts the parts of a build together
//! - `new`: `shiryo new`: lays out a cycle to fill in, from nothing or from last year's
//! - `print`: `shiryo print`: makes print-ready files and the print plan of what was published, and hands them
//!   to a printer if one is named
//! - `progress`: Progress on a terminal; silent elsewhere
//! - `public_proof`: A public set as the inputs make it, and the proof that nothing withheld is in its files: for `publish`,
//!   which writes it, and for `audit`, which looks at one that was written
//! - `publication_arguments`: The arguments of `shiryo publish`
//! - `publish`: The end of a build: what was made goes into `out/`, and nothing that others put there is lost
//! - `publish_part`: The end of a build of one part
//! - `publish_set`: `shiryo publish`: the public set of a stage
//! - `report`: Prints findings in the format that was asked for, and says why a command can't go on
//! - `rule_page`: `shiryo check --explain`: a rule's page, out of the rule itself
//! - `run_record`: What a run says of itself for the log of the year
//! - `send`: `shiryo send`: mails what was published
//! - `serve`: `shiryo serve`: the desk in the browser, for this machine alone
//! - `status`: `shiryo status`: which departments have returned, which have not, the days left until the
//!   deadline, and how many questions on the returns are open
//! - `timings`: `--timings`: where the run's time went, and how long a bare loop takes that only compiles and
//!   exports the same papers from the same data on the same threads
//! - `unchanged`: Whether nothing changed since the last build of the same stages: then nothing is prepared or set, and what
//!   lies in `out/` is published as it is
//! - `why`: `--why`: which files a build made anew, and why
//! - `wrong_arguments`: What is wrong with a command line, in Japanese

/// Writes lines to standard error, as a terminal may show them. That nobody reads them any more is no fault of the run.
macro_rules! say {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), "{}", crate::wording::shown::shown_lines(&format!($($text)*)));
    }};
}

/// Writes lines to standard output, likewise.
macro_rules! tell {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), "{}", crate::wording::shown::shown_lines(&format!($($text)*)));
    }};
}

/// Writes JSON to standard output: what a terminal may not show is escaped, so that programs still read it.
macro_rules! tell_json {
    ($json:expr) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), "{}", crate::wording::json::escaped($json));
    }};
}

mod approval_gate;
mod approve;
mod approve_arguments;
mod args;
mod audit;
mod audit_arguments;
mod audit_public;
mod audited;
mod build;
mod check;
mod diff;
mod diff_arguments;
mod exit;
mod explain;
mod issued;
mod join_parts;
mod loaded_root;
mod logged_run;
mod made_of_inputs;
mod merge;
mod new;
mod print;
mod progress;
mod public_proof;
mod publication_arguments;
mod publish;
mod publish_part;
mod publish_set;
mod report;
mod rule_page;
mod run_record;
mod send;
mod serve;
mod status;
mod timings;
mod unchanged;
mod why;
mod wrong_arguments;

use std::process::ExitCode;

use args::{Arguments, Command};
use exit::Exit;

use crate::edge::template_guard;

/// Reads the command line and runs its command.
pub fn run() -> ExitCode {
    let arguments = match Arguments::read() {
        Ok(arguments) => arguments,
        Err(wrong) => {
            say!("{wrong}");
            return Exit::Unusable.into();
        }
    };
    let makes = match &arguments.command {
        Command::Approve(_)
        | Command::Build(_)
        | Command::Check(_)
        | Command::Merge(_)
        | Command::Print(_)
        | Command::Publish(_) => true,
        Command::Diff(diff) => diff.paper.is_some(),
        _ => false,
    };
    if makes {
        template_guard::watch(arguments.common.template_bounds(), report::past_bounds);
    }
    let exit = match &arguments.command {
        Command::Approve(approve) => approve::run(&arguments.common, approve),
        Command::Audit(audit) => audit::run(&arguments.common, audit),
        Command::Build(build) => build::run(&arguments.common, build),
        Command::Check(check) => check::run(&arguments.common, check),
        Command::Diff(diff) => diff::run(&arguments.common, diff),
        Command::Explain(explain) => explain::run(&arguments.common, explain),
        Command::Merge(merge) => merge::run(&arguments.common, merge),
        Command::New(new) => new::run(&arguments.common, new),
        Command::Publish(publish) => publish_set::run(&arguments.common, publish),
        Command::Print(print) => print::run(&arguments.common, print),
        Command::Send(send) => send::run(&arguments.common, send),
        Command::Serve(serve) => serve::run(&arguments.common, serve),
        Command::Status(status) => status::run(&arguments.common, status),
    };
    logged_run::write_down(&arguments, exit);
    exit.into()
}
