//! Numbers that are no figures, by kind. A kind is as narrow as its words around the number make it: the 3 of 「３月」 is a
//! date's, that of 「３件」 is not.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

/// Why a number is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ExemptKind {
    /// A day, a month or a year.
    Date,
    /// A time of day.
    Time,
    /// What counts papers, articles, meetings, questions: 「資料１」, 「第３条」, 「（２）」, 「No.4」.
    Numbering,
    /// A number of the plan: a measure's or that of what is above it.
    Plan,
    /// A telephone number, a postcode, a house number, a floor.
    Address,
    /// The number of the page on which a paper of a packet begins, on its cover.
    Page,
    /// A mark on the axis of a chart.
    Axis,
    /// A threshold of a class, as the cycle declares it: 「80％以上」.
    Threshold,
    /// A line, a column or a hash of an input file, in the list of where values come from.
    Place,
    /// What one who was asked has answered, in the list of receipts: 「５件のうち３件」.
    Answer,
    /// What stands so in the inputs or in a template: a sentence that a department typed.
    Typed,
}

impl ExemptKind {
    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Date => "日付",
            Self::Time => "時刻",
            Self::Numbering => "番号",
            Self::Plan => "計画の番号",
            Self::Address => "電話・住所",
            Self::Page => "ページ",
            Self::Axis => "図の目盛り",
            Self::Threshold => "区分の境目",
            Self::Place => "入力の場所",
            Self::Answer => "回答の状況",
            Self::Typed => "入力や雛形の文のまま",
        }
    }
}

/// What stands behind a number that counts.
const COUNTERS: [char; 9] = ['件', '人', '名', '%', '箇', 'か', '事', '指', '者'];

/// What each kind looks like. Longer ones stand first.
static KINDS: LazyLock<Vec<(ExemptKind, Regex)>> = LazyLock::new(|| {
    let kinds = [
        (
            ExemptKind::Date,
            r"[MTSHR](?:元|[0-9]{1,2})年?度?|(?:明治|大正|昭和|平成|令和)\s*(?:元|[0-9]{1,2})\s*年度?(?:\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?)?",
        ),
        (
            ExemptKind::Date,
            r"[0-9]{4}\s*年度?(?:\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?)?|[0-9]{4}-[0-9]{2}-[0-9]{2}",
        ),
        (
            ExemptKind::Date,
            r"(?:元|[0-9]{1,2})年(?:度|[0-9]{1,2}月)|[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日|[上中下]旬|[^0-9]|$)|[0-9]{1,2}\s*日\s*\((?:月|火|水|木|金|土|日)\)",
        ),
        (
            ExemptKind::Time,
            r"(?:午前|午後)\s*[0-9]{1,2}\s*時(?:\s*[0-9]{1,2}\s*分)?|[0-9]{1,2}時(?:[0-9]{1,2}分)?|[0-9]{1,2}:[0-9]{2}",
        ),
        (
            ExemptKind::Address,
            r"〒\s*[0-9]{3}-[0-9]{4}|[0-9]{2,5}-[0-9]{1,4}-[0-9]{4}|内線\s*[0-9]+|[0-9]+丁目(?:\s*[0-9]+番)?(?:\s*[0-9]+号)?|[0-9]+番(?:地|[0-9]+号)|[0-9]{1,2}階",
        ),
        (
            ExemptKind::Numbering,
            r"(?:資料|議案|別紙|別添|別表|参考資料|様式|付表|図|表|注|※|No\.|指標|番号|取組|意見|助言|議題|報告|協議|その他|回答|問)\s*[0-9]{1,3}(?:[-‐・、,～~]+(?:資料|議案|No\.)?[0-9]{1,3})*",
        ),
        (
            ExemptKind::Numbering,
            r"第\s*[0-9]+\s*章\s*[0-9]+|第\s*[0-9]+\s*(?:回|条|項|号|章|節|期|次|款|編|版|四半期|面|部|種|1?[0-9]*附則)",
        ),
        (ExemptKind::Numbering, r"\([0-9]{1,2}\)|^[0-9]{1,2}\.\s*"),
    ];
    kinds.into_iter().filter_map(|(kind, pattern)| Some((kind, Regex::new(pattern).ok()?))).collect()
});

