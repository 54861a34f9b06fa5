//! Thresholds in percent, exact as they are written.

use serde::Deserialize;

use crate::ground::number::{Exact, whole};

/// A threshold in percent: a whole number, or a decimal written as text so that it stays exact.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "WrittenPercent")]
pub struct Percent {
    /// The share: 80 % is 4/5.
    pub share: Exact,
    /// As written, for the legend.
    pub text: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenPercent {
    Whole(i64),
    Text(String),
    /// A decimal was rounded to a binary number when it was read; anything else is no threshold.
    Other(serde::de::IgnoredAny),
}

impl TryFrom<WrittenPercent> for Percent {
    type Error = &'static str;

    fn try_from(written: WrittenPercent) -> Result<Self, Self::Error> {
        const HINT: &str = "しきい値は 80 又は \"79.5\" のように書いてください";
        let (share, text) = match written {
            WrittenPercent::Other(_) => return Err(HINT),
            WrittenPercent::Whole(n) => (whole(n) / whole(100), n.to_string()),
            WrittenPercent::Text(text) => {
                let (int, frac) = text.split_once('.').unwrap_or((&text, ""));
                let digits = format!("{int}{frac}");
                let plain =
                    !int.is_empty() && digits.len() < 10 && digits.bytes().all(|b| b.is_ascii_digit());
                let n: i64 = plain.then(|| digits.parse().ok()).flatten().ok_or(HINT)?;
                let places = u32::try_from(frac.len()).map_err(|_| HINT)?;
                (crate::ground::number::scaled(n.into(), places + 2), text)
            }
        };
        Ok(Self { share, text })
    }
}
