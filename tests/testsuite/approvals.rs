//! `shiryo approve`: what was approved goes out, and nothing else.

use std::process::{Command, Output};
use std::sync::LazyLock;

use serde_json::Value;

use crate::program::{Built, shiryo};
use crate::root::Root;
use crate::smtp::Server;

const BY: &str = "総務課長　山田花子";
const FILE: &str = "inputs/approvals.toml";

/// The sample with its rule that papers go out approved, and a stage of fifteen messages.
static REQUIRED: LazyLock<Built> = LazyLock::new(|| {
    let root = Root::sample();
    let cycle = root.read("inputs/cycle.toml");
    root.write("inputs/cycle.toml", format!("approval = \"required\"\n{cycle}"));
    root.write("inputs/issued/.keep", "");
    let built = root.build(&["feedback"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    built
});

/// A copy of it.
fn copy() -> Root {
    let root = Root::of(REQUIRED.root.path());
    root.overlay_below(&REQUIRED.out(), "out");
    root
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

/// Runs the command, which must end so.
fn run(root: &Root, arguments: &[&str], status: i32) -> String {
    let output = root.run(arguments);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {said}");
    said
}

fn approve(root: &Root) -> String {
    run(root, &["approve", "feedback", "--by", BY, "--on", "2020-03-27", "--confirm"], 0)
}

fn send(root: &Root, server: &Server, status: i32) -> String {
    let arguments = ["send", "feedback", "--confirm", "--smtp", &server.url("smtp")];
    run(root, &[&arguments[..], &["--per-minute", "60000", "--on", "2020-12-01"]].concat(), status)
}

/// How the files of the stage stand, by their paths.
fn states(root: &Root) -> Vec<(String, String)> {
    let mut command = shiryo();
    command.args(["approve", "feedback", "--format", "json", "--root"]).arg(root.path());
    let output = command.arg("--out").arg(root.path().join("out")).output().expect("it runs");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)));
    let files = told["files"].as_array().expect("files").iter();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    files.map(|file| (text(&file["path"]), text(&file["state"]))).collect()
}

#[test]
fn nothing_goes_out_before_it_is_approved_and_all_of_it_after() {
    let root = copy();
    let server = Server::good();
    let refused = send(&root, &server, 2);
    assert!(refused.contains("一通も送りません"), "{refused}");
    assert!(
        refused.contains("（63のうち 63）")
            && refused.contains("feedback/annexes/bosai_助言・意見及び指標の達成状況.xlsx: 承認"),
        "{refused}"
    );
    assert!(refused.contains("shiryo approve feedback --by"), "{refused}");
    let refused = run(&root, &["print", "feedback", "--printer", "nobody"], 2);
    assert!(refused.contains("一枚も印刷しません"), "{refused}");
    let folder = root.path().join("by-hand");
    let by_hand = folder.to_str().expect("UTF-8");
    let refused = run(&root, &["send", "feedback", "--write", by_hand], 2);
    assert!(refused.contains("一通も書きません") && !folder.exists(), "{refused}");
    assert!(server.accepted().is_empty());
    // A look writes nothing.
    run(&root, &["approve", "feedback", "--by", BY], 0);
    assert!(!root.path().join(FILE).exists());
    approve(&root);
    assert!(root.read(FILE).contains("feedback/mail/kenfuku.mail"));
    send(&root, &server, 0);
    assert_eq!(server.accepted().len(), 15);
    // The record is no input: what was built is not old by it, and the folder holds nothing strange.
    let built = root.run(&["build", "feedback", "--why"]);
    let said = said(&built);
    assert_eq!(built.status.code(), Some(0), "{said}");
    assert!(!said.contains("approvals") && !said.contains(".pdf"), "{said}");
}

#[test]
fn what_changed_alone_is_void_and_is_approved_by_its_difference() {
    let root = copy();
    approve(&root);
    root.overlay_below(&root.path().join("out"), "before");
    root.replace("inputs/departments.csv", "kenfuku@pref.example", "kenfuku-new@pref.example");
    let old = run(&root, &["approve", "feedback"], 1);
    assert!(old.contains("作った後に入力が変わっています（inputs/departments.csv）"), "{old}");
    run(&root, &["build", "feedback"], 0);
    let changed: Vec<String> =
        states(&root).into_iter().filter(|(_, state)| state != "approved").map(|(path, _)| path).collect();
    assert_eq!(changed, ["feedback/mail/kenfuku.mail"]);
    let server = Server::good();
    let refused = send(&root, &server, 2);
    assert!(refused.contains("令和２年３月27日の承認（総務課長　山田花子）の後に変わった"), "{refused}");
    assert_eq!(refused.matches("feedback/").count(), 1, "{refused}");
    // Those that did not change may go.
    let others = ["--only", "seisaku"];
    let arguments = ["send", "feedback", "--confirm", "--smtp", &server.url("smtp"), "--on", "2020-12-01"];
    run(&root, &[&arguments[..], &others].concat(), 0);
    assert_eq!(server.accepted().len(), 1);
    let since = root.path().join("before");
    let since = since.to_str().expect("UTF-8");
    let shown = run(&root, &["diff", since, "--stage", "feedback"], 0);
    let fingerprint = shown.lines().find_map(|line| line.strip_prefix("違いの指紋 ")).expect("one");
    let delta = ["approve", "feedback", "--since", since, "--by", BY, "--on", "2020-03-28", "--confirm"];
    run(&root, &delta, 0);
    let written = root.read(FILE);
    let last = written.rsplit("[[approvals]]").next().expect("the last");
    assert!(last.contains(&format!("diff = \"{fingerprint}\"")), "{last}");
    assert_eq!(last.matches("\"feedback/").count(), 1, "{last}");
    send(&root, &server, 0);
    assert_eq!(server.accepted().len(), 15);
    // Nothing differs from itself.
    let out = root.path().join("out");
    run(&root, &["approve", "feedback", "--since", out.to_str().expect("UTF-8")], 2);
}

