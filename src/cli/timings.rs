//! `--timings`: where the run's time went, and how long a bare loop takes that only compiles and exports the same
//! papers from the same data on the same threads. The loop runs in a process of its own, so that it starts as
//! cold as the run did.

use std::io;
use std::sync::Mutex;
use std::time::Duration;

use super::args::{BuildArguments, CommonArguments};
use super::exit::Exit;
use super::report;
use crate::edge::stopwatch::{self, Making, Stopwatch};
use crate::edge::{process, sources};
use crate::ground::finding::Findings;
use crate::ground::watch::Phase;
use crate::load::{Loaded, load};
use crate::make::Workshop;
use crate::render::paper::Prepared;
use crate::render::press::Press;
use crate::render::typst::world::Typesetter;
use crate::render::unmade::Unmade;
use crate::render::workers::on_threads;

/// So many of the names of files are listed.
const LONGEST: usize = 15;

/// Prints the table; `took` is the run's time by the clock.
pub(super) fn print(
    common: &CommonArguments,
    build: &BuildArguments,
    threads: usize,
    took: Duration,
    watch: &Stopwatch,
) {
    let rows = [
        (Phase::Reading, "読み取り"),
        (Phase::Checking, "検査"),
        (Phase::Preparing, "書体とデータの用意"),
        (Phase::Compiling, "組版（typst）"),
        (Phase::Exporting, "PDF の書き出し"),
        (Phase::Workbooks, "Excel"),
        (Phase::Mail, "電子メール"),
        (Phase::Publishing, "配置"),
    ];
    say!("\n時間の内訳（{threads} スレッドの合計）");
    let spent = watch.spent();
    for (phase, label) in rows {
        say!("  {label}: {:.0} ms", milliseconds(spent.get(&phase).copied().unwrap_or_default()));
    }
    say!("  全体（時計で）: {:.0} ms", milliseconds(took));
    say!("\n時間のかかったもの（長い順）");
    for (name, Making { files, took }) in watch.files().into_iter().take(LONGEST) {
        say!("  {name}（{files}件）: {:.0} ms", milliseconds(took));
    }
    say!("");
    match bare(common, build, threads) {
        Ok(bare) => {
            say!("  同じ資料の組版と書き出しだけ（時計で）: {bare:.0} ms");
            say!("  比: {:.2}", milliseconds(took) / bare);
        }
        Err(error) => say!("  組版だけの時間を測れません: {error}"),
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The milliseconds of the bare loop, in a process of its own.
fn bare(common: &CommonArguments, build: &BuildArguments, threads: usize) -> io::Result<f64> {
    let mut arguments = vec!["build".into(), "--bare".into(), "--jobs".into(), threads.to_string().into()];
    arguments.extend(["--root".into(), common.root.clone().into_os_string()]);
    if let Some(shard) = build.shard {
        arguments.extend(["--shard".into(), shard.to_string().into()]);
    }
    arguments.extend(build.stages.iter().map(Into::into));
    let printed = process::run(&arguments)?;
    printed.trim().parse().map_err(|_| io::Error::other(printed))
}

/// Runs the bare loop and prints its milliseconds: fonts and templates are loaded, every paper is set and exported,
/// and nothing is kept.
pub(super) fn run_bare(common: &CommonArguments, build: &BuildArguments, threads: usize) -> Exit {
    let sources = match sources::read(&common.root) {
        Ok(sources) => sources,
        Err(reason) => return report::unreadable(&reason),
    };
    let watch = Stopwatch::default();
    match load(&sources, &build.stages, &watch, &mut Findings::default()) {
        Err(reason) => report::not_loaded(&reason),
        Ok(loaded) => match time_loop(&loaded, build, threads) {
            Ok(took) => {
                tell!("{}", milliseconds(took));
                Exit::Fine
            }
            Err(reason) => report::fault(&reason),
        },
    }
}

fn time_loop(loaded: &Loaded, build: &BuildArguments, threads: usize) -> Result<Duration, Unmade> {
    let mut workshop = Workshop::new(loaded);
    workshop.shard = build.shard;
    let stages = loaded.stages(&build.stages);
    let desk = workshop.desk(&stages);
    let mut prepared = Vec::new();
    for job in workshop.jobs(&desk, &stages) {
        prepared.extend(desk.prepare(&job)?.map(|job| Mutex::new(Some(job))));
    }
    let shared = workshop.shared()?;
    let (took, ()) = stopwatch::time(|| {
        let press = Press {
            desk: &desk,
            setter: Typesetter::new(&loaded.library, shared),
            observer: &Stopwatch::default(),
        };
        on_threads(threads, prepared.len(), &|i| {
            let job = prepared[i].lock().ok().and_then(|mut job| job.take());
            // What it makes was made and judged by the run.
            drop(job.map(|Prepared { json, identity, .. }| {
                press.set(&press.setter.world(json), &identity, false)
            }));
        });
    });
    Ok(took)
}
