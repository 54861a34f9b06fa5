//! `manifest.json` of a public set: its files, and what they were made of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::fingerprint::PublicFingerprint;
use crate::ground::fault::Fault;
use crate::ground::hash::sha256;
use crate::published::manifest::MANIFEST;

/// What begins the element in which a page bears its fingerprint.
const MARK: &str = "<meta name=\"fingerprint\" content=\"";

/// The manifest of a public set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicManifest {
    /// Which program made it, and of which inputs.
    pub fingerprint: PublicFingerprint,
    /// The id of the stage of which it is.
    pub stage: String,
    /// Its files, in the order of their paths; this one is not among them.
    pub files: Vec<PublicFile>,
}

/// A file of a public set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicFile {
    /// Its path in the set.
    pub path: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: usize,
}

impl PublicManifest {
    /// That of some files, by their paths.
    pub fn of(stage: &str, fingerprint: PublicFingerprint, files: &BTreeMap<String, Vec<u8>>) -> Self {
        let files = files.iter().map(|(path, bytes)| PublicFile {
            path: path.clone(),
            sha256: sha256(bytes).to_string(),
            bytes: bytes.len(),
        });
        Self { fingerprint, stage: stage.to_owned(), files: files.collect() }
    }

    /// As it is written.
    ///
    /// # Errors
    ///
    /// If serializing fails.
    pub fn to_json(&self) -> Result<Vec<u8>, Fault> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(Fault::format)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// What is not as it should be with the files of a public set, a path and a sentence each: whether they are those of its
/// manifest, and made by this program of these inputs.
pub fn faults(files: &BTreeMap<String, Vec<u8>>, now: &PublicFingerprint) -> Vec<(String, String)> {
    let at = |path: &str, what: &str| (path.to_owned(), what.to_owned());
    let manifest = files.get(MANIFEST).and_then(|bytes| serde_json::from_slice(bytes).ok());
    let Some(manifest): Option<PublicManifest> = manifest else {
        return vec![at(MANIFEST, "見つからないか、読めない")];
    };
    let mut faults = Vec::new();
    if manifest.fingerprint.inputs != now.inputs {
        faults.push(at(MANIFEST, "今とは違う入力から作られている"));
    }
    if manifest.fingerprint.program != now.program {
        let version = &manifest.fingerprint.version;
        faults.push(at(MANIFEST, &format!("今とは違う版（{version}）のプログラムで作られている")));
    }
    for file in &manifest.files {
        match files.get(&file.path) {
            None => faults.push(at(&file.path, "ない")),
            Some(bytes) if file.sha256 != *sha256(bytes) => {
                faults.push(at(&file.path, "作られた後に変わっている"));
            }
            Some(bytes) => {
                let written = file.path.ends_with(".html").then(|| fingerprint_of(bytes)).flatten();
                if file.path.ends_with(".html") && written != Some(manifest.fingerprint.to_string()) {
                    faults.push(at(&file.path, &format!("指紋が、{MANIFEST} のものと違う")));
                }
            }
        }
    }
    let is_known = |path: &str| path == MANIFEST || manifest.files.iter().any(|file| file.path == path);
    let foreign = files.keys().filter(|path| !is_known(path));
    faults.extend(foreign.map(|path| at(path, &format!("{MANIFEST} にない"))));
    faults
}

/// The fingerprint that a page bears.
fn fingerprint_of(page: &[u8]) -> Option<String> {
    let (_, behind) = std::str::from_utf8(page).ok()?.split_once(MARK)?;
    behind.split_once('"').map(|(fingerprint, _)| fingerprint.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_is_told() {
        let fingerprint = PublicFingerprint::of(&BTreeMap::new()).expect("a fingerprint");
        let page = format!("{MARK}{fingerprint}\">").into_bytes();
        let mut files = BTreeMap::from([
            ("index.html".to_owned(), page.clone()),
            ("data/register.csv".to_owned(), b"a".to_vec()),
        ]);
        let manifest = PublicManifest::of("advisory", fingerprint.clone(), &files);
        files.insert(MANIFEST.into(), manifest.to_json().expect("JSON"));
        assert_eq!(faults(&files, &fingerprint), []);
        let other = PublicFingerprint { inputs: "other".into(), ..fingerprint.clone() };
        assert_eq!(
            faults(&files, &other),
            [(MANIFEST.to_owned(), "今とは違う入力から作られている".to_owned())]
        );
        files.insert("data/register.csv".into(), b"b".to_vec());
        files.remove("index.html");
        files.insert("memo.txt".into(), Vec::new());
        let said = faults(&files, &fingerprint);
        let said: Vec<(&str, &str)> =
            said.iter().map(|(path, what)| (path.as_str(), what.as_str())).collect();
        let expected = [
            ("data/register.csv", "作られた後に変わっている"),
            ("index.html", "ない"),
            ("memo.txt", "manifest.json にない"),
        ];
        assert_eq!(said, expected);
        assert_eq!(faults(&BTreeMap::new(), &fingerprint).len(), 1);
    }
}
