//! Which recipients a text names: by code, as a reader would take it for one, by full addressee, by an organization's
//! name, by mail address.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, Match};

use super::nameable::Nameable;
use crate::ground::text::{MISSING, fold};
use crate::model::cycle::Cycle;

/// The endings of files' names: `bosai.csv` names bosai, `bosai.example.jp` doesn't.
const ENDINGS: [&str; 12] =
    ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "pdf", "eml", "doc", "docx", "zip", "jtd"];

/// Everyone in the lists of a cycle, whichever stages are built, and how they are found in texts.
pub struct Mentions {
    everyone: Vec<Nameable>,
    /// For each of them, where their words stand in `patterns`.
    whose: Vec<OwnWords>,
    /// Of each pattern, the places in `everyone` of those whose word it is.
    owners: Vec<Vec<usize>>,
    /// Every code, address, addressee and name, folded, each once.
    patterns: Vec<Pattern>,
    /// Finds all patterns in one pass, however many there are. None where there are more than it can hold (2³¹ letters):
    /// then everybody counts as named.
    automaton: Option<AhoCorasick>,
}

/// Where the words by which somebody can be named stand among the patterns.
struct OwnWords {
    code: Option<usize>,
    mail: Option<usize>,
    addressee: Option<usize>,
    name: Option<usize>,
}

/// A folded word that names somebody.
struct Pattern {
    word: String,
    /// Whether it is an addressee or a name, and not only a code or a mail address.
    is_name: bool,
}

/// The patterns that stand in a text: as codes and mail addresses, and as names.
#[derive(Default)]
struct Standing {
    codes: BTreeSet<usize>,
    names: BTreeSet<usize>,
}

impl Mentions {
    /// Everyone in the lists of a cycle.
    pub fn of(cycle: &Cycle) -> Self {
        let mut all = Self::among(Nameable::all(cycle));
        let titles = cycle.measures.iter().map(|measure| &*measure.title.text);
        let public: Vec<&str> = titles.chain([&*cycle.source.text]).collect();
        let public = all.standing(&public.join("\n"));
        let found: Vec<bool> = all.whose.iter().map(|whose| public.names_one(whose)).collect();
        all.everyone.iter_mut().zip(found).for_each(|(one, found)| one.is_public = found);
        all
    }

    /// Those of a list.
    pub fn among(everyone: Vec<Nameable>) -> Self {
        let mut patterns: Vec<Pattern> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut place = |word: &str, is_name: bool| {
            let word = fold(word);
            if word.is_empty() || is_name && word.chars().count() < 2 {
                return None;
            }
            let at = *places.entry(word.clone()).or_insert_with(|| {
                patterns.push(Pattern { word, is_name: false });
                patterns.len() - 1
            });
            patterns[at].is_name |= is_name;
            Some(at)
        };
        let whose: Vec<OwnWords> = everyone
            .iter()
            .map(|one| OwnWords {
                code: place(&one.code, false),
                mail: place(&one.mail, false),
                addressee: place(&one.addressee, true),
                name: place(&one.name, true),
            })
            .collect();
        let mut owners = vec![Vec::new(); patterns.len()];
        for (one, words) in whose.iter().enumerate() {
            words.all().for_each(|at| owners[at].push(one));
        }
        let automaton = AhoCorasick::new(patterns.iter().map(|pattern| &pattern.word)).ok();
        Self { everyone, whose, owners, patterns, automaton }
    }

    /// All of them, in the order of the lists.
    pub fn everyone(&self) -> &[Nameable] {
        &self.everyone
    }

    /// Those whom a document names and who are not public anyway; it is given in passages, as its paragraphs and cells.
    pub fn in_passages(&self, passages: &[String]) -> Vec<&Nameable> {
        self.named(&self.standing_in(passages))
    }

    /// Those whom any of some texts names, each read by itself.
    pub fn in_any(&self, texts: &[&str]) -> Vec<&Nameable> {
        let mut standing = Standing::default();
        for text in texts {
            let more = self.standing(text);
            standing.codes.extend(more.codes);
            standing.names.extend(more.names);
        }
        self.named(&standing)
    }

