//! Hands files to the machine's print spooler (CUPS).
#![expect(clippy::disallowed_methods, reason = "this is where the printer is spoken to")]

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::model::printing::Staple;
use crate::print::print_job::{PrintJob, Sides};
use crate::print::print_plan::paper_name;

/// Why the spooler took no file.
#[derive(Debug, thiserror::Error)]
pub enum SpoolerFault {
    /// There is no spooler on this machine.
    #[error("lp（CUPS）がありません。")]
    Missing,
    /// The spooler can't be started.
    #[error("lp: {0}")]
    Start(#[source] std::io::Error),
    /// It doesn't take a file: no such printer, a printer that is off.
    #[error("{file}: {said}")]
    File {
        /// The file's name.
        file: String,
        /// What the spooler said.
        said: String,
    },
}

/// Hands files of a job to a printer, one after the other, and returns what the spooler calls each.
///
/// # Errors
///
/// If there is no spooler, or it doesn't take a file; what was handed over before is with it.
pub fn hand_over(
    job: &PrintJob,
    (files, copies): (&[String], usize),
    place: impl Fn(&str) -> PathBuf,
    printer: &str,
    title: &str,
) -> Result<Vec<String>, SpoolerFault> {
    files.iter().map(|file| submit(job, (&place(file), copies), printer, title)).collect()
}

fn submit(
    job: &PrintJob,
    (file, copies): (&Path, usize),
    printer: &str,
    title: &str,
) -> Result<String, SpoolerFault> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let mut command = Command::new("lp");
    // What lp says is read below.
    command.env("LC_ALL", "C.UTF-8").args(["-d", printer, "-n", &copies.to_string()]);
    command.args(["-t", &format!("{title} {name}")]);
    for option in options(job) {
        command.args(["-o", &option]);
    }
    let output = command.arg("--").arg(file).output().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => SpoolerFault::Missing,
        _ => SpoolerFault::Start(error),
    })?;
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    match output.status.success() {
        // 「request id is office-12 (1 file(s))」
        true => Ok(said(&output.stdout).split_whitespace().nth(3).unwrap_or_default().to_owned()),
        false => Err(SpoolerFault::File { file: name.into_owned(), said: said(&output.stderr) }),
    }
}

/// What the printer is asked for, in the words of IPP.
fn options(job: &PrintJob) -> Vec<String> {
    let sides = match job.sides {
        Sides::One => "one-sided",
        Sides::LongEdge => "two-sided-long-edge",
        Sides::ShortEdge => "two-sided-short-edge",
    };
    let mut options = vec![
        format!("media={}", paper_name(job.paper)),
        format!("sides={sides}"),
        // Pages without colour are to cost what black and white does.
        format!("print-color-mode={}", if job.colour { "auto" } else { "monochrome" }),
        "multiple-document-handling=separate-documents-collated-copies".into(),
        "print-scaling=none".into(),
    ];
    // The numbers of PWG 5100.1: top left, and dual left.
    options.extend(match job.staple {
        Staple::Corner => Some("finishings=20".to_owned()),
        Staple::Side => Some("finishings=28".to_owned()),
        Staple::None => None,
    });
    options
}
