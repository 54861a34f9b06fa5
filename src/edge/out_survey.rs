//! What lies in `out/` beside what this program made: looked at before a commit, so that nothing of others is lost.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read")]
#![expect(clippy::disallowed_types, reason = "a file may be large: it is read in pieces")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::ground::fault::Fault;
use crate::ground::hash::sha256_of_written;
use crate::published::index_page::INDEX;
use crate::published::manifest::Manifest;

/// What the page says of who made it.
const GENERATOR: &[u8] = b"<meta name=\"generator\" content=\"shiryo\">";

/// `out/` as it lies there, beside the manifest of what was put there.
pub struct OutSurvey<'a> {
    out: &'a Path,
    /// The files that this program made: none without a manifest.
    known: BTreeSet<&'a str>,
}

impl<'a> OutSurvey<'a> {
    /// Looks at `out/`; `manifest` is the one that lies there, if one does.
    pub fn new(out: &'a Path, manifest: Option<&'a Manifest>) -> Self {
        let papers = |manifest: &'a Manifest| manifest.files.iter().map(|file| file.about.path.as_str());
        let printed = |manifest: &'a Manifest| manifest.printed.values().flat_map(BTreeMap::keys);
        let mut known: BTreeSet<&str> = manifest.into_iter().flat_map(papers).collect();
        known.extend(manifest.into_iter().flat_map(printed).map(String::as_str));
        known.extend(manifest.map(|_| INDEX));
        Self { out, known }
    }

    /// What a new file would take the place of although this program did not make it: a file of the same name, a plain
    /// file or a link where a folder should be. A file that already holds the same is not in the way.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn in_the_way(&self, path: &str, hash: &str) -> Result<Option<String>, Fault> {
        let mut steps: Vec<&Path> = Path::new(path).ancestors().collect();
        // The last of the ancestors is the empty path: `out/` itself.
        steps.pop();
        for step in steps.into_iter().rev() {
            let place = self.out.join(step);
            let kind = match fs::symlink_metadata(&place) {
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
                kind => kind.map_err(Fault::at(&place))?,
            };
            let fits = match step == Path::new(path) {
                false => kind.is_dir(),
                true => {
                    kind.is_file()
                        && (self.known.contains(path) || holds(&place, hash)? || is_own_page(&place)?)
                }
            };
            if !fits {
                return Ok(Some(step.to_string_lossy().into_owned()));
            }
        }
        Ok(None)
    }

    /// Of files that are to go away, those that still are as they were made: `gone` are their hashes by their paths.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn untouched(&self, gone: BTreeMap<String, String>) -> Result<Vec<String>, Fault> {
        let mut untouched = Vec::new();
        for (path, hash) in gone {
            if holds(&self.out.join(&path), &hash)? {
                untouched.push(path);
            }
        }
        Ok(untouched)
    }

    /// The files below a stage's folder that are none of `made`, by their paths below `out/`. What the machine or an
    /// editor leaves behind is passed over.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn foreign(&self, stage: &str, made: &BTreeSet<&str>) -> Result<Vec<String>, Fault> {
        let mut found = Vec::new();
        let mut folders = vec![stage.to_owned()];
        while let Some(folder) = folders.pop() {
            let place = self.out.join(&folder);
            let entries = match fs::read_dir(&place) {
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                    continue;
                }
                entries => entries.map_err(Fault::at(&place))?,
            };
            for entry in entries {
                let entry = entry.map_err(Fault::at(&place))?;
                let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
                match entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    true => folders.push(path),
                    false if made.contains(path.as_str()) || is_left_behind(&path) => {}
                    false => found.push(path),
                }
            }
        }
        found.sort();
        Ok(found)
    }
}

/// Whether a plain file is there and holds the bytes of a hash. One that may not be read is somebody else's.
///
/// # Errors
///
/// What the machine refused.
pub fn holds(place: &Path, hash: &str) -> Result<bool, Fault> {
    const NOT_OURS: [ErrorKind; 3] =
        [ErrorKind::NotFound, ErrorKind::NotADirectory, ErrorKind::PermissionDenied];
    // What is read from a pipe has no end.
    let read = fs::symlink_metadata(place).and_then(|kind| match kind.is_file() {
        true => File::open(place)
            .and_then(|mut file| sha256_of_written(|to| io::copy(&mut file, to).map(drop)).map(Some)),
        false => Ok(None),
    });
    match read {
        Ok(held) => Ok(held.is_some_and(|held| held == hash)),
        Err(error) if NOT_OURS.contains(&error.kind()) => Ok(false),
        Err(error) => Err(Fault::at(place)(error)),
    }
}

/// Whether a file is a page of what was made, of a build whose manifest is gone.
fn is_own_page(place: &Path) -> Result<bool, Fault> {
    if place.file_name().is_none_or(|name| name != INDEX) {
        return Ok(false);
    }
    let page = match fs::read(place) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => return Ok(false),
        page => page.map_err(Fault::at(place))?,
    };
    Ok(page.windows(GENERATOR.len()).any(|part| part == GENERATOR))
}

/// Whether nobody put a file there on purpose.
fn is_left_behind(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with(['.', '~']) || ["Thumbs.db", "desktop.ini"].contains(&name)
}
