//! What goes out goes out approved, where the cycle asks for it: `send` and `print` ask here before they let anything go.

use std::collections::BTreeSet;

use super::args::{CommonArguments, OutputFormat};
use super::exit::Exit;
use super::report;
use crate::edge::approvals_file::{self, NoApprovals};
use crate::ground::wareki;
use crate::mail::fate::Fate;
use crate::mail::outbox::OutboxItem;
use crate::published::approvals::{Approvals, FileApproval};
use crate::published::manifest::{Manifest, ManifestEntry};

/// Whether approvals are asked for, and those that there are.
pub(super) struct ApprovalGate {
    is_required: bool,
    approvals: Approvals,
}

/// What may not go out: a line a file, and how many files were asked about.
#[derive(Debug)]
pub(super) struct NotApproved {
    lines: Vec<String>,
    of: usize,
}

impl ApprovalGate {
    /// Reads both, while `out/` is held: what is asked about is what goes out. The cycle asks if it did so when the stage
    /// was built, or does so now.
    pub(super) fn read(common: &CommonArguments, manifest: &Manifest) -> Result<Self, Exit> {
        let is_required = manifest.needs_approval || unless(approvals_file::is_required(&common.root))?;
        let approvals =
            if is_required { unless(approvals_file::read(&common.root))? } else { Approvals::default() };
        Ok(Self { is_required, approvals })
    }

    /// Whether these files of a stage may go out; if not, what keeps them.
    pub(super) fn lets_out(
        &self,
        manifest: &Manifest,
        stage: &str,
        is_going: impl Fn(&ManifestEntry) -> bool,
    ) -> Result<(), NotApproved> {
        if !self.is_required {
            return Ok(());
        }
        let going: Vec<&ManifestEntry> = manifest.files.iter().filter(|file| is_going(file)).collect();
        // What goes out with a stage and is of another would be nobody's to approve.
        let state = |file: &ManifestEntry| match file.about.stage == stage {
            true => self.approvals.of_file(file),
            false => FileApproval::Missing,
        };
        let lines: Vec<String> = going.iter().filter_map(|file| objection(file, state(file))).collect();
        if lines.is_empty() { Ok(()) } else { Err(NotApproved { lines, of: going.len() }) }
    }

    /// Whether the messages that would be sent, and what they enclose, may go out.
    pub(super) fn lets_messages_out(
        &self,
        manifest: &Manifest,
        stage: &str,
        items: &[OutboxItem<'_>],
    ) -> Result<(), NotApproved> {
        let mut paths = BTreeSet::new();
        for message in items.iter().filter(|item| matches!(item.fate, Fate::Send(_))) {
            let Some(about) = message.entry.map(|entry| &entry.about) else { continue };
            paths.insert(about.path.as_str());
            let enclosed = about.message.iter().flat_map(|message| &message.attachments);
            paths.extend(enclosed.map(|file| file.path.as_str()));
        }
        self.lets_out(manifest, stage, |file| paths.contains(file.about.path.as_str()))
    }

    /// Says how the files stand, in a dry run.
    pub(super) fn tell(&self, common: &CommonArguments, stage: &str, state: &Result<(), NotApproved>) {
        if !self.is_required || common.format == OutputFormat::Json {
            return;
        }
        match state {
            Ok(()) => say!("承認: 全て承認されています。"),
            Err(open) => {
                say!("承認: {}のうち {} が承認されていないので、出せません。", open.of, open.lines.len());
                open.say(stage);
            }
        }
    }
}

impl NotApproved {
    /// Says what is not approved, and what to do.
    pub(super) fn refuse(&self, common: &CommonArguments, stage: &str, what: &str) -> Exit {
        common.record.result(format!("承認されていないものがあるので、{what}"));
        say!("エラー: 承認されていないものがあるので、{what}（{}のうち {}）。", self.of, self.lines.len());
        self.say(stage);
        Exit::Unusable
    }

    fn say(&self, stage: &str) {
        /// A list of more nobody reads: the command that is named shows all.
        const MOST: usize = 20;
        self.lines.iter().take(MOST).for_each(|line| say!("  {line}"));
        if let Some(more) = self.lines.len().checked_sub(MOST).filter(|more| *more > 0) {
            say!("  ほか {more}");
        }
        say!(
            "  → shiryo approve {stage} で確かめ、決裁を受けたら、shiryo approve {stage} --by \"職・氏名\" --confirm で記録してください。"
        );
    }
}

/// Why a file may not go out; none if it is approved as it is.
fn objection(file: &ManifestEntry, state: FileApproval<'_>) -> Option<String> {
    let path = &file.about.path;
    match state {
        FileApproval::Approved(_) => None,
        FileApproval::Missing => Some(format!("{path}: 承認されていません。")),
        FileApproval::Changed(approval) => Some(format!(
            "{path}: {}の承認（{}）の後に変わったので、その承認は使えません。",
            wareki::date(approval.on),
            approval.by
        )),
    }
}

/// What was read; if it can't be used, why is said.
pub(super) fn unless<T>(read: Result<T, NoApprovals>) -> Result<T, Exit> {
    read.map_err(|reason| match reason {
        NoApprovals::Slips(slips) => report::not_loaded(&slips),
        NoApprovals::Fault(fault) => report::fault(&fault),
    })
}
