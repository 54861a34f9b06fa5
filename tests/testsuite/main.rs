//! The tests that run the whole program. One binary: each further one would link typst and the fonts again.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests run programs and read what they wrote"
)]

mod cases;
mod corrections;
mod figures;
mod fonts;
mod forms;
mod golden;
mod hostile;
mod injection;
mod judging;
mod leaks;
mod mail;
mod mistakes;
mod new;
mod print;
mod properties;
mod publishing;
mod readers;
mod reproducible;
mod returns;
mod root;
mod rules;
mod sending;
mod smtp;
mod standards;
mod tables;
mod templates;
mod views;
mod workbooks;
