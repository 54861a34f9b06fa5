//! Which rule has what reading found, and says what is wrong. Every cause has its rule here: without it, a new [`Cause`]
//! does not compile.

use super::rule::Wording;
use super::rules::{
    attendance_conflict, cell_comment, code_format, correction_unused, date_format, ditto, duplicate_entry,
    encoding, era_ended, file_twice, forbidden_character, foreign_workbook, form_mismatch, formula_value,
    header_missing, header_renamed, hidden_cells, left_in_example, month_as_year, number_format,
    out_of_range, percent_scale, reference_to_nothing, rounded_display, row_length, row_not_read,
    row_of_another, series_mismatch, stale_file, struck_through, swapped_file, unit_mismatch, unknown_choice,
    unknown_column, unknown_department, unreadable_file, value_missing, year_format,
};
use crate::model::cause::{Cause, Concealed, Refusal};

/// What the rule of a cause says of it.
pub(super) fn wording(cause: &Cause) -> Wording {
    match cause {
        Cause::Refused(refusal) => of_refusal(*refusal),
        Cause::More { like, .. } => wording(like),
        Cause::HeaderMissing { columns } => header_missing::no_column(columns),
        Cause::FormOfAnother { recipient } => form_mismatch::of_another(recipient),
        Cause::FormOfAnotherFolder { form } => form_mismatch::of_another_folder(*form),
        Cause::FormOfAnotherCycle { cycle } => form_mismatch::of_another_cycle(cycle),
        Cause::FormChanged => form_mismatch::changed(),
        Cause::OfAnotherDepartment { owner, division, rows, unknown } => {
            swapped_file::of_another(owner, division, *rows, *unknown)
        }
        Cause::LastYears => stale_file::all_rows(),
        Cause::PartlyLastYears { rows, kept } => stale_file::most_rows(*rows, kept),
        Cause::SameFile { first } => file_twice::same_file(first),
        Cause::StrayCopy { of } => file_twice::stray_copy(of),
        Cause::UnusedCorrection { why } => correction_unused::corrects_nothing(why),
        Cause::TwoCorrections { values } => duplicate_entry::two_corrections(values),
        Cause::OvertakenCorrection { received } => correction_unused::overtaken(*received),
        Cause::Ambiguous { known, names, required } => header_missing::ambiguous(known, names, *required),
        Cause::Unheaded { text, count } => unknown_column::values_without_column(text, *count),
        Cause::SameSheet { first } => file_twice::same_sheet(first),
        Cause::Renamed { name, known } => header_renamed::renamed(name, known),
        Cause::HiddenRows { lines } => hidden_cells::rows(lines),
        Cause::HiddenColumns { names } => hidden_cells::columns(names),
        Cause::HiddenSheet => hidden_cells::sheet(),
        Cause::SheetNotRead => row_not_read::sheet(),
        Cause::ExampleSheet { lines } => row_not_read::on_example_sheet(lines),
        Cause::ExampleRow => left_in_example::example_row(),
        Cause::TotalRow => row_not_read::total(),
        Cause::HeaderAgain => row_not_read::header_again(),
        Cause::NoteRow { text } => row_not_read::note(text),
        Cause::Comment { text } => cell_comment::comment(text),
        Cause::TextBox { text } => cell_comment::text_box(text),
        Cause::SameColor { columns } => hidden_cells::same_color(columns),
        Cause::ByCondition { columns, effect: Concealed::Struck } => struck_through::by_condition(columns),
        Cause::ByCondition { columns, effect: Concealed::Unseen } => hidden_cells::by_condition(columns),
        Cause::ByCondition { columns, effect: Concealed::Perhaps } => {
            hidden_cells::perhaps_by_condition(columns)
        }
        Cause::Struck { columns } => struck_through::struck(columns),
        Cause::FormulaWithoutResult { columns } => formula_value::no_result(columns),
        Cause::FailedFormula { text } => formula_value::failed(text),
        Cause::TwoValues { text } => unreadable_file::two_values(text),
        Cause::ForeignWorkbook { kind } => foreign_workbook::cannot_tell(*kind),
        Cause::SheetLost => unreadable_file::lost_sheet(),
        Cause::Unseen { columns } => hidden_cells::unseen(columns),
        Cause::Rounded { shown, held, read } => rounded_display::rounded(shown, held, read),
        Cause::NothingAbove { text } => ditto::nothing_above(text),
        Cause::MonthAsYear { text, year } => month_as_year::read_as(text, *year),
        Cause::UnknownColumn { name } => unknown_column::column(name),
        Cause::TwoMeetings => attendance_conflict::two_meetings(),
        Cause::AttendanceColumn { name } => unknown_column::of_attendance(name),
        Cause::ColumnOfAnother { name, known, word } => unknown_column::of_another(name, known, word),
        Cause::ColumnOfAnotherYear { name, known, year } => {
            unknown_column::of_another_year(name, known, year)
        }
        Cause::ColumnUnit { name, unit, expected } => unit_mismatch::of_column(name, unit, expected),
        Cause::ForbiddenCharacter { text } => forbidden_character::in_text(text),
        Cause::NoRows => header_missing::no_rows(),
        Cause::RowTooLong { header, row } => row_length::too_long(*header, *row),
        Cause::CutNumber { halves } => row_length::cut_number(halves),
        Cause::AboveHeader => header_missing::above_header(),
        Cause::Number { text, hint } => number_format::not_a_number(text, hint),
        Cause::Unit { text, found, expected } => unit_mismatch::other_unit(text, found, expected),
        Cause::PercentScale { text, others } => percent_scale::another_scale(text, others),
        Cause::LongUnit { text, most } => unit_mismatch::long_unit(text, *most),
        Cause::Year { text, slip } => year_format::not_a_year(text, slip.as_ref()),
        Cause::MixedYears { text } => year_format::mixed(text),
        Cause::Date { text, slip } => date_format::not_a_date(text, slip.as_ref()),
        Cause::FarDay { text, day, meant } => date_format::far(text, *day, *meant),
        Cause::CountedOn { text, year } => era_ended::counted_on(text, *year),
        Cause::Choice { column, text, choices } => unknown_choice::not_a_choice(column, text, choices),
        Cause::UndeclaredTable => unreadable_file::undeclared_table(),
        Cause::NoSuchKey { what, text } => reference_to_nothing::no_such_key(what, text),
        Cause::OtherInSeries { text, listed, place } => series_mismatch::differs(text, listed, place),
        Cause::OutOfRange { text, least, most } => {
            out_of_range::beyond(text, least.as_deref(), most.as_deref())
        }
        Cause::UnclearVote { text } => unknown_choice::unclear_vote(text),
        Cause::RowOfAnother { column, text, filed } => row_of_another::says_another(column, text, filed),
        Cause::ProxyIsMember { text } => attendance_conflict::proxy_is_member(text),
        Cause::Empty { column } => value_missing::empty(column),
        Cause::Code { text } => code_format::unusable_code(text),
        Cause::Twice { column, text, first, differs } => {
            duplicate_entry::in_a_list(column, text, first, differs.as_deref())
        }
        Cause::UnknownDepartment { text } => unknown_department::in_corrections(text),
        Cause::NoDay { file } => value_missing::no_day(file),
        Cause::BallotOfNobody { called } => reference_to_nothing::ballot_of_nobody(called),
        Cause::TwoDays { text, days } => duplicate_entry::two_days(text, days),
    }
}

