//! `shiryo approve`: writes down who approved the files of a stage, as they are. Without `--confirm` it shows what would be
//! approved, and writes nothing.
//!
//! - `approval_report`: How the files of a stage stand, as lines for people and as JSON
//! - `wanted_approval`: What an approval of a stage would hold

mod approval_report;
mod wanted_approval;

use self::approval_report::ApprovalReport;
use self::wanted_approval::{WantedApproval, differences};
use super::approval_gate::unless;
use super::approve_arguments::ApproveArguments;
use super::args::{CommonArguments, OutputFormat};
use super::audited;
use super::exit::Exit;
use super::made_of_inputs::{hindrances, opened};
use super::report;
use crate::edge::approvals_file;
use crate::edge::clock::today;
use crate::edge::out_reader::OutReader;
use crate::edge::report_file;
use crate::edge::sources;
use crate::edge::stopwatch::Stopwatch;
use crate::ground::finding::Findings;
use crate::ground::text::is_one_line;
use crate::ground::wareki;
use crate::library::trouble::Trouble;
use crate::load::{Loaded, load};
use crate::make::{Workshop, rehearse};
use crate::model::stage::Stage;
use crate::print::approval_sheet::ApprovalSheet;
use crate::published::approvals::{APPROVALS, Approval, Approvals, fingerprint};
use crate::published::manifest::ManifestEntry;
use crate::render::scope::StageScope;
use crate::render::unmade::Unmade;
use crate::render::word_facts;
use crate::render::words::Words;
use crate::wording::shown::shown;

/// The words of the draft: its first line is 題名, the others are 伺い文.
const WORDS: &str = "approval-request";

