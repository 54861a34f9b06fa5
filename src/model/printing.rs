//! How a stage's packet is printed.

use serde::Deserialize;

/// How a stage's packet is printed, and how many copies besides those of the members.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Printing {
    /// Copies for the secretariat.
    pub secretariat: u32,
    /// Copies for observers; the seats for them, where none is given.
    pub observers: Option<u32>,
    /// Copies to spare.
    pub spare: u32,
    /// Whether it is printed in colour.
    pub colour: bool,
    /// On one side only.
    pub single_sided: bool,
    /// Where the sheets are held together.
    pub staple: Staple,
}

/// Where the sheets of a packet are held together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, serde::Serialize)]
pub enum Staple {
    /// One staple in the upper left corner.
    #[default]
    #[serde(rename = "左上１か所")]
    Corner,
    /// Two staples at the left edge.
    #[serde(rename = "左２か所")]
    Side,
    /// The sheets lie loose.
    #[serde(rename = "なし")]
    None,
}

impl Staple {
    /// The word for it: 「左上１か所」.
    pub fn label(self) -> &'static str {
        match self {
            Staple::Corner => "左上１か所",
            Staple::Side => "左２か所",
            Staple::None => "なし",
        }
    }
}
