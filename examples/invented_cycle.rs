//! Writes an invented cycle of any size into a folder, for `shiryo build --root`: to see how long a large one takes.
//!
//! `cargo run --no-default-features --example invented_cycle -- DIR --departments 20 --measures 100 --indicators 500
//! --recipients 50`; `--per-measure 50` gives the first measures so many indicators, `--seed 7` other values, `--slips` the
//! slips that departments make. The same numbers write the same bytes.
#![expect(clippy::disallowed_methods, reason = "this command writes files")]

#[path = "invented_cycle/mod.rs"]
mod invented_cycle;

use std::path::Path;
use std::process::ExitCode;

use invented_cycle::{Size, files};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            eprintln!("{wrong}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let (folder, size) = read(arguments)?;
    for (path, text) in files(&size)? {
        let place = Path::new(&folder).join(path);
        let written = place.parent().map_or(Ok(()), std::fs::create_dir_all);
        let written = written.and_then(|()| std::fs::write(&place, text));
        written.map_err(|error| format!("{}: {error}", place.display()))?;
    }
    Ok(())
}

/// The folder and the size that a command line names.
fn read(arguments: &[String]) -> Result<(String, Size), String> {
    let mut folder = None;
    let mut size = Size {
        departments: 20,
        measures: 100,
        indicators: 500,
        per_measure: None,
        recipients: 50,
        seed: 0,
        slips: false,
    };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut number = || -> Result<usize, String> {
            let text = rest.next().ok_or_else(|| format!("{argument} takes a number"))?;
            text.parse().map_err(|_| format!("{argument} takes a number, not {text}"))
        };
        match argument.as_str() {
            "--departments" => size.departments = number()?,
            "--measures" => size.measures = number()?,
            "--indicators" => size.indicators = number()?,
            "--per-measure" => size.per_measure = Some(number()?),
            "--recipients" => size.recipients = number()?,
            "--seed" => size.seed = number()? as u64,
            "--slips" => size.slips = true,
            option if option.starts_with('-') => return Err(format!("no option {option}")),
            place => folder = Some(place.to_owned()),
        }
    }
    Ok((folder.ok_or("name the folder to write into")?, size))
}
