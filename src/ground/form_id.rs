//! What a form says of itself on a hidden sheet, so that its return can be matched.

use sha2::{Digest, Sha256};

use super::hash::hexadecimal;

/// The identity of a form that was sent out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormId {
    /// The code of its recipient.
    pub recipient: String,
    /// The cycle's id.
    pub cycle: String,
    /// The checksum of the cells that are not to be changed.
    pub fixed: String,
}

impl FormId {
    /// The hidden sheet's name.
    pub const SHEET: &'static str = "shiryo";
    const NAMES: [&'static str; 3] = ["宛先", "年度", "照合"];

    /// As the rows of the hidden sheet.
    pub fn rows(&self) -> [(&'static str, &str); 3] {
        let [recipient, cycle, fixed] = Self::NAMES;
        [(recipient, &self.recipient), (cycle, &self.cycle), (fixed, &self.fixed)]
    }

    /// From what the hidden sheet holds, by its names; none if it is not ours.
    pub fn read(value: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let [recipient, cycle, fixed] = Self::NAMES.map(value);
        Some(Self { recipient: recipient?, cycle: cycle?, fixed: fixed? })
    }

    /// The checksum of fixed cells, in their order.
    pub fn checksum<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
        let mut hash = Sha256::new();
        for cell in cells {
            hash.update(cell.as_bytes());
            hash.update([0]);
        }
        hexadecimal(&hash.finalize()[..8])
    }
}
