//! The parts of a build put together: whether they are those of one build, and what they made.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::exit::Exit;
use super::report;
use crate::edge::part_folder::PartFolder;
use crate::edge::staging::Staging;
use crate::ground::fault::Fault;
use crate::ground::finding::Findings;
use crate::ground::shard::Shard;
use crate::ground::watch::Observer;
use crate::library::trouble;
use crate::mail::withheld_findings;
use crate::make::{Made, Workshop};
use crate::model::stage::Stage;
use crate::published::build_part::{self, PartFlaw};
use crate::published::manifest::ManifestEntry;
use crate::render::artifact::FileKind;
use crate::render::workers::on_threads;
use crate::wording::shown::shown_path;

/// Why parts are not merged.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotMerged {
    /// They are not those of one build of these inputs.
    #[error("some parts are not those of this build")]
    Parts(Vec<PartFlaw>),
    /// Files of parts are not what was made: the folder, its part, and the first of them.
    #[error("some files are not what was made")]
    Changed(BTreeMap<String, (Shard, String)>),
    /// Two parts made two files of one name.
    #[error("two parts made {0}")]
    SameName(String),
}

/// Says it.
pub(super) fn report(reason: &NotMerged) -> Exit {
    let said: Vec<(String, String)> = match reason {
        NotMerged::Parts(flaws) => flaws.iter().map(|flaw| (flaw.to_string(), flaw.hint())).collect(),
        NotMerged::Changed(changed) => changed
            .iter()
            .map(|(place, (shard, path))| {
                let message = format!(
                    "{place}（部分 {shard}）の {path} が、作られた後に変わったか、なくなっています。"
                );
                (message, format!("部分 {shard} を、同じコマンドで作り直してください。"))
            })
            .collect(),
        NotMerged::SameName(path) => vec![(
            format!("二つの部分に、名が {path} の、違うファイルがあります。"),
            "--shard を付けずに shiryo build を行うと、わけが分かります。".into(),
        )],
    };
    not_merged(&said)
}

/// Says why nothing is merged, each with what to do about it.
pub(super) fn not_merged(said: &[(String, String)]) -> Exit {
    for (message, hint) in said {
        report::unable(message, hint);
    }
    say!("何も置かず、前のものを残しました。");
    Exit::Unusable
}

/// Makes sure that the parts are those of one build of these inputs.
pub(super) fn check(parts: &[PartFolder], inputs: &str) -> Result<(), NotMerged> {
    let named: Vec<_> = parts.iter().map(|part| (place(part), &part.part)).collect();
    let flaws = build_part::flaws(&named, inputs);
    if flaws.is_empty() { Ok(()) } else { Err(NotMerged::Parts(flaws)) }
}

fn place(part: &PartFolder) -> String {
    shown_path(part.place()).to_string()
}

/// Takes the files of the parts, each as it was made.
pub(super) fn take(
    parts: &[PartFolder],
    workshop: &Workshop<'_>,
    stages: &[&Stage],
    threads: usize,
    staging: &Staging,
    observer: &dyn Observer,
    findings: &mut Findings,
) -> Result<Result<Made, NotMerged>, Fault> {
    // What messages bring to everyone was made in several parts.
    let mut files: BTreeMap<String, Vec<(&PartFolder, &ManifestEntry)>> = BTreeMap::new();
    for part in parts {
        for entry in &part.manifest.files {
            files.entry(entry.about.path.to_lowercase()).or_default().push((part, entry));
        }
    }
    let is_one = |same: &&Vec<(&PartFolder, &ManifestEntry)>| {
        same.iter().all(|(_, entry)| entry.about.kind == FileKind::Values || *entry == same[0].1)
    };
    if let Some(two) = files.values().find(|same| !is_one(same)) {
        return Ok(Err(NotMerged::SameName(two[0].1.about.path.clone())));
    }
    let files: Vec<_> = files.into_values().collect();
    observer.expect_files(files.len());
    let changed = Mutex::new(BTreeMap::new());
    let refused = Mutex::new(None);
    on_threads(threads, files.len(), &|i| {
        for (at, (part, entry)) in files[i].iter().enumerate() {
            let taken = match part.read(entry) {
                Some(bytes) => accept(staging, entry, &bytes, at == 0),
                None => {
                    let what = (part.part.shard, entry.about.path.clone());
                    locked(&changed).entry(place(part)).or_insert(what);
                    Ok(())
                }
            };
            if let Err(fault) = taken {
                *locked(&refused) = Some(fault);
            }
        }
        observer.done(&files[i][0].1.about.path);
    });
    if let Some(fault) = locked(&refused).take() {
        return Err(fault);
    }
    let changed = std::mem::take(&mut *locked(&changed));
    if !changed.is_empty() {
        return Ok(Err(NotMerged::Changed(changed)));
    }
    parts.iter().for_each(|part| staging.accept_memory(part.memory()));
    Ok(Ok(made(parts, workshop, stages, findings)))
}

/// Keeps a file: a stage's values with those of the other parts, and of one that several parts made the first.
fn accept(staging: &Staging, entry: &ManifestEntry, bytes: &[u8], is_first: bool) -> Result<(), Fault> {
    if entry.about.kind == FileKind::Values {
        let values = serde_json::from_slice(bytes).map_err(Fault::format)?;
        staging.accept_values(&entry.about.stage, values);
    } else if is_first {
        staging.accept_made(entry, bytes)?;
    }
    Ok(())
}

/// What the parts made together, with what is said of those who get no message.
fn made(parts: &[PartFolder], workshop: &Workshop<'_>, stages: &[&Stage], findings: &mut Findings) -> Made {
    let all = || parts.iter().map(|part| &part.manifest);
    let withheld: Vec<_> = all().flat_map(|manifest| manifest.withheld.iter().cloned()).collect();
    let cycle = &workshop.loaded.cycle;
    let found = stages
        .iter()
        .filter_map(|stage| Some(withheld_findings::of_stage(cycle, stage, stage.mail.as_ref()?, &withheld)));
    trouble::report(found.flatten().collect(), findings);
    Made {
        stages: stages.iter().map(|stage| stage.id.get_ref().clone()).collect(),
        meetings: all().flat_map(|manifest| manifest.meetings.clone()).collect(),
        withheld,
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
