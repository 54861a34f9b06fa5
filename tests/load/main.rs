//! The tests of everything up to the findings. They need no typst: `cargo test --no-default-features --test load`.
//!
//! Each folder of `tests/rules` and of `tests/returns` is a test, named after it: `… --test load number-format`.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests read examples")]

mod answers;
mod arrivals;
mod asked_again;
mod asks;
mod astray;
mod ballots;
mod cells;
mod change_sources;
mod decisions;
mod declared_rules;
mod expectation;
mod findings;
mod foreign;
mod handed_on;
mod hostile;
mod member_names;
mod no_answers;
mod no_codes;
mod node_rules;
mod opinion_numbers;
mod own_columns;
mod own_tables;
mod properties;
mod publication;
mod remarks;
mod renamed_columns;
mod replies;
mod reports;
mod returns;
mod root;
mod row_attack;
mod rows_read;
mod rules;
mod seen;
mod series;
mod speakers;
mod spellings;
mod tables;
mod unread;
mod unread_answers;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use shiryo::edge::foreign_workbooks;

/// Functions as tests of their names.
macro_rules! tests {
    ($($function:path),* $(,)?) => {
        vec![$(Trial::test(stringify!($function), || {
            $function();
            Ok(())
        })),*]
    };
}

fn main() -> ExitCode {
    // As the program itself does: it may be started again to rewrite a workbook.
    if let Some(exit) = foreign_workbooks::begin() {
        return exit;
    }
    let mut trials = tests![
        answers::every_kind_of_question_is_answered_in_time_late_partly_or_not,
        answers::a_letter_is_about_the_last_question_to_its_recipients_or_the_one_it_names,
        answers::what_is_asked_without_a_form_is_a_question_too,
        answers::of_two_questions_of_a_kind_an_answer_is_to_the_last_that_was_asked,
        answers::what_is_left_open_is_asked_again_next_year,
        answers::what_cannot_be_asked_as_it_stands_is_said_and_kept_open,
        answers::of_two_reports_the_later_holds_and_those_of_one_day_dispute_each_other,
        series::the_list_fills_the_years_and_the_return_holds,
        series::a_revised_value_keeps_the_one_before,
        series::slips_of_the_list_are_said_where_they_stand,
        own_columns::a_citys_own_form_reads_by_declaration_alone,
        own_columns::the_target_of_the_year_is_what_is_expected_in_it,
        own_columns::a_value_that_its_column_does_not_allow_is_asked_about,
        own_columns::a_correction_names_a_declared_column_as_the_form_does,
        publication::a_column_of_a_table_is_withheld_by_its_name_or_id,
        publication::a_measure_of_which_all_is_withheld_is_not_there,
        publication::each_key_of_the_publication_that_is_wrong_is_said_at_its_line,
        publication::what_is_withheld_is_named_in_any_spelling,
        publication::what_the_publication_names_must_be_there,
        own_columns::each_key_of_a_declared_column_that_is_wrong_is_said_at_its_line,
        own_columns::what_was_certain_last_year_is_compared_year_by_year,
        own_columns::a_declaration_that_contradicts_itself_is_said_at_its_line,
        declared_rules::most_cities_divide_the_actual_value_by_the_target,
        declared_rules::a_class_may_be_a_condition_with_a_tolerance_or_over_two_rates,
        declared_rules::a_rate_may_be_capped_and_rounded_before_it_is_classed,
        declared_rules::a_declared_rule_comes_before_those_of_the_preset,
        declared_rules::a_target_may_be_a_range_or_a_grade,
        declared_rules::a_place_in_an_order_is_kept_or_not,
        declared_rules::what_is_wrong_with_a_formula_is_said_at_its_line,
        node_rules::a_node_is_classed_by_share_mean_points_or_the_worst,
        node_rules::indicators_weigh_what_is_declared_and_what_lacks_something_is_left_out,
        node_rules::a_rule_for_nodes_that_contradicts_itself_is_said,
        node_rules::each_key_of_a_rule_for_nodes_that_is_wrong_is_said_at_its_line,
        own_tables::each_key_of_a_declared_table_that_is_wrong_is_said_at_its_line,
        declared_rules::each_key_of_the_evaluation_that_is_wrong_is_said_at_its_line,
        own_tables::a_declared_table_is_read_by_its_key_and_columns,
        own_tables::a_row_is_known_from_its_day_and_the_later_one_holds,
        own_tables::what_is_wrong_with_a_declared_table_is_said_at_its_cell,
        own_tables::what_is_wrong_with_the_declaration_of_a_table_is_said_at_its_line,
        asks::a_department_is_asked_in_the_words_of_a_letter,
        asked_again::a_question_to_some_is_none_to_the_others,
        asked_again::a_form_sent_again_is_the_first_question_sent_again,
        asked_again::no_kind_of_form_sent_again_asks_anything_new,
        asked_again::a_notice_about_some_measures_asks_those_who_spoke_of_them,
        asked_again::a_second_question_to_one_department_closes_nothing_of_the_others,
        asked_again::a_letter_reminds_of_what_its_own_recipients_were_asked_before,
        astray::a_form_in_another_folder_is_named_with_its_own,
        astray::a_workbook_in_another_folder_is_named_with_its_own,
        astray::a_form_in_its_own_folder_or_no_form_is_not_astray,
        member_names::a_file_is_whose_name_or_post_it_has,
        member_names::a_row_of_the_office_names_a_member_by_post_or_name,
        member_names::a_ballot_names_its_member_and_its_meeting_as_people_do,
        opinion_numbers::a_report_and_an_answer_name_their_opinion_in_any_words,
        opinion_numbers::a_number_of_last_years_is_found_with_its_year,
        opinion_numbers::what_is_put_together_says_so_in_any_words,
        opinion_numbers::one_number_in_two_ways_stands_there_twice,
        unread_answers::what_came_and_cannot_be_read_is_no_silence,
        unread_answers::what_is_read_holds_whatever_else_cannot_be,
        unread_answers::an_answer_without_a_day_has_come,
        unread_answers::a_list_of_the_office_that_cannot_be_read_may_hold_anyones_answer,
        unread_answers::a_report_that_cannot_be_read_reports_nobody_knows_what,
        ballots::a_ballot_comes_back_as_the_form_that_was_sent,
        ballots::a_ballot_under_anothers_name_is_not_read,
        ballots::a_day_in_received_is_the_day_of_an_opinion_without_one,
        ballots::a_copy_of_a_ballot_is_not_read_twice,
        ballots::of_two_ballots_of_a_member_the_later_holds_and_those_of_one_day_wait,
        ballots::what_a_ballot_does_not_say_is_a_finding_and_no_vote,
        cells::each_cell_of_the_table_is_read_as_it_says,
        change_sources::the_columns_of_changes_have_many_names,
        change_sources::a_source_names_what_there_is,
        decisions::what_is_decided_is_no_draft_and_all_else_stays_one,
        handed_on::one_decision_has_one_title,
        handed_on::no_number_means_no_measure,
        decisions::an_amendment_says_what_it_changed,
        decisions::an_amendment_has_nothing_of_after_the_paper_that_shows_it,
        decisions::a_paper_is_what_the_last_meeting_decided_on_it,
        decisions::a_title_that_stays_a_draft_is_not_decided_on,
        decisions::a_written_meeting_decides_when_its_votes_are_in,
        decisions::the_votes_of_a_written_meeting_decide_where_nothing_is_written,
        decisions::ballots_that_came_back_as_forms_are_votes_too,
        decisions::a_decision_against_the_votes_is_not_used_and_the_chair_decides_a_tie,
        decisions::only_the_end_of_a_title_is_the_mark_of_a_draft,
        foreign::a_return_reads_alike_from_every_kind_of_workbook,
        foreign::what_a_workbook_unpacks_to_is_bounded,
        foreign::what_is_wrong_in_a_workbook_is_said_of_every_kind,
        hostile::mutated_files_are_read_or_refused_within_bounds,
        no_answers::an_answer_that_there_is_none_is_no_opinion,
        no_answers::an_opinion_on_all_measures_says_so_in_many_words,
        no_answers::what_is_written_in_another_column_is_not_lost,
        arrivals::a_name_that_several_files_have_asks_for_the_folder,
        arrivals::many_changes_of_one_place_are_read_in_a_moment,
        arrivals::two_corrections_of_a_cell_on_a_day_leave_it_open,
        arrivals::two_measures_are_not_one_of_last_years,
        arrivals::a_copy_of_an_opinion_that_is_listed_is_read,
        no_codes::a_missing_column_of_codes_is_one_finding_with_a_code_for_each,
        no_codes::an_empty_column_of_codes_and_one_member_are_said_too,
        properties::the_order_of_files_rows_and_columns_does_not_matter,
        properties::totals_are_the_sums_of_their_parts,
        remarks::only_what_a_body_says_is_a_remark,
        renamed_columns::what_is_said_of_a_return_calls_its_columns_as_the_cycle_does,
        renamed_columns::the_hints_of_a_form_call_its_columns_as_the_cycle_does,
        replies::who_comes_is_what_was_answered_last_by_the_day,
        replies::what_nobody_can_tell_keeps_the_seat_and_is_said,
        replies::an_answer_counts_for_the_meeting_and_the_member_that_it_names,
        replies::a_body_whose_members_come_in_person_takes_no_proxy,
        replies::a_proxy_is_someone_else_who_is_named,
        replies::a_row_of_another_member_or_another_meeting_is_not_taken,
        replies::what_is_written_beside_an_answer_and_speaks_against_it_is_shown,
        replies::a_form_names_its_meeting_as_people_do,
        replies::a_post_means_who_holds_it_on_the_day,
        replies::a_form_that_went_out_before_it_lost_columns_is_read,
        reports::a_report_under_another_departments_name_is_not_read,
        reports::a_row_is_about_the_number_whose_measure_and_words_stand_in_it,
        reports::two_numbers_that_are_put_together_have_one_report,
        reports::what_points_at_the_row_above_is_printed_as_its_words,
        returns::there_are_many_returns,
        row_attack::no_row_is_lost_and_no_other_changes,
        rules::the_base_has_no_findings,
        rules::no_two_rules_have_one_id,
        rules::a_missing_return_is_a_warning_until_its_deadline,
        speakers::a_row_of_a_body_names_exactly_those_who_said_it,
        speakers::a_row_of_an_organization_names_it_and_no_other,
        speakers::one_who_spoke_was_in_office_then,
        spellings::a_key_is_found_in_every_spelling,
        spellings::what_the_cycle_points_to_is_found_in_every_spelling,
        spellings::a_recipient_of_a_notice_is_found_by_code_or_name,
        spellings::a_name_of_two_departments_is_neithers,
        spellings::two_keys_that_fold_alike_are_said_to_differ_in_a_character,
        spellings::a_correction_names_its_department_by_code_or_name,
        spellings::a_return_whose_day_cannot_be_read_waits,
        spellings::a_row_that_lost_its_keys_is_no_sum,
        spellings::a_value_whose_correction_has_no_day_that_can_be_read_waits,
        seen::words_are_what_the_department_saw,
        tables::a_table_reads_the_same_from_every_kind_of_file,
        tables::the_tables_have_the_columns_of_a_return,
        unread::a_file_that_cannot_be_read_silences_what_depends_on_it,
        unread::a_return_that_the_machine_refuses_is_a_finding,
        unread::a_correction_of_an_unread_return_is_not_unused,
        unread::a_list_may_be_longer_than_a_return,
    ];
    trials.extend(rules::trials());
    trials.extend(returns::trials());
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
