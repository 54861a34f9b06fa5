//! `shiryo new`: an empty cycle that passes, and a year that carries the last one over.

use std::collections::BTreeMap;

use crate::program::{Built, SAMPLE, shiryo};
use crate::root::Root;

/// Runs `new` into a folder that isn't there yet and returns it as a root.
fn new(arguments: &[&str]) -> Root {
    let root = Root::empty();
    let mut command = shiryo();
    let output = command.arg("new").arg(root.path()).args(arguments).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    root
}

fn texts(built: &Built, path: &str) -> BTreeMap<String, String> {
    let values = built.json(path);
    let all = values["values"].as_object().expect("values").iter();
    all.map(|(id, value)| (id.clone(), value["text"].to_string())).collect()
}

#[test]
fn a_new_cycle_passes_but_for_the_returns_to_come() {
    let root = new(&[]);
    assert_eq!(root.run(&["check", "inquiry"]).status.code(), Some(0));
    let output = root.run(&["check"]);
    let messages = String::from_utf8(output.stderr).expect("UTF-8");
    let others: Vec<&str> = messages.lines().filter(|line| !line.contains("[missing-submission]")).collect();
    assert!(others.is_empty(), "{others:?}");
    assert!(messages.contains("[missing-submission]"));
    let built = root.build(&["inquiry"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    assert!(!built.ending(".csv").is_empty() && !built.ending(".pdf").is_empty());
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let root = Root::empty();
    root.write("note.txt", "mine");
    let output = shiryo().arg("new").arg(root.path()).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(!root.path().join("inputs").exists());
}

#[test]
fn a_new_year_carries_the_old_one_over() {
    let old = Root::sample();
    old.replace("inputs/cycle.toml", "session = 1\n", "session = 1\nissued = 2020-02-07\n");
    let root = new(&["--from", old.path().to_str().expect("UTF-8")]);
    let cycle = root.read("inputs/cycle.toml");
    assert!(cycle.contains("id = \"r01-ict-next\"\n") && !cycle.contains("issued"), "{cycle}");
    assert!(!root.path().join("inputs/submissions").exists(), "nobody has returned yet");
    assert!(!root.path().join("inputs/opinions").exists());
    // Of 66 that departments were asked about 18 are settled and 3 won't be done.
    let carried = root.read("inputs/carried.csv");
    assert_eq!(carried.lines().count(), 1 + 66 - 18 - 3, "{carried}");
    assert!(
        carried.contains("令和元年度,4,助言,1-イ,doboku,構成員,"),
        "nothing was reported of it: {carried}"
    );
    assert!(
        carried.contains(",対応中,要望を受ける窓口の案を作り、庁内に意見を求めている。,令和２年９月,"),
        "{carried}"
    );
    // The form carries what the indicator is and aims at, not what was reached.
    let inquiry = root.build(&["inquiry"]);
    assert_eq!(inquiry.status, 0, "{}", inquiry.messages);
    let form = std::fs::read_to_string(inquiry.path("inquiry/forms/doboku_調査票.csv")).expect("the form");
    let row =
        form.lines().find(|l| l.contains("映像を公開する監視カメラの台数")).expect("last year's indicator");
    assert!(row.contains(",64,") && row.contains(",150,") && !row.contains("88"), "{row}");
    // Last year's register is whole: handed in again it gives last year's papers. The very same would be taken for
    // last year's files.
    let Built { root, .. } = inquiry;
    let mut received = String::from("ファイル,受領日\n");
    for entry in std::fs::read_dir(root.path().join("inputs/previous")).expect("last year's returns") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        // Last year's tree lies beside last year's returns.
        if name == "measures.csv" {
            continue;
        }
        let path = format!("inputs/previous/{name}");
        root.write(&format!("inputs/submissions/{name}"), root.read(&path));
        root.write(&path, with_another_year(&root.read(&path)));
        received += &format!("submissions/{name},2020-01-09\n");
    }
    root.write("inputs/received.csv", received);
    let committee = root.build(&["committee"]);
    assert_eq!(committee.status, 0, "{}", committee.messages);
    let figures = |texts: BTreeMap<String, String>| -> BTreeMap<String, String> {
        // The outline compares with last year where there is one.
        let compared = ["total/all/rose", "total/all/fell", "total/all/same"];
        let is_one = |id: &str| id.starts_with("indicator/") || id.starts_with("total/");
        texts.into_iter().filter(|(id, _)| is_one(id) && !compared.contains(&&**id)).collect()
    };
    let (now, before) = (texts(&committee, "committee/values.json"), texts(&SAMPLE, "committee/values.json"));
    let (now, before) = (figures(now), figures(before));
    let other: Vec<_> = now.iter().filter(|(id, text)| before.get(*id) != Some(text)).collect();
    assert!(other.is_empty() && now.len() == before.len(), "{other:?}");
    // Compared with last year nothing changed; a changed target is underlined on both sides.
    let Built { root, .. } = committee;
    root.replace("inputs/cycle.toml", "since = \"written\"", "since = \"previous\"");
    let path = "inputs/submissions/doboku.csv";
    root.replace(path, ",150,", ",160,");
    let changed = root.build(&["committee"]);
    assert_eq!(changed.status, 0, "{}", changed.messages);
    let text =
        crate::readers::squeezed(&changed.path("committee/資料4_千葉県ＩＣＴ利活用戦略の変更（案）.pdf"));
    assert!(text.contains("160台150台") && text.contains("前年度"), "{text}");
    // An indicator that is gone, and one that is new.
    let Built { root, .. } = changed;
    let text = root.read(path);
    let kept: Vec<&str> = text.lines().filter(|l| !l.contains("ＩＣＴ活用工事の実施件数")).collect();
    let row = kept.iter().find(|l| l.contains("映像を公開する監視カメラの台数")).expect("the row");
    let added = row.replacen(",1,", ",2,", 1).replace("映像を公開する監視カメラの台数", "新しい指標");
    root.write(path, format!("{}\n{added}\n", kept.join("\n")));
    let changed = root.build(&["committee"]);
    assert_eq!(changed.status, 0, "{}", changed.messages);
    let text =
        crate::readers::squeezed(&changed.path("committee/資料4_千葉県ＩＣＴ利活用戦略の変更（案）.pdf"));
    assert!(text.contains("（削る）") && text.contains("ＩＣＴ活用工事の実施件数"), "{text}");
    assert!(text.contains("新しい指標") && text.contains("（新設）"), "{text}");
}

/// A return whose figures are all of another year.
fn with_another_year(text: &str) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut rows: Vec<Vec<String>> =
        reader.records().map(|r| r.expect("a record").iter().map(Into::into).collect()).collect();
    let column = rows[0].iter().position(|name| name == "実績年度").expect("the column");
    for row in &mut rows[1..] {
        let year = if row[column].contains("年度") { "平成27年度" } else { "平成27年" };
        row[column] = year.into();
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).expect("a row"));
    writer.into_inner().expect("bytes")
}

