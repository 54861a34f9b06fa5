//! One rule a file. To find the rule of a message, open the file of its id.

pub mod answer_day;
pub mod answer_missing;
pub mod attendance_conflict;
pub mod ballot_twice;
pub mod basis_missing;
pub mod carried_unasked;
pub mod cell_comment;
pub mod certainty_conflict;
pub mod change_mismatch;
pub mod class_order;
pub mod closed_day;
pub mod code_format;
pub mod correction_unused;
pub mod cumulative_fell;
pub mod date_format;
pub mod decision_conflict;
pub mod department_term;
pub mod direction_conflict;
pub mod ditto;
pub mod duplicate_document_number;
pub mod duplicate_entry;
pub mod duplicate_indicator;
pub mod encoding;
pub mod era_ended;
pub mod figures_apart;
pub mod file_in_the_way;
pub mod file_twice;
pub mod forbidden_character;
pub mod foreign_file;
pub mod foreign_workbook;
pub mod form_mismatch;
pub mod formula_value;
pub mod header_missing;
pub mod header_renamed;
pub mod hidden_cells;
pub mod indicator_vanished;
pub mod issued_changed;
pub mod issued_lost;
pub mod joined_answer;
pub mod left_in_example;
pub mod letter_copy;
pub mod line_break;
pub mod long_text;
pub mod lost_letter;
pub mod mail_address;
pub mod mail_shared_address;
pub mod mail_size;
pub mod mail_words;
pub mod measure_count;
pub mod measure_owner_conflict;
pub mod measure_renumbered;
pub mod meeting_change;
pub mod member_term;
pub mod missing_glyph;
pub mod missing_measure;
pub mod missing_submission;
pub mod month_as_year;
pub mod notice_filter;
pub mod notice_incomplete;
pub mod number_format;
pub mod out_of_range;
pub mod past_changed;
pub mod percent_scale;
pub mod postal_address;
pub mod printed_again;
pub mod prose_repeated;
pub mod received_missing;
pub mod recipient_addressee;
pub mod recipient_code;
pub mod reference_to_nothing;
pub mod report_doubtful;
pub mod report_incomplete;
pub mod report_number;
pub mod report_twice;
pub mod rounded_display;
pub mod row_length;
pub mod row_not_read;
pub mod row_of_another;
pub mod series_mismatch;
pub mod shown_unit;
pub mod speaker_unclear;
pub mod stage_order;
pub mod stale_file;
pub mod struck_through;
pub mod swapped_file;
pub mod table_incomplete;
pub mod target_reason_missing;
pub mod template_error;
pub mod tenfold;
pub mod threshold_rounding;
pub mod unit_mismatch;
pub mod unknown_choice;
pub mod unknown_column;
pub mod unknown_department;
pub mod unknown_measure;
pub mod unreadable_file;
pub mod unused_value;
pub mod value_missing;
pub mod withheld_unknown;
pub mod words_counter;
pub mod words_levels;
pub mod words_style;
pub mod words_weekday;
pub mod words_width;
pub mod year_format;
pub mod year_order;

use crate::decide::check::rule::Rule;

/// Every rule, by id.
pub const RULES: &[&Rule] = &[
    &answer_day::RULE,
    &answer_missing::RULE,
    &attendance_conflict::RULE,
    &ballot_twice::RULE,
    &basis_missing::RULE,
    &carried_unasked::RULE,
    &cell_comment::RULE,
    &certainty_conflict::RULE,
    &change_mismatch::RULE,
    &class_order::RULE,
    &closed_day::RULE,
    &code_format::RULE,
    &correction_unused::RULE,
    &cumulative_fell::RULE,
    &date_format::RULE,
    &decision_conflict::RULE,
    &department_term::RULE,
    &direction_conflict::RULE,
    &ditto::RULE,
    &duplicate_document_number::RULE,
    &duplicate_entry::RULE,
    &duplicate_indicator::RULE,
    &encoding::RULE,
    &era_ended::RULE,
    &figures_apart::RULE,
    &file_in_the_way::RULE,
    &file_twice::RULE,
    &forbidden_character::RULE,
    &foreign_file::RULE,
    &foreign_workbook::RULE,
    &form_mismatch::RULE,
    &formula_value::RULE,
    &header_missing::RULE,
    &header_renamed::RULE,
    &hidden_cells::RULE,
    &indicator_vanished::RULE,
    &issued_changed::RULE,
    &issued_lost::RULE,
    &joined_answer::RULE,
    &left_in_example::RULE,
    &letter_copy::RULE,
    &line_break::RULE,
    &long_text::RULE,
    &lost_letter::RULE,
    &mail_address::RULE,
    &mail_shared_address::RULE,
    &mail_size::RULE,
    &mail_words::RULE,
    &measure_count::RULE,
    &measure_owner_conflict::RULE,
    &measure_renumbered::RULE,
    &meeting_change::RULE,
    &member_term::RULE,
    &missing_glyph::RULE,
    &missing_measure::RULE,
    &missing_submission::RULE,
    &month_as_year::RULE,
    &notice_filter::RULE,
    &notice_incomplete::RULE,
    &number_format::RULE,
    &out_of_range::RULE,
    &past_changed::RULE,
    &percent_scale::RULE,
    &postal_address::RULE,
    &printed_again::RULE,
    &prose_repeated::RULE,
    &received_missing::RULE,
    &recipient_addressee::RULE,
    &recipient_code::RULE,
    &reference_to_nothing::RULE,
    &report_doubtful::RULE,
    &report_incomplete::RULE,
    &report_number::RULE,
    &report_twice::RULE,
    &rounded_display::RULE,
    &row_length::RULE,
    &row_not_read::RULE,
    &row_of_another::RULE,
    &series_mismatch::RULE,
    &shown_unit::RULE,
    &speaker_unclear::RULE,
    &stage_order::RULE,
    &stale_file::RULE,
    &struck_through::RULE,
    &swapped_file::RULE,
    &table_incomplete::RULE,
    &target_reason_missing::RULE,
    &template_error::RULE,
    &tenfold::RULE,
    &threshold_rounding::RULE,
    &unit_mismatch::RULE,
    &unknown_choice::RULE,
    &unknown_column::RULE,
    &unknown_department::RULE,
    &unknown_measure::RULE,
    &unreadable_file::RULE,
    &unused_value::RULE,
    &value_missing::RULE,
    &withheld_unknown::RULE,
    &words_counter::RULE,
    &words_levels::RULE,
    &words_style::RULE,
    &words_weekday::RULE,
    &words_width::RULE,
    &year_format::RULE,
    &year_order::RULE,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed() {
        let files = include_str!("mod.rs").lines().filter(|line| line.starts_with("pub mod "));
        assert_eq!(files.count(), RULES.len());
    }
}
