//! Files of the inputs, and what kind of file their bytes are.

use std::sync::Arc;

use super::book::Book;
use super::sheet::{Bounds, Sheet};
use super::{csv, xlsx};
use crate::model::cause::Refusal;

/// A file of the inputs, in memory.
#[derive(Debug, Clone)]
pub struct InputFile {
    /// The path below the root, with `/`.
    pub path: Arc<str>,
    /// All that the file holds.
    pub bytes: Arc<[u8]>,
}

/// The sheets of a file of any kind. What it is, its bytes say, not its name.
///
/// `bounds` are how much of it is read. `fits` tells how many columns of a header a sheet has: it decides between readings of a text.
///
/// # Errors
///
/// Why it can't be read.
pub fn open(file: &InputFile, bounds: Bounds, fits: &dyn Fn(&Sheet) -> usize) -> Result<Book, Refusal> {
    if file.bytes.len() > bounds.bytes {
        return Err(Refusal::TooLarge);
    }
    match kind(&file.bytes) {
        FileKind::Workbook => xlsx::read(&file.bytes, bounds),
        FileKind::Refused(refusal) => Err(refusal),
        FileKind::Text => match csv::read(&file.bytes, bounds, fits) {
            Err(Refusal::Encoding | Refusal::NoHeader) if !is_text_name(&file.path) => Err(Refusal::Other),
            sheet => Ok(Book { sheets: vec![sheet?], id: None }),
        },
    }
}

enum FileKind {
    Workbook,
    Text,
    Refused(Refusal),
}

/// The kind of a file, by its first bytes and, in a ZIP file, by the names of its parts.
fn kind(bytes: &[u8]) -> FileKind {
    /// The beginning of OLE compound files, in which old Excel and Word and encrypted files are kept.
    const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    let encrypted = || utf16("EncryptedPackage");
    if bytes.starts_with(COMPOUND) {
        let has = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
        return FileKind::Refused(match () {
            () if has(&encrypted()) => Refusal::Password,
            () if has(&utf16("WordDocument")) => Refusal::Document,
            () => Refusal::OldExcel,
        });
    }
    if bytes.starts_with(b"%PDF") {
        return FileKind::Refused(Refusal::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return match xlsx::contents(bytes) {
            xlsx::Contents::Workbook => FileKind::Workbook,
            xlsx::Contents::Refused(refusal) => FileKind::Refused(refusal),
        };
    }
    FileKind::Text
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Whether a name says that the file is a table in text.
fn is_text_name(path: &str) -> bool {
    let path = path.to_lowercase();
    [".csv", ".tsv", ".txt"].iter().any(|ending| path.ends_with(ending))
}
