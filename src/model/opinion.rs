//! Advice and opinions, and what the prefecture makes of them.

use chrono::NaiveDate;

use super::choice::{Choice, choice};
use super::value::{Cell, Field};

/// A piece of advice or an opinion.
#[derive(Debug, Clone)]
pub struct Opinion {
    /// Its number, unique over all files.
    pub number: Cell,
    /// The code of who sent it: a body or an organization.
    pub submitter: String,
    /// The day on which it was received.
    pub received: Field<NaiveDate>,
    /// Who it is from, as printed.
    pub from: Cell,
    /// 種別: advice, an opinion, or a remark.
    pub kind: Field<OpinionKind>,
    /// The measure it is about; empty for all.
    pub measure: Cell,
    /// What it says.
    pub text: Cell,
}

/// 県の考え方: the answer to an opinion.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The opinion's number.
    pub number: Cell,
    /// The day on which the answer was settled.
    pub decided: Field<NaiveDate>,
    /// 対応区分: what becomes of the opinion.
    pub handling: Field<Handling>,
    /// The answer in words.
    pub text: Cell,
    /// The number of another opinion of the same meaning. The two are printed together and share that one's answer.
    pub same_as: Cell,
}

choice! {
    /// 種別. A remark is what a member says at a meeting and nobody is asked to answer.
    OpinionKind { Advice = "助言", Opinion = "意見", Remark = "発言" }
}

choice! {
    /// 対応区分.
    Handling {
        Adopted = "反映",
        PartlyAdopted = "一部反映",
        AlreadyWritten = "記載済み",
        ForReference = "今後の参考",
        NotPossible = "反映困難",
        Other = "その他",
    }
}
