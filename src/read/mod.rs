//! Floor 2: from bytes to the model. What can't be read becomes a finding, and the rest goes on.
//!
//! - `aim`: The values of indicators that are to be within a range, or to reach a grade
//! - `all_years`: The years of a row: what stands in it, in `series.csv` and in last year's row, as one series each
//! - `arrivals`: Which files the rows of `received.csv` mean, and so on which day each return came
//! - `astray`: Forms in the folder of another kind of form: a 対応報告書 among the returns
//! - `ballots`: What came back of written meetings: `inputs/ballots.csv`, which the secretariat writes, and the forms of
//!   `inputs/ballots/`
//! - `book`: A file as its sheets, whatever kind of file it is
//! - `carried`: `inputs/carried.csv`: what earlier years left open of advice and opinions
//! - `chosen_word`: Words by which people answer on a form, in more ways than the form prints
//! - `chosen_year`: Which values of years are the ones that a row is judged by
//! - `cited_numbers`: Which pieces of advice and opinions a text names by their numbers, in the many ways in which people
//!   write that
//! - `column_apart`: Whether a name that says the words of a column is another's
//! - `column_match`: Which column each name of a header means
//! - `comma_cut`: Finds rows of CSV in which a comma cut a number in two, and takes them away with a finding
//! - `corrections`: `inputs/corrections.csv`: values that the secretariat corrects without touching a return
//! - `csv`: A sheet out of CSV bytes: encoding, delimiter, records with their lines
//! - `cycle`: `inputs/cycle.toml` and the lists beside it
//! - `cycle_references`: What `cycle.toml` points to, in the spelling of what it points to
//! - `declared_columns`: The columns of a cycle's return: those of the standard form as `cycle.toml` renames them or
//!   leaves them out, and the cycle's own
//! - `declared_evaluation`: Which columns hold what a stage of evaluation gave: marks, ranks or points of measures, indicators
//!   or categories
//! - `declared_publication`: What `[publication]` names: columns of the return, papers, an address
//! - `declared_type`: What the cells of a column hold that a cycle declares for itself
//! - `ditto_words`: Puts the words of the cell above where 「同上」 or 〃 stands
//! - `filing`: How files were put away: which are stray copies of others, and which has its right name
//! - `find_header`: Where the header of a table stands: one row, or two rows that together are one
//! - `foreign`: Workbooks of other kinds: `.xls` (Excel 97 to 2003) and `.ods` (OpenDocument)
//! - `header`: The header of a table: its names, and the columns that they mean
//! - `header_findings`: What is to be said of a header: names that are not known, columns that are missing,
//!   hidden, or there twice
//! - `header_lists`: The words of headers' names, by what they say of a column
//! - `header_words`: What the words of a header's name say beside the name of a column: another year, body or kind, a
//!   year of their own, a unit
//! - `indicator_key`: The keys of indicators as they are written: which measure, and which of its indicators
//! - `input`: Files of the inputs, and what kind of file their bytes are
//! - `last_year`: Last year's tree, and last year's rows under the numbers and owners of this year
//! - `left_out`: What stands in the columns that a cycle's form leaves out
//! - `lists`: The secretariat's lists: departments, measures, members, organizations, and what was received
//!   when
//! - `magnitude`: The digits of a number: with commas, a point, 兆, 億 and 万, and perhaps a unit behind them
//! - `name_likeness`: How alike names of columns are
//! - `named_year`: Years in the name of a column
//! - `node_rules`: What contradicts itself in `[[evaluation.nodes]]`
//! - `number`: Numbers as departments type them
//! - `number_hint`: What to say of a text that is no number: it fits what was typed
//! - `opinion_numbers`: Numbers of advice and opinions, found however they are written: 「意見22」, 「No.022」 and 「第22号」 are 22
//! - `opinions`: Advice and opinions, and the answers to them
//! - `own_claim`: What a row says of itself, against what it is filed as: whose answer it is, and to what
//! - `own_tables`: `inputs/tables/`: the tables that a cycle declares for itself
//! - `own_value`: What stands in a cell of a cycle's own column
//! - `readme`: Tests that the tables of columns in `inputs/README.md` say of each column what the program knows
//!   of it
//! - `replies`: `inputs/replies/`: who comes to which meeting
//! - `reply_word`: Whether a member comes, as people write it on a form
//! - `reports`: Reports (対応報告書) that came back
//! - `respell`: Names that the lists take from one another, in the spelling of the list that they are from
//! - `row`: A row of a return as an indicator
//! - `row_kind`: What a row below the header is: one of the table, or an example, a sum, a note, or the header
//!   once more
//! - `row_lists`: What the rows of returns are read by: the columns of the form, and the lists of the cycle
//! - `row_marks`: What is said of cells of which not only the text counts: struck through, hidden, rounded by their format
//! - `same_sheet`: Sheets of a file whose rows are those of another
//! - `sent_back`: What came back, of whatever kind of form: which files are read, whose each is, and whether a form is
//!   as it was sent
//! - `sent_before`: Files that were sent before: the same file twice, or last year's file once more
//! - `sent_form`: Forms that were sent out: what must be the same when they come back
//! - `series_list`: `inputs/series.csv`: the years of indicators, a value a row
//! - `sheet`: Sheets: what stands in the cells of a file, before anything is made of it
//! - `sheet_places`: Where things stand in a sheet: the sheet itself, its rows and its cells as the origins of
//!   findings
//! - `shown_units`: In which units the rows of returns are printed, as `cycle.toml` declares it
//! - `state_word`: How far a department has come, as people write it on a report
//! - `strategy_changes`: `inputs/changes.csv`: what changes of the strategy's own text, and why
//! - `submission`: Returns (調査票) out of tables: one row an indicator
//! - `table`: Tables: a sheet's rows below its header, cell by cell with their places
//! - `table_row`: A row of a table, by the names of its columns
//! - `toml_mend`: What to write instead in a line that is no TOML: it fits what stands there
//! - `toml_slips`: Everything that is wrong with a TOML file, not only the first thing
//! - `two_scales`: 35% beside 0.35: the numbers of one row on two scales
//! - `vote_word`: How a member votes, as people write it on a ballot
//! - `word_of_list`: Words of closed lists, as departments write them
//! - `xlsx`: Workbooks (.xlsx, .xlsm), within bounds that are the same on every machine

