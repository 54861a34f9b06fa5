//! An invented cycle of any size: every name, address and number in it is made up.

mod chance;
mod figures;
mod files;
mod returns;
mod vocabulary;

pub(crate) use files::{Size, files};
