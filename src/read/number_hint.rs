//! What to say of a text that is no number: it fits what was typed.

use crate::ground::written_date::parse_date;

const DATE: &str = "Excel が「1-1」などを日付に直したものらしいです。セルの表示形式を「文字列」にしてから、値を書き直してください";
const TIME: &str = "時刻か時間になっています。時間の長さなら、36.25 のように一つの数で書いてください";
const ARROW: &str = "矢印の前と後のどちらの値か決められません。その年度の値だけを書いてください";
const KANJI: &str = "漢数字ではなく、数字で書いてください（例 三万は 30,000、二十三は 23）";
const POINTS: &str = "小数点が二つあります。桁を区切るなら「,」で書いてください（例 1,234,567）";
const RANGE: &str = "幅ではなく、一つの数で書いてください（幅は⟨備考⟩に書けます）";
const FRACTION: &str = "分数か二つの値か分かりません。一つの数で書いてください（1/2 なら 0.5）";
const SEVERAL: &str = "値が二つ以上あります。一つの値（合計など）だけを書き、内訳は⟨備考⟩に書いてください";
const EXPONENT: &str = "Excel が桁の多い数を指数で書いたものらしいです。セルの表示形式を「数値」にして、全ての桁を書いてください";
const NARROW: &str = "Excel の列の幅が足りずに「#」になったものらしいです。元の値を数字で書いてください";
const NEGATIVE: &str = "負の数は、▲3.5 のように前に ▲ を付けて書いてください";
const CHANGE: &str = "増減や前年との比ではなく、その年度の値を書いてください（増減は⟨備考⟩に書けます）";
const ZERO: &str = "０なら「0」と書いてください";

/// The hint for a folded text that is known to be no number; none if nothing but a general one fits.
pub fn fitting(folded: &str) -> Option<&'static str> {
    if is_date(folded) {
        return Some(DATE);
    }
    if is_time(folded) {
        return Some(TIME);
    }
    if is_exponent(folded) {
        return Some(EXPONENT);
    }
    if folded.len() > 1 && folded.chars().all(|c| c == '#') {
        return Some(NARROW);
    }
    if folded.starts_with("マイナス") {
        return Some(NEGATIVE);
    }
    if folded.contains(['→', '⇒', '➡', '⇨']) || folded.contains("->") {
        return Some(ARROW);
    }
    if let Some(hint) = changed(folded) {
        return Some(hint);
    }
    if matches!(folded, "ゼロ" | "零" | "〇" | "○") {
        return Some(ZERO);
    }
    if is_in_kanji(folded) {
        return Some(KANJI);
    }
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let numbers: Vec<&str> = folded.split(|c| !is_of_number(c)).filter(|text| !text.is_empty()).collect();
    let between: Vec<&str> = folded.trim_matches(|c| !is_of_number(c)).split(is_of_number).collect();
    let is_between = |marks: &[&str]| between.iter().any(|text| marks.iter().any(|mark| text.contains(mark)));
    match numbers.as_slice() {
        [] => None,
        [only] => (only.matches('.').count() > 1).then_some(POINTS),
        _ if is_between(&["~", "から", "-", "..."]) => Some(RANGE),
        [_, _] if between.contains(&"/") => Some(FRACTION),
        _ if is_between(&["・", "、", "と", ":", ";", "+", "(", "及び", "又は", "または", "or", "/"]) => {
            Some(SEVERAL)
        }
        _ => (!folded.starts_with(is_of_number) && !is_between(&["億", "万", "兆", "千", "百"]))
            .then_some(SEVERAL),
    }
}

/// The hint for a folded text that says by how much something changed: 5人減, 前年比110%.
pub fn changed(folded: &str) -> Option<&'static str> {
    let has = folded.contains(|c: char| c.is_ascii_digit());
    let begins = ["前年", "対前年", "昨年", "前回"].iter().any(|word| folded.starts_with(word));
    let ends = ["増", "減", "増加", "減少", "アップ", "ダウン"].iter().any(|word| folded.ends_with(word));
    (has && (begins || ends)).then_some(CHANGE)
}

