//! What a PDF holds: every string and every stream of it, unpacked, with data about itself, words in place of pictures and
//! attached files; and the words that its pages draw.

use lopdf::{Document, Object, Stream, decode_text_string};

use super::bare_text::{CELL, bare};
use super::readable_part::{ReadablePart, Unpacked, Unreadable, decoded};
use crate::published::pdf_words;

/// The most bytes that a stream may unpack to.
const MOST_UNPACKED: usize = 256 << 20;

/// The parts of a PDF.
///
/// # Errors
///
/// If it can't be read.
pub(super) fn unpack(place: &str, bytes: &[u8]) -> Result<Unpacked, Unreadable> {
    let unreadable = || Unreadable(place.to_owned());
    let document = Document::load_mem(bytes).map_err(|_| unreadable())?;
    if document.is_encrypted() {
        return Err(unreadable());
    }
    let (mut unpacked, mut strings) = (Unpacked::default(), Vec::new());
    document.trailer.iter().for_each(|(_, value)| collect_strings(value, &mut strings));
    for (id, object) in &document.objects {
        collect_strings(object, &mut strings);
        if let Object::Stream(stream) = object {
            let bytes = match stream.get_plain_content_with_limit(MOST_UNPACKED) {
                Ok(bytes) => bytes,
                // A picture is compressed by what is no text.
                Err(_) if is_picture(stream) => stream.content.clone(),
                Err(_) => return Err(unreadable()),
            };
            unpacked.files.push((format!("{place}!{}", id.0), bytes));
        }
    }
    unpacked
        .parts
        .push(ReadablePart { place: format!("{place}（文字列）"), texts: strings, rows: None });
    for (page, words) in (1..).zip(pdf_words::pages(bytes.to_vec()).ok_or_else(unreadable)?) {
        let (texts, rows) = (vec![bare(&words.concat())], Some(bare(&words.join(&CELL.to_string()))));
        unpacked.parts.push(ReadablePart { place: format!("{place} {page}ページ"), texts, rows });
    }
    Ok(unpacked)
}

/// Whether a stream is packed as only pictures are.
fn is_picture(stream: &Stream) -> bool {
    const OF_PICTURES: [&[u8]; 4] = [b"DCTDecode", b"JPXDecode", b"CCITTFaxDecode", b"JBIG2Decode"];
    stream.filters().is_ok_and(|filters| filters.last().is_some_and(|last| OF_PICTURES.contains(last)))
}

/// Collects the strings and names of an object, bare.
fn collect_strings(object: &Object, all: &mut Vec<String>) {
    match object {
        Object::String(bytes, _) => {
            all.extend(decode_text_string(object).iter().map(|text| bare(text)));
            all.extend(decoded(bytes).iter().map(|text| bare(text)));
        }
        Object::Name(name) => all.extend(decoded(name).iter().map(|text| bare(text))),
        Object::Array(items) => items.iter().for_each(|item| collect_strings(item, all)),
        Object::Dictionary(dictionary) => {
            dictionary.iter().for_each(|(_, value)| collect_strings(value, all));
        }
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| collect_strings(value, all)),
        _ => {}
    }
}