mod aim;
pub mod all_years;
pub mod arrivals;
pub mod astray;
pub mod ballots;
pub mod book;
pub mod carried;
pub mod chosen_word;
pub mod chosen_year;
mod cited_numbers;
pub mod column_apart;
pub mod column_match;
pub mod comma_cut;
pub mod corrections;
pub mod csv;
pub mod cycle;
pub mod cycle_references;
pub mod declared_columns;
mod declared_evaluation;
mod declared_publication;
mod declared_type;
pub mod ditto_words;
pub mod filing;
pub mod find_header;
pub mod foreign;
pub mod header;
pub mod header_findings;
mod header_lists;
pub mod header_words;
pub mod indicator_key;
pub mod input;
pub mod last_year;
pub mod left_out;
pub mod lists;
pub mod magnitude;
pub mod name_likeness;
pub mod named_year;
pub mod node_rules;
pub mod number;
pub mod number_hint;
pub mod opinion_numbers;
pub mod opinions;
pub mod own_claim;
pub mod own_tables;
pub mod own_value;
#[cfg(test)]
mod readme;
pub mod replies;
pub mod reply_word;
pub mod reports;
pub mod respell;
pub mod row;
pub mod row_kind;
pub mod row_lists;
pub mod row_marks;
pub mod same_sheet;
pub mod sent_back;
pub mod sent_before;
pub mod sent_form;
pub mod series_list;
pub mod sheet;
pub mod sheet_places;
pub mod shown_units;
pub mod state_word;
pub mod strategy_changes;
pub mod submission;
pub mod table;
pub mod table_row;
mod toml_mend;
pub mod toml_slips;
pub mod two_scales;
pub mod vote_word;
pub mod word_of_list;
pub mod xlsx;
