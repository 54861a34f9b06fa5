//! Envelopes with a window, and where on a letter its addressee must stand to be read through it.

use serde::{Deserialize, Serialize};

/// An envelope with a window. Envelopes are those of JIS S 5502; where a window is, no standard says. Japan Post asks that
/// it is 45 × 80 mm at least, and that the addressee stays in it however the paper moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Envelope {
    /// 120 × 235 mm, laid on its long side, the sheet folded in three (210 × 99 mm). Its window is the usual one: 90 × 45 mm,
    /// 20 mm from the left and 15 mm from the top.
    #[serde(rename = "長形３号", alias = "長形3号", alias = "長３", alias = "長3")]
    Long3,
    /// 240 × 332 mm, standing, the sheet not folded. Its sheet moves further, so its window is larger: 100 × 60 mm, 20 mm
    /// from the left and 45 mm from the top.
    #[serde(rename = "角形２号", alias = "角形2号", alias = "角２", alias = "角2")]
    Square2,
}

/// A rectangle on a page in millimetres, seen from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Pane {
    /// How far its left side is from the page's.
    pub left: f64,
    /// How far its upper side is from the page's.
    pub top: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Envelope {
    /// The window, from the envelope's upper left corner, and the room that the folded sheet has to the right and below.
    pub fn window(self) -> (Pane, [f64; 2]) {
        match self {
            Self::Long3 => {
                (Pane { left: 20.0, top: 15.0, width: 90.0, height: 45.0 }, [235.0 - 210.0, 120.0 - 99.0])
            }
            Self::Square2 => {
                (Pane { left: 20.0, top: 45.0, width: 100.0, height: 60.0 }, [240.0 - 210.0, 332.0 - 297.0])
            }
        }
    }

    /// The part of the page that the window shows wherever the sheet lies in the envelope. One that lies at the left and at
    /// the top shows what the window is over; one that moved as far as it can shows what is as much further up and left.
    pub fn seen(self) -> Pane {
        let (window, [right, down]) = self.window();
        Pane { width: window.width - right, height: window.height - down, ..window }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_is_in_the_window_wherever_the_sheet_lies() {
        for envelope in [Envelope::Long3, Envelope::Square2] {
            let (window, [right, down]) = envelope.window();
            let seen = envelope.seen();
            for (x, y) in [(0.0, 0.0), (right, 0.0), (0.0, down), (right, down)] {
                let (left, top) = (seen.left + x, seen.top + y);
                assert!(left >= window.left && left + seen.width <= window.left + window.width);
                assert!(top >= window.top && top + seen.height <= window.top + window.height);
            }
            // Five lines of 13.5 pt and 17 characters of 10.5 pt have room.
            assert!(seen.height >= 23.8 && seen.width >= 63.0, "{seen:?}");
        }
    }
}
