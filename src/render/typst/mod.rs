//! Typst, embedded: fonts and templates from memory, one job at a time, PDF/A-3a and PDF/UA-1 out.

pub mod compile;
pub mod diagnostics;
pub mod world;
