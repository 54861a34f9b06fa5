//! The raw findings of a file, as far as they are kept.

use std::mem::{Discriminant, discriminant};

use super::cause::{Cause, RawFinding};
use crate::ground::origin::Origin;

/// The raw findings of a file. A broken file can have one in each of its cells, so of each cause only the first
/// [`RawFindings::MOST`] are kept, and the others are counted.
#[derive(Debug, Default)]
pub struct RawFindings {
    first: Vec<RawFinding>,
    /// Of each cause how many there are, and the last that was not kept. A list, since a file has few causes.
    counts: Vec<(Discriminant<Cause>, usize, Option<RawFinding>)>,
}

impl RawFindings {
    /// How many of a cause are kept.
    pub const MOST: usize = 300;

    /// Adds a finding, or counts it.
    pub fn push(&mut self, finding: RawFinding) {
        let kind = discriminant(&finding.cause);
        let at = self.counts.iter().position(|(known, ..)| *known == kind).unwrap_or(self.counts.len());
        if at == self.counts.len() {
            self.counts.push((kind, 0, None));
        }
        let (_, count, last) = &mut self.counts[at];
        *count += 1;
        match *count <= Self::MOST {
            true => self.first.push(finding),
            false => *last = Some(finding),
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// Those that were kept, and then for each cause with too many one [`Cause::More`].
    pub fn finish(self) -> Vec<RawFinding> {
        let mut all = self.first;
        let more = self.counts.into_iter().filter_map(|(_, count, last)| Some((count, last?)));
        all.extend(more.map(|(count, RawFinding { origin, department, cause })| RawFinding {
            origin: Origin::File(origin.file().unwrap_or_default().into()),
            department,
            cause: Cause::More { like: Box::new(cause), count: count - Self::MOST },
        }));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_kept_is_counted() {
        let mut findings = RawFindings::default();
        for line in 1..=1000 {
            let origin = Origin::Text { file: "a.csv".into(), line, column: 1 };
            findings.push(RawFinding { origin, department: None, cause: Cause::TotalRow });
        }
        let all = findings.finish();
        assert_eq!(all.len(), RawFindings::MOST + 1);
        let more = Cause::More { like: Box::new(Cause::TotalRow), count: 1000 - RawFindings::MOST };
        assert_eq!(all.last().map(|finding| &finding.cause), Some(&more));
    }
}
