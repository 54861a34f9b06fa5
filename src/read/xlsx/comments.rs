//! Comments on cells.

use super::cell::place;
use super::strings;
use super::xml::{Event, Events};
use crate::model::cause::Refusal;

/// The most comments of a sheet.
const MOST: usize = 2_000;

/// A comment's line and column, from 1, and what it says.
type Comment = (u32, u32, String);

/// Adds the comments of a thread or of a sheet. A thread takes the place of what old programs show of it.
pub(super) fn add(comments: &mut Vec<Comment>, more: Vec<Comment>) {
    comments.retain(|(line, column, _)| !more.iter().any(|(l, c, _)| (l, c) == (line, column)));
    comments.extend(more);
    comments.sort();
}

/// The comments of a part.
///
/// # Errors
///
/// If the part is broken or past a bound.
pub(super) fn read(part: &str) -> Result<Vec<Comment>, Refusal> {
    let mut comments = Vec::new();
    let mut events = Events::new(part);
    while let Some(event) = events.next()? {
        let Event::Open(tag) = event else { continue };
        let end = match tag.name() {
            "comment" => "comment",
            "threadedComment" => "threadedComment",
            _ => continue,
        };
        let Some((line, column)) = tag.get("ref").as_deref().and_then(place) else { continue };
        if comments.len() >= MOST {
            return Err(Refusal::TooLarge);
        }
        let text = match (tag.empty, end) {
            (true, _) => String::new(),
            (false, "comment") => strings::rich(&mut events, end)?.text,
            (false, _) => threaded(&mut events)?,
        };
        comments.push((line, column, text));
    }
    Ok(comments)
}

fn threaded(events: &mut Events<'_>) -> Result<String, Refusal> {
    let mut text = String::new();
    while let Some(event) = events.next()? {
        match event {
            Event::Text(piece) => text.push_str(&piece),
            Event::Close(name) if name == "threadedComment" => return Ok(text.trim().to_owned()),
            _ => {}
        }
    }
    Err(Refusal::Broken)
}
