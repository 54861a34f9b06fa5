//! Whether nothing changed since the last build of the same stages: then nothing is prepared or set, and what lies in
//! `out/` is published as it is.

use std::collections::BTreeMap;

use super::issued::Past;
use crate::edge::sources::Sources;
use crate::edge::staging::Staging;
use crate::ground::fault::Fault;
use crate::ground::hash::sha256_of;
use crate::ground::program::PROGRAM;
use crate::make::Made;
use crate::model::stage::Stage;

/// The hash of all that decides what a build of these stages makes: the program, the root's own templates and fonts, the
/// inputs, and what was handed out before.
pub(super) fn key(
    sources: &Sources,
    inputs: &BTreeMap<String, String>,
    stages: &[&Stage],
    past: &BTreeMap<String, Past>,
) -> Result<String, Fault> {
    let ids: Vec<&String> = stages.iter().map(|stage| stage.id.get_ref()).collect();
    let past = ids.iter().filter_map(|id| past.get(*id)).map(Past::to_json).collect::<Result<Vec<_>, _>>()?;
    let data = [serde_json::to_vec(&ids), serde_json::to_vec(inputs)];
    let data = data.into_iter().collect::<Result<Vec<_>, _>>().map_err(Fault::format)?;
    let templates = sources.templates.iter().flat_map(|file| [file.path.as_bytes(), &file.bytes]);
    let parts = data.iter().chain(&past).map(Vec::as_slice);
    Ok(sha256_of([PROGRAM.as_bytes()].into_iter().chain(parts).chain(templates)))
}

/// What the last build made, if it was a build of the same and all of it still lies in its place.
pub(super) fn made_before(
    staging: &Staging,
    key: &str,
    stages: &[&Stage],
    threads: usize,
) -> Result<Option<Made>, Fault> {
    if staging.anew || staging.before.whole.as_deref() != Some(key) {
        return Ok(None);
    }
    let ids: Vec<String> = stages.iter().map(|stage| stage.id.get_ref().clone()).collect();
    let manifest = staging.manifest()?.filter(|manifest| manifest.is_sealed());
    let Some(manifest) = manifest.filter(|manifest| staging.keep_all(&ids, manifest, threads)) else {
        return Ok(None);
    };
    let is_of_it = |stage: &String| ids.contains(stage);
    let meetings = manifest.meetings.iter().filter(|(stage, _)| is_of_it(stage));
    let withheld = manifest.withheld.iter().filter(|withheld| is_of_it(&withheld.stage));
    Ok(Some(Made {
        meetings: meetings.map(|(stage, meeting)| (stage.clone(), meeting.clone())).collect(),
        withheld: withheld.cloned().collect(),
        stages: ids,
    }))
}
