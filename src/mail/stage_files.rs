//! What was made of a stage, by whom it is for: each recipient is looked up once, however many there are.

use std::collections::BTreeMap;

use crate::model::letter::StageMail;
use crate::render::artifact::{About, FileKind};

/// The files that were made of one stage.
pub(super) struct StageFiles<'a> {
    /// Each recipient's own, by its code: the letters first, then the forms.
    own: BTreeMap<&'a str, Vec<&'a About>>,
    /// Those that are for all, by the ids of their declarations.
    papers: BTreeMap<&'a str, &'a About>,
}

impl<'a> StageFiles<'a> {
    /// The files of a stage among all that were made.
    pub(super) fn of(stage: &str, made: &'a [About]) -> Self {
        let mut of_stage: Vec<&About> = made.iter().filter(|about| about.stage == stage).collect();
        let rank = |kind| match kind {
            FileKind::Letter => 0,
            FileKind::Form => 1,
            _ => 2,
        };
        of_stage.sort_by_key(|about| (rank(about.kind), &about.path));
        let mut files = Self { own: BTreeMap::new(), papers: BTreeMap::new() };
        for about in of_stage {
            match &about.recipient {
                Some(recipient) => files.own.entry(&recipient.code).or_default().push(about),
                None => {
                    files.papers.entry(&about.document).or_insert(about);
                }
            }
        }
        files
    }

    /// Those of one recipient; none if nothing was made for it.
    pub(super) fn own(&self, code: &str) -> &[&'a About] {
        self.own.get(code).map_or(&[], Vec::as_slice)
    }

    /// What a message to a recipient brings: its own files, and then the papers that all get.
    pub(super) fn sent_to(&self, code: &str, mail: &StageMail) -> Vec<&'a About> {
        let papers = mail.papers.iter().filter_map(|id| self.papers.get(id.get_ref().as_str()));
        self.own(code).iter().chain(papers).copied().collect()
    }
}