    /// Those of whom a word stands there that not anyone may read; whoever is public has a mail address of their own still.
    fn named(&self, standing: &Standing) -> Vec<&Nameable> {
        let is_named = |(one, words): &(&Nameable, &OwnWords)| {
            words.mail.is_some_and(|mail| standing.codes.contains(&mail))
                || !one.is_public && standing.names_one(words)
        };
        self.touched(standing).filter(is_named).map(|(one, _)| one).collect()
    }

    /// Those of whom any word stands there, in the order of the lists.
    fn touched(&self, standing: &Standing) -> impl Iterator<Item = (&Nameable, &OwnWords)> {
        let words = standing.codes.iter().chain(&standing.names);
        let touched: BTreeSet<usize> = words.flat_map(|at| &self.owners[*at]).copied().collect();
        touched.into_iter().map(|one| (&self.everyone[one], &self.whose[one]))
    }

    /// Those whom a document names so that a paper for all may not: by code, or by the full addressee of a letter.
    pub fn addressed_in(&self, passages: &[String]) -> Vec<&Nameable> {
        let standing = self.standing_in(passages);
        let addressed = |(one, words): &(&Nameable, &OwnWords)| {
            words.code.is_some_and(|code| standing.codes.contains(&code))
                || !one.is_member && words.addressee.is_some_and(|name| standing.names.contains(&name))
        };
        let private = self.touched(&standing).filter(|(one, _)| !one.is_public);
        private.filter(addressed).map(|(one, _)| one).collect()
    }

    /// Which patterns stand in a document: in one of its passages, or across several, as a title set letter by letter. A
    /// short name across two passages is chance: 「Ａ」 and 「Ａ市」 beside each other are not 「ＡＡ市」.
    fn standing_in(&self, passages: &[String]) -> Standing {
        const SHORT: usize = 3;
        let is_long = |at: &usize| self.patterns[*at].word.chars().count() > SHORT;
        let across = self.standing(&passages.join("\n"));
        let mut standing =
            Standing { names: across.names.into_iter().filter(is_long).collect(), codes: across.codes };
        for passage in passages {
            let within = self.standing(passage);
            standing.codes.extend(within.codes);
            standing.names.extend(within.names);
        }
        standing
    }

    /// Which patterns stand in a text.
    fn standing(&self, text: &str) -> Standing {
        let (text, mut standing) = (SearchedText::new(text), Standing::default());
        if self.automaton.is_none() {
            let all: BTreeSet<usize> = (0..self.patterns.len()).collect();
            return Standing { codes: all.clone(), names: all };
        }
        for one in [&text.words, &text.squeezed] {
            let as_code = |m: &Match| names(one, &self.patterns[m.pattern().as_usize()].word, m.start());
            standing.codes.extend(self.matches(one).filter(as_code).map(|m| m.pattern().as_usize()));
        }
        let is_name = |m: &Match| self.patterns[m.pattern().as_usize()].is_name;
        let mut found: Vec<Match> = self.matches(&text.squeezed).filter(is_name).collect();
        found.sort_by_key(|m| (m.start(), Reverse(m.end())));
        // 「Ａ市」 within 「ＡＡ市」 is not meant: a longer name that begins before it or with it ends with it or behind it.
        let mut covered = 0;
        let apart: Vec<Match> = found.iter().copied().filter(|m| text.begins_word(m)).collect();
        for m in found {
            // 「区分Ａ　Ａ市」 is not ＡＡ市.
            if apart.iter().any(|word| word.end() == m.end() && word.start() > m.start()) {
                continue;
            }
            if m.end() > covered && !text.is_part_of_word(&m) {
                standing.names.insert(m.pattern().as_usize());
            }
            covered = covered.max(m.end());
        }
        standing
    }

    /// Every place where a pattern stands, also within others.
    fn matches<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Match> + 'a {
        self.automaton.iter().flat_map(move |automaton| automaton.find_overlapping_iter(text))
    }
}

impl OwnWords {
    fn all(&self) -> impl Iterator<Item = usize> {
        [self.code, self.mail, self.addressee, self.name].into_iter().flatten()
    }
}

