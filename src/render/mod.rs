//! Floor 4: from the data to finished files, in steps. A [`job`] gets the [`scope`] that it may see; [`view`]s make
//! what its template sees; a [`paper`], an [`annex`] or a [`form`] is made of it; the [`press`] does so for all jobs and
//! gives each [`artifact`] to the [`sink`].
//!
//! - `about`: What the manifest will say of a file, taken from the scope that it is made of
//! - `annex`: Annex workbooks (別紙): an annex file names sheets, columns and formats, and this makes the
//!   workbook
//! - `artifact`: Finished files, and what is known of them
//! - `body_figures`: The figures of a body: how many members it has, in all and by group, and how many years
//!   they serve
//! - `book_properties`: The properties of a workbook, dated by the stage so that two builds give the same bytes
//! - `cell_text`: A text as a workbook's cell takes it
//! - `count_facts`: What prose may name of the counts of indicators: in all, by category and by department, as the
//!   cross-tables have them
//! - `decision_facts`: What prose may name of what meetings decided about their papers
//! - `derivation`: How figures came: each was read in an input file, reckoned by a formula, counted, or gathered of
//!   indicators
//! - `desk`: The desk, where jobs are prepared: each with the scope that it may see
//! - `digits`: Numbers in a column, point below point
//! - `figure`: Figures: a value with an identity
//! - `figure_facts`: How figures come through minijinja
//! - `filled_text`: A text that was filled in: words, and among them the figures, which keep their ids
//! - `fit`: Column widths and row heights that fit: not every program that opens or prints a workbook fits them
//!   itself
//! - `form`: Forms to fill in and send back (様式): workbooks and CSV files whose columns are those that are read
//!   back
//! - `handed_out`: A stage as people hold it in hand, which a 正誤表 compares with
//! - `handout`: The papers and annexes that a stage hands out, as other papers name them
//! - `job`: A job: one file to make
//! - `job_list`: The list of jobs: which files a build makes
//! - `judged`: Rows of the register with their judgement
//! - `known`: Everything that papers can be made of
//! - `meeting`: What printing needs to know of a stage, kept in the manifest: who comes to its meeting and sits
//!   where, what goes with its letters, and how many copies there are to be
//! - `meeting_attendance`: Who comes to the meeting that a stage is about, as far as a paper of the stage may say
//!   so
//! - `meeting_facts`: What prose may name of the meeting that a stage invites to, or is
//! - `naming`: How papers and their files are called
//! - `narrowed`: The parts of what was returned that one recipient may see
//! - `paper`: A job's data: the papers of one PDF with their words and views
//! - `paper_data`: A paper as its template gets it: what it is called, its stage, its words and its views
//! - `press`: The press: makes every job of a build on all cores, and gives each file to the sink
//! - `prose`: Plain prose into blocks
//! - `recipe`: What a PDF is made of, and what is remembered of it: one that lies in its place and is made of the same is
//!   not set again
//! - `recipient_facts`: What a recipient's words may name of it
//! - `responses`: What the prefecture makes of the opinions (県の考え方), by their numbers
//! - `review_facts`: What prose may name of the evaluation in stages
//! - `scope`: What a paper may see
//! - `scope_queries`: What is asked of a scope: rows and counts of measures, answers, decisions, and the ids of what is
//!   counted in it
//! - `shared_data`: What all papers of a cycle share
//! - `sheet_pages`: How a sheet of a workbook comes onto paper: all of its columns on one page's width, or over several
//!   pages that each begin with the same columns
//! - `sight`: A scope of either kind, for what may be made of both
//! - `sink`: Where finished files go
//! - `tag_lines`: The lines of a template's text: one that holds tags alone leaves nothing behind, any other keeps
//!   its end
//! - `told_before`: What earlier letters told a recipient of the opinions of its letter, and what it said that no letter
//!   has told yet
//! - `tried`: Which recipients a rehearsal tries
//! - `typst`: Typst, embedded: fonts and templates from memory, one job at a time, PDF/A-3a and PDF/UA-1 out
//! - `unmade`: Why a file was not made
//! - `unwritten`: Why a workbook can't be written, in Japanese
//! - `used_figures`: The figures of which those of a paper or an annex came, and that it doesn't show itself: the values
//!   of the indicators that a table counts
//! - `values`: `values.json`: every figure that a stage printed, and where
//! - `view`: What templates see
//! - `word_facts`: What prose may name: the public facts of the cycle and of the stage, and of the recipient
//!   its own
//! - `word_slips`: What is wrong with a template of minijinja, in Japanese: where, what, and what to write instead
//! - `words`: Prose: letters, policies and the words of `cycle.toml`, filled in by minijinja
//! - `workers`: Work on all cores

pub mod about;
pub mod annex;
pub mod artifact;
pub mod body_figures;
pub mod book_properties;
pub mod cell_text;
mod count_facts;
pub mod decision_facts;
pub mod derivation;
pub mod desk;
pub mod digits;
pub mod figure;
pub mod figure_facts;
pub mod filled_text;
pub mod fit;
pub mod form;
pub mod handed_out;
pub mod handout;
pub mod job;
pub mod job_list;
pub mod judged;
pub mod known;
pub mod meeting;
pub mod meeting_attendance;
pub mod meeting_facts;
pub mod naming;
pub mod narrowed;
pub mod paper;
pub mod paper_data;
pub mod press;
pub mod prose;
pub mod recipe;
mod recipient_facts;
pub mod responses;
mod review_facts;
pub mod scope;
mod scope_queries;
pub mod shared_data;
pub mod sheet_pages;
pub mod sight;
pub mod sink;
pub mod tag_lines;
pub mod told_before;
pub mod tried;
pub mod typst;
pub mod unmade;
pub mod unwritten;
pub mod used_figures;
pub mod values;
pub mod view;
pub mod word_facts;
pub mod word_slips;
pub mod words;
pub mod workers;
