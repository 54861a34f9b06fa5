//! Bounds what a root's templates take: time and memory. Nothing can stop typst at its work, so a run in which a template
//! takes too much begins anew without that template: the program takes its own place, told what to leave out. Nothing is
//! lost by it, as a build changes `out/` only at its end.
#![expect(clippy::disallowed_methods, reason = "this is where processes are started and measured")]

use std::ffi::OsString;
use std::fs;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::Duration;

use super::{allocator, sudden_end};
use crate::ground::bounded::{self, Excess};

/// How often the run is looked at.
const EVERY: Duration = Duration::from_millis(20);
/// How many templates may take too much before the run ends.
const MOST: usize = 3;
/// The exit status of a fault of the program.
const BROKEN: i32 = 3;
/// The unit of the processor time in `/proc`: a hundredth of a second.
const TICK: Duration = Duration::from_millis(10);
/// How many megabytes the program takes at most, where no other bound is given.
const MEGABYTES: u64 = 16_384;

/// What templates may take, and what came of it in this run.
#[derive(Debug, Clone)]
pub struct TemplateBounds {
    /// The seconds of processor time that a paper, a letter or a text may take.
    pub seconds: u64,
    /// The megabytes that the program may take meanwhile; by itself it takes 16,384, or three quarters of what the machine
    /// has left.
    pub megabytes: Option<u64>,
    /// The names of the work that took too much, each with what it took: 「time」, 「memory」 or 「depth」.
    pub past: Vec<(String, String)>,
    /// Whether one paper is made after the other, so that it is sure which takes too much.
    pub one_by_one: bool,
    /// The options by which the run that begins anew is told: of work that took too much, and that it is to go one by one.
    pub options: [&'static str; 2],
}

/// Watches what templates take from now on. `give_up` says what took too much when a run ends for it.
pub fn watch(bounds: TemplateBounds, give_up: fn(&[(String, Excess)])) {
    let megabytes = bounds.megabytes.unwrap_or_else(default_megabytes);
    let time = Excess::Time { seconds: bounds.seconds };
    let memory = Excess::Memory { megabytes };
    for (name, what) in &bounds.past {
        let excess = [time, memory].into_iter().find(|excess| kind(*excess) == what);
        bounded::refuse(name.clone(), excess.unwrap_or(Excess::Depth));
    }
    allocator::give_back_soon();
    allocator::bound(usize::try_from(megabytes << 20).unwrap_or(usize::MAX));
    // Without that, what breaks off ends the program as it would have.
    let _ = sudden_end::hold_aborts();
    let look = move || {
        let mut before = processor_time();
        loop {
            std::thread::sleep(EVERY);
            let now = processor_time();
            let at_work = bounded::share(now.saturating_sub(before));
            before = now;
            let too_long = at_work.iter().find(|(_, taken)| taken.as_secs() >= bounds.seconds);
            if let Some((name, _)) = too_long {
                begin_anew(&bounds, Some(name), time, give_up);
            }
            let too_much = resident_megabytes().is_some_and(|resident| resident > megabytes);
            // Of several at work, nobody knows who it was.
            let sure = at_work.first().filter(|_| at_work.len() == 1 || bounds.one_by_one);
            let sure = sure.map(|(name, _)| name);
            if sudden_end::someone_asked_too_much() || (too_much && !at_work.is_empty()) {
                begin_anew(&bounds, sure, memory, give_up);
            }
            if sudden_end::someone_broke_off() {
                // That was no template: the program is at fault, and has said so.
                if at_work.is_empty() {
                    std::process::exit(BROKEN);
                }
                begin_anew(&bounds, sure, Excess::Depth, give_up);
            }
        }
    };
    // Without a watch the run goes on as if it had no bounds.
    let _ = std::thread::Builder::new().name("template guard".into()).spawn(look);
}

/// Begins the run anew without `name`; if nobody knows who took too much, with one piece of work after the other.
fn begin_anew(
    bounds: &TemplateBounds,
    name: Option<&String>,
    excess: Excess,
    give_up: fn(&[(String, Excess)]),
) -> ! {
    let [past, one_by_one] = bounds.options;
    let further: Vec<OsString> = match name {
        Some(name) => vec![past.into(), name.into(), kind(excess).into()],
        None => vec![one_by_one.into()],
    };
    // With one after the other, who took too much is known, unless no template did.
    let goes_on = bounds.past.len() < MOST && !(name.is_none() && bounds.one_by_one);
    if goes_on && let Ok(program) = std::env::current_exe() {
        // Returns only if it fails.
        let _ = Command::new(program).args(std::env::args_os().skip(1)).args(further).exec();
    }
    let mut all = bounded::refused();
    all.extend(name.map(|name| (name.clone(), excess)));
    give_up(&all);
    std::process::exit(1);
}

fn kind(excess: Excess) -> &'static str {
    match excess {
        Excess::Time { .. } => "time",
        Excess::Memory { .. } => "memory",
        Excess::Depth => "depth",
    }
}

/// The processor time that the program has taken; nothing where that can't be known.
fn processor_time() -> Duration {
    let ticks = || -> Option<u32> {
        let stat = fs::read_to_string("/proc/self/stat").ok()?;
        // The name in brackets may hold anything; behind it, 11 fields before these two.
        let mut fields = stat.rsplit(')').next()?.split_whitespace().skip(11);
        Some(fields.next()?.parse::<u32>().ok()? + fields.next()?.parse::<u32>().ok()?)
    };
    TICK * ticks().unwrap_or_default()
}

/// The megabytes of memory that the program takes.
fn resident_megabytes() -> Option<u64> {
    kilobytes("/proc/self/status", "VmRSS:").map(|kilobytes| kilobytes >> 10)
}

fn default_megabytes() -> u64 {
    let left = kilobytes("/proc/meminfo", "MemAvailable:").map_or(MEGABYTES, |kilobytes| kilobytes >> 10);
    MEGABYTES.min(left / 4 * 3)
}

/// The kilobytes that a file of `/proc` says behind a word.
fn kilobytes(file: &str, word: &str) -> Option<u64> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(word))?;
    line.split_whitespace().next()?.parse().ok()
}