#[test]
fn a_difference_needs_what_it_differs_from_to_be_approved() {
    let root = copy();
    root.overlay_below(&root.path().join("out"), "before");
    root.replace("inputs/departments.csv", "kenfuku@pref.example", "kenfuku-new@pref.example");
    run(&root, &["build", "feedback"], 0);
    let since = root.path().join("before");
    let refused = run(&root, &["approve", "feedback", "--since", since.to_str().expect("UTF-8")], 1);
    assert!(refused.contains("kenfuku.mail: 変わる前のものが承認されていない"), "{refused}");
    assert!(refused.contains("前から変わっていませんが、承認されていません"), "{refused}");
}

#[test]
fn what_was_changed_by_hand_is_not_approved() {
    let root = copy();
    root.write("out/feedback/letters/kenfuku_助言等の通知.pdf", "x");
    let refused = run(&root, &["approve", "feedback", "--by", BY, "--on", "2020-03-27", "--confirm"], 1);
    assert!(
        refused.contains("feedback/letters/kenfuku_助言等の通知.pdf が、作られた後に変わって"),
        "{refused}"
    );
    assert!(!root.path().join(FILE).exists());
}

#[test]
fn what_people_wrote_between_approvals_stays_and_the_same_is_written_once() {
    let root = copy();
    root.write(FILE, "# 決裁の記録\n# 紙の決裁は総務課に");
    approve(&root);
    let first = root.read(FILE);
    assert!(first.starts_with("# 決裁の記録\n# 紙の決裁は総務課に\n\n[[approvals]]\n"), "{first}");
    assert!(approve(&root).contains("もう"));
    assert_eq!(root.read(FILE), first);
    // Who else approves stands below.
    run(&root, &["approve", "feedback", "--by", "部長　田中一郎", "--on", "2020-03-28", "--confirm"], 0);
    let second = root.read(FILE);
    assert!(second.starts_with(&first) && second.matches("[[approvals]]").count() == 2, "{second}");
}

#[test]
fn only_a_decision_lets_papers_out() {
    let root = copy();
    let arguments = ["approve", "feedback", "--by", BY, "--for", "合議", "--on", "2020-03-27", "--confirm"];
    assert!(run(&root, &arguments, 0).contains("記録だけ"));
    let server = Server::good();
    assert!(send(&root, &server, 2).contains("一通も送りません"));
    assert!(server.accepted().is_empty());
}

#[test]
fn what_is_wrong_with_the_record_is_said_with_its_line_and_nothing_goes_out() {
    let hash = "0".repeat(64);
    let good = format!(
        "[[approvals]]\nstage = \"feedback\"\nby = \"課長\"\nfor = \"決裁\"\non = 2020-03-27\n\n[approvals.files]\n\"feedback/資料 1.pdf\" = \"{hash}\"\n"
    );
    let root = copy();
    root.write(FILE, &good);
    run(&root, &["approve", "feedback"], 0);
    let (first, quoted) = (format!("\"{hash}\""), "\"0123\"".to_owned());
    for (old, new, place, what) in [
        ("stage =", "stege =", 2, "stege はありません"),
        ("by = \"課長\"\n", "", 1, "by がありません"),
        ("by =", "from =", 3, "from はありません"),
        ("by = \"課長\"", "by = 5", 3, "文字を、引用符で囲んで"),
        ("by = \"課長\"", "by = \" \"", 3, "by が空です"),
        ("for =", "four =", 4, "four はありません"),
        ("for = \"決裁\"", "for = true", 4, "文字を、引用符で囲んで"),
        ("on = 2020-03-27", "on = \"2020-03-27\"", 5, "日付を、引用符を付けずに"),
        ("on = 2020-03-27\n", "on = 2020-03-27\ndiff = \"abc\"\n", 6, "SHA-256"),
        ("on = 2020-03-27\n", "on = 2020-03-27\ngone = \"x\"\n", 6, "[ ] で囲んだ並び"),
        ("[approvals.files]", "[approvals.file]", 7, "file はありません"),
        (&first, &quoted, 8, "SHA-256"),
        (&first, "1", 8, "文字を、引用符で囲んで"),
        ("\"feedback/", "\"advisory/", 8, "段階「feedback」のファイルではありません"),
        ("[[approvals]]", "[[approval]]", 1, "approval はありません"),
        ("stage = \"feedback\"", "stage = \"feedback", 2, "TOML として読めません"),
    ] {
        assert!(good.contains(old), "{old}");
        root.write(FILE, good.replacen(old, new, 1));
        let said = run(&root, &["approve", "feedback"], 2);
        assert!(said.contains(&format!("{FILE}:{place}:")) && said.contains(what), "{new}: {said}");
    }
    let server = Server::good();
    send(&root, &server, 2);
    assert!(server.accepted().is_empty());
}

