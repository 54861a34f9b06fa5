//! How a sheet looks and prints.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::library::annex::{Align, SheetSpec};
use crate::render::cell_text::cell_text;
use crate::render::sheet_pages::SheetPages;

/// The row of the column titles, from 0; the sheet's title and context stand above it.
pub const HEADER_ROW: u32 = 3;
/// The font of workbooks: one that comes with every Japanese Excel.
const FONT: &str = "BIZ UDゴシック";
const SIZE: f64 = 10.0;

/// What a sheet is headed by.
#[derive(Debug, Clone)]
pub(super) struct SheetHeading {
    /// 「別紙１　数値目標・進捗状況」
    pub title: String,
    /// 「別紙１」; empty for an annex without a number.
    pub number: String,
    /// 「千葉県…戦略　令和２年２月７日」
    pub context: String,
    /// What every sheet says in its header, as that the data is made up; empty where the cycle declares nothing.
    pub banner: String,
}

/// A cell's format.
pub(super) fn cell(align: Align) -> Format {
    let align = match align {
        Align::Left => FormatAlign::Left,
        Align::Center => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    };
    plain().set_border(FormatBorder::Thin).set_align(align).set_align(FormatAlign::Top).set_text_wrap()
}

/// A column title's format.
pub(super) fn column_title() -> Format {
    cell(Align::Center)
        .set_bold()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0xE6E6E6))
}

fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(SIZE)
}

/// Writes what stands above the table and sets up the print: the columns on the paper, the column titles on every page,
/// the number and the page in header and footer. `widths` are those of the columns, in characters.
pub(super) fn set_up(
    worksheet: &mut Worksheet,
    spec: &SheetSpec,
    heading: &SheetHeading,
    last_row: u32,
    widths: &[f64],
) -> Result<(), XlsxError> {
    let last_column = u16::try_from(widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let banner = if heading.banner.is_empty() { String::new() } else { format!("　{}", heading.banner) };
    worksheet.write_string_with_format(
        0,
        0,
        cell_text(&match heading.title == spec.name {
            true => heading.title.clone(),
            false => format!("{}　{}", heading.title, spec.name),
        }),
        &plain().set_bold().set_font_size(14.0),
    )?;
    worksheet.write_string_with_format(1, 0, cell_text(&format!("{}{banner}", heading.context)), &plain())?;
    SheetPages { paper: spec.paper, landscape: spec.landscape, widths, repeated: spec.freeze }
        .set(worksheet)?;
    worksheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
    worksheet.set_print_area(0, 0, last_row, last_column)?;
    let quoted = |text: &str| text.replace('&', "&&");
    worksheet.set_header(format!("&L{}&R{}", quoted(&heading.banner), quoted(&heading.number)));
    worksheet.set_freeze_panes(HEADER_ROW + 1, spec.freeze)?;
    Ok(())
}
