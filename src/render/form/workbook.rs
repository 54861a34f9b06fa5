//! Forms as workbooks (.xlsx): prefilled, only the cells to fill in unlocked, drop-downs for closed lists, and a
//! hidden sheet by which the return is matched.

use chrono::Datelike;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};

use crate::decide::question::last_day;
use crate::ground::form_id::FormId;
use crate::ground::wareki;
use crate::model::column::{Column, Columns, Holds, OnForm};
use crate::model::recipient::Recipient;
use crate::model::stage::FormKind;
use crate::read::sent_form::{self, HEADER_ROW};
use crate::render::fit;
use crate::render::scope::Scope;

/// Rows for indicators that are added.
const SPARE: usize = 10;
/// The lines that a row has room for at least.
const ROOM: f64 = 2.0;
/// Those of a form with one row, which is filled in by hand too.
const ROOM_BY_HAND: f64 = 8.0;
const FONT: &str = "BIZ UDゴシック";
/// What lies under what the recipient leaves as it is.
const GREY: Color = Color::RGB(0xEDEDED);

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
    let ask = if last < begin {
        "書くところはありません"
    } else {
        "薄い黄色の欄に書いてください"
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
        let room = if kind == FormKind::Attendance { ROOM_BY_HAND } else { ROOM };
        sheet.set_row_height(r, fit::texts_height(texts, room))?;
    }
    for (c, column) in (0u16..).zip(columns).filter(|_| last >= begin) {
        sheet.add_data_validation(begin, c, last, c, &validation(scope, column)?)?;
    }
    sheet.protect();
    print_set_up(sheet, kind, last, columns.len())?;
    guide(book.add_worksheet(), scope, kind)?;
    example(book.add_worksheet(), columns)?;
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

fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(10.0).set_align(FormatAlign::Top).set_text_wrap()
}

