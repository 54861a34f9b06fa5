//! Floor 1: the plain data of a cycle. No reading, no judging, no printing.
//!
//! - `addressee`: What tells an addressee from others
//! - `amount`: What the cells of a cycle's own columns count: amounts with a unit of the column's own, and how such a
//!   column is read
//! - `ballot`: Ballots of a written meeting, and the body's own rules for counting them
//! - `body`: Bodies (会議体), their members, and the organizations that are asked for opinions
//! - `by_year`: Values of an indicator year by year: what was reached in each, what each was to reach, what others
//!   reached
//! - `cause`: What could not be read, and why
//! - `choice`: Closed lists of words, as forms and returns use them
//! - `column`: Columns of a table: what each is called, what stands in it, and how it is filled in on a form
//! - `column_names`: What a cycle calls the columns of its return, in messages and hints
//! - `cut_cause`: A cause with its long texts cut, for a message
//! - `cycle`: A cycle: one year of a plan's progress management, as the secretariat declares it
//! - `cycle_names`: What the lists of a cycle call things, for all who name one of them
//! - `department_report`: Reports (対応報告書): what departments say came of advice and opinions, and what was left
//!   open last year
//! - `dated_names`: A cycle as it is at a time: departments are renamed within a year (機構改革)
//! - `decision`: What a meeting decided about its papers, and what that makes of them
//! - `declared_column`: Columns of the return as `cycle.toml` declares them: standard ones under other names, or left
//!   out, and a cycle's own
//! - `declared_paper`: Papers (資料) as a stage declares them
//! - `enclosed_papers`: Which papers of a stage go with its letters, and which are bound into a packet
//! - `envelope`: Envelopes with a window, and where on a letter its addressee must stand to be read through it
//! - `evaluation`: How indicators are judged and classed: the `[evaluation]` of `cycle.toml`, and the rules that are
//!   built in
//! - `form_columns`: The columns of the other tables that have a form: opinions, ballots, reports on
//!   opinions, and replies
//! - `formula`: Formulas of `[evaluation]`: `(A - B) / (M - B)`, `type = 単年度 and A >= T`
//! - `formula_parser`: Reads the formulas of `[evaluation]`
//! - `formula_text`: Formulas as people write them: `(A − B) ÷ (M − B)`
//! - `formula_tokens`: The pieces of a formula: numbers, names, signs
//! - `in_force`: From which day to which a row of a list holds: a member's time in office, a department's name
//! - `indicator`: Indicators (指標): what a department reports of a measure, one row of a return
//! - `last_tree`: The plan's tree as it was last year
//! - `letter`: Letters (通知文) and the mail that brings them: who gets one, and which of these
//! - `letter_copies`: Copies (写し) of letters: who gets one, and what tells it from what the stage writes to the same one
//!   otherwise
//! - `list_flaws`: Why someone of the lists gets nothing
//! - `no_answer`: Answers that say that there is none: 「特になし」
//! - `node_rule`: How the nodes of the plan's tree are classed by their indicators: `[[evaluation.nodes]]`
//! - `opinion`: Advice and opinions, and what the prefecture makes of them
//! - `own_section`: What becomes of a letter to the section that sends it: nobody writes a numbered letter to
//!   themselves
//! - `own_cell`: Values in the columns that a cycle declares for itself
//! - `own_table`: Tables that a cycle declares for itself: 予算額, 一次評価, what members think of each 施策
//! - `plan`: The plan: categories, measures (取組), and the departments that own them
//! - `postal`: Where a letter is posted to
//! - `printing`: How a stage's packet is printed
//! - `publication`: What of a cycle goes to the public: `[publication]` of `cycle.toml`
//! - `public_cycle`: What of a cycle anyone may know
//! - `raw_findings`: The raw findings of a file, as far as they are kept
//! - `recipient`: Who gets a letter, an annex or a form of their own
//! - `register`: The register (台帳): every value of every return
//! - `reply`: Replies (出欠の回答): whether a member comes to a meeting, and who comes instead
//! - `rescheduled`: A meeting that does not take place on its first day: put off to another (延期), or called off (中止)
//! - `return_columns`: The columns of a return (調査票), in the order in which departments know them
//! - `same_mail`: Addresses of mail that two people of the lists have
//! - `seating`: How the room of a meeting is laid out
//! - `secretariat`: Who sends the papers, and in which style of the house
//! - `series`: `series.csv`: the years of indicators, a value a row
//! - `shown_in`: Units in which numbers are printed: 百万円, where a column of 円 could not be read
//! - `stage`: Stages (段階) of the year, and the papers, annexes and letters that each makes
//! - `stage_names`: What a stage and its meeting are called, on forms and by people
//! - `strategy_change`: Changes of the strategy's own text: what a row of `changes.csv` says
//! - `submission`: What was handed in
//! - `threshold`: Thresholds in percent, exact as they are written
//! - `toml_date`: Days in `cycle.toml`: 2020-02-07, without a time
//! - `value`: Values as they were read: with the place they came from, and with the reason when there is none
//! - `written_formula`: Formulas with the text and the place in `cycle.toml` that they were read from

pub mod addressee;
pub mod amount;
pub mod ballot;
pub mod body;
pub mod by_year;
pub mod cause;
pub mod choice;
pub mod column;
pub mod column_names;
pub mod cut_cause;
pub mod cycle;
pub mod cycle_names;
pub mod dated_names;
pub mod decision;
pub mod declared_column;
pub mod declared_paper;
pub mod department_report;
pub mod enclosed_papers;
pub mod envelope;
pub mod evaluation;
pub mod form_columns;
pub mod formula;
pub mod formula_parser;
pub mod formula_text;
mod formula_tokens;
pub mod in_force;
pub mod indicator;
pub mod last_tree;
pub mod letter;
pub mod letter_copies;
pub mod list_flaws;
pub mod no_answer;
pub mod node_rule;
pub mod opinion;
pub mod own_cell;
pub mod own_section;
pub mod own_table;
pub mod plan;
pub mod postal;
pub mod printing;
pub mod public_cycle;
pub mod publication;
pub mod raw_findings;
pub mod recipient;
pub mod register;
pub mod reply;
pub mod rescheduled;
pub mod return_columns;
pub mod same_mail;
pub mod seating;
pub mod secretariat;
pub mod series;
pub mod shown_in;
pub mod stage;
pub mod stage_names;
pub mod strategy_change;
pub mod submission;
pub mod threshold;
mod toml_date;
pub mod value;
pub mod written_formula;
