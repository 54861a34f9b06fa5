//! `out/`: a stage's files all at once or not at all, the manifest true, the index complete.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::program::{Built, SAMPLE};
use crate::root::Root;

#[test]
fn the_manifest_tells_of_every_file_its_hash_and_size() {
    let manifest = SAMPLE.json("manifest.json");
    let mut listed = BTreeSet::new();
    for file in manifest["files"].as_array().expect("files") {
        let path = file["path"].as_str().expect("a path");
        let bytes = std::fs::read(SAMPLE.path(path)).expect("a listed file is there");
        let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(file["sha256"], hash.as_str(), "{path}");
        assert_eq!(file["bytes"], bytes.len(), "{path}");
        listed.insert(path.to_owned());
    }
    let there: BTreeSet<String> = SAMPLE.files().into_iter().map(|(path, _)| path).collect();
    let unlisted: Vec<_> = there.difference(&listed).collect();
    assert_eq!(unlisted, [".shiryo/lock", ".shiryo/memory.json", "index.html", "manifest.json"]);
}

#[test]
fn the_manifest_tells_each_letters_recipient_and_sources() {
    let manifest = SAMPLE.json("manifest.json");
    let files = manifest["files"].as_array().expect("files");
    let letter =
        files.iter().find(|f| f["path"] == "feedback/letters/koyo_助言等の通知.pdf").expect("koyo's letter");
    assert_eq!(letter["recipient"]["code"], "koyo");
    assert!(letter["recipient"]["mail"].as_str().expect("an address").ends_with(".example"));
    let sources: Vec<&str> =
        letter["made_from"].as_array().unwrap().iter().map(|s| s.as_str().unwrap()).collect();
    assert!(sources.contains(&"inputs/submissions/koyo_teisei.csv"), "{sources:?}");
    assert!(sources.iter().all(|s| !s.contains("submissions/") || s.contains("/koyo")), "{sources:?}");
}

#[test]
fn the_index_links_every_file_that_opens_and_needs_no_script() {
    let index = std::fs::read_to_string(SAMPLE.path("index.html")).expect("index.html");
    for (path, _) in SAMPLE.files().iter().filter(|(p, _)| p.contains('/') && !p.starts_with('.')) {
        let encoded: String = path
            .bytes()
            .map(|b| match b {
                b'/' | b'.' | b'_' | b'-' => char::from(b).to_string(),
                b if b.is_ascii_alphanumeric() => char::from(b).to_string(),
                b => format!("%{b:02X}"),
            })
            .collect();
        // No program opens a message without its enclosures.
        assert_eq!(index.contains(&format!("href=\"{encoded}\"")), !path.ends_with(".mail"), "{path}");
    }
    assert!(!index.contains("<script"));
    // A form is there twice, as a workbook and as CSV.
    for name in ["調査票", "調査票（CSV）"] {
        assert_eq!(index.matches(&format!(">{name}</a>")).count(), 15, "{name}");
    }
    assert!(index.contains("threshold-rounding") && index.contains("71／75"));
}

#[test]
fn a_partial_build_keeps_the_other_stages() {
    let root = Root::sample();
    assert_eq!(root.run(&["build", "advisory"]).status.code(), Some(0));
    let built = root.build(&["feedback"]);
    let manifest = built.json("manifest.json");
    let stages: BTreeSet<&str> =
        manifest["files"].as_array().unwrap().iter().map(|f| f["stage"].as_str().unwrap()).collect();
    assert_eq!(stages, BTreeSet::from(["advisory", "feedback"]));
    assert!(built.path("advisory/packet.pdf").exists());
}

#[test]
fn a_stage_that_fails_keeps_what_it_had() {
    let root = Root::sample();
    assert_eq!(root.run(&["build", "advisory"]).status.code(), Some(0));
    let packet = std::fs::read(root.path().join("out/advisory/packet.pdf")).expect("a packet");
    let manifest = std::fs::read(root.path().join("out/manifest.json")).expect("a manifest");
    root.write("templates/documents/roster/document.typ", "#let body(shared, paper) = nonsense");
    root.replace("inputs/cycle.toml", "title = \"数値目標一覧\"", "title = \"別の一覧\"");
    let built = root.build(&["advisory"]);
    assert_eq!(built.status, 1, "{}", built.messages);
    assert_eq!(std::fs::read(built.path("advisory/packet.pdf")).expect("a packet"), packet);
    assert_eq!(std::fs::read(built.path("manifest.json")).expect("a manifest"), manifest);
    assert!(!built.path(".shiryo/next").exists());
}