/// A cell that the recipient leaves as it is is grey, and locked unless the secretariat fills it in later; one to fill
/// in is text, so that 49.0 keeps its point.
fn cell(on_form: OnForm, is_filled_in: bool) -> Format {
    let format = plain().set_border(FormatBorder::Thin).set_num_format("@");
    match on_form {
        OnForm::Locked if is_filled_in => format.set_background_color(GREY),
        OnForm::ByOffice => format.set_background_color(GREY).set_unlocked(),
        _ => format.set_background_color(Color::RGB(0xFFFBE6)).set_unlocked(),
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
    let due = due.map_or(String::new(), |day| format!("　提出の期限　{}", wareki::date_with_weekday(day)));
    let plan = &scope.cycle.settings.plan.name;
    let line = |size: f64| plain().unset_text_wrap().set_font_size(size);
    let large = if kind == FormKind::Attendance { 14.0 } else { 10.0 };
    sheet.write_string_with_format(0, 0, format!("{plan}　{title}"), &line(large).set_bold())?;
    sheet.write_string_with_format(1, 0, format!("{name}{due}　{ask}"), &line(10.0))?;
    // Who prints the form has no list to choose from.
    let choices = columns.iter().find_map(|column| match &column.holds {
        Holds::Choice(words) if kind == FormKind::Attendance => {
            Some(format!("{}（手で書くときは、一つに○）　{}", column.name, words.join("　・　")))
        }
        _ => None,
    });
    if let Some(choices) = choices {
        sheet.write_string_with_format(HEADER_ROW - 1, 0, choices, &line(12.0))?;
    }
    let head = plain().set_bold().set_border(FormatBorder::Thin).set_background_color(Color::RGB(0xD9D9D9));
    for (c, column) in (0u16..).zip(columns) {
        sheet.set_column_width(c, column.width)?;
        sheet.write_string_with_format(HEADER_ROW, c, &*column.name, &head)?;
    }
    sheet.set_freeze_panes(HEADER_ROW + 1, 4)?;
    Ok(())
}

/// What a form says of the cells of a column, and the list of words that they take.
fn validation(scope: &Scope<'_>, column: &Column) -> Result<DataValidation, XlsxError> {
    let words: Vec<&str> = match &column.holds {
        Holds::MeasureNumber => scope.measures.iter().map(|m| m.number.text.as_str()).collect(),
        Holds::Choice(words) if column.on_form != OnForm::Locked => words.iter().map(|w| &**w).collect(),
        _ => Vec::new(),
    };
    // Excel takes at most 255 characters of a list.
    let fits = words.iter().map(|w| w.chars().count() + 1).sum::<usize>() <= 255;
    let validation = DataValidation::new().set_input_message(column.hint)?;
    match words.is_empty() || !fits {
        true => Ok(validation),
        false => validation.allow_list_strings(&words)?.set_error_message("一覧にある語を選んでください。"),
    }
}

fn print_set_up(sheet: &mut Worksheet, kind: FormKind, last: u32, columns: usize) -> Result<(), XlsxError> {
    let last_column = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
    /// Excel's numbers of the sizes.
    const A3: u8 = 8;
    const A4: u8 = 9;
    match kind {
        FormKind::Attendance => sheet.set_portrait().set_paper_size(A4),
        _ => sheet.set_landscape().set_paper_size(A3),
    };
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
    sheet.set_print_area(0, 0, last, last_column)?;
    sheet.set_footer("&C－ &P －");
    Ok(())
}

/// 記入要領
fn guide(sheet: &mut Worksheet, scope: &Scope<'_>, kind: FormKind) -> Result<(), XlsxError> {
    sheet.set_name("記入要領")?;
    sheet.set_column_width(0, 100.0)?;
    let lines: &[&str] = match kind {
        FormKind::Return => &[
            "１　灰色の欄（取組番号、取組名、指標番号）は書き換えないでください。",
            "２　指標を増やすときは、下の空いた行に、取組番号を選び、指標番号を続けて書いてください。",
            "３　数は、単位を付けずに書いてください。約、以上、程度、（速報値）は付けられます。",
            "４　値がないときは、空か「－」、又は 未定、調査中 と書いてください。０は「０である」ことを表します。",
            "５　数値目標を設定しないときは、理由を一覧から選んでください。その他のときは、理由（記述）にも書いてください。",
            "６　年度は、基準・目標・実績を、年か年度のどちらかにそろえてください。",
            "７　シートの名とファイルの名は変えないでください。CSV で出すこともできます。",
        ],
        FormKind::Opinion => &[
            "１　灰色の欄（提出者、種別）は書き換えないでください。",
            "２　意見一つにつき一行に書いてください。取組に関するものは取組番号を、全体に関するものは空にしてください。",
            "３　意見がないときは、一行目の「意見の概要」に「意見なし」と書いて送ってください。",
            "４　右の灰色の欄（番号、受付日）は、事務局が書きます。",
            "５　シートの名とファイルの名は変えないでください。",
        ],
        FormKind::Report => &[
            "１　灰色の欄は書き換えないでください。",
            "２　対応の状況は一覧から選び、対応の内容と時期を書いてください。",
            "３　シートの名とファイルの名は変えないでください。",
        ],
        FormKind::Ballot => &[
            "１　灰色の欄は書き換えないでください。",
            "２　議案ごとに、回答を一覧から選んでください。承認しないときは、その理由も書いてください。",
            "３　意見は、賛否にかかわらず書けます。",
        ],
        FormKind::Attendance => &[
            "１　灰色の欄は書き換えないでください。",
            "２　出欠を一覧から選んでください。印刷して手で書くときは、表の上の語の一つを○で囲んでください。",
            "３　代理の方が出席されるときは、その方の氏名と職を書いてください。会議の名簿と席札に載ります。",
            "４　回答の後に変わったときは、書き直して、もう一度お送りください。後から届いたものによります。",
            "５　シートの名とファイルの名は変えないでください。",
        ],
    };
    for (r, line) in (0u32..).zip(lines) {
        sheet.write_string_with_format(r, 0, *line, &plain())?;
    }
    let office = &scope.cycle.settings.secretariat;
    let ask = format!("問合せ　{}　{}　{}　{}", office.division, office.section, office.phone, office.mail);
    sheet.write_string_with_format(8, 0, ask, &plain())?;
    sheet.set_print_fit_to_pages(1, 0);
    sheet.protect();
    Ok(())
}

/// 記入例, which is not read.
fn example(sheet: &mut Worksheet, columns: &[&Column]) -> Result<(), XlsxError> {
    sheet.set_name("記入例")?;
    for (c, column) in (0u16..).zip(columns) {
        sheet.set_column_width(c, column.width)?;
        sheet.write_string_with_format(0, c, &*column.name, &plain().set_bold())?;
        sheet.write_string_with_format(1, c, column.example, &plain())?;
    }
    sheet.set_row_height(1, fit::texts_height([], 4.0))?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.protect();
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
    sheet.set_very_hidden(true);
    Ok(())
}

fn properties(scope: &Scope<'_>, title: &str) -> DocProperties {
    let properties =
        DocProperties::new().set_title(title).set_author(&scope.cycle.settings.secretariat.division);
    let day = scope.stage.date;
    let date = ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(1900),
        u8::try_from(day.month()).unwrap_or(1),
        u8::try_from(day.day()).unwrap_or(1),
    );
    match date {
        Ok(date) => properties.set_creation_datetime(&date),
        Err(_) => properties,
    }
}
