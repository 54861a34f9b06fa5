//! Exact numbers: rationals, rounded half away from zero (四捨五入) only when they are printed.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// An exact number. No binary floating point lies between a return and a paper.
pub type Exact = BigRational;

/// A whole number.
pub fn whole(n: i64) -> Exact {
    Exact::from_integer(BigInt::from(n))
}

/// Ten to the power of `n`.
pub fn power_of_ten(n: u32) -> BigInt {
    num_traits::pow(BigInt::from(10), n as usize)
}

/// The number of `digits` as an integer, with the point `decimals` places from the right.
pub fn scaled(digits: BigInt, decimals: u32) -> Exact {
    Exact::new(digits, power_of_ten(decimals))
}

/// Rounds half away from zero to `decimals` places.
pub fn round(value: &Exact, decimals: u32) -> Exact {
    scaled(rounded_digits(value, decimals), decimals)
}

/// The value times 10^decimals, rounded half away from zero: of a fraction n/d the whole part of (2n + d) / 2d.
fn rounded_digits(value: &Exact, decimals: u32) -> BigInt {
    let twice = value.numer().abs() * power_of_ten(decimals) * 2;
    let digits: BigInt = (twice + value.denom()) / (value.denom() * 2);
    if value.is_negative() { -digits } else { digits }
}

/// Prints with `decimals` places, thousands separated by commas, negatives with ▲: 「▲1,234.5」.
pub fn print(value: &Exact, decimals: u32) -> String {
    let plain = plain(value, decimals);
    let (sign, body) = match plain.strip_prefix('-') {
        Some(body) => ("▲", body),
        None => ("", plain.as_str()),
    };
    let (int, frac) = body.split_once('.').map_or((body, None), |(i, f)| (i, Some(f)));
    let mut out = String::from(sign);
    for (i, c) in int.chars().enumerate() {
        if i > 0 && (int.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(frac) = frac {
        out.push('.');
        out.push_str(frac);
    }
    out
}

/// Prints with `decimals` places as a program reads it: 「-1234.5」.
pub fn plain(value: &Exact, decimals: u32) -> String {
    let digits = rounded_digits(value, decimals);
    let sign = if digits.is_negative() { "-" } else { "" };
    let body = digits.abs().to_string();
    let places = decimals as usize;
    if places == 0 {
        return format!("{sign}{body}");
    }
    let body = format!("{body:0>width$}", width = places + 1);
    let (int, frac) = body.split_at(body.len() - places);
    format!("{sign}{int}.{frac}")
}

/// The whole per mille of a share, cut to `0..=limit`, for the length of a drawn bar.
pub fn per_mille(share: &Exact, limit: u32) -> u32 {
    if !share.is_positive() {
        return 0;
    }
    let digits = rounded_digits(share, 3);
    u32::try_from(&digits).unwrap_or(limit).min(limit)
}

/// `a / b`, or none for a zero divisor.
pub fn divide(a: &Exact, b: &Exact) -> Option<Exact> {
    (!b.is_zero()).then(|| a / b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(n: i64, d: i64) -> Exact {
        Exact::new(n.into(), d.into())
    }

    #[test]
    fn rounds_half_away_from_zero() {
        assert_eq!(plain(&ratio(805, 20), 1), "40.3");
        assert_eq!(plain(&ratio(-805, 20), 1), "-40.3");
        assert_eq!(plain(&ratio(1, 2), 0), "1");
        assert_eq!(plain(&ratio(-1, 2), 0), "-1");
        assert_eq!(plain(&ratio(-1, 30), 1), "0.0");
        assert_eq!(plain(&ratio(7, 1000), 2), "0.01");
    }

    #[test]
    fn prints_with_commas_and_triangle() {
        assert_eq!(print(&whole(385_987_000), 0), "385,987,000");
        assert_eq!(print(&ratio(-123_456, 100), 1), "▲1,234.6");
        assert_eq!(print(&whole(999), 0), "999");
        assert_eq!(print(&whole(1000), 2), "1,000.00");
    }

    #[test]
    fn bar_lengths_stay_inside() {
        assert_eq!(per_mille(&ratio(617, 1000), 1000), 617);
        assert_eq!(per_mille(&ratio(5, 1), 1000), 1000);
        assert_eq!(per_mille(&ratio(-1, 2), 1000), 0);
    }
}
