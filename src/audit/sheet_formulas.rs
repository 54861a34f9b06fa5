//! What a formula of an annex comes to, reckoned again: sums of cells, `SUM` of a range, and `SUMPRODUCT` of conditions
//! that ranges are equal to a cell or a text.

use calamine::{Data, Range};

/// The cells of a workbook's sheets, by their names.
pub struct SheetCells<'a>(pub &'a [(String, Range<Data>)]);

/// A cell or a range of a sheet, from 0: first and last row and column.
struct Area<'a> {
    cells: &'a Range<Data>,
    rows: (u32, u32),
    columns: (u32, u32),
}

impl SheetCells<'_> {
    /// What a formula on a sheet comes to; none if it is of a kind that no annex has.
    pub fn reckon(&self, sheet: &str, formula: &str) -> Option<f64> {
        let mut total = 0.0;
        let mut rest = formula.trim().trim_start_matches('=');
        let mut sign = 1.0;
        loop {
            let end = end_of_term(rest);
            total += sign * self.term(sheet, rest[..end].trim())?;
            let Some(next) = rest[end..].chars().next() else { return Some(total) };
            sign = if next == '-' { -1.0 } else { 1.0 };
            rest = &rest[end + next.len_utf8()..];
        }
    }

    fn term(&self, sheet: &str, term: &str) -> Option<f64> {
        let within = |name: &str| term.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
        if let Some(conditions) = within("SUMPRODUCT") {
            return self.matches(sheet, conditions);
        }
        if let Some(range) = within("SUM") {
            return Some(self.area(sheet, range)?.values().filter_map(number).sum());
        }
        if let Ok(number) = term.parse() {
            return Some(number);
        }
        self.area(sheet, term)?.values().next().map(|cell| number(cell).unwrap_or_default())
    }

    /// In how many rows all conditions hold: `(R1=A5)*(R2="対象")`.
    fn matches(&self, sheet: &str, conditions: &str) -> Option<f64> {
        let mut holds: Option<Vec<bool>> = None;
        for condition in conditions.split(")*(") {
            let (range, meant) = condition.trim_matches(['(', ')']).split_once('=')?;
            let meant = match meant.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
                Some(text) => text.to_owned(),
                None => self.area(sheet, meant)?.values().next()?.to_string(),
            };
            let own: Vec<bool> =
                self.area(sheet, range)?.values().map(|cell| cell.to_string() == meant).collect();
            holds = Some(match holds {
                None => own,
                Some(all) if all.len() == own.len() => {
                    all.into_iter().zip(own).map(|(one, other)| one && other).collect()
                }
                Some(_) => return None,
            });
        }
        let count = holds?.into_iter().filter(|holds| *holds).count();
        u32::try_from(count).ok().map(f64::from)
    }

    fn area(&self, sheet: &str, reference: &str) -> Option<Area<'_>> {
        let (sheet, cells) = match reference.rsplit_once('!') {
            Some((other, cells)) => (other.trim_matches('\''), cells),
            None => (sheet, reference),
        };
        let (_, range) = self.0.iter().find(|(name, _)| name == sheet)?;
        let (first, last) = cells.split_once(':').unwrap_or((cells, cells));
        let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
        Some(Area { cells: range, rows: (top, bottom), columns: (left, right) })
    }
}

impl Area<'_> {
    fn values(&self) -> impl Iterator<Item = &Data> {
        let rows = self.rows.0..=self.rows.1;
        let places = rows.flat_map(|row| (self.columns.0..=self.columns.1).map(move |column| (row, column)));
        places.map(|place| self.cells.get_value(place).unwrap_or(&Data::Empty))
    }
}

/// Where a term ends: at a sign outside of brackets and texts.
fn end_of_term(text: &str) -> usize {
    let (mut depth, mut in_text) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => in_text = !in_text,
            '(' if !in_text => depth += 1,
            ')' if !in_text => depth -= 1,
            '+' | '-' if depth == 0 && !in_text && at > 0 => return at,
            _ => {}
        }
    }
    text.len()
}

/// The place of a cell, from 0: `$B$5` is (4, 1).
pub fn place(cell: &str) -> Option<(u32, u32)> {
    let cell = cell.replace('$', "");
    let digits = cell.find(|c: char| c.is_ascii_digit())?;
    let mut column: u32 = 0;
    for letter in cell[..digits].bytes() {
        let letter = letter.is_ascii_uppercase().then(|| u32::from(letter - b'A') + 1)?;
        column = column.checked_mul(26)?.checked_add(letter)?;
    }
    let row: u32 = cell[digits..].parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// The number in a cell.
pub fn number(cell: &Data) -> Option<f64> {
    match cell {
        Data::Int(number) => number.to_string().parse().ok(),
        Data::Float(number) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_of_annexes_are_reckoned() {
        let mut rows = Range::new((0, 0), (3, 2));
        for (row, (class, counted)) in
            [("Ａ", "対象"), ("Ａ", "再掲"), ("Ｂ", "対象"), ("Ａ", "対象")].iter().enumerate()
        {
            let row = u32::try_from(row).expect("few rows");
            rows.set_value((row, 0), Data::String((*class).into()));
            rows.set_value((row, 1), Data::String((*counted).into()));
            rows.set_value((row, 2), Data::Float(f64::from(row)));
        }
        let mut counts = Range::new((0, 0), (0, 0));
        counts.set_value((0, 0), Data::String("Ａ".into()));
        let all = [("一覧".to_owned(), rows), ("集計".to_owned(), counts)];
        let reckon = |formula: &str| SheetCells(&all).reckon("集計", formula);
        assert_eq!(reckon("SUMPRODUCT((一覧!$A$1:$A$4=$A1)*(一覧!$B$1:$B$4=\"対象\"))"), Some(2.0));
        assert_eq!(SheetCells(&all).reckon("一覧", "C4-SUM(C1:C3)+1"), Some(1.0));
        assert_eq!(reckon("VLOOKUP(A1,B1:B2,1)"), None);
    }
}
