//! Files of the inputs, and what kind of file their bytes are.

use std::sync::{Arc, OnceLock};

use super::book::Book;
use super::sheet::{Bounds, Sheet};
use super::{csv, xlsx};
use crate::model::cause::{ForeignKind, Refusal};

/// A file of the inputs, in memory.
#[derive(Debug, Clone)]
pub struct InputFile {
    /// The path below the root, with `/`.
    pub path: Arc<str>,
    /// All that the file holds.
    pub bytes: Arc<[u8]>,
}

/// What rewrites a workbook of another kind as an .xlsx.
pub type Rewriter = fn(ForeignKind, &[u8], Bounds) -> Result<Vec<u8>, Refusal>;

/// The one that the program has. It needs another process, which is not this floor's business to start.
static REWRITER: OnceLock<Rewriter> = OnceLock::new();

/// Says what rewrites workbooks of other kinds; the first that was said remains. Without one they are refused.
pub fn rewrite_by(rewriter: Rewriter) {
    let _ = REWRITER.set(rewriter);
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
    match kind(&file.path, &file.bytes) {
        FileKind::Workbook => xlsx::read(&file.bytes, bounds),
        FileKind::Foreign(kind) => rewritten(kind, &file.bytes, bounds),
        FileKind::Refused(refusal) => Err(refusal),
        FileKind::Text => match csv::read(&file.bytes, bounds, fits) {
            Err(Refusal::Encoding | Refusal::NoHeader) if !is_text_name(&file.path) => Err(Refusal::Other),
            sheet => Ok(Book { sheets: vec![sheet?], id: None }),
        },
    }
}

/// A workbook of another kind, by way of an .xlsx.
fn rewritten(kind: ForeignKind, bytes: &[u8], bounds: Bounds) -> Result<Book, Refusal> {
    let rewriter = REWRITER.get().ok_or(match kind {
        ForeignKind::Xls => Refusal::OldExcel,
        ForeignKind::Ods => Refusal::OtherSpreadsheet,
    })?;
    let mut book = xlsx::read(&rewriter(kind, bytes, bounds)?, bounds)?;
    book.sheets.iter_mut().for_each(|sheet| sheet.foreign = Some(kind));
    Ok(book)
}

enum FileKind {
    Workbook,
    Foreign(ForeignKind),
    Text,
    Refused(Refusal),
}

/// The kind of a file, by its first bytes and, in a ZIP file, by the names of its parts.
fn kind(path: &str, bytes: &[u8]) -> FileKind {
    /// The beginning of OLE compound files, in which old Excel and Word, mails and encrypted files are kept.
    const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    if bytes.starts_with(COMPOUND) {
        return match compound(path, bytes) {
            Refusal::OldExcel => FileKind::Foreign(ForeignKind::Xls),
            refusal => FileKind::Refused(refusal),
        };
    }
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return FileKind::Refused(Refusal::Utf32);
    }
    if is_web_page(bytes) {
        return FileKind::Refused(Refusal::WebPage);
    }
    if bytes.starts_with(b"%PDF") {
        return FileKind::Refused(Refusal::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return match xlsx::contents(bytes) {
            xlsx::Contents::Workbook => FileKind::Workbook,
            xlsx::Contents::OpenDocument => FileKind::Foreign(ForeignKind::Ods),
            xlsx::Contents::Refused(refusal) => FileKind::Refused(refusal),
        };
    }
    FileKind::Text
}

/// Which compound file it is: by the names of what stands in it, else by its own name.
fn compound(path: &str, bytes: &[u8]) -> Refusal {
    let has = |name: &str| {
        let name = utf16(name);
        bytes.windows(name.len()).any(|window| window == name)
    };
    let path = path.to_lowercase();
    let is_named = |endings: &[&str]| endings.iter().any(|ending| path.ends_with(ending));
    match () {
        () if has("EncryptedPackage") => Refusal::Password,
        // A mail holds its attachments, and a document the tables in it.
        () if has("__properties_version1.0") || is_named(&[".msg", ".oft"]) => Refusal::Mail,
        () if is_named(&[".jtd", ".jtt", ".jtdc", ".jttc", ".jfw", ".jbw"]) => Refusal::Ichitaro,
        () if has("JSRV_SegmentInformation") || has("DocumentViewStyles") => Refusal::Ichitaro,
        () if is_named(&[".doc", ".dot", ".ppt"]) => Refusal::Document,
        () if is_named(&[".xls", ".xlt"]) && !has("WordDocument") => Refusal::OldExcel,
        () if has("WordDocument") || has("PowerPoint Document") => Refusal::Document,
        () if has("Workbook") || has("Book") => Refusal::OldExcel,
        () => Refusal::Other,
    }
}

/// Whether a file begins as a web page does, or as one that was saved with its pictures.
fn is_web_page(bytes: &[u8]) -> bool {
    let beginning = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let beginning = beginning.get(..1_000).unwrap_or(beginning).trim_ascii_start().to_ascii_lowercase();
    let marks: [&[u8]; 5] = [b"<!doctype html", b"<html", b"<head", b"<table", b"mime-version:"];
    marks.iter().any(|mark| beginning.starts_with(mark))
        || beginning.starts_with(b"<?xml") && beginning.windows(5).any(|window| window == b"<html")
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Whether a name says that the file is a table in text.
fn is_text_name(path: &str) -> bool {
    let path = path.to_lowercase();
    [".csv", ".tsv", ".txt"].iter().any(|ending| path.ends_with(ending))
}
