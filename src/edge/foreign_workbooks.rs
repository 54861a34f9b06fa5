//! Reads workbooks of other kinds than .xlsx in a process of its own, with bounded time and memory: whatever such a file does
//! to its reader is a finding at that file, and never the end of the run.
#![expect(clippy::disallowed_methods, reason = "this is where processes are started")]

use std::env;
use std::io::{self, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, setrlimit};

use crate::model::cause::{ForeignKind, Refusal};
use crate::read::foreign;
use crate::read::input;
use crate::read::sheet::Bounds;

/// The argument by which a process of this program is told to rewrite a workbook.
const COMMAND: &str = "rewrite-workbook";
/// How much memory such a process may take, with what the program itself takes.
const MEMORY: u64 = 1 << 30;
/// By what the allocator is told how much it sets aside at once, and how much that is. By itself it sets aside as much as
/// such a process may take in all.
const RESERVE: &str = "MIMALLOC_ARENA_RESERVE";
const RESERVED: &str = "64MiB";
/// How many seconds of processor time it may take.
const SECONDS: u64 = 20;
/// How long it may take in all, on a machine that has other things to do.
const LONGEST: Duration = Duration::from_secs(120);
/// The exit status that says that a password protects the workbook.
const PASSWORD: u8 = 4;
/// The exit status that says that the workbook is too large.
const TOO_LARGE: u8 = 5;
/// The exit status that says that the workbook is broken.
const BROKEN: u8 = 6;

/// To be called first by every program that reads inputs: from then on workbooks of other kinds are read. If the program was
/// started to rewrite one, it does that; the exit status is the program's end.
pub fn begin() -> Option<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    if arguments.next().is_none_or(|first| first != COMMAND) {
        input::rewrite_by(rewritten);
        return None;
    }
    let kind = arguments.next().and_then(|name| KINDS.iter().find(|(known, _)| name == *known));
    let unpacked = arguments.next().and_then(|most| most.to_str()?.parse().ok());
    Some(ExitCode::from(kind.zip(unpacked).map_or(BROKEN, |((_, kind), most)| rewrite(*kind, most))))
}

/// The kinds, by what the argument calls them.
const KINDS: [(&str, ForeignKind); 2] = [("xls", ForeignKind::Xls), ("ods", ForeignKind::Ods)];

/// Rewrites the workbook on standard input, of which so many bytes may be unpacked, to standard output.
fn rewrite(kind: ForeignKind, unpacked: usize) -> u8 {
    let mut bytes = Vec::new();
    let done = bound().and_then(|()| io::stdin().lock().read_to_end(&mut bytes));
    match done.map(|_| foreign::rewrite(kind, &bytes, unpacked)) {
        Ok(Ok(book)) => match io::stdout().lock().write_all(&book) {
            Ok(()) => 0,
            Err(_) => BROKEN,
        },
        Ok(Err(Refusal::Password)) => PASSWORD,
        Ok(Err(Refusal::TooLarge)) => TOO_LARGE,
        Ok(Err(_)) | Err(_) => BROKEN,
    }
}

/// Bounds what this process may take.
fn bound() -> io::Result<()> {
    let at_most = |most| Rlimit { current: Some(most), maximum: Some(most) };
    setrlimit(Resource::As, at_most(MEMORY))?;
    setrlimit(Resource::Cpu, at_most(SECONDS))?;
    setrlimit(Resource::Core, at_most(0))?;
    Ok(())
}

/// Has a workbook rewritten by another process of this program.
fn rewritten(kind: ForeignKind, bytes: &[u8], bounds: Bounds) -> Result<Vec<u8>, Refusal> {
    let program = env::current_exe().map_err(|_| Refusal::Unopened)?;
    let mut command = Command::new(program);
    command.arg(COMMAND).args(KINDS.iter().find(|(_, known)| *known == kind).map(|(name, _)| name));
    command.arg(bounds.unpacked.to_string());
    command.env(RESERVE, RESERVED);
    answer(command, bytes, bounds.unpacked, LONGEST)
}

/// What a process makes of a workbook: no more than so many bytes, and no later than so long after its beginning.
fn answer(mut command: Command, bytes: &[u8], most: usize, longest: Duration) -> Result<Vec<u8>, Refusal> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|_| Refusal::Unopened)?;
    let (given, said) = (child.stdin.take(), child.stdout.take());
    let (done, waits) = mpsc::channel::<()>();
    let mut answer = Vec::new();
    let (read, status) = thread::scope(|scope| {
        // It may end without having read all: that is no fault of ours.
        scope.spawn(move || given.map(|mut given| given.write_all(bytes)));
        let watch = scope.spawn(move || ended(child, &waits, longest));
        let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        let read = said.map_or(Ok(0), |said| said.take(most).read_to_end(&mut answer));
        drop(done);
        (read, watch.join())
    });
    if answer.len() > most {
        return Err(Refusal::TooLarge);
    }
    let status = status.map_err(|_| Refusal::Unopened)?.map_err(|_| Refusal::Unopened)?;
    match status.code().map(u8::try_from) {
        Some(Ok(0)) if read.is_ok() => Ok(answer),
        Some(Ok(PASSWORD)) => Err(Refusal::Password),
        Some(Ok(TOO_LARGE)) => Err(Refusal::TooLarge),
        None if status.signal().is_some() => Err(Refusal::Costly),
        _ => Err(Refusal::Broken),
    }
}

/// Waits until all that a process says was read, or until its time is over; then it is ended.
fn ended(mut child: Child, waits: &mpsc::Receiver<()>, longest: Duration) -> io::Result<ExitStatus> {
    if waits.recv_timeout(longest) == Err(mpsc::RecvTimeoutError::Timeout) {
        child.kill()?;
    }
    child.wait()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of a process that runs these words of a shell.
    fn of(script: &str, most: usize, longest: Duration) -> Result<Vec<u8>, Refusal> {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        // More than a pipe holds.
        answer(command, &[b'a'; 1 << 20], most, longest)
    }

    #[test]
    fn whatever_becomes_of_the_process_is_a_refusal_of_the_file() {
        let long = Duration::from_secs(100);
        assert_eq!(of("cat | tail -c 3", 9, long), Ok(b"aaa".to_vec()));
        assert_eq!(of("printf ok", 9, long), Ok(b"ok".to_vec()), "it need not read all");
        assert_eq!(of("cat", 1 << 20, long).map(|all| all.len()), Ok(1 << 20));
        assert_eq!(of("cat /dev/zero", 1 << 20, long), Err(Refusal::TooLarge));
        assert_eq!(of("kill -9 $$", 9, long), Err(Refusal::Costly));
        assert_eq!(of("kill -ABRT $$", 9, long), Err(Refusal::Costly));
        assert_eq!(of("printf half; exit 101", 9, long), Err(Refusal::Broken), "it panicked");
        assert_eq!(of("exit 4", 9, long), Err(Refusal::Password));
        assert_eq!(of("exit 5", 9, long), Err(Refusal::TooLarge));
        assert_eq!(of("exec sleep 1000", 9, Duration::from_millis(50)), Err(Refusal::Costly));
        let none = answer(Command::new("/no/such/program"), b"", 9, long);
        assert_eq!(none, Err(Refusal::Unopened));
    }
}
