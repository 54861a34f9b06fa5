//! Floor 4: what was published: the manifest of `out/`, and the page that shows it.
//!
//! - `approvals`: `inputs/approvals.toml`: who approved which files of a stage, when, and by which hashes
//! - `build_part`: A part of a build, which lies in a folder of its own until all are merged
//! - `figure_tree`: A published figure with all that it came of, down to the cells that were typed, as `values.json`
//!   tells it
//! - `html_page`: Pages in HTML out of templates
//! - `index_page`: `index.html`: what was made, the findings by department, the totals
//! - `issued_record`: What a stage was when it was handed out, as `inputs/issued/` keeps it
//! - `manifest`: `manifest.json`: every published file, what it is, and for whom
//! - `memory`: What a build remembers of the files in `out/` for the next one
//! - `pdf_pictures`: Pictures of the pages of a published PDF
//! - `pdf_words`: The words of a published PDF, page by page, as they are drawn
//! - `tagged_pdf`: A PDF as its tags tell it to someone who can't see it: its headings, paragraphs and tables in reading order
//! - `tree_words`: What is said of the parts of a figure's tree, as lines and pages say it
//! - `year_log`: `inputs/issued/log.jsonl`: the log of the year

pub mod approvals;
pub mod build_part;
pub mod figure_tree;
pub mod html_page;
pub mod index_page;
pub mod issued_record;
pub mod manifest;
pub mod memory;
pub mod pdf_pictures;
pub mod pdf_words;
pub mod tagged_pdf;
pub mod tree_words;
pub mod year_log;
