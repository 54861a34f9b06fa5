//! Answers that say that there is none: 「特になし」.

use crate::ground::text;

/// The longest such answer, in characters.
const MOST: usize = 60;
/// What says that there is none.
const NONE: [&str; 9] =
    ["ございません", "御座いません", "ありません", "ないです", "なし", "無し", "ナシ", "ない", "無"];
/// What may be polite about it.
const POLITE: [&str; 5] = ["とします", "でした", "です", "以上", "。"];
/// What there is none of, and the words between: a text of nothing else says nothing.
const WORDS: [&str; 54] = [
    "現時点",
    "本団体",
    "当団体",
    "その他",
    "これ以上",
    "特段",
    "特別",
    "特に",
    "とくに",
    "今回",
    "今のところ",
    "現在",
    "本市",
    "当市",
    "本町",
    "当町",
    "本村",
    "当村",
    "本課",
    "当課",
    "弊社",
    "当会",
    "御意見",
    "ご意見",
    "意見",
    "御質問",
    "ご質問",
    "質問",
    "御指摘",
    "ご指摘",
    "指摘",
    "要望",
    "修正",
    "追加",
    "回答",
    "記載",
    "記入",
    "課題",
    "問題",
    "異議",
    "異存",
    "異論",
    "支障",
    "コメント",
    "事項",
    "該当",
    "理由",
    "からは",
    "について",
    "として",
    "及び",
    "並びに",
    "こと",
    "等",
];

/// Whether an answer says that there is nothing to say: 「特になし」, 「なし。」, 「特に意見はありません」, 「－」.
pub fn is_no_answer(written: &str) -> bool {
    if written.chars().nth(MOST).is_some() {
        return false;
    }
    let marks = ['。', '.', '、', ',', '!', '・', '「', '」', '(', ')', '*', '※', '-', '~'];
    let folded = text::fold(written);
    let bare = folded.replace(marks, "");
    if bare.is_empty() {
        return folded.contains('-');
    }
    let said = POLITE.iter().fold(bare.as_str(), |text, end| text.strip_suffix(end).unwrap_or(text));
    if matches!(said, "n/a" | "na" | "none") {
        return true;
    }
    let Some(what) = NONE.iter().find_map(|end| said.strip_suffix(end)) else { return false };
    let rest = WORDS.iter().fold(what.to_owned(), |rest, word| rest.replace(word, ""));
    rest.chars().all(|c| matches!(c, 'は' | 'も' | 'の' | 'が' | 'で' | 'に' | 'や'))
}

/// Whether what stands where a name or a post should is none: one that is to come, or points elsewhere, or is longer than
/// any. 「調整中」, 「同上」
pub fn is_no_name(written: &str) -> bool {
    const LONGEST: usize = 60;
    const TO_COME: [&str; 22] = [
        "調整中",
        "検討中",
        "人選中",
        "選任中",
        "選考中",
        "確認中",
        "未定",
        "未確定",
        "不明",
        "後日",
        "後日連絡",
        "後日回答",
        "後日連絡します",
        "後日お知らせします",
        "追って",
        "追って連絡",
        "追って連絡します",
        "別途",
        "別途連絡",
        "別途連絡します",
        "本人",
        "別紙のとおり",
    ];
    let folded = text::fold(written);
    text::is_ditto(&folded) || TO_COME.contains(&folded.as_str()) || written.chars().nth(LONGEST).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_to_come_is_none() {
        let long = "長".repeat(61);
        for written in ["同上", "〃", "調整中", "未定", "後日連絡します", "追って 連絡", &long]
        {
            assert!(is_no_name(written), "{written}");
        }
        let post = "健康福祉部次長（保健医療担当）兼新型感染症対策監";
        for written in ["甲野　太郎", "次長", "調整課長", "同上村　太郎", post, ""] {
            assert!(!is_no_name(written), "{written}");
        }
    }

    #[test]
    fn no_answer_is_said_in_many_ways() {
        for written in [
            "意見なし",
            "特になし",
            "なし。",
            "特に意見はありません",
            "意見なし。",
            "ありません",
            "無し",
            "特段の意見なし",
            "－",
            "特に無し",
            "意 見 な し",
            "意見はございません。",
            "該当なし",
            "特に修正意見はありません。",
            "ない",
            "無",
            "ﾅｼ",
            "ナシ。",
            "（特になし）",
            "・特になし",
            "意見等はありません",
            "特にありません。以上",
            "なしです",
            "質問・意見なし",
            "異議なし",
            "現時点では特にございません。",
            "―",
            "当市からは特に意見なし",
        ] {
            assert!(is_no_answer(written), "{written}");
        }
        for written in [
            "",
            "橋の点検を急いでほしい。",
            "予算がない",
            "特になしとは言えない。",
            "意見なし。ただし、橋の点検を急いでほしい。",
            "案内がありません",
            "特に橋の点検",
            "意見",
            "。",
            "バス路線なし",
            "問題ないか確かめてほしい",
            "意見のとおり",
        ] {
            assert!(!is_no_answer(written), "{written}");
        }
    }
}
