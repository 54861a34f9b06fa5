//! `--timings`: where the run's time went, and how long a bare loop takes that only compiles and exports the same
//! papers from the same data on the same threads.

use std::time::Duration;

use crate::build::Loaded;
use crate::edge::stopwatch::{self, Stopwatch};
use crate::render::plan::plan;
use crate::render::press::{Phase, on_threads};

/// Prints the table; `took` is the run's time by the clock.
pub fn print(loaded: &Loaded, named: &[String], threads: usize, took: Duration, watch: &Stopwatch) {
    let rows = [
        (Phase::Reading, "読み取り"),
        (Phase::Checking, "検査"),
        (Phase::Compiling, "組版（typst）"),
        (Phase::Exporting, "PDF の書き出し"),
        (Phase::Workbooks, "Excel"),
        (Phase::Publishing, "配置"),
    ];
    eprintln!("\n時間の内訳（{threads} スレッドの合計）");
    let spent = watch.spent();
    for (phase, label) in rows {
        eprintln!("  {label}: {}", milliseconds(spent.get(&phase).copied().unwrap_or_default()));
    }
    eprintln!("  全体（時計で）: {}", milliseconds(took));
    match bare_loop(loaded, named, threads) {
        Ok(bare) => {
            eprintln!("  同じ資料の組版と書き出しだけ（時計で）: {}", milliseconds(bare));
            eprintln!("  比: {:.2}", took.as_secs_f64() / bare.as_secs_f64());
        }
        Err(message) => eprintln!("  {message}"),
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.0} ms", time.as_secs_f64() * 1000.0)
}

/// The time of compiling and exporting alone. Typst's cache is emptied first, so that it starts as cold as the run.
fn bare_loop(loaded: &Loaded, named: &[String], threads: usize) -> Result<Duration, String> {
    let words = loaded.words()?;
    let stages = loaded.stages(named);
    let watch = Stopwatch::default();
    let press = loaded.press(&words, &stages, &watch)?;
    let mut prepared = Vec::new();
    for job in plan(&loaded.cycle, &loaded.library, &stages) {
        prepared.extend(press.prepare(&job)?.map(|p| std::sync::Mutex::new(Some(p))));
    }
    comemo::evict(0);
    let (took, ()) = stopwatch::time(|| {
        on_threads(threads, prepared.len(), &|i| {
            let job = prepared[i].lock().ok().and_then(|mut job| job.take());
            // What it makes was made and judged before.
            drop(job.map(|job| press.set(job)));
        });
    });
    Ok(took)
}
