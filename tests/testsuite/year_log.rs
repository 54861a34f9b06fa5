//! The log of the year: what ran, when, on which inputs, and what came of it; and the program's version in papers.

use serde_json::Value;
use shiryo::ground::hash::sha256;

use crate::open_desk::{Desk, drive};
use crate::readers;
use crate::root::Root;
use crate::shards::part;
use crate::two_stages::two_stages;

const LOG: &str = "inputs/issued/log.jsonl";
const RETURN: &str = "inputs/submissions/kikaku.csv";

/// Runs a command that must end so.
fn run(root: &Root, arguments: &[&str], status: i32) -> String {
    let output = root.run(arguments);
    let said = String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned();
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {said}");
    said
}

fn runs(root: &Root) -> Vec<Value> {
    root.read(LOG).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn approve(root: &Root) {
    run(root, &["approve", "kaigi", "--by", "企画課長　見本", "--confirm"], 0);
}

#[test]
fn what_ran_is_written_down_from_the_first_approval_on() {
    let root = two_stages();
    run(&root, &["build"], 0);
    run(&root, &["approve", "kaigi"], 0);
    run(&root, &["send", "request"], 0);
    run(&root, &["print", "kaigi"], 0);
    run(&root, &["audit"], 0);
    assert!(!root.path().join("inputs/issued").exists(), "nothing went out, nothing was signed");
    approve(&root);
    root.replace(RETURN, "55.0", "56.0");
    run(&root, &["build"], 0);
    // What shows and writes nothing is no deed.
    for looked in [&["check"][..], &["status"], &["diff"], &["send", "request"]] {
        run(&root, looked, 0);
    }
    let part = part(&root, &[], 1, 2).output().expect("the program runs");
    assert_eq!(part.status.code(), Some(0), "{}", String::from_utf8_lossy(&part.stderr));
    root.replace(RETURN, "56.0", "55.0");
    run(&root, &["build", "kaigi"], 0);
    let folder = root.path().join("by-hand");
    run(&root, &["send", "request", "--write", folder.to_str().expect("UTF-8")], 0);
    run(&root, &["print", "kaigi", "--printer", "nobody"], 3);
    let log = runs(&root);
    let text = |run: &Value, key: &str| run[key].as_str().unwrap_or_default().to_owned();
    let told: Vec<(String, String, String)> = log
        .iter()
        .map(|run| (text(run, "command"), run["stages"].to_string(), run["exit"].to_string()))
        .collect();
    let expected = [
        ("approve", r#"["kaigi"]"#, "0"),
        ("build", "[]", "0"),
        ("build", r#"["kaigi"]"#, "0"),
        ("send", r#"["request"]"#, "0"),
        ("print", r#"["kaigi"]"#, "3"),
    ];
    assert_eq!(told, expected.map(|(command, stages, exit)| (command.into(), stages.into(), exit.into())));
    // The hash of the inputs is theirs alone: another value is another hash, and the same again is the same.
    let inputs: Vec<String> = log.iter().map(|run| text(run, "inputs")).collect();
    assert_eq!(inputs[0].len(), 64);
    assert!(inputs[0] != inputs[1] && inputs[0] == inputs[2], "{inputs:?}");
    assert_eq!(inputs[3], "", "sending reads no inputs");
    let now = sha256(&std::fs::read(root.path().join("out/manifest.json")).expect("a manifest")).to_string();
    // What was sent is what that build made; printing adds its files to the manifest.
    assert_eq!(text(&log[4], "out"), now);
    assert_eq!(text(&log[3], "out"), text(&log[2], "out"));
    assert_ne!(text(&log[2], "out"), text(&log[1], "out"));
    for run in &log {
        let at = text(run, "at");
        assert!(chrono::DateTime::parse_from_rfc3339(&at).is_ok(), "{at}");
        assert!(text(run, "program").starts_with(&format!("shiryo {}", env!("CARGO_PKG_VERSION"))), "{run}");
    }
    let result = text(&log[0], "result");
    assert!(result.starts_with("企画課長　見本　決裁　") && result.ends_with("ファイル"), "{result}");
    // The base cycle has two stages, and one is laid beside them.
    assert!(text(&log[1], "result").starts_with("3段階、"), "{}", log[1]);
    assert!(text(&log[3], "result").contains("通を "), "{}", log[3]);
}

/// What is published names the inputs by the same hash as the log.
#[test]
fn the_log_names_inputs_as_public_pages_do() {
    let root = Root::sample();
    run(&root, &["build", "advisory"], 0);
    let to = root.path().join("public");
    run(&root, &["publish", "advisory", "--to", to.to_str().expect("UTF-8")], 0);
    let log = runs(&root);
    let inputs = log[0]["inputs"].as_str().expect("a hash");
    assert!(root.read("public/index.html").contains(&format!("inputs:{inputs}")), "{log:?}");
}

#[test]
fn a_log_that_cannot_be_written_stops_nothing_and_one_that_was_cut_off_goes_on() {
    let built = two_stages().build(&[]);
    let root = &built.root;
    // A folder in the place of the file.
    std::fs::create_dir_all(root.path().join(LOG)).expect("a folder");
    let said = run(root, &["build", "kaigi"], 0);
    assert!(said.contains("履歴（inputs/issued/log.jsonl）に書けません。"), "{said}");
    std::fs::remove_dir(root.path().join(LOG)).expect("it is empty");
    root.write(LOG, "{\"at\":\"2023-02-1");
    approve(root);
    let text = root.read(LOG);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines.len(), lines[0]), (2, "{\"at\":\"2023-02-1"));
    let desk = Desk::open(root, &built);
    let page = desk.get("/log");
    for part in ["企画課長　見本　決裁", "承認", "読めない行", "{&quot;at&quot;:&quot;2023-02-1"]
    {
        assert!(page.contains(part), "{part} is missing: {page}");
    }
    let seen = drive(&["access", &desk.address, "/log"]);
    assert_eq!((&seen["looked"], &seen["found"]), (&serde_json::json!(2), &serde_json::json!([])));
}

#[test]
fn papers_name_the_version_that_made_them_where_the_cycle_asks() {
    let version = format!("shiryo {} program:", env!("CARGO_PKG_VERSION"));
    for (asks, starts) in [(false, "shiryo"), (true, version.as_str())] {
        let root = Root::sample();
        if asks {
            root.replace(
                "inputs/cycle.toml",
                "fiscal_year = 2019",
                "fiscal_year = 2019\nprogram_version = true",
            );
        }
        let built = root.build(&["kanjikai"]);
        assert_eq!(built.status, 0, "{}", built.messages);
        for pdf in built.ending(".pdf") {
            let creator = readers::creator(&pdf);
            assert!(
                creator.starts_with(starts) && (creator == "shiryo") != asks,
                "{}: {creator}",
                pdf.display()
            );
        }
        for book in built.ending(".xlsx") {
            let core = readers::part(&book, "docProps/core.xml");
            assert_eq!(core.contains(&version), asks, "{}: {core}", book.display());
        }
        let audit = built.root.run(&["audit", "kanjikai"]);
        assert_eq!(audit.status.code(), Some(0), "{}", String::from_utf8_lossy(&audit.stdout));
    }
}
