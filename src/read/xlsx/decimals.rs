//! Numbers of workbooks in decimal notation: all their digits, or so many decimals.

/// The number in decimal notation with at most 15 significant digits, as Excel keeps them: 0.30000000000000004 is 0.3.
pub(super) fn plain(value: f64) -> String {
    let scientific = format!("{value:.14e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
    let (Ok(exponent), negative) = (exponent.parse::<i32>(), mantissa.starts_with('-')) else {
        return scientific;
    };
    // Past this it is no figure, and the zeros would only hide that.
    if exponent.abs() > 30 {
        return scientific;
    }
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    let sign = if negative && !digits.is_empty() { "-" } else { "" };
    format!("{sign}{}", pointed(digits, exponent + 1))
}

/// Digits with the point after so many of them.
fn pointed(digits: &str, point: i32) -> String {
    if digits.is_empty() {
        return "0".into();
    }
    let length = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let zeros = |n: i32| "0".repeat(usize::try_from(n).unwrap_or(0));
    if point <= 0 {
        format!("0.{}{digits}", zeros(-point))
    } else if point >= length {
        format!("{digits}{}", zeros(point - length))
    } else {
        let (whole, part) = digits.split_at(usize::try_from(point).unwrap_or(0));
        format!("{whole}.{part}")
    }
}

/// A hundred times the number.
pub(super) fn shifted(number: &str) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let part = format!("{part:0<2}");
    let whole = format!("{whole}{}", &part[..2]);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let part = part[2..].trim_end_matches('0');
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// The number with at least and at most so many decimals; what is cut is rounded half away from zero.
pub(super) fn with_decimals(number: &str, least: usize, most: usize) -> String {
    let (sign, body) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    if !body.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return number.into();
    }
    let (whole, part) = body.split_once('.').unwrap_or((body, ""));
    if part.len() <= most {
        let part = format!("{part:0<least$}");
        return if part.is_empty() { number.into() } else { format!("{sign}{whole}.{part}") };
    }
    let mut digits: Vec<u8> = whole.bytes().chain(part.bytes().take(most)).collect();
    if part.as_bytes()[most] >= b'5' {
        let mut carry = true;
        for digit in digits.iter_mut().rev() {
            if !carry {
                break;
            }
            carry = *digit == b'9';
            *digit = if carry { b'0' } else { *digit + 1 };
        }
        if carry {
            digits.insert(0, b'1');
        }
    }
    let text: String = digits.iter().map(|b| char::from(*b)).collect();
    let (whole, part) = text.split_at(text.len() - most);
    let kept = least.max(part.trim_end_matches('0').len());
    let sign = if text.bytes().all(|b| b == b'0') { "" } else { sign };
    if kept == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{}", &part[..kept]) }
}
