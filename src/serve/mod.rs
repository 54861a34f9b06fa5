//! Floor 8: the desk in the browser: the papers as they would be made now, what is wrong with the inputs, and what became
//! of what was made. It writes nothing but approvals.
//!
//! - `approval_page`: How the files of a stage stand with their approvals, and the two steps in which the desk takes one
//! - `desk_page`: What all pages of the desk share, and how one is set
//! - `difference_page`: What differs in a stage: from what was handed out, from the last build, and what a build would change
//! - `figure_card`: A figure with all that it came of, as a page tells it
//! - `finding_page`: The findings, each with the row that it comes from
//! - `gate`: Who is let in: the browser that was given the key, from this machine, and no other site
//! - `laid_paper`: A paper as it would be made now, laid out to be looked at
//! - `links`: The addresses of the desk
//! - `live`: The cycle as it lies on the disk now, and the thread that has read it
//! - `log_page`: The log of the year: what ran, when, on which inputs, and what came of it; the last first
//! - `paper_page`: A paper, a packet or a letter, page by page, with its figures
//! - `return_page`: Who has returned, who has answered, and who not
//! - `routes`: What the desk answers to which address
//! - `search_page`: What is found in papers, figures and recipients
//! - `sending_page`: What became of the mail
//! - `source_row`: The row of an input file in which a value stands, as it was sent
//! - `stage_page`: What a stage makes
//! - `year_page`: The year as a strip of stages

pub mod approval_page;
pub mod desk_page;
pub mod difference_page;
pub mod figure_card;
pub mod finding_page;
pub mod gate;
pub mod laid_paper;
pub mod links;
pub mod live;
pub mod log_page;
pub mod paper_page;
pub mod return_page;
pub mod routes;
pub mod search_page;
pub mod sending_page;
pub mod source_row;
pub mod stage_page;
pub mod year_page;
