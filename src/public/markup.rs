//! HTML and XML as text: without tags, and with the letters that escapes stand for.

use super::bare_text::{CELL, ROW, TABLE};

/// Tags that end a row of a table when they close.
const ROWS: [&str; 3] = ["tr", "row", "li"];
/// Tags that end a table, or stand between two.
const TABLES: [&str; 10] =
    ["table", "sheetdata", "section", "header", "footer", "nav", "h1", "h2", "h3", "title"];
/// Attributes that say how something looks or where it leads, and nothing that anybody reads.
const UNREAD: [&str; 9] = ["class", "style", "href", "id", "scope", "colspan", "rowspan", "width", "height"];

/// A text without its tags and comments.
pub(super) fn untagged(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    each_piece(text, |before, _| plain.push_str(before));
    plain
}

/// A text with the ends of its rows, cells and tables in the place of its tags, and what these say to those who listen.
pub(super) fn rows(text: &str) -> String {
    let mut rows = String::with_capacity(text.len());
    each_piece(text, |before, tag| {
        rows.push_str(before);
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        rows.push(match tag.strip_prefix('/') {
            Some(_) if ROWS.contains(&name.as_str()) => ROW,
            Some(_) if TABLES.contains(&name.as_str()) => TABLE,
            _ => CELL,
        });
        let mut before = "";
        for (place, part) in tag.split('"').enumerate() {
            let attribute =
                before.trim_end_matches('=').rsplit(char::is_whitespace).next().unwrap_or_default();
            if place % 2 == 1 && !UNREAD.contains(&attribute) {
                rows.extend([part, &CELL.to_string()]);
            }
            before = part;
        }
    });
    rows
}

/// Gives each piece of text with the tag behind it, without its brackets; a comment is a tag.
fn each_piece(text: &str, mut give: impl FnMut(&str, &str)) {
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        let end = match tag.strip_prefix("!--") {
            Some(comment) => comment.find("-->").map(|at| at + 5),
            None => tag.find('>'),
        };
        let Some(end) = end else { return give(rest, "") };
        give(before, &tag[..end]);
        rest = &tag[end + 1..];
    }
    give(rest, "");
}

/// A text with the letters for which escapes stand: `&#23567;` and `&amp;` of markup, `\u5c0f` of JSON, `%E5%B0%8F` of addresses.
pub(super) fn unescaped(text: &str) -> String {
    let entities = with(text, '&', |rest| {
        let (name, _) = rest.split_once(';').filter(|(name, _)| name.len() <= 8)?;
        let letter = match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => char::from_u32(match name.strip_prefix('#')?.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => name[1..].parse().ok()?,
            })?,
        };
        Some((letter.to_string(), name.len() + 1))
    });
    percent_decoded(&without_units(&entities))
}

/// A text in which what begins with a letter is replaced: `of` says by what, and how long it is behind that letter.
fn with(text: &str, begin: char, of: impl Fn(&str) -> Option<(String, usize)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(begin) {
        out.push_str(before);
        match of(after).and_then(|(letters, length)| Some((letters, after.get(length..)?))) {
            Some((letters, behind)) => {
                out.push_str(&letters);
                rest = behind;
            }
            None => {
                out.push(begin);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A text with the letters for which `\u5c0f` stands; two of these may be one letter.
fn without_units(text: &str) -> String {
    let mut units = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\u") {
        units.extend(before.encode_utf16());
        let digits = after.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
        match unit {
            Some(unit) => units.push(unit),
            None => units.extend("\\u".encode_utf16()),
        }
        rest = if unit.is_some() { &after[4..] } else { after };
    }
    units.extend(rest.encode_utf16());
    String::from_utf16_lossy(&units)
}

fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        let digits =
            more.get(..2).filter(|digits| *first == b'%' && digits.iter().all(u8::is_ascii_hexdigit));
        let code = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &more[2..] } else { more };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_stand_for_letters() {
        let text = "&amp;&#23567;&#x5C0F; \\u5c0f\\u5C0F\\n %E5%B0%8F 50%";
        assert_eq!(unescaped(text), "&小小 小小\\n 小 50%");
        assert_eq!(unescaped("\\ud867\\ude3d\\u00"), "𩸽\\u00");
        assert_eq!(unescaped("a & b;c &nothing; \\"), "a & b;c &nothing; \\");
    }

    #[test]
    fn tags_and_comments_are_left_away() {
        assert_eq!(untagged("<p>甲<!-- > --><b a='1'>乙</b></p>丙<"), "甲乙丙<");
        let read = rows("<tr><td class=\"n\" aria-label=\"約\">1</td></tr></table>");
        assert_eq!(read, "\u{1F}\u{1F}約\u{1F}1\u{1F}\u{1E}\u{1D}\u{1F}");
    }
}
