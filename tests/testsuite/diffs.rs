//! `shiryo diff`: figures with the cells that changed them, words, recipients and files.

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::errata::KIKAKU;
use crate::program::{Built, shiryo};
use crate::root::Root;
use crate::standards::validate;
use crate::two_stages::two_stages;

const CYCLE: &str = "inputs/cycle.toml";

/// A meeting and its letters as they are in the sample.
static BEFORE: LazyLock<Built> = LazyLock::new(|| Root::sample().build(&["advisory", "feedback"]));

/// The same after a value was corrected, a sentence mended, and a department called otherwise.
static AFTER: LazyLock<Built> = LazyLock::new(|| {
    let root = Root::sample();
    root.write(
        "inputs/corrections.csv",
        "部署,取組番号,指標番号,列,値,理由,訂正者,訂正日\n\
         doboku,1-イ,1,実績値,41.2,電話で確認,政策企画課　担当,2020-02-01\n",
    );
    root.replace(
        "inputs/submissions/kenfuku.csv",
        "照会の回数と搬送の距離が共に伸びている。",
        "照会の回数が伸びている。",
    );
    root.replace("inputs/departments.csv", "kenfuku@pref.example", "kenfuku-new@pref.example");
    root.build(&["advisory", "feedback"])
});

fn compared(before: &Built, after: &Built, arguments: &[&str]) -> (i32, String) {
    run(
        after,
        &[&[before.out().to_str().expect("UTF-8"), after.out().to_str().expect("UTF-8")], arguments].concat(),
    )
}

fn run(built: &Built, arguments: &[&str]) -> (i32, String) {
    let mut command = shiryo();
    command.arg("diff").args(arguments).arg("--root").arg(built.root.path()).arg("--out").arg(built.out());
    let output = command.output().expect("the program runs");
    let said = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
    (output.status.code().expect("a status"), said)
}

fn diff() -> Vec<Value> {
    let (status, said) = compared(&BEFORE, &AFTER, &["--format", "json"]);
    assert_eq!(status, 0, "{said}");
    serde_json::from_str(&said).expect("JSON")
}

#[test]
fn each_figure_that_changed_says_which_cell_changed_it() {
    let stages = diff();
    assert_eq!(stages[0]["stage"], "advisory");
    let values = stages[0]["values"].as_array().expect("values");
    let change =
        |id: &str| values.iter().find(|value| value["id"] == id).unwrap_or_else(|| panic!("no {id}"));
    // 9.7 of 8.75 and of 17.5; so Ｃ becomes Ａ, and of the 70 known 52 are Ａ or Ｂ.
    for (id, old, new) in [
        ("indicator/1-イ/1/actual", "36.9", "41.2"),
        ("indicator/1-イ/1/achievement", "61.7%", "110.9%"),
        ("indicator/1-イ/1/progress", "30.9%", "55.4%"),
        ("indicator/1-イ/1/class", "Ｃ", "Ａ"),
        ("total/1/class/Ａ", "3", "4"),
        ("total/1/class/Ｃ", "1", "0"),
        ("total/all/class/Ａ", "30", "31"),
        ("total/all/good-share", "72.9%", "74.3%"),
    ] {
        let change = change(id);
        assert_eq!((&change["old"], &change["new"]), (&old.into(), &new.into()), "{id}");
        let why = change["why"].as_array().expect("why");
        let read = why.iter().find_map(|cause| cause.get("read")).unwrap_or_else(|| panic!("{change}"));
        assert_eq!(read["id"], "indicator/1-イ/1/actual");
        assert_eq!((&read["old"]["typed"], &read["new"]["typed"]), (&"36.9".into(), &"41.2".into()));
        assert_eq!(read["new"]["file"], "inputs/corrections.csv");
        let others: Vec<&Value> = why.iter().filter(|cause| cause.get("read").is_none()).collect();
        let come = json!({ "come": ["indicator/1-イ/1/class"] });
        let gone = json!({ "gone": ["indicator/1-イ/1/class"] });
        match id {
            "total/1/class/Ｃ" => assert_eq!(others, [&gone], "{id}"),
            id if id.starts_with("total/") => assert_eq!(others, [&come], "{id}"),
            _ => assert!(others.is_empty(), "{id}: {others:?}"),
        }
    }
    let papers = &change("indicator/1-イ/1/achievement")["printed_now"];
    assert_eq!(papers["advisory/資料4_進捗状況一覧.pdf"], json!(["3"]));
    // What does not hang on the value is not there.
    assert!(values.iter().all(|value| !value["id"].as_str().expect("an id").contains("2-ア")), "{values:?}");
}

