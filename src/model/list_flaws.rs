//! Why someone of the lists gets nothing.

use std::collections::BTreeSet;

/// Why someone of the lists gets nothing: it could go to another, or to nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecipientFlaw {
    /// It is a member whose first or last day can't be right.
    #[error("就任日か退任日が正しくありません")]
    DoubtfulTime,
    /// There is no code to know it by.
    #[error("コードがありません")]
    NoCode,
    /// Another has the same code.
    #[error("コードが、ほかの宛先と同じです")]
    SharedCode,
    /// There is nothing to address a letter to.
    #[error("宛名がありません")]
    NoAddressee,
    /// The addressee holds a line break, a tab, or the mark of a character that may not be printed.
    #[error("宛名に、改行か、印刷できない字があります")]
    BrokenAddressee,
    /// Another has the same addressee.
    #[error("宛名が、ほかの宛先と同じです")]
    SharedAddressee,
}

/// The flaws in the lists of a cycle that are the same for every stage: found once, since many ask for them.
#[derive(Debug, Clone, Default)]
pub struct ListFlaws {
    /// The codes that more than one of the lists have.
    pub shared_codes: BTreeSet<String>,
    /// The flaw of each department, in the order of the list.
    pub departments: Vec<Option<RecipientFlaw>>,
    /// The flaw of each organization, in the order of the list.
    pub organizations: Vec<Option<RecipientFlaw>>,
}
