//! Reads a root: `inputs/` and, if it has its own, `templates/`.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::read::csv::InputFile;

/// The files of a root, in memory.
#[derive(Debug, Default)]
pub struct Sources {
    /// Below `inputs/`, in the order of their paths.
    pub inputs: Vec<InputFile>,
    /// Below `inputs/fonts/`.
    pub fonts: Vec<InputFile>,
    /// The root's own templates.
    pub templates: Vec<InputFile>,
    /// What lies there and is no file: pipes, devices, links to folders.
    pub odd: Vec<String>,
}

impl Sources {
    /// The inputs below a folder, as `inputs/submissions/`.
    pub fn below(&self, folder: &str) -> Vec<InputFile> {
        self.inputs.iter().filter(|f| f.path.starts_with(folder)).cloned().collect()
    }
}

/// Why a root can't be read.
#[derive(Debug)]
pub enum Unreadable {
    /// There is no `inputs/`.
    NoInputs(PathBuf),
    /// The machine refused.
    Io(PathBuf, std::io::Error),
}

/// Reads all files of a root, in the order of their paths. Hidden files and those that editors and Excel leave
/// behind are passed over.
///
/// # Errors
///
/// If there is no `inputs/`, or a file can't be read.
pub fn read(root: &Path) -> Result<Sources, Unreadable> {
    let inputs = root.join("inputs");
    if !inputs.is_dir() {
        return Err(Unreadable::NoInputs(inputs));
    }
    let (mut all, mut odd) = (Vec::new(), Vec::new());
    read_folder(&inputs, "inputs", &mut all, &mut odd)?;
    let (fonts, inputs): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|f| f.path.starts_with("inputs/fonts/"));
    let fonts = fonts.into_iter().filter(|f| is_font(&f.path)).collect();
    let mut templates = Vec::new();
    let own = root.join("templates");
    if own.is_dir() {
        read_folder(&own, "templates", &mut templates, &mut odd)?;
    }
    Ok(Sources { inputs, fonts, templates, odd })
}

/// Licences and origins lie beside fonts.
fn is_font(path: &str) -> bool {
    let path = path.to_lowercase();
    !(path.ends_with(".txt") || path.ends_with(".md"))
}

fn read_folder(
    folder: &Path,
    name: &str,
    files: &mut Vec<InputFile>,
    odd: &mut Vec<String>,
) -> Result<(), Unreadable> {
    let io = |error| Unreadable::Io(folder.to_owned(), error);
    let mut entries: Vec<_> = fs::read_dir(folder).map_err(io)?.collect::<Result<_, _>>().map_err(io)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let file_name = entry.file_name().to_string_lossy().into_owned();
        if file_name.starts_with(['.', '~']) || file_name.ends_with('~') {
            continue;
        }
        let path = format!("{name}/{file_name}");
        let place = entry.path();
        // The fonts of the house style are built in; a cycle's own lie in inputs/fonts/.
        if path == "templates/fonts" {
            continue;
        }
        // A link to a folder could lead round in a circle, and a pipe would never end.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder {
            read_folder(&place, &path, files, odd)?;
        } else if !place.is_file() {
            odd.push(path);
        } else {
            let bytes = fs::read(&place).map_err(|error| Unreadable::Io(place.clone(), error))?;
            files.push(InputFile { path: path.into(), bytes: Arc::from(bytes) });
        }
    }
    Ok(())
}