/// Runs the command.
pub(super) fn run(common: &CommonArguments, approve: &ApproveArguments) -> Exit {
    match approved(common, approve) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn approved(common: &CommonArguments, approve: &ApproveArguments) -> Result<Exit, Exit> {
    if let Some(by) = approve.by.as_ref().filter(|by| by.trim().is_empty() || !is_one_line(by)) {
        return Err(report::unable(
            &format!("--by「{by}」は、承認した人の名として使えません。"),
            "職・氏名を、一行で書いてください（例 \"総務課長　山田花子\"）。",
        ));
    }
    if approve.purpose.trim().is_empty() || !is_one_line(&approve.purpose) {
        return Err(report::unable(
            "--for が空か、一行ではありません。",
            "何の承認かを書くか、--for を付けないでください（決裁とします）。",
        ));
    }
    let published = opened(common, &approve.stage)?;
    let sources = sources::read(&common.root).map_err(|reason| report::unreadable(&reason))?;
    common.record.of_inputs(&sources.with_templates(sources.hashes()));
    let mut findings = Findings::default();
    let named = [approve.stage.clone()];
    let loaded = load(&sources, &named, &Stopwatch::default(), &mut findings)
        .map_err(|reason| report::not_loaded(&reason))?;
    rehearse(&loaded, &named, &mut findings);
    let approvals = unless(approvals_file::read(&common.root))?;
    let mut wanted = wanted(common, approve, &loaded, &published, &approvals)?;
    wanted.hindrances.extend(hindrances(&published, &approve.stage, &sources, &findings)?);
    let stage = loaded.cycle.settings.stages.iter().filter(|stage| *stage.id.get_ref() == approve.stage);
    let stage: Vec<&Stage> = stage.collect();
    let audit = audited::stages(&published, &loaded, &sources, &stage, common.threads());
    let faults = audit.faults.iter().map(|fault| format!("監査の誤り: {}", audited::line(fault)));
    wanted.hindrances.extend(faults);
    if approve.seen.as_ref().is_some_and(|seen| *seen != fingerprint(&wanted.files)) {
        wanted.hindrances.push("見ている間に作り直されました。もう一度見てください。".to_owned());
    }
    let report = ApprovalReport { manifest: &published.manifest, approvals: &approvals, wanted: &wanted };
    report.tell(common, &approve.stage, &findings);
    if !wanted.hindrances.is_empty() {
        wanted.hindrances.iter().for_each(|hindrance| say!("承認できません: {hindrance}"));
        common.record.result(format!("承認できないわけが{}あった", wanted.hindrances.len()));
        return Ok(Exit::Findings);
    }
    if approve.draft {
        draft(approve, &loaded, &published, &wanted)?;
    }
    match (&approve.by, approve.confirm) {
        (Some(by), true) => write_down(common, approve, by, wanted, &approvals),
        _ => {
            if common.format == OutputFormat::Terminal {
                say!("下見です。決裁を受けたら、--by \"職・氏名\" と --confirm を付けてください。");
            }
            Ok(Exit::Fine)
        }
    }
}

/// What would be approved.
fn wanted(
    common: &CommonArguments,
    approve: &ApproveArguments,
    loaded: &Loaded,
    published: &OutReader,
    approvals: &Approvals,
) -> Result<WantedApproval, Exit> {
    if approve.since.is_none() && !approve.issued {
        return Ok(WantedApproval::of_all(published, &approve.stage, approvals));
    }
    let found = differences(common, approve, loaded, published)?;
    WantedApproval::of_differences(published, &approve.stage, approvals, found)
}

/// Makes the sheet on which the decision is signed, beside the stages.
fn draft(
    approve: &ApproveArguments,
    loaded: &Loaded,
    published: &OutReader,
    wanted: &WantedApproval,
) -> Result<(), Exit> {
    let Some(stage) = loaded.cycle.stage(&approve.stage) else {
        return Err(report::unable(
            &format!("段階「{}」は、cycle.toml にありません。", approve.stage),
            "今の入力から作り直してください。",
        ));
    };
    let workshop = Workshop::new(loaded);
    let scope = StageScope::of(workshop.known(), stage);
    let trouble = |trouble: Trouble| {
        say!("エラー: {} {}", trouble.origin, shown(&trouble.message));
        Exit::Findings
    };
    let words = Words::new(&loaded.library).render(WORDS, &word_facts::of_stage(&scope)).map_err(trouble)?;
    let is_wanted = |file: &&ManifestEntry| wanted.files.contains_key(&file.about.path);
    let sheet = ApprovalSheet {
        manifest: &published.manifest,
        stage: &approve.stage,
        files: published.manifest.of_stage(&approve.stage).filter(is_wanted).collect(),
        words: words.plain(),
        diff: wanted.diff.as_deref(),
        day: approve.on.unwrap_or_else(today),
        secretariat: &loaded.cycle.settings.secretariat,
    };
    let made = sheet.make(&loaded.library).map_err(|unmade| match unmade {
        Unmade::Fault(fault) => report::fault(&fault),
        Unmade::Troubles(troubles) => troubles.into_iter().map(trouble).last().unwrap_or(Exit::Findings),
    })?;
    let place = published.out().join(format!("起案_{}.pdf", approve.stage));
    report_file::write(&place, &made).map_err(|fault| report::fault(&fault))?;
    say!("→ {}", place.display());
    Ok(())
}

/// Writes the approval down, unless the same is there.
fn write_down(
    common: &CommonArguments,
    approve: &ApproveArguments,
    by: &str,
    wanted: WantedApproval,
    approvals: &Approvals,
) -> Result<Exit, Exit> {
    let approval = Approval {
        stage: approve.stage.clone(),
        by: by.trim().to_owned(),
        purpose: approve.purpose.clone(),
        on: approve.on.unwrap_or_else(today),
        diff: wanted.diff,
        gone: wanted.gone,
        files: wanted.files,
    };
    if approvals.holds(&approval) {
        say!("同じ承認が、もう {APPROVALS} にあります。何も書きません。");
        return Ok(Exit::Fine);
    }
    unless(approvals_file::append(&common.root, &approval))?;
    let (day, count) = (wareki::date(approval.on), approval.files.len());
    let signed = format!("{}　{}　{count}ファイル", approval.by, approval.purpose);
    say!("{day}　{signed} → {APPROVALS}");
    common.record.result(signed);
    if !approval.decides() {
        say!("「{}」は、記録だけです。出してよいことになるのは「決裁」です。", approval.purpose);
    }
    Ok(Exit::Fine)
}
