//! What a font says of the letters in it: whether they are struck through, raised or lowered.

use super::xml::Tag;
use crate::ground::text;

/// What a font says of the words in it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Font {
    /// Whether the letters are struck through.
    pub struck: bool,
    /// The color of the letters; none if it is the usual one.
    pub color: Option<Color>,
    /// Whether the letters stand above or below the line; none if they stand on it.
    pub raised: Option<Raised>,
}

impl Font {
    /// Takes up what a tag says of the font.
    pub(super) fn add(&mut self, tag: &Tag<'_>) {
        let value = tag.get("val");
        match tag.name() {
            "strike" => self.struck = !matches!(value.as_deref(), Some("0" | "false")),
            "color" => self.color = Color::of(tag),
            "vertAlign" => {
                self.raised = match value.as_deref() {
                    Some("superscript") => Some(Raised::Above),
                    Some("subscript") => Some(Raised::Below),
                    _ => None,
                };
            }
            _ => {}
        }
    }
}

/// A color: red, green and blue, or a number in a list that is the workbook's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Color {
    /// Red, green and blue, a byte each.
    Rgb(u32),
    /// A color of the theme, by its number.
    Theme(u32),
    /// A color of the palette, by its number.
    Indexed(u32),
}

impl Color {
    /// The color of paper.
    pub(super) const WHITE: Self = Self::Rgb(0x00FF_FFFF);
    /// The color of letters that have none of their own.
    pub(super) const BLACK: Self = Self::Rgb(0);

    /// The color that a tag says. One that is made lighter or darker is another than the theme's.
    pub(super) fn of(tag: &Tag<'_>) -> Option<Self> {
        let rgb = tag.get("rgb").and_then(|rgb| u32::from_str_radix(&rgb, 16).ok());
        match (rgb, tag.number("theme"), tag.number("indexed")) {
            (Some(rgb), ..) => Some(Self::Rgb(rgb & 0x00FF_FFFF)),
            _ if tag.get("tint").is_some_and(|tint| tint.parse() != Ok(0.0)) => None,
            (_, Some(0), _) | (_, _, Some(1 | 9 | 65)) => Some(Self::WHITE),
            (_, Some(1), _) | (_, _, Some(0 | 8 | 64)) => Some(Self::BLACK),
            (_, Some(theme), _) => Some(Self::Theme(theme)),
            (.., indexed) => indexed.map(Self::Indexed),
        }
    }
}

/// The colors of a cell's letters and of what is behind them, if that is one color.
pub(super) type Look = (Color, Option<Color>);

/// Letters above or below the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Raised {
    /// Raised, as the 1 of 55¹.
    Above,
    /// Lowered, as the 2 of CO₂.
    Below,
}

impl Raised {
    /// A text with its digits as raised or lowered ones, if it has any.
    pub(super) fn digits(self, text: &str) -> Option<String> {
        let digits: Vec<char> = match self {
            Self::Above => "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().collect(),
            Self::Below => "₀₁₂₃₄₅₆₇₈₉".chars().collect(),
        };
        let digit = |c: char| -> Option<char> {
            let half = text::half_width_digits(c.encode_utf8(&mut [0; 4])).chars().next()?;
            digits.get(usize::try_from(half.to_digit(10)?).ok()?).copied()
        };
        let seen: String = text.chars().map(|c| digit(c).unwrap_or(c)).collect();
        (seen != text).then_some(seen)
    }
}
