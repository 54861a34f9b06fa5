//! Numbers of advice and opinions, found however they are written: 「意見22」, 「No.022」 and 「第22号」 are 22.

use std::collections::BTreeMap;

use crate::ground::spellings::Spellings;
use crate::ground::text;
use crate::ground::written_year::read_year;
use crate::model::choice::Choice;
use crate::model::opinion::OpinionKind;

/// What people write before a number, folded.
const BEFORE: [&str; 7] = ["番号", "第", "no.", "no", "#", ":", "の"];
/// What people write behind a number, folded.
const BEHIND: [&str; 5] = ["番目", "号", "番", "の", "。"];
/// The longest text in which a number is looked for, in characters.
const MOST: usize = 40;

/// The numbers of a list of advice and opinions.
#[derive(Debug, Clone, Default)]
pub struct OpinionNumbers {
    as_listed: Spellings,
    /// By the bare number, each with its kind where that is known.
    bare: BTreeMap<String, Vec<(Option<OpinionKind>, String)>>,
}

impl OpinionNumbers {
    /// Adds a number of the list, and the kind of what it is the number of.
    pub fn add(&mut self, number: &str, kind: Option<OpinionKind>) {
        if number.is_empty() {
            return;
        }
        self.as_listed.add(number, number);
        let Some((bare, said)) = bare(number) else { return };
        let known = self.bare.entry(bare).or_default();
        if !known.iter().any(|(_, listed)| listed == number) {
            known.push((kind.or(said), number.to_owned()));
        }
    }

    /// The number that is meant, as the list has it. A kind that is written beside it must be the number's own: where 22
    /// is an opinion, 「助言22」 is none of the list.
    pub fn find(&self, written: &str) -> Option<&str> {
        self.as_listed.find(written).or_else(|| {
            let (bare, said) = bare(written)?;
            let is_meant = |kind: Option<OpinionKind>| said.is_none() || kind.is_none() || said == kind;
            let mut meant = self.bare.get(&bare)?.iter().filter(|(kind, _)| is_meant(*kind));
            let (_, number) = meant.next().filter(|_| meant.next().is_none())?;
            Some(number)
        })
    }

    /// Puts the list's own number in the place of another way to write it.
    pub fn settle(&self, written: &mut String) {
        if let Some(number) = self.find(written).filter(|number| number != written) {
            *written = number.to_owned();
        }
    }
}

/// The bare number in a text, and the kind that is written beside it: of 「意見第022号」 it is 22, an opinion, and of
/// 「平成30年度-3」 it is 2018-3. None where the text says anything else.
pub fn bare(written: &str) -> Option<(String, Option<OpinionKind>)> {
    if text::has_disguised_digit(written) || written.chars().nth(MOST).is_some() {
        return None;
    }
    of_folded(&text::key(written))
}

fn of_folded(folded: &str) -> Option<(String, Option<OpinionKind>)> {
    let (mut rest, mut kind) = (folded, None);
    loop {
        let before = rest;
        for (named, word) in OpinionKind::ALL {
            if let Some(shorter) = rest.strip_prefix(word).or_else(|| rest.strip_suffix(word)) {
                if kind.is_some_and(|kind| kind != *named) {
                    return None;
                }
                (rest, kind) = (shorter, Some(*named));
            }
        }
        rest = BEFORE.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        rest = BEHIND.iter().find_map(|word| rest.strip_suffix(word)).unwrap_or(rest);
        rest = rest
            .trim_start_matches(['(', '[', '「', '【'])
            .trim_end_matches([')', ']', '」', '】', '(', '[']);
        if rest == before {
            break;
        }
    }
    if let Some(number) = whole(rest) {
        return Some((number, kind));
    }
    // With the year in which it was given.
    let (year, number) = rest.split_once("年度").or_else(|| rest.rsplit_once('-'))?;
    let is_year = !year.chars().all(|c| c.is_ascii_digit()) || year.len() == 4;
    let year = is_year.then(|| read_year(&format!("{year}年度")).ok()).flatten()?.year(true);
    let (number, said) = of_folded(number.trim_start_matches('-'))?;
    let agree = said.is_none() || kind.is_none() || said == kind;
    (agree && whole(&number).is_some()).then(|| (format!("{}-{number}", year.western), kind.or(said)))
}

