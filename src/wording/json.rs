//! `--format json`: all findings as one list, for programs.

use serde::Serialize;

use crate::ground::finding::{Findings, Severity};

/// A finding as `--format json` prints it; the keys are stable.
#[derive(Serialize)]
struct Json<'a> {
    rule: &'a str,
    severity: Severity,
    file: Option<&'a str>,
    /// The sheet and the cell as Excel names them, in a workbook.
    sheet: Option<&'a str>,
    address: Option<String>,
    line: Option<u32>,
    column: Option<u32>,
    header: Option<&'a str>,
    department: Option<&'a str>,
    message: &'a str,
    hints: &'a [String],
}

/// All findings as a list of JSON.
pub fn list(findings: &Findings) -> String {
    let list: Vec<Json> = findings
        .iter()
        .map(|f| Json {
            rule: f.rule,
            severity: f.severity,
            file: f.origin.file(),
            sheet: f.origin.sheet(),
            address: f.origin.address(),
            line: f.origin.position().map(|(line, _)| line),
            column: f.origin.position().map(|(_, column)| column),
            header: f.origin.header(),
            department: f.department.as_deref(),
            message: &f.message,
            hints: &f.hints,
        })
        .collect();
    serde_json::to_string_pretty(&list).unwrap_or_else(|error| format!("\"{error}\""))
}
