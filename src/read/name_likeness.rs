//! How names of columns compare, and which words make a name one of another year, body or kind.

use std::sync::Arc;

use crate::ground::text;
use crate::model::column::{Column, Holds};

/// How alike two names are: shared pairs of letters twice, of all pairs; ordered as a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    shared: usize,
    of: usize,
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.shared * other.of).cmp(&(other.shared * self.of))
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// A name that is the known one but for what stands in brackets: 「実績値（％）」; not 「実績値（全国）」.
pub fn same_but_for_notes(written: &str, known: &Column) -> Option<Score> {
    let written = loose(written);
    let name = without_notes(&written);
    let others =
        known.holds == Holds::Number && OTHER_BODIES.iter().any(|word| written[name.len()..].contains(word));
    (name == loose(&known.name) && !others).then_some(Score { shared: 1, of: 1 })
}

/// A loose name without what stands in brackets behind it.
pub fn without_notes(loose: &str) -> &str {
    let end = loose.find(['(', '[', '<', '【']).filter(|end| *end > 0);
    &loose[..end.unwrap_or(loose.len())]
}

/// Words that make a name one of another time: 前年度実績値 is not 実績値.
const OTHER_YEARS: [&str; 8] = ["前", "昨", "去", "次", "翌", "来", "過去", "旧"];
/// Words that make a name one of another body.
const OTHER_BODIES: [&str; 6] = ["国", "県外", "県内", "他", "市町村", "平均"];
/// Words that make a name one of another kind.
const OTHER_KINDS: [&str; 6] = ["当初", "中間", "最終", "累計", "見込", "参考"];

/// The share of pairs of letters that both have (Dice's coefficient), from a half on.
pub fn shared_pairs(written: &str, known: &Column) -> Option<Score> {
    let pairs = |name: &str| -> Vec<(char, char)> {
        let letters: Vec<char> =
            loose(name).replace("no.", "番号").replace("no", "番号").chars().take(100).collect();
        letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let names = (written, &known.name);
    let (written, mut rest) = (pairs(written), pairs(&known.name));
    let of = written.len() + rest.len();
    let mut shared = 0;
    for pair in written {
        if let Some(at) = rest.iter().position(|other| *other == pair) {
            rest.swap_remove(at);
            shared += 2;
        }
    }
    let mut others = OTHER_YEARS.iter().chain(&OTHER_BODIES).chain(&OTHER_KINDS);
    let other = others.any(|word| names.0.contains(word) && !names.1.contains(word));
    (shared * 2 >= of && shared > 0 && !other).then_some(Score { shared, of })
}

/// A name as names compare: folded, without の and ・ and without the mark of a footnote (※1, (注2)).
pub fn loose(name: &str) -> String {
    let mut folded = text::fold(name);
    let mark = ["※", "(注", "(※", "*"].iter().filter_map(|mark| folded.find(mark)).min();
    folded.truncate(mark.filter(|at| *at > 0).unwrap_or(folded.len()));
    folded.retain(|c| !matches!(c, 'の' | '・' | '/' | '_' | '･'));
    folded
}

/// Words of groups that say neither whose values stand below them nor of which year.
const NEUTRAL: [&str; 30] = [
    "今年度",
    "本年度",
    "当年度",
    "基本情報",
    "記入欄",
    "今年",
    "本年",
    "当年",
    "実績",
    "目標",
    "基準",
    "指標",
    "取組",
    "数値",
    "達成",
    "進捗",
    "状況",
    "評価",
    "内容",
    "事業",
    "情報",
    "概要",
    "現状",
    "設定",
    "報告",
    "その他",
    "年度",
    "値",
    "及び",
    "等",
];

/// Whether a name below a group means what it would mean alone: the group is a part of the column's name (「基準」 above
/// 基準値), or says nothing (「記入欄」).
pub fn is_neutral(group: &str, known: Option<&Arc<Column>>) -> bool {
    let group = without_notes(group);
    let rest = NEUTRAL.iter().fold(group.to_owned(), |rest, word| rest.replace(word, ""));
    rest.is_empty() || known.is_some_and(|known| loose(&known.name).contains(group))
}

/// Whether a group says that it is of another year or body, and nothing else: 「全国平均」, not 「市町村課」.
pub fn is_only_of_others(group: &str) -> bool {
    const WORDS: [&str; 16] = [
        "前々年度",
        "前年度",
        "昨年度",
        "翌年度",
        "次年度",
        "来年度",
        "前年",
        "昨年",
        "前回",
        "過去",
        "全国",
        "国",
        "県外",
        "他県",
        "市町村",
        "平均",
    ];
    let rest = WORDS.iter().chain(&NEUTRAL).fold(group.to_owned(), |rest, word| rest.replace(word, ""));
    rest.is_empty() && is_of_others(group)
}

/// Whether a group is of another year or another body.
pub fn is_of_others(group: &str) -> bool {
    OTHER_YEARS.iter().chain(&OTHER_BODIES).any(|word| group.replace("その他", "").contains(word))
}
