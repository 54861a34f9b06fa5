//! Where `out/` may lie: not where the inputs are, and not where a file is.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::ground::fault::Fault;

/// Why a folder can't be `out/`.
#[derive(Debug, thiserror::Error)]
pub enum MisplacedOut {
    /// It lies in one of the root's own folders, or is one.
    #[error("--out の {} は、{}/ の中です。", out.display(), folder)]
    Within {
        /// The folder as the command line names it.
        out: PathBuf,
        /// `inputs` or `templates`.
        folder: &'static str,
    },
    /// One of the root's own folders lies in it.
    #[error("--out の {} の中に、{}/ があります。", out.display(), folder)]
    Around {
        /// The folder as the command line names it.
        out: PathBuf,
        /// `inputs` or `templates`.
        folder: &'static str,
    },
    /// It holds what was made of another cycle.
    #[error("--out の {} には、別の一年（id が {cycle}）の資料があります。", out.display())]
    OfAnother {
        /// The folder as the command line names it.
        out: PathBuf,
        /// The id of that cycle.
        cycle: String,
    },
    /// It holds a part of a build, which this command would take away.
    #[error("--out の {} には、{part}があります。", out.display())]
    HoldsPart {
        /// The folder as the command line names it.
        out: PathBuf,
        /// The part in it: 「feedback の部分 3/8」.
        part: String,
    },
    /// It holds what was built whole, which a part would take away.
    #[error("--out の {} には、部分でない資料があります。", out.display())]
    HoldsWhole {
        /// The folder as the command line names it.
        out: PathBuf,
    },
    /// It is a file or a link to nothing, or lies below one.
    #[error("--out の {} は、フォルダではありません（{} は、ファイルか、ないものへのリンクです）。", out.display(), file.display())]
    NoFolder {
        /// The folder as the command line names it.
        out: PathBuf,
        /// What is there.
        file: PathBuf,
    },
    /// The machine refused.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Makes sure that what is made can't mix with what it is made of, whatever links and `..` there are on the way.
///
/// # Errors
///
/// If `out` is the root's `inputs/` or `templates/`, lies in one of them, or holds one of them; or if it can be no folder,
/// since a file is there.
pub fn check(root: &Path, out: &Path) -> Result<(), MisplacedOut> {
    let real_out = real(out)?;
    for folder in ["inputs", "templates"] {
        let place = real(&root.join(folder))?;
        if real_out.starts_with(&place) {
            return Err(MisplacedOut::Within { out: out.to_owned(), folder });
        }
        if place.starts_with(&real_out) {
            return Err(MisplacedOut::Around { out: out.to_owned(), folder });
        }
    }
    match real_out.ancestors().find_map(|place| Some((place, place.symlink_metadata().ok()?))) {
        Some((file, kind)) if !kind.is_dir() => {
            Err(MisplacedOut::NoFolder { out: out.to_owned(), file: file.to_owned() })
        }
        _ => Ok(()),
    }
}

/// The path without links and `..`, also of a folder that is not there yet.
pub(super) fn real(path: &Path) -> Result<PathBuf, Fault> {
    let mut real = PathBuf::new();
    for part in std::path::absolute(path).map_err(Fault::at(path))?.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(real.pop()),
            part => real.push(part),
        }
        if let Ok(there) = fs::canonicalize(&real) {
            real = there;
        }
    }
    Ok(real)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test lays out folders")]
mod tests {
    use super::*;

    fn root() -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(root.path().join("inputs/opinions")).expect("folders");
        root
    }

    #[test]
    fn beside_the_inputs_it_may_lie_anywhere() {
        let root = root();
        for out in ["out", "out/year", "inputs-out", "inputs/../out", "nowhere/../out"] {
            assert!(check(root.path(), &root.path().join(out)).is_ok(), "{out}");
        }
        let elsewhere = tempfile::tempdir().expect("a folder");
        assert!(check(root.path(), elsewhere.path()).is_ok());
    }

    #[test]
    fn within_the_inputs_or_around_them_it_may_not_lie() {
        let root = root();
        let place = |out: &str| root.path().join(out);
        std::os::unix::fs::symlink(place("inputs/opinions"), place("link")).expect("a link");
        for out in [
            "inputs",
            "inputs/",
            "inputs/new/out",
            "templates",
            "templates/x",
            "out/../inputs/x",
            "link",
            "link/x",
        ] {
            let found = check(root.path(), &place(out));
            assert!(matches!(found, Err(MisplacedOut::Within { .. })), "{out}: {found:?}");
        }
        for out in [".", "", "..", "link/../..", "inputs/.."] {
            let found = check(root.path(), &place(out));
            assert!(matches!(found, Err(MisplacedOut::Around { .. })), "{out}: {found:?}");
        }
    }

    #[test]
    fn where_a_file_is_it_may_not_lie() {
        let root = root();
        let place = |out: &str| root.path().join(out);
        fs::write(place("plan.docx"), "mine").expect("a file");
        for (link, to) in [("to-file", "plan.docx"), ("to-nothing", "nothing"), ("to-itself", "to-itself")] {
            std::os::unix::fs::symlink(place(to), place(link)).expect("a link");
        }
        for out in ["plan.docx", "plan.docx/out", "to-file", "to-nothing", "to-nothing/out", "to-itself"] {
            let found = check(root.path(), &place(out));
            assert!(matches!(found, Err(MisplacedOut::NoFolder { .. })), "{out}: {found:?}");
        }
        assert!(check(root.path(), Path::new("/dev/null")).is_err());
    }

    #[test]
    fn a_linked_inputs_is_the_folder_that_it_leads_to() {
        let (real, root) = (root(), tempfile::tempdir().expect("a folder"));
        std::os::unix::fs::symlink(real.path().join("inputs"), root.path().join("inputs")).expect("a link");
        assert!(check(root.path(), &real.path().join("inputs/opinions")).is_err());
        assert!(check(root.path(), &root.path().join("out")).is_ok());
    }
}
