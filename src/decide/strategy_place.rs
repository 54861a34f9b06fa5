//! Where in the strategy a passage stands, before and behind others.

use crate::ground::text;

/// What stands before the chapters, and what behind them.
const FRONT: [&str; 8] = ["表紙", "表題", "目次", "はじめに", "前文", "序", "まえがき", "策定に当たって"];
const BACK: [&str; 11] =
    ["おわりに", "終わりに", "むすび", "結び", "あとがき", "附則", "付則", "資料編", "参考", "巻末", "用語"];
const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A place in the strategy. Places compare as they follow one another: 第２章１（２） is before 第10章.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct StrategyPlace {
    part: Part,
    pieces: Vec<Piece>,
}

/// What stands before the chapters, the chapters, and what stands behind them or nobody knows where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Front(usize),
    Chapters,
    Unknown,
    Back(usize),
}

/// A piece of a place: a number, or the words between numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Number(u64),
    Words(String),
}

impl StrategyPlace {
    /// The place that is written so. Those of which nothing tells where they stand are alike.
    pub(super) fn of(written: &str) -> Self {
        let folded = text::fold(written);
        let begins = |words: &[&str]| words.iter().position(|word| folded.starts_with(word));
        let pieces = pieces(&folded);
        let is_numbered = match &pieces[..] {
            [Piece::Number(_), ..] => true,
            [Piece::Words(words), Piece::Number(_), ..] => matches!(words.as_str(), "第" | "("),
            _ => false,
        };
        match (begins(&FRONT), begins(&BACK)) {
            (Some(front), _) => Self { part: Part::Front(front), pieces },
            (_, Some(back)) => Self { part: Part::Back(back), pieces },
            _ if is_numbered => Self { part: Part::Chapters, pieces },
            _ => Self { part: Part::Unknown, pieces: Vec::new() },
        }
    }
}

/// The numbers of a folded place, and the words between them.
fn pieces(folded: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut rest, mut is_counted) = (folded.chars().peekable(), false);
    while let Some(c) = rest.next() {
        // In words 一 is a letter; after 第 it counts.
        let value = match (c.to_digit(10), kanji(c).filter(|_| is_counted)) {
            (Some(first), _) => {
                let mut value = u64::from(first);
                while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
                    value = value.saturating_mul(10).saturating_add(u64::from(digit));
                    rest.next();
                }
                Some(value)
            }
            (None, Some(first)) => {
                let mut digits = vec![first];
                while let Some(digit) = rest.peek().and_then(|c| kanji(*c)) {
                    digits.push(digit);
                    rest.next();
                }
                Some(counted(&digits))
            }
            (None, None) => None,
        };
        is_counted = c == '第';
        match (value, pieces.last_mut()) {
            (Some(value), _) => pieces.push(Piece::Number(value)),
            (None, Some(Piece::Words(words))) => words.push(c),
            (None, _) => pieces.push(Piece::Words(c.into())),
        }
    }
    pieces
}

/// What a letter counts: 二 is 2, 十 is 10.
fn kanji(c: char) -> Option<u64> {
    let digit = DIGITS.iter().position(|digit| *digit == c).and_then(|at| u64::try_from(at).ok());
    digit.or((c == '十').then_some(10))
}

/// 十二 is 12, and 二十一 is 21.
fn counted(digits: &[u64]) -> u64 {
    digits.iter().take(6).fold(0, |sum, digit| match (sum, digit) {
        (0, 10) => 10,
        (sum, 10) => sum * 10,
        (sum, digit) if sum >= 10 => sum + digit,
        (sum, digit) => sum * 10 + digit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_follow_one_another_as_in_the_strategy() {
        let order = [
            "目次",
            "はじめに",
            "第１章",
            "第１章１",
            "第１章（１）",
            "第２章１（２）",
            "第2章１(10)",
            "第２章 １（10）第２段落",
            "第２章２",
            "第３章（２）ア",
            "第３章（２）イ",
            "第３章（２）オ",
            "第３章（３）ア",
            "第十章",
            "第11章",
            "第二十一章１",
            "第22章",
            "基本方針",
            "おわりに",
            "用語の説明",
        ];
        for (earlier, later) in order.iter().zip(&order[1..]) {
            assert!(StrategyPlace::of(earlier) < StrategyPlace::of(later), "{earlier} {later}");
        }
        // Nobody knows which is the first.
        assert_eq!(StrategyPlace::of("基本方針"), StrategyPlace::of("重点事項"));
        assert_eq!(StrategyPlace::of("第2章"), StrategyPlace::of("第二章"));
    }
}
