//! Publishes `out/`: what a build makes is staged, and goes into place all at once or not at all. What is in its place
//! already, as an earlier build made it, stays there.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read")]

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use super::held_out::{HeldOut, Readers};
use super::out_folder;
use super::out_survey::holds;
use crate::ground::fault::Fault;
use crate::ground::hash::{sha256, sha256_of_written};
use crate::published::index_page::INDEX;
use crate::published::manifest::{MANIFEST, Manifest, ManifestEntry};
use crate::published::memory::Memory;
use crate::render::artifact::{About, Artifact, FileKind, Printed};
use crate::render::recipe::{Laid, Recipe, Remake, TemplateHashes};
use crate::render::sink::{AcceptedFile, Sink};
use crate::render::values::Values;
use crate::render::workers::on_threads;

/// The file of a stage's values.
pub const VALUES: &str = "values.json";

/// Holds what a build made until all of it is there. Dropping it leaves no trace.
pub struct Staging {
    /// Held while the build runs: two builds at once would mix their files.
    pub held: HeldOut,
    /// What the last build remembered.
    pub before: Memory,
    /// Whether all is made anew, whatever lies in `out/`.
    pub anew: bool,
    /// What was published before, once it is read.
    published: OnceLock<Option<Manifest>>,
    made: Mutex<Staged>,
}

#[derive(Default)]
struct Staged {
    files: Vec<Arc<AcceptedFile>>,
    values: BTreeMap<String, Values>,
    /// The files that are not in `out/` as they are now, with why they were made.
    put: BTreeMap<String, Remake>,
    /// How the PDFs were set that this build set.
    remembered: Memory,
}

impl Staging {
    /// Opens `out/` for a build; `anew` if it makes all whatever lies there.
    ///
    /// # Errors
    ///
    /// If it can't be made, or another build is at work in it.
    pub fn new(out: &Path, anew: bool) -> Result<Self, Fault> {
        let held = HeldOut::open(out)?;
        let before = Memory::read(&held.memory());
        Ok(Self { held, before, anew, published: OnceLock::new(), made: Mutex::default() })
    }

    /// The manifest of what was published before; none if there is none.
    ///
    /// # Errors
    ///
    /// If it is there and is no manifest: then nobody knows what the files are.
    pub fn manifest(&self) -> Result<Option<&Manifest>, Fault> {
        if let Some(known) = self.published.get() {
            return Ok(known.as_ref());
        }
        let read = out_folder::manifest_in(self.held.out())?;
        Ok(self.published.get_or_init(|| read).as_ref())
    }

    /// The values of a stage as they were made now.
    pub fn made_values(&self, stage: &str) -> Values {
        self.made().values.get(stage).cloned().unwrap_or_default()
    }