/// What is said of a file that can't be read at all.
fn of_refusal(refusal: Refusal) -> Wording {
    match refusal {
        Refusal::Encoding => encoding::unknown_encoding(),
        Refusal::Empty => header_missing::empty_file(),
        Refusal::NoHeader => header_missing::no_header(),
        Refusal::Quote { .. } => row_length::stray_quote(),
        Refusal::TooLarge => unreadable_file::too_large(),
        Refusal::LargeList => unreadable_file::large_list(),
        Refusal::Broken => unreadable_file::broken(),
        Refusal::Password => unreadable_file::password(),
        Refusal::OldExcel => unreadable_file::old_excel(),
        Refusal::Binary => unreadable_file::binary_excel(),
        Refusal::Pdf => unreadable_file::pdf(),
        Refusal::Document => unreadable_file::document(),
        Refusal::Ichitaro => unreadable_file::ichitaro(),
        Refusal::Mail => unreadable_file::mail(),
        Refusal::WebPage => unreadable_file::web_page(),
        Refusal::Utf32 => encoding::utf_32(),
        Refusal::Delimiter { sign } => header_missing::other_delimiter(sign),
        Refusal::OtherSpreadsheet => unreadable_file::other_spreadsheet(),
        Refusal::Costly => unreadable_file::costly(),
        Refusal::Unopened => unreadable_file::unopened(),
        Refusal::Other => unreadable_file::other(),
    }
}
