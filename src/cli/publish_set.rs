//! `shiryo publish`: the public set of a stage. Nothing is put in place before every file of it was searched for what is
//! withheld.

use super::approval_gate::ApprovalGate;
use super::args::CommonArguments;
use super::exit::Exit;
use super::made_of_inputs::{hindrances, opened};
use super::public_proof::{leaks, public_set};
use super::publication_arguments::PublicationArguments;
use super::report;
use crate::edge::new_root::is_occupied;
use crate::edge::out_place;
use crate::edge::public_folder::StagedSet;
use crate::edge::sources;
use crate::edge::stopwatch::Stopwatch;
use crate::ground::fault::Fault;
use crate::ground::finding::Findings;
use crate::ground::text::excerpt;
use crate::load::{Loaded, load};
use crate::model::stage::Stage;
use crate::model::value::Cell;
use crate::public::bare_text::bare;
use crate::public::fingerprint::PublicFingerprint;
use crate::public::leak::Leak;
use crate::public::public_manifest::faults;
use crate::public::public_pages;
use crate::published::manifest::ManifestEntry;
use crate::render::artifact::FileKind;
use crate::wording::shown::{shown, shown_path};

/// Runs the command.
pub(super) fn run(common: &CommonArguments, publication: &PublicationArguments) -> Exit {
    match published(common, publication) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn published(common: &CommonArguments, publication: &PublicationArguments) -> Result<Exit, Exit> {
    let to = &publication.to;
    if is_occupied(to) || to.file_name().is_none() {
        return Err(report::unable(
            &format!("--to の {} は、空のフォルダではありません。", shown_path(to)),
            "新しいフォルダの名か、空のフォルダを書いてください。",
        ));
    }
    out_place::check(&common.root, to).map_err(|wrong| report::misplaced(&wrong))?;
    let published = opened(common, &publication.stage)?;
    let sources = sources::read(&common.root).map_err(|reason| report::unreadable(&reason))?;
    let inputs = sources.with_templates(sources.hashes());
    common.record.of_inputs(&inputs);
    let mut findings = Findings::default();
    let named = [publication.stage.clone()];
    let loaded = load(&sources, &named, &Stopwatch::default(), &mut findings)
        .map_err(|reason| report::not_loaded(&reason))?;
    let hindrances = hindrances(&published, &publication.stage, &sources, &findings)?;
    if !hindrances.is_empty() {
        report::print(&findings, common.format, &sources);
        hindrances.iter().for_each(|hindrance| say!("公開できません: {hindrance}"));
        return Ok(Exit::Findings);
    }
    let Some(stage) = loaded.cycle.stage(&publication.stage) else { return Ok(Exit::Unusable) };
    let papers = papers(&loaded, stage)?;
    let gate = ApprovalGate::read(common, &published.manifest)?;
    let is_shown = |file: &ManifestEntry| {
        file.about.stage == publication.stage
            && file.about.kind == FileKind::Paper
            && papers.contains(&file.about.document)
    };
    gate.lets_out(&published.manifest, &publication.stage, is_shown)
        .map_err(|open| open.refuse(common, &publication.stage, "公開できません"))?;
    let fingerprint = PublicFingerprint::of(&inputs).map_err(|error| report::fault(&Fault::format(error)))?;
    let (set, public) = public_set(&loaded, &publication.stage, &fingerprint)?;
    let staged = StagedSet::write(to, &set.files).map_err(|fault| report::fault(&fault))?;
    let written = staged.read().map_err(|fault| report::fault(&fault))?;
    let leaks = leaks(&loaded, &set, &written)?;
    if !leaks.is_empty() {
        tell_leaks(&leaks, &public);
        common.record.result("公表しないものが入るので、書かなかった");
        return Ok(Exit::Findings);
    }
    if let Some((path, wrong)) = faults(&written, &fingerprint).first() {
        return Err(report::fault(&format!("{path}: {wrong}")));
    }
    staged.put().map_err(|fault| report::fault(&fault))?;
    common.record.result(format!("{}ファイルを {} に公開用に書いた", written.len(), shown_path(to)));
    say!("公表しないものは、{}ファイルのどこにもありません。", written.len());
    say!("→ {}", shown_path(&to.join("index.html")));
    Ok(Exit::Fine)
}

/// The ids of the papers that are published; if there are none, that is said.
fn papers(loaded: &Loaded, stage: &Stage) -> Result<Vec<String>, Exit> {
    let papers = public_pages::papers(&loaded.cycle, stage, &loaded.library);
    if papers.is_empty() {
        return Err(report::unable(
            &format!("段階「{}」には、公開できる資料がありません。", stage.id.get_ref()),
            "cycle.toml の [publication] の papers を確かめるか、資料の雛形のフォルダに public.html.j2 を置いてください。",
        ));
    }
    Ok(papers.into_iter().map(|paper| paper.id().to_owned()).collect())
}

/// Says what stands where, and in which cells of the inputs that is written which are published.
fn tell_leaks(leaks: &[Leak], public: &Loaded) {
    /// A longer list nobody reads: mending one mends others.
    const MOST: usize = 20;
    let rows = public.register.entries().iter().flat_map(|entry| entry.indicator.cells());
    let cells: Vec<(&Cell, String)> =
        rows.chain(&public.cycle.texts).map(|cell| (cell, bare(&cell.text))).collect();
    say!("公開できません。公表しないものが入ります（{}）。何も書きませんでした。", leaks.len());
    for leak in leaks.iter().take(MOST) {
        let secret = &leak.secret;
        let said = excerpt(&secret.said);
        say!("  {}: {}「{said}」（{}）", shown(&leak.place), shown(&secret.what), secret.origin);
        let letters = bare(&secret.said);
        let written =
            cells.iter().filter(|(cell, text)| cell.origin != secret.origin && text.contains(&letters));
        for (cell, _) in written.take(3) {
            let header = cell.origin.header().map_or(String::new(), |header| format!("「{header}」"));
            say!("    書かれているところ: {}{header}", cell.origin);
        }
    }
    say!(
        "  → 公表する欄に書かれているなら、corrections.csv でその欄を書き直すか、その欄、指標、取組を cycle.toml の [publication.withheld] に加えてください。"
    );
}
