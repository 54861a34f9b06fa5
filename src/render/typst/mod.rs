//! Typst, embedded: fonts and templates from memory, one job at a time, PDF/A-3a and PDF/UA-1 out.
//!
//! - `compile`: From a job's data to a PDF
//! - `diagnostics`: Typst's errors and warnings with the template's place
//! - `world`: What typst can see: the templates, two data files, the fonts, and nothing else

pub mod compile;
pub mod diagnostics;
pub mod world;
