//! How the cells of a form look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::model::column::OnForm;

const FONT: &str = "BIZ UDゴシック";
/// What lies under what the recipient leaves as it is.
const GREY: Color = Color::RGB(0xEDEDED);

/// A text without a border.
pub(super) fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(10.0).set_align(FormatAlign::Top).set_text_wrap()
}

/// A column title.
pub(super) fn column_title() -> Format {
    plain().set_bold().set_border(FormatBorder::Thin).set_background_color(Color::RGB(0xD9D9D9))
}

/// A cell that the recipient leaves as it is is grey, and locked unless the secretariat fills it in later; one to fill
/// in is text, so that 49.0 keeps its point.
pub(super) fn cell(on_form: OnForm, is_filled_in: bool) -> Format {
    let format = plain().set_border(FormatBorder::Thin).set_num_format("@");
    match on_form {
        OnForm::Locked if is_filled_in => format.set_background_color(GREY),
        OnForm::ByOffice => format.set_background_color(GREY).set_unlocked(),
        _ => format.set_background_color(Color::RGB(0xFFFBE6)).set_unlocked(),
    }
}
