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
        assert!(
            messages.contains("1-1　手続のオンライン化　指標１　実績値：55.0→56.0"),
            "{gone}: {messages}"
        );
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

/// Declares this correction in the place of the one before; none if it is empty.
fn correct(root: &Root, correction: &str) {
    let cycle = root.read("inputs/cycle.toml");
    let mut lines: Vec<String> =
        cycle.lines().filter(|line| !line.starts_with("correction = ")).map(Into::into).collect();
    let issued = lines.iter().position(|line| line.starts_with("issued = ")).expect("it was handed out");
    if !correction.is_empty() {
        lines.insert(issued + 1, format!("correction = {{ {correction}, reason = \"誤り\" }}"));
    }
    root.write("inputs/cycle.toml", lines.join("\n") + "\n");
}

/// Replaces the actual value that the department returned.
fn actual(root: &Root, old: &str, new: &str) {
    root.replace("inputs/submissions/kikaku.csv", &format!(",{old},"), &format!(",{new},"));
}

fn bytes(root: &Root, path: &str) -> Vec<u8> {
    std::fs::read(root.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn out_goes(root: &Root) {
    std::fs::remove_dir_all(root.path().join("out")).expect("it goes");
}

/// The 正誤表, without spaces.
fn errata(root: &Root) -> String {
    crate::readers::squeezed(&root.path().join("out/kaigi/正誤表.pdf"))
}

#[test]
fn a_correction_that_was_not_handed_out_leaves_the_first_papers_in_hand() {
    let root = issued();
    actual(&root, "55.0", "56.0");
    correct(&root, "date = 2023-02-20");
    is_built(&root, &["kaigi"]);
    out_goes(&root);
    actual(&root, "56.0", "57.0");
    correct(&root, "date = 2023-02-27");
    is_built(&root, &["kaigi"]);
    let errata = errata(&root);
    assert!(errata.contains("55.057.0") && !errata.contains("56.0"), "{errata}");
    assert!(!root.path().join("out/kaigi/issued.json").exists());
}

#[test]
fn a_correction_that_was_handed_out_is_what_people_hold_in_hand() {
    let root = issued();
    let first = bytes(&root, "inputs/issued/kaigi/files.json");
    actual(&root, "55.0", "56.0");
    correct(&root, "date = 2023-02-20");
    is_built(&root, &[]);
    assert!(!root.path().join("inputs/issued/kaigi@2023-02-20").exists(), "it may still change");
    correct(&root, "date = 2023-02-20, issued = 2023-02-21");
    is_built(&root, &[]);
    let record = json(&root, "inputs/issued/kaigi@2023-02-20/files.json");
    assert_eq!((&record["issued"], &record["correction"]), (&"2023-02-21".into(), &"2023-02-20".into()));
    for path in ["packet.pdf", "正誤表.pdf", "values.json"] {
        let kept = bytes(&root, &format!("inputs/issued/kaigi@2023-02-20/{path}"));
        assert_eq!(kept, bytes(&root, &format!("out/kaigi/{path}")), "{path}");
    }
    // It is as frozen as the first papers were, whatever becomes of out/, and comes out the same again.
    out_goes(&root);
    actual(&root, "56.0", "57.0");
    let (status, messages) = build(&root, &[]);
    let frozen = "[issued-changed] 配った kaigi/packet.pdf が変わります（";
    let changed = messages.lines().find(|line| line.contains(frozen)).expect("it is named");
    assert!(
        status == Some(1) && changed.contains("1-1　手続のオンライン化　指標１　実績値：56.0→57.0"),
        "{changed}"
    );
    assert!(messages.contains("配った kaigi/正誤表.pdf が変わります。"), "{messages}");
    assert!(messages.contains("inputs/issued/kaigi@2023-02-20/"), "{messages}");
    actual(&root, "57.0", "56.0");
    is_built(&root, &[]);
    for path in ["packet.pdf", "正誤表.pdf"] {
        let kept = bytes(&root, &format!("inputs/issued/kaigi@2023-02-20/{path}"));
        assert_eq!(bytes(&root, &format!("out/kaigi/{path}")), kept, "{path}");
    }
    // Without a correction the first papers would come back.
    correct(&root, "");
    let (status, messages) = build(&root, &[]);
    assert!(status == Some(1) && messages.contains("配った kaigi/正誤表.pdf がなくなります"), "{messages}");
    // The next correction is one of the papers in hand.
    out_goes(&root);
    actual(&root, "56.0", "57.0");
    correct(&root, "date = 2023-02-27");
    is_built(&root, &[]);
    let next = errata(&root);
    assert!(next.contains("56.057.0") && !next.contains("55.0"), "{next}");
    assert!(next.contains("２月21日") && !next.contains("２月17日"), "{next}");
    correct(&root, "date = 2023-02-27, issued = 2023-02-27");
    is_built(&root, &[]);
    assert!(root.path().join("inputs/issued/kaigi@2023-02-27/packet.pdf").exists());
    // An earlier edition is not what people hold.
    actual(&root, "57.0", "56.0");
    correct(&root, "date = 2023-02-20, issued = 2023-02-21");
    let (status, messages) = build(&root, &[]);
    assert!(status == Some(1) && messages.contains("57.0→56.0"), "{messages}");
    assert_eq!(bytes(&root, "inputs/issued/kaigi/files.json"), first, "it is never changed");
}

#[test]
fn a_correction_is_not_replaced_while_nobody_says_whether_it_was_handed_out() {
    for next in ["date = 2023-02-27", ""] {
        let root = issued();
        actual(&root, "55.0", "56.0");
        correct(&root, "date = 2023-02-20");
        is_built(&root, &[]);
        let corrected = bytes(&root, "out/kaigi/packet.pdf");
        correct(&root, next);
        actual(&root, "56.0", if next.is_empty() { "55.0" } else { "57.0" });
        let (status, messages) = build(&root, &[]);
        let said =
            "[issued-lost] out/ にある令和５年２月20日の訂正（correction）を、配ったかどうかが分かりません";
        assert!(status == Some(1) && messages.contains(said), "{messages}");
        assert_eq!(bytes(&root, "out/kaigi/packet.pdf"), corrected, "it is left");
        // It was not.
        root.remove("out/kaigi/正誤表.pdf");
        is_built(&root, &[]);
        assert_ne!(bytes(&root, "out/kaigi/packet.pdf"), corrected);
        assert!(!root.path().join("inputs/issued/kaigi@2023-02-20").exists());
    }
}

#[test]
fn no_edition_is_taken_for_another() {
    let corrected = || {
        let root = issued();
        actual(&root, "55.0", "56.0");
        correct(&root, "date = 2023-02-20");
        root
    };
    let is_lost = |root: &Root, why: &str| {
        let (status, messages) = build(root, &["kaigi"]);
        let lost = messages.lines().find(|line| line.contains("[issued-lost]"));
        assert!(status == Some(1) && lost.is_some_and(|line| line.contains(why)), "{why}: {messages}");
        assert!(!root.path().join("inputs/issued/kaigi@2023-02-20").exists(), "{why}");
    };
    let handed_out = |root: &Root| correct(root, "date = 2023-02-20, issued = 2023-02-20");
    // Handed out, and never made.
    let root = corrected();
    handed_out(&root);
    is_lost(&root, "out/ にあるのは、訂正する前のものです");
    // Made, and gone or changed since.
    for change in ["out", "packet"] {
        let root = corrected();
        is_built(&root, &[]);
        match change {
            "out" => out_goes(&root),
            _ => drop(root.write("out/kaigi/packet.pdf", "with my notes")),
        }
        handed_out(&root);
        is_lost(&root, if change == "out" { "作られたものがありません" } else { "kaigi/packet.pdf が" });
    }
    // The corrected papers are not what was handed out first.
    let root = corrected();
    is_built(&root, &[]);
    std::fs::remove_dir_all(root.path().join("inputs/issued/kaigi")).expect("it goes");
    is_lost(&root, "out/ にあるのは、令和５年２月20日の訂正です");
    assert!(!root.path().join("inputs/issued/kaigi").exists());
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
    let root = issued();
    correct(&root, "date = 2023-02-20");
    is_built(&root, &[]);
    correct(&root, "date = 2023-02-20, issued = 2023-02-20");
    is_built(&root, &[]);
    let folder = |date: &str| root.path().join(format!("inputs/issued/kaigi@2023-02-{date}"));
    std::fs::rename(folder("20"), folder("21")).expect("it is renamed");
    is_kept_alone(&root, "kaigi@2023-02-21/files.json");
    for file in ["files.json", "values.json"] {
        let path = format!("inputs/issued/kaigi/{file}");
        let damages: [&dyn Fn(&Root); 4] = [
            &|root| root.remove(&path),
            &|root| _ = root.replace(&path, "\"", "'"),
            &|root| {
                root.remove(&path);
                std::fs::create_dir(root.path().join(&path)).expect("a folder");
            },
            &|root| _ = root.write(&path, ""),
        ];
        for damage in damages {
            let root = issued();
            damage(&root);
            change_a_figure(&root);
            is_kept_alone(&root, &path);
        }
    }
    let root = issued();
    std::fs::remove_dir_all(root.path().join("inputs/issued/kaigi")).expect("it goes");
    root.write("inputs/issued/kaigi", "a plain file");
    is_kept_alone(&root, "inputs/issued/kaigi/files.json");
}

/// The meeting's papers stay as they are, since this part of its record is broken; the letters are made anew.
fn is_kept_alone(root: &Root, part: &str) {
    root.replace("inputs/cycle.toml", "企第１号", "企第２号");
    let [papers, letter] = ["out/kaigi/packet.pdf", "out/request/letters/kita_意見照会.pdf"];
    let before = [papers, letter].map(|path| bytes(root, path));
    let (status, messages) = build(root, &[]);
    let lost: Vec<&str> = messages.lines().filter(|line| line.contains("[issued-lost]")).collect();
    assert!(status == Some(1) && lost.len() == 1, "{part}: {messages}");
    assert!(lost[0].contains(part) && lost[0].contains("バックアップから"), "{part}: {messages}");
    assert_eq!(bytes(root, papers), before[0], "{part}");
    assert_ne!(bytes(root, letter), before[1], "{part}");
    let (status, messages) = build(root, &["request"]);
    assert_eq!(status, Some(0), "{part}: another stage alone has nothing to do with it: {messages}");
}

#[test]
fn the_records_are_no_input_and_no_new_year_carries_them() {
    let root = issued();
    let manifest = root.read("out/manifest.json");
    assert!(!manifest.contains("inputs/issued"), "nothing is made from it");
    root.write("inputs/issued/ledger.txt", "no matter").write("inputs/issued/kaigi/note.txt", "no matter");
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
