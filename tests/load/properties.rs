//! What holds of all inputs: the order of rows and columns doesn't matter, parts sum to totals.

use std::collections::BTreeSet;

use proptest::prelude::*;
use shiryo::decide::consolidate::consolidate;
use shiryo::decide::evaluate::judge;
use shiryo::decide::totals::Counts;
use shiryo::model::cycle::Cycle;
use shiryo::read::input::InputFile;
use shiryo::read::{cycle, submission};

use crate::root::repository;

fn file(path: &str, bytes: Vec<u8>) -> InputFile {
    InputFile { path: path.into(), bytes: bytes.into() }
}

fn sample(path: &str) -> InputFile {
    file(path, std::fs::read(repository().join(path)).expect("a file of the sample"))
}

fn sample_cycle() -> Cycle {
    let paths = ["inputs/cycle.toml", "inputs/departments.csv", "inputs/measures.csv", "inputs/received.csv"];
    cycle::read(&paths.map(sample), &BTreeSet::new()).expect("the sample's cycle")
}

fn returns() -> Vec<InputFile> {
    let mut names: Vec<_> = std::fs::read_dir(repository().join("inputs/submissions"))
        .expect("the returns")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names.iter().map(|name| sample(&format!("inputs/submissions/{name}"))).collect()
}

/// The register of returns, as text.
fn register(files: &[InputFile], cycle: &Cycle) -> Vec<String> {
    let submissions = submission::read_all(files, cycle);
    assert!(
        submissions.findings.iter().all(|f| !matches!(f.origin, shiryo::ground::origin::Origin::File(_)))
    );
    let register = consolidate(cycle, &submissions);
    let rules = &cycle.settings.evaluation;
    let entries = register.entries().iter();
    entries
        .map(|e| {
            let i = &e.indicator;
            format!(
                "{} {} {:?} {:?}",
                i.key,
                i.name.text,
                e.received,
                judge(i, rules, cycle.settings.cycle.fiscal_year)
            )
        })
        .collect()
}

/// A CSV file with its columns and its rows in another order.
fn shuffled(bytes: &[u8], seed: u64) -> Vec<u8> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => encoding_rs::SHIFT_JIS.decode(bytes).0.into_owned(),
    };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a record")).collect();
    let header = records.iter().position(|r| r.iter().any(|c| c == "取組番号")).expect("the header");
    records.drain(..header);
    let order = |n: usize, salt: u64| {
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by_key(|i| {
            (*i as u64 + 1).wrapping_mul(seed | 1).wrapping_add(salt).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 7
        });
        order
    };
    let columns = order(records[0].len(), 3);
    let mut rows = vec![0];
    rows.extend(order(records.len() - 1, 5).into_iter().map(|i| i + 1));
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(columns.iter().map(|c| &records[row][*c])).expect("a record");
    }
    writer.into_inner().expect("bytes")
}

/// How many are tried; a failure leaves no file.
fn config() -> ProptestConfig {
    ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() }
}

pub(crate) fn the_order_of_files_rows_and_columns_does_not_matter() {
    proptest!(config(), |(seed in any::<u64>())| {
        let cycle = sample_cycle();
        let plain = returns();
        let mut other: Vec<InputFile> = plain.iter().map(|f| file(&f.path, shuffled(&f.bytes, seed))).collect();
        if seed % 2 == 0 {
            other.reverse();
        }
        prop_assert_eq!(register(&plain, &cycle), register(&other, &cycle));
    });
}

pub(crate) fn totals_are_the_sums_of_their_parts() {
    proptest!(config(), |(cut in 0usize..80)| {
        let cycle = sample_cycle();
        let submissions = submission::read_all(&returns(), &cycle);
        let rows: Vec<_> = submissions.files.iter().flat_map(|f| &f.rows).map(|row| &**row).collect();
        let (left, right) = rows.split_at(cut.min(rows.len()));
        let count = |rows: &[&shiryo::model::indicator::Indicator]| {
            let mut counts = Counts::default();
            rows.iter().for_each(|r| counts.count(r, &judge(r, &cycle.settings.evaluation, cycle.settings.cycle.fiscal_year)));
            counts
        };
        let mut sum = count(left);
        sum.add(&count(right));
        prop_assert_eq!(&sum, &count(&rows));
        let sorted = |mut keys: Vec<_>| {
            keys.sort();
            keys
        };
        let all = sorted(sum.indicators.clone());
        prop_assert_eq!(&all, &sorted([sum.known(), sum.unknown.clone()].concat()));
        prop_assert_eq!(&all, &sorted(sum.bases.values().flatten().cloned().collect()));
    });
}
