//! `shiryo audit --public FOLDER`: whether a public set is what the inputs make, whole, and without anything withheld.

use std::collections::BTreeMap;
use std::path::Path;

use super::args::CommonArguments;
use super::exit::Exit;
use super::public_proof::{leaks, public_set};
use super::{loaded_root, report};
use crate::audit::audit_report::{AuditFault, AuditReport, FaultKind};
use crate::edge::public_folder;
use crate::ground::fault::Fault;
use crate::ground::text::excerpt;
use crate::public::fingerprint::PublicFingerprint;
use crate::public::public_manifest::{PublicManifest, faults};
use crate::published::manifest::MANIFEST;

/// Looks at a folder.
///
/// # Errors
///
/// How the run ends if it can't be looked at; why is said.
pub(super) fn look(common: &CommonArguments, folder: &Path) -> Result<AuditReport, Exit> {
    let files = public_folder::read(folder).map_err(|fault| report::fault(&fault))?;
    let manifest = files.get(MANIFEST).and_then(|bytes| serde_json::from_slice(bytes).ok());
    let Some(manifest): Option<PublicManifest> = manifest else {
        return Err(report::unable(
            &format!("{} に、公開するものがありません。", folder.display()),
            "shiryo publish の --to に書いたフォルダを指してください。",
        ));
    };
    let (sources, loaded) = loaded_root::read_with_sources(&common.root)?;
    let inputs = sources.with_templates(sources.hashes());
    common.record.of_inputs(&inputs);
    let now = PublicFingerprint::of(&inputs).map_err(|error| report::fault(&Fault::format(error)))?;
    let mut found = AuditReport { files: files.len(), ..AuditReport::default() };
    let wrong = |fault: (String, String)| AuditFault::of(&fault.0, FaultKind::Fingerprint, fault.1, "");
    found.faults.extend(faults(&files, &now).into_iter().map(wrong));
    let (set, _) = public_set(&loaded, &manifest.stage, &now)?;
    if manifest.fingerprint == now {
        found.faults.extend(not_as_made(&files, &set.files));
    }
    let leaks = leaks(&loaded, &set, &files)?;
    found.faults.extend(leaks.iter().map(|leak| {
        let said =
            format!("{}「{}」（{}）", leak.secret.what, excerpt(&leak.secret.said), leak.secret.origin);
        AuditFault::of(&leak.place, FaultKind::Withheld, said, "")
    }));
    found.faults.sort();
    found.faults.dedup();
    common.record.result(format!("公開した{}ファイル、誤り {}", files.len(), found.faults.len()));
    Ok(found)
}

/// What of a set is not as the same inputs and the same program make it.
fn not_as_made(files: &BTreeMap<String, Vec<u8>>, made: &BTreeMap<String, Vec<u8>>) -> Vec<AuditFault> {
    let differs = |path: &&String| files.get(*path) != made.get(*path);
    let paths = files.keys().chain(made.keys().filter(|path| !files.contains_key(*path))).filter(differs);
    let fault = |path: &String| {
        AuditFault::of(
            path,
            FaultKind::Fingerprint,
            "同じ指紋の入力と版から作られるものと違う",
            "shiryo publish で作り直す",
        )
    };
    paths.map(fault).collect()
}
