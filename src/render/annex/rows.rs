//! A sheet with one row an item of a view.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};
use serde_json::Value;

use super::page::{self, HEADER_ROW};
use super::{Book, Heading, Placed};
use crate::library::annex::{ColumnSpec, SheetSpec};
use crate::render::fit;

impl Book {
    /// Writes the sheet and notes where its fields are.
    pub(super) fn rows(
        &mut self,
        worksheet: &mut Worksheet,
        spec: &SheetSpec,
        heading: &Heading,
        data: &Value,
    ) -> Result<(), XlsxError> {
        let items = flatten(data);
        let mut placed = Placed { rows: (HEADER_ROW + 1, HEADER_ROW), columns: Default::default() };
        for (c, column) in (0u16..).zip(&spec.columns) {
            worksheet.set_column_width(c, fit::width(column, &items))?;
            worksheet.write_string_with_format(HEADER_ROW, c, &column.title, &page::column_title())?;
            placed.columns.insert(column.field.clone(), c);
        }
        for (r, item) in (HEADER_ROW + 1..).zip(&items) {
            for (c, column) in (0u16..).zip(&spec.columns) {
                self.cell(worksheet, &spec.name, (r, c), column, &item[&column.field])?;
            }
            worksheet.set_row_height(r, fit::height(&spec.columns, item))?;
            placed.rows.1 = r;
        }
        worksheet.set_row_height(HEADER_ROW, fit::title_height(&spec.columns))?;
        let last = u16::try_from(spec.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        page::set_up(worksheet, spec, heading, (placed.rows.1, last))?;
        if !items.is_empty() {
            worksheet.autofilter(HEADER_ROW, 0, placed.rows.1, last)?;
        }
        self.placed.insert(spec.name.clone(), placed);
        Ok(())
    }

    /// Writes a figure as a number that shows as printed, anything else as text: nothing that a department typed
    /// becomes a formula.
    fn cell(
        &mut self,
        worksheet: &mut Worksheet,
        sheet: &str,
        (r, c): (u32, u16),
        column: &ColumnSpec,
        value: &Value,
    ) -> Result<(), XlsxError> {
        let format = page::cell(column.align);
        let Some(figure) = value.as_object() else {
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                _ => String::new(),
            };
            return write_text(worksheet, (r, c), &text, &format);
        };
        let text = |key: &str| figure.get(key).and_then(Value::as_str);
        self.place(sheet, r, c, text("id"));
        match (text("number").and_then(|n| n.parse::<f64>().ok()), text("format")) {
            (Some(number), Some(number_format)) => {
                worksheet.write_number_with_format(r, c, number, &format.set_num_format(number_format))?;
                Ok(())
            }
            _ => write_text(worksheet, (r, c), text("text").unwrap_or(""), &format),
        }
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
        text => worksheet.write_string_with_format(r, c, text, format)?,
    };
    Ok(())
}

/// The items of a view; of grouped ones, those of all groups.
pub(super) fn flatten(data: &Value) -> Vec<&Value> {
    let items = data.as_array().map(Vec::as_slice).unwrap_or_default();
    let inner = |item: &'_ Value| ["rows", "opinions"].into_iter().find(|key| item[*key].is_array());
    items
        .iter()
        .flat_map(|item| match inner(item).and_then(|key| item[key].as_array()) {
            Some(rows) => rows.iter().collect(),
            None => vec![item],
        })
        .collect()
}
