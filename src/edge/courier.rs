//! The courier: sends messages, a few at a time, and writes each step into the ledger before it takes the next one.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is where time passes and mail is sent"
)]

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::clock;
use super::ledger::Ledger;
use super::ledger_fault::LedgerFault;
use super::mail_server::MailServer;
use super::smtp::{AttemptOutcome, NoConnection, ServerConnection};
use crate::ground::fault::Fault;
use crate::ground::hash::sha256;
use crate::mail::kept_message::KeptMessage;
use crate::mail::ledger_row::DeliveryState;

/// A message that is to be sent.
pub struct OutgoingMessage {
    /// The number of its row in the ledger.
    pub row: i64,
    /// Who sends it.
    pub from: String,
    /// Who gets it.
    pub to: String,
    /// The message's file below `out/`.
    pub path: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

/// How fast and how persistently the courier works.
#[derive(Debug, Clone, Copy)]
pub struct CourierSettings {
    /// Connections at once.
    pub connections: usize,
    /// Messages a minute at most.
    pub per_minute: u32,
    /// How often a message is tried again that the server does not take for now.
    pub retries: u32,
    /// How long to wait before the first of these; each later one waits twice as long.
    pub wait: Duration,
}

/// What became of a message in this run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The message's file below `out/`.
    pub path: String,
    /// How far it got.
    pub state: DeliveryState,
    /// What the server answered, or what went wrong.
    pub answer: String,
}

/// Why a round ended before all its messages were tried.
#[derive(Debug, thiserror::Error)]
pub enum RoundEnd {
    /// No connection to the server can be had.
    #[error("サーバーを使えないため、途中で止めました（{0}）。もう一度行うと、残りを送ります。")]
    Server(#[from] NoConnection),
    /// The ledger can't be written.
    #[error("途中で止めました（{0}）。直してからもう一度行うと、残りを送ります。")]
    Ledger(#[from] LedgerFault),
    /// A signal asked to stop. The messages that were on their way are finished.
    #[error("止めるように求められたため、送っていたものまでで止めました。もう一度行うと、残りを送ります。")]
    Asked,
    /// All was tried, but it can't be written down how far the ledger has come.
    #[error("送付の記録を残せません（{0}）。")]
    Mark(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The file of a message, or one that it brings, is not what it was when the message was written.
    #[error("途中で止めました（{0} が、送る間に変わりました）。直してからもう一度行うと、残りを送ります。")]
    Changed(String),
}

/// A round: one run of the courier, shared by all its connections.
struct Round<'a> {
    server: &'a MailServer,
    ledger: &'a Ledger,
    settings: CourierSettings,
    read: &'a (dyn Fn(&str) -> Result<Vec<u8>, Fault> + Sync),
    done: &'a (dyn Fn(&Delivery) + Sync),
    /// Whether a signal asked to stop.
    asked: &'a AtomicBool,
    /// When the next message may go.
    next: Mutex<Instant>,
    /// Whether the round is over for all connections.
    stop: AtomicBool,
    /// Why the round ended early, if it did.
    end: Mutex<Option<RoundEnd>>,
}

/// Sends the messages. Returns what became of each that was tried, and why the round ended early if it did. A message
/// that was not tried is still queued. When `asked` becomes true, those on their way are finished and no other begins.
pub fn deliver(
    messages: &[OutgoingMessage],
    server: &MailServer,
    ledger: &Ledger,
    settings: CourierSettings,
    read: &(dyn Fn(&str) -> Result<Vec<u8>, Fault> + Sync),
    done: &(dyn Fn(&Delivery) + Sync),
    asked: &AtomicBool,
) -> (Vec<Delivery>, Option<RoundEnd>) {
    let round = Round {
        server,
        ledger,
        settings,
        read,
        done,
        asked,
        next: Mutex::new(Instant::now()),
        stop: AtomicBool::new(false),
        end: Mutex::new(None),
    };
    let next = AtomicUsize::new(0);
    let delivered = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..settings.connections.clamp(1, messages.len().max(1)) {
            scope.spawn(|| {
                let mut connection = None;
                while let Some(message) = messages.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let Some(outcome) = round.carry(message, &mut connection) else { break };
                    (round.done)(&outcome);
                    delivered.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(outcome);
                }
                connection.into_iter().for_each(ServerConnection::close);
            });
        }
    });
    let end = round.end.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    (delivered.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner), end)
}

