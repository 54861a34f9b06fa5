//! How the files of a stage stand with their approvals, and the two steps in which the desk takes one.

use serde::Serialize;

use super::desk_page::{self, NotShown};
use super::links;
use super::live::Live;
use crate::edge::approvals_file;
use crate::ground::wareki;
use crate::published::approvals::{Approvals, FileApproval, fingerprint};
use crate::published::manifest::ManifestEntry;

/// How far somebody is who approves.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ApprovalStep {
    /// Who approves, as it was typed; empty while nobody has said so.
    pub by: String,
    /// What `shiryo approve` said.
    pub said: Vec<String>,
    /// Whether it can be approved as it is.
    pub may: bool,
    /// Whether it was approved just now.
    pub done: bool,
}

#[derive(Serialize)]
struct ApprovalPage {
    stage: String,
    href: String,
    /// What is seen: an approval is of this and of nothing that was made since.
    seen: String,
    approved: usize,
    files: Vec<FileRow>,
    gone: Vec<String>,
    step: ApprovalStep,
    refused: Option<String>,
}

#[derive(Serialize)]
struct FileRow {
    kind: &'static str,
    name: String,
    to: String,
    href: String,
    sha256: String,
    state: String,
    is_open: bool,
}

/// The page of a stage.
///
/// # Errors
///
/// If there is no such stage, nothing of it was made, or the template is wrong.
pub fn page(live: &Live<'_>, id: &str, step: ApprovalStep) -> Result<Vec<u8>, NotShown> {
    let stage = live.stage(id).ok_or(NotShown::NotThere)?;
    let published = live.published()?.ok_or(NotShown::NotThere)?;
    let (approvals, refused) = match approvals_file::read(&live.folders.root) {
        Ok(approvals) => (approvals, None),
        Err(reason) => (Approvals::default(), Some(reason.to_string())),
    };
    let state = approvals.of_stage(&published.manifest, id);
    let files = state.files.iter().map(|(file, _)| (file.about.path.clone(), file.sha256.clone()));
    let page = ApprovalPage {
        stage: stage.title.clone(),
        href: links::approval(id),
        seen: fingerprint(&files.collect()),
        approved: state.approved(),
        files: state.files.iter().map(|(file, approval)| row(file, *approval)).collect(),
        gone: state.gone.iter().map(|path| (*path).to_owned()).collect(),
        step,
        refused,
    };
    desk_page::set(live, "approval", "year", &format!("{}の承認", stage.title), page)
}

fn row(file: &ManifestEntry, approval: FileApproval<'_>) -> FileRow {
    let state = match approval {
        FileApproval::Approved(by) => format!("承認済み（{}　{}）", wareki::date(by.on), by.by),
        FileApproval::Changed(by) => format!("承認（{}）の後に変わった", wareki::date(by.on)),
        FileApproval::Missing => "未承認".to_owned(),
    };
    FileRow {
        kind: file.about.kind.label(),
        name: file.called(),
        to: file.about.recipient.as_ref().map_or_else(String::new, |to| to.addressee.clone()),
        href: links::published(&file.about.path),
        sha256: file.sha256.chars().take(12).collect(),
        state,
        is_open: !matches!(approval, FileApproval::Approved(_)),
    }
}
