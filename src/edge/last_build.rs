//! What the last build that changed a stage found of it in `out/`, kept until the next one:
//!
//! ```text
//! out/.shiryo/last/<stage>/manifest.json     the files of the stage as they were
//! out/.shiryo/last/<stage>/<stage>/…         those of them that are no more as they were
//! ```
//!
//! It is gathered before the commit, beside what is on its way, and gets its place with it. Nobody needs it: where the disk
//! knows no second names for a file, or somebody deletes it, nothing is kept.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read and written")]

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::ground::fault::Fault;
use crate::ground::hash::sha256;
use crate::published::manifest::{MANIFEST, Manifest};

/// What a stage was before the last build that changed it.
pub struct LastBuild {
    place: PathBuf,
    /// The files of the stage.
    pub manifest: Manifest,
}

impl LastBuild {
    /// That in a folder; none if nothing is kept there.
    pub fn at(place: PathBuf) -> Option<Self> {
        let bytes = fs::read(place.join(MANIFEST)).ok()?;
        let manifest = serde_json::from_slice(&bytes).ok()?;
        Some(Self { place, manifest })
    }

    /// A file as it was; none of one that is as it was still, or was not kept as it was made.
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        let known = self.manifest.file(path)?;
        let bytes = fs::read(self.place.join(path)).ok()?;
        (known.sha256 == *sha256(&bytes)).then_some(bytes)
    }
}

/// Gathers in a folder what a stage was, before files of it are replaced or taken away: `replaced` are their paths below
/// `out/`.
///
/// # Errors
///
/// If the machine lets nothing be written.
pub(super) fn gather(
    place: &Path,
    out: &Path,
    stage: &str,
    old: &Manifest,
    replaced: &[&str],
) -> Result<(), Fault> {
    fs::create_dir_all(place).map_err(Fault::at(place))?;
    let manifest = old.only(stage);
    let second_names = || -> io::Result<()> {
        for path in replaced {
            let name = place.join(path);
            fs::create_dir_all(name.parent().unwrap_or(place))?;
            match fs::hard_link(out.join(path), &name) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        let mut bytes = Vec::new();
        manifest.write(&mut bytes)?;
        fs::write(place.join(MANIFEST), bytes)
    };
    // A folder without a manifest says that nothing is known: that is better than what an earlier build found.
    drop(second_names());
    Ok(())
}

/// Puts what was gathered of each stage in the place of what an earlier build found. It may be done twice.
///
/// # Errors
///
/// What the machine refused.
pub(super) fn settle(gathered: &Path, last: &Path) -> Result<(), Fault> {
    let entries = match fs::read_dir(gathered) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(Fault::at(gathered))?,
    };
    fs::create_dir_all(last).map_err(Fault::at(last))?;
    for entry in entries {
        let from = entry.map_err(Fault::at(gathered))?.path();
        let place = last.join(from.file_name().unwrap_or_default());
        match fs::remove_dir_all(&place) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(Fault::at(&place)(error)),
            _ => {}
        }
        fs::rename(&from, &place).map_err(Fault::at(&place))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with a stage of two files, of which one is about to be replaced.
    fn out() -> (tempfile::TempDir, Manifest) {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("kaigi")).expect("a folder");
        let entry = |path: &str, text: &str| {
            fs::write(folder.path().join(path), text).expect("a file");
            serde_json::json!({ "path": path, "stage": "kaigi", "kind": "paper", "order": 0, "document": "x",
                "number": null, "title": "x", "date": null, "pages": 1, "recipient": null, "made_from": [],
                "names": [], "contents": [], "message": null, "sha256": sha256(text.as_bytes()).to_string(),
                "bytes": text.len() })
        };
        let files = [entry("kaigi/a.pdf", "a"), entry("kaigi/b.pdf", "b")];
        let manifest = serde_json::json!({ "cycle": "r01", "files": files });
        (folder, serde_json::from_value(manifest).expect("a manifest"))
    }

    #[test]
    fn what_is_replaced_is_there_as_it_was_and_nothing_else() {
        let (folder, manifest) = out();
        let place = |path: &str| folder.path().join(path);
        let (gathered, last) = (place("next/.last"), place("last"));
        for _ in 0..2 {
            gather(&gathered.join("kaigi"), folder.path(), "kaigi", &manifest, &["kaigi/a.pdf"])
                .expect("it is written");
            settle(&gathered, &last).expect("it has its place");
            settle(&gathered, &last).expect("there is nothing more to do");
        }
        // As a build puts a file in the place of another.
        fs::write(place("new.pdf"), "new").expect("a file");
        fs::rename(place("new.pdf"), place("kaigi/a.pdf")).expect("it is put into place");
        let kept = LastBuild::at(last.join("kaigi")).expect("it is kept");
        assert_eq!(kept.manifest.files.len(), 2);
        assert_eq!(kept.read("kaigi/a.pdf").as_deref(), Some(b"a".as_slice()));
        assert_eq!(kept.read("kaigi/b.pdf"), None, "it is as it was");
        fs::write(last.join("kaigi/kaigi/a.pdf"), "touched").expect("a file");
        assert_eq!(kept.read("kaigi/a.pdf"), None);
    }

    #[test]
    fn where_nothing_can_be_kept_what_an_earlier_build_found_is_forgotten() {
        let (folder, manifest) = out();
        let (gathered, last) = (folder.path().join("next/.last"), folder.path().join("last"));
        gather(&gathered.join("kaigi"), folder.path(), "kaigi", &manifest, &["kaigi/a.pdf"])
            .expect("it is written");
        settle(&gathered, &last).expect("it has its place");
        assert!(LastBuild::at(last.join("kaigi")).is_some());
        // A folder has no second name.
        gather(&gathered.join("kaigi"), folder.path(), "kaigi", &manifest, &["kaigi"])
            .expect("the build goes on");
        settle(&gathered, &last).expect("it has its place");
        assert!(LastBuild::at(last.join("kaigi")).is_none());
    }
}
