//! Reads the text of a published file, to see whom it is for and whether anyone else is named in it.

use std::io::{Cursor, Read};

use lopdf::Document;

use super::pdf_passages;
use crate::ground::fault::Fault;

/// The most bytes that a part of a workbook may unpack to.
const MOST_UNPACKED: u64 = 64 << 20;
/// What stands before the recipient's code in a letter's metadata.
pub const CODE: &str = "宛先コード ";

/// What is read of a PDF.
pub struct PdfContents {
    /// The code of its recipient, as its metadata say; none if they say none.
    pub recipient: Option<String>,
    /// The text of all pages: its paragraphs and cells.
    pub passages: Vec<String>,
}

/// Reads a PDF.
///
/// # Errors
///
/// If it can't be read.
pub fn pdf(bytes: &[u8]) -> Result<PdfContents, Fault> {
    let document = Document::load_mem(bytes).map_err(Fault::format)?;
    let passages = pdf_passages::passages(&document)?;
    let keywords = document
        .trailer
        .get(b"Info")
        .and_then(|info| document.dereference(info))
        .and_then(|(_, info)| info.as_dict())
        .and_then(|info| info.get(b"Keywords"))
        .ok()
        .and_then(|words| lopdf::decode_text_string(words).ok());
    let recipient = keywords.and_then(|words| words.strip_prefix(CODE).map(str::to_owned));
    Ok(PdfContents { recipient, passages })
}

impl PdfContents {
    /// The text of all pages without white space.
    pub fn squeezed(&self) -> String {
        self.passages.iter().map(|passage| squeezed(passage)).collect()
    }
}

/// All texts of a workbook, each by itself: of its cells, its hidden sheets, its comments and its properties.
///
/// # Errors
///
/// If it can't be read.
pub fn workbook(bytes: &[u8]) -> Result<Vec<String>, Fault> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).map_err(Fault::format)?;
    let mut texts = vec![String::new()];
    for place in 0..package.len() {
        let part = package.by_index(place).map_err(Fault::format)?;
        if !part.name().is_ok_and(|name| name.ends_with(".xml")) {
            continue;
        }
        let mut xml = String::new();
        part.take(MOST_UNPACKED).read_to_string(&mut xml).map_err(Fault::format)?;
        let mut reader = quick_xml::Reader::from_str(&xml);
        loop {
            match reader.read_event().map_err(Fault::format)? {
                quick_xml::events::Event::Text(piece) => {
                    if let Some(text) = texts.last_mut() {
                        text.push_str(&piece);
                    }
                }
                // A cell may hold its text in runs, each with a font of its own.
                quick_xml::events::Event::End(tag) if !matches!(tag.local_name().as_ref(), "t" | "r") => {
                    texts.push(String::new());
                }
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
    }
    texts.retain(|text| !text.trim().is_empty());
    Ok(texts)
}

/// A text without white space: what is drawn in pieces reads as one.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
