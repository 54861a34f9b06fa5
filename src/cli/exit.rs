//! How a run ends.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All well.
    Fine,
    /// There are findings of severity error; what could be made was made.
    Findings,
    /// The cycle or the command line can't be used.
    Unusable,
    /// A fault of the program or the machine.
    Fault,
}

impl Exit {
    /// The exit status, as other programs see it.
    pub(super) fn status(self) -> u8 {
        match self {
            Exit::Fine => 0,
            Exit::Findings => 1,
            Exit::Unusable => 2,
            Exit::Fault => 3,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.status())
    }
}
