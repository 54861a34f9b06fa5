//! Numbers and years as people type them.

use crate::invented_cycle::chance::Chance;

/// A decimal: 12.5 is 125 with one place.
#[derive(Clone, Copy)]
pub(crate) struct Decimal {
    /// The number without its point.
    pub(crate) digits: i64,
    /// How many digits stand behind the point.
    pub(crate) places: u32,
}

impl Decimal {
    pub(crate) fn new(digits: i64, places: u32) -> Self {
        Self { digits, places }
    }

    /// So many hundredths of the way from this number to another one.
    pub(crate) fn towards(self, other: Self, hundredths: i64) -> Self {
        Self { digits: self.digits + (other.digits - self.digits) * hundredths / 100, ..self }
    }

    /// 「1,234.5」
    pub(crate) fn text(self, commas: bool) -> String {
        let ten = 10_u64.pow(self.places);
        let (whole, part) = (self.digits.unsigned_abs() / ten, self.digits.unsigned_abs() % ten);
        let mut text = whole.to_string();
        if commas {
            for at in (1..text.len()).rev().filter(|at| (text.len() - at) % 3 == 0).collect::<Vec<_>>() {
                text.insert(at, ',');
            }
        }
        if self.places > 0 {
            text.push_str(&format!(".{part:0width$}", width = self.places as usize));
        }
        if self.digits < 0 { format!("-{text}") } else { text }
    }

    /// As somebody types it: in full width, with what does not belong there, without the decimals that say nothing.
    pub(crate) fn typed(mut self, chance: &mut Chance) -> String {
        let ten = 10_i64.pow(self.places);
        if self.places > 0 && self.digits % ten == 0 && chance.percent(30) {
            self = Self::new(self.digits / ten, 0);
        }
        let commas = chance.percent(70);
        let mut text = Self { digits: self.digits.abs(), ..self }.text(commas);
        if chance.percent(5) {
            text = text.chars().map(wide).collect();
        }
        if self.digits < 0 {
            return format!("{}{text}", chance.of(&['▲', '△', '−', '-']));
        }
        match chance.percent(5).then(|| chance.between(0, 3)) {
            None => text,
            Some(0) => format!("約{text}"),
            Some(1) => format!("{text}以上"),
            Some(2) => format!("{text}件"),
            Some(_) => format!("{text}（速報値）"),
        }
    }
}

fn wide(c: char) -> char {
    match c {
        ',' => '，',
        '.' => '．',
        c => c.to_digit(10).and_then(|digit| char::from_u32('０' as u32 + digit)).unwrap_or(c),
    }
}

/// 「令和元年度」
pub(crate) fn year(year: i64) -> String {
    match year {
        2019 => "令和元年度".into(),
        2020.. => format!("令和{}年度", year - 2018),
        _ => format!("平成{}年度", year - 1988),
    }
}

/// A year in one of the ways in which people write it.
pub(crate) fn typed_year(western: i64, chance: &mut Chance) -> String {
    match chance.between(0, 3) {
        0 => year(western),
        1 => format!("{western}年度"),
        2 if western >= 2019 => format!("R{}", western - 2018),
        2 => format!("H{}", western - 1988),
        _ => western.to_string(),
    }
}