/// A year in which nothing came yet, not even a list: every stage is made, or says in Japanese what it lacks.
#[test]
fn a_year_in_which_nothing_came_is_checked_and_made() {
    let sample = Root::sample();
    let of_sample = || {
        let root = Root::sample();
        for gone in ["submissions", "opinions"] {
            std::fs::remove_dir_all(root.path().join("inputs").join(gone)).expect("the folder");
        }
        for gone in ["ballots.csv", "received.csv"] {
            root.remove(&format!("inputs/{gone}"));
        }
        root
    };
    let from = sample.path().to_str().expect("UTF-8");
    let one_department = || {
        let root = of_sample();
        let keep = |name: &str, code: &str| {
            let text = root.read(&format!("inputs/{name}.csv"));
            let lines = text.lines().enumerate().filter(|(i, line)| *i == 0 || line.contains(code));
            let kept: String = lines.map(|(_, line)| format!("{line}\n")).collect();
            root.write(&format!("inputs/{name}.csv"), kept);
        };
        keep("departments", "koyo");
        keep("measures", "koyo");
        keep("members", "----");
        keep("organizations", "----");
        root
    };
    for (what, root) in [
        ("the sample without returns", of_sample()),
        ("one department alone", one_department()),
        ("a new year", new(&[])),
        ("the year after", new(&["--from", from])),
    ] {
        let built = root.build(&[]);
        let wrong: Vec<&str> = built.messages.lines().filter(|l| l.contains("[template-error]")).collect();
        assert!(wrong.is_empty(), "{what}: {wrong:#?}");
        assert!(built.status <= 1, "{what}: {}", built.messages);
    }
    let built = of_sample().build(&["feedback"]);
    let form = crate::readers::sheet(&built.path("feedback/forms/koyo_対応報告書.xlsx"), "対応報告書");
    assert!(form.concat().iter().any(|cell| cell.to_string().contains("記入する欄はありません")), "{form:?}");
}

#[test]
fn the_built_in_words_are_written_out_and_change_nothing() {
    let root = Root::sample();
    let own = "題\n\n自分の文面\n";
    root.write("templates/words/opinions-request.txt.j2", own);
    let folder = root.path().to_str().expect("UTF-8").to_owned();
    let run = |arguments: &[&str]| {
        shiryo().args(["new", &folder]).args(arguments).output().expect("the program runs")
    };
    assert_eq!(run(&["--words"]).status.code(), Some(0));
    let built_in = std::fs::read_dir(crate::root::repository().join("templates/words")).expect("words");
    let mut names: Vec<String> =
        built_in.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    let mut written: Vec<String> = std::fs::read_dir(root.path().join("templates/words"))
        .expect("words")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    written.sort();
    assert!(names == written && names.len() > 30, "{written:?}");
    assert_eq!(root.read("templates/words/opinions-request.txt.j2"), own, "what was there stays");
    // The same words make the same letters.
    let built = root.build(&["feedback"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    for (path, bytes) in built.files().into_iter().filter(|(path, _)| path.ends_with(".pdf")) {
        assert!(std::fs::read(SAMPLE.path(&path)).expect("a file") == bytes, "{path}");
    }
    let empty = Root::empty();
    let refused = shiryo().arg("new").arg(empty.path()).arg("--words").output().expect("the program runs");
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("inputs/ がありません"));
}
