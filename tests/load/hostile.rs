//! Files that nobody should send: bytes changed at random, the same in every run. Each is read or refused.

use std::panic::catch_unwind;
use std::path::Path;
use std::process::Command;

use crate::root::repository;

/// What `cargo fuzz` tries too.
#[path = "../../fuzz/src/lib.rs"]
mod targets;

/// How many files of each kind.
const CSV: usize = 6_000;
const BOOKS: usize = 3_000;
const PARTS: usize = 3_000;
const ODS: usize = 1_000;
const CELLS: usize = 20_000;
/// The most memory of the whole process.
const MOST_MEMORY: u64 = 512 << 20;
/// Says that this process is the one to do the work, so that its peak is its own.
const WORKER: &str = "SHIRYO_TEST_WORKER";

pub(crate) fn mutated_files_are_read_or_refused_within_bounds() {
    if std::env::var_os(WORKER).is_some() {
        return work();
    }
    let output = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "hostile::mutated_files_are_read_or_refused_within_bounds", "--nocapture"])
        .env(WORKER, "1")
        .output()
        .expect("it runs");
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}", said.chars().take(4_000).collect::<String>());
    let peak = said.lines().find_map(|line| line.split_once("peak ")?.1.parse::<u64>().ok());
    let peak = peak.unwrap_or_else(|| panic!("no peak in {said}"));
    assert!(peak < MOST_MEMORY, "{} MB", peak >> 20);
}

fn work() {
    let returns = |ending: &str| -> Vec<Vec<u8>> {
        let mut all = seeds(&repository().join("tests/returns"), ending);
        all.retain(|bytes| bytes.len() < 60_000);
        all
    };
    let corpus = |name: &str| seeds(&repository().join("fuzz/corpus").join(name), "");
    let mut failed = Vec::new();
    for (name, seeds, count, target) in [
        ("csv", returns(".csv"), CSV, targets::csv_bytes as fn(&[u8])),
        ("book", returns(".xlsx"), BOOKS, targets::xlsx_bytes),
        ("parts", corpus("xlsx_bytes"), PARTS, targets::xlsx_bytes),
        ("ods", corpus("ods_bytes"), ODS, targets::ods_bytes),
        ("cell", corpus("cell_text"), CELLS, targets::cell_text),
    ] {
        assert!(seeds.len() >= 3, "{name}: {} seeds", seeds.len());
        let mut random = Random(seeds.len() as u64);
        for n in 0..count {
            let bytes = mutated(&seeds, &mut random);
            if catch_unwind(|| target(&bytes)).is_err() {
                failed.push(format!("{name} {n}"));
            }
        }
    }
    println!("peak {}", peak());
    assert!(failed.is_empty(), "panics: {failed:?}");
}

/// The files below a folder whose names end so, in the order of their paths.
fn seeds(folder: &Path, ending: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        if path.is_dir() {
            all.extend(seeds(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            all.push(std::fs::read(path).expect("a file"));
        }
    }
    all
}

/// SplitMix64: the same numbers in every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % most.max(1) as u64).expect("it fits")
    }
}

/// A seed with one to six changes.
fn mutated(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    const PIECES: [&[u8]; 12] = [
        b"\"",
        b",",
        b"\r",
        b"\0",
        b"\xFF\xFE",
        b"999999999999",
        b"</row>",
        b"<c r=\"XFD1048576\">",
        b"&#xD800;",
        b"_xD842_",
        b"1e308",
        "同上".as_bytes(),
    ];
    let mut bytes = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len());
        let end = (at + random.below(40)).min(bytes.len());
        match random.below(7) {
            0 if !bytes.is_empty() => bytes[at] = u8::try_from(random.below(256)).expect("a byte"),
            1 => drop(bytes.drain(at..end)),
            2 => bytes.truncate(at),
            3 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            4 => {
                let other = &seeds[random.below(seeds.len())];
                bytes.splice(at.., other[random.below(other.len())..].to_vec());
            }
            5 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
            _ => drop(bytes.splice(at..at, PIECES[random.below(PIECES.len())].to_vec())),
        }
    }
    bytes
}

/// The most memory that this process held, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    line.split_whitespace().next().and_then(|kb| kb.parse::<u64>().ok()).expect("a number") << 10
}
