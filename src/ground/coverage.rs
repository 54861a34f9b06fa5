//! Which characters and variation sequences the fonts can draw.
//!
//! A character without a glyph would be an empty box on paper; a variation sequence that the font lacks is
//! worse, since the ordinary form of the character is drawn instead, and nothing tells (辻 for 辻󠄉). So both
//! are looked up in the fonts' own tables before anything is set.

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
        (Self { faces }, broken)
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
        let mut found = Vec::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let selector = chars.next_if(|s| is_selector(*s));
            let glyph = match selector {
                Some(selector) => self.sequence(c, selector),
                None => self.character(c),
            };
            if glyph != Glyph::Drawn {
                found.push((std::iter::once(c).chain(selector).collect(), glyph));
            }
        }
        found
    }

    fn character(&self, c: char) -> Glyph {
        let blank = matches!(c, '\n' | '\r' | '\t') || is_selector(c);
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
