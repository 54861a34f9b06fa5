//! Whether what lies in `out/` of a stage is what the inputs make: what is signed for or shown to others must be.

use super::args::CommonArguments;
use super::exit::Exit;
use super::loaded_root;
use super::report;
use crate::edge::out_reader::OutReader;
use crate::edge::sources::Sources;
use crate::ground::fault::Fault;
use crate::ground::finding::Findings;

/// What was published, if the stage is among it and the manifest can be trusted.
pub(super) fn opened(common: &CommonArguments, stage: &str) -> Result<OutReader, Exit> {
    let published = loaded_root::published(&common.out)?;
    if published.manifest.of_stage(stage).next().is_none() {
        let mut stages: Vec<&str> =
            published.manifest.files.iter().map(|file| file.about.stage.as_str()).collect();
        stages.dedup();
        return Err(report::unable(
            &format!("段階「{stage}」は、作られていません。"),
            &format!("作られているのは {} です。", stages.join("、")),
        ));
    }
    match published.manifest.is_sealed() {
        true => Ok(published),
        false => Err(report::unable(
            "manifest.json が、作られた後に書き換えられています。",
            "shiryo build で、全ての段階を作り直してください。",
        )),
    }
}

/// What must be mended before anybody signs for the files of a stage or shows them to others: each is looked at for itself,
/// and another one takes a line here.
pub(super) fn hindrances(
    published: &OutReader,
    stage: &str,
    sources: &Sources,
    findings: &Findings,
) -> Result<Vec<String>, Exit> {
    let mut found = Vec::new();
    if findings.has_errors() {
        found.push("エラーの指摘があります。直して作り直してください。".to_owned());
    }
    let memory = published.memory();
    let changed = memory.changed(&sources.hashes());
    // A memory that was deleted tells nothing.
    if let (Some(first), false) = (changed.first(), memory.inputs.is_empty()) {
        let others = if changed.len() > 1 { format!("ほか{}", changed.len() - 1) } else { String::new() };
        found.push(format!(
            "作った後に入力が変わっています（{first}{others}）。shiryo build で作り直してください。"
        ));
    }
    for file in published.manifest.of_stage(stage) {
        match published.read(&file.about.path) {
            Ok(_) => {}
            Err(fault @ (Fault::ChangedFile(_) | Fault::Disk { .. })) => found.push(fault.to_string()),
            Err(fault) => return Err(report::fault(&fault)),
        }
    }
    Ok(found)
}
