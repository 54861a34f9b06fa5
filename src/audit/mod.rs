//! Floor 6: a second look at what was published, as a stranger has it: read again, and held against `values.json` and the
//! inputs.
//!
//! - `audit_report`: What an audit found
//! - `exempt`: Numbers that are no figures, by kind: dates, numbering, addresses, what was typed in the inputs
//! - `known_inputs`: What an audit knows of the inputs
//! - `known_days`: The days that the inputs know, and those that a page tells
//! - `listed_names`: Names that are almost those of the lists: a letter that is another, that lacks, or that is too many
//! - `message_words`: The subject and the text of a message, read again: numbers, names, days
//! - `number_tokens`: The numbers in a text
//! - `page_links`: `index.html`, read again: where its links lead
//! - `page_numbers`: Every number on the pages of a PDF: a figure that `values.json` says stands there, as often as it says
//!   and in the row of whose it is; or of an exempt kind; or a fault
//! - `page_words`: The words of the pages of a PDF: names that are almost those of the lists, days that the inputs don't know,
//!   marks of a draft on what was handed out
//! - `pdf_audit`: A PDF, read again as a stranger has it
//! - `pdf_frame`: What holds a PDF together and is on none of its pages: tags, title, bookmarks, links, attachments
//! - `sheet_formulas`: What a formula of an annex comes to, reckoned again
//! - `stage_audit`: All that was published of a stage, read again as a stranger has it
//! - `table_cells`: Whether the figures in the cells of tables stand in the rows and columns that are theirs
//! - `table_sums`: Whether the totals of a table are the sums of their parts, as a reader would add them up
//! - `told_figures`: The figures that `values.json` says a file prints, by page, and of whom each is
//! - `workbook_audit`: A workbook, read again as a stranger has it: its cells, its formulas, and what is hidden in it

pub mod audit_report;
pub mod exempt;
pub mod known_days;
pub mod known_inputs;
pub mod listed_names;
pub mod message_words;
pub mod number_tokens;
pub mod page_links;
pub mod page_numbers;
pub mod page_words;
pub mod pdf_audit;
pub mod pdf_frame;
pub mod sheet_formulas;
pub mod stage_audit;
pub mod table_cells;
pub mod table_sums;
pub mod told_figures;
pub mod workbook_audit;