#[test]
fn a_rule_that_is_written_after_the_build_holds_and_a_misspelt_one_is_said() {
    let root = Root::of(REQUIRED.root.path());
    let cycle = root.read("inputs/cycle.toml");
    root.write("inputs/cycle.toml", cycle.replace("approval = \"required\"", "approval = \"requird\""));
    let said = run(&root, &["check"], 2);
    assert!(said.contains("requird は書けません（書けるのは required）"), "{said}");
    root.write("inputs/cycle.toml", cycle.replace("approval = \"required\"\n", ""));
    run(&root, &["build", "feedback"], 0);
    assert!(!root.read("out/manifest.json").contains("needs_approval"));
    root.write("inputs/cycle.toml", cycle);
    let folder = root.path().join("by-hand");
    let refused = run(&root, &["send", "feedback", "--write", folder.to_str().expect("UTF-8")], 2);
    assert!(refused.contains("承認されていません"), "{refused}");
}

#[test]
fn the_sheet_for_the_decision_names_all_that_is_signed_for() {
    let root = copy();
    root.replace(
        "inputs/cycle.toml",
        "[secretariat]\n",
        "[secretariat]\nranks = [\"部長\", \"課長\", \"班長\"]\n",
    );
    run(&root, &["build", "feedback"], 0);
    let sheet = root.path().join("out/起案_feedback.pdf");
    run(&root, &["approve", "feedback", "--draft", "--on", "2020-03-27"], 0);
    assert!(!root.read("out/manifest.json").contains("起案_"), "it is none of the stage's files");
    let text = Command::new("pdftotext").args(["-layout", "-enc", "UTF-8"]).arg(&sheet).arg("-").output();
    let text = String::from_utf8(text.expect("pdftotext").stdout).expect("UTF-8");
    for what in [
        "部長",
        "班長",
        "令和２年３月27日",
        "各部署へのフィードバックについて（伺い）",
        "よろしいか伺います",
        "64ファイル",
        "宛先は15",
        "電子メールは15",
        "総務部情報基盤課長",
        "資料２",
        "values.json",
    ] {
        assert!(text.contains(what), "{what}: {text}");
    }
    let manifest: Value = serde_json::from_str(&root.read("out/manifest.json")).expect("JSON");
    let files = manifest["files"].as_array().expect("files");
    for file in files {
        let hash = file["sha256"].as_str().expect("a hash");
        assert!(text.contains(&hash[..12]), "{}", file["path"]);
    }
    assert_eq!(files.len(), 64);
    let first = std::fs::read(&sheet).expect("the sheet");
    run(&root, &["approve", "feedback", "--draft", "--on", "2020-03-27"], 0);
    assert!(first == std::fs::read(&sheet).expect("the sheet"), "it is the same every time");
}

#[test]
fn status_counts_what_is_approved() {
    let root = copy();
    assert!(run(&root, &["status"], 0).contains("feedback　承認 0／64 ファイル"));
    approve(&root);
    assert!(run(&root, &["status"], 0).contains("feedback　承認 64／64 ファイル"));
    let mut command = shiryo();
    command.args(["status", "--format", "json", "--root"]).arg(root.path());
    let output = command.arg("--out").arg(root.path().join("out")).output().expect("it runs");
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let of_stage = serde_json::json!({ "stage": "feedback", "approved": 64, "files": 64 });
    assert_eq!(told["approvals"], serde_json::json!([of_stage]));
}

#[test]
fn what_is_there_no_more_is_said_until_somebody_approved_that() {
    let root = copy();
    approve(&root);
    let cycle = root.read("inputs/cycle.toml");
    root.write("inputs/cycle.toml", cycle.replace("title = \"助言等の通知\"", "title = \"助言 等の　通知\""));
    run(&root, &["build", "feedback"], 0);
    let gone = "承認の後になくなった　feedback/letters/kenfuku_助言等の通知.pdf";
    assert!(run(&root, &["approve", "feedback"], 0).contains(gone));
    run(&root, &["approve", "feedback", "--by", BY, "--on", "2020-03-28", "--confirm"], 0);
    assert!(!run(&root, &["approve", "feedback"], 0).contains("なくなった"));
    assert!(states(&root).iter().all(|(_, state)| state == "approved"));
    let server = Server::good();
    send(&root, &server, 0);
    assert_eq!(server.accepted().len(), 15);
}
