//! `shiryo audit`: reads what was published as a stranger would, and says what is not as it should be.

use super::args::{CommonArguments, OutputFormat};
use super::audit_arguments::AuditArguments;
use super::audit_public;
use super::audited;
use super::exit::Exit;
use super::loaded_root;
use super::report;
use crate::audit::audit_report::{AuditReport, FaultKind};
use crate::audit::page_links;
use crate::edge::report_file;
use crate::ground::fault::Fault;
use crate::model::stage::Stage;

/// Runs the command.
pub(super) fn run(common: &CommonArguments, audit: &AuditArguments) -> Exit {
    if let Some(folder) = &audit.public {
        return match audit_public::look(common, folder) {
            Ok(found) => show(common, audit, &found),
            Err(exit) => exit,
        };
    }
    let published = match loaded_root::published(&common.out) {
        Ok(published) => published,
        Err(exit) => return exit,
    };
    let (sources, loaded) = match loaded_root::read_with_sources(&common.root) {
        Ok(read) => read,
        Err(exit) => return exit,
    };
    let (made, own) = (&published.manifest.cycle, loaded.cycle.settings.cycle.id.get_ref());
    if made != own {
        return report::unable(
            &format!("{} にあるのは、ほかの計画又は年（{made}）の資料です。", common.out.display()),
            "--root と --out で、同じ一年のフォルダを指してください。",
        );
    }
    common.record.of_inputs(&sources.with_templates(sources.hashes()));
    let memory = published.memory();
    if !memory.inputs.is_empty() && !memory.changed(&sources.hashes()).is_empty() {
        say!("作った後に入力が変わっています。今の入力に照らします（shiryo build で作り直すのが確実です）。");
    }
    let made = |stage: &&Stage| published.manifest.of_stage(stage.id.get_ref()).next().is_some();
    let asked = |stage: &&Stage| audit.stages.is_empty() || audit.stages.contains(stage.id.get_ref());
    let stages: Vec<&Stage> = loaded.cycle.settings.stages.iter().filter(made).filter(asked).collect();
    if let Some(unmade) = audit.stages.iter().find(|id| !stages.iter().any(|stage| stage.id.get_ref() == *id))
    {
        return report::unable(
            &format!("段階「{unmade}」は、作られていません。"),
            "shiryo build で作ってから、もう一度行ってください。",
        );
    }
    let mut found = match published.page() {
        Ok(page) => page_links::look(&page, &published.manifest),
        Err(fault) => return report::fault(&fault),
    };
    found.join(audited::stages(&published, &loaded, &sources, &stages, common.threads()));
    show(common, audit, &found)
}

fn show(common: &CommonArguments, audit: &AuditArguments, found: &AuditReport) -> Exit {
    let json = match serde_json::to_string_pretty(found) {
        Ok(json) => json,
        Err(error) => return report::fault(&Fault::format(error)),
    };
    if let Some(place) = &audit.report
        && let Err(fault) = report_file::write(place, json.as_bytes())
    {
        return report::fault(&fault);
    }
    common.record.result(format!("値と一致 {}、誤り {}", found.matched, found.faults.len()));
    match common.format {
        OutputFormat::Json => tell_json!(&json),
        OutputFormat::Terminal | OutputFormat::Short => lines(found).iter().for_each(|line| tell!("{line}")),
    }
    if found.faults.is_empty() { Exit::Fine } else { Exit::Findings }
}

fn lines(found: &AuditReport) -> Vec<String> {
    let exempt = found.exempt.iter().map(|(kind, count)| format!("{} {count}", kind.label()));
    let of_kind = |kind: FaultKind| found.faults.iter().filter(|fault| fault.kind == kind).count();
    let kinds = FaultKind::ALL.iter().map(|kind| format!("{} {}", kind.label(), of_kind(*kind)));
    let mut lines = vec![
        format!("読んだもの　{}ファイル、{}ページ", found.files, found.pages),
        format!("値と一致　{}　　確かめた合計　{}", found.matched, found.sums),
        format!(
            "値でない数　{}（{}）",
            found.exempt.values().sum::<usize>(),
            exempt.collect::<Vec<_>>().join("、")
        ),
        format!("誤り　{}（{}）", found.faults.len(), kinds.collect::<Vec<_>>().join("、")),
    ];
    lines.extend(found.faults.iter().map(audited::line));
    lines
}
