//! Texts of cells: the shared strings, and those that stand in the cells themselves.

use super::font::{Color, Font};
use super::xml::{Event, Events, unescape_excel};
use crate::model::cause::Refusal;
use crate::read::sheet::MOST_CHARACTERS;

/// A text, and what its letters look like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rich {
    /// The letters alone.
    pub text: String,
    /// Whether any of its letters are struck through.
    pub struck: bool,
    /// The colors of its letters, where they have one of their own.
    pub colors: Vec<Color>,
    /// With raised and lowered digits as such, if there are any: 55¹, which is not 551.
    pub seen: Option<String>,
}

impl Rich {
    fn push(&mut self, text: &str, font: Font) {
        self.struck |= font.struck && !text.trim().is_empty();
        let color = font.color.filter(|color| !text.trim().is_empty() && !self.colors.contains(color));
        self.colors.extend(color);
        let seen = font.raised.and_then(|raised| raised.digits(text));
        if seen.is_some() || self.seen.is_some() {
            self.seen.get_or_insert_with(|| self.text.clone()).push_str(seen.as_deref().unwrap_or(text));
        }
        self.text.push_str(text);
    }
}

/// The shared strings in their order, `most` of them.
///
/// # Errors
///
/// If the part is broken or past a bound.
pub(super) fn read(part: &str, most: usize) -> Result<Vec<Rich>, Refusal> {
    let mut strings = Vec::new();
    let mut events = Events::new(part);
    while let Some(event) = events.next()? {
        let Event::Open(tag) = event else { continue };
        if tag.name() != "si" {
            continue;
        }
        if strings.len() >= most {
            return Err(Refusal::TooLarge);
        }
        strings.push(if tag.empty { Rich::default() } else { rich(&mut events, "si")? });
    }
    Ok(strings)
}

/// The text up to the end of an element: all runs together, without how it is to be pronounced.
///
/// # Errors
///
/// If the part ends before, or the text is longer than a cell may be.
pub(super) fn rich(events: &mut Events<'_>, end: &str) -> Result<Rich, Refusal> {
    let mut whole = Rich::default();
    let (mut in_text, mut phonetic, mut font) = (false, false, Font::default());
    let (mut in_run, mut is_plain) = (false, false);
    while let Some(event) = events.next()? {
        match event {
            Event::Open(tag) => match tag.name() {
                "rPh" => phonetic = !tag.empty,
                "r" => (font, in_run) = (Font::default(), !tag.empty),
                // Outside of runs there is one text. Which of two is shown nobody knows.
                "t" if !in_run && !phonetic && std::mem::replace(&mut is_plain, true) => {
                    return Err(Refusal::Broken);
                }
                "t" => in_text = !tag.empty,
                _ => font.add(&tag),
            },
            Event::Close(name) => match name.as_str() {
                "rPh" => phonetic = false,
                "r" => in_run = false,
                "t" => in_text = false,
                name if name == end => {
                    whole.text = unescape_excel(&whole.text);
                    whole.seen = whole.seen.map(|seen| unescape_excel(&seen));
                    return Ok(whole);
                }
                _ => {}
            },
            Event::Text(text) if in_text && !phonetic => {
                whole.push(&text, font);
                // Seven letters of an escape are one; a text of nothing else is still too long to be meant.
                if whole.text.len() > MOST_CHARACTERS && whole.text.chars().count() > MOST_CHARACTERS {
                    return Err(Refusal::TooLarge);
                }
            }
            Event::Text(_) => {}
        }
    }
    Err(Refusal::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(item: &str) -> Rich {
        read(&format!("<sst><si>{item}</si></sst>"), 10).expect("strings").remove(0)
    }

    #[test]
    fn raised_digits_are_seen_as_such() {
        let raised =
            |text: &str, how: &str| format!("<r><rPr><vertAlign val='{how}'/></rPr><t>{text}</t></r>");
        let rich = read_one(&format!("<r><t>55</t></r>{}<r><t>件</t></r>", raised("1", "superscript")));
        assert_eq!((rich.text.as_str(), rich.seen.as_deref()), ("551件", Some("55¹件")));
        let rich = read_one(&format!("<r><t>CO</t></r>{}", raised("２", "subscript")));
        assert_eq!((rich.text.as_str(), rich.seen.as_deref()), ("CO２", Some("CO₂")));
        assert_eq!(read_one(&format!("<r><t>55</t></r>{}", raised("※", "superscript"))).seen, None);
        assert_eq!(read_one(&raised("55", "baseline")).seen, None);
    }
}
