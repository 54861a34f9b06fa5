//! Power cuts and full disks: a command that is killed, or refused, at any of its writes has changed nothing, or all of
//! it, as soon as the next command has begun.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

use serde_json::Value;
use shiryo::ground::hash::sha256;

use crate::root::Root;
use crate::two_stages::two_stages;

/// The system calls that change a disk.
const CALLS: [&str; 15] = [
    "write",
    "pwrite64",
    "rename",
    "renameat",
    "renameat2",
    "linkat",
    "fsync",
    "fdatasync",
    "syncfs",
    "unlink",
    "unlinkat",
    "rmdir",
    "mkdir",
    "mkdirat",
    "ftruncate",
];

/// Those that workers do.
const WORKERS: [&str; 2] = ["write", "mkdir"];

/// What lies in a folder, apart from what is the program's own or not finished.
type Files = BTreeMap<String, Vec<u8>>;

fn files(folder: &Path) -> Files {
    fn collect(base: &Path, folder: &Path, found: &mut Files) {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(base).expect("below").to_string_lossy().into_owned();
            match path.is_dir() {
                true => collect(base, &path, found),
                false => drop(found.insert(name, std::fs::read(&path).expect("a file"))),
            }
        }
    }
    let mut found = Files::new();
    collect(folder, folder, &mut found);
    // The log of the year tells the time.
    found.retain(|path, _| !path.starts_with('.') && path != "log.jsonl");
    found
}

/// A root before a command, and what `out/` and `inputs/issued/` are before and after it.
struct Case {
    before: Root,
    command: &'static [&'static str],
    old: [Files; 2],
    new: [Files; 2],
}

impl Case {
    fn new(before: Root, command: &'static [&'static str]) -> Self {
        let after = copy(&before);
        let output = after.run(command);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        Self { old: kept(&before), new: kept(&after), before, command }
    }

    /// Whether a root is as before or as after the command, whole; and its manifest is true.
    fn is_whole(&self, root: &Root) -> Result<(), String> {
        let now = kept(root);
        for (place, (now, (old, new))) in
            ["out", "inputs/issued"].iter().zip(now.iter().zip(self.old.iter().zip(&self.new)))
        {
            if now != old && now != new {
                let paths: Vec<&String> = now.keys().collect();
                return Err(format!("{place} is neither old nor new: {paths:?}"));
            }
        }
        let Some(manifest) = now[0].get("manifest.json") else { return Ok(()) };
        let manifest: Value = serde_json::from_slice(manifest).map_err(|why| why.to_string())?;
        for file in manifest["files"].as_array().into_iter().flatten() {
            let path = file["path"].as_str().unwrap_or_default();
            let hash = now[0].get(path).map(|bytes| sha256(bytes).to_string());
            if hash.as_deref() != file["sha256"].as_str() {
                return Err(format!("{path} is not what the manifest says"));
            }
        }
        Ok(())
    }

    /// Runs the command with an injection at each of its system calls, one after the other, and looks at what the next
    /// command finds. strace counts the calls of each kind and thread for itself; so those of the main thread are met
    /// alone first, and then those of a worker too.
    fn at_every_call(&self, injection: &str, calls: &[&str]) -> usize {
        let workers = calls.iter().filter(|call| WORKERS.contains(call)).map(|call| (call, true));
        let kinds = calls.iter().map(|call| (call, false)).chain(workers);
        kinds
            .map(|(call, threads)| (1..).take_while(|n| self.at_call(injection, call, *n, threads)).count())
            .sum()
    }

    /// Whether there is an n-th call of a kind; with the injection at it the next command must find all whole.
    fn at_call(&self, injection: &str, call: &str, n: usize, threads: bool) -> bool {
        let what = format!("{:?} with {injection} at {call} {n}, threads {threads}", self.command);
        let root = copy(&self.before);
        let inject = format!("inject={call}:{injection}:when={n}");
        let (output, log) = injected(&root, self.command, &inject, threads);
        let status = output.status.code().unwrap_or(-1);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!([-1, 0, 3].contains(&status) || status > 128, "{what}: {status}: {said}");
        if status == 0 {
            assert!(kept(&root) == self.new, "{what}: it says that all is well");
        }
        // The rehearsal of sending writes nothing itself; what was committed is finished by it.
        let next = root.run(&["send", "request"]);
        let nothing = self.old[0].is_empty() && next.status.code() == Some(2);
        assert!(next.status.code() == Some(0) || nothing, "{what}: {next:?}");
        self.is_whole(&root).unwrap_or_else(|why| panic!("{what}: {why}\n{said}"));
        // Now and then the command itself is the next one.
        if n % 9 == 1 {
            assert_eq!(root.run(self.command).status.code(), Some(0), "{what}");
            assert!(kept(&root) == self.new, "{what}: the command done again");
        }
        log.contains("(INJECTED)") || log.contains("killed by SIGKILL")
    }
}