#[test]
fn words_and_recipients_and_files_that_changed_are_shown() {
    let stages = diff();
    let paper = &stages[0]["words"][0];
    assert_eq!(paper["path"], "advisory/資料4_進捗状況一覧.pdf");
    let changed = |place: &Value, side: &str| -> String {
        let pieces = place[side].as_array().expect("pieces").iter();
        pieces.filter(|piece| piece["changed"] == true).filter_map(|piece| piece["text"].as_str()).collect()
    };
    let places = paper["places"].as_array().expect("places");
    let of_words = |place: &&Value| place["old"].to_string().contains("搬送の距離");
    let found: Vec<(&Value, String, String)> = (places.iter().filter(of_words))
        .map(|place| (&place["pages"], changed(place, "old"), changed(place, "new")))
        .collect();
    // It stands in the outline, and in the list.
    assert_eq!(found.len(), 2, "{places:?}");
    for (pages, old, new) in &found {
        assert_eq!(pages[0], pages[1]);
        assert_eq!((old.as_str(), new.as_str()), ("回数と搬送の距離が共に", "回数が"));
    }
    let people = stages[1]["people"].as_array().expect("people");
    assert_eq!(people.len(), 1, "{people:?}");
    assert_eq!(people[0]["code"], "kenfuku");
    let mails = ["old", "new"].map(|side| people[0][side]["mail"].as_str().expect("an address"));
    assert_eq!(mails, ["kenfuku@pref.example", "kenfuku-new@pref.example"]);
    let letters = |kind: &str| -> Vec<String> {
        let files = stages[1]["files"].as_array().expect("files").iter();
        let of = files.filter(|file| file["kind"] == kind);
        of.map(|file| file["path"].as_str().expect("a path").to_owned()).collect()
    };
    assert_eq!(letters("letter"), ["feedback/letters/doboku_助言等の通知.pdf"], "no other letter changed");
}

