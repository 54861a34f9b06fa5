//! Reads a root: `inputs/` and, if it has its own, `templates/`.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is where the disk is read")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::decide::check::rules::unreadable_file;
use crate::ground::fault::Fault;
use crate::ground::hash::sha256;
use crate::read::cycle::CYCLE;
use crate::read::input::InputFile;
use crate::read::own_tables::TABLES;
use crate::read::sheet::Bounds;

/// The files of a root, in memory as far as they are used.
#[derive(Debug, Default)]
pub struct Sources {
    /// Below `inputs/` apart from the returns, in the order of their paths.
    pub inputs: Vec<InputFile>,
    /// The returns, this year's and last year's (without last year's tree), in the order of their paths. They are read one after the other, so that
    /// the files of a thousand returns are never in memory together.
    pub returns: Vec<UnreadFile>,
    /// Below `inputs/fonts/`.
    pub fonts: Vec<InputFile>,
    /// The root's own templates.
    pub templates: Vec<InputFile>,
    /// The paths of files below `inputs/` that are no inputs by their place and name. They are not opened.
    pub unused: Vec<Arc<str>>,
    /// What lies there and is no file: pipes, devices, links to folders.
    pub odd: Vec<String>,
    /// The paths of fonts and templates that are larger than is read, and of what comes after too much in all.
    pub too_large: Vec<String>,
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
        self.open_up_to(Bounds::SENT.bytes as u64)
    }

    /// Reads the file, no further than to see that it has more bytes than `most`.
    fn open_up_to(&self, most: u64) -> Result<InputFile, Fault> {
        let mut bytes = Vec::new();
        let file = fs::File::open(&self.place).map_err(Fault::at(&self.place))?;
        file.take(most + 1).read_to_end(&mut bytes).map_err(Fault::at(&self.place))?;
        Ok(InputFile { path: self.path.clone(), bytes: bytes.into() })
    }
}

/// Where this year's returns lie.
pub const RETURNS: &str = "inputs/submissions/";
/// Where last year's returns lie.
pub const LAST_YEARS: &str = "inputs/previous/";
/// Where the replies to invitations lie.
pub const REPLIES: &str = "inputs/replies/";

impl Sources {
    /// The paths of all files below `inputs/`.
    pub fn paths(&self) -> impl Iterator<Item = &Arc<str>> {
        let read = self.inputs.iter().map(|f| &f.path).chain(self.returns.iter().map(|f| &f.path));
        read.chain(&self.unused)
    }

    /// A file by its path below the root, read anew if it was a return; none if it isn't there any more.
    pub fn find(&self, path: &str) -> Option<InputFile> {
        let held = self.inputs.iter().chain(&self.templates).find(|f| &*f.path == path).cloned();
        held.or_else(|| self.returns.iter().find(|f| &*f.path == path)?.open().ok())
    }

    /// The SHA-256 of each input, returns among them, by its path. One that can't be read any more has none.
    pub fn hashes(&self) -> BTreeMap<String, String> {
        let returns = self.returns.iter().filter_map(|file| file.open().ok());
        let all = self.inputs.iter().chain(&self.fonts).cloned().chain(returns);
        all.map(|file| (file.path.to_string(), sha256(&file.bytes).to_string())).collect()
    }

    /// Those hashes with those of the root's own templates.
    pub fn with_templates(&self, mut hashes: BTreeMap<String, String>) -> BTreeMap<String, String> {
        let own = self.templates.iter().map(|file| (file.path.to_string(), sha256(&file.bytes).to_string()));
        hashes.extend(own);
        hashes
    }

    /// The returns directly in a folder.
    pub fn returns_in(&self, folder: &str) -> impl Iterator<Item = &UnreadFile> {
        self.returns
            .iter()
            .filter(move |f| f.path.strip_prefix(folder).is_some_and(|name| !name.contains('/')))
    }

    /// The inputs directly in a folder, as `inputs/opinions/`.
    pub fn directly_below(&self, folder: &str) -> Vec<InputFile> {
        let is_there = |f: &&InputFile| f.path.strip_prefix(folder).is_some_and(|name| !name.contains('/'));
        self.inputs.iter().filter(is_there).cloned().collect()
    }
}

/// How many bytes of a list or of `cycle.toml` are read: one more, and its reader says that it is too large.
const MOST_OF_A_LIST: u64 = Bounds::LIST.bytes as u64;
/// How many bytes a template may have; pictures are among them.
const MOST_OF_A_TEMPLATE: u64 = 16 << 20;
/// How many bytes a font may have; a collection of all Japanese weights has about a hundred million.
const MOST_OF_A_FONT: u64 = 256 << 20;
/// How many bytes are held of a root in all, apart from the returns.
const MOST_OF_A_ROOT: u64 = 1 << 30;

