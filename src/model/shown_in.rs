//! Units in which numbers are printed: 百万円, where a column of 円 could not be read.

use serde::Deserialize;
use toml::Spanned;

use crate::ground::number::{Exact, power_of_ten};
use crate::ground::text;

/// The most decimals that a shown unit may have.
pub const MOST_DECIMALS: u32 = 3;

/// What `cycle.toml` declares of an indicator.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclaredIndicator {
    /// Which one: `2-ア-1/1`.
    pub number: Spanned<String>,
    /// The unit in which its numbers are printed, a multiple of the one in which they are reported: 百万円 for 円.
    pub shown_in: Spanned<String>,
    /// With how many decimals.
    #[serde(default)]
    pub decimals: u32,
}

/// The unit in which an indicator is printed, where that is not the one in which it is reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownUnit {
    /// What it is called: 百万円.
    pub unit: String,
    /// How many decimals numbers have in it.
    pub decimals: u32,
    /// By how many zeros it is more than the reported one: 6 for 百万円, where 円 are reported.
    zeros: u32,
}

impl ShownUnit {
    /// A declared unit for numbers that are reported in `unit`; none if it is no multiple of that.
    ///
    /// 百万円 for 円 and for 千円, 万人 for 人; but not 円 for 千円, and not 百万円 for 人.
    pub fn of(declared: &DeclaredIndicator, unit: &str) -> Option<Self> {
        let shown = declared.shown_in.get_ref();
        let ((more, of), (less, same)) = (zeros_of(shown), zeros_of(unit));
        let zeros = more.checked_sub(less).filter(|zeros| *zeros > 0 && of == same && !of.is_empty())?;
        Some(Self { unit: shown.clone(), decimals: declared.decimals.min(MOST_DECIMALS), zeros })
    }

    /// How much of the reported unit it is: 1,000,000.
    pub fn size(&self) -> Exact {
        Exact::from_integer(power_of_ten(self.zeros))
    }
}

/// How many zeros a unit begins with, and of what: 百万円 with six, of 円.
fn zeros_of(unit: &str) -> (u32, String) {
    const SCALES: [(&str, u32); 7] =
        [("十億", 9), ("百万", 6), ("十万", 5), ("千", 3), ("万", 4), ("億", 8), ("兆", 12)];
    let unit = text::fold(unit);
    let scale = SCALES.iter().find_map(|(scale, zeros)| Some((*zeros, unit.strip_prefix(scale)?.to_owned())));
    scale.unwrap_or((0, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zeros(shown_in: &str, unit: &str) -> Option<u32> {
        let spanned = |text: &str| Spanned::new(0..0, text.to_owned());
        let declared =
            DeclaredIndicator { number: spanned("1-1/1"), shown_in: spanned(shown_in), decimals: 0 };
        ShownUnit::of(&declared, unit).map(|shown| shown.zeros)
    }

    #[test]
    fn a_shown_unit_is_a_multiple_of_the_reported_one() {
        for (shown_in, unit, expected) in [
            ("百万円", "円", Some(6)),
            ("千円", "円", Some(3)),
            ("億円", "円", Some(8)),
            ("百万円", "千円", Some(3)),
            ("万人", "人", Some(4)),
            ("百万円／年", "円/年", Some(6)),
            ("円", "円", None),
            ("円", "千円", None),
            ("千円", "千円", None),
            ("百万円", "人", None),
            ("百万", "", None),
        ] {
            assert_eq!(zeros(shown_in, unit), expected, "{shown_in} {unit}");
        }
    }
}
