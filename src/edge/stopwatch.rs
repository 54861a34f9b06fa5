//! Measures where a run's time goes.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is where the clock is read")]

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::ground::watch::{Observer, Phase};

/// Sums the time of each phase, and of the files of each name, over all threads.
#[derive(Default)]
pub struct Stopwatch {
    spent: Mutex<BTreeMap<Phase, Duration>>,
    files: Mutex<BTreeMap<String, Making>>,
}

/// How long the files of one name took.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Making {
    /// How many files have the name.
    pub files: usize,
    /// Their time, summed over all threads.
    pub took: Duration,
}

impl Stopwatch {
    /// The time of each phase, summed over all threads.
    pub fn spent(&self) -> BTreeMap<Phase, Duration> {
        self.spent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The time of the files of each name, the longest first.
    pub fn files(&self) -> Vec<(String, Making)> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut files: Vec<_> = files.into_iter().collect();
        files.sort_by_key(|(_, making)| Reverse(making.took));
        files
    }
}

impl Observer for Stopwatch {
    fn during(&self, phase: Phase, work: &mut dyn FnMut()) {
        let (took, ()) = time(work);
        *self.spent.lock().unwrap_or_else(PoisonError::into_inner).entry(phase).or_default() += took;
    }

    fn making(&self, name: &str, work: &mut dyn FnMut()) {
        let (took, ()) = time(work);
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let making = files.entry(name.to_owned()).or_default();
        *making = Making { files: making.files + 1, took: making.took + took };
    }
}

/// The time that a piece of work takes.
pub fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let begin = Instant::now();
    let done = work();
    (begin.elapsed(), done)
}
