//! A mistake in a return is said with its place, stops nothing, and prints as 「確認中」.

use crate::program::SAMPLE;
use crate::readers::{pages, squeeze, table};
use crate::root::Root;

#[test]
fn a_mistake_prints_as_unresolved_and_stops_nothing() {
    let root = Root::sample();
    root.replace("inputs/submissions/doboku.csv", ",H30,88台,", ",H30,8O台,");
    let built = root.build(&["advisory"]);
    assert_eq!(built.status, 1);
    assert!(
        built.messages.contains("inputs/submissions/doboku.csv:3:19「実績値」: エラー[number-format] 「8O台」は数値として読めません。 → "),
        "{}",
        built.messages
    );
    let text = squeeze(&pages(&built.path("advisory/資料4_進捗状況一覧.pdf")).concat());
    assert!(text.contains("確認中"));
    let rows = table(&built.path("advisory/annexes/別紙1_数値目標・進捗状況.xlsx"), "進捗状況一覧");
    let row = rows.iter().find(|r| r["番号"] == "2-ア-15").expect("the row is there");
    assert_eq!(row["実績値"].to_string(), "確認中");
    assert_eq!(row["基準値"].to_string(), "64", "what could be read still prints");
    // The others are as they were.
    let before = table(&SAMPLE.path("advisory/annexes/別紙1_数値目標・進捗状況.xlsx"), "進捗状況一覧");
    assert_eq!(before.len(), rows.len());
    for (before, after) in before.iter().zip(&rows).filter(|(b, _)| b["番号"] != "2-ア-15") {
        assert_eq!(before, after);
    }
    // Counted, but not known.
    let totals = |built: &crate::program::Built, what: &str| {
        built.json("advisory/values.json")["values"][format!("total/2-ア/{what}")]["number"]
            .as_str()
            .unwrap()
            .parse::<i64>()
            .unwrap()
    };
    assert_eq!(totals(&built, "indicators"), totals(&SAMPLE, "indicators"));
    assert_eq!(totals(&built, "known"), totals(&SAMPLE, "known") - 1);
}

#[test]
fn an_unreadable_file_leaves_its_measures_as_unresolved_rows() {
    let root = Root::sample();
    root.write("inputs/submissions/bosai.csv", b"\x81\xFF\xFE broken \xFF\xFF\xFF\xFF\xFF\xFF");
    let built = root.build(&["advisory"]);
    assert_eq!(built.status, 1);
    assert!(built.messages.contains("inputs/submissions/bosai.csv: エラー[encoding]"), "{}", built.messages);
    let owned = built.root.read("inputs/measures.csv").lines().filter(|l| l.ends_with(",bosai")).count();
    let rows = table(&built.path("advisory/annexes/別紙1_数値目標・進捗状況.xlsx"), "進捗状況一覧");
    let unresolved = rows.iter().filter(|r| r["集計"] == "確認中").count();
    assert!(owned > 0);
    assert_eq!(unresolved, owned);
    let values = built.json("advisory/values.json");
    assert_eq!(values["values"]["total/all/measures"]["number"], "59", "no measure vanishes");
}

#[test]
fn two_rows_of_one_key_are_both_doubted() {
    let root = Root::sample();
    let text = root.read("inputs/submissions/doboku.csv");
    let row = text.lines().nth(2).expect("a row").replace("88台", "99台");
    root.write("inputs/submissions/doboku.csv", format!("{text}{row}\n"));
    let built = root.build(&["advisory"]);
    assert_eq!(built.status, 1);
    assert!(built.messages.contains("[duplicate-indicator]"), "{}", built.messages);
    let rows = table(&built.path("advisory/annexes/別紙1_数値目標・進捗状況.xlsx"), "進捗状況一覧");
    let row = rows.iter().find(|r| r["番号"] == "2-ア-15").expect("the row is there");
    assert_eq!(row["実績値"].to_string(), "確認中");
}

#[test]
fn an_unusable_cycle_is_said_with_line_and_column() {
    let root = Root::sample();
    root.replace("inputs/cycle.toml", "fiscal_year = 2019", "fiscal_yaer = 2019");
    let output = root.run(&["build"]);
    assert_eq!(output.status.code(), Some(2));
    let messages = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(messages.contains("inputs/cycle.toml:5:1: 項目 fiscal_yaer はありません"), "{messages}");
    assert!(!root.path().join("out").exists());
}

#[test]
fn a_wrong_command_line_is_said_in_japanese() {
    let root = Root::sample();
    for (arguments, word) in [
        (&["bild"][..], "bild"),
        (&["build", "--jbos", "2"], "--jbos"),
        (&["build", "--jobs", "zero"], "「zero」は書けません。説明にある範囲の整数を"),
        (&["status", "--on", "2020/1/9"], "2020-01-09 のように"),
        (&["new", "next", "--from", "nowhere"], "--from で、前の年の"),
        (&["build", "nowhere"], "nowhere"),
        (&[], "コマンド"),
    ] {
        let mut command = crate::program::shiryo();
        let output = command.args(arguments).current_dir(root.path()).output().expect("the program runs");
        let messages = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {messages}");
        assert!(messages.contains(word) && messages.contains("エラー"), "{arguments:?}: {messages}");
        assert!(!messages.contains("error") && !messages.contains("Usage"), "{messages}");
    }
}

#[test]
fn a_stage_without_messages_has_nothing_to_send() {
    let output = SAMPLE.root.run(&["send", "advisory"]);
    let messages = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(output.status.code() == Some(2) && messages.contains("送る電子メールがありません"), "{messages}");
}

#[test]
fn findings_come_as_json_with_stable_keys() {
    let root = Root::sample();
    let mut command = crate::program::shiryo();
    let output =
        command.args(["check", "--format", "json", "--root"]).arg(root.path()).output().expect("runs");
    assert_eq!(output.status.code(), Some(0));
    let findings: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let all = findings.as_array().expect("a list");
    let one = all.iter().find(|finding| finding["rule"] == "unknown-column").expect("one of the sample's");
    let keys: Vec<&String> = one.as_object().expect("an object").keys().collect();
    assert_eq!(
        keys,
        [
            "rule",
            "severity",
            "file",
            "sheet",
            "address",
            "line",
            "column",
            "header",
            "department",
            "message",
            "hints"
        ]
    );
    assert_eq!(one["file"], "inputs/submissions/doboku.csv");
    assert_eq!((&one["line"], &one["column"]), (&1.into(), &23.into()));
}
