//! Advice and opinions, and what the prefecture makes of them.

use chrono::NaiveDate;

use super::choice::{Choice, choice};
use super::no_answer::is_no_answer;
use super::value::{Cell, Field};
use crate::ground::text::{self, fold};

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

/// What says that an opinion is on all measures, and the words that may stand beside it.
const ALL: [&str; 7] = ["共通", "全般", "全体", "全て", "すべて", "総論", "全部"];
const BESIDE: [&str; 12] =
    ["取組", "施策", "事業", "計画", "戦略", "方針", "事項", "項目", "について", "に関して", "に係る", "の"];

/// Whether what stands where a measure is written says that all are meant: 「共通」, 「取組全般について」, 「－」.
pub fn is_on_all(written: &str) -> bool {
    let bare = |text: String, words: &[&str]| words.iter().fold(text, |text, word| text.replace(word, ""));
    let folded = text::fold(written);
    let beside = bare(folded.clone(), &BESIDE);
    let rest = bare(beside.clone(), &ALL);
    let is_mark = |c: char| matches!(c, '-' | '・' | '、' | ',' | '(' | ')' | '。');
    rest.chars().all(is_mark) && (rest != beside || folded.contains('-'))
        || matches!(beside.as_str(), "全" | "なし" | "特になし")
}

impl Answer {
    /// Whether it says anything: what becomes of the opinion, or words.
    pub fn is_settled(&self) -> bool {
        self.handling.value().is_some() || !self.text.is_empty()
    }

    /// Whether a row that is put together with another says something else than that one. To point there says nothing:
    /// 「No.15と同じ」.
    pub fn says_otherwise(&self, main: &Self) -> bool {
        let (own, shared) = (fold(&self.text.text), fold(&main.text.text));
        let points = own.chars().count() <= 20
            && (own.contains("同じ") || own.contains("同上") || own.contains(&fold(&main.number.text)));
        let other_words = !own.is_empty() && own != shared && !points && !is_no_answer(&self.text.text);
        other_words || self.handling.value().is_some_and(|own| main.handling.value() != Some(own))
    }
}

impl Opinion {
    /// Where it stands in a list by numbers: 2 before 10, and those that are no numbers last.
    pub fn place(&self) -> (u32, &str) {
        (self.number.text.parse().unwrap_or(u32::MAX), &self.number.text)
    }

    /// The kind as which it counts. One that can't be read is advice: only a meeting's row can be so.
    pub fn counted_kind(&self) -> OpinionKind {
        self.kind.value().copied().unwrap_or(OpinionKind::Advice)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_measures_are_meant_in_many_words() {
        for written in [
            "共通",
            "全般",
            "全体",
            "－",
            "―",
            "すべて",
            "取組全般",
            "全ての取組",
            "（共通）",
            "戦略全体について",
            "全取組",
            "特になし",
            "全般・共通",
        ] {
            assert!(is_on_all(written), "{written}");
        }
        for written in ["", "2-ア-1", "取組", "全国の事例", "共通番号の取組", "2-ア-1、2-ア-2", "安全", "・"]
        {
            assert!(!is_on_all(written), "{written}");
        }
    }
}
