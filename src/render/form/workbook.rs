//! Forms as workbooks (.xlsx): prefilled, only the cells to fill in unlocked, drop-downs for closed lists, a sheet that
//! says how each is filled in, and a hidden one by which the return is matched.

use std::sync::Arc;

use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::decide::question::last_day;
use crate::ground::form_id::FormId;
use crate::ground::wareki;
use crate::model::column::{Column, Columns, Holds, OnForm};
use crate::model::declared_paper::PaperSize;
use crate::model::recipient::Recipient;
use crate::model::stage::FormKind;
use crate::read::own_value::YES_NO;
use crate::read::sent_form::{self, HEADER_ROW};
use crate::render::book_properties::properties;
use crate::render::fit;
use crate::render::scope::Scope;
use crate::render::sheet_pages::SheetPages;

use super::form_cells::{cell, column_title, plain};
use super::guide;

/// Rows for indicators that are added.
const SPARE: usize = 10;
/// Makes a form as a workbook. `all` are the columns that are read back, `rows` the prefilled cells of those on the
/// form.
///
/// # Errors
///
/// If writing fails.
pub fn write(
    scope: &Scope<'_>,
    kind: FormKind,
    title: &str,
    all: &Columns,
    rows: &[Vec<String>],
) -> Result<Vec<u8>, XlsxError> {
    let columns = &all.on_form();
    let mut book = Workbook::new();
    book.set_properties(&properties(scope, title));
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name(kind))?;
    // Only a return can grow by rows.
    let spare = if kind == FormKind::Return { SPARE } else { 0 };
    let begin = HEADER_ROW + 1;
    // Where nothing is to be filled in, as by a department without advice, the header is the last row.
    let last = HEADER_ROW + u32::try_from(rows.len() + spare).unwrap_or(0);
    let ask = match kind {
        _ if last < begin => "記入する欄はありません。",
        FormKind::Return | FormKind::Report => "薄い黄色の欄に記入してください。",
        FormKind::Opinion | FormKind::Ballot | FormKind::Attendance => "薄い黄色の欄に御記入ください。",
    };
    heads(sheet, scope, kind, (title, ask), columns)?;
    for (r, row) in (begin..).zip(rows.iter().map(Some).chain((0..spare).map(|_| None))) {
        for (c, column) in (0u16..).zip(columns) {
            let text = row.and_then(|row| row.get(usize::from(c))).map_or("", String::as_str);
            let format = cell(column.on_form, row.is_some());
            // What is carried over from last year is grey until it is written anew.
            let carried = column.on_form == OnForm::CarriedOver && !text.is_empty();
            let format = if carried { format.set_font_color(Color::RGB(0x6E6E6E)) } else { format };
            sheet.write_string_with_format(r, c, text, &format)?;
        }
        let texts =
            row.into_iter().flatten().map(String::as_str).zip(columns.iter().map(|column| column.width));
        sheet.set_row_height(r, fit::texts_height(texts, room_by_hand(kind)))?;
    }
    for (c, column) in (0u16..).zip(columns).filter(|_| last >= begin) {
        sheet.add_data_validation(begin, c, last, c, &validation(scope, column)?)?;
    }
    sheet.protect();
    print_set_up(sheet, kind, last, columns)?;
    guide::write(book.add_worksheet(), scope, kind, columns)?;
    hidden(book.add_worksheet(), scope, all, rows)?;
    book.save_to_buffer()
}

fn sheet_name(kind: FormKind) -> &'static str {
    match kind {
        FormKind::Return => "調査票",
        FormKind::Opinion => "意見回答書",
        FormKind::Report => "対応報告書",
        FormKind::Ballot => "回答書",
        FormKind::Attendance => "出欠回答票",
    }
}

/// The lines that a row has room for at least, since forms are printed and filled in by hand too.
fn room_by_hand(kind: FormKind) -> f64 {
    match kind {
        FormKind::Return => 2.0,
        FormKind::Opinion | FormKind::Report => 5.0,
        FormKind::Ballot | FormKind::Attendance => 8.0,
    }
}

fn heads(
    sheet: &mut Worksheet,
    scope: &Scope<'_>,
    kind: FormKind,
    (title, ask): (&str, &str),
    columns: &[&Column],
) -> Result<(), XlsxError> {
    let honorific = &scope.cycle.settings.style.honorific;
    let addressee = |recipient: &Recipient<'_>| format!("{}　{honorific}", recipient.addressee());
    let name = scope.recipient.as_ref().map_or(String::new(), addressee);
    let due = scope.recipient.as_ref().and_then(|recipient| last_day(scope.stage, recipient.kind()));
    let due = due.map_or(String::new(), |day| format!("　提出期限　{}", wareki::date_with_weekday(day)));
    let plan = &scope.cycle.settings.plan.name;
    let line = |size: f64| plain().unset_text_wrap().set_font_size(size);
    let large = if kind == FormKind::Attendance { 14.0 } else { 10.0 };
    sheet.write_string_with_format(0, 0, format!("{plan}　{title}"), &line(large).set_bold())?;
    sheet.write_string_with_format(1, 0, format!("{name}{due}　{ask}"), &line(10.0))?;
    match kind {
        FormKind::Attendance => choices(sheet, columns, &line(11.0))?,
        FormKind::Ballot => signature(sheet)?,
        FormKind::Return | FormKind::Opinion | FormKind::Report => {}
    }
    let head = column_title();
    let widths = columns.iter().map(|column| (&*column.name, column.width));
    sheet.set_row_height(HEADER_ROW, fit::texts_height(widths, 1.0))?;
    for (c, column) in (0u16..).zip(columns) {
        sheet.set_column_width(c, column.width)?;
        sheet.write_string_with_format(HEADER_ROW, c, &*column.name, &head)?;
    }
    sheet.set_freeze_panes(HEADER_ROW + 1, repeated(kind))?;
    Ok(())
}

