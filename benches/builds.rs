//! How long builds take, each beside what it is compared with: runs in pairs, one after the other, so that what else the
//! machine does weighs on both. It prints one table in Markdown.
//!
//! `tests/bench`, or `cargo bench --bench builds`; `-- letters year` runs only rows whose names hold a word.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a measurement runs programs and takes their time"
)]

#[path = "../examples/invented_cycle/mod.rs"]
mod invented_cycle;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use invented_cycle::{Size, files};
use tempfile::TempDir;

/// So many pairs are run of each row.
const PAIRS: usize = 3;

/// What is compared: the second of a pair is what the first is measured by.
struct Row {
    name: &'static str,
    /// The root; the sample if none.
    size: Option<Size>,
    stages: &'static [&'static str],
    pair: fn(&Bench) -> [f64; 2],
}

const LETTERS: Size = Size {
    departments: 5,
    measures: 20,
    indicators: 100,
    per_measure: None,
    recipients: 2_000,
    seed: 0,
    slips: false,
};

const TABLES: Size = Size { departments: 10, measures: 60, indicators: 300, recipients: 0, ..LETTERS };

const ROWS: [Row; 9] = [
    Row {
        name: "通知文2,000通・組版だけ（letters, bare）",
        size: Some(LETTERS),
        stages: &["opinions"],
        pair: |bench| [bench.first(), bench.bare()],
    },
    Row {
        name: "通知文2,000通の全て（様式と電子メールも）・typst（PyPI）で簡単な通知文2,000通。プロセッサーの時間（letters, typst）",
        size: Some(LETTERS),
        stages: &["opinions"],
        pair: |bench| [bench.processor(), plain_letters("typst", 2_000)],
    },
    Row {
        name: "同・WeasyPrint で簡単な通知文2,000通（25通の80倍）。プロセッサーの時間（letters, weasyprint）",
        size: Some(LETTERS),
        stages: &["opinions"],
        pair: |bench| [bench.processor(), plain_letters("weasyprint", 25) * 80.0],
    },
    Row {
        name: "指標300の表・組版だけ（tables, bare）",
        size: Some(TABLES),
        stages: &["collection", "advisory"],
        pair: |bench| [bench.first(), bench.bare()],
    },
    Row {
        name: "見本の一年・組版だけ（year, bare）",
        size: None,
        stages: &[],
        pair: |bench| [bench.first(), bench.bare()],
    },
    Row {
        name: "何も変えずに作り直す・初めて作る（year, no change）",
        size: None,
        stages: &[],
        pair: |bench| {
            let first = bench.first();
            [bench.again(), first]
        },
    },
    Row {
        name: "実績値を一つ直して作り直す・初めて作る（year, one change）",
        size: None,
        stages: &[],
        pair: |bench| {
            let first = bench.first();
            bench.change();
            [bench.again(), first]
        },
    },
    Row {
        name: "調べる・初めて作る（year, check）",
        size: None,
        stages: &[],
        pair: |bench| [bench.run(&["check"], "out"), bench.first()],
    },
    Row {
        name: "通知文2,000通を４つに分けて合わせる・分けずに作る（letters, parts）",
        size: Some(LETTERS),
        stages: &["opinions"],
        pair: |bench| [bench.parts(4), bench.first()],
    },
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    println!("{}\n", machine());
    println!("| くらべるもの | 時間 | くらべる相手の時間 | 比 | 比の幅 |");
    println!("| --- | --: | --: | --: | --: |");
    for row in ROWS {
        if words.is_empty() || words.iter().any(|word| row.name.contains(word.as_str())) {
            println!("{}", line(row));
        }
    }
}

