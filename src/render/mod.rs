//! Floor 4: from the data to finished files. Views say what templates see; words, papers and annexes are set
//! from them.

pub mod annex;
pub mod artifact;
pub mod form;
pub mod form_book;
pub mod library;
pub mod mail;
pub mod meeting;
pub mod pages;
pub mod paper;
pub mod plan;
pub mod post;
pub mod press;
pub mod prose;
pub mod trouble;
pub mod typst;
pub mod view;
pub mod words;
