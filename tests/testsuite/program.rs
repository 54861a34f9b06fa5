//! The program at work on roots, and the sample as it was built once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use serde_json::Value;

use crate::root::{Root, repository};

/// The program, at work on no root yet.
pub(crate) fn shiryo() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shiryo"));
    command.env_clear();
    command
}

/// The sample, built once for all tests that only read it.
pub(crate) static SAMPLE: LazyLock<Built> = LazyLock::new(|| {
    let built = Root::sample().build(&[]);
    assert_eq!(built.status, 0, "{}", built.messages);
    built
});

/// The small cycle of `tests/cases/`, built once.
pub(crate) static MINATO: LazyLock<Built> = LazyLock::new(|| whole("minato"));

/// The city's year of `tests/cases/`, built once.
pub(crate) static HAMABE: LazyLock<Built> = LazyLock::new(|| whole("hamabe"));

fn whole(case: &str) -> Built {
    let built = Root::case(case).build(&[]);
    // What was returned has faults, which are findings.
    assert!(built.status <= 1, "{}", built.messages);
    built
}

impl Root {
    /// A cycle of `tests/cases/`, with its own templates.
    pub(crate) fn case(name: &str) -> Self {
        let case = repository().join("tests/cases").join(name);
        let root = Self::of(&case);
        if case.join("templates").is_dir() {
            root.overlay_below(&case.join("templates"), "templates");
        }
        root
    }

    /// The sample cycle.
    pub(crate) fn sample() -> Self {
        Self::of(repository())
    }

    /// Runs a command on the root with `--format short`; `out/` lies in the root.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let mut command = shiryo();
        command.args(arguments).args(["--format", "short", "--root"]).arg(self.path());
        command.arg("--out").arg(self.path().join("out"));
        command.output().expect("the program runs")
    }

    /// Builds stages, all if none is named.
    pub(crate) fn build(self, stages: &[&str]) -> Built {
        let output = self.run(&[&["build"], stages].concat());
        Built {
            status: output.status.code().expect("an exit status"),
            messages: String::from_utf8(output.stderr).expect("UTF-8"),
            root: self,
        }
    }
}

/// A root after a build.
pub(crate) struct Built {
    pub(crate) root: Root,
    pub(crate) status: i32,
    pub(crate) messages: String,
}

impl Built {
    pub(crate) fn out(&self) -> PathBuf {
        self.root.path().join("out")
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.out().join(path)
    }

    pub(crate) fn json(&self, path: &str) -> Value {
        let bytes = fs::read(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        serde_json::from_slice(&bytes).expect("JSON")
    }

    /// Every file with its bytes, by its path below `out/`.
    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        files_below(&self.out())
    }

    /// The paths of the files with an ending.
    pub(crate) fn ending(&self, ending: &str) -> Vec<PathBuf> {
        let files = self.files().into_iter().map(|(path, _)| path);
        files.filter(|path| path.ends_with(ending)).map(|path| self.path(&path)).collect()
    }
}

/// Every file below a folder with its bytes, by its path below it.
pub(crate) fn files_below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    collect(folder, folder, &mut files);
    files.sort();
    files
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
