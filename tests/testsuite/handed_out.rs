//! What was handed out is kept in `inputs/issued/`: whatever becomes of `out/`, it stays as it was.

use serde_json::Value;

use crate::program::shiryo;
use crate::root::Root;
use crate::two_stages::two_stages;

/// Builds a root and returns the exit status and what was said.
fn build(root: &Root, stages: &[&str]) -> (Option<i32>, String) {
    let output = root.run(&[&["build"], stages].concat());
    (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
}

fn is_built(root: &Root, stages: &[&str]) {
    let (status, messages) = build(root, stages);
    assert_eq!(status, Some(0), "{messages}");
}

/// Says that the meeting's papers were handed out.
fn issue(root: &Root) {
    root.replace("inputs/cycle.toml", "cutoff = 2023-02-13\n", "cutoff = 2023-02-13\nissued = 2023-02-17\n");
}

fn change_a_figure(root: &Root) {
    root.replace("inputs/submissions/kikaku.csv", ",55.0,", ",56.0,");
}

/// A cycle whose meeting was built and handed out.
fn issued() -> Root {
    let root = two_stages();
    is_built(&root, &[]);
    issue(&root);
    is_built(&root, &[]);
    root
}

fn json(root: &Root, path: &str) -> Value {
    serde_json::from_str(&root.read(path)).expect("JSON")
}

#[test]
fn the_first_build_after_it_was_issued_writes_the_record_once() {
    let root = two_stages();
    is_built(&root, &[]);
    assert!(!root.path().join("inputs/issued").exists());
    issue(&root);
    // The record is of what was handed out, not of what would be made now.
    change_a_figure(&root);
    let (status, messages) = build(&root, &["request"]);
    assert_eq!(status, Some(0), "{messages}");
    let record = json(&root, "inputs/issued/kaigi/files.json");
    assert_eq!((&record["stage"], &record["issued"]), (&"kaigi".into(), &"2023-02-17".into()));
    let packet = std::fs::read(root.path().join("out/kaigi/packet.pdf")).expect("the packet");
    let files = record["files"].as_array().expect("files");
    let file = files.iter().find(|file| file["path"] == "kaigi/packet.pdf").expect("the packet");
    assert_eq!(file["sha256"], *shiryo::ground::hash::sha256(&packet));
    assert!(file["bytes"] == packet.len() && file["pages"].as_u64().is_some_and(|pages| pages > 1));
    assert_eq!(
        std::fs::read(root.path().join("inputs/issued/kaigi/packet.pdf")).expect("it is kept"),
        packet
    );
    assert_eq!(json(&root, "inputs/issued/kaigi/values.json"), json(&root, "out/kaigi/values.json"));
    assert!(!root.path().join("inputs/issued/request").exists(), "it was not handed out");
    let before = root.read("inputs/issued/kaigi/files.json");
    let (status, messages) = build(&root, &[]);
    assert!(status == Some(1) && messages.contains("配った kaigi/packet.pdf が変わります"), "{messages}");
    assert_eq!(root.read("inputs/issued/kaigi/files.json"), before, "it is never changed");
}

#[test]
fn nothing_that_becomes_of_out_unfreezes_it() {
    for gone in ["out", "out/manifest.json", "out/kaigi", "out/kaigi/values.json"] {
        let root = issued();
        change_a_figure(&root);
        let place = root.path().join(gone);
        match place.is_dir() {
            true => std::fs::remove_dir_all(place).expect("it goes"),
            false => root.remove(gone),
        }
        let (status, messages) = build(&root, &[]);
        assert!(
            status == Some(1) && messages.contains("[issued-changed] 配った kaigi/packet.pdf"),
            "{gone}: {messages}"
        );
        assert!(messages.contains("indicator/1-1/1/actual: 55.0→56.0"), "{gone}: {messages}");
        assert!(root.path().join("out/request/letters/nishi_意見照会.pdf").exists(), "{gone}");
        // As it was handed out it may be made again.
        root.replace("inputs/submissions/kikaku.csv", ",56.0,", ",55.0,");
        is_built(&root, &[]);
        let again = std::fs::read(root.path().join("out/kaigi/packet.pdf")).expect("it is made");
        assert_eq!(
            again,
            std::fs::read(root.path().join("inputs/issued/kaigi/packet.pdf")).expect("it is kept")
        );
    }
}

#[test]
fn every_correction_compares_with_what_was_issued_first() {
    let root = issued();
    change_a_figure(&root);
    let day = |day: u32| {
        format!("issued = 2023-02-17\ncorrection = {{ date = 2023-02-{day}, reason = \"誤り\" }}\n")
    };
    root.replace("inputs/cycle.toml", "issued = 2023-02-17\n", &day(20));
    is_built(&root, &["kaigi"]);
    std::fs::remove_dir_all(root.path().join("out")).expect("it goes");
    root.replace("inputs/submissions/kikaku.csv", ",56.0,", ",57.0,");
    root.replace("inputs/cycle.toml", &day(20), &day(27));
    is_built(&root, &["kaigi"]);
    let errata = crate::readers::squeezed(&root.path().join("out/kaigi/正誤表.pdf"));
    assert!(errata.contains("55.057.0") && !errata.contains("56.0"), "{errata}");
    assert!(!root.path().join("out/kaigi/issued.json").exists());
}

/// Loses what was handed out, or a part of it.
type Loss = fn(&Root);

#[test]
fn what_is_gone_or_differs_before_there_is_a_record_stops_the_stage() {
    let lose: [(&str, Loss); 3] = [
        ("作られたものがありません", |root| {
            std::fs::remove_dir_all(root.path().join("out")).expect("it goes")
        }),
        ("kaigi/packet.pdf が", |root| root.remove("out/kaigi/packet.pdf")),
        ("kaigi/values.json が", |root| {
            root.write("out/kaigi/values.json", "{}");
        }),
    ];
    for (why, lose) in lose {
        let root = two_stages();
        is_built(&root, &[]);
        lose(&root);
        issue(&root);
        let (status, messages) = build(&root, &["kaigi"]);
        assert_eq!(status, Some(1), "{why}: {messages}");
        let line = messages
            .lines()
            .find(|line| line.contains("[issued-lost]"))
            .unwrap_or_else(|| panic!("{messages}"));
        assert!(line.contains(why), "{why}: {line}");
        assert!(!root.path().join("inputs/issued/kaigi").exists(), "{why}");
    }
    let root = two_stages();
    is_built(&root, &[]);
    root.replace("out/manifest.json", "みどり県", "みどり市");
    issue(&root);
    let (status, messages) = build(&root, &["kaigi"]);
    assert!(status == Some(3) && messages.contains("作られたときの manifest.json を戻して"), "{messages}");
    assert!(!root.path().join("inputs/issued").exists());
}

#[test]
fn a_record_that_is_damaged_is_not_taken_for_none() {
    for damage in ["files.json", "values.json"] {
        let root = issued();
        root.remove(&format!("inputs/issued/kaigi/{damage}"));
        change_a_figure(&root);
        let (status, messages) = build(&root, &[]);
        assert!(status == Some(3) && messages.contains(damage), "{damage}: {messages}");
        let root = issued();
        root.replace(&format!("inputs/issued/kaigi/{damage}"), "\"", "'");
        let (status, messages) = build(&root, &[]);
        assert!(status == Some(3) && messages.contains("バックアップから"), "{damage}: {messages}");
    }
}

#[test]
fn the_records_are_no_input_and_no_new_year_carries_them() {
    let root = issued();
    let manifest = root.read("out/manifest.json");
    assert!(!manifest.contains("inputs/issued"), "nothing is made from it");
    root.write("inputs/issued/ledger.sqlite", "no matter").write("inputs/issued/kaigi/note.txt", "no matter");
    let output = root.run(&["check"]);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "no finding names it");
    is_built(&root, &[]);
    assert_eq!(root.read("out/manifest.json"), manifest);
    let next = Root::empty();
    let output =
        shiryo().arg("new").arg(next.path()).arg("--from").arg(root.path()).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(next.path().join("inputs/previous").exists() && !next.path().join("inputs/issued").exists());
}
