//! A sheet of counts whose cells are formulas over a sheet of rows, with the register's counts as their cached
//! values: a reader can follow each count to its rows.

use rust_xlsxwriter::utility::{column_number_to_name, quote_sheet_name};
use rust_xlsxwriter::{Format, FormatBorder, Formula, Worksheet, XlsxError};
use serde_json::Value;

use super::page::{self, HEADER_ROW};
use super::{Book, Heading, Placed};
use crate::library::annex::{Align, CountsSpec, SheetSpec};

/// The columns before the counted ones: 区分番号, 区分, 取組, 指標.
const KEY: u16 = 0;
const LABEL: u16 = 1;
const MEASURES: u16 = 2;
const INDICATORS: u16 = 3;
const FIRST: u16 = 4;

impl Book {
    /// Writes the sheet.
    pub(super) fn crosstab(
        &mut self,
        worksheet: &mut Worksheet,
        spec: &SheetSpec,
        heading: &Heading,
        data: &Value,
    ) -> Result<(), XlsxError> {
        let labels: Vec<&str> = list(data, "columns").iter().filter_map(|c| c["label"].as_str()).collect();
        let last = FIRST + u16::try_from(labels.len()).unwrap_or(0);
        titles(worksheet, &labels, last)?;
        let rows = list(data, "rows");
        let tree = Tree::new(rows);
        let source = spec.counts.as_ref().and_then(|c| Some((c, self.placed.get(&c.sheet)?.clone())));
        let writer = Writer { spec, source, labels: &labels, last };
        for (i, row) in rows.iter().enumerate() {
            self.count_row(worksheet, &writer, tree.row(i), row, &tree.children(i))?;
        }
        let total = tree.row(rows.len());
        self.count_row(worksheet, &writer, total, &data["total"], &tree.roots())?;
        page::set_up(worksheet, spec, heading, (total, last))
    }

    fn count_row(
        &mut self,
        worksheet: &mut Worksheet,
        writer: &Writer<'_>,
        r: u32,
        row: &Value,
        parts: &[u32],
    ) -> Result<(), XlsxError> {
        let is_sum = row["subtotal"] == true || row["key"] == "all";
        let text = |key: &str| row[key].as_str().unwrap_or("");
        let left = page::cell(Align::Left);
        let left = if is_sum { left.set_bold() } else { left };
        let key = if row["key"] == "all" { "" } else { text("key") };
        worksheet.write_string_with_format(r, KEY, key, &left)?;
        let indent = "　".repeat(usize::try_from(row["level"].as_u64().unwrap_or(0)).unwrap_or(0));
        worksheet.write_string_with_format(r, LABEL, format!("{indent}{}", text("label")), &left)?;
        let number = page::cell(Align::Right);
        let number = if is_sum { number.set_bold() } else { number };
        let measures = number.clone().set_num_format(format!("#,##0\"{}\"", text("counter")));
        // The measures of a category are the plan's own, listed or not: a number, and a sum above it.
        match is_sum && !parts.is_empty() {
            true => self.formula(
                worksheet,
                writer,
                (r, MEASURES),
                sum(parts, MEASURES),
                &row["measures"],
                &measures,
            )?,
            false => self.number(worksheet, writer, (r, MEASURES), &row["measures"], &measures)?,
        }
        let cells = list(row, "cells");
        let counted = std::iter::once((INDICATORS, &row["indicators"])).chain((FIRST..).zip(cells));
        for (c, figure) in counted {
            let formula = match (is_sum, &writer.source) {
                (true, _) => sum(parts, c),
                (false, Some((counts, placed))) => writer.count(counts, placed, r, c),
                (false, None) => String::new(),
            };
            match formula.is_empty() {
                true => self.number(worksheet, writer, (r, c), figure, &number)?,
                false => self.formula(worksheet, writer, (r, c), formula, figure, &number)?,
            }
        }
        let without = &row["without_target"];
        let formula = match (is_sum, &writer.source) {
            (true, _) => sum(parts, writer.last),
            (false, Some((counts, placed))) => writer.without_target(counts, placed, r),
            (false, None) => String::new(),
        };
        self.formula(worksheet, writer, (r, writer.last), formula, without, &number)
    }

