//! Numbers as departments type them.

use super::magnitude::{PLAIN, TOO_MANY, Wrong, magnitude};
use super::number_hint::{changed, fitting};
use crate::ground::number::{Exact, power_of_ten};
use crate::ground::text;
use crate::model::cause::Cause;
use crate::model::value::{NoValue, Quantity, Reading};

/// What may stand before a number and is printed back.
const PREFIXES: [&str; 1] = ["約"];
/// What may stand after a number and is printed back, as folded and as printed: of each list one, in any order.
const BOUNDS: [(&str, &str); 2] = [("以上", "以上"), ("程度", "程度")];
const REMARKS: [(&str, &str); 6] = [
    ("(速報値)", "（速報値）"),
    ("(速報)", "（速報）"),
    ("(見込値)", "（見込値）"),
    ("(見込み値)", "（見込値）"),
    ("(見込)", "（見込）"),
    ("(見込み)", "（見込）"),
];
/// The longest text that can be a number, in characters.
const MOST_LETTERS: usize = 100;
/// The longest unit, in characters.
pub const MOST_UNIT: usize = 40;
const WORDS: &str =
    "値があれば数字で、ないときは空か「－」、又は 未定、調査中、未集計、該当なし と書いてください";
const MINUS_BEHIND: &str = "終わりの「-」が負の数の印か分かりません。負の数なら ▲1,200 のように前に付け、そうでなければ消してください";
/// Reads a number whose unit stands in another column.
pub fn parse(written: &str, unit: &str) -> (Reading<Quantity>, Option<Cause>) {
    // Longer than any number with its unit; what follows looks at each letter more than once.
    if written.chars().nth(MOST_LETTERS).is_some() {
        return (Reading::Unreadable, Some(Cause::Number { text: text::excerpt(written), hint: PLAIN }));
    }
    if let Some(hint) = spaced(written) {
        return (Reading::Unreadable, Some(Cause::Number { text: written.into(), hint }));
    }
    if text::has_disguised_digit(without_unit(written, unit)) {
        return (Reading::Unreadable, Some(Cause::Number { text: written.into(), hint: PLAIN }));
    }
    // The character that stood there was said to be wrong already.
    if written.contains(text::MISSING) {
        return (Reading::Unreadable, None);
    }
    let folded = with_percent(&text::fold(written));
    let folded = as_meant(&folded);
    let unit = &with_percent(unit);
    if let Some(reason) = NoValue::of(folded) {
        return (Reading::Absent(reason), None);
    }
    let folded = if unit == "位" { without_order(folded) } else { folded };
    match quantity(folded, unit) {
        Ok(quantity) => (Reading::Value(quantity), None),
        Err(Wrong::Unit(found)) => {
            // Of 「5人減」 not the unit is wrong.
            if let Some(hint) = changed(folded) {
                return (Reading::Unreadable, Some(Cause::Number { text: written.into(), hint }));
            }
            let cause = Cause::Unit { text: written.into(), found, expected: unit.into() };
            (Reading::Unreadable, Some(cause))
        }
        Err(Wrong::Number(hint)) => {
            let hint = fitting(folded).unwrap_or(hint);
            (Reading::Unreadable, Some(Cause::Number { text: written.into(), hint }))
        }
    }
}

/// A text without the marks that people type for Excel to take a number as text (`="50"`, `'50`), and without a full
/// stop behind it.
fn as_meant(folded: &str) -> &str {
    let formula = folded.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    let typed = formula.or_else(|| folded.strip_prefix('\'')).unwrap_or(folded);
    typed.strip_suffix('。').unwrap_or(typed)
}

/// A place without the words that say in which order: 「第3位」, 「全国3位」.
pub(super) fn without_order(written: &str) -> &str {
    const BEFORE: [&str; 5] = ["全国第", "県内第", "全国", "県内", "第"];
    BEFORE.iter().find_map(|word| written.strip_prefix(word)).unwrap_or(written)
}