#[test]
fn what_the_machine_refuses_publishes_nothing() {
    let root = Root::sample();
    root.write("out/.shiryo", "a file where the folder should be");
    let output = root.run(&["build"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8(output.stderr).expect("UTF-8").contains("故障"));
}

#[test]
fn what_was_issued_changes_only_by_a_declared_correction() {
    let root = Root::sample();
    assert_eq!(root.run(&["build", "advisory"]).status.code(), Some(0));
    let packet = std::fs::read(root.path().join("out/advisory/packet.pdf")).expect("a packet");
    root.replace("inputs/cycle.toml", "session = 1\n", "session = 1\nissued = 2020-02-07\n");
    // The same again is no change.
    let output = root.run(&["build", "advisory"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    // A changed figure stops the stage and is named, with each of its papers.
    root.replace("inputs/submissions/doboku.csv", ",H30,88台,", ",H30,89台,");
    let output = root.run(&["build", "advisory"]);
    let messages = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "{messages}");
    for path in [
        "advisory/資料4_進捗状況一覧.pdf",
        "advisory/packet.pdf",
        "advisory/annexes/別紙1_数値目標・進捗状況.xlsx",
    ] {
        let line = messages.lines().find(|l| l.contains(&format!("配った {path} が変わります"))).expect(path);
        assert!(
            line.contains("[issued-changed]")
                && line.contains("2-ア-15　河川・道路の映像の公開　指標１　実績値：88→89"),
            "{line}"
        );
    }
    assert!(!messages.contains("座席表"), "what does not change is not named: {messages}");
    assert_eq!(std::fs::read(root.path().join("out/advisory/packet.pdf")).expect("a packet"), packet);
    // A declared correction is made, and says so on every page.
    let correction = "correction = { date = 2020-02-12, reason = \"実績値の誤り\" }\n";
    root.replace("inputs/cycle.toml", "issued = 2020-02-07\n", &format!("issued = 2020-02-07\n{correction}"));
    let built = root.build(&["advisory"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    for page in crate::readers::pages(&built.path("advisory/資料4_進捗状況一覧.pdf")) {
        assert!(page.contains("【訂正】"), "{page}");
    }
    // The figure stood in three papers, and what hangs on it changed with it: each is named with its pages.
    let errata = crate::readers::squeezed(&built.path("advisory/正誤表.pdf"));
    let issued: serde_json::Value =
        serde_json::from_str(&built.root.read("inputs/issued/advisory/values.json")).expect("JSON");
    assert_eq!(issued["values"]["indicator/2-ア-15/1/actual"]["text"], "88");
    let pages = &issued["values"]["indicator/2-ア-15/1/actual"]["papers"]["advisory/資料4_進捗状況一覧.pdf"];
    let page: String =
        pages[0].as_str().expect("a page").chars().map(shiryo::ground::text::full_width).collect();
    assert!(
        errata.contains(&format!("資料４{page}ページ別紙１進捗状況一覧のＨ列")) && errata.contains("8889"),
        "{errata}"
    );
    assert!(errata.contains("実績値の誤り") && errata.contains("達成率"), "{errata}");
    assert!(!errata.contains("基準値"), "what did not change is not named: {errata}");
    // The next correction still compares with what was issued.
    let Built { root, .. } = built;
    root.replace("inputs/submissions/doboku.csv", ",H30,89台,", ",H30,90台,");
    // A target stands in two papers and the annex, its year too: each is named.
    root.replace("inputs/submissions/doboku.csv", ",R2,150,", ",R3,160,");
    // A member more is a figure within words.
    let one_more = "advisory-99,advisory,ＩＣＴを利活用して地域課題解決等に取り組む実践者,架空　花子,,架空の会　代表,,,\n";
    root.replace("inputs/members.csv", "advisory-06,advisory,", &format!("{one_more}advisory-06,advisory,"));
    let again = root.build(&["advisory"]);
    assert_eq!(again.status, 0, "{}", again.messages);
    let errata = crate::readers::squeezed(&again.path("advisory/正誤表.pdf"));
    let row = errata.split("映像を公開する監視カメラの台数目標値").nth(1).expect("the target's row");
    let row = row.split("160").next().expect("its end");
    for place in ["別紙１　数値目標一覧のＫ列", "進捗状況一覧のＫ列", "資料３　", "資料４　"]
    {
        assert!(row.contains(&crate::readers::squeeze(place)), "{place}: {row}");
    }
    assert!(row.ends_with("150"), "{row}");
    assert!(errata.contains("8890"), "{errata}");
    assert!(errata.contains("映像を公開する監視カメラの台数目標年度"), "{errata}");
    assert!(errata.contains("実践者の数") && errata.contains("２名３名"), "{errata}");
    crate::standards::validate("verapdf", &["3a,ua1"], &again.ending(".pdf"));
}

#[test]
fn a_correction_strikes_out_nothing_that_is_only_in_question() {
    let root = Root::sample();
    assert_eq!(root.run(&["build", "advisory"]).status.code(), Some(0));
    let issued = "issued = 2020-02-07\ncorrection = { date = 2020-02-12, reason = \"誤字の訂正\" }\n";
    root.replace("inputs/cycle.toml", "session = 1\n", &format!("session = 1\n{issued}"));
    let built = root.build(&["advisory"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let errata = crate::readers::squeezed(&built.path("advisory/正誤表.pdf"));
    assert!(errata.contains("値の訂正はありません") && !errata.contains("誤りがありました"), "{errata}");
    let Built { root, .. } = built;
    root.replace("inputs/submissions/doboku.csv", ",36.9,", ",3G.9,");
    let again = root.build(&["advisory"]);
    let errata = crate::readers::squeezed(&again.path("advisory/正誤表.pdf"));
    assert!(errata.contains("誤りがありました") && errata.contains("36.9確認中"), "{errata}");
    assert!(!errata.contains("（削る）"), "{errata}");
}

#[test]
fn a_check_writes_nothing() {
    let root = Root::sample();
    assert_eq!(root.run(&["check"]).status.code(), Some(0));
    assert!(!root.path().join("out").exists());
}
