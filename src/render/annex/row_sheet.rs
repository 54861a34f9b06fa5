//! A sheet with one row an item of a view.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{Format, Table, TableColumn, TableStyle, Worksheet, XlsxError};

use super::page::{self, HEADER_ROW, SheetHeading};
use super::placed::{Placed, PlacedFields};
use crate::library::annex::{Align, ColumnSpec, SheetSpec};
use crate::render::cell_text::cell_text;
use crate::render::figure::Figure;
use crate::render::fit;
use crate::render::view::field_row::{CellValue, FieldRow};

/// What a sheet without rows says.
const NOTHING: &str = "なし";

/// Writes the sheet and notes where its fields are.
pub(super) fn write(
    placed: &mut Placed,
    worksheet: &mut Worksheet,
    spec: &SheetSpec,
    heading: &SheetHeading,
    rows: &[&dyn FieldRow],
) -> Result<(), XlsxError> {
    let last = HEADER_ROW + u32::try_from(rows.len().max(1)).unwrap_or(u32::MAX);
    let widths = titles(worksheet, spec, rows)?;
    if rows.is_empty() {
        none(worksheet, spec)?;
    }
    for (r, row) in (HEADER_ROW + 1..).zip(rows) {
        let cells: Vec<CellValue<'_>> = spec.columns.iter().map(|column| value(*row, column)).collect();
        for ((c, column), cell) in (0u16..).zip(&spec.columns).zip(&cells) {
            write_cell(placed, worksheet, &spec.name, (r, c), column, *cell)?;
        }
        worksheet.set_row_height(r, fit::height(&spec.columns, &cells))?;
    }
    let last_column = u16::try_from(spec.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    page::set_up(worksheet, spec, heading, last, &widths)?;
    match marked_up(spec) {
        _ if rows.is_empty() => {}
        Some(table) => drop(worksheet.add_table(HEADER_ROW, 0, last, last_column, &table)?),
        None => drop(worksheet.autofilter(HEADER_ROW, 0, last, last_column)?),
    }
    placed.add_sheet(&spec.name, PlacedFields { rows: (HEADER_ROW + 1, last), columns: columns(spec) });
    Ok(())
}

/// Says that there is nothing, in a row of its own.
fn none(worksheet: &mut Worksheet, spec: &SheetSpec) -> Result<(), XlsxError> {
    let last = u16::try_from(spec.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let (row, format) = (HEADER_ROW + 1, page::cell(Align::Center));
    match last {
        0 => worksheet.write_string_with_format(row, 0, NOTHING, &format)?,
        _ => worksheet.merge_range(row, 0, row, last, NOTHING, &format)?,
    };
    Ok(())
}

/// The rows as a table that a screen reader announces by name, column by column. None where two columns have the same
/// title, which a workbook's table can't have.
fn marked_up(spec: &SheetSpec) -> Option<Table> {
    let titles: BTreeSet<String> = spec.columns.iter().map(|column| column.title.to_lowercase()).collect();
    let is_told_apart = titles.len() == spec.columns.len() && !titles.contains("");
    let column = |column: &ColumnSpec| {
        TableColumn::new().set_header(column.title.as_str()).set_header_format(page::column_title())
    };
    let columns: Vec<TableColumn> = spec.columns.iter().map(column).collect();
    let table = Table::new().set_columns(&columns).set_style(TableStyle::None);
    is_told_apart.then(|| table.set_alt_text_title(spec.name.as_str()))
}

/// Writes the column titles, and sets the columns' widths by what the rows hold.
fn titles(
    worksheet: &mut Worksheet,
    spec: &SheetSpec,
    rows: &[&dyn FieldRow],
) -> Result<Vec<f64>, XlsxError> {
    let width = |column: &ColumnSpec| fit::width(column, rows.iter().map(|row| value(*row, column)));
    let widths: Vec<f64> = spec.columns.iter().map(width).collect();
    for ((c, column), width) in (0u16..).zip(&spec.columns).zip(&widths) {
        worksheet.set_column_width(c, *width)?;
        worksheet.write_string_with_format(HEADER_ROW, c, &column.title, &page::column_title())?;
    }
    worksheet.set_row_height(HEADER_ROW, fit::title_height(&spec.columns))?;
    Ok(widths)
}

/// The column of each field.
fn columns(spec: &SheetSpec) -> BTreeMap<String, u16> {
    spec.columns.iter().map(|column| column.field.clone()).zip(0..).collect()
}

/// What a row shows in a column; not every department fills a column that one of them added.
fn value<'a>(row: &'a dyn FieldRow, column: &ColumnSpec) -> CellValue<'a> {
    row.cell(&column.field).unwrap_or(CellValue::Blank)
}

/// Writes a figure as a number that shows as printed, anything else as text: nothing that a department typed
/// becomes a formula.
fn write_cell(
    placed: &mut Placed,
    worksheet: &mut Worksheet,
    sheet: &str,
    at: (u32, u16),
    column: &ColumnSpec,
    cell: CellValue<'_>,
) -> Result<(), XlsxError> {
    let format = page::cell(column.align);
    match cell {
        CellValue::Figure(figure) => {
            placed.place(sheet, at, figure);
            write_figure(worksheet, at, figure, format)
        }
        CellValue::Text(text) => write_text(worksheet, at, text, &format),
        CellValue::Number(number) => write_text(worksheet, at, &number.to_string(), &format),
        CellValue::Blank => write_text(worksheet, at, "", &format),
    }
}

fn write_figure(
    worksheet: &mut Worksheet,
    (r, c): (u32, u16),
    figure: &Figure,
    format: Format,
) -> Result<(), XlsxError> {
    match (figure.as_f64(), &figure.format) {
        (Some(number), Some(number_format)) => {
            worksheet.write_number_with_format(r, c, number, &format.set_num_format(number_format))?;
            Ok(())
        }
        _ => write_text(worksheet, (r, c), &figure.text, &format),
    }
}

fn write_text(
    worksheet: &mut Worksheet,
    (r, c): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    match text {
        "" => worksheet.write_blank(r, c, format)?,
        text => worksheet.write_string_with_format(r, c, cell_text(text), format)?,
    };
    Ok(())
}
