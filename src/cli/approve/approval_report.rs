//! How the files of a stage stand, as lines for people and as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::args::{CommonArguments, OutputFormat};
use super::wanted_approval::WantedApproval;
use crate::ground::finding::{Findings, Severity};
use crate::ground::wareki;
use crate::published::approvals::{Approvals, FileApproval, StageApproval};
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::render::artifact::FileKind;
use crate::wording::short;
use crate::wording::shown::shown;

/// What is told of a stage before somebody approves it.
pub(super) struct ApprovalReport<'a> {
    /// What was published.
    pub manifest: &'a Manifest,
    /// What was approved before.
    pub approvals: &'a Approvals,
    /// What would be approved now.
    pub wanted: &'a WantedApproval,
}

/// The same as JSON.
#[derive(Serialize)]
struct ToldApproval<'a> {
    stage: &'a str,
    approved: usize,
    diff: Option<&'a str>,
    files: Vec<ToldFile<'a>>,
    gone: &'a [String],
    hindrances: &'a [String],
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct ToldFile<'a> {
    path: &'a str,
    title: String,
    pages: usize,
    sha256: &'a str,
    state: &'static str,
    /// Who approved it last, as it is or as it was.
    by: Option<&'a str>,
    on: Option<String>,
    /// Whether it would be approved now.
    wanted: bool,
}

impl ApprovalReport<'_> {
    /// Tells it in the format that was asked for.
    pub(super) fn tell(&self, common: &CommonArguments, stage: &str, findings: &Findings) {
        let state = self.approvals.of_stage(self.manifest, stage);
        if common.format == OutputFormat::Json {
            match serde_json::to_string_pretty(&self.json(stage, &state, findings)) {
                Ok(json) => tell_json!(&json),
                Err(error) => say!("{error}"),
            }
            return;
        }
        findings.iter().for_each(|finding| say!("{}", short::line(finding)));
        let is_wanted = |file: &ManifestEntry| self.wanted.files.contains_key(&file.about.path);
        let wanted = state.files.iter().filter(|(file, _)| is_wanted(file));
        groups(wanted).iter().for_each(|line| tell!("{}", shown(line)));
        for (file, approval) in &state.files {
            if let FileApproval::Changed(before) = approval {
                let day = wareki::date(before.on);
                let line = format!("承認の後に変わった　{}（{day}　{}）", file.about.path, before.by);
                tell!("{}", shown(&line));
            }
        }
        self.wanted.gone.iter().for_each(|path| tell!("承認の後になくなった　{}", shown(path)));
        if let Some(diff) = &self.wanted.diff {
            tell!("違いの指紋 {diff}");
        }
        tell!(
            "承認済み {}／{}、これから承認するもの {}（指摘 エラー {}、注意 {}）",
            state.approved(),
            state.files.len(),
            self.wanted.files.len(),
            findings.count(Severity::Error),
            findings.count(Severity::Warning)
        );
    }

    fn json<'b>(
        &'b self,
        stage: &'b str,
        state: &'b StageApproval<'b>,
        findings: &Findings,
    ) -> ToldApproval<'b> {
        let file = |(file, approval): &'b (&'b ManifestEntry, FileApproval<'b>)| {
            let (word, by) = match approval {
                FileApproval::Approved(by) => ("approved", Some(by)),
                FileApproval::Changed(by) => ("changed", Some(by)),
                FileApproval::Missing => ("missing", None),
            };
            ToldFile {
                path: &file.about.path,
                title: file.called(),
                pages: file.about.pages,
                sha256: &file.sha256,
                state: word,
                by: by.map(|approval| approval.by.as_str()),
                on: by.map(|approval| approval.on.to_string()),
                wanted: self.wanted.files.contains_key(&file.about.path),
            }
        };
        ToldApproval {
            stage,
            approved: state.approved(),
            diff: self.wanted.diff.as_deref(),
            files: state.files.iter().map(file).collect(),
            gone: &self.wanted.gone,
            hindrances: &self.wanted.hindrances,
            errors: findings.count(Severity::Error),
            warnings: findings.count(Severity::Warning),
        }
    }
}

/// The files, a line each; those for single recipients together by what they are: 「通知文　照会　15件（16ページ）」.
fn groups<'a>(files: impl Iterator<Item = &'a (&'a ManifestEntry, FileApproval<'a>)>) -> Vec<String> {
    let (mut lines, mut many) = (Vec::new(), BTreeMap::<(FileKind, &str), (usize, usize)>::new());
    for (file, _) in files {
        match &file.about.recipient {
            Some(_) => {
                let (count, pages) = many.entry((file.about.kind, &file.about.document)).or_default();
                *count += 1;
                *pages += file.about.pages;
            }
            None => {
                let hash = file.sha256.get(..12).unwrap_or_default();
                let (kind, pages) = (file.about.kind.label(), paged(file.about.pages));
                lines.push(format!("{kind}　{}{pages}　{hash}", file.called()));
            }
        }
    }
    lines.extend(many.into_iter().map(|((kind, document), (count, pages))| {
        format!("{}　{document}　{count}件{}", kind.label(), paged(pages))
    }));
    lines
}

fn paged(pages: usize) -> String {
    if pages == 0 { String::new() } else { format!("（{pages}ページ）") }
}
