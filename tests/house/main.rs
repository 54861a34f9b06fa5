//! What the source itself must keep: floors, no circles of files, names that mean one thing, files of a readable size.
//! It reads `src/` as text and needs no typst: `cargo test --no-default-features --test house`.
#![expect(clippy::disallowed_methods, reason = "the test reads the source")]

mod doors;
mod imports;
mod names;
mod register;
mod size;
mod source;