/// `out/` and `inputs/issued/`.
fn kept(root: &Root) -> [Files; 2] {
    [files(&root.path().join("out")), files(&root.path().join("inputs/issued"))]
}

fn copy(root: &Root) -> Root {
    let copy = Root::empty();
    copy.overlay_below(root.path(), "");
    copy
}

/// Runs a command under strace, which kills or fails it at a call; and strace's log.
fn injected(root: &Root, command: &[&str], inject: &str, threads: bool) -> (Output, String) {
    let log = root.path().join("strace.log");
    let mut strace = Command::new("strace");
    strace.args(if threads { vec!["-f"] } else { vec![] }).arg("-o").arg(&log);
    strace.args(["-e", &format!("trace={}", CALLS.join(",")), "-e", inject]);
    strace
        .arg(env!("CARGO_BIN_EXE_shiryo"))
        .args(command)
        .args(["--jobs", "1", "--format", "short", "--root"]);
    strace.arg(root.path()).arg("--out").arg(root.path().join("out"));
    strace.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    let output = strace.output().expect("strace is installed");
    (output, std::fs::read_to_string(log).expect("a log"))
}

/// Both stages were made and the meeting's print files too; then a figure and the name of a paper changed.
fn changed() -> Root {
    let root = two_stages();
    assert_eq!(root.run(&["build"]).status.code(), Some(0));
    assert_eq!(root.run(&["print", "kaigi"]).status.code(), Some(0));
    root.replace("inputs/submissions/kikaku.csv", "55.0", "56.0");
    root.replace("inputs/cycle.toml", "title = \"意見照会\"\nto", "title = \"意見の照会\"\nto");
    root.replace("inputs/cycle.toml", "number = \"資料２\"", "number = \"資料３\"");
    root
}

static BUILD: LazyLock<Case> = LazyLock::new(|| {
    let case = Case::new(changed(), &["build"]);
    let gone = |path: &&String| !case.new[0].contains_key(*path);
    let gone: Vec<&String> = case.old[0].keys().filter(gone).collect();
    assert!(gone.iter().any(|path| path.starts_with("kaigi/資料2_")), "{gone:?}");
    assert!(gone.iter().any(|path| path.starts_with("kaigi/print/")), "{gone:?}");
    case
});

#[test]
fn a_build_that_is_killed_at_any_write() {
    let kills = BUILD.at_every_call("signal=KILL", &CALLS);
    assert!(kills > 60, "only {kills}");
    println!("{kills} kills of a build: 0 stages missing or torn, 0 manifests that don't match");
}

#[test]
fn a_first_build_that_is_killed_at_any_write() {
    let kills = Case::new(two_stages(), &["build"]).at_every_call("signal=KILL", &CALLS);
    assert!(kills > 50, "only {kills}");
    println!("{kills} kills of a first build: 0 stages missing or torn, 0 manifests that don't match");
}

#[test]
fn a_build_of_which_any_write_is_refused() {
    let full = BUILD.at_every_call("error=ENOSPC", &["write", "mkdir"]);
    let broken =
        BUILD.at_every_call("error=EIO", &["rename", "syncfs", "fsync", "unlink", "unlinkat", "rmdir"]);
    assert!(full > 40 && broken > 15, "only {full} and {broken}");
    println!(
        "{full} times a full disk, {broken} times a broken one: 0 stages torn, 0 manifests that don't match"
    );
}

