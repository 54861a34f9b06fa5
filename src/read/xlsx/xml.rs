//! The XML of a part, event by event, without entities of its own and within a depth.

use quick_xml::Reader;
use quick_xml::events::{self, BytesStart};

use crate::model::cause::Refusal;

/// The deepest nesting; sheets need about ten.
const MOST_DEPTH: usize = 64;

/// What comes next.
pub(in crate::read) enum Event<'a> {
    /// An element begins. An empty element begins and ends at once.
    Open(Tag<'a>),
    /// An element ends; its name without its prefix.
    Close(String),
    /// A piece of text.
    Text(String),
}

/// The beginning of an element.
pub(in crate::read) struct Tag<'a> {
    start: BytesStart<'a>,
    /// Whether nothing stands in it.
    pub empty: bool,
}

impl Tag<'_> {
    /// Its name without its prefix.
    pub(in crate::read) fn name(&self) -> &str {
        let name = self.start.local_name();
        // The name lives as long as the tag, not as its borrow.
        let length = name.as_ref().len();
        let whole = self.start.name();
        let end = whole.as_ref().len();
        &self.start[end - length..end]
    }

    /// The value of an attribute, by its name without prefix; broken ones count as absent.
    pub(in crate::read) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
        Some(unescaped(&found.value))
    }

    /// The values of all attributes of a name without prefix.
    pub(in crate::read) fn get_all(&self, name: &str) -> Vec<String> {
        let mut attributes = self.start.attributes();
        let of_name = attributes.with_checks(false).flatten().filter(|a| a.key.local_name().as_ref() == name);
        of_name.map(|a| unescaped(&a.value)).collect()
    }

    /// A number in an attribute.
    pub(in crate::read) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.parse().ok()
    }

    /// Whether an attribute says no.
    pub(in crate::read) fn is_false(&self, name: &str) -> bool {
        matches!(self.get(name).as_deref(), Some("0" | "false" | "off"))
    }

    /// Whether an attribute says yes.
    pub(super) fn is_true(&self, name: &str) -> bool {
        matches!(self.get(name).as_deref(), Some("1" | "true" | "on"))
    }
}

/// The events of a part.
pub(in crate::read) struct Events<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Events<'a> {
    /// Begins to read a part, given as its text.
    pub(in crate::read) fn new(part: &'a str) -> Self {
        Self { reader: Reader::from_str(part), depth: 0 }
    }

    /// The next event; none at the end.
    ///
    /// # Errors
    ///
    /// If the part is no well-formed XML, declares a document type, or is nested too deep.
    pub(in crate::read) fn next(&mut self) -> Result<Option<Event<'a>>, Refusal> {
        loop {
            let event = self.reader.read_event().map_err(|_| Refusal::Broken)?;
            return Ok(Some(match event {
                events::Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MOST_DEPTH {
                        return Err(Refusal::TooLarge);
                    }
                    Event::Open(Tag { start, empty: false })
                }
                events::Event::Empty(start) => Event::Open(Tag { start, empty: true }),
                events::Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Event::Close(end.local_name().as_ref().to_owned())
                }
                events::Event::Text(text) => Event::Text(text.into_inner().into_owned()),
                events::Event::CData(text) => Event::Text(text.into_inner().into_owned()),
                events::Event::GeneralRef(entity) => Event::Text(resolved(&entity).to_string()),
                // Entities of one's own can grow without end, and no program that writes workbooks declares any.
                events::Event::DocType(_) => return Err(Refusal::Broken),
                events::Event::Eof if self.depth > 0 => return Err(Refusal::Broken),
                events::Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }
}

/// What a reference stands for; U+FFFD, which is then a finding of its cell, if for nothing.
fn resolved(reference: &str) -> char {
    let number = |digits: &str| match digits.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    };
    match reference {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        other => other
            .strip_prefix('#')
            .and_then(number)
            .and_then(char::from_u32)
            .unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        let Some(end) = rest[at..].find(';') else { break };
        text.push(resolved(&rest[at + 1..at + end]));
        rest = &rest[at + end + 1..];
    }
    text + rest
}

/// Text with Excel's `_xHHHH_` in place of the characters that it stands for.
pub(super) fn unescape_excel(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_owned();
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        units.extend(rest[..at].encode_utf16());
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let code = code.filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        match code.and_then(|hex| u16::from_str_radix(hex, 16).ok()) {
            Some(unit) => {
                units.push(unit);
                rest = &rest[at + 7..];
            }
            None => {
                units.extend("_x".encode_utf16());
                rest = &rest[at + 2..];
            }
        }
    }
    units.extend(rest.encode_utf16());
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_excel_are_read() {
        assert_eq!(unescape_excel("一_x000D_\n二"), "一\r\n二");
        assert_eq!(unescape_excel("_x005F_x0041_"), "_x0041_");
        assert_eq!(unescape_excel("_xD842__xDFB7_"), "𠮷");
        assert_eq!(unescape_excel("_xD842_ _x12_ あ_x"), "\u{FFFD} _x12_ あ_x");
    }

    #[test]
    fn a_document_type_and_deep_nesting_are_refused() {
        let all = |part: &str| {
            let mut events = Events::new(part);
            while events.next()?.is_some() {}
            Ok(())
        };
        assert_eq!(all("<a b='1'>&lt;&#x3042;</a>"), Ok(()));
        assert_eq!(all("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), Err(Refusal::Broken));
        assert_eq!(all(&"<a>".repeat(100)), Err(Refusal::TooLarge));
        assert_eq!(all("<a><b></a>"), Err(Refusal::Broken));
    }
}
