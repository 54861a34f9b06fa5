//! Prints findings, one renderer a format.

use std::fmt::{Display, Write as _};
use std::path::Path;

use serde::Serialize;

use super::args::Format;
use super::excerpt::Excerpts;
use super::exit::Exit;
use crate::edge::sources::{Sources, UnreadableRoot};
use crate::ground::finding::{Finding, Findings, Severity};
use crate::ground::text;
use crate::load::NotLoaded;

/// Prints all findings: those for people to standard error, JSON to standard output.
pub fn print(findings: &Findings, format: Format, sources: &Sources) {
    match format {
        Format::Json => tell!("{}", json(findings)),
        Format::Short => findings.iter().for_each(|finding| say!("{}", short(finding))),
        Format::Terminal if findings.is_empty() => {}
        Format::Terminal => say!("{}", terminal(findings, sources).trim_end()),
    }
}

/// The exit status that findings ask for.
pub fn exit(findings: &Findings) -> Exit {
    if findings.has_errors() { Exit::Findings } else { Exit::Fine }
}

/// Says why nothing can be made.
pub fn not_loaded(reason: &NotLoaded) -> Exit {
    match reason {
        NotLoaded::Cycle(unusable) => {
            say!("エラー: {}", shown(&unusable.to_string()));
            Exit::Unusable
        }
        NotLoaded::Fault(refused) => fault(refused),
    }
}

/// Says why a root can't be read.
pub fn unreadable(reason: &UnreadableRoot) -> Exit {
    match reason {
        UnreadableRoot::NoInputs(_) => {
            say!("エラー: {reason}");
            say!("  → inputs/ のあるフォルダで動かすか、--root で指してください。");
            Exit::Unusable
        }
        UnreadableRoot::Fault(refused) => fault(refused),
    }
}

/// Says what the machine refused.
pub fn fault(fault: &(impl Display + ?Sized)) -> Exit {
    say!("故障: {fault}");
    Exit::Fault
}

/// `inputs/submissions/doboku.csv:12:18「実績値」: エラー[number-format] 「1,2OO」は… → …`
fn short(finding: &Finding) -> String {
    let mut line = String::new();
    let place = finding.origin.to_string();
    if !place.is_empty() {
        let _ = write!(line, "{place}: ");
    }
    let _ = write!(line, "{}[{}] {}", finding.severity.label(), finding.rule, finding.message);
    for hint in &finding.hints {
        let _ = write!(line, " → {hint}");
    }
    shown(&line)
}

/// Says that nothing was published.
pub fn nothing_published(out: &Path) -> Exit {
    say!("エラー: {} に、作られたものがありません。", out.display());
    say!("  → 先に shiryo build を行うか、--out で指してください。");
    Exit::Unusable
}

/// Says why a command can't do what it was asked.
pub fn unable(message: &str, hint: &str) -> Exit {
    say!("エラー: {}", shown(message));
    say!("  → {hint}");
    Exit::Unusable
}

/// A message as a terminal may show it: what controls it, reorders or hides text is not obeyed.
pub fn shown(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c == '\n' {
                '⏎'
            } else if c != char::REPLACEMENT_CHARACTER && text::forbidden(c).is_some() || c.is_control() {
                '□'
            } else {
                c
            }
        })
        .collect()
}

fn terminal(findings: &Findings, sources: &Sources) -> String {
    let mut text = String::new();
    let mut excerpts = Excerpts::default();
    for finding in findings.iter() {
        let _ = writeln!(
            text,
            "{}[{}] {}",
            finding.severity.label(),
            finding.rule,
            shown(&finding.origin.to_string())
        );
        for line in excerpts.show(sources, &finding.origin).into_iter().flatten() {
            let _ = writeln!(text, "{}", shown(line.trim_end()));
        }
        let _ = writeln!(text, "  {}", shown(&finding.message));
        for hint in &finding.hints {
            let _ = writeln!(text, "  → {hint}");
        }
        text.push('\n');
    }
    if let Some(finding) = findings.iter().find(|f| f.severity == Severity::Error) {
        let _ = writeln!(text, "検査の説明は shiryo check --explain {} のように見られます。", finding.rule);
    }
    let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    if errors + warnings > 0 {
        let _ = writeln!(text, "エラー {errors}件、注意 {warnings}件");
    }
    text
}

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

fn json(findings: &Findings) -> String {
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