impl Standing {
    /// Whether somebody's code, addressee or name stands there.
    fn names_one(&self, words: &OwnWords) -> bool {
        words.code.is_some_and(|code| self.codes.contains(&code))
            || [words.addressee, words.name].iter().flatten().any(|name| self.names.contains(name))
    }
}

/// A text as it is searched: folded, with its words apart and as one, since a PDF may draw a long word letter by letter.
struct SearchedText {
    words: String,
    squeezed: String,
    /// Where in `squeezed` words begin that a blank sets apart. A line's end sets nothing apart: it may stand anywhere.
    beginnings: BTreeSet<usize>,
}

impl SearchedText {
    /// Prepares a text.
    fn new(text: &str) -> Self {
        let (mut words, mut beginnings, mut length) = (Vec::new(), BTreeSet::new(), 0);
        let mut is_apart = false;
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = without_unprinted(&fold(piece));
            if is_apart && !word.is_empty() {
                beginnings.insert(length);
            }
            is_apart =
                is_apart && word.is_empty() || piece.ends_with(|c: char| c.is_whitespace() && c != '\n');
            length += word.len();
            words.push(word);
        }
        words.retain(|word| !word.is_empty());
        Self { words: words.join(" "), squeezed: words.concat(), beginnings }
    }

    /// Whether a find, in one piece, is a word that a blank sets apart from a Latin letter before it: 「Ａ市」 in 「区分Ａ　Ａ市」.
    fn begins_word(&self, found: &Match) -> bool {
        let inside = found.start() + 1..found.end();
        let before = self.squeezed[..found.start()].chars().next_back();
        self.beginnings.contains(&found.start())
            && self.beginnings.range(inside).next().is_none()
            && before.is_some_and(|c| c.is_ascii_alphanumeric())
    }

    /// Whether a find is only a part of a word of Latin letters and digits.
    fn is_part_of_word(&self, found: &Match) -> bool {
        let text = &self.squeezed;
        let joined = |a: Option<char>, b: Option<char>| {
            a.zip(b).is_some_and(|(a, b)| a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric())
        };
        let name = &text[found.range()];
        let (before, after) = (text[..found.start()].chars().next_back(), text[found.end()..].chars().next());
        joined(before, name.chars().next()) && !self.begins_word(found)
            || joined(name.chars().next_back(), after)
    }
}

/// A word without the marks that papers print for an unseen letter within a code or an address: 「jo〓ho」 is read as joho.
/// Between other letters the mark stands for one that is missing.
fn without_unprinted(word: &str) -> String {
    let mut left = String::with_capacity(word.len());
    let mut rest = word.chars().peekable();
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
    while let Some(c) = rest.next() {
        if c != MISSING || !is_latin(left.chars().next_back()) || !is_latin(rest.peek().copied()) {
            left.push(c);
        }
    }
    left
}