/// Why a root can't be read.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableRoot {
    /// There is no `inputs/`.
    #[error("{} がありません。", .0.display())]
    NoInputs(PathBuf),
    /// `cycle.toml` is so large that it can't be one.
    #[error("inputs/cycle.toml が大きすぎます（読めるのは 64 MB まで）。")]
    TooLarge,
    /// The machine refused.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What a file below `inputs/` is, by its place and name.
enum Use {
    /// A list, an opinion or `cycle.toml`, and how many bytes of it are read.
    Input(u64),
    Return,
    Font,
    /// What lies beside fonts and is none: licences, notes on their origin.
    BesideFonts,
    Nothing,
}

fn use_of(path: &str) -> Use {
    let directly = |folder: &str| path.strip_prefix(folder).is_some_and(|name| !name.contains('/'));
    match path.strip_prefix("inputs/").unwrap_or(path) {
        "previous/measures.csv" => Use::Input(MOST_OF_A_LIST),
        _ if directly(RETURNS) || directly(LAST_YEARS) => Use::Return,
        _ if directly("inputs/ballots/")
            || directly("inputs/opinions/")
            || directly("inputs/reports/")
            || directly(TABLES)
            || directly(REPLIES) =>
        {
            Use::Input(Bounds::SENT.bytes as u64)
        }
        name if name.starts_with("fonts/") && is_font(path) => Use::Font,
        name if name.starts_with("fonts/") => Use::BesideFonts,
        // Who approved papers decides nothing that stands in them.
        "README.md" | "approvals.toml" => Use::Nothing,
        name if unreadable_file::KNOWN.contains(&name) => Use::Input(MOST_OF_A_LIST),
        _ => Use::Nothing,
    }
}

/// Whether a folder is a root: whether it has `inputs/`.
pub fn has_inputs(root: &Path) -> bool {
    root.join("inputs").is_dir()
}

/// Reads the files of a root that are inputs by their place and name, in the order of their paths. Hidden files, those
/// that editors and Excel leave behind, and the records of what was issued are passed over.
///
/// # Errors
///
/// If there is no `inputs/`, `cycle.toml` is far too large, or a file can't be read.
pub fn read(root: &Path) -> Result<Sources, UnreadableRoot> {
    let inputs = root.join("inputs");
    if !inputs.is_dir() {
        return Err(UnreadableRoot::NoInputs(inputs));
    }
    let mut sources = Sources::default();
    let mut room = Room::default();
    let mut files = Vec::new();
    find(&inputs, "inputs", &mut files, &mut sources.odd)?;
    for file in files {
        match use_of(&file.path) {
            Use::Return => sources.returns.push(file),
            Use::Font => sources.fonts.extend(room.whole(&file, MOST_OF_A_FONT)?),
            Use::Input(most) => sources.inputs.extend(room.no_further(&file, most)?),
            Use::BesideFonts => {}
            Use::Nothing => sources.unused.push(file.path),
        }
    }
    let is_cycle = |file: &&InputFile| &*file.path == CYCLE;
    if sources.inputs.iter().find(is_cycle).is_some_and(|file| file.bytes.len() as u64 > MOST_OF_A_LIST) {
        return Err(UnreadableRoot::TooLarge);
    }
    sources.templates = own_templates(root, &mut sources.odd, &mut room)?;
    sources.too_large = room.too_large;
    Ok(sources)
}

/// Reads only what decides how papers look: a root's templates and its fonts.
///
/// # Errors
///
/// If a file can't be read.
pub fn read_style(root: &Path) -> Result<(Vec<InputFile>, Vec<InputFile>), Fault> {
    let (mut files, mut odd, mut room) = (Vec::new(), Vec::new(), Room::default());
    let folder = root.join("inputs/fonts");
    if folder.is_dir() {
        find(&folder, "inputs/fonts", &mut files, &mut odd)?;
    }
    let mut fonts = Vec::new();
    for file in files.iter().filter(|file| is_font(&file.path)) {
        fonts.extend(room.whole(file, MOST_OF_A_FONT)?);
    }
    Ok((own_templates(root, &mut odd, &mut room)?, fonts))
}

fn own_templates(root: &Path, odd: &mut Vec<String>, room: &mut Room) -> Result<Vec<InputFile>, Fault> {
    let folder = root.join("templates");
    let (mut files, mut templates) = (Vec::new(), Vec::new());
    if folder.is_dir() {
        find(&folder, "templates", &mut files, odd)?;
    }
    for file in &files {
        templates.extend(room.whole(file, MOST_OF_A_TEMPLATE)?);
    }
    Ok(templates)
}

/// Whether a file beside fonts is one: licences and notes on their origin are not.
fn is_font(path: &str) -> bool {
    let path = path.to_lowercase();
    !(path.ends_with(".txt") || path.ends_with(".md"))
}

/// How much of a root may still be held in memory.
struct Room {
    bytes: u64,
    /// The paths of what was not read for want of room.
    too_large: Vec<String>,
}

impl Default for Room {
    fn default() -> Self {
        Self { bytes: MOST_OF_A_ROOT, too_large: Vec::new() }
    }
}

