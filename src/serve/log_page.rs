//! The log of the year: what ran, when, on which inputs, and what came of it; the last first.

use serde::Serialize;

use super::desk_page::{self, NotShown};
use super::live::Live;
use crate::edge::year_log_file;
use crate::published::year_log::{LogEntry, LogLine};

#[derive(Serialize)]
struct LogPage {
    refused: Option<String>,
    rows: Vec<LogRow>,
    /// Lines that can't be read, as they stand in the file.
    unreadable: Vec<String>,
}

#[derive(Serialize)]
struct LogRow {
    at: String,
    command: String,
    stages: String,
    result: String,
    is_bad: bool,
    /// The first letters of the hash of the inputs, and whether the run before it had others.
    inputs: String,
    is_changed: bool,
    out: String,
    program: String,
}

/// The page.
///
/// # Errors
///
/// What is wrong with its template.
pub fn page(live: &Live<'_>) -> Result<Vec<u8>, NotShown> {
    let (lines, refused) = match year_log_file::read(&live.folders.root) {
        Ok(lines) => (lines, None),
        Err(fault) => (Vec::new(), Some(fault.to_string())),
    };
    let (mut rows, mut unreadable, mut before) = (Vec::new(), Vec::new(), None);
    for line in lines {
        match line {
            LogLine::Run(run) => {
                let is_changed = run.inputs.is_some() && before.is_some() && run.inputs != before;
                rows.push(row(live, &run, is_changed));
                before = run.inputs.or(before);
            }
            LogLine::Unreadable(line) => unreadable.push(line),
        }
    }
    rows.reverse();
    desk_page::set(live, "log", "log", "履歴", LogPage { refused, rows, unreadable })
}

fn row(live: &Live<'_>, run: &LogEntry, is_changed: bool) -> LogRow {
    let title = |id: &String| live.stage(id).map_or_else(|| id.clone(), |stage| stage.title.clone());
    let stages: Vec<String> = run.stages.iter().map(title).collect();
    let start = |hash: &Option<String>| hash.iter().flat_map(|hash| hash.chars().take(12)).collect();
    LogRow {
        // 「2020-02-07T17:05:09+09:00」
        at: run.at.chars().take(19).collect::<String>().replace('T', " "),
        command: called(&run.command).into(),
        stages: if stages.is_empty() { "全て".into() } else { stages.join("、") },
        result: if run.result.is_empty() { ended(run.exit).into() } else { run.result.clone() },
        is_bad: run.exit != 0,
        inputs: start(&run.inputs),
        is_changed,
        out: start(&run.out),
        program: run.program.clone(),
    }
}

/// A command in words; another version's stays as it is typed.
fn called(command: &str) -> &str {
    match command {
        "build" => "作成",
        "merge" => "部分を合わせる",
        "audit" => "監査",
        "audit --public" => "公開したものの監査",
        "print" => "印刷",
        "approve" => "承認",
        "publish" => "公開",
        "send" => "送付",
        other => other,
    }
}

/// How a run ended that says nothing of what came of it.
fn ended(exit: u8) -> &'static str {
    match exit {
        0 => "済んだ",
        1 => "直すところがあった",
        2 => "できなかった",
        _ => "プログラムか機械の故障で止まった",
    }
}