/// Whether a folded text that holds a folded code at a byte names it there by itself: 「宛先 joho。」 and 「joho.csv」 name `joho`; `joho@m01.example` and
/// `johoka` don't. A code of digits alone is a number unless it names a file or stands in corner brackets.
fn names(text: &str, code: &str, at: usize) -> bool {
    let is_number = code.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let before = text[..at].chars().next_back();
    let rest = &text[at + code.len()..];
    let within = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '@' | '.');
    if before.is_some_and(within) {
        return false;
    }
    let as_file = match rest.strip_prefix('.') {
        Some(left) => {
            let label: String = left.chars().take_while(char::is_ascii_alphanumeric).collect();
            if !label.is_empty() && !ENDINGS.contains(&label.as_str()) {
                return false;
            }
            !label.is_empty()
        }
        None => rest.starts_with('_'),
    };
    let after = rest.chars().next();
    if after.is_some_and(|c| c != '.' && within(c)) {
        return false;
    }
    let in_brackets = before == Some('「') && after == Some('」');
    !is_number || as_file || in_brackets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nameable(code: &str, name: &str) -> Nameable {
        let (code, name) = (code.into(), name.into());
        Nameable {
            code,
            addressee: String::new(),
            name,
            mail: String::new(),
            is_member: false,
            is_public: false,
        }
    }

    /// Whether a text names the code of one.
    fn named(text: &str, code: &str) -> bool {
        !Mentions::among(vec![nameable(code, "")]).in_passages(&[text.into()]).is_empty()
    }

    #[test]
    fn a_code_is_read_as_a_reader_reads_it() {
        for text in [
            "joho",
            "宛先 joho。",
            "r01/joho/return",
            "joho_調査票.xlsx",
            "（joho）",
            "joho.csv",
            "「joho」あて",
            "JOHO",
            "ｊｏｈｏ．ｃｓｖ",
            "j o h o",
            "joho.",
            "Joho.XLSX",
            "jo\u{200B}ho",
            "jo\u{2063}\u{E0101}ho.csv",
            "「jo〓ho」",
        ] {
            assert!(named(text, "joho"), "{text}");
        }
        for text in ["joho@m01.example", "r01-joho", "johoka", "www.joho.example", "joho.example.jp", ""] {
            assert!(!named(text, "joho"), "{text}");
        }
        for (text, is_named) in [("101件", false), ("1,101", false), ("101.csv", true), ("「101」あて", true)]
        {
            assert_eq!(named(text, "101"), is_named, "{text}");
        }
    }

    #[test]
    fn a_name_within_a_longer_one_is_not_meant() {
        let mentions = Mentions::among(["ＡＡ市", "Ａ市", "会員Ａ"].map(|name| nameable("", name)).into());
        let named =
            |text: &str, name: &str| mentions.in_passages(&[text.into()]).iter().any(|one| one.name == name);
        for (text, is_named) in
            [("県内のＡ市から", true), ("ＡＡ市から", false), ("ＡＡ市とＡ市", true), ("Ａ　市", true)]
        {
            assert_eq!(named(text, "Ａ市"), is_named, "{text}");
        }
        assert!(!named("会員ＡＢ", "会員Ａ"));
        assert!(!named("区分Ａ　Ａ市", "ＡＡ市") && named("Ａ　Ａ　市", "ＡＡ市"));
        for (text, is_named) in [
            ("区分Ａ　Ａ市", true),
            ("区分A A市", true),
            ("区分\nＡ\n　\nＡ\n市", true),
            ("ＡＡ市と区分Ａ　Ａ市", true),
            ("区分Ａ\nＡ市", false),
            ("Ａ　Ａ　市", false),
            ("県内のＡＡ\n市から", false),
            ("県内のＡ\n市から", true),
        ] {
            assert_eq!(named(text, "Ａ市"), is_named, "{text}");
        }
    }

    #[test]
    fn names_are_read_within_passages_and_long_ones_across_them() {
        let mentions = Mentions::among(["ＡＡ市", "Ａ市", "会員Ａ"].map(|name| nameable("", name)).into());
        let addressee = Nameable { addressee: "総務部財政課長".into(), ..nameable("zaisei", "") };
        let full = Mentions::among(vec![addressee]);
        let named = |mentions: &Mentions, passages: &[&str]| -> Vec<String> {
            let passages: Vec<String> = passages.iter().map(|text| (*text).into()).collect();
            let named = mentions.in_passages(&passages).into_iter();
            named.map(|one| format!("{}{}", one.name, one.addressee)).collect()
        };
        // A class beside a city, a member before a number, a letter at the end of the cell before.
        assert_eq!(named(&mentions, &["Ａ", "Ａ市"]), ["Ａ市"]);
        assert_eq!(named(&mentions, &["区分Ａ", "Ａ市", "Ｂ"]), ["Ａ市"]);
        assert_eq!(named(&mentions, &["会員Ａ", "3"]), ["会員Ａ"]);
        assert_eq!(named(&mentions, &["ＡＡ", "市"]), [""; 0], "a short name across two cells is chance");
        // A title set letter by letter, a name in two cells.
        assert_eq!(named(&full, &["総", "務", "部", "財", "政", "課", "長"]), ["総務部財政課長"]);
        assert_eq!(named(&full, &["総務部", "財政課長"]), ["総務部財政課長"]);
        assert_eq!(named(&full, &["第", "ＺＡＩＳＥＩ．csv"]), ["総務部財政課長"], "its code, in any case");
    }
}
