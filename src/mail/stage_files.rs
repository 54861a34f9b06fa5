//! What was made of a stage, by whom it is for: each recipient is looked up once, however many there are.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::letter::StageMail;
use crate::render::artifact::FileKind;
use crate::render::sink::AcceptedFile;

/// The files that were made of one stage.
pub(super) struct StageFiles<'a> {
    /// Each recipient's own, by its code: the letters first, then the forms.
    own: BTreeMap<&'a str, Vec<&'a AcceptedFile>>,
    /// Those that are for all, by the ids of their declarations.
    papers: BTreeMap<&'a str, &'a AcceptedFile>,
}

impl<'a> StageFiles<'a> {
    /// What a stage's messages may bring, of the files that were made of it.
    pub(super) fn of(made: &'a [Arc<AcceptedFile>]) -> Self {
        let mut of_stage: Vec<&AcceptedFile> = made.iter().map(|file| &**file).collect();
        let rank = |kind| match kind {
            FileKind::Letter => 0,
            FileKind::Form => 1,
            _ => 2,
        };
        of_stage.sort_by_key(|file| (rank(file.about.kind), &file.about.path));
        let mut files = Self { own: BTreeMap::new(), papers: BTreeMap::new() };
        for file in of_stage {
            match &file.about.recipient {
                Some(recipient) => files.own.entry(&recipient.code).or_default().push(file),
                None => {
                    files.papers.entry(&file.about.document).or_insert(file);
                }
            }
        }
        files
    }

    /// Those of one recipient; none if nothing was made for it.
    pub(super) fn own(&self, code: &str) -> &[&'a AcceptedFile] {
        self.own.get(code).map_or(&[], Vec::as_slice)
    }

    /// What a message to a recipient brings: its own files, and then the papers that all get.
    pub(super) fn sent_to(&self, code: &str, mail: &StageMail) -> Vec<&'a AcceptedFile> {
        let papers = mail.papers.iter().filter_map(|id| self.papers.get(id.get_ref().as_str()));
        self.own(code).iter().chain(papers).copied().collect()
    }
}
