//! Floor 5, beside mail, print and diff: what goes to the public (公開), and the proof that nothing withheld is in it.
//!
//! - `bare_text`: Text as it is searched for what is withheld
//! - `fingerprint`: The fingerprint of what is published: which program made it, and of which inputs
//! - `leak`: The proof that nothing withheld is published: every file is read, with all that it unpacks to, and searched
//! - `markup`: HTML and XML as text: without tags, and with the letters that escapes stand for
//! - `page_data`: A paper's data as a public page gets it
//! - `pdf_parts`: What a PDF holds: every string and every stream of it, unpacked
//! - `public_fields`: Which fields of a row are published
//! - `public_manifest`: `manifest.json` of a public set: its files, and what they were made of
//! - `public_pages`: The pages of a public set: each paper as HTML, and one that leads to all
//! - `public_set`: The public set of a stage: its papers as pages, the register's public columns as data
//! - `readable`: All that can be read in a file: its bytes as text, what they unpack to, its tables row by row
//! - `readable_part`: A part of a file as it is read, and bytes as text
//! - `register_files`: The register's public columns as files: CSV, JSON, and the schema of both
//! - `register_table`: The public columns of the register, as a table
//! - `secret`: What may stand in nothing that is published
//! - `zip_parts`: What a ZIP package holds, as a workbook is one

pub mod bare_text;
pub mod fingerprint;
pub mod leak;
mod markup;
pub mod page_data;
mod pdf_parts;
pub mod public_fields;
pub mod public_manifest;
pub mod public_pages;
pub mod public_set;
pub mod readable;
pub mod readable_part;
pub mod register_files;
pub mod register_table;
pub mod secret;
mod zip_parts;
