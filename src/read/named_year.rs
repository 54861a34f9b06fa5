//! Years in the name of a column: 「H29実績値」, 「実績値（令和２年３月末）」.

/// A year that a name says: as it is written, and the years that it may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedYear {
    /// As the name has it: `h29`, 平成29年度.
    pub written: String,
    /// The western years that it may mean: of 29年度 without an era one in each era, of a month also the fiscal year.
    pub may_be: Vec<i32>,
}

/// A text without its years, and those.
pub fn taken_years(text: &str) -> (String, Vec<NamedYear>) {
    let (mut rest, mut years) = (String::new(), Vec::new());
    let mut left = text;
    while let Some(first) = left.chars().next() {
        match year_at(left, rest.chars().next_back()) {
            Some((length, may_be)) => {
                years.push(NamedYear { written: left[..length].to_owned(), may_be });
                rest.push('\u{1}');
                left = &left[length..];
            }
            None => {
                rest.push(first);
                left = &left[first.len_utf8()..];
            }
        }
    }
    (rest, years)
}

/// The year with which a text begins: its length, and what it may mean.
fn year_at(text: &str, before: Option<char>) -> Option<(usize, Vec<i32>)> {
    const ERAS: [(&str, i32); 9] = [
        ("令和", 2018),
        ("平成", 1988),
        ("昭和", 1925),
        ("令", 2018),
        ("平", 1988),
        ("昭", 1925),
        ("r", 2018),
        ("h", 1988),
        ("s", 1925),
    ];
    if before.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let era = ERAS.iter().find_map(|(name, zero)| Some((text.strip_prefix(name)?, *zero)));
    let body = era.map_or(text, |(rest, _)| rest.strip_prefix('.').unwrap_or(rest));
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let (number, length) = match body.strip_prefix('元') {
        Some(_) => (1, '元'.len_utf8()),
        None => (body.get(..digits)?.parse::<i32>().ok()?, digits),
    };
    let rest = &body[length..];
    if rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let is_fiscal = rest.starts_with("年度");
    let western = match era {
        Some((_, zero)) if (1..100).contains(&number) => vec![zero + number],
        None if digits == 4 && (1900..2100).contains(&number) => vec![number],
        None if is_fiscal && (1..100).contains(&number) => vec![2018 + number, 1988 + number, 2000 + number],
        _ => return None,
    };
    let rest = rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年')).unwrap_or(rest);
    let (rest, month) = month_at(rest).map_or((rest, None), |(rest, month)| (rest, Some(month)));
    let before_april = month.is_some_and(|month| month < 4) && !is_fiscal;
    let may_be = western.iter().flat_map(|year| [*year, year - i32::from(before_april)]).collect();
    Some((text.len() - rest.len(), may_be))
}

/// A month, and perhaps a day, that a text goes on with: `.3`, `3月`, `3月31日`.
fn month_at(text: &str) -> Option<(&str, u32)> {
    let number = |text: &str| -> Option<(usize, u32)> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        Some((digits, text.get(..digits)?.parse().ok()?))
    };
    let body = text.strip_prefix(['.', '-']).unwrap_or(text);
    let (length, month) = number(body)?;
    let rest = &body[length..];
    let is_month = (1..=12).contains(&month) && (rest.starts_with('月') || body.len() < text.len());
    let rest = rest.strip_prefix(['月', '.', '-']).unwrap_or(rest);
    let rest =
        number(rest).map_or(rest, |(length, _)| rest[length..].strip_prefix('日').unwrap_or(&rest[length..]));
    is_month.then_some((rest, month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_found_wherever_they_stand() {
        for (name, written, may_be) in [
            ("h29実績値", "h29", vec![2017, 2017]),
            ("実績値(平成29年度)", "平成29年度", vec![2017, 2017]),
            ("2018年度実績値", "2018年度", vec![2018, 2018]),
            ("令和元年度目標", "令和元年度", vec![2019, 2019]),
            ("29年度実績", "29年度", vec![2047, 2047, 2017, 2017, 2029, 2029]),
            ("実績値(r2.3末)", "r2.3", vec![2020, 2019]),
            ("実績値(令和2年3月31日現在)", "令和2年3月31日", vec![2020, 2019]),
        ] {
            let (_, years) = taken_years(name);
            assert_eq!(years, [NamedYear { written: written.into(), may_be }], "{name}");
        }
        for name in ["実績値", "実績値(12月末)", "3年平均", "2018a", "ch4排出量", "10000件"] {
            assert_eq!(taken_years(name).1, [], "{name}");
        }
    }
}
