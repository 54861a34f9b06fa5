//! Publishes `out/`: files are staged beside it and swapped in, a stage's all at once or not at all.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is written")]
#![expect(clippy::disallowed_types, reason = "the lock is an open file")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::manifest::{Entry, Manifest};
use crate::read::submission::sha256;
use crate::render::artifact::{About, Artifact, Kind, Values};
use crate::render::press::Sink;

/// Holds what a build made until all of it is there. Dropping it leaves no trace.
pub struct Staging {
    out: PathBuf,
    /// Held while the build runs, so that two don't mix their files.
    _lock: File,
    made: Mutex<Made>,
}

#[derive(Default)]
struct Made {
    entries: Vec<Entry>,
    values: BTreeMap<String, Values>,
}

const STAGING: &str = ".staging";
const OLD: &str = ".old";
const MANIFEST: &str = "manifest.json";
const VALUES: &str = "values.json";
/// The values as they were issued, kept from the first correction on.
const ISSUED: &str = "issued.json";

impl Staging {
    /// Opens `out/` for a build.
    ///
    /// # Errors
    ///
    /// If it can't be made, or another build is at work in it.
    pub fn new(out: &Path) -> Result<Self, String> {
        fs::create_dir_all(out).map_err(|error| at(out, &error))?;
        let lock_path = out.join(".lock");
        let lock = File::create(&lock_path).map_err(|error| at(&lock_path, &error))?;
        lock.try_lock().map_err(|_| format!("{}: ほかの shiryo build が動いています。", out.display()))?;
        recover(out)?;
        remove(&out.join(STAGING))?;
        Ok(Self { out: out.to_owned(), _lock: lock, made: Mutex::default() })
    }

    /// The manifest of what was published before.
    ///
    /// # Errors
    ///
    /// If it is there and is no manifest: then nobody knows what the files are.
    pub fn manifest(&self) -> Result<Manifest, String> {
        let path = self.out.join(MANIFEST);
        match fs::read(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Manifest::default()),
            Err(error) => Err(at(&path, &error)),
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map_err(|_| format!("{}: 壊れています。out/ を消して作り直してください。", path.display())),
        }
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
    pub fn keep_issued(&self, stage: &str, values: &Values) -> Result<(), String> {
        self.write_values(stage, ISSUED, values)
    }

    fn read_values(&self, stage: &str, name: &str) -> Option<Values> {
        let bytes = fs::read(self.out.join(stage).join(name)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    fn write_values(&self, stage: &str, name: &str, values: &Values) -> Result<(), String> {
        let mut bytes = serde_json::to_vec_pretty(values).map_err(|error| error.to_string())?;
        bytes.push(b'\n');
        let about = About {
            path: format!("{stage}/{name}"),
            stage: stage.into(),
            kind: Kind::Values,
            order: 0,
            document: "values".into(),
            number: None,
            title: name.into(),
            pages: 0,
            recipient: None,
            made_from: Vec::new(),
        };
        self.write(about, &bytes)
    }

    /// The values of a stage as they were made now.
    pub fn made_values(&self, stage: &str) -> Values {
        self.made().values.get(stage).cloned().unwrap_or_default()
    }

    /// Ends the stages: writes their `values.json` and returns all entries.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn finish(&self, stages: &[String]) -> Result<Vec<Entry>, String> {
        let values = self.made().values.clone();
        for (stage, values) in values.into_iter().filter(|(stage, _)| stages.contains(stage)) {
            self.write_values(&stage, VALUES, &values)?;
        }
        Ok(std::mem::take(&mut self.made().entries))
    }

    /// Swaps the stages in, and then the manifest and the index.
    ///
    /// # Errors
    ///
    /// What the machine refused. A stage is whole, old or new, at each moment.
    pub fn publish(&self, stages: &[String], manifest: &[u8], index: Option<&[u8]>) -> Result<(), String> {
        for stage in stages {
            let new = self.out.join(STAGING).join(stage);
            let (place, old) = (self.out.join(stage), self.out.join(format!("{OLD}-{stage}")));
            if place.exists() {
                rename(&place, &old)?;
            }
            if new.exists() {
                rename(&new, &place)?;
            }
            remove(&old)?;
        }
        let pages = [(MANIFEST, Some(manifest)), ("index.html", index)];
        for (name, bytes) in pages.into_iter().filter_map(|(name, bytes)| Some((name, bytes?))) {
            let staged = self.out.join(format!(".{name}"));
            fs::write(&staged, bytes).map_err(|error| at(&staged, &error))?;
            rename(&staged, &self.out.join(name))?;
        }
        remove(&self.out.join(STAGING))
    }

    fn write(&self, about: About, bytes: &[u8]) -> Result<(), String> {
        // Names were made of checked codes and cleaned titles; this is the last door before the disk.
        if about.path.split('/').any(|part| part.is_empty() || part.starts_with('.')) {
            return Err(format!("{}: この名前では置けません。", about.path));
        }
        let path = self.out.join(STAGING).join(&about.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| at(folder, &error))?;
        }
        fs::write(&path, bytes).map_err(|error| at(&path, &error))?;
        let entry = Entry { sha256: sha256(bytes).to_string(), bytes: bytes.len() as u64, about };
        self.made().entries.push(entry);
        Ok(())
    }

    fn made(&self) -> std::sync::MutexGuard<'_, Made> {
        self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Sink for Staging {
    fn accept(&self, artifact: Artifact) -> Result<(), String> {
        let Artifact { about, bytes, figures } = artifact;
        self.made().values.entry(about.stage.clone()).or_default().add(&about.path, figures);
        self.write(about, &bytes)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing to be done if the machine refuses; the next build clears it.
        let _ = remove(&self.out.join(STAGING));
        let _ = fs::remove_file(self.out.join(".lock"));
    }
}

/// Puts back a stage that a killed build had moved aside and not replaced.
fn recover(out: &Path) -> Result<(), String> {
    for entry in fs::read_dir(out).map_err(|error| at(out, &error))?.flatten() {
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

fn rename(from: &Path, to: &Path) -> Result<(), String> {
    fs::rename(from, to).map_err(|error| at(to, &error))
}

fn remove(path: &Path) -> Result<(), String> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(at(path, &error)),
        _ => Ok(()),
    }
}

fn at(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
