//! Parts of a build: which of so many it is, and whose turn it is in each.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One part of a build that is made in several: `3/8` is the third of eight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shard {
    /// Into how many parts the build is divided.
    pub of: u32,
    /// Which of them it is, from 1.
    pub number: u32,
}

/// Into so many parts a build can be divided.
const MOST: u32 = 9_999;

impl Shard {
    /// Whether it makes what is for the one at a place of a list, from 0: they are dealt out in turn.
    pub fn has(self, place: usize) -> bool {
        place % self.of as usize + 1 == self.number as usize
    }

    /// Whether it makes what is for nobody alone.
    pub fn is_first(self) -> bool {
        self.number == 1
    }
}

/// That a text names no part of a build.
#[derive(Debug, thiserror::Error)]
#[error("no part of a build: {0}")]
pub struct NoShard(String);

impl FromStr for Shard {
    type Err = NoShard;

    fn from_str(text: &str) -> Result<Self, NoShard> {
        // A sign is no digit, though a number could be read with it.
        let plain =
            |part: &str| part.chars().all(|c| c.is_ascii_digit()).then(|| part.parse().ok()).flatten();
        let parts = text.split_once('/').and_then(|(number, of)| Some((plain(number)?, plain(of)?)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) && of <= MOST => Ok(Self { of, number }),
            _ => Err(NoShard(text.into())),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_is_written() {
        for text in ["1/1", "3/8", "8/8", "9999/9999"] {
            assert_eq!(text.parse::<Shard>().expect(text).to_string(), text);
        }
        for text in
            ["", "8", "/", "0/8", "9/8", "1/0", "1/10000", "-1/8", "+1/8", "1/8/8", "1/ 8", "a/8", "１/８"]
        {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }

    #[test]
    fn each_place_is_in_one_part() {
        let parts =
            |place| (1..=3).filter(|number| Shard { of: 3, number: *number }.has(place)).collect::<Vec<_>>();
        assert_eq!((0..5).map(parts).collect::<Vec<_>>(), [[1], [2], [3], [1], [2]]);
    }
}