/// A text with % for パーセント, as ㌫ folds to.
fn with_percent(text: &str) -> String {
    text.replace("パーセント", "%")
}

/// What stands before the unit, if it stands there as the unit's column has it, apart from width.
fn without_unit<'a>(written: &'a str, unit: &str) -> &'a str {
    let folded = |c: char| text::fold(c.encode_utf8(&mut [0; 4]));
    let unit: String = unit.chars().map(folded).collect();
    let mut unit = unit.chars().rev().peekable();
    // Letter by letter from the end: to fold every ending would fold each letter as often as there are letters.
    for (at, c) in written.char_indices().rev() {
        if unit.peek().is_none() {
            return &written[..at + c.len_utf8()];
        }
        if folded(c).chars().rev().any(|letter| unit.next() != Some(letter)) {
            return written;
        }
    }
    written
}

/// Why white space within the number makes it two numbers, if it does. A space before a unit is harmless.
fn spaced(written: &str) -> Option<&'static str> {
    if written.contains('\n') {
        return Some("一つの欄に一つの数を、改行せずに書いてください");
    }
    let digit = |c: char| matches!(c, '0'..='9' | '０'..='９' | '.' | ',' | '．' | '，');
    let (mut before, mut space) = (false, false);
    for c in written.chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if space && before && digit(c) {
            return Some("数の中に空白を入れずに書いてください（例 1,200）");
        }
        (before, space) = (digit(c), false);
    }
    None
}

fn quantity(folded: &str, unit: &str) -> Result<Quantity, Wrong> {
    if text::is_ditto(folded) {
        return Err(Wrong::Number("数の欄に「同上」は使えません。値を書いてください"));
    }
    if !folded.contains(|c: char| c.is_ascii_digit()) {
        return Err(Wrong::Number(WORDS));
    }
    let (prefix, rest) = match PREFIXES.iter().find_map(|p| Some((*p, folded.strip_prefix(p)?))) {
        Some(found) => found,
        None => ("", folded),
    };
    let (rest, suffix) = qualified(rest);
    let Marks { negative, yen, rest } = marks(rest);
    if rest.starts_with('(') {
        return Err(Wrong::Number(
            "括弧は内数や再掲と区別できません。負の数は ▲12、内数は⟨備考⟩に書いてください",
        ));
    }
    let unit = text::fold(unit);
    let (rest, suffix) = if suffix.is_empty() { remarked_before(rest, &unit) } else { (rest, suffix) };
    // ¥1,200 is of 円, and may end in a dash, as prices do.
    if yen && !unit.starts_with('円') {
        return Err(Wrong::Unit("円".into()));
    }
    let rest = match rest.strip_suffix('-') {
        Some(price) if yen => price.strip_suffix('.').unwrap_or(price),
        Some(_) => return Err(Wrong::Number(MINUS_BEHIND)),
        None => rest,
    };
    // 1,200(人) says the unit as 1,200人 does.
    let bracketed =
        rest.strip_suffix(')').and_then(|rest| rest.strip_suffix(unit.as_str())?.strip_suffix('('));
    let rest = bracketed.filter(|_| !unit.is_empty()).unwrap_or(rest);
    let (value, decimals) = magnitude(rest, &unit)?;
    if value >= Exact::from_integer(power_of_ten(18)) {
        return Err(Wrong::Number(TOO_MANY));
    }
    let value = if negative { -value } else { value };
    Ok(Quantity { prefix: prefix.into(), suffix, ..Quantity::new(value, decimals) })
}

/// What stands before the digits.
struct Marks<'a> {
    negative: bool,
    yen: bool,
    rest: &'a str,
}

