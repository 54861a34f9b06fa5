//! How a member votes, as people write it on a ballot.

use super::chosen_word::{AnswerWords, POLITE};
use crate::model::ballot::Vote;

/// What people write into 回答. A circle alone is a vote for the motion, a cross one against it.
pub const WORDS: AnswerWords<Vote> = AnswerWords {
    plain: &[
        (
            Vote::For,
            &[
                "承認",
                "賛成",
                "賛同",
                "同意",
                "了承",
                "可",
                "異議なし",
                "異議無し",
                "異議ありません",
                "異議はありません",
                "異議ございません",
                "異議はございません",
                "異存なし",
                "異存ありません",
                "異存はありません",
            ],
        ),
        (
            Vote::Against,
            &[
                "承認しない",
                "承認しません",
                "承認いたしません",
                "承認致しません",
                "承認できない",
                "承認できません",
                "不承認",
                "非承認",
                "否認",
                "反対",
                "賛成しない",
                "賛成しません",
                "賛成できない",
                "賛成できません",
                "不賛成",
                "同意しない",
                "同意しません",
                "同意できない",
                "同意できません",
                "不同意",
                "否",
                "不可",
            ],
        ),
    ],
    behind: &[POLITE],
    marks: Some([Vote::For, Vote::Against]),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::Reading;

    #[test]
    fn a_vote_is_read_in_the_plain_words_that_people_use() {
        for (vote, written) in [
            (
                Vote::For,
                "承認する|承認します。|承認|御承認|賛成|賛成します|賛成です。|同意いたします|異議なし|異議ありません。|可|○|◯|レ|○承認する・承認しない|☑承認する　□承認しない|承認する（○）|（承認）",
            ),
            (
                Vote::Against,
                "承認しない|承認しません|不承認|不承認とします|反対|反対します|反対いたします。|否|不可|×|✕|✗|x|同意できません|承認する・○承認しない|□承認する／■承認しない|承認いたしません",
            ),
        ] {
            for written in written.split('|') {
                assert_eq!(WORDS.read("回答", written), (Reading::Value(vote), None), "{written}");
            }
        }
    }

    #[test]
    fn a_vote_that_is_none_plainly_is_not_guessed() {
        for written in [
            "保留",
            "条件付き承認",
            "承認する。ただし、費用を示すこと。",
            "一任",
            "棄権",
            "承認する・承認しない",
            "○承認する○承認しない",
            "承認する×",
            "承認しないことはない",
            "異議あり",
            "委員長に賛成",
            "確認中",
        ] {
            assert_eq!(WORDS.read("回答", written).0, Reading::Unreadable, "{written}");
        }
        for written in ["", "　", "－"] {
            assert!(matches!(WORDS.read("回答", written), (Reading::Absent(_), None)), "{written}");
        }
    }
}