/// What the legend says of a number by which figures are judged: 「80%以上」, 「2.4点未満」, 「Ａが３点、」, 「150%を上限とする」.
static THRESHOLD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"([0-9]+(?:\.[0-9]+)?)(?:[%点]?(?:以上|未満|以下|を超)|%を上限|点[、。])").ok()
});

/// What numbers may be without being figures.
pub struct Exempt {
    plan: BTreeSet<String>,
    rules: BTreeSet<String>,
    typed: String,
    /// How many opinions there are, which lists number through.
    opinions: u32,
}

impl Exempt {
    /// `plan` are the plan's own numbers and labels, `rules` the numbers by which the cycle declares that it judges, and
    /// `typed` all that the inputs and the templates say, without white space, a line for each cell.
    pub fn new(plan: BTreeSet<String>, rules: BTreeSet<String>, typed: String, opinions: usize) -> Self {
        Self { plan, rules, typed, opinions: u32::try_from(opinions).unwrap_or(u32::MAX) }
    }

    /// The parts of a text that are of a kind by what stands around the number.
    pub fn spans(&self, text: &str) -> Vec<(ExemptKind, Range<usize>)> {
        let mut spans = Vec::new();
        for number in &self.plan {
            spans.extend(
                text.match_indices(number.as_str()).map(|(at, _)| (ExemptKind::Plan, at..at + number.len())),
            );
        }
        for (kind, pattern) in KINDS.iter() {
            // 「意見41件」 counts them.
            let counts = |end: usize| *kind == ExemptKind::Numbering && text[end..].starts_with(COUNTERS);
            let found = pattern.find_iter(text).filter(|found| !counts(found.end()));
            spans.extend(found.map(|found| (*kind, found.range())));
        }
        for found in THRESHOLD.iter().flat_map(|threshold| threshold.captures_iter(text)) {
            let whole = found.get(0).map(|whole| whole.range());
            spans.extend(
                whole.filter(|_| self.rules.contains(&found[1])).map(|span| (ExemptKind::Threshold, span)),
            );
        }
        spans
    }

    /// Whether the inputs or the templates say a text without white space.
    pub fn says(&self, text: &str) -> bool {
        self.typed.contains(text)
    }

    /// Whether a number may be that of an opinion.
    pub fn is_opinion(&self, number: u32) -> bool {
        (1..=self.opinions).contains(&number)
    }

    /// Whether all of a text is what a cell of an input says, words among it.
    pub fn is_typed_whole(&self, text: &str) -> bool {
        text.chars().any(char::is_alphabetic) && self.is_cell(text)
    }

    /// Whether all of a text is what a cell of an input says.
    pub fn is_cell(&self, text: &str) -> bool {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let ends = |at: Option<char>| at.is_none_or(|c| matches!(c, ',' | '"' | '\n'));
        let is_cell = |at: usize| {
            ends(self.typed[..at].chars().next_back()) && ends(self.typed[at + text.len()..].chars().next())
        };
        self.typed.match_indices(&text).any(|(at, _)| is_cell(at))
    }

    /// Whether a number stands in words that were typed: with what is before and behind it, it stands so in an input or a
    /// template.
    pub fn is_typed(&self, text: &str, at: &Range<usize>) -> bool {
        /// Of so many letters around it so many are words, at least.
        const AROUND: usize = 8;
        const WORDS: usize = 4;
        let before: Vec<char> = text[..at.start].chars().filter(|c| !c.is_whitespace()).collect();
        let before: String = before[before.len().saturating_sub(AROUND)..].iter().collect();
        let after: String = text[at.end..].chars().filter(|c| !c.is_whitespace()).take(AROUND).collect();
        let number = &text[at.clone()];
        let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric() && !c.is_ascii_digit()).count();
        let half = |text: &str| text.chars().count() / 2;
        let is_there = |before: &str, after: &str| {
            words(before) + words(after) >= WORDS && self.typed.contains(&[before, number, after].concat())
        };
        let near: String = before.chars().skip(half(&before)).collect();
        let next: String = after.chars().take(half(&after)).collect();
        // A label may stand on its left, and the next line on its right.
        is_there(&near, &next) || is_there("", &after) || is_there(&before, "")
    }
}