/// What an attempt made of a message.
fn delivery(message: &OutgoingMessage, outcome: AttemptOutcome) -> Delivery {
    let (state, answer) = match outcome {
        AttemptOutcome::Sent(answer) => (DeliveryState::Sent, answer),
        AttemptOutcome::Refused(answer) => (DeliveryState::Refused, answer),
        AttemptOutcome::Unknown(answer) => (DeliveryState::Unknown, answer),
        AttemptOutcome::Later(answer) => (DeliveryState::Queued, answer),
    };
    Delivery { path: message.path.clone(), state, answer }
}

impl Round<'_> {
    /// Sends one message, again and again if need be; none if the round is over.
    fn carry(
        &self,
        message: &OutgoingMessage,
        connection: &mut Option<ServerConnection>,
    ) -> Option<Delivery> {
        let mut answer = String::new();
        for attempt in 0..=self.settings.retries {
            if attempt > 0 && !self.sleep(self.settings.wait.saturating_mul(1 << (attempt - 1).min(16))) {
                return None;
            }
            if !self.wait_for_turn() {
                return None;
            }
            // Where the message stands in the ledger: on its way once its content is.
            let mut state = DeliveryState::Queued;
            let outcome = match self.attempt(message, connection, &mut state) {
                Ok(outcome) => outcome,
                Err(RoundEnd::Server(NoConnection::Later(why))) if attempt < self.settings.retries => {
                    answer = why;
                    continue;
                }
                Err(end) => return self.end(end),
            };
            let delivery = delivery(message, outcome);
            let step = (state, delivery.state);
            if let Err(fault) = self.ledger.step(message.row, step, &delivery.answer, &clock::now()) {
                self.end(fault.into());
                // It is reported all the same. The ledger holds it as on its way, and will call it unknown.
                return Some(delivery);
            }
            if delivery.state != DeliveryState::Queued {
                return Some(delivery);
            }
            answer = delivery.answer;
        }
        Some(Delivery { path: message.path.clone(), state: DeliveryState::Queued, answer })
    }

    /// Tries once to send a message, over the open connection or a new one.
    fn attempt(
        &self,
        message: &OutgoingMessage,
        connection: &mut Option<ServerConnection>,
        state: &mut DeliveryState,
    ) -> Result<AttemptOutcome, RoundEnd> {
        let kept = match (self.read)(&message.path) {
            Ok(bytes) if *sha256(&bytes) == message.sha256 => bytes,
            _ => return Err(RoundEnd::Changed(message.path.clone())),
        };
        // Each enclosure is looked at before the server is told of the message.
        let content = KeptMessage::read(&kept).whole(self.read).map_err(RoundEnd::Changed)?;
        let open = match connection.take().filter(|connection| !connection.is_broken()) {
            Some(open) => open,
            None => ServerConnection::open(self.server)?,
        };
        let open = connection.insert(open);
        let mut sending = || {
            let step = (DeliveryState::Queued, DeliveryState::Sending);
            self.ledger.step(message.row, step, "", &clock::now())?;
            *state = DeliveryState::Sending;
            Ok(())
        };
        Ok(open.send(&message.from, &message.to, &content, &mut sending)?)
    }

    /// Waits until the next message may go, so that no minute sees more than `per_minute`; false if the round is over.
    fn wait_for_turn(&self) -> bool {
        let gap = Duration::from_secs(60) / self.settings.per_minute.max(1);
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
            if self.asked.load(Ordering::Relaxed) {
                self.end(RoundEnd::Asked);
            }
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
    fn end(&self, end: RoundEnd) -> Option<Delivery> {
        self.stop.store(true, Ordering::Relaxed);
        self.end.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get_or_insert(end);
        None
    }
}
