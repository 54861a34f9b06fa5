//! `shiryo merge`: puts the parts of a build together. All that a whole build does is done but the making of files, which are
//! taken from the parts; so it writes what the whole build writes.

use super::args::{BuildArguments, CommonArguments, MergeArguments};
use super::build::{self, FilesFrom};
use super::exit::Exit;
use super::{join_parts, report};
use crate::edge::part_folder::{self, NoPart};

/// Runs the command.
pub(super) fn run(common: &CommonArguments, merge: &MergeArguments) -> Exit {
    let (parts, flaws) = part_folder::open_all(&merge.parts);
    let (faults, flaws): (Vec<NoPart>, Vec<NoPart>) =
        flaws.into_iter().partition(|flaw| matches!(flaw, NoPart::Fault(_)));
    let said: Vec<(String, String)> =
        flaws.iter().map(|flaw| (flaw.to_string(), flaw.hint().to_owned())).collect();
    match (faults.first(), parts.first()) {
        (Some(refused), _) => report::fault(refused),
        (None, Some(first)) if said.is_empty() => {
            let build = BuildArguments { stages: first.part.stages.clone(), ..BuildArguments::default() };
            build::publish_stages(common, &build, FilesFrom::Parts(&parts))
        }
        _ => join_parts::not_merged(&said),
    }
}
