//! `out/` in the hands of one run: how it changes, all at once or not at all.
//!
//! ```text
//! out/
//!   index.html, manifest.json, <stage>/…    what was made
//!   .shiryo/                                the program's own folder
//!     lock                                  held by the run that is at work
//!     memory.json                           what the last build made its files of; it may be deleted
//!     last/<stage>/…                        what the last build that changed a stage found; it may be deleted
//!     next/<stage>/…                        files on their way, under the paths that they will have
//!     next/.last/<stage>/…                  what will be in last/
//!     journal.json                          the commit: what goes from next/ into place, and what goes away
//! ```
//!
//! A run writes all its files below `next/`, waits until they are on the disk, and renames `journal.json` into place.
//! Before that rename nothing has changed; after it the change is certain: whoever takes hold of `out/` next carries
//! out the journal before anything else. Each of its steps may be done twice, so that it may be cut off anywhere.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is written")]
#![expect(clippy::disallowed_types, reason = "the lock is an open file")]

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{last_build, private_file};
use crate::ground::fault::Fault;
use crate::ground::hash::sha256;
use crate::published::manifest::{MANIFEST, Manifest};

/// The program's own folder in `out/`.
const OWN: &str = ".shiryo";
/// The file whose presence is the commit.
const JOURNAL: &str = "journal.json";
/// What a build remembers for the next one.
const MEMORY: &str = "memory.json";
/// The journal until it is whole, in `next/`.
const UNFINISHED: &str = ".journal";
/// What builds found before they changed it.
const LAST: &str = "last";
/// The same until the commit, in `next/`.
const GATHERED: &str = ".last";

/// `out/`, held by this run until it is dropped, and whole: what an earlier run had committed is in its place.
#[must_use = "out/ is held only as long as this lives"]
pub struct HeldOut {
    out: PathBuf,
    /// What an earlier run had committed and is nowhere any more: paths below `out/`, as 「advisory/packet.pdf」.
    pub lost: Vec<String>,
    _lock: File,
}

/// Who may read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Whom the machine's settings let.
    Everyone,
    /// Its owner and the owner's group: what is addressed to one person.
    OwnerAndGroup,
}

/// What a commit does to `out/`.
#[derive(Serialize, Deserialize)]
struct Journal {
    /// The files that go away, as far as they are there.
    remove: Vec<String>,
    /// The files that go from `next/` into their places, in this order: the manifest is the last.
    put: Vec<String>,
}

/// Locks a file. Who only looks at `out/` has it for moments: that is waited for.
fn hold(lock: &File) -> Result<(), fs::TryLockError> {
    const MOMENT: Duration = Duration::from_millis(20);
    const MOST: usize = 50;
    for _ in 0..MOST {
        match lock.try_lock() {
            Err(fs::TryLockError::WouldBlock) => thread::sleep(MOMENT),
            held => return held,
        }
    }
    lock.try_lock()
}

/// The file that the run at work in `out/` has locked.
pub fn lock_of(out: &Path) -> PathBuf {
    out.join(OWN).join("lock")
}

impl HeldOut {
    /// Takes hold of `out/`, makes it if it is not there, and finishes what an earlier run had committed.
    ///
    /// # Errors
    ///
    /// If another run holds it, or the machine refuses.
    pub fn open(out: &Path) -> Result<Self, Fault> {
        let own = out.join(OWN);
        fs::create_dir_all(&own).map_err(Fault::at(&own))?;
        let place = lock_of(out);
        let lock = File::create(&place).map_err(Fault::at(&place))?;
        hold(&lock).map_err(|refused| match refused {
            fs::TryLockError::WouldBlock => Fault::Busy(out.to_owned()),
            fs::TryLockError::Error(error) => Fault::at(&place)(error),
        })?;
        let mut held = Self { out: out.to_owned(), lost: Vec::new(), _lock: lock };
        held.lost = held.roll_forward()?;
        held.discard()?;
        Ok(held)
    }

    /// Whether a run has committed something to `out/` that is not in its place yet.
    pub fn is_unfinished(out: &Path) -> bool {
        out.join(OWN).join(JOURNAL).exists()
    }

