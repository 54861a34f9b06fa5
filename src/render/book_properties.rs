//! The properties of a workbook, dated by the stage so that two builds give the same bytes.

use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime};

use super::scope::Scope;
use crate::ground::program::creator;

/// The properties of a workbook of a stage: its title, who made it, its day, and where the cycle asks for it the version of
/// the program.
pub fn properties(scope: &Scope<'_>, title: &str) -> DocProperties {
    let settings = &scope.cycle.settings;
    let mut properties = DocProperties::new().set_title(title).set_author(&settings.secretariat.division);
    if settings.cycle.program_version {
        properties = properties.set_keywords(creator(true));
    }
    let day = scope.stage.date;
    let year = u16::try_from(day.year()).unwrap_or(1900);
    let (month, day) = (u8::try_from(day.month()).unwrap_or(1), u8::try_from(day.day()).unwrap_or(1));
    match ExcelDateTime::from_ymd(year, month, day) {
        Ok(date) => properties.set_creation_datetime(&date),
        Err(_) => properties,
    }
}
