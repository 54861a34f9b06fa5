//! Whether a member comes, as people write it on a form.

use super::chosen_word::{AnswerWords, POLITE};
use crate::model::reply::Attendance;

/// What people write into 出欠. A circle alone says that the member comes, a cross that they don't.
pub const WORDS: AnswerWords<Attendance> = AnswerWords {
    plain: &[
        (
            Attendance::Present,
            &[
                "出席",
                "出",
                "参加",
                "会場",
                "会場出席",
                "会場で出席",
                "現地",
                "現地出席",
                "対面",
                "対面出席",
                "対面で出席",
                "本人出席",
                "本人が出席",
            ],
        ),
        (Attendance::Absent, &["欠席", "欠", "不参加"]),
        (Attendance::Acting, &["職務代理", "職務代理者", "議長代理", "座長代理", "委員長代理"]),
        (
            Attendance::Proxy,
            &[
                "代理",
                "代理出席",
                "代理人",
                "代理人出席",
                "代理者",
                "代理者出席",
                "代理参加",
                "代理が出席",
                "欠席代理出席",
                "本人欠席代理出席",
            ],
        ),
        (
            Attendance::Online,
            &[
                "オンライン",
                "オンライン出席",
                "オンライン参加",
                "オンラインで出席",
                "オンラインで参加",
                "出席オンライン",
                "ウェブ",
                "ウェブ出席",
                "ウェブ参加",
                "ウェブ会議",
                "web",
                "web出席",
                "web参加",
                "web会議",
                "出席web",
                "zoom",
                "teams",
                "リモート",
                "リモート出席",
                "リモート参加",
            ],
        ),
    ],
    behind: &[POLITE, &["予定", "の"]],
    marks: Some([Attendance::Present, Attendance::Absent]),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cause::Cause;
    use crate::model::value::Reading;

    fn attendance(written: &str) -> (Reading<Attendance>, Option<Cause>) {
        WORDS.read("出欠", written)
    }

    #[test]
    fn people_say_in_many_ways_whether_they_come() {
        for (attendance, written) in [
            (
                Attendance::Present,
                "出席|御出席|ご出席|出席します|出席いたします。|出|○|◯|出席○|○出席|○ 出席|出席（○）|会場で出席|○出席・欠席|☑出席 □欠席 □代理|出 席|参加します|対面|１．出席|1.出席|出席※",
            ),
            (
                Attendance::Absent,
                "欠席|御欠席|欠席します|欠|×|✕|✗|欠席させていただきます|出席・○欠席|出席／欠席○／代理|不参加|2、欠席",
            ),
            (
                Attendance::Proxy,
                "代理|代理出席|代理人|代理者出席|代理出席します|出席・欠席・○代理|欠席（代理出席）",
            ),
            (
                Attendance::Online,
                "オンライン|ｵﾝﾗｲﾝ|オンライン参加|オンラインで出席します|Web参加|ＷＥＢ会議|Zoom|リモート出席|出席（オンライン）",
            ),
        ] {
            for written in written.split('|') {
                assert_eq!(
                    super::tests::attendance(written),
                    (Reading::Value(attendance), None),
                    "{written}"
                );
            }
        }
    }

    #[test]
    fn what_says_two_things_or_none_is_not_guessed() {
        for written in [
            "出席・欠席",
            "○出席○欠席",
            "○出席・○代理",
            "未定",
            "調整中",
            "たぶん出席",
            "副部長",
            "代理　次長",
            "出席できません",
            "出席×",
            "5",
            "確認中",
        ] {
            let (reading, cause) = attendance(written);
            assert_eq!(reading, Reading::Unreadable, "{written}");
            assert!(matches!(cause, Some(Cause::Choice { .. })), "{written}");
        }
        for written in ["", "－", "該当なし"] {
            assert!(matches!(attendance(written), (Reading::Absent(_), None)), "{written}");
        }
    }
}
