//! A part of a file as it is read, and bytes as text.

use encoding_rs::{SHIFT_JIS, UTF_16BE, UTF_16LE};

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadablePart {
    /// Where it is: the file's path, and what within it, 「a.xlsx!xl/worksheets/sheet2.xml」.
    pub place: String,
    /// What it says, bare, in each way in which it can be read.
    pub texts: Vec<String>,
    /// The same with the ends of its rows and cells; none if nothing tells where a row ends.
    pub rows: Option<String>,
}

/// Why it can't be said what a file holds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}: 中を確かめられません。")]
pub struct Unreadable(
    /// The file, or the part of it.
    pub String,
);

/// What a file unpacks to.
#[derive(Debug, Default)]
pub(super) struct Unpacked {
    /// The files in it, each with its place.
    pub files: Vec<(String, Vec<u8>)>,
    /// What it says itself.
    pub parts: Vec<ReadablePart>,
}

/// Bytes as text: as what they are, if they are UTF-8 or say what they are; else in every encoding that hides Japanese.
pub(super) fn decoded(bytes: &[u8]) -> Vec<String> {
    let marked = [([0xFE, 0xFF], UTF_16BE), ([0xFF, 0xFE], UTF_16LE)];
    if let Some((_, encoding)) = marked.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return vec![encoding.decode(bytes).0.into_owned()];
    }
    if let Ok(text) = std::str::from_utf8(bytes).map(str::to_owned)
        && !text.contains('\0')
    {
        return vec![text];
    }
    let odd = bytes.get(1..).unwrap_or_default();
    let wide = [(UTF_16BE, bytes), (UTF_16LE, bytes), (UTF_16BE, odd), (UTF_16LE, odd)];
    let wide =
        wide.into_iter().map(|(encoding, bytes)| encoding.decode_without_bom_handling(bytes).0.into_owned());
    let narrow = [String::from_utf8_lossy(bytes).into_owned(), SHIFT_JIS.decode(bytes).0.into_owned()];
    narrow.into_iter().chain(wide).collect()
}