/// Whether a folded text is what Excel makes of 1-2 or 1/2: 1月2日, 2-jan, jan-02, 2020-01-02.
pub fn is_date(folded: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let japanese = folded.strip_suffix('日').and_then(|day| day.split_once('月'));
    let english = folded.split_once('-').map(|(one, other)| match MONTHS.contains(&one) {
        true => number(other),
        false => MONTHS.contains(&other) && number(one),
    });
    parse_date(folded).is_some()
        || japanese.is_some_and(|(month, day)| number(month) && number(day))
        || english == Some(true)
}

/// Whether a folded text is what Excel writes of a number with many digits: 1.2e+08.
fn is_exponent(folded: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    folded.split_once("e+").is_some_and(|(digits, exponent)| number(digits) && number(exponent))
}

/// Whether a folded text is a time of day or a length of time: 13:30, 36:00:15.
fn is_time(folded: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    folded.split_once(':').is_some_and(|(hours, rest)| {
        number(hours) && rest.split(':').all(|part| part.len() == 2 && number(part))
    })
}

/// Whether a number is written in 漢数字, perhaps with a unit behind them.
fn is_in_kanji(folded: &str) -> bool {
    let text = folded.strip_prefix('約').unwrap_or(folded);
    !text.contains(|c: char| c.is_ascii_digit())
        && text
            .starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '億'])
        && !text.starts_with("一部")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::text::fold;

    #[test]
    fn a_hint_fits_what_was_typed() {
        for (written, hint) in [
            ("1月1日", Some(DATE)),
            ("１月２日", Some(DATE)),
            ("2-Jan", Some(DATE)),
            ("Jan-02", Some(DATE)),
            ("2020-01-02", Some(DATE)),
            ("36:15", Some(TIME)),
            ("3:1", Some(SEVERAL)),
            ("50→60", Some(ARROW)),
            ("50 -> 60", Some(ARROW)),
            ("三万", Some(KANJI)),
            ("約二十三人", Some(KANJI)),
            ("1.234.567", Some(POINTS)),
            ("50～60", Some(RANGE)),
            ("50人から60人", Some(RANGE)),
            ("50－60", Some(RANGE)),
            ("50/60", Some(FRACTION)),
            ("1/2", Some(FRACTION)),
            ("男3・女5", Some(SEVERAL)),
            ("男3女5", Some(SEVERAL)),
            ("3人、5人", Some(SEVERAL)),
            ("12+34", Some(SEVERAL)),
            ("ゼロ", Some(ZERO)),
            // What Excel shows of a day, in any of its formats.
            ("2020/1/2", Some(DATE)),
            ("2020年1月2日", Some(DATE)),
            ("令和2年1月2日", Some(DATE)),
            ("R2.1.2", Some(DATE)),
            // Two values, the second in brackets or as another choice.
            ("50（前年45）", Some(SEVERAL)),
            ("55.0%（目標60%）", Some(SEVERAL)),
            ("10件(別に5件)", Some(SEVERAL)),
            ("50又は60", Some(SEVERAL)),
            ("50 or 60", Some(SEVERAL)),
            // A change is no value.
            ("5人減", Some(CHANGE)),
            ("10%増", Some(CHANGE)),
            ("3.5ポイントアップ", Some(CHANGE)),
            ("前年比110%", Some(CHANGE)),
            ("対前年度5件増", Some(CHANGE)),
            ("昨年より3件多い", Some(CHANGE)),
            ("増減なし", None),
            ("前年並み", None),
            ("減", None),
            ("1,200（人）", None),
            ("1.5.2", Some(POINTS)),
            ("1.2E+08", Some(EXPONENT)),
            ("#####", Some(NARROW)),
            ("マイナス３．５", Some(NEGATIVE)),
            ("約半数", None),
            ("集計中", None),
            ("1,2OO", None),
            ("3億12345万円", None),
            ("一部のみ", None),
        ] {
            assert_eq!(fitting(&fold(written)), hint, "{written}");
        }
    }
}