impl Room {
    /// Reads a file to its end; none if it has more bytes than `most`.
    fn whole(&mut self, file: &UnreadFile, most: u64) -> Result<Option<InputFile>, Fault> {
        let read = self.no_further(file, most)?;
        let (whole, rest) = match read {
            Some(read) if read.bytes.len() as u64 > most => (None, Some(read)),
            read => (read, None),
        };
        self.too_large.extend(rest.map(|rest| rest.path.to_string()));
        Ok(whole)
    }

    /// Reads a file, no further than to see that it has more bytes than `most`; none if there is no room for it.
    fn no_further(&mut self, file: &UnreadFile, most: u64) -> Result<Option<InputFile>, Fault> {
        let read = file.open_up_to(most.min(self.bytes))?;
        match self.bytes.checked_sub(read.bytes.len() as u64) {
            Some(left) => {
                self.bytes = left;
                Ok(Some(read))
            }
            None => {
                self.too_large.push(file.path.to_string());
                Ok(None)
            }
        }
    }
}

/// Files that systems leave in folders that are only looked at.
const LEFT_BY_SYSTEMS: [&str; 3] = ["Thumbs.db", "desktop.ini", "ehthumbs.db"];

/// The files of a folder and of those in it.
fn find(folder: &Path, name: &str, files: &mut Vec<UnreadFile>, odd: &mut Vec<String>) -> Result<(), Fault> {
    let io = Fault::at(folder);
    let mut entries: Vec<_> = fs::read_dir(folder).map_err(&io)?.collect::<Result<_, _>>().map_err(&io)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        // Some systems keep names decomposed, and lists name them as they are typed.
        let file_name: String = entry.file_name().to_string_lossy().nfc().collect();
        let is_left = LEFT_BY_SYSTEMS.iter().any(|left| file_name.eq_ignore_ascii_case(left));
        if is_left || file_name.starts_with(['.', '~']) || file_name.ends_with('~') {
            continue;
        }
        let path = format!("{name}/{file_name}");
        let place = entry.path();
        // The fonts of the house style are built in; a cycle's own lie in inputs/fonts/. What was issued is no input.
        if ["templates/fonts", "inputs/issued"].contains(&path.as_str()) {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of 3 GB that takes no room on the disk.
    fn huge(root: &Path, path: &str) {
        let place = root.join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        fs::File::create(place).and_then(|file| file.set_len(3 << 30)).expect("a file");
    }

    fn root() -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(root.path().join("inputs")).expect("a folder");
        fs::write(root.path().join("inputs/cycle.toml"), "").expect("a file");
        root
    }

    #[test]
    fn what_is_no_input_is_named_and_not_opened() {
        let root = root();
        let unused = [
            "inputs/movie.mp4",
            "inputs/opinions/old/movie.csv",
            "inputs/photos/movie.csv",
            "inputs/previous/old/movie.csv",
            "inputs/submissions/old/movie.csv",
        ];
        unused.iter().for_each(|path| huge(root.path(), path));
        huge(root.path(), "inputs/issued/advisory/movie.pdf");
        huge(root.path(), "inputs/fonts/OFL.txt");
        let sources = read(root.path()).expect("a root");
        assert_eq!(sources.inputs.len(), 1);
        assert_eq!(sources.unused.iter().map(|path| &**path).collect::<Vec<_>>(), unused);
        assert!(sources.returns.is_empty() && sources.fonts.is_empty() && sources.too_large.is_empty());
        assert!(
            unused.iter().all(|path| sources.paths().any(|named| &**named == *path)),
            "rules can name them"
        );
    }

    #[test]
    fn what_is_used_is_read_up_to_a_bound() {
        let root = root();
        let template = "templates/documents/movie.png";
        huge(root.path(), template);
        huge(root.path(), "inputs/opinions/m01.csv");
        let sources = read(root.path()).expect("a root");
        assert_eq!(sources.too_large, [template]);
        assert!(sources.templates.is_empty());
        let opinions = sources.inputs.iter().find(|f| &*f.path == "inputs/opinions/m01.csv").expect("it");
        assert_eq!(opinions.bytes.len(), Bounds::SENT.bytes + 1, "its reader sees that it is too large");
    }

    #[test]
    fn a_root_is_read_up_to_a_bound_in_all() {
        let root = root();
        huge(root.path(), "inputs/opinions/m01.csv");
        let (mut files, mut odd) = (Vec::new(), Vec::new());
        find(&root.path().join("inputs/opinions"), "inputs/opinions", &mut files, &mut odd)
            .expect("it is there");
        let mut room = Room { bytes: 100, too_large: Vec::new() };
        assert!(room.no_further(&files[0], 60).expect("it is read").is_some());
        assert!(room.no_further(&files[0], 60).expect("it is read").is_none());
        assert_eq!(room.too_large, ["inputs/opinions/m01.csv"]);
    }
}
