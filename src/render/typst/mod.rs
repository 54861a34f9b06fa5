//! Typst, embedded: fonts and templates from memory, one job at a time, PDF/A-3a and PDF/UA-1 out.
//!
//! - `compile`: From a job's data to a PDF
//! - `diagnostics`: Typst's errors and warnings with the template's place
//! - `in_japanese`: What typst says of a template, in Japanese: what is wrong, and what to write instead
//! - `world`: What typst can see: the templates, two data files, the fonts, and nothing else

pub mod compile;
pub mod diagnostics;
pub mod in_japanese;
pub mod world;
