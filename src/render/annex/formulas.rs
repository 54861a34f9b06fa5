//! The formulas of a sheet of counts.

use rust_xlsxwriter::utility::{column_number_to_name, quote_sheet_name};

use super::page::HEADER_ROW;
use super::placed::{Placed, PlacedFields};
use crate::library::annex::{CountsSpec, SheetSpec};

/// The column of 指標, which stands before those of the classes or bases.
pub(super) const INDICATORS: u16 = 3;
/// The first column of the classes or bases.
pub(super) const FIRST: u16 = 4;

/// The rows that a sheet's formulas count, and where they are.
pub(super) struct Counted {
    spec: CountsSpec,
    fields: PlacedFields,
    /// How many columns of classes or bases there are.
    columns: u16,
}

impl Counted {
    /// What a sheet declares to count; none if it declares nothing.
    pub(super) fn of(placed: &Placed, sheet: &SheetSpec, columns: u16) -> Option<Self> {
        let spec = sheet.counts.clone()?;
        let fields = placed.sheet(&spec.sheet)?.clone();
        Some(Self { spec, fields, columns })
    }

    /// The indicators of a row, all of them or those of a column. SUMPRODUCT compares as it stands; COUNTIFS would
    /// take a key such as 2-1 for a date.
    pub(super) fn indicators(&self, r: u32, c: u16) -> String {
        let own_row = self.own_row(r);
        let counted = format!("{}=\"対象\"", self.range(&self.spec.counted));
        if c == INDICATORS {
            return format!("=SUMPRODUCT(({own_row})*({counted}))");
        }
        if self.is_rest(c) {
            return rest(r, c);
        }
        let title = format!("{}${}", column_number_to_name(c), HEADER_ROW + 1);
        let own_column = format!("{}={title}", self.range(&self.spec.column));
        format!("=SUMPRODUCT(({own_row})*({own_column})*({counted}))")
    }

    /// Whether a column is what the others leave: the last class stands for all that is in no class.
    pub(super) fn is_rest(&self, c: u16) -> bool {
        c == FIRST + self.columns.max(1) - 1 && self.spec.column == "class"
    }

    /// The indicators of a row that have no target.
    pub(super) fn without_target(&self, r: u32) -> String {
        let counted = format!("{}=\"目標なし\"", self.range(&self.spec.counted));
        format!("=SUMPRODUCT(({})*({counted}))", self.own_row(r))
    }

    fn own_row(&self, r: u32) -> String {
        format!("{}=$A{}", self.range(&self.spec.row), r + 1)
    }

    /// `'進捗状況一覧'!$B$5:$B$92`
    fn range(&self, field: &str) -> String {
        let column = column_number_to_name(self.fields.columns.get(field).copied().unwrap_or(0));
        let (first, last) = self.fields.rows;
        let sheet = quote_sheet_name(&self.spec.sheet);
        format!("{sheet}!${column}${}:${column}${}", first + 1, last + 1)
    }
}

/// All indicators of a row but those of the columns before `column`: `=D6-SUM(E6:H6)`.
fn rest(r: u32, column: u16) -> String {
    let [all, from, to] = [INDICATORS, FIRST, column - 1].map(column_number_to_name);
    let row = r + 1;
    format!("={all}{row}-SUM({from}{row}:{to}{row})")
}

/// `=D6+D7+D8`; empty where there is nothing to add up.
pub(super) fn sum(parts: &[u32], column: u16) -> String {
    let column = column_number_to_name(column);
    let cells: Vec<String> = parts.iter().map(|r| format!("{column}{}", r + 1)).collect();
    if cells.is_empty() { String::new() } else { format!("={}", cells.join("+")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_names_its_parts_and_the_rest_is_what_the_other_columns_leave() {
        assert_eq!(sum(&[5, 6, 9], INDICATORS), "=D6+D7+D10");
        assert_eq!(sum(&[], INDICATORS), "");
        assert_eq!(rest(5, 8), "=D6-SUM(E6:H6)");
    }
}