    fn number(
        &mut self,
        worksheet: &mut Worksheet,
        writer: &Writer<'_>,
        (r, c): (u32, u16),
        figure: &Value,
        format: &Format,
    ) -> Result<(), XlsxError> {
        self.place(&writer.spec.name, r, c, figure["id"].as_str());
        let number = figure["number"].as_str().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0);
        worksheet.write_number_with_format(r, c, number, format)?;
        Ok(())
    }

    fn formula(
        &mut self,
        worksheet: &mut Worksheet,
        writer: &Writer<'_>,
        (r, c): (u32, u16),
        formula: String,
        figure: &Value,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if formula.is_empty() {
            return self.number(worksheet, writer, (r, c), figure, format);
        }
        self.place(&writer.spec.name, r, c, figure["id"].as_str());
        let formula = Formula::new(formula).set_result(figure["number"].as_str().unwrap_or("0"));
        worksheet.write_formula_with_format(r, c, formula, format)?;
        Ok(())
    }
}

/// What all rows of the sheet share.
struct Writer<'a> {
    spec: &'a SheetSpec,
    source: Option<(&'a CountsSpec, Placed)>,
    labels: &'a [&'a str],
    last: u16,
}

impl Writer<'_> {
    /// The formula of a count. SUMPRODUCT compares as it stands; COUNTIFS would take a key such as 2-1 for a date.
    fn count(&self, counts: &CountsSpec, placed: &Placed, r: u32, c: u16) -> String {
        let own_row = format!("{}=$A{}", range(counts, placed, &counts.row), r + 1);
        let counted = format!("{}=\"対象\"", range(counts, placed, &counts.counted));
        let unknown = FIRST + u16::try_from(self.labels.len()).unwrap_or(1) - 1;
        if c == INDICATORS {
            return format!("=SUMPRODUCT(({own_row})*({counted}))");
        }
        // What is in no class is not known.
        if c == unknown && counts.column == "class" {
            let (from, to) = (column_number_to_name(FIRST), column_number_to_name(unknown - 1));
            return format!(
                "={}{}-SUM({from}{}:{to}{})",
                column_number_to_name(INDICATORS),
                r + 1,
                r + 1,
                r + 1
            );
        }
        let own_column = format!(
            "{}={}${}",
            range(counts, placed, &counts.column),
            column_number_to_name(c),
            HEADER_ROW + 1
        );
        format!("=SUMPRODUCT(({own_row})*({own_column})*({counted}))")
    }

    fn without_target(&self, counts: &CountsSpec, placed: &Placed, r: u32) -> String {
        let own_row = format!("{}=$A{}", range(counts, placed, &counts.row), r + 1);
        let counted = format!("{}=\"目標なし\"", range(counts, placed, &counts.counted));
        format!("=SUMPRODUCT(({own_row})*({counted}))")
    }
}

/// `'進捗状況一覧'!$B$5:$B$92`
fn range(counts: &CountsSpec, placed: &Placed, field: &str) -> String {
    let column = column_number_to_name(placed.columns.get(field).copied().unwrap_or(0));
    let (first, last) = placed.rows;
    format!("{}!${column}${}:${column}${}", quote_sheet_name(&counts.sheet), first + 1, last + 1)
}

/// `=D6+D7+D8`
fn sum(parts: &[u32], column: u16) -> String {
    let column = column_number_to_name(column);
    let cells: Vec<String> = parts.iter().map(|r| format!("{column}{}", r + 1)).collect();
    if cells.is_empty() { String::new() } else { format!("={}", cells.join("+")) }
}

fn titles(worksheet: &mut Worksheet, labels: &[&str], last: u16) -> Result<(), XlsxError> {
    let fixed =
        [(KEY, "区分番号", 9.0), (LABEL, "区分", 44.0), (MEASURES, "取組", 14.0), (INDICATORS, "指標", 9.0)];
    for (c, title, width) in fixed {
        worksheet.set_column_width(c, width)?;
        worksheet.write_string_with_format(HEADER_ROW, c, title, &page::column_title())?;
    }
    for (c, label) in (FIRST..).zip(labels) {
        worksheet.set_column_width(c, 11.0)?;
        worksheet.write_string_with_format(HEADER_ROW, c, *label, &page::column_title())?;
    }
    worksheet.set_column_width(last, 11.0)?;
    worksheet.write_string_with_format(
        HEADER_ROW,
        last,
        "目標なし",
        &page::column_title().set_border(FormatBorder::Thin),
    )?;
    Ok(())
}

/// Which rows are the parts of which, by their levels.
struct Tree {
    levels: Vec<u64>,
}

impl Tree {
    fn new(rows: &[Value]) -> Self {
        Self { levels: rows.iter().map(|r| r["level"].as_u64().unwrap_or(0)).collect() }
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

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}
