//! What an approval of a stage would hold: all its files, or those that differ from what was looked at before.

use std::collections::BTreeMap;

use super::super::approve_arguments::ApproveArguments;
use super::super::args::CommonArguments;
use super::super::diff::{self, Differences};
use super::super::exit::Exit;
use super::super::report;
use crate::edge::issued_folder::IssuedFolder;
use crate::edge::out_reader::OutReader;
use crate::edge::run_comparison::Before;
use crate::load::Loaded;
use crate::published::approvals::{Approvals, FileApproval};
use crate::render::artifact::FileKind;

/// The files that are approved, and what keeps them from it.
#[derive(Debug, Default)]
pub(super) struct WantedApproval {
    /// The SHA-256 of each file, by its path.
    pub files: BTreeMap<String, String>,
    /// The paths of files that were approved and are there no more.
    pub gone: Vec<String>,
    /// The fingerprint of the differences, if only these are approved.
    pub diff: Option<String>,
    /// Why it can't be approved, a sentence each.
    pub hindrances: Vec<String>,
}

impl WantedApproval {
    /// All files of the stage.
    pub(super) fn of_all(published: &OutReader, stage: &str, approvals: &Approvals) -> Self {
        let state = approvals.of_stage(&published.manifest, stage);
        let files = state.files.iter().map(|(file, _)| (file.about.path.clone(), file.sha256.clone()));
        let gone = state.gone.iter().map(|path| (*path).to_owned());
        Self { files: files.collect(), gone: gone.collect(), ..Self::default() }
    }

    /// The files that differ from an earlier run. All others must be approved as they are, and those that differ must have
    /// been approved as they were: else somebody would sign for what nobody saw.
    pub(super) fn of_differences(
        published: &OutReader,
        stage: &str,
        approvals: &Approvals,
        found: Option<Differences>,
    ) -> Result<Self, Exit> {
        let Some(found) = found.filter(|found| !found.diff.is_empty()) else {
            return Err(report::unable(
                "前と違うところがありません。承認するものがありません。",
                "全てを承認するときは、--since も --issued も付けないでください。",
            ));
        };
        let mut wanted = Self { diff: Some(found.fingerprint), ..Self::default() };
        let changed: BTreeMap<&str, Option<&str>> =
            found.diff.files.iter().map(|file| (file.path.as_str(), file.old.as_deref())).collect();
        let state = approvals.of_stage(&published.manifest, stage);
        for (file, approval) in &state.files {
            let path = &file.about.path;
            let is_approved = matches!(approval, FileApproval::Approved(_));
            match changed.get(path.as_str()) {
                Some(Some(old)) if !approvals.approved(stage, path, old) => wanted.hindrances.push(format!(
                    "{path}: 変わる前のものが承認されていないので、違いだけでは承認できません。"
                )),
                Some(_) => {}
                // The figures were compared one by one.
                None if file.about.kind == FileKind::Values && !is_approved => {}
                None if is_approved => continue,
                None => {
                    wanted.hindrances.push(format!("{path}: 前から変わっていませんが、承認されていません。"));
                    continue;
                }
            }
            wanted.files.insert(path.clone(), file.sha256.clone());
        }
        wanted.gone = state.gone.iter().map(|path| (*path).to_owned()).collect();
        Ok(wanted)
    }
}

/// What differs now from what lies in an earlier folder, or from what was handed out.
pub(super) fn differences(
    common: &CommonArguments,
    approve: &ApproveArguments,
    loaded: &Loaded,
    published: &OutReader,
) -> Result<Option<Differences>, Exit> {
    let folder = IssuedFolder::of(&common.root);
    let old = approve.since.as_deref().map(diff::opened).transpose()?;
    let before = old.as_ref().map_or(Before::Issued(&folder), Before::Folder);
    diff::of_one(loaded, &approve.stage, &before, published)
}
