//! The print plan as a workbook, ready to print and to tick off.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
    XlsxError,
};

use super::print_plan_data::PrintPlanData;
use crate::model::declared_paper::PaperSize;
use crate::render::cell_text::cell_text;
use crate::render::fit;
use crate::render::sheet_pages::SheetPages;

/// Titles and widths, in characters.
const COLUMNS: [(&str, f64); 12] = [
    ("順", 4.0),
    ("ファイル", 28.0),
    ("内容", 34.0),
    ("用紙", 5.0),
    ("印刷面", 15.0),
    ("色", 7.0),
    ("とじ", 10.0),
    ("部数", 6.0),
    ("ページ（１部）", 8.0),
    ("枚数（１部）", 8.0),
    ("枚数の計", 8.0),
    ("済", 4.0),
];
/// The row of the column titles, from 0.
const HEADER: u32 = 3;
/// The columns that hold numbers, and that of the sum.
const NUMBERS: [u16; 5] = [0, 7, 8, 9, 10];
const SUM: u16 = 10;
const FONT: &str = "BIZ UDゴシック";
/// Heights in points: of two lines of titles, and of a row.
const TITLES: f64 = 30.0;
const ROW: f64 = 19.0;

/// Makes the workbook; dated like the stage, so that it is the same every time.
///
/// # Errors
///
/// What Excel's format doesn't take.
pub fn make(plan: &PrintPlanData, day: Option<NaiveDate>, banner: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let mut properties = DocProperties::new().set_title("印刷計画").set_author("shiryo");
    if let Some(day) = day {
        let year = u16::try_from(day.year()).unwrap_or(1900);
        let (month, day) = (u8::try_from(day.month()).unwrap_or(1), u8::try_from(day.day()).unwrap_or(1));
        properties = properties.set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?);
    }
    book.set_properties(&properties);
    jobs(book.add_worksheet().set_name("印刷の順")?, plan, banner)?;
    copies(book.add_worksheet().set_name("部数と用紙")?, plan, banner)?;
    book.save_to_buffer()
}

fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(10.0)
}

fn cell() -> Format {
    plain().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter).set_text_wrap()
}

fn title() -> Format {
    let centred = cell().set_bold().set_align(FormatAlign::Center);
    centred.set_align(FormatAlign::VerticalCenter).set_background_color(Color::RGB(0xE6E6E6))
}

/// Title, stage and paper.
fn set_up(
    sheet: &mut Worksheet,
    plan: &PrintPlanData,
    banner: &str,
    name: &str,
    widths: &[f64],
) -> Result<(), XlsxError> {
    let context = [plan.stage.as_str(), &plan.day, banner].join("　");
    sheet.write_string_with_format(
        0,
        0,
        format!("印刷計画　{name}"),
        &plain().set_bold().set_font_size(14.0),
    )?;
    sheet.write_string_with_format(1, 0, context.trim_matches('\u{3000}'), &plain())?;
    SheetPages { paper: PaperSize::A4, landscape: true, widths, repeated: 2 }.set(sheet)
}

fn jobs(sheet: &mut Worksheet, plan: &PrintPlanData, banner: &str) -> Result<(), XlsxError> {
    set_up(sheet, plan, banner, "印刷の順", &COLUMNS.map(|(_, width)| width))?;
    for (column, (name, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(HEADER, column, name, &title())?;
    }
    sheet.set_row_height(HEADER, TITLES)?;
    let mut row = HEADER;
    for job in &plan.jobs {
        row += 1;
        sheet.set_row_height(row, ROW)?;
        let cells = [
            &job.order,
            &job.file,
            &job.what,
            job.sheet,
            job.sides,
            &job.colour,
            job.staple,
            &job.copies,
            &job.pages,
            &job.sheets,
            &job.total,
            "",
        ];
        for (column, text) in (0..).zip(cells) {
            put(sheet, row, column, text, NUMBERS.contains(&column))?;
        }
    }
    let sum: f64 = plan.jobs.iter().filter_map(|job| number(&job.total)).sum();
    let column = rust_xlsxwriter::utility::column_number_to_name(SUM);
    let formula = format!("=SUM({column}{}:{column}{})", HEADER + 2, row + 1);
    sheet.write_string_with_format(row + 1, SUM - 1, "計", &title())?;
    sheet.write_formula_with_format(
        row + 1,
        SUM,
        Formula::new(formula).set_result(sum.to_string()),
        &cell().set_bold().set_num_format("#,##0"),
    )?;
    sheet.set_freeze_panes(HEADER + 1, 0)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    let last = u16::try_from(COLUMNS.len() - 1).unwrap_or_default();
    sheet.set_print_area(0, 0, row + 1, last)?;
    Ok(())
}

fn copies(sheet: &mut Worksheet, plan: &PrintPlanData, banner: &str) -> Result<(), XlsxError> {
    let widths = [26.0, 10.0, 34.0, 12.0];
    set_up(sheet, plan, banner, "部数と用紙", &widths)?;
    for (column, width) in widths.into_iter().enumerate() {
        sheet.set_column_width(u16::try_from(column).unwrap_or_default(), width)?;
    }
    let mut row = HEADER;
    let copies = plan.copies.iter().map(|c| [c.who.as_str(), &c.count, &c.note]);
    table(sheet, &mut row, ["配布先", "部数", "備考"], copies)?;
    row += 1;
    let totals = plan.totals.iter().map(|t| [t.sheet, &t.sheets, &t.weight]);
    table(sheet, &mut row, ["用紙", "枚数", "重さ"], totals)?;
    for note in &plan.notes {
        row += 1;
        let text = format!("※{note}");
        let format = plain().set_text_wrap().set_align(FormatAlign::Top);
        sheet.merge_range(row, 0, row, 3, cell_text(&text).as_ref(), &format)?;
        sheet.set_row_height(row, fit::texts_height([(text.as_str(), widths.iter().sum())], 1.0))?;
    }
    Ok(())
}

/// A table of three columns, the second a number; `row` is left below it.
fn table<'a>(
    sheet: &mut Worksheet,
    row: &mut u32,
    titles: [&str; 3],
    rows: impl Iterator<Item = [&'a str; 3]>,
) -> Result<(), XlsxError> {
    for (column, name) in (0..).zip(titles) {
        sheet.write_string_with_format(*row, column, name, &title())?;
    }
    for cells in rows {
        *row += 1;
        for (column, text) in (0..).zip(cells) {
            put(sheet, *row, column, text, column == 1)?;
        }
    }
    *row += 1;
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, text: &str, is_number: bool) -> Result<(), XlsxError> {
    match number(text).filter(|_| is_number) {
        Some(number) => {
            sheet.write_number_with_format(row, column, number, &cell().set_num_format("#,##0"))?
        }
        None => sheet.write_string_with_format(row, column, cell_text(text), &cell())?,
    };
    Ok(())
}

fn number(text: &str) -> Option<f64> {
    text.replace(',', "").parse().ok()
}
