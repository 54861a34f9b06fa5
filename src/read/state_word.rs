//! How far a department has come, as people write it on a report.

use super::chosen_word::AnswerWords;
use crate::model::department_report::ReportState;

/// What people write into 対応の状況. 「対応する」 says neither when nor whether it has begun, and is none of them.
pub const WORDS: AnswerWords<ReportState> = AnswerWords {
    plain: &[
        (
            ReportState::Done,
            &[
                "済",
                "済み",
                "対応済",
                "対応完了",
                "完了",
                "実施済",
                "実施済み",
                "措置済",
                "措置済み",
                "反映済",
                "反映済み",
                "対応した",
                "対応しました",
                "実施した",
                "実施しました",
            ],
        ),
        (
            ReportState::Underway,
            &[
                "実施中",
                "取組中",
                "着手済",
                "着手済み",
                "対応しています",
                "対応している",
                "実施しています",
                "実施している",
            ],
        ),
        (ReportState::Planned, &["予定", "実施予定", "対応を予定", "対応する予定", "実施する予定"]),
        (
            ReportState::Considering,
            &[
                "検討",
                "検討する",
                "検討します",
                "検討予定",
                "検討を予定",
                "検討している",
                "検討しています",
                "要検討",
            ],
        ),
        (
            ReportState::Declined,
            &[
                "対応しません",
                "対応せず",
                "対応できない",
                "対応できません",
                "対応不可",
                "対応困難",
                "対応は困難",
                "対応なし",
                "実施しない",
                "実施しません",
            ],
        ),
    ],
    behind: &[&["です", "とします", "である", "。"]],
    marks: None,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::Reading;

    #[test]
    fn a_state_is_read_in_the_plain_words_that_people_use() {
        for (state, written) in [
            (
                ReportState::Done,
                "対応済み|対応済|対応ずみ|済|完了|実施済み|対応しました。|対応済み※|○対応済み・対応中・対応予定|対応済みです|☑対応済み □対応中",
            ),
            (ReportState::Underway, "対応中|実施中です。|対応しています|対応済み・○対応中"),
            (ReportState::Planned, "対応予定|実施予定|予定|対応予定です|対応する予定です"),
            (ReportState::Considering, "検討中|検討|検討します|検討中です。|検討しています"),
            (ReportState::Declined, "対応しない|対応しません|対応せず|対応できない|対応困難です"),
        ] {
            for written in written.split('|') {
                assert_eq!(WORDS.read("対応の状況", written), (Reading::Value(state), None), "{written}");
            }
        }
    }

    #[test]
    fn a_state_that_is_none_plainly_is_not_guessed() {
        for written in [
            "対応する",
            "未対応",
            "完了予定",
            "実施済み予定",
            "対応済み（一部）",
            "対応済み・対応中",
            "一部対応",
            "○",
            "×",
            "済んでいない",
            "検討済み",
        ] {
            assert_eq!(WORDS.read("対応の状況", written).0, Reading::Unreadable, "{written}");
        }
    }
}
