//! The digits of a number: with commas, a point, 兆, 億 and 万, and perhaps a unit behind them.

use num_bigint::BigInt;
use num_traits::{One, Zero};

use crate::ground::number::{Exact, power_of_ten, scaled};

/// The most digits of a number, and of its decimals; more is a slip or a result that was not rounded.
const MOST_DIGITS: usize = 18;
const MOST_DECIMALS: usize = 6;
/// What multiplies a number or its unit.
const SCALES: [char; 6] = ['十', '百', '千', '万', '億', '兆'];

/// The hint for a number that can't be read: to write it in digits.
pub const PLAIN: &str = "数字で書いてください（例 1,200）";
/// The hint for a number of more digits than any figure has.
pub const TOO_MANY: &str = "桁が多すぎます（18桁まで）";
const RANGE: &str = "幅や分数ではなく、一つの数で書いてください";
const BOUND: &str = "「以下」「未満」「超」「余」「前後」などの付いたものは、一つの値ではありません。値を数字だけで書き、条件は⟨備考⟩に書いてください";
const THOUSAND: &str = "「千」「百」を使わず、全て数字で書いてください（例 2,000）";
const SKIPPED: &str =
    "「億」の後に「万」がないので、いくつか決められません。全て数字で書いてください（例 1,200,003,456）";
const REST: &str = "「万」「億」の後の端数は、全て数字で書いてください（例 12,000）";

/// What is wrong with a number.
pub enum Wrong {
    /// It can't be read; this says how to write it.
    Number(&'static str),
    /// This unit is another than the column's.
    Unit(String),
}

/// A number without sign, with 億 and 万 or without, and perhaps its unit; and how many decimals were typed.
///
/// # Errors
///
/// If it can't be read for sure.
pub fn magnitude(text: &str, unit: &str) -> Result<(Exact, u32), Wrong> {
    // Of 「1210人」 and 「10人」 nobody can know where the unit begins.
    let begins_with_digit = unit.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let unit = if begins_with_digit { "" } else { unit };
    let has_unit = !unit.is_empty() && text.ends_with(unit);
    let mut rest = text.strip_suffix(unit).unwrap_or(text);
    let mut total = Exact::zero();
    let mut units_seen = false;
    let mut places = 0;
    let mut least = 0;
    for (mark, zeros) in [('兆', 12), ('億', 8), ('万', 4)] {
        let Some((head, tail)) = rest.split_once(mark) else { continue };
        // Wherever it stands: 千円, 円(千円), 延べ万人.
        if unit.contains(SCALES) {
            // 「3000万円」 is of another unit; of 「3000万」 nobody can know what is meant.
            let found = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
            if !tail.is_empty() && !found.contains(|c: char| c.is_ascii_digit()) {
                return Err(Wrong::Unit(found.into()));
            }
            return Err(Wrong::Number("単位に千や百万などがあるときは、値に万や億を付けずに書いてください"));
        }
        let (part, decimals) = digits(head)?;
        let in_place = !units_seen || part < Exact::from_integer(power_of_ten(4));
        let last = decimals == 0 || tail.is_empty() || !tail.starts_with(|c: char| c.is_ascii_digit());
        if !(in_place && last) {
            return Err(Wrong::Number(PLAIN));
        }
        total += part * Exact::from_integer(power_of_ten(zeros));
        places = decimals.saturating_sub(zeros);
        rest = tail;
        units_seen = true;
        least = zeros;
    }
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(rest.len());
    let (number, found) = rest.split_at(end);
    if number.is_empty() && !units_seen {
        return Err(Wrong::Number(PLAIN));
    }
    if !found.is_empty() {
        return Err(unit_or_number(found, unit));
    }
    if number.is_empty() {
        return Ok((total, places));
    }
    // 「1万2」 may be 12,000 or 10,002; 「1万2円」 is said out in full.
    if units_seen && number.len() < 3 && !has_unit {
        return Err(Wrong::Number(REST));
    }
    // 「12億3456」 may be 12億3456万; 「12億3456円」 is said out in full.
    if least > 4 && !has_unit {
        return Err(Wrong::Number(SKIPPED));
    }
    let (part, decimals) = digits(number)?;
    if units_seen && part >= Exact::from_integer(power_of_ten(4)) {
        return Err(Wrong::Number(PLAIN));
    }
    Ok((total + part, decimals))
}

/// Whether what follows the digits looks like a unit or like a slip of the number (1,2OO).
fn unit_or_number(found: &str, unit: &str) -> Wrong {
    let bound = found.strip_prefix(unit).unwrap_or(found);
    let is_about = matches!(
        bound,
        "以内" | "超" | "強" | "弱" | "余" | "余り" | "前後" | "近く" | "ほど" | "くらい" | "ぐらい" | "台"
    );
    if found.ends_with("以下") || found.ends_with("未満") || is_about {
        return Wrong::Number(BOUND);
    }
    if found.starts_with(['千', '百', '十']) && !unit.contains(SCALES) {
        return Wrong::Number(THOUSAND);
    }
    if found.starts_with(['~', '/', '-']) {
        return Wrong::Number(RANGE);
    }
    if found.starts_with('(') {
        return Wrong::Number("数の後の括弧は（速報値）か（見込値）だけです。ほかは⟨備考⟩に書いてください");
    }
    let slip = found.contains(|c: char| c.is_ascii_digit())
        || found.starts_with(['o', 'l', 'i', '|', '億', '万'])
        || !found.contains(|c: char| c.is_alphabetic() || matches!(c, '%' | '‰' | '°'));
    if slip { Wrong::Number(PLAIN) } else { Wrong::Unit(found.into()) }
}

/// Digits with commas in threes and at most one point.
fn digits(text: &str) -> Result<(Exact, u32), Wrong> {
    let (int, frac) = match text.split_once('.') {
        Some((int, frac)) => (int, Some(frac)),
        None => (text, None),
    };
    let groups: Vec<&str> = int.split(',').collect();
    // A number that has groups begins with a digit that counts: 「0,985」 is a slip of 0.985 or of another number.
    let first = groups[0];
    let begins = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let grouped = groups.len() == 1 || begins && groups[1..].iter().all(|g| g.len() == 3);
    if !grouped {
        return Err(Wrong::Number("カンマは三桁ごとに入れるか、入れずに書いてください（例 1,200）"));
    }
    let frac = frac.map_or(Ok(""), |f| if f.is_empty() { Err(Wrong::Number(PLAIN)) } else { Ok(f) })?;
    let all = groups.concat() + frac;
    if frac.len() > MOST_DECIMALS {
        return Err(Wrong::Number("小数が長すぎます。四捨五入した値を書いてください（小数は６桁まで）"));
    }
    if all.len() > MOST_DIGITS {
        return Err(Wrong::Number(TOO_MANY));
    }
    if int.is_empty() || !all.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Wrong::Number(PLAIN));
    }
    let value = all.bytes().fold(BigInt::zero(), |n, b| n * 10 + (b - b'0') * BigInt::one());
    let decimals = u32::try_from(frac.len()).unwrap_or(0);
    Ok((scaled(value, decimals), decimals))
}
