//! How alike names of columns are.

use super::header_words::{loose, without_notes};
use crate::model::column::Column;

/// How alike two names are: shared pairs of letters twice, of all pairs; ordered as a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    shared: usize,
    of: usize,
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.shared * other.of).cmp(&(other.shared * self.of))
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// A name that is the known one but for what stands beside it in brackets or as a year: 「実績値（％）」.
pub fn same_but_for_notes(written: &str, known: &Column) -> Option<Score> {
    (without_notes(written) == loose(&known.name)).then_some(Score { shared: 1, of: 1 })
}

/// The share of pairs of letters that both have (Dice's coefficient), from a half on.
pub fn shared_pairs(written: &str, known: &Column) -> Option<Score> {
    let pairs = |name: &str| -> Vec<(char, char)> {
        let letters: Vec<char> =
            loose(name).replace("no.", "番号").replace("no", "番号").chars().take(100).collect();
        letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let (written, mut rest) = (pairs(written), pairs(&known.name));
    let of = written.len() + rest.len();
    let mut shared = 0;
    for pair in written {
        if let Some(at) = rest.iter().position(|other| *other == pair) {
            rest.swap_remove(at);
            shared += 2;
        }
    }
    (shared * 2 >= of && shared > 0).then_some(Score { shared, of })
}
