//! What a typesetter would mend in a block.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::blocks::{Block, Letter, Line, text};

/// A kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A date, or a date and its weekday, on two lines.
    SplitDate,
    /// A number on two lines, or parted from what it counts.
    SplitNumber,
    /// A word in カタカナ on two lines, though it would fit on one.
    SplitLoanWord,
    /// A last line of one or two letters.
    ShortEnd,
    /// A line spread by more than two hundredths.
    Stretched,
    /// A bracket without its half em of white.
    LostHalfEm,
    /// A line that begins with what may not stand there: 、 ）.
    LineHead,
    /// A line that ends with an opening bracket.
    LineEnd,
    /// Over the edge of the sheet.
    OffPage,
    /// Over the margins.
    OutOfMargins,
    /// A letter that a rule runs through.
    OverRule,
    /// A letter on another.
    Overprint,
    /// A letter of a table that comes too near to that of another cell.
    OutOfCell,
    /// A last page of one or two lines.
    LonelyPage,
    /// A page without a word.
    EmptyPage,
    /// A letter that the font doesn't have.
    NoGlyph,
    /// Type below 9 points.
    SmallType,
}

const DATE: &str = "((令和|平成|昭和)?([0-9０-９]+|元)年度?([0-9０-９]+月)?([0-9０-９]+日)?|[0-9０-９]+月[0-9０-９]+日)(（[月火水木金土日]）)?";
const NUMBER: &str = concat!(
    "[0-9０-９]([0-9０-９,.，．]*[0-9０-９])?",
    "(％|%|円|万円|億円|百万円|千円|名|人|団体|事業|取組|機関|件|箇所|か所|ヶ所|カ所|校|台|局|社|回|条|項|号|時間|時|分|ポイント)?",
);
/// What stays on one line, and the fault if it doesn't.
static WHOLE: LazyLock<[(Regex, Fault); 3]> = LazyLock::new(|| {
    [(DATE, Fault::SplitDate), (NUMBER, Fault::SplitNumber), ("[ァ-ヴー]{2,}", Fault::SplitLoanWord)]
        .map(|(pattern, fault)| (Regex::new(pattern).expect("a pattern"), fault))
});
const OPENING: &str = "「『（【〔《〈［｛";
const CLOSING: &str = "」』）】〕》〉］｝、。，．";
/// Next to these a bracket is set close.
const CLOSE: &str = "・：；　";

/// The faults of a block, each with its lines or its line.
pub(crate) fn faults_of(block: &Block) -> Vec<(Fault, String)> {
    if block.kind == "artifact" {
        return Vec::new();
    }
    let mut found = split(block);
    if ends_short(block) {
        found.push((Fault::ShortEnd, shown(block)));
    }
    found.extend(kinsoku(block));
    for line in &block.lines {
        if is_stretched(line) {
            found.push((Fault::Stretched, text(line)));
        }
        let lost = (0..line.len()).filter(|at| lost_its_white(line, *at));
        found.extend(lost.map(|_| (Fault::LostHalfEm, text(line))));
    }
    found
}

/// The lines of a block: 「令和２年／度」.
fn shown(block: &Block) -> String {
    block.lines.iter().map(text).collect::<Vec<_>>().join("／")
}

fn split(block: &Block) -> Vec<(Fault, String)> {
    let whole: String = block.lines.iter().map(text).collect();
    let mut at = 0;
    let ends: Vec<usize> = block
        .lines
        .iter()
        .map(|line| {
            at += text(line).len();
            at
        })
        .collect();
    let is_split = |word: &Range<usize>| ends.iter().any(|end| word.start < *end && *end < word.end);
    let words =
        WHOLE.iter().flat_map(|(pattern, fault)| pattern.find_iter(&whole).map(|word| (*fault, word)));
    let split = words.filter(|(fault, word)| {
        is_split(&word.range())
            && (*fault != Fault::SplitLoanWord || fits(block, word.as_str().chars().count()))
    });
    split.map(|(fault, word)| (fault, format!("{} {}", word.as_str(), shown(block)))).collect()
}

/// Lines that begin or end with what may not stand there.
fn kinsoku(block: &Block) -> Vec<(Fault, String)> {
    let mut found = Vec::new();
    for pair in block.lines.windows(2) {
        let [end, head] = [text(&pair[0]), text(&pair[1])];
        if head.starts_with(|c| CLOSING.contains(c)) {
            found.push((Fault::LineHead, shown(block)));
        }
        if end.trim_end().ends_with(|c| OPENING.contains(c)) {
            found.push((Fault::LineEnd, shown(block)));
        }
    }
    found
}

/// Whether so many letters fit on the longest line of the block.
fn fits(block: &Block, letters: usize) -> bool {
    let longest = block.lines.iter().map(width).fold(0.0, f64::max);
    letters as f64 * block.lines[0][0].size <= longest + 0.1
}

