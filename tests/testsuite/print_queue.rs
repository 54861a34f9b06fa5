//! A real print queue (CUPS) gets the jobs of the print plan.

use serde_json::Value;

use crate::print::PRINTED;
use crate::program::shiryo;
use crate::root::Root;

/// A print queue of its own; it ends with its owner.
struct Queue {
    child: std::process::Child,
    folder: tempfile::TempDir,
    server: String,
}

impl Queue {
    fn start() -> Self {
        use std::io::BufRead;
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        // The queue's helpers run as another user.
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).expect("permissions");
        let mut child = crate::smtp::tool("cups/queue")
            .arg(folder.path())
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        let mut output = std::io::BufReader::new(child.stdout.take().expect("its output"));
        output.read_line(&mut line).expect("a line");
        let port = line.trim().strip_prefix("port ").unwrap_or_else(|| panic!("no port in {line:?}"));
        Self { server: format!("127.0.0.1:{port}"), child, folder }
    }

    /// What was printed so far: of each job its title, copies and options, and the document.
    fn printed(&self, wanted: usize) -> Vec<(String, String, String, Vec<u8>)> {
        let begin = std::time::Instant::now();
        let place = |n: usize, ending: &str| self.folder.path().join(format!("printed/{n}.{ending}"));
        while !place(wanted, "pdf").exists() {
            assert!(begin.elapsed().as_secs() < 60, "job {wanted} is not printed");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let job = |n| {
            let told = std::fs::read_to_string(place(n, "txt")).expect("what was told");
            let lines: Vec<&str> = told.lines().collect();
            let document = std::fs::read(place(n, "pdf")).expect("the document");
            (lines[0].to_owned(), lines[1].to_owned(), lines[2].to_owned(), document)
        };
        (1..=wanted).map(job).collect()
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

#[test]
fn a_real_queue_gets_every_job_in_order_with_its_options() {
    let queue = Queue::start();
    let root = Root::empty();
    root.overlay_below(&PRINTED.out(), "out");
    let print_on = |printer: &str, stage: &str| {
        let mut command = shiryo();
        command.args(["print", stage, "--printer", printer, "--format", "json", "--root"]).arg(root.path());
        command.arg("--out").arg(root.path().join("out"));
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("CUPS_SERVER", &queue.server);
        command.output().expect("it runs")
    };
    let output = print_on("office", "advisory");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let jobs: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    let printed = queue.printed(jobs.len());
    for (job, (title, copies, options, document)) in jobs.iter().zip(&printed) {
        let file = job["files"][0].as_str().expect("a file");
        assert!(title.ends_with(file.rsplit('/').next().unwrap()), "{title}: {file}");
        assert_eq!(*copies, job["copies"].to_string(), "{file}");
        let sent = std::fs::read(root.path().join("out/advisory").join(file)).expect("the file");
        assert!(*document == sent, "{file} came whole");
        let sides = match job["sides"].as_str().unwrap() {
            "one" => "sides=one-sided",
            "long-edge" => "sides=two-sided-long-edge",
            _ => "sides=two-sided-short-edge",
        };
        let media = format!("media={}", job["paper"].as_str().unwrap().to_uppercase());
        let mode =
            if job["colour"] == true { "print-color-mode=auto" } else { "print-color-mode=monochrome" };
        let collated = "multiple-document-handling=separate-documents-collated-copies";
        for option in [sides, &media, mode, collated, "print-scaling=none"] {
            assert!(options.split(' ').any(|o| o == option), "{file}: {option} in {options}");
        }
    }
    // Letters, one by one, stapled, and with each the three papers that it encloses.
    let output = print_on("office", "feedback");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let all = queue.printed(jobs.len() + 15 * 4);
    assert!(
        all[jobs.len()..]
            .iter()
            .all(|(_, copies, options, _)| copies == "1" && options.contains("finishings=20"))
    );
    for set in all[jobs.len()..].chunks(4) {
        let names: Vec<bool> = ["助言等の通知.pdf", "資料1_", "資料2_", "資料3_"]
            .iter()
            .zip(set)
            .map(|(name, job)| job.0.contains(name))
            .collect();
        assert_eq!(names, [true; 4]);
    }
    // A printer that is not there.
    let output = print_on("nowhere", "advisory");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(3) && errors.contains("1番目の「会議資料一式"), "{errors}");
}
