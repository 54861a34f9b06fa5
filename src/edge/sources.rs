//! Reads a root: `inputs/` and, if it has its own, `templates/`.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is where the disk is read")]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::ground::fault::Fault;
use crate::read::input::InputFile;
use crate::read::sheet::MOST_BYTES;

/// The files of a root, in memory.
#[derive(Debug, Default)]
pub struct Sources {
    /// Below `inputs/` apart from the returns, in the order of their paths.
    pub inputs: Vec<InputFile>,
    /// The returns, this year's and last year's, in the order of their paths. They are read one after the other, so that
    /// the files of a thousand returns are never in memory together.
    pub returns: Vec<UnreadFile>,
    /// Below `inputs/fonts/`.
    pub fonts: Vec<InputFile>,
    /// The root's own templates.
    pub templates: Vec<InputFile>,
    /// What lies there and is no file: pipes, devices, links to folders.
    pub odd: Vec<String>,
}

/// A file that was not read yet.
#[derive(Debug)]
pub struct UnreadFile {
    /// The path below the root, with `/`.
    pub path: Arc<str>,
    place: PathBuf,
}

impl UnreadFile {
    /// Reads the file, no further than to see that it is too large.
    ///
    /// # Errors
    ///
    /// If the machine refuses.
    pub fn open(&self) -> Result<InputFile, Fault> {
        let mut bytes = Vec::new();
        let file = fs::File::open(&self.place).map_err(Fault::at(&self.place))?;
        file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(Fault::at(&self.place))?;
        Ok(InputFile { path: self.path.clone(), bytes: bytes.into() })
    }
}

/// Where this year's returns lie.
pub const RETURNS: &str = "inputs/submissions/";
/// Where last year's returns lie.
pub const LAST_YEARS: &str = "inputs/previous/";

impl Sources {
    /// The paths of all files below `inputs/`.
    pub fn paths(&self) -> impl Iterator<Item = &Arc<str>> {
        self.inputs.iter().map(|f| &f.path).chain(self.returns.iter().map(|f| &f.path))
    }

    /// A file by its path below the root, read anew if it was a return; none if it isn't there any more.
    pub fn find(&self, path: &str) -> Option<InputFile> {
        let held = self.inputs.iter().chain(&self.templates).find(|f| &*f.path == path).cloned();
        held.or_else(|| self.returns.iter().find(|f| &*f.path == path)?.open().ok())
    }

    /// The returns directly in a folder.
    pub fn returns_in(&self, folder: &str) -> impl Iterator<Item = &UnreadFile> {
        self.returns
            .iter()
            .filter(move |f| f.path.strip_prefix(folder).is_some_and(|name| !name.contains('/')))
    }

    /// The inputs below a folder, as `inputs/submissions/`.
    pub fn below(&self, folder: &str) -> Vec<InputFile> {
        self.inputs.iter().filter(|f| f.path.starts_with(folder)).cloned().collect()
    }
}

/// Why a root can't be read.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableRoot {
    /// There is no `inputs/`.
    #[error("{} がありません。", .0.display())]
    NoInputs(PathBuf),
    /// The machine refused.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Reads all files of a root, in the order of their paths. Hidden files and those that editors and Excel leave
/// behind are passed over.
///
/// # Errors
///
/// If there is no `inputs/`, or a file can't be read.
pub fn read(root: &Path) -> Result<Sources, UnreadableRoot> {
    let inputs = root.join("inputs");
    if !inputs.is_dir() {
        return Err(UnreadableRoot::NoInputs(inputs));
    }
    let mut sources = Sources::default();
    let mut files = Vec::new();
    find(&inputs, "inputs", &mut files, &mut sources.odd)?;
    for file in files {
        match &*file.path {
            path if path.starts_with(RETURNS) || path.starts_with(LAST_YEARS) => sources.returns.push(file),
            path if path.starts_with("inputs/fonts/") && is_font(path) => sources.fonts.push(whole(&file)?),
            path if path.starts_with("inputs/fonts/") => {}
            _ => sources.inputs.push(whole(&file)?),
        }
    }
    sources.templates = own_templates(root, &mut sources.odd)?;
    Ok(sources)
}

/// Reads only what decides how papers look: a root's templates and its fonts.
///
/// # Errors
///
/// If a file can't be read.
pub fn read_style(root: &Path) -> Result<(Vec<InputFile>, Vec<InputFile>), Fault> {
    let (mut files, mut odd) = (Vec::new(), Vec::new());
    let folder = root.join("inputs/fonts");
    if folder.is_dir() {
        find(&folder, "inputs/fonts", &mut files, &mut odd)?;
    }
    let fonts = files.iter().filter(|file| is_font(&file.path)).map(whole).collect::<Result<_, _>>()?;
    Ok((own_templates(root, &mut odd)?, fonts))
}

fn own_templates(root: &Path, odd: &mut Vec<String>) -> Result<Vec<InputFile>, Fault> {
    let folder = root.join("templates");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    find(&folder, "templates", &mut files, odd)?;
    files.iter().map(whole).collect()
}

/// Whether a file beside fonts is one: licences and notes on their origin are not.
fn is_font(path: &str) -> bool {
    let path = path.to_lowercase();
    !(path.ends_with(".txt") || path.ends_with(".md"))
}

/// Reads a file to its end.
fn whole(file: &UnreadFile) -> Result<InputFile, Fault> {
    let bytes = fs::read(&file.place).map_err(Fault::at(&file.place))?;
    Ok(InputFile { path: file.path.clone(), bytes: bytes.into() })
}

/// The files of a folder and of those in it.
fn find(folder: &Path, name: &str, files: &mut Vec<UnreadFile>, odd: &mut Vec<String>) -> Result<(), Fault> {
    let io = Fault::at(folder);
    let mut entries: Vec<_> = fs::read_dir(folder).map_err(&io)?.collect::<Result<_, _>>().map_err(&io)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        // Some systems keep names decomposed, and lists name them as they are typed.
        let file_name: String = entry.file_name().to_string_lossy().nfc().collect();
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
            find(&place, &path, files, odd)?;
        } else if !place.is_file() {
            odd.push(path);
        } else {
            files.push(UnreadFile { path: path.into(), place });
        }
    }
    Ok(())
}
