//! `shiryo diff`: what differs between two runs, or between what was handed out and what lies in `out/` now.
//!
//! - `diff_text`: What differs, as lines for people

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;
use serde::Serialize;

use self::diff_text::lines;
use super::args::{CommonArguments, OutputFormat};
use super::diff_arguments::DiffArguments;
use super::exit::Exit;
use super::loaded_root;
use super::report;
use crate::diff::diff_page::{DiffPage, Teller};
use crate::diff::diff_sheet::{DiffSheet, SheetStage};
use crate::diff::stage_diff::StageDiff;
use crate::edge::issued_folder::IssuedFolder;
use crate::edge::out_reader::OutReader;
use crate::edge::report_file;
use crate::edge::run_comparison::{Before, ComparedStage};
use crate::ground::fault::Fault;
use crate::ground::wareki;
use crate::library::trouble::Trouble;
use crate::load::Loaded;
use crate::model::stage::Stage;
use crate::published::html_page;
use crate::published::manifest::ManifestEntry;
use crate::render::unmade::Unmade;
use crate::wording::shown::shown;

mod diff_text;

const TEMPLATE: &str = "pages/diff.html.j2";

/// Runs the command.
pub(super) fn run(common: &CommonArguments, diff: &DiffArguments) -> Exit {
    match told(common, diff) {
        Ok(()) => Exit::Fine,
        Err(exit) => exit,
    }
}

fn told(common: &CommonArguments, asked: &DiffArguments) -> Result<(), Exit> {
    let loaded = loaded_root::read(&common.root)?;
    let now = opened(asked.new.as_deref().unwrap_or(&common.out))?;
    let folder = IssuedFolder::of(&common.root);
    let old = asked.old.as_deref().map(opened).transpose()?;
    let before = match (&old, asked.issued) {
        (Some(old), _) => Before::Folder(old),
        (None, true) => Before::Issued(&folder),
        (None, false) => Before::LastBuild,
    };
    let stages = compared(&loaded, asked, &before, &now).map_err(|fault| report::fault(&fault))?;
    if stages.is_empty() && matches!(before, Before::LastBuild) {
        return Err(report::unable(
            "一つ前に作ったものは、残っていません。",
            "前の out/ のフォルダを書くか（shiryo diff 前のout）、配ったものと比べるには --issued を付けてください。",
        ));
    }
    let compared = Compared { old: called(&before, &stages), now: &now, stages };
    show(common, asked, &loaded, compared)
}

/// What differs in the stages that are asked about, in the order of the cycle.
fn compared<'l>(
    loaded: &'l Loaded,
    asked: &DiffArguments,
    before: &Before<'_>,
    now: &OutReader,
) -> Result<Vec<(&'l Stage, ComparedStage)>, Fault> {
    /// A page of more pictures nobody opens.
    const MOST_PAGES: usize = 60;
    // Pages are drawn only for a page that shows them.
    let most = if asked.html.is_some() { MOST_PAGES } else { 0 };
    let mut found = Vec::new();
    for stage in &loaded.cycle.settings.stages {
        if asked.stages.is_empty() || asked.stages.contains(stage.id.get_ref()) {
            found.extend(before.compared(stage, now, most)?.map(|compared| (stage, compared)));
        }
    }
    Ok(found)
}

/// What the earlier one is called.
fn called(before: &Before<'_>, stages: &[(&Stage, ComparedStage)]) -> String {
    match before {
        Before::Folder(folder) => folder.out().display().to_string(),
        Before::LastBuild => "一つ前に作ったもの".to_owned(),
        Before::Issued(_) => {
            let days: BTreeSet<NaiveDate> = stages.iter().filter_map(|(_, stage)| stage.issued).collect();
            let days: Vec<String> = days.into_iter().map(wareki::date).collect();
            format!("配ったもの（{}）", days.join("、"))
        }
    }
}

/// What differs in a stage, with its fingerprint: as it is shown, and as `shiryo approve` names it.
#[derive(Debug, Serialize)]
pub(super) struct Differences {
    /// The fingerprint.
    pub fingerprint: String,
    /// What differs.
    #[serde(flatten)]
    pub diff: StageDiff,
}

