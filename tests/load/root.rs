//! Roots to change: copies in temporary folders.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tempfile::TempDir;

/// The repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the rules' examples.
pub(crate) fn rules_folder() -> PathBuf {
    repository().join("tests/rules")
}

/// Where the roots of this run lie, and the lock that says that it still runs. A root that all tests share is never
/// dropped, so what earlier runs left goes when the next one begins.
static ROOTS: LazyLock<(PathBuf, File)> = LazyLock::new(|| {
    let all = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for left in fs::read_dir(all).expect("the folder for tests").filter_map(Result::ok) {
        let path = left.path();
        let is_lock = path.extension().is_some_and(|extension| extension == LOCK);
        if is_lock && File::open(&path).is_ok_and(|lock| lock.try_lock().is_ok()) {
            // Two runs that begin together may both find it.
            let _ = fs::remove_dir_all(path.with_extension(""));
            let _ = fs::remove_file(&path);
        }
    }
    let own = all.join(format!("roots-{}", std::process::id()));
    let lock = File::create(own.with_extension(LOCK)).expect("a lock");
    lock.lock().expect("a lock");
    fs::create_dir_all(&own).expect("a folder");
    (own, lock)
});
const LOCK: &str = "lock";

/// A root in a temporary folder.
pub(crate) struct Root {
    folder: TempDir,
}

impl Root {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir_in(&ROOTS.0).expect("a temporary folder") }
    }

    /// The `inputs/` of another root.
    pub(crate) fn of(root: &Path) -> Self {
        let copied = Self::empty();
        copied.overlay_below(&root.join("inputs"), "inputs");
        copied
    }

    /// The base cycle of the rules' examples with an example laid over it. `REMOVE.txt` names files to take away, a line
    /// each.
    pub(crate) fn example(folder: &Path) -> Self {
        let root = Self::of(&rules_folder().join("base"));
        root.overlay_below(folder, "");
        let list = root.path().join("REMOVE.txt");
        if list.exists() {
            root.read("REMOVE.txt").lines().filter(|l| !l.is_empty()).for_each(|path| root.remove(path));
            root.remove("REMOVE.txt");
        }
        root
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file below the root.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
        self
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Replaces a piece of a text file, which must be there.
    pub(crate) fn replace(&self, path: &str, old: &str, new: &str) -> &Self {
        let text = self.read(path);
        assert!(text.contains(old), "{path} holds no {old}");
        self.write(path, text.replacen(old, new, 1))
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Lays the files of a folder over a folder of the root.
    pub(crate) fn overlay_below(&self, folder: &Path, below: &str) {
        copy(folder, &self.path().join(below));
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
        let entry = entry.expect("an entry");
        let place = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &place),
            false => {
                fs::copy(entry.path(), place).expect("a copy");
            }
        }
    }
}