/// A sign and a yen mark, in either order, each at most once: +5, ▲¥1,200, \1,200.
fn marks(mut rest: &str) -> Marks<'_> {
    let (mut sign, mut yen) = (None, false);
    loop {
        let signs = [
            ("+", false),
            ("(+)", false),
            ("▲", true),
            ("△", true),
            ("-", true),
            ("(▲)", true),
            ("(△)", true),
            ("(-)", true),
        ];
        let signed = signs.iter().find_map(|(mark, negative)| Some((rest.strip_prefix(mark)?, *negative)));
        match (signed, rest.strip_prefix(['¥', '\\'])) {
            (Some((behind, negative)), _) if sign.is_none() => (sign, rest) = (Some(negative), behind),
            (_, Some(behind)) if !yen => (yen, rest) = (true, behind),
            _ => return Marks { negative: sign == Some(true), yen, rest },
        }
    }
}

/// A number with a remark before its unit, without both, and the remark: 「45（速報値）件」 says what 「45件（速報値）」 does.
fn remarked_before<'a>(number: &'a str, unit: &str) -> (&'a str, String) {
    let inner = number.strip_suffix(unit).filter(|_| !unit.is_empty()).map(qualified);
    inner.filter(|(_, suffix)| suffix.starts_with('（')).unwrap_or((number, String::new()))
}

