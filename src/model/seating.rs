//! How the room of a meeting is laid out.

use serde::Deserialize;

/// How the room is laid out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seating {
    /// How the tables stand.
    pub layout: RoomLayout,
    /// Who sits at the secretariat's table, one a seat.
    #[serde(default)]
    pub secretariat: Vec<String>,
    /// Seats for the public; 0 draws none.
    #[serde(default)]
    pub observers: u32,
}

/// How the tables stand in the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum RoomLayout {
    /// A closed square.
    #[serde(rename = "ロの字")]
    Square,
    /// Open towards the secretariat.
    #[serde(rename = "コの字")]
    Open,
}

impl RoomLayout {
    /// The word for it: 「ロの字」.
    pub fn label(self) -> &'static str {
        match self {
            RoomLayout::Square => "ロの字",
            RoomLayout::Open => "コの字",
        }
    }
}
