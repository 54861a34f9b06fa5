//! `--format json`: all findings as one list, for programs.

use serde::Serialize;

use super::shown::is_hidden;
use crate::ground::finding::{Finding, Findings, Severity};

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

impl<'a> Json<'a> {
    fn of(f: &'a Finding) -> Self {
        Self {
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
        }
    }
}

/// All findings as a list of JSON.
pub fn list(findings: &Findings) -> String {
    text(&json(findings))
}

/// All findings, and beside them the files that were made anew.
pub fn list_with(findings: &Findings, made: &(impl Serialize + ?Sized)) -> String {
    #[derive(Serialize)]
    struct Both<'a, M: ?Sized> {
        findings: Vec<Json<'a>>,
        made: &'a M,
    }
    text(&Both { findings: json(findings), made })
}

fn json(findings: &Findings) -> Vec<Json<'_>> {
    findings.iter().map(Json::of).collect()
}

fn text(json: &impl Serialize) -> String {
    serde_json::to_string_pretty(json).unwrap_or_else(|error| format!("\"{error}\""))
}

/// JSON that a terminal may show: inside its strings what controls a terminal, reorders or hides text is escaped. It
/// means the same: a U+202E becomes the six characters `\u202e`.
pub fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            // Between strings JSON has no other control characters, and within them it has none.
            '\n' => out.push(c),
            c if is_hidden(c) => {
                let mut units = [0; 2];
                c.encode_utf16(&mut units).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_escaped_and_means_the_same() {
        let text = "a\u{202E}b\u{1b}[31m\u{E000}\u{10FFFD}\n𠮷";
        let json = escaped(&serde_json::to_string_pretty(&[text]).expect("JSON"));
        assert!(!json.chars().any(|c| c != '\n' && is_hidden(c)), "{json:?}");
        assert!(json.contains("\\u202e") && json.contains("\\udbff\\udffd") && json.contains('𠮷'), "{json}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&json).expect("JSON"), [text]);
    }
}