/// A number without its qualifiers, at most one of each list, and these as they are printed.
fn qualified(mut number: &str) -> (&str, String) {
    let mut suffix = String::new();
    let mut lists: Vec<&[(&str, &str)]> = vec![&BOUNDS, &REMARKS];
    loop {
        let found = lists.iter().enumerate().find_map(|(i, list)| {
            list.iter().find_map(|(typed, printed)| Some((i, number.strip_suffix(typed)?, *printed)))
        });
        let Some((i, rest, printed)) = found else { return (number, suffix) };
        lists.remove(i);
        number = rest;
        suffix.insert_str(0, printed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::number::scaled;

    fn read(written: &str, unit: &str) -> Result<String, Cause> {
        match parse(written, unit) {
            (Reading::Value(q), None) => Ok(q.print(q.decimals)),
            (Reading::Absent(_), None) => Ok("なし".into()),
            (_, Some(cause)) => Err(cause),
            (_, None) => unreachable!("an unreadable number has a cause"),
        }
    }

    #[test]
    fn reads_what_departments_type() {
        for (written, unit, printed) in [
            ("1200", "人", "1,200"),
            ("１，２００", "人", "1,200"),
            ("1,200人", "人", "1,200"),
            ("▲3.5", "％", "▲3.5"),
            ("△3.5%", "％", "▲3.5"),
            ("−３", "件", "▲3"),
            ("約100", "件", "約100"),
            ("100以上", "件", "100以上"),
            ("12.30（速報値）", "％", "12.30（速報値）"),
            ("3億8598万7000円", "円", "385,987,000"),
            ("3億円", "円", "300,000,000"),
            ("1.5万人", "人", "15,000"),
            ("250万円", "万円", "250"),
            ("", "件", "なし"),
            ("－", "件", "なし"),
            ("―", "件", "なし"),
            ("…", "件", "なし"),
            ("未定", "件", "なし"),
            ("0", "件", "0"),
            ("0.50", "％", "0.50"),
            ("59.99", "9", "59.99"),
            ("100以上（速報値）", "人", "100以上（速報値）"),
            ("100人（見込値）程度", "人", "100（見込値）程度"),
            ("1.23456万人", "人", "12,345.6"),
            ("1.2万", "人", "12,000"),
            ("＋2.3", "％", "2.3"),
            ("+5", "件", "5"),
            ("(+)5", "件", "5"),
            ("(－)5", "件", "▲5"),
            ("¥1,200", "円", "1,200"),
            ("￥1,200円", "円", "1,200"),
            ("\\1,200", "円", "1,200"),
            ("▲￥1,200", "円", "▲1,200"),
            ("¥-1,200", "円", "▲1,200"),
            ("¥1,200-", "円（税込）", "1,200"),
            ("¥3億8598万7000", "円", "385,987,000"),
            ("=\"50\"", "件", "50"),
            ("=\"1,200\"", "件", "1,200"),
            ("'50", "件", "50"),
            ("'－", "件", "なし"),
            ("2兆5,000億円", "円", "2,500,000,000,000"),
            ("1.5兆円", "円", "1,500,000,000,000"),
            ("12億3456円", "円", "1,200,003,456"),
            ("100（見込み）", "人", "100（見込）"),
            ("12ｍ²", "m²", "12"),
        ] {
            assert_eq!(read(written, unit), Ok(printed.into()), "{written}");
        }
    }

    #[test]
    fn refuses_what_it_cannot_be_sure_of() {
        for written in [
            "12\n34",
            "32　0",
            "1 200",
            "40～50",
            "集計中",
            "55（暫定）",
            "1,2OO",
            "8O台",
            "1,20",
            "（12）",
            "12..5",
            "1.",
            "十二",
            "1-2",
            "1/2",
            "1e3",
            "1234567890123456789",
            "0.3333333",
            "2020-01-02",
            "同上",
            "約",
        ] {
            assert!(
                matches!(read(written, "件"), Err(Cause::Number { .. } | Cause::Unit { .. })),
                "{written}"
            );
        }
        assert!(matches!(read("12人", "件"), Err(Cause::Unit { .. })));
        assert!(matches!(read("¥1,200", "千円"), Err(Cause::Unit { .. })));
        assert!(matches!(read("¥1,200", "人"), Err(Cause::Unit { .. })));
        assert!(matches!(read("12円", "千円"), Err(Cause::Unit { .. })));
        assert!(matches!(read("1210人", "10人"), Err(Cause::Unit { .. })));
        assert!(matches!(read("1,2OO", "件"), Err(Cause::Number { .. })));
    }

    #[test]
    fn refuses_what_could_mean_two_things() {
        for (written, unit) in [
            ("3000万", "億円"),
            ("3億", "千円"),
            ("2万", "千人"),
            ("1億10000万", "円"),
            ("1万50000", "円"),
            ("9999999999999999万", "円"),
            ("1.5万3", "人"),
            ("12億3456", "円"),
            ("1億2000", "人"),
            ("2兆5000", "円"),
            ("2兆5000万3", "円"),
            ("1,200-", "円"),
            ("++5", "件"),
            ("+-5", "件"),
            ("¥¥5", "円"),
            ("=50", "件"),
            ("55²", "％"),
            ("5③", "件"),
            ("0,985", "％"),
            ("0,123", "人"),
            ("00,123", "人"),
            ("0,000", "人"),
            ("500万", "（千円）"),
            ("3億", "円(千円)"),
            ("1.5万", "延べ万人"),
            ("3億", "US百万ドル"),
            ("1万2", "人"),
            ("1万 2", "人"),
            ("100以下", "人"),
            ("100人未満", "人"),
            ("100超", "人"),
            ("約100強", "人"),
            ("2千人", "人"),
            ("1億２千万", "人"),
            ("100（速報値）（見込値）", "人"),
        ] {
            assert!(matches!(read(written, unit), Err(Cause::Number { .. })), "{written} {unit}");
        }
    }

    #[test]
    fn a_long_text_is_refused_before_it_is_searched() {
        for written in [format!("あ{}あ", " ".repeat(30_000)), "ﷺ".repeat(30_000), "²".repeat(30_000)] {
            let (reading, cause) = parse(&written, "²");
            assert_eq!(reading, Reading::Unreadable);
            assert!(matches!(cause, Some(Cause::Number { text, .. }) if text.chars().count() < 100));
        }
    }

    proptest::proptest! {
        #[test]
        fn printed_numbers_read_back(n in -1_000_000_000_000i64..1_000_000_000_000, decimals in 0u32..4) {
            let value = scaled(n.into(), decimals);
            let printed = Quantity::new(value, decimals).print(decimals);
            proptest::prop_assert_eq!(read(&printed, "件"), Ok(printed));
        }
    }
}
