//! How a rate prints: in percent, and never on another side of a class's threshold than it is.

use crate::ground::number::{self, Exact, whole};
use crate::model::evaluation::Evaluation;
use crate::model::threshold::Percent;

/// The most decimals that a rate prints with; more no reader could use.
const MOST_DECIMALS: u32 = 6;

/// A rate as it prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateText {
    /// 「85.3%」, or 「100%未満」.
    pub text: String,
    /// How many decimals the text has; none where it only says on which side of a threshold the rate is.
    pub decimals: Option<u32>,
}

impl RateText {
    /// A rate prints with one decimal, unless that would put it on the other side of a threshold: 79.96% is below 80%,
    /// so it prints as 79.96%, not as 80.0%. Where more than six decimals would be needed, it prints as 「80%未満」.
    /// 達成率 and 進捗率 both print so, and equal rates print alike.
    pub fn of(share: &Exact, style: &RateStyle<'_>) -> Self {
        let RateStyle { thresholds, least } = style;
        let percent = share * whole(100);
        let crossed = |decimals: u32| {
            let shown = number::round(&percent, decimals) / whole(100);
            thresholds.iter().find(|t| (*share < t.share) != (shown < t.share))
        };
        match (*least..=MOST_DECIMALS).find(|decimals| crossed(*decimals).is_none()) {
            Some(decimals) => {
                let text = format!("{}%", number::print(&percent, decimals));
                Self { text, decimals: Some(decimals) }
            }
            None => {
                let side = |t: &Percent| if *share < t.share { "未満" } else { "以上" };
                let text = crossed(MOST_DECIMALS).map(|t| format!("{}%{}", t.text, side(t)));
                Self { text: text.unwrap_or_default(), decimals: None }
            }
        }
    }

    /// Whether it needs more decimals than others, lest it show the rate on the other side of a threshold.
    pub fn is_longer(&self, style: &RateStyle<'_>) -> bool {
        self.decimals != Some(style.least)
    }
}

/// How rates print.
#[derive(Debug, Clone)]
pub struct RateStyle<'a> {
    /// The thresholds of the classes, across which no rate may be shown.
    thresholds: Vec<&'a Percent>,
    /// With how many decimals they print at least.
    least: u32,
}

impl<'a> RateStyle<'a> {
    /// How rates print that are classed.
    pub fn of(rules: &'a Evaluation) -> Self {
        let thresholds = rules.classes.iter().filter_map(|class| class.at_least.as_ref()).collect();
        Self { thresholds, least: rules.rate_decimals.unwrap_or(1) }
    }

    /// How shares print that are classed by these thresholds.
    pub fn between(thresholds: Vec<&'a Percent>) -> Self {
        Self { thresholds, least: 1 }
    }

    /// How other shares print.
    pub fn plain() -> Self {
        Self { thresholds: Vec::new(), least: 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(numerator: i64, denominator: i64) -> String {
        let [best, good] = [100, 80].map(|n| Percent { share: whole(n) / whole(100), text: n.to_string() });
        RateText::of(
            &Exact::new(numerator.into(), denominator.into()),
            &RateStyle { thresholds: vec![&best, &good], least: 1 },
        )
        .text
    }

    #[test]
    fn a_rate_stays_on_its_side_of_a_threshold() {
        for (numerator, denominator, text) in [
            (617, 1000, "61.7%"),
            (1, 1, "100.0%"),
            (1999, 2500, "79.96%"),
            (9_999_999, 10_000_000, "99.99999%"),
            // 99.9999995: six decimals would show 100.000000.
            (199_999_999, 200_000_000, "100%未満"),
            (199_999_998, 200_000_000, "99.999999%"),
            (1_599_999_999_999, 2_000_000_000_000, "80%未満"),
            (200_000_001, 200_000_000, "100.0%"),
            (-1, 2, "▲50.0%"),
        ] {
            assert_eq!(printed(numerator, denominator), text, "{numerator}/{denominator}");
        }
    }
}