/// The columns that stay in sight, and stand on every page where there are several side by side: of a return those up to
/// 指標名.
fn repeated(kind: FormKind) -> u16 {
    match kind {
        FormKind::Return => 4,
        FormKind::Opinion | FormKind::Report | FormKind::Ballot | FormKind::Attendance => 3,
    }
}

/// The words to choose from, above the table: who prints the form has no list.
fn choices(sheet: &mut Worksheet, columns: &[&Column], line: &Format) -> Result<(), XlsxError> {
    for column in columns {
        if let Some(words) = listed(column) {
            let text = format!("{}（手書きの場合は、一つに○）　{}", column.name, words.join("　・　"));
            sheet.write_string_with_format(HEADER_ROW - 1, 0, text, line)?;
        }
    }
    Ok(())
}

/// Who votes, and on what day, above the table.
fn signature(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let row = HEADER_ROW - 1;
    let field = cell(OnForm::Asked, true).set_align(FormatAlign::VerticalCenter);
    sheet.set_row_height(row, fit::texts_height([], 1.5))?;
    for (c, label) in [(0, "回答日"), (3, "職・氏名")] {
        sheet.write_string_with_format(
            row,
            c,
            label,
            &column_title().set_align(FormatAlign::VerticalCenter),
        )?;
        sheet.merge_range(row, c + 1, row, c + 2, "", &field)?;
    }
    Ok(())
}

/// The words that a column takes, as the form has them; none of a column that takes any.
fn listed(column: &Column) -> Option<Vec<&str>> {
    let own = |word: &Arc<str>| column.words.iter().find(|(_, of)| of == word).map(|(own, _)| &**own);
    match &column.holds {
        Holds::Choice(words) => Some(words.iter().map(|word| own(word).unwrap_or(word)).collect()),
        Holds::YesNo => Some(YES_NO.to_vec()),
        _ => None,
    }
}

/// What a form says of the cells of a column, and the list of words that they take.
fn validation(scope: &Scope<'_>, column: &Column) -> Result<DataValidation, XlsxError> {
    let words: Vec<&str> = match &column.holds {
        Holds::MeasureNumber => scope.measures.iter().map(|m| m.number.text.as_str()).collect(),
        _ if column.on_form != OnForm::Locked => listed(column).unwrap_or_default(),
        _ => Vec::new(),
    };
    // Excel takes at most 255 characters of a list.
    let fits = words.iter().map(|w| w.chars().count() + 1).sum::<usize>() <= 255;
    let validation = DataValidation::new().set_input_message(&*column.hint)?;
    match words.is_empty() || !fits {
        true => Ok(validation),
        false => validation.allow_list_strings(&words)?.set_error_message("一覧から選択してください。"),
    }
}

fn print_set_up(
    sheet: &mut Worksheet,
    kind: FormKind,
    last: u32,
    columns: &[&Column],
) -> Result<(), XlsxError> {
    let widths: Vec<f64> = columns.iter().map(|column| column.width).collect();
    let landscape = kind != FormKind::Attendance;
    let repeated = repeated(kind);
    SheetPages { paper: PaperSize::A4, landscape, widths: &widths, repeated }.set(sheet)?;
    let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
    sheet.set_print_area(0, 0, last, last_column)?;
    Ok(())
}

/// The hidden sheet: whose form it is, of which cycle, and the checksum of what is not to be changed.
fn hidden(
    sheet: &mut Worksheet,
    scope: &Scope<'_>,
    columns: &Columns,
    rows: &[Vec<String>],
) -> Result<(), XlsxError> {
    sheet.set_name(FormId::SHEET)?;
    let titles: Vec<&str> = columns.on_form().iter().map(|column| &*column.name).collect();
    let rows: Vec<&[String]> = rows.iter().map(Vec::as_slice).collect();
    let id = FormId {
        recipient: scope.recipient.as_ref().map_or(String::new(), |r| r.code().into()),
        cycle: scope.cycle.settings.cycle.id.get_ref().clone(),
        fixed: sent_form::checksum(&titles, columns, &rows),
    };
    for (r, (name, value)) in (0u32..).zip(id.rows()) {
        sheet.write_string(r, 0, name)?;
        sheet.write_string(r, 1, value)?;
    }
    SheetPages { paper: PaperSize::A4, landscape: false, widths: &[], repeated: 0 }.set(sheet)?;
    sheet.set_very_hidden(true);
    Ok(())
}
