//! The text of a PDF in passages: what a reader reads in one go. A paragraph is one, over however many lines and pages;
//! each cell of a table is one, so that 「Ａ」 beside 「Ａ市」 does not read as 「ＡＡ市」. Which piece of text belongs to
//! which paragraph or cell the PDF says itself, in its tags.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};

use crate::ground::fault::Fault;

/// The most bytes that a page's drawing may unpack to.
const MOST_UNPACKED: usize = 64 << 20;
/// How deep trees are followed: a broken file may have circles.
const DEPTH: usize = 32;
/// Tags within a paragraph or a cell.
const INLINE: [&[u8]; 8] =
    [b"Span", b"Strong", b"Em", b"Link", b"Quote", b"Code", b"Reference", b"NonStruct"];

/// What a piece of text belongs to: a paragraph or a cell, or else (a page's number, a running title) the page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Block(ObjectId),
    Page(u32),
}

/// The passages of all pages, in the order in which they begin. Pieces of a passage stand on lines of their own.
///
/// # Errors
///
/// If a page can't be read.
pub fn passages(document: &Document) -> Result<Vec<String>, Fault> {
    let tagged = tagged(document);
    let mut places: BTreeMap<Place, usize> = BTreeMap::new();
    let mut passages: Vec<String> = Vec::new();
    for (number, page) in document.get_pages() {
        let dictionary = document.get_dictionary(page).map_err(Fault::format)?;
        let of_page = dictionary.get(b"StructParents").and_then(Object::as_i64).ok();
        let blocks = of_page.and_then(|key| tagged.get(&key)).map(Vec::as_slice).unwrap_or_default();
        let drawn = document.get_page_content_with_limit(page, MOST_UNPACKED).map_err(Fault::format)?;
        let drawn = Content::decode(&drawn).map_err(Fault::format)?;
        let fonts = document.get_page_fonts(page).map_err(Fault::format)?;
        let mut encodings = BTreeMap::new();
        for (name, font) in fonts {
            let encoding = font.get_font_encoding_with_limit(document, MOST_UNPACKED);
            encodings.insert(name, encoding.map_err(Fault::format)?);
        }
        for (id, text) in pieces(&drawn.operations, &encodings)? {
            let block = id.and_then(|id| blocks.get(id)).copied().flatten();
            let place = block.map_or(Place::Page(number), Place::Block);
            let at = *places.entry(place).or_insert_with(|| {
                passages.push(String::new());
                passages.len() - 1
            });
            passages[at].push_str(&text);
            passages[at].push('\n');
        }
    }
    Ok(passages)
}

/// The pieces of text that a page draws, each with the number of its tag on the page.
fn pieces(
    operations: &[Operation],
    encodings: &BTreeMap<Vec<u8>, Encoding<'_>>,
) -> Result<Vec<(Option<usize>, String)>, Fault> {
    let mut pieces = Vec::new();
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut encoding = None;
    for Operation { operator, operands } in operations {
        match operator.as_str() {
            "BDC" | "BMC" => open.push(operands.get(1).and_then(tag_number)),
            "EMC" => drop(open.pop()),
            "Tf" => {
                let font = operands.first().and_then(|font| font.as_name().ok());
                encoding = font.and_then(|font| encodings.get(font));
            }
            "Tj" | "TJ" | "'" | "\"" => {
                let unknown = || Fault::format(lopdf::Error::Syntax("a text without a font".into()));
                let encoding = encoding.ok_or_else(unknown)?;
                let mut text = String::new();
                decode(&mut text, encoding, operands)?;
                pieces.push((open.iter().rev().find_map(|id| *id), text));
            }
            _ => {}
        }
    }
    Ok(pieces)
}

fn tag_number(properties: &Object) -> Option<usize> {
    let number = properties.as_dict().ok()?.get(b"MCID").and_then(Object::as_i64).ok()?;
    usize::try_from(number).ok()
}

fn decode(text: &mut String, encoding: &Encoding<'_>, operands: &[Object]) -> Result<(), Fault> {
    for operand in operands {
        match operand {
            Object::String(bytes, _) => {
                text.push_str(&Document::decode_text(encoding, bytes).map_err(Fault::format)?);
            }
            Object::Array(items) => decode(text, encoding, items)?,
            _ => {}
        }
    }
    Ok(())
}

/// By the key of each page: the paragraph or cell of each of its tags. Nothing for a PDF without tags.
fn tagged(document: &Document) -> BTreeMap<i64, Vec<Option<ObjectId>>> {
    let mut pages = BTreeMap::new();
    let root = document.catalog().and_then(|catalog| catalog.get_deref(b"StructTreeRoot", document));
    let tree = root.and_then(Object::as_dict).and_then(|root| root.get_deref(b"ParentTree", document));
    if let Ok(tree) = tree.and_then(Object::as_dict) {
        collect(document, tree, DEPTH, &mut pages);
    }
    pages
}

/// Collects the leaves of a tree of numbers.
fn collect(
    document: &Document,
    tree: &Dictionary,
    depth: usize,
    pages: &mut BTreeMap<i64, Vec<Option<ObjectId>>>,
) {
    let list = |key: &[u8]| tree.get_deref(key, document).and_then(Object::as_array).ok();
    for pair in list(b"Nums").into_iter().flat_map(|nums| nums.chunks_exact(2)) {
        let elements = document.dereference(&pair[1]).and_then(|(_, object)| object.as_array());
        if let (Ok(key), Ok(elements)) = (pair[0].as_i64(), elements) {
            pages.insert(key, elements.iter().map(|element| block(document, element)).collect());
        }
    }
    for kid in list(b"Kids").into_iter().flatten() {
        let kid = document.dereference(kid).and_then(|(_, object)| object.as_dict());
        if let (Ok(kid), Some(depth)) = (kid, depth.checked_sub(1)) {
            collect(document, kid, depth, pages);
        }
    }
}

/// The paragraph or cell around an element of the tags.
fn block(document: &Document, element: &Object) -> Option<ObjectId> {
    let mut id = element.as_reference().ok()?;
    for _ in 0..DEPTH {
        let element = document.get_dictionary(id).ok()?;
        let kind = element.get(b"S").and_then(Object::as_name).ok()?;
        if !INLINE.contains(&kind) {
            break;
        }
        id = element.get(b"P").and_then(Object::as_reference).ok()?;
    }
    Some(id)
}
