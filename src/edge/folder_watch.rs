//! Sees what changes in folders. A program that saves a file touches it several times, so it is told once it has been quiet
//! for a moment.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read")]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// For so long nothing changes before it is told.
const QUIET: Duration = Duration::from_millis(40);
/// However long files go on changing, it is told after so many changes.
const MOST: usize = 50;

/// What a folder is watched for.
#[derive(Debug, Clone)]
pub struct Watched {
    /// The folder.
    pub folder: PathBuf,
    /// Whether what lies in folders below it is meant too.
    pub deep: bool,
}

/// Watches folders as long as the program runs, and tells `changed` of every change. One that is not there yet is watched
/// from the change on after which it is.
///
/// # Errors
///
/// If the machine can't watch.
pub fn watch(folders: Vec<Watched>, changed: impl Fn() + Send + 'static) -> Result<(), notify::Error> {
    let (seen, events) = mpsc::channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_))) {
            let _ = seen.send(());
        }
    })?;
    let mut watch = FolderWatch { watcher, folders, watched: BTreeSet::new() };
    watch.begin()?;
    thread::spawn(move || watch.tell(&events, &changed));
    Ok(())
}

struct FolderWatch {
    watcher: RecommendedWatcher,
    folders: Vec<Watched>,
    watched: BTreeSet<PathBuf>,
}

impl FolderWatch {
    /// Watches the folders that are there. One that is gone is watched again when it is back.
    fn begin(&mut self) -> Result<(), notify::Error> {
        for Watched { folder, deep } in &self.folders {
            if !folder.is_dir() {
                self.watched.remove(folder);
            } else if self.watched.insert(folder.clone()) {
                let mode = if *deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
                self.watcher.watch(folder, mode)?;
            }
        }
        Ok(())
    }

    fn tell(&mut self, events: &Receiver<()>, changed: &dyn Fn()) {
        while events.recv().is_ok() {
            let mut moments = 0;
            while moments < MOST && events.recv_timeout(QUIET).is_ok() {
                moments += 1;
            }
            // A folder that can't be watched is looked at when something else changes.
            let _ = self.begin();
            changed();
        }
    }
}
