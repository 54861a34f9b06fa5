//! Floor 3½: what templates declare (documents, annexes, views), and the store that serves their files.
//!
//! - `annex`: What an annex declares in its TOML file: sheets, their views, columns and formats
//! - `document`: What a document declares in its `document.toml`
//! - `store`: The templates: those that are built in, and a root's own, which take their place file by file
//! - `trouble`: What is wrong with a template, or with a text that it is filled in from
//! - `view`: The views that documents and annexes may ask for, with what they choose

pub mod annex;
pub mod document;
pub mod store;
pub mod trouble;
pub mod view;
