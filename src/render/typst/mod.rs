//! Typst, embedded: fonts and templates from memory, one job at a time, PDF/A-3a and PDF/UA-1 out.
//!
//! - `compile`: From a job's data to a PDF
//! - `diagnostics`: Typst's errors and warnings with the template's place
//! - `in_japanese`: What typst says of a template, in Japanese: what is wrong, and what to write instead
//! - `inks`: Which pages need colour: those with an ink that is no grey
//! - `page_sight`: What stands where on a page that was laid out: its lines, and the figures in them
//! - `phrase_book`: Where the texts of a job may end a line, as typst reads it
//! - `roles`: What typst has no tags for, as those hear it who can't see the page
//! - `solid_lines`: Lines that typst had to spread too far to fill their measure are set solid again
//! - `unjoined`: What is printed is freed of the word joiners that kept its letters on one line
//! - `world`: What typst can see: the templates, three data files, the fonts, and nothing else

pub mod compile;
pub mod diagnostics;
pub mod in_japanese;
pub(crate) mod inks;
pub mod page_sight;
pub mod phrase_book;
mod roles;
mod solid_lines;
mod unjoined;
pub mod world;
