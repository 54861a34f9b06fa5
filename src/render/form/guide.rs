//! 記入要領: what holds for a form as a whole, and then each of its columns in their order, with an example.

use rust_xlsxwriter::{FormatBorder, Worksheet, XlsxError};

use super::form_cells::{column_title, plain};
use crate::model::column::Column;
use crate::model::column_names::named;
use crate::model::declared_paper::PaperSize;
use crate::model::stage::FormKind;
use crate::render::fit;
use crate::render::scope::Scope;
use crate::render::sheet_pages::SheetPages;

/// The name of the sheet.
pub const GUIDE: &str = "記入要領";

/// The columns of the sheet and their widths, in characters.
const COLUMNS: [(&str, f64); 3] = [("欄", 20.0), ("記入の仕方", 50.0), ("記入例", 22.0)];

/// Writes the sheet. It is not read when the form is back.
pub(super) fn write(
    sheet: &mut Worksheet,
    scope: &Scope<'_>,
    kind: FormKind,
    columns: &[&Column],
) -> Result<(), XlsxError> {
    let widths = COLUMNS.map(|(_, width)| width);
    sheet.set_name(GUIDE)?;
    for (c, width) in (0u16..).zip(widths) {
        sheet.set_column_width(c, width)?;
    }
    let mut row = 0;
    let office = &scope.cycle.settings.secretariat;
    let ask = format!("問合せ　{}　{}　{}　{}", office.division, office.section, office.phone, office.mail);
    let lines = lines(kind).iter().map(|line| named(line, &scope.cycle.return_columns));
    for line in lines.chain([ask]) {
        sheet.merge_range(row, 0, row, 2, &line, &plain())?;
        sheet.set_row_height(row, fit::texts_height([(line.as_str(), widths.iter().sum())], 1.0))?;
        row += 1;
    }
    row += 1;
    let header = row;
    for (c, (name, _)) in (0u16..).zip(COLUMNS) {
        sheet.write_string_with_format(row, c, name, &column_title())?;
    }
    for column in columns {
        row += 1;
        let texts = [&*column.name, &column.hint, &column.example];
        for (c, text) in (0u16..).zip(texts) {
            sheet.write_string_with_format(row, c, text, &plain().set_border(FormatBorder::Thin))?;
        }
        sheet.set_row_height(row, fit::texts_height(texts.into_iter().zip(widths), 1.0))?;
    }
    SheetPages { paper: PaperSize::A4, landscape: false, widths: &widths, repeated: 0 }.set(sheet)?;
    sheet.set_repeat_rows(header, header)?;
    sheet.set_print_area(0, 0, row, 2)?;
    sheet.protect();
    Ok(())
}

/// What holds for the form as a whole.
fn lines(kind: FormKind) -> &'static [&'static str] {
    match kind {
        FormKind::Return => &[
            "１　灰色の欄（⟨取組番号⟩、⟨取組名⟩及び⟨指標番号⟩）は変更しないでください。灰色の文字は前回の内容ですので、変更があれば修正してください。",
            "２　指標を追加するときは、下の空いた行に、⟨取組番号⟩及び⟨指標番号⟩を続けて記入してください。",
            "３　数値は、単位を付けずに記入してください。「約」、「以上」、「程度」及び「（速報値）」は付けることができます。",
            "４　値がないときは、空欄とするか、「－」、「未定」又は「調査中」と記入してください。「０」は、値が０であることを表します。",
            "５　数値目標を設定しないときは、理由を一覧から選択してください。「その他」のときは、⟨理由（記述）⟩にも記入してください。",
            "６　年度は、基準、目標及び実績を、年又は年度のいずれかに統一してください。",
            "７　シート名及びファイル名は変更しないでください。CSV で提出することもできます。",
        ],
        FormKind::Opinion => &[
            "１　灰色の欄は変更しないでください。「番号」及び「受付日」の欄は、事務局が記入します。",
            "２　意見は、一行に一つずつ御記入ください。取組に関する意見の場合は取組番号も御記入いただき、全体に関する意見の場合は取組番号を空欄としてください。",
            "３　意見がない場合は、一行目の「意見の概要」の欄に「意見なし」と御記入の上、御返送ください。",
            "４　シート名及びファイル名は変更しないでください。",
        ],
        FormKind::Report => &[
            "１　灰色の欄は変更しないでください。",
            "２　対応の状況を一覧から選択し、対応の内容及び時期を記入してください。",
            "３　シート名及びファイル名は変更しないでください。",
        ],
        FormKind::Ballot => &[
            "１　表の上の「回答日」及び「職・氏名」の欄に御記入ください。灰色の欄は変更しないでください。",
            "２　議案ごとに、回答を一覧から選択してください。承認しない場合は、その理由も御記入ください。",
            "３　意見は、賛否にかかわらず御記入いただけます。",
            "４　シート名及びファイル名は変更しないでください。",
        ],
        FormKind::Attendance => &[
            "１　灰色の欄は変更しないでください。",
            "２　出欠を一覧から選択してください。印刷して手書きで回答される場合は、表の上の語の一つを○で囲んでください。",
            "３　代理の方が出席される場合は、その方の氏名及び職を御記入ください。会議の名簿及び席札に記載します。",
            "４　回答の後に変更が生じた場合は、修正の上、再度お送りください。最後に届いた回答によります。",
            "５　シート名及びファイル名は変更しないでください。",
        ],
    }
}
