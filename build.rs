//! The templates are built into the program: it is built anew when one of them changes. And the program knows itself by
//! the hash of what it is built of: what another program made is made again.

#![allow(clippy::disallowed_methods, reason = "this is where the disk is read")]

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What the program is built of.
const PARTS: [&str; 5] = ["build.rs", "Cargo.toml", "Cargo.lock", "src", "templates"];

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for part in PARTS {
        println!("cargo:rerun-if-changed={part}");
        if Path::new(part).exists() {
            collect(Path::new(part), &mut files)?;
        }
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.to_string_lossy().hash(&mut hasher);
        fs::read(&file)?.hash(&mut hasher);
    }
    println!("cargo:rustc-env=SHIRYO_PROGRAM={:016x}", hasher.finish());
    Ok(())
}

/// The files at and below a place.
fn collect(place: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if place.is_file() {
        files.push(place.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(place)? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}
