//! Measures where a run's time goes.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is where the clock is read")]

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::ground::watch::{Observer, Phase};

/// Sums the time of each phase over all threads.
#[derive(Default)]
pub struct Stopwatch {
    spent: Mutex<BTreeMap<Phase, Duration>>,
}

impl Stopwatch {
    /// The time of each phase, summed over all threads.
    pub fn spent(&self) -> BTreeMap<Phase, Duration> {
        self.spent.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }
}

impl Observer for Stopwatch {
    fn during(&self, phase: Phase, work: &mut dyn FnMut()) {
        let begin = Instant::now();
        work();
        let took = begin.elapsed();
        *self.spent.lock().unwrap_or_else(std::sync::PoisonError::into_inner).entry(phase).or_default() +=
            took;
    }
}

/// The time that a piece of work takes.
pub fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let begin = Instant::now();
    let done = work();
    (begin.elapsed(), done)
}