    /// The folder.
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// The bytes of a file that was made.
    ///
    /// # Errors
    ///
    /// If its path leads elsewhere, or the machine refuses.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Fault> {
        // A manifest that was edited may name any path.
        if !is_below(path) {
            return Err(Fault::Outside(path.to_owned()));
        }
        let place = self.out.join(path);
        fs::read(&place).map_err(Fault::at(&place))
    }

    /// Writes a file on its way; `path` is the one that it will have below `out/`.
    ///
    /// # Errors
    ///
    /// If the path could lead elsewhere, or the machine refuses.
    pub fn stage(&self, path: &str, bytes: &[u8], readers: Readers) -> Result<(), Fault> {
        self.stage_written(path, readers, |to| to.write_all(bytes))
    }

    /// Writes a file on its way as `write` does, a piece after the other.
    ///
    /// # Errors
    ///
    /// If the path could lead elsewhere, or the machine refuses.
    pub fn stage_written(
        &self,
        path: &str,
        readers: Readers,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Fault> {
        if !is_below(path) {
            return Err(Fault::Name(path.to_owned()));
        }
        let place = self.next().join(path);
        make_folder_of(&place)?;
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        if readers == Readers::OwnerAndGroup {
            options.mode(private_file::OWNER_AND_GROUP);
        }
        options.open(&place).and_then(|file| in_pieces(file, write)).map_err(Fault::at(&place))
    }

    /// The bytes of a file on its way.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn staged(&self, path: &str) -> Result<Vec<u8>, Fault> {
        let place = self.next().join(path);
        fs::read(&place).map_err(Fault::at(&place))
    }

    /// What the last build remembered; nothing if it can't be read.
    pub fn memory(&self) -> Vec<u8> {
        memory_in(&self.out)
    }

    /// Keeps what a build remembers for the next one, which can do without.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn remember(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Fault> {
        let place = self.own().join(MEMORY);
        let unfinished = place.with_extension("new");
        let written = File::create(&unfinished).and_then(|file| in_pieces(file, write));
        written.map_err(Fault::at(&unfinished))?;
        fs::rename(&unfinished, &place).map_err(Fault::at(&place))
    }

    /// Keeps what a stage is until the commit, which is about to change it: `replaced` are the paths of its files that are
    /// replaced or taken away.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn gather_last(&self, stage: &str, old: &Manifest, replaced: &[&str]) -> Result<(), Fault> {
        last_build::gather(&self.next().join(GATHERED).join(stage), &self.out, stage, old, replaced)
    }

    /// Puts staged files into place, in their order, and takes others away: all of it, whatever happens from here on, or
    /// nothing. Other files stay.
    ///
    /// # Errors
    ///
    /// What the machine refused. If it refused after the commit, the next run that takes hold of `out/` finishes it.
    pub fn commit(&self, put: Vec<String>, remove: Vec<String>) -> Result<(), Fault> {
        let bytes = serde_json::to_vec_pretty(&Journal { remove, put }).map_err(Fault::format)?;
        let (unfinished, place) = (self.next().join(UNFINISHED), self.journal());
        fs::write(&unfinished, bytes).map_err(Fault::at(&unfinished))?;
        self.flush()?;
        fs::rename(&unfinished, &place).map_err(Fault::at(&place))?;
        sync(&self.own())?;
        self.roll_forward().map(drop)?;
        self.discard()
    }

    /// Forgets what was staged and not committed.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn discard(&self) -> Result<(), Fault> {
        if Self::is_unfinished(&self.out) {
            return Ok(());
        }
        match fs::remove_dir_all(self.next()) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Fault::at(&self.next())(error)),
            _ => Ok(()),
        }
    }

    /// Puts one file into place, without a commit of several.
    ///
    /// # Errors
    ///
    /// What the machine refused: then the one that was there is still there, whole.
    pub fn replace(
        &self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Fault> {
        self.stage_written(name, Readers::Everyone, write)?;
        let (staged, place) = (self.next().join(name), self.out.join(name));
        sync(&staged)?;
        fs::rename(&staged, &place).map_err(Fault::at(&place))?;
        sync(&self.out)?;
        self.discard()
    }

    /// Carries out the journal, if there is one. Returns the files that can't be put into place, since somebody took them
    /// out of `next/`.
    fn roll_forward(&self) -> Result<Vec<String>, Fault> {
        let place = self.journal();
        let bytes = match fs::read(&place) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            read => read.map_err(Fault::at(&place))?,
        };
        let journal: Journal = serde_json::from_slice(&bytes)
            .map_err(|error| Fault::BrokenManifest { place: place.clone(), error })?;
        for path in journal.remove.iter().filter(|path| is_below(path) && !self.leads_away(path)) {
            self.remove(path)?;
        }
        let put: Vec<&String> = journal.put.iter().filter(|path| is_below(path)).collect();
        let lost = self.lost(&put);
        for path in put {
            self.put(path)?;
        }
        last_build::settle(&self.next().join(GATHERED), &self.own().join(LAST))?;
        self.flush()?;
        fs::remove_file(&place).map_err(Fault::at(&place))?;
        sync(&self.own())?;
        Ok(lost)
    }

    /// Those of the files to be put into place that are neither on their way nor in place as the manifest knows them. They
    /// are put there in their order: what is behind one that is on its way is not in place yet.
    fn lost(&self, put: &[&String]) -> Vec<String> {
        let staged: Vec<bool> = put.iter().map(|path| self.next().join(path).exists()).collect();
        if staged.iter().all(|staged| *staged) {
            return Vec::new();
        }
        let manifest = self.staged(MANIFEST).or_else(|_| self.read(MANIFEST)).ok();
        let manifest: Option<Manifest> = manifest.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let manifest = manifest.unwrap_or_default();
        let printed = manifest.printed.values().flatten().map(|(path, hash)| (path.as_str(), hash.as_str()));
        let made = manifest.files.iter().map(|file| (file.about.path.as_str(), file.sha256.as_str()));
        let known: BTreeMap<&str, &str> = made.chain(printed).collect();
        let first = staged.iter().position(|staged| *staged).unwrap_or(put.len());
        let is_in_place = |path: &str| {
            let bytes = self.read(path).ok();
            bytes.is_some_and(|bytes| known.get(path).is_none_or(|hash| *sha256(&bytes) == **hash))
        };
        let gone = put.iter().enumerate().filter(|(at, _)| !staged[*at]);
        gone.filter(|(at, path)| *at > first || !is_in_place(path)).map(|(_, path)| (*path).clone()).collect()
    }

    /// Takes a file away, and the folders that are empty then.
    fn remove(&self, path: &str) -> Result<(), Fault> {
        let place = self.out.join(path);
        match fs::remove_file(&place) {
            // Gone already; or a folder that somebody made.
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::IsADirectory) => {}
            removed => removed.map_err(Fault::at(&place))?,
        }
        let folders = place.ancestors().skip(1).take_while(|folder| *folder != self.out);
        // The first that holds something, or is gone, ends it.
        let _ = folders.map(fs::remove_dir).find(Result::is_err);
        Ok(())
    }

    /// Puts a file from `next/` into its place, unless that was done already.
    fn put(&self, path: &str) -> Result<(), Fault> {
        let (staged, place) = (self.next().join(path), self.out.join(path));
        if !staged.exists() {
            return Ok(());
        }
        make_folder_of(&place)?;
        fs::rename(&staged, &place).map_err(Fault::at(&place))
    }

    /// Whether a folder on the way to a file is none: a link would lead out of `out/`.
    fn leads_away(&self, path: &str) -> bool {
        let folders = Path::new(path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        let mut kinds = folders.filter_map(|folder| fs::symlink_metadata(self.out.join(folder)).ok());
        kinds.any(|kind| !kind.is_dir())
    }

    /// Waits until all that was written is on the disk: once for all files, since to wait for each takes as long as to
    /// make it.
    fn flush(&self) -> Result<(), Fault> {
        let own = self.own();
        let folder = File::open(&own).map_err(Fault::at(&own))?;
        rustix::fs::syncfs(&folder).map_err(|error| Fault::at(&own)(error.into()))
    }

    fn own(&self) -> PathBuf {
        self.out.join(OWN)
    }

    fn next(&self) -> PathBuf {
        self.own().join("next")
    }

    fn journal(&self) -> PathBuf {
        self.own().join(JOURNAL)
    }
}

