//! Sees what changes in folders. A program that saves a file touches it several times, so it is told once it has been quiet
//! for a moment.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read")]

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// For so long nothing changes before it is told.
const QUIET: Duration = Duration::from_millis(40);
/// However long files go on changing, it is told after so many quiet moments that did not come.
const MOST: usize = 50;

/// Watches folders as long as it is there.
pub struct FolderWatch {
    _watcher: RecommendedWatcher,
}

/// What a folder is watched for.
#[derive(Debug, Clone)]
pub struct Watched {
    /// The folder.
    pub folder: PathBuf,
    /// Whether what lies in folders below it is meant too.
    pub deep: bool,
}

impl FolderWatch {
    /// Watches folders and tells `changed` of every change. One that is not there is not watched.
    ///
    /// # Errors
    ///
    /// If the machine can't watch.
    pub fn start(folders: &[Watched], changed: impl Fn() + Send + 'static) -> Result<Self, notify::Error> {
        let (seen, events) = mpsc::channel();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_))) {
                let _ = seen.send(());
            }
        })?;
        for Watched { folder, deep } in folders.iter().filter(|watched| watched.folder.is_dir()) {
            let mode = if *deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            watcher.watch(folder, mode)?;
        }
        thread::spawn(move || tell(&events, &changed));
        Ok(Self { _watcher: watcher })
    }
}

fn tell(events: &Receiver<()>, changed: &dyn Fn()) {
    while events.recv().is_ok() {
        let mut moments = 0;
        while moments < MOST && events.recv_timeout(QUIET).is_ok() {
            moments += 1;
        }
        changed();
    }
}
