//! What the words of a header's name say beside the name of a column: another year, another body, another kind, a year
//! of their own, a unit. They are looked for wherever they stand: before, behind, in brackets, or in the group above.

use std::sync::LazyLock;

use super::header_lists::{BODIES, HARMLESS, KINDS, MEASURES, NEUTRAL, PART_OF, PARTS, SCALES, TIMES, UNITS};
use super::named_year::taken_years;
use crate::ground::text;

/// A list of words, as names compare.
type Words = LazyLock<Vec<String>>;

static OTHERS: Words = LazyLock::new(|| compared(&[&TIMES, &PARTS, &BODIES, &KINDS]));
static OTHER_MEASURES: Words = LazyLock::new(|| compared(&[&MEASURES]));
static OTHER_TIMES: Words = LazyLock::new(|| compared(&[&TIMES]));
static HARMLESS_WORDS: Words = LazyLock::new(|| compared(&[&HARMLESS]));
static NEUTRAL_WORDS: Words = LazyLock::new(|| compared(&[&NEUTRAL]));
static UNIT_WORDS: Words = LazyLock::new(|| compared(&[&UNITS]));

/// A name as names compare: as a whole, but without the mark of a footnote (※1, (注2)).
pub fn loose(name: &str) -> String {
    let mut name = whole(name);
    let mark = ["※", "(注", "(※", "*"].iter().filter_map(|mark| name.find(mark)).min();
    name.truncate(mark.filter(|at| *at > 0).unwrap_or(name.len()));
    name
}

/// All letters of a name but for what people vary: folded, without の and ・.
pub fn whole(name: &str) -> String {
    let mut folded = text::fold(without_number(name));
    folded.retain(|c| !matches!(c, 'の' | '・' | '/' | '_' | '･'));
    folded
}

/// A name without the number that a form gives its columns: 「①実績値」, 「(16) 実績値」, 「16．実績値」. 「2-1」 is none.
fn without_number(name: &str) -> &str {
    let name = text::trim(name);
    let circled = |c: char| matches!(c, '①'..='⑳' | '㉑'..='㉟' | '⑴'..='⒇' | '⒈'..='⒛');
    if let Some(rest) = name.strip_prefix(circled) {
        return text::trim(rest);
    }
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    let opened = name.strip_prefix(['(', '（']).unwrap_or(name);
    let behind = opened.trim_start_matches(is_digit);
    let is_number = (1..=2).contains(&opened[..opened.len() - behind.len()].chars().count());
    let closed: &[char] =
        if opened.len() < name.len() { &[')', '）'] } else { &[')', '）', '.', '．', '、'] };
    let rest = behind.strip_prefix(closed).map(text::trim);
    rest.filter(|rest| is_number && !rest.is_empty() && !rest.starts_with(is_digit)).unwrap_or(name)
}

/// A name, as names compare, without what stands in brackets, without years, and without the mark of a footnote.
pub fn without_notes(name: &str) -> String {
    let name = loose(name);
    let plain = bracketed(&name).fold(name.clone(), |rest, note| rest.replacen(note, "", 1));
    let (plain, _) = taken_years(&plain);
    let plain = plain.replace('\u{1}', "");
    if plain.is_empty() { name } else { plain }
}

fn compared(lists: &[&[&str]]) -> Vec<String> {
    lists.iter().flat_map(|list| list.iter().map(|word| whole(word))).collect()
}

/// A text without some words.
fn without(text: &str, words: &[String]) -> String {
    words
        .iter()
        .filter(|word| !word.is_empty())
        .fold(text.to_owned(), |rest, word| rest.replace(word, "\u{1}"))
}

/// The word that makes a name another's than a column's, if there is one in what it says beside the column's own name.
/// `of_value` says whether the column holds values, of which also a rate or a difference is another thing.
pub fn other_word(beside: &str, of_value: bool) -> Option<&'static str> {
    let beside = without(beside, &HARMLESS_WORDS);
    let found =
        |words: &'static [String]| words.iter().find(|word| beside.contains(*word)).map(String::as_str);
    found(&OTHERS).or_else(|| found(&OTHER_MEASURES).filter(|_| of_value))
}

/// Whether a text says nothing but a time: 「前年度」, 「H29」, not 「前年度からの変更」.
pub fn is_only_time(text: &str) -> bool {
    let (rest, years) = taken_years(text);
    let others = without(&rest, &OTHER_TIMES);
    (others != rest || !years.is_empty()) && says_nothing(&others)
}

/// Whether words above a header are a group's and nothing else: 「全国平均」, 「実績（前年度）」, 「H29」, not 「市町村課」.
pub fn is_only_group(text: &str) -> bool {
    let (rest, _) = taken_years(&taken_units(text, &|_| false).0);
    // Whose part it is may be any word: 「うち女性」.
    if PART_OF.iter().any(|word| rest.trim_start_matches('(').starts_with(word)) {
        return true;
    }
    let rest = without(&rest, &HARMLESS_WORDS);
    says_nothing(&without(&without(&rest, &OTHERS), &OTHER_MEASURES))
}

/// The piece of the words beside a value's own name that says that it is another value, if there is one: 実績値（目標）,
/// and 実績値 below 「目標」. A baseline is an actual value of its year, and a target is one of a plan.
pub fn other_value<'a>(beside: &'a str, own: &str) -> Option<&'a str> {
    let others: &[&str] = match own {
        own if own.starts_with("実績") => &["目標", "計画", "予定", "目安", "見通し"],
        own if own.starts_with("目標") => &["実績", "基準"],
        own if own.starts_with("基準") => &["目標"],
        _ => &[],
    };
    let mut pieces = beside.split(['(', ')', '[', ']', '<', '>', '【', '】', '\u{1}']);
    pieces.find(|piece| others.contains(&piece.strip_suffix('値').unwrap_or(piece)))
}