    /// Takes a file that a part of this build made, as the manifest of the part has it.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn accept_made(&self, entry: &ManifestEntry, bytes: &[u8]) -> Result<(), Fault> {
        self.write(entry.about.clone(), bytes, Remake::Data).map(drop)
    }

    /// Takes what a part of this build remembers of its files.
    pub fn accept_memory(&self, memory: Memory) {
        self.made().remembered.join(memory);
    }

    /// Takes the figures that a part of this build printed of a stage.
    pub fn accept_values(&self, stage: &str, values: Values) {
        self.made().values.entry(stage.to_owned()).or_default().join(values);
    }

    /// Writes the `values.json` of the stages, and returns the entries of all files that were made.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn finish(&self, stages: &[String]) -> Result<Vec<ManifestEntry>, Fault> {
        let values = std::mem::take(&mut self.made().values);
        for (stage, values) in values.iter().filter(|(stage, _)| stages.contains(stage)) {
            self.write_values(stage, values)?;
        }
        let mut made = self.made();
        made.values = values;
        let files = std::mem::take(&mut made.files).into_iter().map(Arc::unwrap_or_clone);
        let entry = |AcceptedFile { about, sha256, bytes }| ManifestEntry { about, sha256, bytes };
        Ok(files.map(entry).collect())
    }

    /// Why each file was made that is not in `out/` as it is now; what is not among them stays in its place.
    pub fn put(&self) -> BTreeMap<String, Remake> {
        self.made().put.clone()
    }

    /// Puts the files of the stages into place, and then the index and the manifest; takes away the files that are `gone`.
    /// What is in its place already stays there.
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
        let new = self.put();
        let made = manifest.files.iter().filter(|file| stages.contains(&file.about.stage));
        let mut put: Vec<String> = made.map(|file| file.about.path.clone()).collect();
        put.retain(|path| new.contains_key(path));
        manifest.seal()?;
        if let Some(page) = index {
            put.extend(self.stage_changed(INDEX, &|to| to.write_all(page))?);
        }
        put.extend(self.stage_changed(MANIFEST, &|to| manifest.write(to))?);
        if !put.is_empty() || !gone.is_empty() {
            self.gather_last(stages, &put, &gone)?;
            self.held.commit(put, gone)?;
        }
        Ok(manifest)
    }

    /// Keeps what the stages were that the commit changes, so that it can be said what this build changed.
    fn gather_last(&self, stages: &[String], put: &[String], gone: &[String]) -> Result<(), Fault> {
        let Some(old) = self.manifest()? else { return Ok(()) };
        let changed: Vec<&str> = put.iter().chain(gone).map(String::as_str).collect();
        for stage in stages.iter().filter(|stage| old.of_stage(stage).next().is_some()) {
            let below = format!("{stage}/");
            let own: Vec<&str> = changed.iter().copied().filter(|path| path.starts_with(&below)).collect();
            if !own.is_empty() {
                let known = own.into_iter().filter(|path| old.file(path).is_some()).collect::<Vec<_>>();
                self.held.gather_last(stage, old, &known)?;
            }
        }
        Ok(())
    }

    /// Takes all files of the stages as they lie in `out/`; false if one of them is not there as the manifest knows it.
    pub fn keep_all(&self, stages: &[String], manifest: &Manifest, threads: usize) -> bool {
        let files: Vec<_> = manifest.files.iter().filter(|file| stages.contains(&file.about.stage)).collect();
        let all_in_place = AtomicBool::new(true);
        on_threads(threads, files.len(), &|i| {
            if !self.is_in_place(&files[i].about.path, &files[i].sha256).unwrap_or(false) {
                all_in_place.store(false, Ordering::Relaxed);
            }
        });
        let all_in_place = all_in_place.into_inner();
        if all_in_place {
            for ManifestEntry { about, sha256, bytes } in files.into_iter().cloned() {
                self.note(AcceptedFile { about, sha256, bytes });
            }
        }
        all_in_place
    }

    /// Keeps for the next build what the files of `out/` were made of; `inputs` are the hashes of the inputs, `whole` is
    /// that of all that decided what was made, `now` is what is published.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn remember(
        &self,
        inputs: BTreeMap<String, String>,
        whole: Option<String>,
        now: &Manifest,
    ) -> Result<(), Fault> {
        let made = std::mem::take(&mut self.made().remembered);
        let memory = self.before.renewed(made, inputs, whole, now);
        if memory != self.before {
            self.held.remember(|to| Ok(serde_json::to_writer(to, &memory)?))?;
        }
        Ok(())
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
        self.write(about, &bytes, Remake::Data).map(drop)
    }

    /// Takes a file's bytes and returns their hash; what lies in its place already is not written again.
    fn write(&self, about: About, bytes: &[u8], cause: Remake) -> Result<String, Fault> {
        let readers = match about.kind {
            FileKind::Mail => Readers::OwnerAndGroup,
            _ => Readers::Everyone,
        };
        let sha256 = sha256(bytes).to_string();
        if !self.is_in_place(&about.path, &sha256)? {
            let is_new = cause == Remake::Data && !self.held.out().join(&about.path).exists();
            let cause = if is_new { Remake::New } else { cause };
            self.held.stage(&about.path, bytes, readers)?;
            self.made().put.insert(about.path.clone(), cause);
        }
        self.note(AcceptedFile { about, sha256: sha256.clone(), bytes: bytes.len() as u64 });
        Ok(sha256)
    }

    /// Writes a file that is not kept in memory, and returns its path; none if what lies in its place is the same.
    fn stage_changed(
        &self,
        path: &str,
        write: &dyn Fn(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Option<String>, Fault> {
        let hash = sha256_of_written(write).map_err(Fault::at(&self.held.out().join(path)))?;
        if self.is_in_place(path, &hash)? {
            return Ok(None);
        }
        self.held.stage_written(path, Readers::Everyone, write)?;
        Ok(Some(path.to_owned()))
    }

    /// Whether a file in `out/` holds the bytes of a hash.
    fn is_in_place(&self, path: &str, hash: &str) -> Result<bool, Fault> {
        holds(&self.held.out().join(path), hash)
    }

    fn note(&self, file: AcceptedFile) {
        self.made().files.push(Arc::new(file));
    }

    fn made(&self) -> std::sync::MutexGuard<'_, Staged> {
        self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Sink for Staging {
    fn accept(&self, artifact: Artifact) -> Result<(), Fault> {
        let Artifact { about, bytes, figures, newly_set } = artifact;
        let path = about.path.clone();
        self.made().values.entry(about.stage.clone()).or_default().add(&path, figures);
        let cause = newly_set.as_ref().map_or(Remake::Data, |set| set.cause.clone());
        let sha256 = self.write(about, &bytes, cause)?;
        if let Some(set) = newly_set {
            self.made().remembered.add(path, set, sha256, bytes.len() as u64);
        }
        Ok(())
    }

    fn recall(&self, path: &str, recipe: &Recipe, templates: &TemplateHashes) -> Result<Laid, Remake> {
        let before = self.before.same(path, recipe, templates)?;
        match self.is_in_place(path, &before.sha256) {
            _ if self.anew => Err(Remake::Asked),
            Ok(true) => Ok(before.laid.clone()),
            Ok(false) | Err(_) => Err(Remake::Touched),
        }
    }

    fn keep(&self, about: About, figures: Vec<Printed>) -> Result<(), Fault> {
        self.made().values.entry(about.stage.clone()).or_default().add(&about.path, figures);
        // It was recalled.
        let before = self.before.file(&about.path).ok_or_else(|| Fault::Name(about.path.clone()))?;
        self.note(AcceptedFile { about, sha256: before.sha256.clone(), bytes: before.bytes });
        Ok(())
    }

    fn accepted(&self, stage: &str) -> Vec<Arc<AcceptedFile>> {
        self.made().files.iter().filter(|file| file.about.stage == stage).cloned().collect()
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing to be done if the machine refuses; the next run clears it.
        let _ = self.held.discard();
    }
}
