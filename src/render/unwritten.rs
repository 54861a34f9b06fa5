//! Why a workbook can't be written, in Japanese.

use rust_xlsxwriter::XlsxError;

/// What is said of a workbook that can't be written.
pub fn reason(error: &XlsxError) -> String {
    match error {
        XlsxError::MaxStringLengthExceeded => "一つのセルの字が、Excel の上限（32,767字）を超えます。".into(),
        XlsxError::RowColumnLimitError => "Excel の上限（1,048,576行、16,384列）を超えます。".into(),
        XlsxError::SheetnameReused(name) => format!("シートの名「{name}」が二度使われています。"),
        XlsxError::SheetnameStartsOrEndsWithApostrophe(name)
        | XlsxError::SheetnameContainsInvalidCharacter(name)
        | XlsxError::SheetnameLengthExceeded(name)
        | XlsxError::SheetnameCannotBeBlank(name) => format!("シートの名「{name}」は使えません。"),
        other => format!("Excel のブックを書けません（{other}）。"),
    }
}
