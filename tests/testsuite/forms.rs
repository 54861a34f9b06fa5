//! Forms: what is sent out reads back, filled in, as the same register; 「意見なし」 is an answer.

use std::collections::BTreeMap;

use crate::readers::squeezed;
use crate::root::{Root, SAMPLE};

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
    let texts = |built: &crate::root::Built| -> BTreeMap<String, String> {
        let values = built.json("advisory/values.json");
        let all = values["values"].as_object().expect("values").iter();
        all.map(|(id, value)| (id.clone(), value["text"].to_string())).collect()
    };
    assert_eq!(texts(&built), texts(&SAMPLE));
}

#[test]
fn a_form_names_its_recipient_alone() {
    for (form, own, other) in [
        ("inquiry/forms/kenfuku_調査票.csv", "遠隔医療の普及支援", "河川・道路の映像の公開"),
        ("opinions/forms/m01_意見回答様式.csv", "Ａ市", "Ｂ市"),
    ] {
        let text = std::fs::read_to_string(SAMPLE.path(form)).expect("the form");
        assert!(text.contains(own) && !text.contains(other), "{form}");
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
    let root = Root::sample();
    let header = "提出者,種別,取組番号,意見の概要,番号,受付日\n";
    assert!(!root.path().join("inputs/opinions/m30.csv").exists());
    root.write(
        "inputs/opinions/m30.csv",
        format!("{header}甲市,意見,,意見なし,,2020-03-02\n甲市,意見,,,,\n"),
    );
    root.write("inputs/opinions/m31.csv", format!("{header}乙市,意見,,,,\n乙市,意見,,,,\n"));
    let (after, page) = unanswered(root);
    assert_eq!(after, before - 1, "one answered that it has none, one sent the form as it came");
    assert!(!page.contains("意見なし"));
}
