//! The folders in which the parts of a build lie, for whoever merges them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::held_out::HeldOut;
use super::out_folder;
use super::out_place;
use crate::ground::fault::Fault;
use crate::ground::hash::sha256;
use crate::published::build_part::BuildPart;
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::published::memory::Memory;

/// A part in its folder, held so that no build changes it.
pub struct PartFolder {
    held: HeldOut,
    /// Which part it is.
    pub part: BuildPart,
    /// What it holds.
    pub manifest: Manifest,
}

/// Why a folder can't be merged.
#[derive(Debug, thiserror::Error)]
pub enum NoPart {
    /// Nothing was made there.
    #[error("{} に、作られたものがありません。", .0.display())]
    Nothing(PathBuf),
    /// What was made there is whole.
    #[error("{} にあるのは、部分（build --shard で作ったもの）ではありません。", .0.display())]
    Whole(PathBuf),
    /// Its manifest can't be read, or was edited.
    #[error("{} の manifest.json が、作られた後に書き換えられているか、読めません。", .0.display())]
    Edited(PathBuf),
    /// It is named twice, whatever it is called.
    #[error("{} を、二度書いています。", .0.display())]
    Twice(PathBuf),
    /// The machine refused.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl NoPart {
    /// What to do about it; nothing about what the machine refused.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Nothing(_) => {
                "その部分を build --shard で作ってください（途中で止まったのなら、同じコマンドをもう一度）。"
            }
            Self::Whole(_) => "部分のフォルダだけを並べてください。",
            Self::Edited(_) => "その部分を、同じコマンドで作り直してください。",
            Self::Twice(_) => "一度だけ書いてください。",
            Self::Fault(_) => "",
        }
    }
}

/// Opens the folders, in the order in which they are named; of those that can't be merged, why.
pub fn open_all(places: &[PathBuf]) -> (Vec<PartFolder>, Vec<NoPart>) {
    let (mut parts, mut flaws) = (Vec::new(), Vec::new());
    let mut seen: BTreeMap<PathBuf, &PathBuf> = BTreeMap::new();
    for place in places {
        let opened =
            out_place::real(place).map_err(NoPart::from).and_then(|real| match seen.insert(real, place) {
                Some(_) => Err(NoPart::Twice(place.clone())),
                None => open(place),
            });
        match opened {
            Ok(part) => parts.push(part),
            Err(flaw) => flaws.push(flaw),
        }
    }
    (parts, flaws)
}

fn open(place: &Path) -> Result<PartFolder, NoPart> {
    if !out_folder::has_any(place) {
        return Err(NoPart::Nothing(place.to_owned()));
    }
    let held = HeldOut::open(place)?;
    let manifest = match out_folder::manifest_in(held.out()) {
        Err(Fault::BrokenManifest { .. }) => return Err(NoPart::Edited(place.to_owned())),
        read => read?.ok_or_else(|| NoPart::Nothing(place.to_owned()))?,
    };
    let part = manifest.part.clone().ok_or_else(|| NoPart::Whole(place.to_owned()))?;
    match manifest.is_sealed() {
        true => Ok(PartFolder { held, part, manifest }),
        false => Err(NoPart::Edited(place.to_owned())),
    }
}

impl PartFolder {
    /// The folder as it was named.
    pub fn place(&self) -> &Path {
        self.held.out()
    }

    /// What it remembers of its files.
    pub fn memory(&self) -> Memory {
        Memory::read(&self.held.memory())
    }

    /// The bytes of a file; none if it is gone, or is not what was made.
    pub fn read(&self, entry: &ManifestEntry) -> Option<Vec<u8>> {
        let bytes = self.held.read(&entry.about.path).ok()?;
        (*sha256(&bytes) == *entry.sha256).then_some(bytes)
    }
}
