//! `inputs/approvals.toml` on the disk, and whether `cycle.toml` asks for approvals. What was written stays: an approval is
//! set below the others, and the lines that people wrote between them are kept.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read and written")]
#![expect(
    clippy::disallowed_types,
    reason = "the folder is locked, and the file is on the disk before it gets its name"
)]

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use serde::Deserialize;

use super::held_out::sync;
use crate::ground::fault::Fault;
use crate::model::cycle::{ApprovalRule, SourceText};
use crate::published::approvals::{APPROVALS, Approval, Approvals};
use crate::read::cycle::{CYCLE, UnusableCycle};
use crate::read::toml_slips;

/// Why approvals are not known.
#[derive(Debug, thiserror::Error)]
pub enum NoApprovals {
    /// A file can't be used as it is.
    #[error(transparent)]
    Slips(#[from] UnusableCycle),
    /// The machine refused.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Of `cycle.toml` what matters here; what else stands in it, a build reads.
#[derive(Deserialize)]
struct OnlyApproval {
    approval: Option<ApprovalRule>,
}

/// Whether `cycle.toml` says now that papers go out only once they are approved. It may have been written since the build.
///
/// # Errors
///
/// If it is there and can't be read.
pub fn is_required(root: &Path) -> Result<bool, NoApprovals> {
    let place = root.join(CYCLE);
    let bytes = match fs::read(&place) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        read => read.map_err(Fault::at(&place))?,
    };
    let source = SourceText { file: CYCLE.into(), text: String::from_utf8_lossy(&bytes).as_ref().into() };
    let only: OnlyApproval = toml_slips::read(&source).map_err(UnusableCycle)?;
    Ok(only.approval.is_some())
}

/// Reads the approvals of a root; there are none without the file.
///
/// # Errors
///
/// What is wrong with the file, or what the machine refused.
pub fn read(root: &Path) -> Result<Approvals, NoApprovals> {
    Ok(Approvals::read(&bytes(&root.join(APPROVALS))?).map_err(UnusableCycle)?)
}

/// Sets an approval below the others; the file is on the disk when this returns.
///
/// # Errors
///
/// What is wrong with the file as it is, or what the machine refused: then it is as it was.
pub fn append(root: &Path, approval: &Approval) -> Result<(), NoApprovals> {
    let place = root.join(APPROVALS);
    let folder = place.parent().unwrap_or(root);
    // Two who approve at once write one after the other.
    let lock = File::open(folder).map_err(Fault::at(folder))?;
    lock.lock().map_err(Fault::at(folder))?;
    let mut text = bytes(&place)?;
    if !text.is_empty() {
        text.extend_from_slice(if text.ends_with(b"\n") { b"\n" } else { b"\n\n" });
    }
    text.extend_from_slice(approval.lines().map_err(Fault::format)?.as_bytes());
    // What can't be read again would be no approval.
    Approvals::read(&text).map_err(UnusableCycle)?;
    let unfinished = place.with_file_name(".approvals.toml");
    let written = File::create(&unfinished).and_then(|mut file| {
        file.write_all(&text)?;
        if let Ok(before) = fs::metadata(&place) {
            file.set_permissions(before.permissions())?;
        }
        file.sync_all()
    });
    written.map_err(Fault::at(&unfinished))?;
    fs::rename(&unfinished, &place).map_err(Fault::at(&place))?;
    Ok(sync(folder)?)
}

fn bytes(place: &Path) -> Result<Vec<u8>, Fault> {
    match fs::read(place) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        read => read.map_err(Fault::at(place)),
    }
}
