//! Texts of cells: the shared strings, and those that stand in the cells themselves.

use super::xml::{Event, Events, unescape_excel};
use crate::model::submission::Refusal;
use crate::read::sheet::{MOST_CELLS, MOST_CHARACTERS};

/// A text, and whether any of its letters are struck through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rich {
    pub text: String,
    pub struck: bool,
}

/// The shared strings in their order.
///
/// # Errors
///
/// If the part is broken or past a bound.
pub fn read(part: &str) -> Result<Vec<Rich>, Refusal> {
    let mut strings = Vec::new();
    let mut events = Events::new(part);
    while let Some(event) = events.next()? {
        let Event::Open(tag) = event else { continue };
        if tag.name() != "si" {
            continue;
        }
        if strings.len() >= MOST_CELLS {
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
pub fn rich(events: &mut Events<'_>, end: &str) -> Result<Rich, Refusal> {
    let mut whole = Rich::default();
    let (mut in_text, mut phonetic, mut run_struck) = (false, false, false);
    while let Some(event) = events.next()? {
        match event {
            Event::Open(tag) => match tag.name() {
                "rPh" => phonetic = !tag.empty,
                "r" => run_struck = false,
                "strike" => run_struck = !matches!(tag.get("val").as_deref(), Some("0" | "false")),
                "t" => in_text = !tag.empty,
                _ => {}
            },
            Event::Close(name) => match name.as_str() {
                "rPh" => phonetic = false,
                "t" => in_text = false,
                name if name == end => {
                    whole.text = unescape_excel(&whole.text);
                    return Ok(whole);
                }
                _ => {}
            },
            Event::Text(text) if in_text && !phonetic => {
                whole.struck |= run_struck && !text.trim().is_empty();
                whole.text.push_str(&text);
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
