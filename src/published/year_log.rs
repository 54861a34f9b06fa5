//! `inputs/issued/log.jsonl`: the log of the year (履歴). A line each time something was made, looked at, signed or let out: what
//! ran, when, on which inputs, and with which result. It is kept beside what was issued, and nothing reads it but people.

use serde::{Deserialize, Serialize};

/// The path of the log below the root.
pub const LOG: &str = "inputs/issued/log.jsonl";

/// A run of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEntry {
    /// When it ended, with the offset from UTC: 「2020-02-07T17:05:09+09:00」.
    pub at: String,
    /// Its command, as it is typed: 「send」.
    pub command: String,
    /// The ids of the stages that were named; empty where all were meant.
    #[serde(default)]
    pub stages: Vec<String>,
    /// Which program ran: 「shiryo 0.1.0 program:246c26a64c48feea」.
    pub program: String,
    /// The hash of the inputs and of the root's own templates, as public pages bear it; none of a run that reads no inputs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inputs: Option<String>,
    /// The SHA-256 of `out/manifest.json` after the run: what was made, and what was sent or printed of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out: Option<String>,
    /// The exit status.
    pub exit: u8,
    /// What came of it, in a few words: 「15通を送った」. Empty where it came to nothing.
    #[serde(default)]
    pub result: String,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogLine {
    /// A run.
    Run(Box<LogEntry>),
    /// What can't be read: it was cut off, or somebody wrote there.
    Unreadable(String),
}

/// The lines of a log, as they stand in it.
pub fn read(text: &str) -> Vec<LogLine> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let read = |line: &str| match serde_json::from_str(line) {
        Ok(run) => LogLine::Run(run),
        Err(_) => LogLine::Unreadable(line.to_owned()),
    };
    lines.map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_cut_off_hides_no_other() {
        let whole = r#"{"at":"2020-02-07T17:05:09+09:00","command":"build","program":"shiryo","exit":0}"#;
        let lines = read(&format!("{whole}\n{{\"at\":\"2020\n\n{whole}\n"));
        assert_eq!(lines[1], LogLine::Unreadable("{\"at\":\"2020".into()));
        for line in [&lines[0], &lines[2]] {
            let LogLine::Run(run) = line else { panic!("{line:?}") };
            assert_eq!((run.command.as_str(), run.exit, run.stages.len()), ("build", 0, 0));
        }
        assert_eq!(lines.len(), 3);
    }
}
