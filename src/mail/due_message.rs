//! A message that is to go, and what it has to do with those that went before.

use super::ledger_row::LedgerRow;
use crate::model::letter_copies::is_marked;
use crate::published::manifest::ManifestEntry;
use crate::render::artifact::{FileRecipient, Message};

/// A message against which there is no objection of its own.
pub struct DueMessage<'a> {
    /// Its file.
    pub entry: &'a ManifestEntry,
    /// What it says and brings.
    pub message: &'a Message,
    /// Who gets it.
    pub recipient: &'a FileRecipient,
    /// The addresses that several recipients share on purpose.
    pub shared: &'a [String],
    /// Whether it was asked to send to this recipient again.
    pub again: bool,
}

impl DueMessage<'_> {
    pub(super) fn is_held_by(&self, row: &LedgerRow) -> bool {
        row.holds(&self.message.identity, &self.entry.sha256)
    }

    /// Whether what people got by one row took the place of what they got by another, of another edition: a third
    /// correction that says again what the first letter said is no repetition if the second one said otherwise.
    pub(super) fn supersedes(&self, later: &LedgerRow, row: &LedgerRow) -> bool {
        let (stage, now) = (&self.entry.about.stage, &self.message.identity);
        row.edition != self.message.edition
            && (&later.changed, later.row) > (&row.changed, row.row)
            && later.may_have_arrived()
            && later.is_to(self.recipient)
            && later.is_part(now)
            && later.is_of_year(now)
            && later.is_of_matter(stage, &later.edition, now)
            && !self.is_held_by(later)
    }

    pub(super) fn is_of_matter(&self, row: &LedgerRow) -> bool {
        row.is_of_matter(&self.entry.about.stage, &self.message.edition, &self.message.identity)
    }

    /// Whether the row is of this year and stage, to this very recipient.
    pub(super) fn is_itself(&self, row: &LedgerRow) -> bool {
        row.is_of_year(&self.message.identity)
            && row.stage == self.entry.about.stage
            && row.is_to(self.recipient)
    }

    /// Whether the row is this message's own. Ledgers of earlier versions name no letters.
    pub(super) fn is_its_row(&self, row: &LedgerRow) -> bool {
        let (then, now) = (&row.identity, &self.message.identity);
        self.is_itself(row)
            && self.is_of_matter(row)
            && row.is_part(now)
            && (then.letters.is_empty() || then.letters == now.letters)
    }

    /// Whether the row is of what is one's own and this brings copies (写し), or the other way round: the same person gets
    /// both. Not where the row may be of the same letters.
    pub(super) fn is_apart(&self, row: &LedgerRow) -> bool {
        let now = &self.message.identity;
        let is_other = |id: &String| now.declared.contains(id) && !now.letters.contains(id);
        is_marked(&row.code) != is_marked(&self.recipient.code)
            && row.stage == self.entry.about.stage
            && row.identity.letters.iter().all(is_other)
            && !self.is_held_by(row)
    }

    /// Whether the row is of another letter of this stage: who was told that there is nothing to answer, and then gets an
    /// answer, holds two letters that contradict each other.
    pub(super) fn is_beside(&self, row: &LedgerRow) -> bool {
        row.is_of_year(&self.message.identity)
            && row.stage == self.entry.about.stage
            && row.edition == self.message.edition
            && !self.is_of_matter(row)
    }

    /// Whether the same letters went to this recipient together with others, or in other parts.
    pub(super) fn went_otherwise(&self, row: &LedgerRow) -> bool {
        let now = &self.message.identity;
        let is_other_part = row.identity.parts == now.parts && !row.is_part(now);
        self.is_itself(row) && self.is_of_matter(row) && !is_other_part
    }

    /// Whether the row is of the same letters to one who may be this recipient under another name, from a stage under
    /// another name, or of another year: a year has a ledger of its own, so that its year was changed; or of the same
    /// content.
    pub(super) fn is_alike(&self, row: &LedgerRow) -> bool {
        !self.is_itself(row) && self.is_of_matter(row) || self.is_held_by(row)
    }
}