#[test]
fn it_is_told_in_lines_and_on_a_page() {
    let place = AFTER.root.path().join("変更箇所.html");
    let (status, said) = compared(&BEFORE, &AFTER, &["--html", place.to_str().expect("UTF-8")]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("指標１　達成率（対目安）　61.7% → 110.9%"), "{said}");
    assert!(said.contains("実績値：「36.9」が「41.2」になった（inputs/corrections.csv 2行5列"), "{said}");
    assert!(said.contains("- 高齢者の搬送が増え、照会の【回数と搬送の距離が共に】伸びている。"), "{said}");
    let page = std::fs::read_to_string(&place).expect("a page");
    assert!(page.contains("<del>61.7%</del>") && page.contains("<ins>110.9%</ins>"), "{page}");
    assert!(!page.contains("http") && !page.contains("<script"), "it stands by itself");
    // The outline, the counts, the value's row and the sentence, and the letter's page; each before and after.
    let pictures: Vec<&str> =
        page.split("alt=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let paper = |page: u32, side: &str| format!("資料４　進捗状況一覧　{page}ページ（{side}）");
    let expected: Vec<String> = (1..=4).flat_map(|page| [paper(page, "前"), paper(page, "後")]).collect();
    assert_eq!(pictures[..8], expected, "{pictures:?}");
    assert_eq!(pictures.len(), 10, "{pictures:?}");
    assert!(pictures[8].ends_with("（県土整備部技術管理課長）　2ページ（前）"), "{pictures:?}");
    assert_eq!(page.matches("data:image/png;base64,iVBOR").count(), 10);
    assert_eq!(page.matches("class=\"part\"").count(), 10, "each shows where");
    let (_, of_one) = compared(&BEFORE, &AFTER, &["--stage", "feedback"]);
    assert!(of_one.contains("（feedback）") && !of_one.contains("（advisory）"), "{of_one}");
}

#[test]
fn what_is_the_same_differs_in_nothing() {
    let (status, said) = compared(&BEFORE, &BEFORE, &[]);
    assert!(status == 0 && said.contains("違うところはありません。"), "{said}");
    let (_, said) = compared(&BEFORE, &BEFORE, &["--format", "json"]);
    assert_eq!(said.trim(), "[]");
}

/// The list for the file, as text.
fn paper(built: &Built, arguments: &[&str]) -> (Vec<u8>, String) {
    let place = built.root.path().join("変更箇所一覧.pdf");
    let (status, said) = run(built, &[arguments, &["--paper", place.to_str().expect("UTF-8")]].concat());
    assert_eq!(status, 0, "{said}");
    let text = Command::new("pdftotext").args(["-layout", "-enc", "UTF-8"]).arg(&place).arg("-").output();
    let text = String::from_utf8(text.expect("pdftotext").stdout).expect("UTF-8");
    (std::fs::read(&place).expect("a PDF"), text)
}

#[test]
fn a_changed_cell_is_one_row_of_the_list_for_the_file() {
    let before = BEFORE.out();
    let before = before.to_str().expect("UTF-8");
    let (bytes, text) = paper(&AFTER, &[before]);
    validate("verapdf", &["3a,ua1"], &[AFTER.root.path().join("変更箇所一覧.pdf")]);
    assert!(text.contains("変更箇所一覧") && text.contains("前のファイルの指紋"), "{text}");
    assert!(text.matches('\u{c}').count() <= 2, "one or two pages: {text}");
    let squeezed: String = text.split_whitespace().collect();
    // The cell once, though thirteen figures of three files changed by it, and all of these behind it.
    assert_eq!(squeezed.matches("inputs/corrections.csv2行5列").count(), 1, "{text}");
    assert!(squeezed.contains("36.9") && squeezed.contains("41.2"), "{text}");
    assert!(squeezed.contains("評価Ｃ→Ａ") && squeezed.contains("の割合72.9%→74.3%"), "{text}");
    // Of the words those that are no figures.
    assert!(squeezed.contains("値の表にある値だけが変わった所が"), "{text}");
    assert!(text.contains("回数と搬送の距離が共に") && !text.contains("51指標"), "{text}");
    assert!(text.contains("kenfuku@pref.example") && text.contains("kenfuku-new@pref.example"), "{text}");
    assert!(!text.contains("この紙に載らない"), "all has room: {text}");
    assert_eq!(bytes, paper(&AFTER, &[before]).0, "it is the same each time");
}

#[test]
fn a_list_without_a_difference_says_so() {
    let (_, text) = paper(&BEFORE, &[BEFORE.out().to_str().expect("UTF-8")]);
    assert_eq!(text.matches("違うところはありません").count(), 3, "each stage, and all: {text}");
}

#[test]
fn more_than_two_pages_hold_is_counted() {
    let root = Root::sample();
    // Every sentence of most measures, and so many places of papers and letters.
    for entry in std::fs::read_dir(root.path().join("inputs/submissions")).expect("submissions") {
        let place = entry.expect("an entry").path();
        if let (true, Ok(text)) = (place.extension() == Some("csv".as_ref()), std::fs::read_to_string(&place))
        {
            std::fs::write(&place, text.replace('を', "をも")).expect("a file");
        }
    }
    let after = root.build(&["advisory", "feedback"]);
    let (_, text) = paper(&after, &[BEFORE.out().to_str().expect("UTF-8")]);
    assert_eq!(text.matches('\u{c}').count(), 2, "two pages: {text}");
    assert!(text.contains("この紙に載らないものが、") && text.contains("shiryo diff --html"), "{text}");
}

#[test]
fn the_last_build_that_changed_a_stage_can_be_looked_back_at() {
    let root = two_stages();
    let build = |stages: &[&str]| {
        let built = root.run(&[&["build"], stages].concat());
        assert_eq!(built.status.code(), Some(0), "{}", String::from_utf8_lossy(&built.stderr));
    };
    let diff = |arguments: &[&str]| -> (Option<i32>, String) {
        let mut command = shiryo();
        command.args(["diff", "--format", "json"]).args(arguments).arg("--root").arg(root.path());
        let output = command.arg("--out").arg(root.path().join("out")).output().expect("the program runs");
        (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8"))
    };
    build(&[]);
    let nothing = (Some(2), "残っていません");
    let (status, said) = diff(&[]);
    assert!(status == nothing.0 && said.contains(nothing.1), "{said}");
    let kept = root.path().join("kept");
    copy(&root.path().join("out"), &kept);
    root.replace(KIKAKU, ",55.0,", ",56.0,");
    build(&[]);
    let against_copy = diff(&[kept.to_str().expect("UTF-8"), "--stage", "kaigi"]);
    let against_last = diff(&["--stage", "kaigi"]);
    assert_eq!(against_copy, against_last);
    assert!(against_last.1.contains("\"56.0\""), "{}", against_last.1);
    // A build that changes nothing of the stage leaves it so, one that changes it again takes its place.
    build(&[]);
    build(&["request"]);
    assert_eq!(diff(&["--stage", "kaigi"]), against_last);
    root.replace(KIKAKU, ",56.0,", ",57.0,");
    build(&["kaigi"]);
    let (_, said) = diff(&["--stage", "kaigi"]);
    assert!(said.contains("\"57.0\"") && !said.contains("\"55.0\""), "{said}");
    std::fs::remove_dir_all(root.path().join("out/.shiryo/last")).expect("it may be deleted");
    let (status, said) = diff(&[]);
    assert!(status == nothing.0 && said.contains(nothing.1), "{said}");
    build(&[]);
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let place = to.join(entry.file_name());
        match entry.file_type().expect("a kind").is_dir() {
            true => copy(&entry.path(), &place),
            false => drop(std::fs::copy(entry.path(), place).expect("a copy")),
        }
    }
}

#[test]
fn a_command_that_says_too_little_is_answered() {
    let (status, said) = run(&BEFORE, &[]);
    assert!(status == 2 && said.contains("一つ前に作ったものは、残っていません"), "{status} {said}");
    let nowhere = Path::new("/nowhere/out");
    let (status, said) = run(&BEFORE, &[nowhere.to_str().expect("UTF-8")]);
    assert!(status == 2 && said.contains("/nowhere/out"), "{status} {said}");
}

#[test]
fn what_was_handed_out_is_compared_with_what_is_there_now() {
    let root = two_stages();
    let build = |root: &Root| {
        let built = root.run(&["build", "kaigi"]);
        assert_ne!(built.status.code(), Some(3), "{}", String::from_utf8_lossy(&built.stderr));
    };
    let diff = |root: &Root| -> Vec<Value> {
        let mut command = shiryo();
        command.args(["diff", "--issued", "--format", "json", "--root"]).arg(root.path());
        let output = command.arg("--out").arg(root.path().join("out")).output().expect("the program runs");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("JSON")
    };
    build(&root);
    root.replace(CYCLE, "cutoff = 2023-02-13\n", "cutoff = 2023-02-13\nissued = 2023-02-17\n");
    build(&root);
    assert!(diff(&root).is_empty(), "nothing changed since");
    let correction = "correction = { date = 2023-02-24, reason = \"転記の誤り\" }\n";
    root.replace(CYCLE, "issued = 2023-02-17\n", &format!("issued = 2023-02-17\n{correction}"));
    root.replace(KIKAKU, ",55.0,", ",56.0,");
    build(&root);
    let stages = diff(&root);
    let values = stages[0]["values"].as_array().expect("values");
    let actual = values.iter().find(|value| value["id"] == "indicator/1-1/1/actual").expect("the value");
    assert_eq!((&actual["old"], &actual["new"]), (&"55.0".into(), &"56.0".into()));
    assert_eq!(actual["why"][0]["read"]["new"]["typed"], "56.0");
    let files = stages[0]["files"].as_array().expect("files");
    let errata = files.iter().find(|file| file["path"] == "kaigi/正誤表.pdf").expect("the 正誤表");
    assert!(errata["old"].is_null(), "it is new");
}