/// Whether words say neither whose values stand below them nor of which year; a year or a unit may stand among them,
/// which are compared with the rows.
pub fn is_neutral(text: &str) -> bool {
    says_nothing(&taken_years(&taken_units(text, &|_| false).0).0)
}

fn says_nothing(text: &str) -> bool {
    without(text, &NEUTRAL_WORDS).chars().all(|c| c == '\u{1}')
}

/// What stands in brackets, each with its brackets.
pub fn bracketed(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive([')', ']', '>', '】']).filter_map(|piece| {
        let begin = piece.find(['(', '[', '<', '【'])?;
        piece.ends_with([')', ']', '>', '】']).then_some(&piece[begin..])
    })
}

/// What stands between two brackets.
pub fn inside(bracketed: &str) -> &str {
    let mut letters = bracketed.chars();
    letters.next();
    letters.next_back();
    letters.as_str()
}

/// A text without its units, and those: what stands in brackets, or all of it, if it is one.
pub fn taken_units(text: &str, is_known: &dyn Fn(&str) -> bool) -> (String, Vec<String>) {
    let named = |text: &str| {
        let unit = text.strip_prefix("単位").unwrap_or(text).trim_start_matches(':');
        let unit = unit.strip_suffix("単位").unwrap_or(unit).to_owned();
        (is_unit(&unit) || !unit.is_empty() && is_known(&unit)).then_some(unit)
    };
    if let Some(unit) = named(text.trim_matches('\u{1}')) {
        return (String::new(), vec![unit]);
    }
    let mut rest = text.to_owned();
    let mut units = Vec::new();
    for bracketed in bracketed(text) {
        if let Some(unit) = named(inside(bracketed)) {
            rest = rest.replacen(bracketed, "\u{1}", 1);
            units.push(unit);
        }
    }
    (rest, units)
}

fn is_unit(text: &str) -> bool {
    let (zeros, base) = scaled_unit(text);
    let is_listed = UNIT_WORDS.iter().any(|unit| unit == base);
    is_listed || zeros > 0 && base.is_empty()
}

/// A unit's zeros and what they multiply: 千件 is 件 with three.
pub fn scaled_unit(unit: &str) -> (u32, &str) {
    let found = SCALES.iter().find_map(|(scale, zeros)| Some((*zeros, unit.strip_prefix(scale)?)));
    found.unwrap_or((0, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_in_brackets_or_alone() {
        let units = |text: &str| taken_units(text, &|unit| unit == "区画").1;
        for (text, unit) in [
            ("(千件)", "千件"),
            ("(単位:%)", "%"),
            ("(区画)", "区画"),
            ("百万円", "百万円"),
            ("(千)", "千"),
            ("(千件単位)", "千件"),
            ("(×1000)", "×1000"),
        ] {
            assert_eq!(units(text), [unit], "{text}");
        }
        for text in ["(速報)", "(年度末)", "", "(前年度)"] {
            assert_eq!(units(text), [""; 0], "{text}");
        }
        assert_eq!(scaled_unit("百万円"), (6, "円"));
        assert_eq!(scaled_unit("件"), (0, "件"));
    }

    #[test]
    fn words_of_others_are_found_and_harmless_ones_are_not() {
        for beside in [
            "(前年度)",
            "(全国)",
            "(改定前)",
            "前々年",
            "(他県平均)",
            "(当初)",
            "旧",
            "(前回計画)",
            "過年度",
            "(うち女性)",
            "(内数)",
            "(上半期)",
            "(誤)",
        ] {
            assert!(other_word(beside, false).is_some(), "{beside}");
        }
        for beside in ["(対前年度)", "増減", "(目標との差)", "率", "(順位)", "(参考)"] {
            assert!(other_word(&whole(beside), true).is_some(), "{beside}");
        }
        for beside in ["", "(速報)", "(来館者数)", "(外国人)", "(対象年度)", "(第2次計画)", "その他", "(%)"]
        {
            assert_eq!(other_word(&whole(beside), true), None, "{beside}");
        }
    }

    #[test]
    fn a_forms_number_before_a_name_is_no_part_of_it() {
        for name in [
            "①実績値",
            "⑴ 実績値",
            "(16)実績値",
            "（３）　実績値",
            "16．実績値",
            "3.実績値",
            "3）実績値",
            "５、実績値",
        ] {
            assert_eq!(loose(name), "実績値", "{name}");
        }
        for (name, same) in
            [("(1)", "(1)"), ("2-1", "2-1"), ("30年度実績値", "30年度実績値"), ("3.5倍", "3.5倍")]
        {
            assert_eq!(loose(name), same, "{name}");
        }
    }

    #[test]
    fn neutral_words_are_compared_as_names_are() {
        for group in ["その他", "実績(件)", "H30実績", "記入欄", "参考", "実績（速報値）"]
        {
            assert!(is_neutral(&whole(group)), "{group}");
        }
        for group in ["窓口", "市町村課", "全国", "実績（前年度）", "前回提出日"] {
            assert!(!is_neutral(&whole(group)), "{group}");
        }
        for group in ["実績(内数)", "実績(上半期)", "実績(訂正前)", "過年度実績", "予算"]
        {
            assert!(is_only_group(&whole(group)), "{group}");
        }
        assert!(is_only_group("実績(前年度)") && is_only_group("全国平均") && is_only_group("h29"));
        assert!(!is_only_group("市町村課") && !is_only_group("前回提出日") && !is_only_group("調査票"));
    }
}
