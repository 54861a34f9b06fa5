//! The courier: takes messages to the server, a few at a time, and writes each step into the ledger before the next one
//! is taken.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is where time passes and mail is sent"
)]

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::SecondsFormat;
use lettre::Address;

use super::ledger::{Ledger, LedgerFault};
use super::smtp::{Line, NoLine, Server, Verdict};
use crate::ground::fault::Fault;
use crate::mail::outbox::State;

/// A message to take to the server.
pub struct Letter {
    pub id: String,
    pub from: Address,
    pub to: Address,
    /// Below `out/`.
    pub path: String,
    pub sha256: String,
}

/// How the courier works.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// Connections at once.
    pub connections: usize,
    /// Messages a minute at most.
    pub per_minute: u32,
    /// How often a message is tried again after a passing trouble.
    pub retries: u32,
    /// How long to wait before the first of these; each later one waits twice as long.
    pub wait: Duration,
}

/// What became of a message in this run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    pub id: String,
    pub state: State,
    pub answer: String,
}

/// Why a run ended before its messages.
#[derive(Debug, thiserror::Error)]
pub enum RoundEnd {
    /// No connection to the server can be had.
    #[error("サーバーを使えないため、途中で止めました（{0}）。もう一度行うと、残りを送ります。")]
    Server(#[from] NoLine),
    /// The ledger can't be written.
    #[error("途中で止めました（{0}）。直してからもう一度行うと、残りを送ります。")]
    Ledger(#[from] LedgerFault),
    /// The file of a message is not what it was when the round began.
    #[error("途中で止めました（{0} が、送る間に変わりました）。直してからもう一度行うと、残りを送ります。")]
    Changed(String),
}

/// A round at work.
struct Round<'a> {
    server: &'a Server,
    ledger: &'a Ledger,
    manner: Manner,
    read: &'a (dyn Fn(&str) -> Result<Vec<u8>, Fault> + Sync),
    done: &'a (dyn Fn(&Delivered) + Sync),
    /// When the next message may go.
    next: Mutex<Instant>,
    stop: AtomicBool,
    end: Mutex<Option<RoundEnd>>,
}

/// Takes the messages to the server. What is not among what comes back was not tried and is still queued.
///
/// # Errors
///
/// Why the round ended early, beside what became of the messages.
pub fn deliver(
    letters: &[Letter],
    server: &Server,
    ledger: &Ledger,
    manner: Manner,
    read: &(dyn Fn(&str) -> Result<Vec<u8>, Fault> + Sync),
    done: &(dyn Fn(&Delivered) + Sync),
) -> (Vec<Delivered>, Option<RoundEnd>) {
    let round = Round {
        server,
        ledger,
        manner,
        read,
        done,
        next: Mutex::new(Instant::now()),
        stop: AtomicBool::new(false),
        end: Mutex::new(None),
    };
    let next = AtomicUsize::new(0);
    let delivered = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..manner.connections.clamp(1, letters.len().max(1)) {
            scope.spawn(|| {
                let mut line = None;
                while let Some(letter) = letters.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let Some(outcome) = round.carry(letter, &mut line) else { break };
                    (round.done)(&outcome);
                    delivered.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(outcome);
                }
                line.into_iter().for_each(Line::close);
            });
        }
    });
    let end = round.end.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    (delivered.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner), end)
}

/// Now, as the ledger writes it.
pub fn now() -> String {
    chrono::Local::now().to_rfc3339_opts(SecondsFormat::Secs, false)
}

impl Round<'_> {
    /// Carries one message as far as it goes; none if the round is over.
    fn carry(&self, letter: &Letter, line: &mut Option<Line>) -> Option<Delivered> {
        let mut answer = String::new();
        for attempt in 0..=self.manner.retries {
            if attempt > 0 && !self.sleep(self.manner.wait.saturating_mul(1 << (attempt - 1).min(16))) {
                return None;
            }
            if !self.wait_for_turn() {
                return None;
            }
            let verdict = match self.attempt(letter, line) {
                Ok(verdict) => verdict,
                Err(RoundEnd::Server(NoLine::Later(why))) if attempt < self.manner.retries => {
                    answer = why;
                    continue;
                }
                Err(end) => return self.end(end),
            };
            let (state, said) = match verdict {
                Verdict::Sent(said) => (State::Sent, said),
                Verdict::Refused(said) => (State::Refused, said),
                Verdict::Unknown(said) => (State::Unknown, said),
                Verdict::Later(said) => (State::Queued, said),
            };
            let delivered = Delivered { id: letter.id.clone(), state, answer: said };
            if let Err(fault) = self.ledger.step(&letter.id, state, &delivered.answer, &now()) {
                self.end(fault.into());
                // It is said all the same: the ledger will call it unknown.
                return Some(delivered);
            }
            if state != State::Queued {
                return Some(delivered);
            }
            answer = delivered.answer;
        }
        Some(Delivered { id: letter.id.clone(), state: State::Queued, answer })
    }

    /// Tries once to send a message, over the open connection or a new one.
    fn attempt(&self, letter: &Letter, line: &mut Option<Line>) -> Result<Verdict, RoundEnd> {
        let bytes = match (self.read)(&letter.path) {
            Ok(bytes) if *crate::ground::hash::sha256(&bytes) == letter.sha256 => bytes,
            _ => return Err(RoundEnd::Changed(letter.path.clone())),
        };
        let open = match line.take().filter(|line| !line.is_broken()) {
            Some(open) => open,
            None => Line::open(self.server)?,
        };
        let open = line.insert(open);
        let sending = || self.ledger.step(&letter.id, State::Sending, "", &now());
        Ok(open.send(&letter.from, &letter.to, &bytes, &mut { sending })?)
    }

    /// Waits until the next message may go, so that no minute sees more than are wanted; false if the round is over.
    fn wait_for_turn(&self) -> bool {
        let gap = Duration::from_secs(60) / self.manner.per_minute.max(1);
        let turn = {
            let mut next = self.next.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let turn = (*next).max(Instant::now());
            *next = turn + gap;
            turn
        };
        self.sleep(turn.saturating_duration_since(Instant::now()))
    }

    /// Sleeps, but not beyond the end of the round; false if it is over.
    fn sleep(&self, time: Duration) -> bool {
        const SLICE: Duration = Duration::from_millis(50);
        let end = Instant::now() + time;
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return false;
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            std::thread::sleep(left.min(SLICE));
        }
    }

    /// Ends the round; what ended it first is kept.
    fn end(&self, end: RoundEnd) -> Option<Delivered> {
        self.stop.store(true, Ordering::Relaxed);
        self.end.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get_or_insert(end);
        None
    }
}
