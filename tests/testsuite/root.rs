//! A root to change and run the program on, and the sample as it was built once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use serde_json::Value;
use tempfile::TempDir;

/// The repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program, at work on no root yet.
pub fn shiryo() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shiryo"));
    command.env_clear();
    command
}

/// The sample, built once for all tests that only read it.
pub static SAMPLE: LazyLock<Built> = LazyLock::new(|| {
    let built = Root::sample().build(&[]);
    assert_eq!(built.status, 0, "{}", built.messages);
    built
});

/// A copy of a root in a temporary folder.
pub struct Root {
    folder: TempDir,
}

impl Root {
    /// The sample cycle.
    pub fn sample() -> Self {
        Self::of(repository())
    }

    /// An empty folder.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// The `inputs/` of another root.
    pub fn of(root: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(&root.join("inputs"), &folder.path().join("inputs"));
        Self { folder }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file below the root.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
        self
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Replaces a piece of a text file, which must be there.
    pub fn replace(&self, path: &str, old: &str, new: &str) -> &Self {
        let text = self.read(path);
        assert!(text.contains(old), "{path} holds no {old}");
        self.write(path, text.replacen(old, new, 1))
    }

    pub fn remove(&self, path: &str) -> &Self {
        fs::remove_file(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        self
    }

    /// Lays the files of a folder over the root.
    pub fn overlay(&self, folder: &Path) -> &Self {
        copy(folder, self.path());
        self
    }

    /// Lays the files of a folder over a folder of the root.
    pub fn overlay_below(&self, folder: &Path, below: &str) -> &Self {
        copy(folder, &self.path().join(below));
        self
    }

    /// Runs a command on the root with `--format short`; `out/` lies in the root.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = shiryo();
        command.args(arguments).args(["--format", "short", "--root"]).arg(self.path());
        command.arg("--out").arg(self.path().join("out"));
        command.output().expect("the program runs")
    }

    /// Builds stages, all if none is named.
    pub fn build(self, stages: &[&str]) -> Built {
        let output = self.run(&[&["build"], stages].concat());
        Built {
            status: output.status.code().expect("an exit status"),
            messages: String::from_utf8(output.stderr).expect("UTF-8"),
            root: self,
        }
    }
}

/// A root after a build.
pub struct Built {
    pub root: Root,
    pub status: i32,
    pub messages: String,
}

impl Built {
    pub fn out(&self) -> PathBuf {
        self.root.path().join("out")
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.out().join(path)
    }

    pub fn json(&self, path: &str) -> Value {
        let bytes = fs::read(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        serde_json::from_slice(&bytes).expect("JSON")
    }

    /// Every file with its bytes, by its path below `out/`.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        collect(&self.out(), &self.out(), &mut files);
        files.sort();
        files
    }

    /// The paths of the files with an ending.
    pub fn ending(&self, ending: &str) -> Vec<PathBuf> {
        let files = self.files().into_iter().map(|(path, _)| path);
        files.filter(|path| path.ends_with(ending)).map(|path| self.path(&path)).collect()
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

fn collect(base: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => collect(base, &path, files),
            false => {
                let name = path.strip_prefix(base).expect("below the base").to_string_lossy().into_owned();
                files.push((name, fs::read(&path).expect("a file")));
            }
        }
    }
}