/// The day, the machine, and how busy it was when the measurement began.
fn machine() -> String {
    let output = |program: &str, argument: &str| {
        let output = Command::new(program).arg(argument).output().expect("it runs");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    let text = |place: &str| std::fs::read_to_string(place).unwrap_or_default();
    let cpu = text("/proc/cpuinfo");
    let cpu = cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = text("/proc/loadavg");
    format!(
        "{}、{}、{cores}コア、初めの負荷 {}、{PAIRS}組の中央",
        output("date", "+%Y-%m-%d"),
        cpu.trim_start_matches([' ', '\t', ':']).trim(),
        load.split(' ').next().unwrap_or_default()
    )
}

/// A row of the table: the medians of all pairs.
fn line(Row { name, size, stages, pair }: Row) -> String {
    let pairs: Vec<[f64; 2]> = (0..PAIRS).map(|_| pair(&Bench::new(size.as_ref(), stages))).collect();
    let of = |value: fn(&[f64; 2]) -> f64| {
        let mut all: Vec<f64> = pairs.iter().map(value).collect();
        all.sort_by(f64::total_cmp);
        all
    };
    let (took, beside, ratios) = (of(|pair| pair[0]), of(|pair| pair[1]), of(|pair| pair[0] / pair[1]));
    let middle = PAIRS / 2;
    format!(
        "| {name} | {:.2}秒 | {:.2}秒 | {:.2} | {:.2}～{:.2} |",
        took[middle],
        beside[middle],
        ratios[middle],
        ratios[0],
        ratios[PAIRS - 1]
    )
}

/// The seconds of the processor that another program takes for plain letters of one page, in one process.
fn plain_letters(program: &str, count: usize) -> f64 {
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/letters/loop");
    let output = Command::new(tool).args([program, &count.to_string()]).output().expect("it runs");
    let (printed, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    printed.trim().parse().unwrap_or_else(|_| panic!("{printed}{said}"))
}

/// A root to build.
struct Bench {
    root: TempDir,
    stages: &'static [&'static str],
}

impl Bench {
    /// A root as nobody has built it yet.
    fn new(size: Option<&Size>, stages: &'static [&'static str]) -> Self {
        let root = tempfile::tempdir().expect("a folder");
        match size {
            None => copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs"), &root.path().join("inputs")),
            Some(size) => {
                for (path, text) in files(size).expect("a cycle") {
                    let place = root.path().join(path);
                    std::fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
                    std::fs::write(place, text).expect("a file");
                }
            }
        }
        Self { root, stages }
    }

    /// Builds the stages into a folder without anything in it.
    fn first(&self) -> f64 {
        let out = self.root.path().join("out");
        if out.exists() {
            std::fs::remove_dir_all(out).expect("it is taken away");
        }
        self.again()
    }

    /// Builds the stages into the same folder.
    fn again(&self) -> f64 {
        self.run(&[&["build"], self.stages].concat(), "out")
    }

    /// The seconds of the processor that a first build takes on all its threads.
    fn processor(&self) -> f64 {
        let build = self.command(&[&["build"], self.stages].concat(), "out");
        let mut timed = Command::new("bash");
        timed.args(["-c", "TIMEFORMAT='%U %S'; time \"$@\" 2>/dev/null", "bash"]);
        timed.arg(build.get_program()).args(build.get_args());
        let output = timed.output().expect("bash");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        said.split_whitespace().map(|part| part.parse::<f64>().unwrap_or_else(|_| panic!("{said}"))).sum()
    }

    /// Changes a result in a return.
    fn change(&self) {
        let place = self.root.path().join("inputs/submissions/kanko.csv");
        let text = std::fs::read_to_string(&place).expect("a return");
        let row = text.lines().nth(1).expect("a row");
        let changed = row.replacen("確定", "見込", 1);
        assert_ne!(row, changed, "{row}");
        std::fs::write(place, text.replacen(row, &changed, 1)).expect("a file");
    }

    /// Builds the stages in parts, one after the other, and merges them.
    fn parts(&self, of: usize) -> f64 {
        let places: Vec<String> =
            (1..=of).map(|part| self.root.path().join(format!("part{part}")).display().to_string()).collect();
        let build = |part: usize| {
            let shard = format!("{part}/{of}");
            self.run(&[&["build"], self.stages, &["--shard", &shard]].concat(), &format!("part{part}"))
        };
        let built: f64 = (1..=of).map(build).sum();
        let merge: Vec<&str> = ["merge"].into_iter().chain(places.iter().map(String::as_str)).collect();
        built + self.run(&merge, "merged")
    }

    /// The seconds that setting the same papers takes, and nothing else.
    fn bare(&self) -> f64 {
        let output =
            self.command(&[&["build", "--bare"], self.stages].concat(), "out").output().expect("it runs");
        let printed = String::from_utf8_lossy(&output.stdout);
        printed.trim().parse::<f64>().unwrap_or_else(|_| panic!("{printed}")) / 1000.0
    }

    /// Runs a command, and says how many seconds it took.
    fn run(&self, arguments: &[&str], out: &str) -> f64 {
        let mut command = self.command(arguments, out);
        let start = Instant::now();
        let output = command.output().expect("it runs");
        let took = start.elapsed().as_secs_f64();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?}: {said}");
        took
    }

    fn command(&self, arguments: &[&str], out: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shiryo"));
        command.env_clear().args(arguments).args(["--format", "short", "--root"]).arg(self.root.path());
        command.arg("--out").arg(self.root.path().join(out));
        command
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let place = to.join(path.file_name().expect("a name"));
        match path.is_dir() {
            true => copy(&path, &place),
            false => drop(std::fs::copy(&path, place).expect("a file")),
        }
    }
}