fn width(line: &Line) -> f64 {
    line.iter().map(|letter| letter.advance).sum()
}

/// Whether the last line of a cell or a paragraph has one or two letters, and isn't a line of its own (smaller, or after a
/// line that ended early).
fn ends_short(block: &Block) -> bool {
    let [.., before, last] = &block.lines[..] else { return false };
    let end = |line: &Line| line.last().map_or(0.0, |letter| letter.x + letter.advance);
    let edge = block.lines.iter().map(end).fold(0.0, f64::max);
    let size = before[0].size;
    matches!(block.kind.as_str(), "cell" | "par")
        && text(last).trim().chars().count() <= 2
        && last[0].size == size
        && end(before) > edge - 1.5 * size
}

fn is_stretched(line: &Line) -> bool {
    let natural: f64 = line.iter().map(|letter| letter.natural).sum();
    let over: f64 = line.iter().map(|letter| (letter.advance - letter.natural).max(0.0)).sum();
    line.len() > 3 && over > 0.02 * natural
}

/// Whether the letter is a bracket without its white, though no other stands beside it and its line isn't closed up.
fn lost_its_white(line: &Line, at: usize) -> bool {
    let letter = &line[at];
    let lost = letter.natural > 0.9 * letter.size && letter.advance < 0.55 * letter.natural;
    let closed_up =
        line.iter().any(|letter| (0.005..0.05).contains(&((letter.natural - letter.advance) / letter.size)));
    let stands_free = |beside: Option<&Letter>| {
        beside.is_some_and(|beside| {
            ![OPENING, CLOSING, CLOSE].iter().any(|marks| marks.contains(beside.text.as_str()))
        })
    };
    let beside = if OPENING.contains(letter.text.as_str()) {
        at.checked_sub(1).and_then(|before| line.get(before))
    } else if CLOSING.contains(letter.text.as_str()) {
        line.get(at + 1)
    } else {
        None
    };
    lost && !closed_up && stands_free(beside)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block of letters of 10 pt in lines. What stands before 〜 has lost its white.
    fn block(kind: &str, lines: &[&str]) -> Block {
        let line = |(nth, text): (usize, &&str)| {
            let mut x = 0.0;
            let mut letters: Vec<Letter> = Vec::new();
            for (at, letter) in text.chars().enumerate() {
                let next = text.chars().nth(at + 1);
                let natural = if letter.is_ascii() { 5.0 } else { 10.0 };
                let advance = if next == Some('〜') { 5.0 } else { natural };
                if letter != '〜' {
                    letters.push(Letter {
                        text: letter.into(),
                        x,
                        y: nth as f64 * 14.0,
                        advance,
                        natural,
                        size: 10.0,
                    });
                    x += advance;
                }
            }
            letters
        };
        Block { kind: kind.into(), lines: lines.iter().enumerate().map(line).collect() }
    }

    fn faults(block: &Block) -> Vec<Fault> {
        faults_of(block).into_iter().map(|(fault, _)| fault).collect()
    }

    #[test]
    fn each_fault_is_seen() {
        for (lines, expected) in [
            (&["令和２年３月16日", "（月）に開いた。"][..], vec![Fault::SplitDate]),
            (&["令和３年", "度の目標による。"], vec![Fault::SplitDate]),
            (&["整備したのは750", "箇所である。"], vec![Fault::SplitNumber]),
            (&["情報セ", "キュリティ対策の", "普及の取組"], vec![Fault::SplitLoanWord]),
            (&["公用文の書き", "方"], vec![Fault::ShortEnd]),
            (&["指標（〜速報）の値"], vec![Fault::LostHalfEm]),
            (&["指標の（速報）〜値"], vec![Fault::LostHalfEm]),
            (&["会議は随時開催する", "。ただし、この限りでない"], vec![Fault::LineHead]),
            (&["会議は随時開催する（", "書面によることを含む）"], vec![Fault::LineEnd]),
        ] {
            assert_eq!(faults(&block("cell", lines)), expected, "{lines:?}");
        }
        let mut spread = block("par", &["お願いいたします。"]);
        spread.lines[0].iter_mut().for_each(|letter| letter.advance *= 1.1);
        assert_eq!(faults(&spread), [Fault::Stretched]);
    }

    #[test]
    fn what_is_right_is_no_fault() {
        for lines in [
            &["令和２年３月16日（月）", "に開いた。"][..],
            &["750箇所を整備し", "た上、公表する。"],
            &["予算と（速報値）。"],
            // Longer than its column.
            &["ネットワークセ", "キュリティ"],
        ] {
            assert_eq!(faults(&block("cell", lines)), [], "{lines:?}");
        }
        assert_eq!(faults(&block("heading", &["千葉県推進委員会", "次第"])), []);
    }
}
