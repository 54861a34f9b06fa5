//! What becomes of a letter to the section that sends it: nobody writes a numbered letter to themselves.

use serde::Deserialize;

/// What a stage's letter to the sender's own section becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OwnSection {
    /// 事務連絡: it says that in the place of its number, bears no seal, and comes from the office that does the work.
    #[default]
    Memo,
    /// Nothing: there is no letter and no message. A department's forms and annexes are made, as it has its returns to
    /// write too; a member who sends the invitations gets no form.
    Omit,
}

/// What stands in the place of the number of a letter within a section.
pub const MEMO: &str = "事務連絡";