/// Where that of a stage is which the last build that changed it found.
pub(super) fn last_build_of(out: &Path, stage: &str) -> PathBuf {
    out.join(OWN).join(LAST).join(stage)
}

/// What the last build in a folder remembered; nothing if it can't be read.
pub(super) fn memory_in(out: &Path) -> Vec<u8> {
    fs::read(out.join(OWN).join(MEMORY)).unwrap_or_default()
}

/// Writes a file in pieces of some size.
fn in_pieces(file: File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut pieces = BufWriter::new(file);
    write(&mut pieces)?;
    pieces.flush()
}

/// Whether a path can only be that of a file below `out/`, and not in the program's own folder: 「advisory/packet.pdf」.
pub fn is_below(path: &str) -> bool {
    path.split(['/', '\\']).all(|part| !part.is_empty() && !part.starts_with('.'))
}

/// Waits until a file, or the names in a folder, are on the disk.
pub(super) fn sync(place: &Path) -> Result<(), Fault> {
    File::open(place).and_then(|file| file.sync_all()).map_err(Fault::at(place))
}

fn make_folder_of(place: &Path) -> Result<(), Fault> {
    let Some(folder) = place.parent() else { return Ok(()) };
    fs::create_dir_all(folder).map_err(Fault::at(folder))
}
