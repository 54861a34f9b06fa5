//! Which characters and variation sequences the fonts can draw.
//!
//! A character without a glyph would be an empty box on paper; a variation sequence that the font lacks is
//! worse, since the ordinary form of the character is drawn instead, and nothing tells (辻 for 辻󠄉). So both
//! are looked up in the fonts' own tables before anything is set.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};

use super::text::forbidden;
use ttf_parser::{Face, PlatformId, name_id};

/// A font as bytes, with the place it came from.
#[derive(Debug, Clone, Copy)]
pub struct FontFile<'a> {
    /// The path below the root, or below the built-in templates.
    pub path: &'a str,
    /// The whole file.
    pub bytes: &'a [u8],
}

/// The fonts in the order in which they are tried.
pub struct Coverage<'a> {
    faces: Vec<(String, Face<'a>)>,
    /// Of each character of the first plane, whether it was seen to be printed as it is.
    plain: Vec<AtomicBool>,
}

/// What the fonts can do for a character or a variation sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Glyph {
    /// The font that is tried first draws it.
    Drawn,
    /// Only this family has the variation sequence; it must be asked for by name.
    OnlyIn(String),
    /// No font has it.
    Missing,
}

impl<'a> Coverage<'a> {
    /// Opens the fonts; files that are no fonts are left out and named in the second part.
    pub fn new(files: impl IntoIterator<Item = FontFile<'a>>) -> (Self, Vec<&'a str>) {
        let mut faces = Vec::new();
        let mut broken = Vec::new();
        for file in files {
            match Face::parse(file.bytes, 0).ok().and_then(|face| Some((family(&face)?, face))) {
                Some(entry) => faces.push(entry),
                None => broken.push(file.path),
            }
        }
        let plain = (0..=u16::MAX).map(|_| AtomicBool::new(false)).collect();
        (Self { faces, plain }, broken)
    }

    /// The families in order, each once.
    pub fn families(&self) -> Vec<&str> {
        let mut families: Vec<&str> = Vec::new();
        for (family, _) in &self.faces {
            if !families.contains(&family.as_str()) {
                families.push(family);
            }
        }
        families
    }

    /// The characters and variation sequences of a text that need a look: those that no font has, and those
    /// that only a later font has.
    pub fn exceptions(&self, text: &str) -> Vec<(String, Glyph)> {
        let found = self.glyphs(text).filter(|(_, glyph)| *glyph != Glyph::Drawn);
        found.map(|(piece, glyph)| (piece.to_owned(), glyph)).collect()
    }

    /// A text as it can be printed: 〓 stands in the place of each character that no font has, or that may not stand in an
    /// input. So no such character stops a paper.
    pub fn printable<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if text.chars().all(|c| self.is_plain(c)) {
            return Cow::Borrowed(text);
        }
        let shown = |(piece, glyph): (&'t str, Glyph)| {
            let is_forbidden = piece.chars().any(|c| forbidden(c).is_some());
            match glyph {
                Glyph::Missing => "〓",
                _ if is_forbidden => "〓",
                // Whether a sign is drawn in colour or as text is nothing to a font of text.
                _ => piece.strip_suffix(['\u{FE0E}', '\u{FE0F}']).unwrap_or(piece),
            }
        };
        match self.glyphs(text).all(|piece| shown(piece.clone()) == piece.0) {
            true => Cow::Borrowed(text),
            false => self.glyphs(text).map(shown).collect(),
        }
    }

    /// A text in pieces, each a character with the selector behind it, and what the fonts can do for it.
    fn glyphs<'t>(&self, text: &'t str) -> impl Iterator<Item = (&'t str, Glyph)> {
        let mut chars = text.char_indices().peekable();
        std::iter::from_fn(move || {
            let (start, c) = chars.next()?;
            // One behind a sign of ASCII is astray, as at the beginning of a text in JSON.
            let selector = chars.next_if(|(_, s)| is_selector(*s) && !c.is_ascii()).map(|(_, s)| s);
            let length = c.len_utf8() + selector.map_or(0, char::len_utf8);
            let glyph = match selector {
                Some(selector) => self.sequence(c, selector),
                None => self.character(c),
            };
            Some((&text[start..start + length], glyph))
        })
    }

    /// Whether a character is printed as it is, whatever stands beside it. Asked of every letter, it is looked up once.
    fn is_plain(&self, c: char) -> bool {
        let known = usize::try_from(u32::from(c)).ok().and_then(|place| self.plain.get(place));
        if known.is_some_and(|known| known.load(Ordering::Relaxed)) {
            return true;
        }
        let plain = !is_selector(c) && forbidden(c).is_none() && self.character(c) == Glyph::Drawn;
        if let Some(known) = known.filter(|_| plain) {
            known.store(true, Ordering::Relaxed);
        }
        plain
    }

    fn character(&self, c: char) -> Glyph {
        let blank = c.is_ascii() || is_selector(c);
        match blank || self.faces.iter().any(|(_, face)| face.glyph_index(c).is_some()) {
            true => Glyph::Drawn,
            false => Glyph::Missing,
        }
    }

    fn sequence(&self, c: char, selector: char) -> Glyph {
        let has = |face: &Face| face.glyph_variation_index(c, selector).is_some();
        let first = self.faces.iter().find(|(_, face)| face.glyph_index(c).is_some());
        match first {
            None => Glyph::Missing,
            Some((_, face)) if has(face) => Glyph::Drawn,
            Some(_) if matches!(selector, '\u{FE0E}' | '\u{FE0F}') => Glyph::Drawn,
            Some(_) => match self.faces.iter().find(|(_, face)| has(face)) {
                Some((family, _)) => Glyph::OnlyIn(family.clone()),
                None => Glyph::Missing,
            },
        }
    }
}

/// Whether a character has no glyph of its own and only selects a variant of the character before it.
pub fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// The typographic family, in English where the font names it so.
fn family(face: &Face) -> Option<String> {
    const ENGLISH: u16 = 0x0409;
    let names = || face.names().into_iter().filter(|n| n.is_unicode());
    let pick = |id| {
        names()
            .filter(|n| n.name_id == id)
            .max_by_key(|n| (n.platform_id == PlatformId::Windows && n.language_id == ENGLISH) as u8)
            .and_then(|n| n.to_string())
    };
    pick(name_id::TYPOGRAPHIC_FAMILY).or_else(|| pick(name_id::FAMILY))
}
