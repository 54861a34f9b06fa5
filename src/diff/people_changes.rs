//! Recipients that are new or gone, or are addressed otherwise.

use std::collections::BTreeMap;

use serde::Serialize;

use super::side::Side;
use crate::render::artifact::FileRecipient;

/// A recipient of a stage that is not what it was.
#[derive(Debug, Serialize)]
pub struct PeopleChange {
    /// The recipient's code.
    pub code: String,
    /// How it was addressed, and where; none where it is new.
    pub old: Option<FileRecipient>,
    /// How it is addressed now; none where it is gone.
    pub new: Option<FileRecipient>,
}

/// The recipients that differ, by their codes.
pub fn of(old: &Side<'_>, new: &Side<'_>) -> Vec<PeopleChange> {
    let mut both: BTreeMap<&str, (Option<&FileRecipient>, Option<&FileRecipient>)> = BTreeMap::new();
    let recipients = |side: &'_ Side<'_>| -> Vec<FileRecipient> {
        side.files.iter().filter_map(|file| file.about.recipient.clone()).collect()
    };
    let (before, now) = (recipients(old), recipients(new));
    before.iter().for_each(|one| both.entry(&one.code).or_default().0 = Some(one));
    now.iter().for_each(|one| both.entry(&one.code).or_default().1 = Some(one));
    let change = |(code, (old, new)): (&str, (Option<&FileRecipient>, Option<&FileRecipient>))| {
        (old != new).then(|| PeopleChange { code: code.to_owned(), old: old.cloned(), new: new.cloned() })
    };
    both.into_iter().filter_map(change).collect()
}
