//! Annex workbooks (別紙): an annex file names sheets, columns and formats, and this makes the workbook.
//!
//! - `count_sheet`: A sheet of counts whose cells are formulas over a sheet of rows, with the register's counts
//!   as their cached values: a reader can follow each count to its rows
//! - `declared`: Whether a sheet that an annex file declares asks for what there is
//! - `formulas`: The formulas of a sheet of counts
//! - `page`: How a sheet looks and prints
//! - `placed`: What has been placed in a workbook so far: where each sheet put its fields, and where each
//!   figure stands
//! - `row_sheet`: A sheet with one row an item of a view

use std::collections::BTreeMap;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use self::declared::DeclaredSheet;
use self::page::SheetHeading;
use self::placed::Placed;
use super::about::about;
use super::artifact::{Artifact, FileKind};
use super::book_properties::properties;
use super::figure::figures_by_id;
use super::fit;
use super::naming::{file_stem, full_title};
use super::scope::Scope;
use super::sight::Sight;
use super::unwritten;
use super::used_figures;
use super::view::field_names::field_of;
use super::view::sheet_content::SheetContent;
use super::view::{self, View};
use crate::ground::wareki;
use crate::library::annex::{Align, ColumnSpec, SheetSpec};
use crate::library::store::Library;
use crate::library::trouble::Trouble;
use crate::model::column::Columns;
use crate::model::stage::Annex;

mod count_sheet;
mod declared;
mod formulas;
pub mod page;
mod placed;
mod row_sheet;

/// Makes the workbook that an annex file declares, of what the scope may see.
///
/// # Errors
///
/// What is wrong with the annex file, or with writing the workbook.
pub fn make(annex: &Annex, scope: Sight<'_, '_>, library: &Library) -> Result<Artifact, Trouble> {
    let spec = library.annex(annex)?;
    let file = format!("annexes/{}.toml", annex.annex.get_ref());
    let trouble = |error: XlsxError| Trouble::in_file(&file, unwritten::reason(&error));
    let title = library.annex_title(annex)?;
    let number = annex.number.as_ref().map(|n| n.get_ref().clone());
    let heading = heading(&scope, number.as_deref(), &title);
    let mut workbook = Workbook::new();
    let own = properties(&scope, &heading.title);
    let own = own.set_subject(&scope.cycle.settings.plan.name).set_comment(&heading.banner);
    workbook.set_properties(&own);
    let mut placed = Placed::default();
    let (mut figures, mut used) = (BTreeMap::new(), BTreeMap::new());
    for sheet in &spec.sheets {
        let view = view::make(&sheet.view, scope)?;
        let mut sheet = with_years(with_declared(sheet, &scope.cycle.return_columns), &view);
        sheet.columns = sheet.columns.iter().map(fit::titled).collect();
        let sheet = &sheet;
        let shown = figures_by_id(&view);
        used.extend(used_figures::of(&scope, &shown));
        figures.extend(shown);
        let content = DeclaredSheet { file: &file, sheet }.content(&view, &placed)?;
        write_sheet(&mut placed, workbook.add_worksheet(), sheet, &heading, &content).map_err(trouble)?;
    }
    let bytes = workbook.save_to_buffer().map_err(trouble)?;
    let stem = match &scope.recipient {
        Some(recipient) => file_stem(Some(recipient.code()), &title),
        None => file_stem(number.as_deref(), &title),
    };
    let path = format!("{}/annexes/{stem}.xlsx", scope.stage.id.get_ref());
    let mut about = about(&scope, FileKind::Annex, annex.annex.get_ref(), path, number, title);
    about.pages = spec.sheets.len();
    Ok(Artifact { about, bytes, figures: placed.printed(&figures, &used), newly_set: None })
}

/// A sheet with the columns that the cycle declares, where it says where they stand.
fn with_declared(sheet: &SheetSpec, columns: &Columns) -> SheetSpec {
    let mut sheet = sheet.clone();
    let is_before = |column: &ColumnSpec| Some(&column.field) == sheet.own_after.as_ref();
    let Some(at) = sheet.columns.iter().position(is_before) else { return sheet };
    let declared = columns.iter().filter_map(|column| {
        let align = if column.holds.is_value() { Align::Right } else { Align::Left };
        let title = column.titled();
        Some(ColumnSpec { title, field: field_of(column)?, width: column.width, align })
    });
    sheet.columns.splice(at + 1..at + 1, declared);
    sheet
}

/// A sheet with a column for each year of its view, where it says where they stand.
fn with_years(mut sheet: SheetSpec, view: &View) -> SheetSpec {
    /// How wide such a column is.
    const WIDTH: f64 = 10.0;
    let is_before = |column: &ColumnSpec| Some(&column.field) == sheet.years_after.as_ref();
    let (Some(at), View::Years(table)) = (sheet.columns.iter().position(is_before), view) else {
        return sheet;
    };
    let years = table.years.iter().map(|year| ColumnSpec {
        title: year.label.clone(),
        field: year.field(),
        width: WIDTH,
        align: Align::Right,
    });
    sheet.columns.splice(at + 1..at + 1, years.collect::<Vec<_>>());
    sheet
}

fn heading(scope: &Scope<'_>, number: Option<&str>, title: &str) -> SheetHeading {
    let plan = &scope.cycle.settings.plan.name;
    let recipient = scope.recipient.as_ref().map_or(String::new(), |r| format!("　{}", r.name()));
    SheetHeading {
        title: full_title(number, title),
        number: number.unwrap_or_default().to_owned(),
        context: format!("{plan}{recipient}　{}", wareki::date(scope.stage.date)),
        banner: scope.cycle.settings.cycle.banner.clone().unwrap_or_default(),
    }
}

fn write_sheet(
    placed: &mut Placed,
    worksheet: &mut Worksheet,
    spec: &SheetSpec,
    heading: &SheetHeading,
    content: &SheetContent<'_>,
) -> Result<(), XlsxError> {
    worksheet.set_name(&spec.name)?;
    match content {
        SheetContent::Rows(rows) => row_sheet::write(placed, worksheet, spec, heading, rows),
        SheetContent::Counts(counts) => count_sheet::write(placed, worksheet, spec, heading, counts),
    }
}
