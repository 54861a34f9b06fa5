//! Which pieces of advice and opinions a text names by their numbers, in the many ways in which people write that.

use crate::ground::text;
use crate::model::choice::Choice;
use crate::model::opinion::OpinionKind;
use crate::model::strategy_change::CitedOpinion;

/// How many numbers a range may have: 「意見14～17」.
const WIDEST: u32 = 300;
/// What may stand between the word and its number.
const BEFORE: [&str; 15] =
    [" ", "(", "[", "〔", "「", ":", "=", "#", "第", "no", ".", "の番号", "番号", "番", "-"];
/// What may stand between two numbers of a list.
const BETWEEN: [&str; 11] = ["、", ",", "・", "/", "及び", "並びに", "と", ";", "&", "+", " "];
/// What ends a number, and is none of it.
const BEHIND: [&str; 6] = ["番", "号", ")", "]", "〕", "」"];
/// What counts something else: 「意見３件」, 「助言、２年」.
const COUNTERS: &str = "年月日件回度つ人名箇項点章節条頁円時世期%台種課市町村県区部以倍割千万億議";

/// The advice and opinions that a source names: 「助言13及び意見22」, 「99番の意見」, 「意見（14～17）」. Words that no number
/// follows, as 「意見交換」 and 「社会情勢の変化」, are free, and so are numbers that count something: 「意見３件」.
pub(super) fn cited(source: &str) -> Vec<CitedOpinion> {
    let pieces: Vec<String> = source.split_whitespace().map(text::fold).collect();
    let mut text = SourceText { chars: pieces.join(" ").chars().collect(), at: 0 };
    let mut found = Vec::new();
    let mut read = 0;
    while text.at < text.chars.len() {
        let Some((kind, word)) = text.kind_here() else {
            text.at += 1;
            continue;
        };
        found.extend(text.numbers_before(read).into_iter().rev().map(|number| one(kind, number, false)));
        text.at += word.chars().count();
        text.numbers_behind(kind, &mut found);
        read = text.at;
    }
    found
}

fn one(kind: OpinionKind, number: String, is_between: bool) -> CitedOpinion {
    CitedOpinion { kind, number, is_between, is_known: true }
}

/// A folded source, read from left to right.
struct SourceText {
    chars: Vec<char>,
    at: usize,
}

impl SourceText {
    /// The word for a kind that begins here.
    fn kind_here(&self) -> Option<(OpinionKind, &'static str)> {
        OpinionKind::ALL.iter().find(|(_, word)| self.stands(word, self.at)).copied()
    }

    fn stands(&self, word: &str, at: usize) -> bool {
        word.chars().enumerate().all(|(i, c)| self.chars.get(at + i) == Some(&c))
    }

    /// Passes over any of some words; whether there was one.
    fn skip(&mut self, words: &[&str]) -> bool {
        let begin = self.at;
        while let Some(word) = words.iter().find(|word| self.stands(word, self.at)) {
            self.at += word.chars().count();
        }
        self.at > begin
    }

    /// The number that begins here, 「22」, 「3-1」 or 「r1-3」, and where it ends; none if it is a part of something else.
    fn number(&self) -> Option<(String, usize)> {
        let is_part = |c: &&char| c.is_ascii_alphanumeric() || **c == '-';
        let token: String = self.chars[self.at.min(self.chars.len())..].iter().take_while(is_part).collect();
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let year = |part: &str| part.strip_prefix(['h', 's', 'r']).is_some_and(is_digits);
        let is_number = match token.split('-').collect::<Vec<_>>()[..] {
            [number] => is_digits(number),
            [first, second] => (is_digits(first) || year(first)) && is_digits(second),
            _ => false,
        };
        let end = self.at + token.len();
        let next = self.chars.get(end).copied();
        let is_decimal = next == Some('.') && self.chars.get(end + 1).is_some_and(char::is_ascii_digit);
        let counts = next.is_some_and(|c| COUNTERS.contains(c)) || is_decimal;
        // Of the letters before a number that is carried over folding made small ones.
        (is_number && !counts).then(|| (token.to_ascii_uppercase(), end))
    }

    /// The list of numbers behind a word.
    fn numbers_behind(&mut self, kind: OpinionKind, found: &mut Vec<CitedOpinion>) {
        let (mut last, mut end) = (None::<String>, self.at);
        self.skip(&BEFORE);
        while let Some((number, after)) = self.number() {
            self.at = after;
            self.skip(&BEHIND);
            // 「助言13、14番の意見」: the number is of the word that follows.
            let of_next = last.is_some() && self.is_before_word();
            if of_next || self.chars.get(self.at) == Some(&'議') {
                break;
            }
            if let Some(first) = last.take() {
                found.extend(between(&first, &number).into_iter().map(|number| one(kind, number, true)));
            }
            found.push(one(kind, number.clone(), false));
            end = self.at;
            let is_apart = self.skip(&[" "]);
            let is_range = self.skip(&["~", "から"]);
            if !is_range && !self.skip(&BETWEEN) && !is_apart {
                break;
            }
            last = Some(if is_range { number } else { String::new() });
            self.skip(&BEFORE);
        }
        self.at = end;
    }

