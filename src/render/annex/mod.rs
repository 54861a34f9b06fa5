//! Annex workbooks (別紙): an annex file names sheets, columns and formats, and this makes the workbook.

use std::collections::BTreeMap;

use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use serde_json::Value;

use super::about::about;
use super::artifact::{Artifact, Kind, Printed};
use super::figure::{KnownFigure, collect_figures};
use super::naming::file_stem;
use super::scope::Scope;
use super::view;
use crate::library::annex::SheetSpec;
use crate::library::store::Library;
use crate::library::trouble::Trouble;
use crate::model::stage::Annex;

mod crosstab;
mod page;
mod rows;

/// Where a sheet of rows put its fields, for formulas that count them.
#[derive(Debug, Clone)]
struct Placed {
    /// The first and last row of the data, from 0.
    rows: (u32, u32),
    /// The column of each field, from 0.
    columns: BTreeMap<String, u16>,
}

/// What a sheet is headed by.
#[derive(Debug, Clone)]
struct Heading {
    /// 「別紙１　数値目標・進捗状況」
    title: String,
    number: String,
    /// 「千葉県…戦略　令和２年２月７日」
    context: String,
    banner: String,
}

/// Makes a workbook.
///
/// # Errors
///
/// What is wrong with the annex file, or with writing the workbook.
pub fn make(annex: &Annex, scope: &Scope<'_>, library: &Library) -> Result<Artifact, Trouble> {
    let spec = library.annex(annex)?;
    let trouble = |error: XlsxError| {
        Trouble::in_file(&format!("annexes/{}.toml", annex.annex.get_ref()), error.to_string())
    };
    let title = library.annex_title(annex)?;
    let number = annex.number.as_ref().map(|n| n.get_ref().clone());
    let heading = heading(scope, number.as_deref(), &title);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(scope, &heading));
    let mut book = Book { placed: BTreeMap::new(), figures: BTreeMap::new(), places: BTreeMap::new() };
    for sheet in &spec.sheets {
        let data = view::make(&sheet.view, scope)?;
        book.accept(sheet, &data).map_err(|message| {
            Trouble::in_file(&format!("annexes/{}.toml", annex.annex.get_ref()), message)
        })?;
        collect_figures(&data, &mut book.figures);
        book.sheet(&mut workbook, sheet, &heading, &data).map_err(trouble)?;
    }
    let bytes = workbook.save_to_buffer().map_err(trouble)?;
    let stem = match &scope.recipient {
        Some(recipient) => file_stem(Some(recipient.code()), &title),
        None => file_stem(number.as_deref(), &title),
    };
    let path = format!("{}/annexes/{stem}.xlsx", scope.stage.id.get_ref());
    let mut about = about(scope, Kind::Annex, annex.annex.get_ref(), path, number, title);
    about.pages = spec.sheets.len();
    Ok(Artifact { about, bytes, figures: book.printed() })
}

fn heading(scope: &Scope<'_>, number: Option<&str>, title: &str) -> Heading {
    let plan = &scope.cycle.settings.plan.name;
    let recipient = scope.recipient.as_ref().map_or(String::new(), |r| format!("　{}", r.name()));
    Heading {
        title: crate::render::naming::full_title(number, title),
        number: number.unwrap_or_default().to_owned(),
        context: format!("{plan}{recipient}　{}", crate::ground::wareki::date(scope.stage.date)),
        banner: scope.cycle.settings.cycle.banner.clone().unwrap_or_default(),
    }
}

/// The properties, dated by the stage so that two builds give the same bytes.
fn properties(scope: &Scope<'_>, heading: &Heading) -> DocProperties {
    let day = scope.stage.date;
    let year = u16::try_from(day.year()).unwrap_or(1900);
    let (month, day) = (u8::try_from(day.month()).unwrap_or(1), u8::try_from(day.day()).unwrap_or(1));
    let properties = DocProperties::new()
        .set_title(&heading.title)
        .set_subject(&scope.cycle.settings.plan.name)
        .set_author(&scope.cycle.settings.secretariat.division)
        .set_comment(&heading.banner);
    match ExcelDateTime::from_ymd(year, month, day) {
        Ok(date) => properties.set_creation_datetime(&date),
        Err(_) => properties,
    }
}

/// A workbook in the making.
struct Book {
    /// The sheets of rows, by name.
    placed: BTreeMap<String, Placed>,
    figures: BTreeMap<String, KnownFigure>,
    /// Where each figure was written.
    places: BTreeMap<String, Vec<String>>,
}

impl Book {
    /// Whether the sheet asks for what there is.
    fn accept(&self, sheet: &SheetSpec, data: &Value) -> Result<(), String> {
        let name = &sheet.name;
        if name.is_empty() || name.chars().count() > 31 || name.contains(['[', ']', ':', '*', '?', '/', '\\'])
        {
            return Err(format!("シートの名「{name}」は使えません（31字まで。[ ] : * ? / \\ を除く）。"));
        }
        if !data.is_array() && data.get("columns").is_none() {
            return Err(format!("シート「{name}」のビューは、行の並びではないので、別紙にできません。"));
        }
        if let Some(item) = rows::flatten(data).first() {
            let missing = sheet.columns.iter().find(|column| item.get(&column.field).is_none());
            if let Some(column) = missing {
                return Err(format!("シート「{name}」の列の field「{}」はありません。", column.field));
            }
        }
        let Some(counts) = &sheet.counts else { return Ok(()) };
        let Some(placed) = self.placed.get(&counts.sheet) else {
            return Err(format!(
                "シート「{name}」より前に、counts のシート「{}」がありません。",
                counts.sheet
            ));
        };
        let fields = [&counts.row, &counts.column, &counts.counted];
        match fields.into_iter().find(|field| !placed.columns.contains_key(*field)) {
            Some(field) => {
                Err(format!("counts の「{field}」は、シート「{}」の列にありません。", counts.sheet))
            }
            None => Ok(()),
        }
    }

    fn sheet(
        &mut self,
        workbook: &mut Workbook,
        spec: &SheetSpec,
        heading: &Heading,
        data: &Value,
    ) -> Result<(), XlsxError> {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&spec.name)?;
        match data.get("columns") {
            Some(_) => self.crosstab(worksheet, spec, heading, data),
            None => self.rows(worksheet, spec, heading, data),
        }
    }

    /// Notes that a figure stands in a cell.
    fn place(&mut self, sheet: &str, row: u32, column: u16, id: Option<&str>) {
        if let Some(id) = id {
            let cell = rust_xlsxwriter::utility::row_col_to_cell(row, column);
            self.places.entry(id.into()).or_default().push(format!("{sheet}!{cell}"));
        }
    }

    fn printed(self) -> Vec<Printed> {
        let known = self.places.into_iter().filter_map(|(id, places)| {
            let figure = self.figures.get(&id)?;
            Some(Printed {
                text: figure.text.clone(),
                number: figure.number.clone(),
                origin: figure.origin.clone(),
                id,
                places,
            })
        });
        known.collect()
    }
}
