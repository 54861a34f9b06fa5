//! Forms: what is sent out reads back, filled in, as the same register; 「意見なし」 is an answer.

use std::collections::BTreeMap;

use crate::program::SAMPLE;
use crate::readers::{self, squeezed, workbook_text};
use crate::root::{Root, repository};

fn records(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|r| r.expect("a record").iter().map(Into::into).collect()).collect()
}

/// The rows below the header, by column.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let records = records(text);
    let row = |r: &Vec<String>| records[0].iter().cloned().zip(r.iter().cloned()).collect();
    records[1..].iter().map(row).collect()
}

#[test]
fn a_form_that_is_filled_in_reads_back_as_the_same_register() {
    let root = Root::sample();
    let form = std::fs::read_to_string(SAMPLE.path("inquiry/forms/doboku_調査票.csv")).expect("the form");
    let returned = rows(&root.read("inputs/submissions/doboku.csv"));
    let owned: Vec<String> = rows(&form).iter().map(|r| r["取組番号"].clone()).collect();
    assert!(
        returned.iter().all(|r| owned.contains(&r["取組番号"])),
        "the form lists the department's measures"
    );
    // Filled in as the department's own return, row by row, in the form's columns.
    let header = records(&form)[0].clone();
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(&header).expect("a header");
    for row in &returned {
        let cell = |column: &String| row.get(column).cloned().unwrap_or_default();
        writer.write_record(header.iter().map(cell)).expect("a row");
    }
    root.write("inputs/submissions/doboku.csv", writer.into_inner().expect("bytes"));
    let built = root.build(&["advisory"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    assert!(!built.messages.contains("doboku"), "the form's columns are all known: {}", built.messages);
    let texts = |built: &crate::program::Built| -> BTreeMap<String, String> {
        let values = built.json("advisory/values.json");
        let all = values["values"].as_object().expect("values").iter();
        all.map(|(id, value)| (id.clone(), value["text"].to_string())).collect()
    };
    assert_eq!(texts(&built), texts(&SAMPLE));
}

/// Fills in a form of the sample with the root's `rows.json` and further cells, by openpyxl.
fn fill(form: &str, root: &Root, path: &str, cells: &[&str]) {
    let output = std::process::Command::new("bash")
        .arg(repository().join("tests/tools/openpyxl/fill"))
        .arg(SAMPLE.path(form))
        .args([root.path().join(path), root.path().join("rows.json")])
        .args(cells)
        .output()
        .expect("bash runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A root in which `doboku` returns its workbook, filled in by openpyxl with its sample values.
fn with_workbook(name: &str, others: &[&str]) -> Root {
    let root = Root::sample();
    let returned = rows(&root.read("inputs/submissions/doboku.csv"));
    let form =
        records(&std::fs::read_to_string(SAMPLE.path("inquiry/forms/doboku_調査票.csv")).expect("the form"));
    let known = |row: &BTreeMap<String, String>| -> BTreeMap<String, String> {
        row.iter()
            .filter(|(column, _)| form[0].contains(column))
            .map(|(c, v)| (c.clone(), v.clone()))
            .collect()
    };
    let data: Vec<_> = returned.iter().map(known).collect();
    root.write("rows.json", serde_json::to_vec(&data).expect("JSON"));
    root.remove("inputs/submissions/doboku.csv");
    fill("inquiry/forms/doboku_調査票.xlsx", &root, &format!("inputs/submissions/{name}"), others);
    root.replace("inputs/received.csv", "submissions/doboku.csv", &format!("submissions/{name}"));
    root
}

#[test]
fn a_workbook_filled_in_by_another_program_reads_back_as_the_same_register() {
    let built = with_workbook("doboku.xlsx", &[]).build(&["advisory"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let texts = |built: &crate::program::Built| -> BTreeMap<String, String> {
        let values = built.json("advisory/values.json");
        let all = values["values"].as_object().expect("values").iter();
        all.map(|(id, value)| (id.clone(), value["text"].to_string())).collect()
    };
    assert_eq!(texts(&built), texts(&SAMPLE));
    let values = built.json("advisory/values.json");
    let read = &values["values"]["indicator/2-ア-15/1/actual"]["how"]["read"];
    let place = ["file", "sheet", "cell", "header"].map(|part| read[part].as_str().expect("a place"));
    assert_eq!(place, ["inputs/submissions/doboku.xlsx", "調査票", "S6", "実績値"]);
}

#[test]
fn a_form_of_another_a_changed_form_and_no_workbook_are_refused() {
    for (name, others, said) in [
        ("kenfuku_2.xlsx", &[][..], "この様式は「doboku」あてのものです。"),
        ("doboku.xlsx", &["shiryo!B2=r00-ict"], "この様式は別の年度（r00-ict）のものです。"),
        ("doboku.xlsx", &["調査票!A6=2-ア-1"], "書き込まない欄（灰色の欄と見出し）が変わっています。"),
        ("doboku.xlsx", &["調査票!S4=実績"], "書き込まない欄（灰色の欄と見出し）が変わっています。"),
    ] {
        let root = with_workbook(name, others);
        let messages = String::from_utf8(root.run(&["check"]).stderr).expect("UTF-8");
        let line = format!("inputs/submissions/{name}: エラー[form-mismatch] {said}");
        assert!(messages.contains(&line), "{name} {others:?}: {messages}");
    }
    let root = Root::sample();
    root.write("inputs/submissions/doboku_2.xlsx", b"PK\x03\x04 not a workbook");
    let messages = String::from_utf8(root.run(&["check"]).stderr).expect("UTF-8");
    assert!(
        messages.contains("doboku_2.xlsx: エラー[unreadable-file] Excel のブックとして読めません"),
        "{messages}"
    );
}

#[test]
fn a_form_is_locked_but_for_what_is_to_be_filled_in() {
    let xml = |name: &str| readers::part(&SAMPLE.path("inquiry/forms/doboku_調査票.xlsx"), name);
    let sheet = xml("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<sheetProtection sheet=\"1\""));
    assert!(sheet.contains("水準,累計,単年度,維持,方向,定性") && sheet.contains("確定,速報,見込,未判明"));
    assert!(sheet.contains("promptTitle") || sheet.contains("prompt="));
    assert!(xml("xl/workbook.xml").contains("state=\"veryHidden\""));
    assert!(xml("xl/styles.xml").contains("<protection locked=\"0\"/>"));
}

#[test]
fn a_form_names_its_recipient_alone() {
    for (form, own, other) in [
        ("inquiry/forms/kenfuku_調査票.csv", "遠隔医療の普及支援", "河川・道路の映像の公開"),
        ("opinions/forms/m01_意見回答様式.xlsx", "Ａ市", "Ｂ市"),
        ("feedback/forms/kenfuku_対応報告書.xlsx", "遠隔診療を始めたい", "2-ア-15"),
    ] {
        let path = SAMPLE.path(form);
        let text = match form.ends_with(".csv") {
            true => std::fs::read_to_string(path).expect("the form"),
            false => workbook_text(&path),
        };
        assert!(text.contains(own) && !text.contains(other), "{form}: {text}");
    }
}

#[test]
fn no_opinion_is_an_answer_and_an_empty_form_is_none() {
    let unanswered = |root: Root| {
        let built = root.build(&["opinions"]);
        assert_eq!(built.status, 0, "{}", built.messages);
        let values = built.json("opinions/values.json");
        let value = &values["values"]["unanswered/市町村@2020-03-13"]["text"];
        let count: u32 = value.as_str().expect("a count").parse().expect("a number");
        (count, squeezed(&built.path("opinions/意見一覧.pdf")))
    };
    let (before, _) = unanswered(Root::sample());
    // The form of m30 as it came is no answer; with 「意見なし」 written into it, it is one.
    for (cells, fewer) in [(&[][..], 0), (&["意見回答書!D5=意見なし", "意見回答書!F5=2020-03-02"], 1)]
    {
        let root = Root::sample();
        assert!(!root.path().join("inputs/opinions/m30.csv").exists());
        root.write("rows.json", "[]")
            .write("inputs/opinions/m31.csv", "提出者,種別,取組番号,意見の概要,番号,受付日\n乙,意見,,,,\n");
        fill("opinions/forms/m30_意見回答様式.xlsx", &root, "inputs/opinions/m30.xlsx", cells);
        let (after, page) = unanswered(root);
        assert_eq!(after, before - fewer, "{cells:?}: {page}");
        assert!(!page.contains("意見なし"));
        // Who has none is not among those who did not answer.
        let silent = page.split("意見がない旨の回答があった団体").nth(1);
        assert_eq!(silent.is_some(), fewer == 1, "{page}");
        let none =
            silent.map(|rest| rest.split("回答がなかった団体").next().unwrap_or(rest).contains("ＡＤ市"));
        assert!(none.unwrap_or(true), "{page}");
        assert_eq!(page.matches("ＡＤ市").count(), 1, "{page}");
    }
}

#[test]
fn like_opinions_are_put_together_and_share_their_answer() {
    let root = Root::sample();
    let header = "提出者,種別,取組番号,意見の概要,番号,受付日\n";
    root.write(
        "inputs/opinions/m30.csv",
        format!("{header}ＡＤ市,意見,2-ア-15,映像を増やしてほしい。,901,2020-03-02\n"),
    );
    root.write(
        "inputs/opinions/m31.csv",
        format!("{header}ＡＥ市,意見,2-ア-15,カメラを増やしてほしい。,902,2020-03-02\n"),
    );
    let answers = root.read("inputs/opinions/responses.csv");
    assert!(answers.lines().next().is_some_and(|header| header.ends_with("県の考え方,同趣旨")));
    root.write(
        "inputs/opinions/responses.csv",
        format!("{answers}901,2020-03-12,反映,順に増やします。,\n902,2020-03-12,,,901\n"),
    );
    let built = root.build(&["opinions", "feedback"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let list = squeezed(&built.path("opinions/意見一覧.pdf"));
    assert!(list.contains("映像を増やしてほしい。（同じ趣旨の意見No.902）"), "{list}");
    assert!(!list.contains("カメラを増やしてほしい。"), "it stands with the other: {list}");
    // The department gets both, each with the answer.
    let letter = squeezed(&built.path("feedback/letters/doboku_助言等の通知.pdf"));
    assert!(
        letter.contains("映像を増やしてほしい。") && letter.contains("カメラを増やしてほしい。"),
        "{letter}"
    );
    assert_eq!(letter.matches("順に増やします。").count(), 2, "{letter}");
}

#[test]
fn a_comment_without_a_vote_is_printed_and_counted_as_invalid() {
    let root = Root::sample();
    let ballots = root.read("inputs/ballots.csv");
    let line = ballots.lines().find(|l| l.contains("総務部長")).expect("a ballot").to_owned();
    let without = line.replace(",承認する,,,", ",,,資料の順を改めてほしい。,");
    assert_ne!(line, without);
    root.replace("inputs/ballots.csv", &line, &without);
    let built = root.build(&["written"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let count = |built: &crate::program::Built, what: &str| -> u32 {
        let values = built.json("written/values.json");
        let value = &values["values"][format!("tally/written/{what}@2020-02-03")]["text"];
        value.as_str().unwrap_or_else(|| panic!("no {what}")).parse().expect("a count")
    };
    for (what, more) in
        [("1/for", -1), ("1/against", 0), ("1/invalid", 1), ("returned", 0), ("unreturned", 0)]
    {
        assert_eq!(i64::from(count(&built, what)), i64::from(count(&SAMPLE, what)) + more, "{what}");
    }
    let report = squeezed(&built.path("written/書面開催の結果報告.pdf"));
    assert!(report.contains("資料の順を改めてほしい。") && report.contains("無効"), "{report}");
}

#[test]
fn a_ballot_that_is_filled_in_is_counted_as_it_comes_back() {
    let root = Root::sample();
    root.write("rows.json", "[]");
    std::fs::create_dir_all(root.path().join("inputs/ballots")).expect("a folder");
    let cells = ["回答書!D5=承認しない", "回答書!E5=費用の見通しを示してほしい。"];
    let place = "inputs/ballots/committee-11_回答書.xlsx";
    fill("written/forms/committee-11_回答書.xlsx", &root, place, &cells);
    let list = root.read("inputs/received.csv");
    root.write("inputs/received.csv", format!("{list}ballots/committee-11_回答書.xlsx,2020-01-31\n"));
    let built = root.build(&["written"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    assert!(!built.messages.contains("committee-11"), "{}", built.messages);
    let values = built.json("written/values.json");
    let count = |what: &str| values["values"][format!("tally/written/{what}@2020-02-03")]["text"].to_string();
    assert_eq!([count("returned"), count("1/for"), count("1/against")], ["\"14\"", "\"13\"", "\"1\""]);
    let page = squeezed(&built.path("written/書面開催の結果報告.pdf"));
    assert!(page.contains("費用の見通しを示してほしい。"), "{page}");
}
