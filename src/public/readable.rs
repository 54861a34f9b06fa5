//! All that can be read in a file: its bytes as text, what they unpack to, its tables row by row. Nobody looks at a page
//! alone: a sheet may be hidden, a picture has words in place of it, a PDF has data about itself.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::bare_text::{CELL, ROW, bare};
use super::markup::{self, unescaped, untagged};
use super::readable_part::{ReadablePart, Unpacked, Unreadable, decoded};
use super::{pdf_parts, zip_parts};

/// How deep a file may lie within files.
const DEEPEST: usize = 6;

/// The parts of a file; its name is one of them.
///
/// # Errors
///
/// If what it holds can't be unpacked: nothing could be said of it then.
pub fn parts(path: &str, bytes: &[u8]) -> Result<Vec<ReadablePart>, Unreadable> {
    let mut all = vec![ReadablePart { place: path.to_owned(), texts: vec![bare(path)], rows: None }];
    collect(path, bytes, 0, &mut all)?;
    Ok(all)
}

/// Adds the parts of some bytes.
fn collect(place: &str, bytes: &[u8], depth: usize, all: &mut Vec<ReadablePart>) -> Result<(), Unreadable> {
    if depth > DEEPEST {
        return Err(Unreadable(place.to_owned()));
    }
    let Unpacked { files, mut parts } = match bytes {
        [b'P', b'K', 3, 4, ..] => zip_parts::unpack(place, bytes)?,
        [b'%', b'P', b'D', b'F', ..] => pdf_parts::unpack(place, bytes)?,
        _ => Unpacked::default(),
    };
    all.append(&mut parts);
    for (place, bytes) in files {
        collect(&place, &bytes, depth + 1, all)?;
    }
    let decoded = decoded(bytes);
    for packed in decoded.iter().flat_map(|text| embedded(text)) {
        collect(&format!("{place}（base64）"), &packed, depth + 1, all)?;
    }
    let is_text = std::str::from_utf8(bytes).is_ok();
    let rows = decoded.first().filter(|_| is_text).and_then(|text| rows(place, text));
    let texts = decoded.iter().flat_map(|text| readings(text)).collect();
    all.push(ReadablePart { place: place.to_owned(), texts, rows });
    Ok(())
}

/// A text as it stands, and with what programs write in place of letters read as these, and without tags.
fn readings(text: &str) -> Vec<String> {
    let unescaped = unescaped(text);
    let untagged = untagged(&unescaped);
    let mut all = vec![bare(text)];
    all.extend((unescaped != text).then(|| bare(&unescaped)));
    all.extend((untagged != unescaped).then(|| bare(&untagged)));
    all
}

/// The rows of a text: those of tables in markup, the objects of JSON, the records of CSV, else its lines.
fn rows(place: &str, text: &str) -> Option<String> {
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    let rows = if start.starts_with('<') {
        unescaped(&markup::rows(text))
    } else if start.starts_with(['{', '[']) {
        unescaped(text).replace('}', &ROW.to_string()).replace('"', &CELL.to_string())
    } else if place.ends_with(".csv") {
        records(start)?
    } else {
        text.replace('\n', &ROW.to_string())
    };
    Some(bare(&rows))
}

fn records(text: &str) -> Option<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = String::new();
    for record in reader.records() {
        record.ok()?.iter().for_each(|cell| rows.extend([cell, &CELL.to_string()]));
        rows.push(ROW);
    }
    Some(rows)
}

/// What stands in a text as base64: `data:image/png;base64,…`.
fn embedded(text: &str) -> Vec<Vec<u8>> {
    let is_of_it = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    let packed = text.split(";base64,").skip(1).map(|rest| {
        let end = rest.find(|c| !is_of_it(c)).unwrap_or(rest.len());
        BASE64_STANDARD.decode(&rest[..end])
    });
    packed.flatten().collect()
}

#[cfg(test)]
mod tests {
    use encoding_rs::SHIFT_JIS;

    use super::*;

    fn says(path: &str, bytes: &[u8], word: &str) -> bool {
        let parts = parts(path, bytes).expect("readable");
        parts.iter().flat_map(|part| &part.texts).any(|text| text.contains(&bare(word)))
    }

    #[test]
    fn letters_are_found_however_they_are_written() {
        let secret = "内部の評価";
        for text in [
            "<p>内部の評価</p>",
            "<p>内部<b>の</b>\n評価</p>",
            "<!-- 内部の評価 -->",
            "<img alt=\"内部の評価\">",
            "<p>&#20869;&#x90E8;の評価</p>",
            "{\"a\": \"\\u5185\\u90e8の評価\"}",
            "<a href=\"%E5%86%85%E9%83%A8%E3%81%AE%E8%A9%95%E4%BE%A1\">",
            "<img src=\"data:text/plain;base64,5YaF6YOo44Gu6KmV5L6h\">",
        ] {
            assert!(says("a.html", text.as_bytes(), secret), "{text}");
            assert!(!says("a.html", text.as_bytes(), "外部の評価"), "{text}");
        }
        assert!(says("内部の評価.html", b"", secret), "a name");
        assert!(says("a.bin", &SHIFT_JIS.encode("\u{1}内部の評価").0, secret));
        let wide: Vec<u8> = "内部の評価".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(says("a.bin", &[&[0xFF], wide.as_slice()].concat(), secret));
    }

    #[test]
    fn rows_are_told_apart() {
        let rows = |path: &str, text: &str| {
            let parts = parts(path, text.as_bytes()).expect("readable");
            let rows = parts.into_iter().find_map(|part| part.rows).expect("rows");
            rows.split(ROW).map(str::to_owned).collect::<Vec<_>>()
        };
        let html = rows("a.html", "<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td></tr></table>");
        assert!(html[0].contains('甲') && html[0].contains('1') && !html[0].contains('乙'));
        let csv = rows("a.csv", "\u{FEFF}甲,1\r\n\"乙\n丙\",2\r\n");
        assert_eq!(csv[..2], ["甲\u{1F}1\u{1F}", "乙丙\u{1F}2\u{1F}"]);
        let json = rows("a.json", "[{\"甲\": 1}, {\"乙\": 2}]");
        assert!(json[0].contains('1') && !json[0].contains('2'));
    }
}