    /// Whether a word for a kind follows as in 「14番の御意見」.
    fn is_before_word(&self) -> bool {
        if !self.stands("の", self.at) {
            return false;
        }
        let rest = Self { chars: self.chars[self.at + 1..].to_vec(), at: 0 };
        ["", "御", "ご"].iter().any(|polite| {
            let at = polite.chars().count();
            rest.stands(polite, 0) && OpinionKind::ALL.iter().any(|(_, word)| rest.stands(word, at))
        })
    }

    /// The numbers that stand before the word here, the last first: 「99番の意見」, 「No.13・No.14の助言」. What was read before
    /// is none of them.
    fn numbers_before(&self, read: usize) -> Vec<String> {
        let mut left: String = self.chars[read..self.at].iter().collect();
        let mut cut = |ends: &[&str]| {
            let before = left.len();
            while let Some(end) = ends.iter().find(|end| left.ends_with(**end)) {
                left.truncate(left.len() - end.len());
            }
            (left.len() < before, left.clone())
        };
        cut(&["御", "ご"]);
        let (is_of, _) = cut(&["の"]);
        let mut numbers = Vec::new();
        loop {
            let (is_numbered, rest) = cut(&["番", "号"]);
            let part = rest.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            let begin = part.map_or(0, |at| at + rest[at..].chars().next().map_or(0, char::len_utf8));
            let token = rest[begin..].trim_start_matches("no").to_owned();
            let reader = Self { chars: token.chars().collect(), at: 0 };
            let number = reader.number().filter(|(_, end)| *end == reader.chars.len());
            let before = rest[..rest.len() - token.len()].chars().next_back();
            let is_apart = before.is_none_or(|c| "、,・/とび第.#( o&+;に".contains(c));
            let Some((number, _)) = number.filter(|_| is_apart && (is_of || is_numbered)) else { break };
            numbers.push(number);
            cut(&[&*token]);
            cut(&["第", "no", ".", "#", "("]);
            if !cut(&BETWEEN).0 {
                break;
            }
        }
        numbers
    }
}

/// The numbers within a range, without its ends.
fn between(first: &str, last: &str) -> Vec<String> {
    match (first.parse::<u32>(), last.parse::<u32>()) {
        (Ok(first), Ok(last)) if first < last && last - first <= WIDEST => {
            (first + 1..last).map(|number| number.to_string()).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        let ends = cited(source).into_iter().filter(|cited| !cited.is_between);
        ends.map(|cited| format!("{}{}", cited.kind.label(), cited.number)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_source_names_advice_and_opinions_by_their_numbers() {
        for (source, names) in [
            ("助言13、意見22", "助言13 意見22"),
            ("助言３・５及び意見 No.22", "助言3 助言5 意見22"),
            ("意見第22号、社会情勢の変化", "意見22"),
            ("助言第13号、意見No.22", "助言13 意見22"),
            ("助言13及び意見22", "助言13 意見22"),
            ("助言13並びに意見22及び23", "助言13 意見22 意見23"),
            ("アドバイザリー会議の助言99", "助言99"),
            ("Ａ市の意見99", "意見99"),
            ("御意見99", "意見99"),
            ("意見（99）", "意見99"),
            ("意見（№99）、（№100）", "意見99 意見100"),
            ("99番の意見", "意見99"),
            ("No.99の御意見", "意見99"),
            ("第98号及び第99号の意見", "意見98 意見99"),
            ("助言：99", "助言99"),
            ("助言#99", "助言99"),
            ("意見14と99", "意見14 意見99"),
            ("助言第８号、第99号", "助言8 助言99"),
            ("意見１４～９９", "意見14 意見99"),
            ("意見14から17まで", "意見14 意見17"),
            ("助言13、14番の意見", "助言13 意見14"),
            ("意見番号22", "意見22"),
            ("意見の番号 22", "意見22"),
            ("助言13\n意見22", "助言13 意見22"),
            ("助言13 14", "助言13 助言14"),
            ("意見22（3/10）", "意見22"),
            ("意見22、令和２年３月の会議", "意見22"),
            ("助言3-1", "助言3-1"),
            ("助言R1-3", "助言R1-3"),
            ("発言22", "発言22"),
            ("助言13の趣旨、2019年の法改正", "助言13"),
        ] {
            assert_eq!(shown(source), names, "{source}");
        }
    }

    #[test]
    fn numbers_that_count_something_name_nothing() {
        for source in [
            "",
            "社会情勢の変化",
            "意見交換の結果、令和２年の法改正、13",
            "意見３件",
            "助言２つ",
            "第３回の意見交換",
            "第３回アドバイザリー会議の助言",
            "３月10日の意見",
            "2-ア-5の意見",
            "意見、13",
            "意見1.5倍",
        ] {
            assert_eq!(shown(source), "", "{source}");
        }
    }

    #[test]
    fn a_range_names_what_is_between() {
        let all: Vec<String> = cited("意見14～17、助言3").into_iter().map(|cited| cited.number).collect();
        assert_eq!(all, ["14", "15", "16", "17", "3"]);
        assert_eq!(cited("意見1～999999999").len(), 2);
    }
}
