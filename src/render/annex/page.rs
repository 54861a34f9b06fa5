//! How a sheet looks and prints.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::library::annex::{Align, SheetSpec};
use crate::model::declared_paper::PaperSize;
use crate::render::cell_text::cell_text;

/// The row of the column titles, from 0; the sheet's title and context stand above it.
pub(super) const HEADER_ROW: u32 = 3;
/// The font of workbooks: one that comes with every Japanese Excel.
const FONT: &str = "BIZ UDゴシック";
const SIZE: f64 = 10.0;
/// Excel's numbers of paper sizes.
const A3: u8 = 8;
const A4: u8 = 9;

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

/// Writes what stands above the table and sets up the print: the whole width on the paper, the column titles on
/// every page, the number and the page in header and footer.
pub(super) fn set_up(
    worksheet: &mut Worksheet,
    spec: &SheetSpec,
    heading: &SheetHeading,
    last: (u32, u16),
) -> Result<(), XlsxError> {
    let (last_row, last_column) = last;
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
    worksheet.set_paper_size(match spec.paper {
        PaperSize::A3 => A3,
        PaperSize::A4 => A4,
    });
    if spec.landscape {
        worksheet.set_landscape();
    }
    worksheet.set_print_fit_to_pages(1, 0);
    worksheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
    worksheet.set_print_area(0, 0, last_row, last_column)?;
    worksheet.set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3);
    let quoted = |text: &str| text.replace('&', "&&");
    worksheet.set_header(format!("&L{}&R{}", quoted(&heading.banner), quoted(&heading.number)));
    worksheet.set_footer("&C－ &P －");
    worksheet.set_freeze_panes(HEADER_ROW + 1, spec.freeze)?;
    Ok(())
}
