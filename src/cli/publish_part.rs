//! The end of a build of one part: what was made goes into a folder of its own, with a manifest that says which part it is.

use std::collections::BTreeMap;

use crate::edge::out_survey::OutSurvey;
use crate::edge::staging::Staging;
use crate::ground::fault::Fault;
use crate::load::Loaded;
use crate::make::Made;
use crate::published::build_part::BuildPart;
use crate::published::manifest::Manifest;

/// Puts a part into place, in that of the same part as it was made before.
pub(super) fn publish_part(
    staging: &Staging,
    loaded: &Loaded,
    part: BuildPart,
    made: Made,
) -> Result<Manifest, Fault> {
    let out = staging.held.out();
    let old = staging.manifest()?;
    let survey = OutSurvey::new(out, old);
    let entries = staging.finish(&made.stages)?;
    for entry in &entries {
        if let Some(path) = survey.in_the_way(&entry.about.path, &entry.sha256)? {
            return Err(Fault::InTheWay(out.join(path)));
        }
    }
    let before = old.into_iter().flat_map(|manifest| &manifest.files);
    let mut gone: BTreeMap<String, String> =
        before.map(|entry| (entry.about.path.clone(), entry.sha256.clone())).collect();
    entries.iter().for_each(|entry| drop(gone.remove(&entry.about.path)));
    let gone = survey.untouched(gone)?;
    let cycle = loaded.cycle.settings.cycle.id.get_ref().clone();
    let mut manifest = Manifest::of_part(cycle, part);
    drop(manifest.replace(&made.stages, entries));
    manifest.meetings = made.meetings;
    manifest.withheld = made.withheld;
    staging.publish(&made.stages, gone, manifest, None)
}
