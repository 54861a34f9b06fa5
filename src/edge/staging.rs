//! Publishes `out/`: files are staged beside it and swapped in, a stage's all at once or not at all.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is written")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::out_folder::{self, MANIFEST, OutLock};
use crate::ground::fault::Fault;
use crate::ground::hash::sha256;
use crate::print::print_plan::PRINT_FOLDER;
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::render::artifact::{About, Artifact, FileKind};
use crate::render::sink::Sink;
use crate::render::values::Values;

/// Holds what a build made until all of it is there. Dropping it leaves no trace.
pub struct Staging {
    out: PathBuf,
    /// Held while the build runs: two builds at once would mix their files.
    _lock: OutLock,
    made: Mutex<Staged>,
}

#[derive(Default)]
struct Staged {
    entries: Vec<ManifestEntry>,
    values: BTreeMap<String, Values>,
}

const STAGING: &str = ".staging";
const OLD: &str = ".old";
const VALUES: &str = "values.json";
/// The file of the values as they were first issued. The first correction writes it, and every later correction is
/// compared with it too.
const ISSUED: &str = "issued.json";

impl Staging {
    /// Opens `out/` for a build.
    ///
    /// # Errors
    ///
    /// If it can't be made, or another build is at work in it.
    pub fn new(out: &Path) -> Result<Self, Fault> {
        fs::create_dir_all(out).map_err(Fault::at(out))?;
        let lock = out_folder::lock(out)?;
        recover(out)?;
        remove(&out.join(STAGING))?;
        Ok(Self { out: out.to_owned(), _lock: lock, made: Mutex::default() })
    }

    /// The manifest of what was published before.
    ///
    /// # Errors
    ///
    /// If it is there and is no manifest: then nobody knows what the files are.
    pub fn manifest(&self) -> Result<Manifest, Fault> {
        out_folder::read(&self.out).map(Option::unwrap_or_default)
    }

    /// The values of a stage as they were published; none if it never was.
    pub fn published_values(&self, stage: &str) -> Option<Values> {
        self.read_values(stage, VALUES)
    }

    /// The values of a stage as they were issued, before any correction.
    pub fn issued_values(&self, stage: &str) -> Option<Values> {
        self.read_values(stage, ISSUED).or_else(|| self.read_values(stage, VALUES))
    }

    /// Keeps the issued values beside the corrected ones, for the corrections to come.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn keep_issued(&self, stage: &str, values: &Values) -> Result<(), Fault> {
        self.write_values(stage, ISSUED, values)
    }

    fn read_values(&self, stage: &str, name: &str) -> Option<Values> {
        let bytes = fs::read(self.out.join(stage).join(name)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    fn write_values(&self, stage: &str, name: &str, values: &Values) -> Result<(), Fault> {
        let mut bytes = serde_json::to_vec_pretty(values).map_err(Fault::format)?;
        bytes.push(b'\n');
        let about = About {
            path: format!("{stage}/{name}"),
            stage: stage.into(),
            kind: FileKind::Values,
            order: 0,
            document: "values".into(),
            number: None,
            title: name.into(),
            date: None,
            pages: 0,
            recipient: None,
            made_from: Vec::new(),
            names: Vec::new(),
            contents: Vec::new(),
            message: None,
        };
        self.write(about, &bytes)
    }

    /// The values of a stage as they were made now.
    pub fn made_values(&self, stage: &str) -> Values {
        self.made().values.get(stage).cloned().unwrap_or_default()
    }

    /// Writes the `values.json` of the stages, and returns the entries of all files that were made.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn finish(&self, stages: &[String]) -> Result<Vec<ManifestEntry>, Fault> {
        let values = self.made().values.clone();
        for (stage, values) in values.into_iter().filter(|(stage, _)| stages.contains(stage)) {
            self.write_values(&stage, VALUES, &values)?;
        }
        Ok(std::mem::take(&mut self.made().entries))
    }

    /// Swaps the stages in, and then the manifest and the index. A stage in `unchanged` has the same files as before, and
    /// keeps its print files.
    ///
    /// # Errors
    ///
    /// What the machine refused. A stage is whole, old or new, at each moment.
    pub fn publish(
        &self,
        stages: &[String],
        unchanged: &[String],
        manifest: &[u8],
        index: Option<&[u8]>,
    ) -> Result<(), Fault> {
        for stage in stages {
            let new = self.out.join(STAGING).join(stage);
            let (place, old) = (self.out.join(stage), self.out.join(format!("{OLD}-{stage}")));
            if place.exists() {
                rename(&place, &old)?;
            }
            if new.exists() {
                rename(&new, &place)?;
            }
            if unchanged.contains(stage) && old.join(PRINT_FOLDER).exists() {
                rename(&old.join(PRINT_FOLDER), &place.join(PRINT_FOLDER))?;
            }
            remove(&old)?;
        }
        let pages = [(MANIFEST, Some(manifest)), ("index.html", index)];
        for (name, bytes) in pages.into_iter().filter_map(|(name, bytes)| Some((name, bytes?))) {
            out_folder::replace(&self.out, name, bytes)?;
        }
        remove(&self.out.join(STAGING))
    }

    fn write(&self, about: About, bytes: &[u8]) -> Result<(), Fault> {
        // Names were made of checked codes and cleaned titles; this is the last door before the disk.
        if about.path.split('/').any(|part| part.is_empty() || part.starts_with('.')) {
            return Err(Fault::Name(about.path));
        }
        let path = self.out.join(STAGING).join(&about.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(Fault::at(folder))?;
        }
        fs::write(&path, bytes).map_err(Fault::at(&path))?;
        let entry = ManifestEntry { sha256: sha256(bytes).to_string(), bytes: bytes.len() as u64, about };
        self.made().entries.push(entry);
        Ok(())
    }

    fn made(&self) -> std::sync::MutexGuard<'_, Staged> {
        self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Sink for Staging {
    fn accept(&self, artifact: Artifact) -> Result<(), Fault> {
        let Artifact { about, bytes, figures } = artifact;
        self.made().values.entry(about.stage.clone()).or_default().add(&about.path, figures);
        self.write(about, &bytes)
    }

    fn accepted(&self, path: &str) -> Result<Vec<u8>, Fault> {
        let place = self.out.join(STAGING).join(path);
        fs::read(&place).map_err(Fault::at(&place))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing to be done if the machine refuses; the next build clears it.
        let _ = remove(&self.out.join(STAGING));
    }
}

/// Puts back a stage that a killed build had moved aside and not replaced.
fn recover(out: &Path) -> Result<(), Fault> {
    for entry in fs::read_dir(out).map_err(Fault::at(out))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(stage) = name.strip_prefix(OLD).and_then(|n| n.strip_prefix('-')) {
            let place = out.join(stage);
            match place.exists() {
                true => remove(&entry.path())?,
                false => rename(&entry.path(), &place)?,
            }
        }
    }
    Ok(())
}

fn rename(from: &Path, to: &Path) -> Result<(), Fault> {
    fs::rename(from, to).map_err(Fault::at(to))
}

fn remove(path: &Path) -> Result<(), Fault> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Fault::at(path)(error)),
        _ => Ok(()),
    }
}
