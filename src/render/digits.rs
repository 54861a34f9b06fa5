//! Numbers in a column, point below point.

use serde::Serialize;

/// How a figure stands in a column of figures: its number with the point below the other points, and below it what
/// qualifies it. Widths are in half ems, as wide as a digit; 「▲」 takes two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Digits {
    /// The number alone: 「約4,980.5」, 「61.7%」; the mark in its place, 「－」.
    pub number: String,
    /// How wide it is before the point.
    pub before: usize,
    /// How wide it is from the point on.
    pub after: usize,
    /// What qualifies the number: 「以上」, 「（速報値）」, 「（基準年度）」. Mostly empty.
    pub qualifier: String,
}

impl Digits {
    /// A number and what qualifies it. What stands behind the digits on their line, as 「%」, is no part of them: digits stand
    /// below digits.
    pub fn new(number: &str, qualifier: &str) -> Self {
        let point = number.find(|c| !is_before_point(c)).unwrap_or(number.len());
        let (before, after) = number.split_at(point);
        Self {
            number: number.into(),
            before: half_ems(before),
            after: half_ems(after),
            qualifier: qualifier.into(),
        }
    }
}

/// Whether a letter belongs to the number before its point: a digit, a comma, a sign or a word before it, a mark.
fn is_before_point(c: char) -> bool {
    !matches!(c, '.' | '%' | '／' | '＊')
}

fn half_ems(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_below_digits_and_points_below_points() {
        for (number, before, after) in [
            ("31.5", 2, 2),
            ("80", 2, 0),
            ("1,234", 5, 0),
            ("▲3.0", 3, 2),
            ("約4,980", 7, 0),
            ("404＊", 3, 2),
            ("61.7%", 2, 3),
            ("80%", 2, 1),
            ("38／41", 2, 4),
            ("－", 2, 0),
        ] {
            let digits = Digits::new(number, "以上");
            assert_eq!((digits.before, digits.after), (before, after), "{number}");
            assert_eq!((digits.number.as_str(), digits.qualifier.as_str()), (number, "以上"));
        }
    }
}