#[test]
fn a_print_that_is_killed_or_refused_at_any_write_keeps_the_old_files() {
    let root = two_stages();
    assert_eq!(root.run(&["build"]).status.code(), Some(0));
    assert_eq!(root.run(&["print", "kaigi"]).status.code(), Some(0));
    root.remove("out/kaigi/print/席札.pdf");
    let case = Case::new(root, &["print", "kaigi"]);
    let kills = case.at_every_call("signal=KILL", &["write", "rename", "syncfs", "unlink"]);
    let full = case.at_every_call("error=ENOSPC", &["rename", "syncfs"]);
    assert!(kills > 20 && full > 5, "only {kills} and {full}");
    println!("{kills} kills of a print, {full} times a full disk: the print files are whole");
}

#[test]
fn commands_that_write_nothing_say_that_one_was_cut_off() {
    let root = changed();
    let (output, _) = injected(&root, &["build"], "inject=rename:signal=KILL:when=2", false);
    assert!(output.status.code().is_none() || !output.status.success(), "it is killed after the commit");
    assert!(root.path().join("out/.shiryo/journal.json").exists());
    let said = "置き終わっていないものがあります";
    let errors = |command: &str| String::from_utf8(root.run(&[command]).stderr).expect("UTF-8");
    let before = kept(&root);
    for command in ["check", "status"] {
        let errors = errors(command);
        assert_eq!(errors.lines().filter(|line| line.contains(said)).count(), 1, "{command}: {errors}");
    }
    assert!(
        root.path().join("out/.shiryo/journal.json").exists() && kept(&root) == before,
        "nothing is written"
    );
    assert!(!errors("build").contains(said));
    for command in ["check", "status"] {
        assert!(!errors(command).contains(said), "{command}");
    }
}

#[test]
fn what_is_taken_from_a_commit_before_it_is_in_place_is_said() {
    let said = "置き終わる前に、作ったものがなくなりました";
    let letter = "request/letters/kita_意見の照会.pdf";
    for command in [&["print", "kaigi"][..], &["send", "request"], &["build", "kaigi"]] {
        for lost in [letter, "index.html", "manifest.json"] {
            let root = changed();
            let _ = injected(&root, &["build"], "inject=rename:signal=KILL:when=2", false);
            root.remove(&format!("out/.shiryo/next/{lost}"));
            let errors = String::from_utf8(root.run(command).stderr).expect("UTF-8");
            let lines: Vec<&str> = errors.lines().filter(|line| line.contains(said)).collect();
            assert!(lines.len() == 1 && lines[0].contains(lost), "{command:?}: {errors}");
            let again = String::from_utf8(root.run(&["build"]).stderr).expect("UTF-8");
            assert!(!again.contains(said), "{command:?}: {again}");
        }
    }
    // Nothing is missing: the first files were put into place before.
    let root = changed();
    let _ = injected(&root, &["build"], "inject=rename:signal=KILL:when=6", false);
    assert!(root.path().join("out/.shiryo/journal.json").exists());
    let errors = String::from_utf8(root.run(&["print", "kaigi"]).stderr).expect("UTF-8");
    assert!(!errors.contains(said), "{errors}");
}

#[test]
fn a_record_of_what_was_issued_is_whole_or_not_there() {
    let root = two_stages();
    assert_eq!(root.run(&["build"]).status.code(), Some(0));
    root.replace("inputs/cycle.toml", "cutoff = 2023-02-13\n", "cutoff = 2023-02-13\nissued = 2023-02-17\n");
    let case = Case::new(root, &["build"]);
    assert!(case.new[1].contains_key("kaigi/files.json"));
    let kills = case.at_every_call("signal=KILL", &["write", "rename", "fsync"]);
    let full = case.at_every_call("error=ENOSPC", &["fsync", "rename"]);
    // What lies in `out/` is not written again: the calls are those of the record.
    assert!(kills > 25 && full > 15, "only {kills} and {full}");
    println!("{kills} kills while a record is written, {full} times a full disk: it is whole, or not there");
}
