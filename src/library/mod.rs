//! Floor 3½: what templates declare (documents, annexes, views), and the store that serves their files.

pub mod annex;
pub mod document;
pub mod store;
pub mod trouble;
pub mod view;