impl Differences {
    fn new(diff: StageDiff) -> Result<Self, Exit> {
        let fingerprint = diff.fingerprint().map_err(|fault| report::fault(&fault))?;
        Ok(Self { fingerprint, diff })
    }
}

/// What differs in one stage; none if it was not there before.
pub(super) fn of_one(
    loaded: &Loaded,
    stage: &str,
    before: &Before<'_>,
    now: &OutReader,
) -> Result<Option<Differences>, Exit> {
    let Some(stage) = loaded.cycle.stage(stage) else { return Ok(None) };
    let compared = before.compared(stage, now, 0).map_err(|fault| report::fault(&fault))?;
    compared.map(|compared| Differences::new(compared.diff)).transpose()
}

/// What lies in a folder.
pub(super) fn opened(place: &Path) -> Result<OutReader, Exit> {
    match OutReader::open(place) {
        Ok(Some(published)) => Ok(published),
        Ok(None) => Err(report::nothing_published(place)),
        Err(fault) => Err(report::unopened(&fault)),
    }
}

/// What was compared, and what differs.
struct Compared<'a> {
    /// What the earlier one is called.
    old: String,
    now: &'a OutReader,
    stages: Vec<(&'a Stage, ComparedStage)>,
}

fn show(
    common: &CommonArguments,
    asked: &DiffArguments,
    loaded: &Loaded,
    compared: Compared<'_>,
) -> Result<(), Exit> {
    let Compared { old, now, stages } = compared;
    let new = now.out().display().to_string();
    let names: Vec<ManifestEntry> = stages.iter().flat_map(|(_, stage)| &stage.files).cloned().collect();
    let files = names.iter().map(|file| (file.about.path.as_str(), file)).collect::<BTreeMap<_, _>>();
    let teller = Teller { cycle: &loaded.cycle, files };
    let (mut all, mut parts) = (Vec::new(), Vec::new());
    for (stage, found) in stages {
        let differences = Differences::new(found.diff)?;
        if !differences.diff.is_empty() {
            parts.push(teller.tell(&differences.diff, &differences.fingerprint, found.pages));
        }
        all.push((stage.date, differences, found.fingerprints));
    }
    if let Some(place) = &asked.paper {
        let Some(date) = all.iter().map(|(date, ..)| *date).max() else {
            return Err(report::unable("比べる段階がありません。", "段階と、比べる相手を確かめてください。"));
        };
        let stages = all.iter().map(|(_, found, sides)| SheetStage {
            diff: &found.diff,
            fingerprint: &found.fingerprint,
            sides,
        });
        let there = |place: &str| format!("{place} にあるもの");
        let sides = [if asked.old.is_some() { there(&old) } else { old.clone() }, there(&new)];
        let sheet =
            DiffSheet { teller: &teller, manifest: &now.manifest, sides, stages: stages.collect(), date };
        write(place, sheet.make(&loaded.library))?;
    }
    let page = DiffPage { plan: &loaded.cycle.settings.plan.name, old, new, stages: parts };
    if let Some(place) = &asked.html {
        write(place, html_page::set(&loaded.library, TEMPLATE, &page).map_err(Unmade::from))?;
    }
    if common.format != OutputFormat::Json {
        lines(&page).iter().for_each(|line| tell!("{line}"));
        return Ok(());
    }
    let differing: Vec<&Differences> =
        all.iter().map(|(_, found, _)| found).filter(|found| !found.diff.is_empty()).collect();
    let json =
        serde_json::to_string_pretty(&differing).map_err(|error| report::fault(&Fault::format(error)))?;
    tell_json!(&json);
    Ok(())
}

/// Writes what was made where it is asked for.
fn write(place: &Path, made: Result<Vec<u8>, Unmade>) -> Result<(), Exit> {
    let trouble = |trouble: Trouble| {
        say!("エラー: {} {}", trouble.origin, shown(&trouble.message));
        Exit::Findings
    };
    let bytes = made.map_err(|unmade| match unmade {
        Unmade::Fault(fault) => report::fault(&fault),
        Unmade::Troubles(troubles) => troubles.into_iter().map(trouble).last().unwrap_or(Exit::Findings),
    })?;
    report_file::write(place, &bytes).map_err(|fault| report::fault(&fault))
}