/// A whole number without zeros before it, or behind its point, as Excel puts them there: 「022」 and 「22.0」 are 22.
fn whole(text: &str) -> Option<String> {
    let (digits, decimals) = text.split_once('.').unwrap_or((text, ""));
    let is_whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && !text.ends_with('.');
    let digits = digits.trim_start_matches('0');
    (is_whole && !digits.is_empty() && decimals.bytes().all(|b| b == b'0')).then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers() -> OpinionNumbers {
        let mut numbers = OpinionNumbers::default();
        numbers.add("5", Some(OpinionKind::Advice));
        numbers.add("22", Some(OpinionKind::Opinion));
        numbers.add("H30-3", Some(OpinionKind::Advice));
        numbers.add("R1-12", Some(OpinionKind::Opinion));
        numbers
    }

    #[test]
    fn a_number_is_found_however_it_is_written() {
        let numbers = numbers();
        for written in [
            "22",
            "２２",
            "022",
            "22.0",
            "No.22",
            "Ｎｏ．２２",
            "№22",
            "no 22",
            "#22",
            "意見22",
            "意見 第22号",
            "第22号",
            "番号22",
            "意見No.22",
            "22番",
            "22番目",
            "（意見22）",
            "「意見22」",
            "22（意見）",
            "22番の意見",
            "意見の22",
            "意見番号22",
            "No.022",
            "意見：22",
        ] {
            assert_eq!(numbers.find(written), Some("22"), "{written}");
        }
        for written in ["助言5", "5", "５", "助言第５号", "005", "5.0", "No.5"] {
            assert_eq!(numbers.find(written), Some("5"), "{written}");
        }
        for written in [
            "H30-3",
            "Ｈ３０－３",
            "h30-03",
            "平成30-3",
            "平成30年度-3",
            "H30年度-3",
            "平成30年度第３号",
            "平成30年度の助言3",
            "助言H30-3",
            "2018-3",
            "2018年度-3",
            "平成30年度 No.3",
            "No.H30-3",
            "H30-3（助言）",
        ] {
            assert_eq!(numbers.find(written), Some("H30-3"), "{written}");
        }
        for written in ["令和元年度-12", "R元-12", "令和元年度意見12", "R01-12", "2019-12"] {
            assert_eq!(numbers.find(written), Some("R1-12"), "{written}");
        }
    }

    #[test]
    fn another_number_is_not_found() {
        let numbers = numbers();
        for written in [
            "",
            "2",
            "222",
            "22.5",
            "-22",
            "22-",
            "㉒",
            "22²",
            "助言22",
            "意見5",
            "意見助言22",
            "22、5",
            "意見22と5",
            "H29-3",
            "H30-4",
            "意見H30-3",
            "30-3",
            "2-22",
            "ア22",
            "意見",
            "No.",
            "22日",
            "平成30年度",
            "0",
            "000",
            "22.",
        ] {
            assert_eq!(numbers.find(written), None, "{written}");
        }
    }

    #[test]
    fn numbers_of_the_lists_own_kind_stay_apart() {
        let mut numbers = OpinionNumbers::default();
        ["助言1", "意見1", "意見2"].iter().for_each(|number| numbers.add(number, None));
        assert_eq!(numbers.find("意見第１号"), Some("意見1"));
        assert_eq!(numbers.find("2"), Some("意見2"));
        assert_eq!(numbers.find("1"), None, "of two nobody knows which");
        numbers.add("1", None);
        assert_eq!(numbers.find("1"), Some("1"), "as it is listed");
    }
}
