//! All that was published of a stage, read again as a stranger has it.

use std::sync::{Mutex, PoisonError};

use super::audit_report::{AuditFault, AuditReport, FaultKind};
use super::known_inputs::KnownInputs;
use super::message_words;
use super::pdf_audit;
use super::told_figures::ToldFigures;
use super::workbook_audit;
use crate::ground::fault::Fault;
use crate::mail::message_check::MessageCheck;
use crate::mail::objection::Objection;
use crate::model::cycle::Cycle;
use crate::model::stage::Stage;
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::render::artifact::FileKind;
use crate::render::values::Values;
use crate::render::workers::on_threads;

/// What was published, and how its files are read.
pub struct Published<'a> {
    /// What it is.
    pub manifest: &'a Manifest,
    /// Reads a file below `out/`, which must be as it was made.
    pub read: &'a (dyn Fn(&str) -> Result<Vec<u8>, Fault> + Sync),
}

/// Looks at all files of a stage.
pub fn look(
    published: &Published<'_>,
    stage: &Stage,
    cycle: &Cycle,
    known: &KnownInputs,
    threads: usize,
) -> AuditReport {
    let files: Vec<&ManifestEntry> = published.manifest.of_stage(stage.id.get_ref()).collect();
    let mut report = AuditReport::default();
    let values = files.iter().find(|file| file.about.kind == FileKind::Values);
    let values = values.map(|file| values_in(published, file));
    let values = match values {
        Some(Ok(values)) => values,
        Some(Err(fault)) => {
            report.faults.push(fault);
            Values::default()
        }
        None => Values::default(),
    };
    let told = ToldFigures::new(&values, cycle);
    let looked: Vec<Mutex<AuditReport>> = files.iter().map(|_| Mutex::default()).collect();
    let check = MessageCheck::new(published.manifest, stage.id.get_ref(), published.read);
    on_threads(threads, files.len(), &|nth| {
        let mut found = look_at(published, files[nth], stage, &told, known);
        found.faults.extend(for_its_recipient(&check, files[nth]));
        *looked[nth].lock().unwrap_or_else(PoisonError::into_inner) = found;
    });
    for one in looked {
        report.join(one.into_inner().unwrap_or_else(PoisonError::into_inner));
    }
    report.faults.sort();
    report.faults.dedup();
    report
}

fn values_in(published: &Published<'_>, file: &ManifestEntry) -> Result<Values, AuditFault> {
    let path = &file.about.path;
    let bytes = (published.read)(path).map_err(|fault| unreadable(path, &fault))?;
    serde_json::from_slice(&bytes).map_err(|error| unreadable(path, &Fault::format(error)))
}

fn unreadable(path: &str, fault: &Fault) -> AuditFault {
    AuditFault::of(path, FaultKind::Unreadable, fault.to_string(), "")
}

fn look_at(
    published: &Published<'_>,
    file: &ManifestEntry,
    stage: &Stage,
    told: &ToldFigures<'_>,
    known: &KnownInputs,
) -> AuditReport {
    let about = &file.about;
    match (published.read)(&about.path) {
        Ok(bytes) if about.path.ends_with(".pdf") => pdf_audit::look(about, bytes, stage, told, known),
        Ok(bytes) if about.path.ends_with(".xlsx") => workbook_audit::look(about, &bytes, told, known),
        Ok(bytes) if about.kind == FileKind::Mail => message_words::look(about, &bytes, told, known),
        Ok(_) => AuditReport { files: 1, ..AuditReport::default() },
        Err(fault) => {
            let faults = vec![unreadable(&about.path, &fault)];
            AuditReport { files: 1, faults, ..AuditReport::default() }
        }
    }
}

/// Whether a message, a letter or a form is its recipient's, and names nobody else.
fn for_its_recipient(check: &MessageCheck<'_>, file: &ManifestEntry) -> Vec<AuditFault> {
    let path = &file.about.path;
    match (file.about.kind, &file.about.recipient) {
        (FileKind::Mail, _) => {
            check.objections(file).iter().map(|objection| of_objection(path, objection)).collect()
        }
        (FileKind::Letter | FileKind::Form, Some(recipient)) => {
            check.printed(file, recipient).iter().map(|objection| of_objection(path, objection)).collect()
        }
        _ => Vec::new(),
    }
}

fn of_objection(path: &str, objection: &Objection) -> AuditFault {
    let (path, kind) = match objection {
        Objection::NamesAnother { path, .. } => (path.as_str(), FaultKind::Leak),
        Objection::OtherAddressee { path, .. } => (path.as_str(), FaultKind::Name),
        Objection::OfAnother(path) => (path.as_str(), FaultKind::Leak),
        Objection::LetterToAnother { path, .. } => (path.as_str(), FaultKind::Leak),
        Objection::LetterWithoutCode(path) => (path.as_str(), FaultKind::Leak),
        Objection::Unreadable { path, .. } | Objection::Missing(path) | Objection::Changed(path) => {
            (path.as_str(), FaultKind::Unreadable)
        }
        _ => (path, FaultKind::Mail),
    };
    AuditFault::of(path, kind, objection.to_string(), "")
}
