//! Whether a sheet that an annex file declares asks for what there is.

use super::placed::Placed;
use crate::library::annex::{CountsSpec, SheetSpec};
use crate::library::trouble::Trouble;
use crate::render::view::View;
use crate::render::view::field_row::FieldRow;
use crate::render::view::sheet_content::SheetContent;

/// Excel's longest sheet name, in characters.
const LONGEST_NAME: usize = 31;

/// A sheet as an annex file declares it.
pub(super) struct DeclaredSheet<'a> {
    /// The annex file, below `templates/`.
    pub file: &'a str,
    /// What is declared.
    pub sheet: &'a SheetSpec,
}

impl DeclaredSheet<'_> {
    /// What the sheet shows of its view; `placed` knows the sheets before it.
    pub(super) fn content<'v>(&self, view: &'v View, placed: &Placed) -> Result<SheetContent<'v>, Trouble> {
        let name = &self.sheet.name;
        self.check_name()?;
        let content = view.sheet().ok_or_else(|| {
            self.trouble(format!("シート「{name}」のビューは、行の並びではないので、別紙にできません。"))
        })?;
        if let SheetContent::Rows(rows) = &content {
            self.check_fields(rows)?;
        }
        if let Some(counts) = &self.sheet.counts {
            self.check_counts(counts, placed)?;
        }
        Ok(content)
    }

    fn check_name(&self) -> Result<(), Trouble> {
        let name = &self.sheet.name;
        let is_long = name.chars().count() > LONGEST_NAME;
        match name.is_empty() || is_long || name.contains(['[', ']', ':', '*', '?', '/', '\\']) {
            true => Err(self.trouble(format!(
                "シートの名「{name}」は使えません（{LONGEST_NAME}字まで。[ ] : * ? / \\ を除く）。"
            ))),
            false => Ok(()),
        }
    }

    /// Every column's field must be one that a row has; without rows there is nothing to tell it by.
    fn check_fields(&self, rows: &[&dyn FieldRow]) -> Result<(), Trouble> {
        let is_missing = |field: &str| !rows.is_empty() && rows.iter().all(|row| row.cell(field).is_none());
        match self.sheet.columns.iter().find(|column| is_missing(&column.field)) {
            Some(column) => Err(self.trouble(format!(
                "シート「{}」の列の field「{}」はありません。",
                self.sheet.name, column.field
            ))),
            None => Ok(()),
        }
    }

    /// The rows that the formulas count must stand on a sheet before this one.
    fn check_counts(&self, counts: &CountsSpec, placed: &Placed) -> Result<(), Trouble> {
        let Some(fields) = placed.sheet(&counts.sheet) else {
            return Err(self.trouble(format!(
                "シート「{}」より前に、counts のシート「{}」がありません。",
                self.sheet.name, counts.sheet
            )));
        };
        let asked = [&counts.row, &counts.column, &counts.counted];
        match asked.into_iter().find(|field| !fields.columns.contains_key(*field)) {
            Some(field) => {
                Err(self
                    .trouble(format!("counts の「{field}」は、シート「{}」の列にありません。", counts.sheet)))
            }
            None => Ok(()),
        }
    }

    fn trouble(&self, message: String) -> Trouble {
        Trouble::in_file(self.file, message)
    }
}
