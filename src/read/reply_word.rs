//! Whether a member comes, as people write it on a form.

use super::word_of_list::no_value;
use crate::ground::text;
use crate::model::cause::Cause;
use crate::model::choice::Choice;
use crate::model::reply::Attendance;
use crate::model::value::{Reading, UNRESOLVED};

/// What people write, folded, without what is polite about it.
const WORDS: [(Attendance, &[&str]); 4] = [
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
            "本人出席",
            "本人が出席",
        ],
    ),
    (Attendance::Absent, &["欠席", "欠", "不参加"]),
    (
        Attendance::Proxy,
        &["代理", "代理出席", "代理人", "代理人出席", "代理者", "代理者出席", "代理参加", "代理が出席"],
    ),
    (
        Attendance::Online,
        &[
            "オンライン",
            "オンライン出席",
            "オンライン参加",
            "オンラインで出席",
            "オンラインで参加",
            "ウェブ",
            "ウェブ出席",
            "ウェブ参加",
            "ウェブ会議",
            "web",
            "web出席",
            "web参加",
            "web会議",
            "zoom",
            "teams",
            "リモート",
            "リモート出席",
            "リモート参加",
        ],
    ),
];
/// What is polite before a word.
const BEFORE: [&str; 3] = ["御", "ご", "お"];
/// What stands behind a word and says no more.
const BEHIND: [&str; 11] = [
    "させていただきます",
    "させて頂きます",
    "いたします",
    "致します",
    "とします",
    "します",
    "する",
    "です",
    "予定",
    "の",
    "。",
];
/// Circles and ticks by which a word is chosen among several.
const CHOSEN: [char; 13] = ['○', '◯', '〇', '●', '◎', '⭕', '☑', '✓', '✔', 'レ', '■', '☒', '✅'];
/// Empty boxes, and what stands around a mark.
const AROUND: [char; 7] = ['□', '☐', '(', ')', '[', ']', '　'];
/// A cross alone.
const CROSSES: [&str; 4] = ["×", "✕", "✖", "x"];

/// Reads what stands in 出欠. A circle alone says that the member comes, a cross that they don't. Of several words that
/// the form printed, the one with the circle is meant.
pub fn attendance(written: &str) -> (Reading<Attendance>, Option<Cause>) {
    if let Some(reason) = no_value(written) {
        return (Reading::Absent(reason), None);
    }
    // It was said already why the cell can't be taken.
    if written == UNRESOLVED {
        return (Reading::Unreadable, None);
    }
    let said = if written.len() > 300 { None } else { of_pieces(written) };
    match said {
        Some(attendance) => (Reading::Value(attendance), None),
        None => {
            let choices = Attendance::ALL.iter().map(|(_, label)| *label).collect();
            let cause = Cause::Choice { column: "出欠".into(), text: text::excerpt(written), choices };
            (Reading::Unreadable, Some(cause))
        }
    }
}

fn of_pieces(written: &str) -> Option<Attendance> {
    if CROSSES.contains(&text::fold(written).as_str()) {
        return Some(Attendance::Absent);
    }
    let is_between = |c: char| matches!(c, '・' | '･' | '/' | '／' | '、' | ',' | '，' | '\n' | '　' | ' ');
    let pieces: Vec<&str> = written.split(is_between).filter(|piece| !piece.is_empty()).collect();
    let chosen: Vec<&&str> = pieces.iter().filter(|piece| piece.contains(CHOSEN)).collect();
    match (pieces.as_slice(), chosen.as_slice()) {
        (_, [one]) if pieces.len() > 1 => match without_marks(one).is_empty() {
            // 「○ 出席」
            true if pieces.len() == 2 => word(&without_marks(written)),
            true => None,
            false => word(&without_marks(one)),
        },
        ([_], [_]) if without_marks(written).is_empty() => Some(Attendance::Present),
        _ => word(&without_marks(written)),
    }
}

fn without_marks(written: &str) -> String {
    text::fold(&written.replace(CHOSEN, "")).replace(AROUND, "")
}

/// A folded word without its marks.
fn word(folded: &str) -> Option<Attendance> {
    let mut rest = folded;
    rest = BEFORE.iter().find_map(|polite| rest.strip_prefix(polite)).unwrap_or(rest);
    while let Some(shorter) = BEHIND.iter().find_map(|end| rest.strip_suffix(end)) {
        rest = shorter;
    }
    WORDS.iter().find(|(_, words)| words.contains(&rest)).map(|(attendance, _)| *attendance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_say_in_many_ways_whether_they_come() {
        for (attendance, written) in [
            (
                Attendance::Present,
                "出席|御出席|ご出席|出席します|出席いたします。|出|○|◯|出席○|○出席|○ 出席|出席（○）|会場で出席|○出席・欠席|☑出席 □欠席 □代理|出 席|参加します",
            ),
            (
                Attendance::Absent,
                "欠席|御欠席|欠席します|欠|×|✕|欠席させていただきます|出席・○欠席|出席／欠席○／代理|不参加",
            ),
            (Attendance::Proxy, "代理|代理出席|代理人|代理者出席|代理出席します|出席・欠席・○代理"),
            (
                Attendance::Online,
                "オンライン|ｵﾝﾗｲﾝ|オンライン参加|オンラインで出席します|Web参加|ＷＥＢ会議|Zoom|リモート出席",
            ),
        ] {
            for written in written.split('|') {
                assert_eq!(super::attendance(written), (Reading::Value(attendance), None), "{written}");
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
            "出席できません",
            "5",
        ] {
            let (reading, cause) = attendance(written);
            assert_eq!(reading, Reading::Unreadable, "{written}");
            assert!(matches!(cause, Some(Cause::Choice { .. })), "{written}");
        }
        for written in ["", "－", "該当なし"] {
            assert!(matches!(attendance(written), (Reading::Absent(_), None)), "{written}");
        }
        assert_eq!(attendance(UNRESOLVED), (Reading::Unreadable, None), "a cell that is struck through");
    }
}
