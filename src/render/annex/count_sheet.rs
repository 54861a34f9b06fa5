//! A sheet of counts whose cells are formulas over a sheet of rows, with the register's counts as their cached
//! values: a reader can follow each count to its rows.

use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

use super::formulas::{Counted, FIRST, INDICATORS, sum};
use super::page::{self, HEADER_ROW, SheetHeading};
use super::placed::Placed;
use crate::library::annex::{Align, SheetSpec};
use crate::render::cell_text::cell_text;
use crate::render::figure::Figure;
use crate::render::view::crosstab::{Crosstab, CrosstabColumn, CrosstabRow};

/// The columns before those that formulas count: 施策区分番号, 施策区分, 取組.
const KEY: u16 = 0;
const LABEL: u16 = 1;
const MEASURES: u16 = 2;

/// Writes the sheet.
pub(super) fn write(
    placed: &mut Placed,
    worksheet: &mut Worksheet,
    spec: &SheetSpec,
    heading: &SheetHeading,
    crosstab: &Crosstab,
) -> Result<(), XlsxError> {
    let columns = u16::try_from(crosstab.columns.len()).unwrap_or(0);
    let last = FIRST + columns;
    let widths = titles(worksheet, &crosstab.columns, last)?;
    let tree = Tree::new(&crosstab.rows);
    let counted = Counted::of(placed, spec, columns);
    let mut sheet = CountSheet { placed, worksheet, name: &spec.name, counted, last };
    for (i, row) in crosstab.rows.iter().enumerate() {
        let parts = row.subtotal.then(|| tree.children(i));
        sheet.row(tree.row(i), row, parts.as_deref())?;
    }
    let total = tree.row(crosstab.rows.len());
    sheet.row(total, &crosstab.total, Some(&tree.roots()))?;
    page::set_up(sheet.worksheet, spec, heading, total, &widths)
}

/// A sheet in the making.
struct CountSheet<'a> {
    placed: &'a mut Placed,
    worksheet: &'a mut Worksheet,
    name: &'a str,
    /// The rows that its formulas count, if it declares any.
    counted: Option<Counted>,
    /// The column of 目標なし, the last one.
    last: u16,
}

impl CountSheet<'_> {
    /// Writes a row; of one that is a sum, `parts` are the sheet's rows that it adds up.
    fn row(&mut self, r: u32, row: &CrosstabRow, parts: Option<&[u32]>) -> Result<(), XlsxError> {
        let style = |align| if parts.is_some() { page::cell(align).set_bold() } else { page::cell(align) };
        self.label(r, row, &style(Align::Left))?;
        let number = style(Align::Right);
        let measures = number.clone().set_num_format(format!("#,##0\"{}\"", row.counter));
        // The measures of a category are the plan's own, listed or not: a number, and a sum above it.
        let has_own = row.own_measures > 0;
        let own = if has_own { format!("+{}", row.own_measures) } else { String::new() };
        let formula = parts.map_or(String::new(), |parts| sum(parts, MEASURES) + &own);
        self.count((r, MEASURES), formula, &row.measures, &measures)?;
        let cells = (INDICATORS..).zip([&row.indicators].into_iter().chain(&row.cells));
        for (c, figure) in cells {
            let formula = match &self.counted {
                // What the other columns of a row leave is what its parts leave too.
                Some(counted) if has_own && counted.is_rest(c) => counted.indicators(r, c),
                _ => self.formula((parts, has_own), c, |counted| counted.indicators(r, c)),
            };
            self.count((r, c), formula, figure, &number)?;
        }
        let formula = self.formula((parts, has_own), self.last, |counted| counted.without_target(r));
        self.count((r, self.last), formula, &row.without_target, &number)
    }

    /// The key and the label, set in by its level.
    fn label(&mut self, r: u32, row: &CrosstabRow, style: &Format) -> Result<(), XlsxError> {
        let key = if row.is_total() { "" } else { row.key.as_str() };
        self.worksheet.write_string_with_format(r, KEY, key, style)?;
        let indent = "　".repeat(usize::try_from(row.level).unwrap_or(0));
        self.worksheet.write_string_with_format(
            r,
            LABEL,
            cell_text(&format!("{indent}{}", row.label)),
            style,
        )?;
        Ok(())
    }

    /// The formula of a count: the sum of its parts, or the rows that it counts, or both where it has measures of its own
    /// beside those of its parts; empty where there is none.
    fn formula(
        &self,
        (parts, has_own): (Option<&[u32]>, bool),
        c: u16,
        count: impl Fn(&Counted) -> String,
    ) -> String {
        match (parts, &self.counted) {
            (Some(parts), Some(counted)) if has_own => {
                format!("{}+{}", sum(parts, c), count(counted).trim_start_matches('='))
            }
            (Some(parts), _) => sum(parts, c),
            (None, Some(counted)) => count(counted),
            (None, None) => String::new(),
        }
    }

    /// Writes a count, as a number where it has no formula.
    fn count(
        &mut self,
        (r, c): (u32, u16),
        formula: String,
        figure: &Figure,
        format: &Format,
    ) -> Result<(), XlsxError> {
        self.placed.place(self.name, (r, c), figure);
        if formula.is_empty() {
            let number = figure.as_f64().unwrap_or(0.0);
            self.worksheet.write_number_with_format(r, c, number, format)?;
        } else {
            let formula = Formula::new(formula).set_result(figure.number.as_deref().unwrap_or("0"));
            self.worksheet.write_formula_with_format(r, c, formula, format)?;
        }
        Ok(())
    }
}

/// Writes the column titles; the columns' widths, in characters.
fn titles(worksheet: &mut Worksheet, columns: &[CrosstabColumn], last: u16) -> Result<Vec<f64>, XlsxError> {
    let fixed = [
        (KEY, "施策区分番号", 9.0),
        (LABEL, "施策区分", 44.0),
        (MEASURES, "取組", 14.0),
        (INDICATORS, "指標", 9.0),
    ];
    let counted = (FIRST..).zip(columns).map(|(c, column)| (c, &*column.label, 11.0));
    let mut widths = Vec::new();
    for (c, title, width) in fixed.into_iter().chain(counted).chain([(last, "目標なし", 11.0)]) {
        worksheet.set_column_width(c, width)?;
        worksheet.write_string_with_format(HEADER_ROW, c, title, &page::column_title())?;
        widths.push(width);
    }
    Ok(widths)
}

/// Which rows are the parts of which, by their levels.
struct Tree {
    levels: Vec<u32>,
}

impl Tree {
    fn new(rows: &[CrosstabRow]) -> Self {
        Self { levels: rows.iter().map(|row| row.level).collect() }
    }

    /// The sheet's row of the `i`-th row of the table.
    fn row(&self, i: usize) -> u32 {
        HEADER_ROW + 1 + u32::try_from(i).unwrap_or(0)
    }

    fn children(&self, i: usize) -> Vec<u32> {
        let below = self.levels.iter().enumerate().skip(i + 1);
        below
            .take_while(|(_, level)| **level > self.levels[i])
            .filter(|(_, level)| **level == self.levels[i] + 1)
            .map(|(j, _)| self.row(j))
            .collect()
    }

    fn roots(&self) -> Vec<u32> {
        (0..self.levels.len()).filter(|i| self.levels[*i] == 0).map(|i| self.row(i)).collect()
    }
}
