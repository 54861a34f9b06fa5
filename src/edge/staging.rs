//! Publishes `out/`: what a build makes is staged, and goes into place all at once or not at all.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use super::held_out::{HeldOut, Readers};
use super::out_folder;
use crate::ground::fault::Fault;
use crate::ground::hash::sha256;
use crate::published::index_page::INDEX;
use crate::published::manifest::{MANIFEST, Manifest, ManifestEntry};
use crate::render::artifact::{About, Artifact, FileKind};
use crate::render::sink::{AcceptedFile, Sink};
use crate::render::values::Values;

/// The file of a stage's values.
pub const VALUES: &str = "values.json";

/// Holds what a build made until all of it is there. Dropping it leaves no trace.
pub struct Staging {
    /// Held while the build runs: two builds at once would mix their files.
    pub held: HeldOut,
    made: Mutex<Staged>,
}

#[derive(Default)]
struct Staged {
    entries: Vec<ManifestEntry>,
    /// The place in `entries` of each file, by its path.
    places: BTreeMap<String, usize>,
    values: BTreeMap<String, Values>,
}

impl Staging {
    /// Opens `out/` for a build.
    ///
    /// # Errors
    ///
    /// If it can't be made, or another build is at work in it.
    pub fn new(out: &Path) -> Result<Self, Fault> {
        Ok(Self { held: HeldOut::open(out)?, made: Mutex::default() })
    }

    /// The manifest of what was published before; none if there is none.
    ///
    /// # Errors
    ///
    /// If it is there and is no manifest: then nobody knows what the files are.
    pub fn manifest(&self) -> Result<Option<Manifest>, Fault> {
        out_folder::read(&self.held)
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
            self.write_values(&stage, &values)?;
        }
        let mut made = self.made();
        made.places.clear();
        Ok(std::mem::take(&mut made.entries))
    }

    /// Puts the files of the stages into place, and then the index and the manifest; takes away the files that are `gone`.
    ///
    /// # Errors
    ///
    /// What the machine refused. All is as it was then, or the next run finishes it.
    pub fn publish(
        &self,
        stages: &[String],
        gone: Vec<String>,
        mut manifest: Manifest,
        index: Option<&[u8]>,
    ) -> Result<Manifest, Fault> {
        let made = manifest.files.iter().filter(|file| stages.contains(&file.about.stage));
        let mut put: Vec<String> = made.map(|file| file.about.path.clone()).collect();
        if let Some(index) = index {
            self.held.stage(INDEX, index, Readers::Everyone)?;
            put.push(INDEX.into());
        }
        self.held.stage(MANIFEST, &manifest.to_json()?, Readers::Everyone)?;
        put.push(MANIFEST.into());
        self.held.commit(put, gone)?;
        Ok(manifest)
    }

    fn write_values(&self, stage: &str, values: &Values) -> Result<(), Fault> {
        let mut bytes = serde_json::to_vec_pretty(values).map_err(Fault::format)?;
        bytes.push(b'\n');
        let about = About {
            path: format!("{stage}/{VALUES}"),
            stage: stage.into(),
            kind: FileKind::Values,
            order: 0,
            document: "values".into(),
            number: None,
            title: VALUES.into(),
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

    fn write(&self, about: About, bytes: &[u8]) -> Result<(), Fault> {
        let readers = match about.kind {
            FileKind::Mail => Readers::OwnerAndGroup,
            _ => Readers::Everyone,
        };
        self.held.stage(&about.path, bytes, readers)?;
        let entry = ManifestEntry { sha256: sha256(bytes).to_string(), bytes: bytes.len() as u64, about };
        let mut made = self.made();
        let place = made.entries.len();
        made.places.insert(entry.about.path.clone(), place);
        made.entries.push(entry);
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

    fn accepted(&self, path: &str) -> Option<AcceptedFile> {
        let made = self.made();
        let entry = made.entries.get(*made.places.get(path)?)?;
        Some(AcceptedFile { sha256: entry.sha256.clone(), bytes: entry.bytes })
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing to be done if the machine refuses; the next run clears it.
        let _ = self.held.discard();
    }
}
