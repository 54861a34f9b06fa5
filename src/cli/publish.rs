//! The end of a build: what was made goes into `out/`, and nothing that others put there is lost.

use std::collections::{BTreeMap, BTreeSet};

use super::issued::{self, Past};
use crate::decide::check::rules::{file_in_the_way, foreign_file};
use crate::edge::out_survey::OutSurvey;
use crate::edge::staging::Staging;
use crate::ground::fault::Fault;
use crate::ground::finding::Findings;
use crate::ground::hash::sha256;
use crate::ground::origin::Origin;
use crate::make::{Made, Workshop};
use crate::model::same_mail::same_mails;
use crate::model::stage::Stage;
use crate::published::index_page::{self, INDEX};
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::render::scope::StageScope;

/// Puts the stages into place whose files are all there; the others keep what they had. Returns the manifest, and the ids
/// of the stages that are new.
pub(super) fn publish(
    staging: &Staging,
    workshop: &Workshop<'_>,
    stages: &[&Stage],
    past: &BTreeMap<String, Past>,
    built: Made,
    findings: &mut Findings,
) -> Result<(Manifest, Vec<String>), Fault> {
    let loaded = workshop.loaded;
    let old = staging.manifest()?;
    let survey = OutSurvey::new(staging.held.out(), old);
    let mut manifest = old.cloned().unwrap_or_default();
    let mut entries = staging.finish(&built.stages)?;
    let mut made = built.stages;
    for stage in stages {
        let id = stage.id.get_ref();
        let held = past.get(id).and_then(|past| past.held(stage));
        let mut against =
            held.map_or_else(Vec::new, |r| issued::changes(r, staging, &loaded.cycle, stage, &entries));
        for path in in_the_way(&survey, id, &entries)? {
            against.push(file_in_the_way::says(&path).at(Origin::None));
        }
        if !against.is_empty() {
            made.retain(|made| made != id);
            findings.extend(against);
        }
    }
    entries.retain(|entry| made.contains(&entry.about.stage));
    let kept = manifest.files.iter().any(|file| !made.contains(&file.about.stage));
    if kept && !manifest.is_sealed() {
        return Err(Fault::EditedManifest);
    }
    let gone = survey.untouched(manifest.replace(&made, entries))?;
    manifest.cycle = loaded.cycle.settings.cycle.id.get_ref().clone();
    manifest.house = serde_json::from_slice(&workshop.shared()?).map_err(Fault::format)?;
    manifest.needs_approval = loaded.cycle.settings.approval.is_some();
    manifest.shared_addresses =
        loaded.cycle.settings.mail.shared.iter().map(|a| a.get_ref().clone()).collect();
    let mistaken = same_mails(&loaded.cycle).into_iter().map(|same| same.later.mail().text.to_lowercase());
    manifest.mistaken_addresses = mistaken.collect::<BTreeSet<_>>().into_iter().collect();
    manifest.recipients = workshop.known().mentions.everyone().to_vec();
    manifest.meetings.extend(built.meetings.into_iter().filter(|(stage, _)| made.contains(stage)));
    manifest.withheld.extend(built.withheld.into_iter().filter(|w| made.contains(&w.stage)));
    manifest.withheld.sort();
    manifest.withheld.dedup();
    for stage in stages.iter().filter(|stage| made.contains(stage.id.get_ref())) {
        let foreign = foreign(&survey, &manifest, &gone, stage.id.get_ref())?;
        if !foreign.is_empty() {
            findings.push(foreign_file::says(stage.id.get_ref(), &foreign).at(Origin::None));
        }
    }
    findings.sort();
    let index = index(workshop, stages, &manifest, &survey, findings)?;
    let manifest = staging.publish(&made, gone, manifest, index.as_deref())?;
    Ok((manifest, made))
}

/// What is in the way of a stage's new files, each once.
fn in_the_way(
    survey: &OutSurvey<'_>,
    stage: &str,
    entries: &[ManifestEntry],
) -> Result<BTreeSet<String>, Fault> {
    let own = entries.iter().filter(|entry| entry.about.stage == stage);
    let found = own.map(|entry| survey.in_the_way(&entry.about.path, &entry.sha256));
    found.filter_map(Result::transpose).collect()
}

/// The files in a stage's folder that nobody knows.
fn foreign(
    survey: &OutSurvey<'_>,
    manifest: &Manifest,
    gone: &[String],
    stage: &str,
) -> Result<Vec<String>, Fault> {
    let papers = manifest.of_stage(stage).map(|file| file.about.path.as_str());
    let printed = manifest.printed.get(stage).into_iter().flat_map(BTreeMap::keys).map(String::as_str);
    survey.foreign(stage, &papers.chain(printed).chain(gone.iter().map(String::as_str)).collect())
}

/// The page that shows what was made; none if it can't be made or placed: without it the papers still are as they should
/// be.
fn index(
    workshop: &Workshop<'_>,
    stages: &[&Stage],
    manifest: &Manifest,
    survey: &OutSurvey<'_>,
    findings: &mut Findings,
) -> Result<Option<Vec<u8>>, Fault> {
    let loaded = workshop.loaded;
    let latest = stages.iter().rev().find(|stage| stage.makes_something());
    let latest = latest.map(|stage| StageScope::of(workshop.known(), stage));
    match index_page::index(&loaded.library, &loaded.cycle, manifest, findings, latest.as_deref()) {
        Err(trouble) => {
            findings.push(trouble.finding(INDEX));
            Ok(None)
        }
        Ok(page) => match survey.in_the_way(INDEX, &sha256(&page))? {
            None => Ok(Some(page)),
            Some(path) => {
                findings.push(file_in_the_way::says(&path).at(Origin::None));
                Ok(None)
            }
        },
    }
}
