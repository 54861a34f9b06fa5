//! The figures within words: what a letter, a policy or a roster counts stands in `values.json` with its pages, and is
//! what the inputs' own files say when they are counted here.

use std::collections::BTreeMap;

use crate::program::SAMPLE;
use crate::readers::{pages, squeeze};

type Record = BTreeMap<String, String>;

/// The records of an input file, in whichever encoding it came.
fn records(path: &str) -> Vec<Record> {
    let bytes = std::fs::read(SAMPLE.root.path().join("inputs").join(path)).expect("a file");
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => encoding_rs::SHIFT_JIS.decode(&bytes).0.into_owned(),
    };
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|record| record.expect("a record")).collect()
}

/// All opinions that were sent.
fn opinions() -> Vec<Record> {
    let folder = std::fs::read_dir(SAMPLE.root.path().join("inputs/opinions")).expect("a folder");
    let names = folder.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let answers = |name: &String| name != "responses.csv";
    names.filter(answers).flat_map(|name| records(&format!("opinions/{name}"))).collect()
}

/// A number as running text prints it: one digit full-width, two and more half-width.
fn running(n: usize) -> String {
    match char::from_digit(u32::try_from(n).expect("a small number"), 10) {
        Some(digit) => char::from_u32(u32::from(digit) + 0xFEE0).expect("a digit").to_string(),
        None => n.to_string(),
    }
}

/// Asserts that a figure is a number, and that each page on which it is said to stand in a file says a sentence.
fn assert_said(stage: &str, id: &str, number: usize, file: &str, sentence: &str) {
    let value = &SAMPLE.json(&format!("{stage}/values.json"))["values"][id];
    assert_eq!(value["number"], number.to_string(), "{id}: {value}");
    let counted = &value["how"]["counted"];
    let items = counted["of"].as_array().or(counted["places"].as_array());
    assert!(items.is_none_or(|items| items.len() == number), "{id}: {value}");
    let is_told = ["read", "reckoned"].into_iter().any(|kind| value["how"][kind].is_object());
    assert!(items.is_some() || is_told, "{id}: {value}");
    let file = format!("{stage}/{file}");
    let places = value["papers"][&file].as_array().unwrap_or_else(|| panic!("{id} is not in {file}"));
    let text = pages(&SAMPLE.path(&file));
    for place in places {
        let page: usize = place.as_str().expect("a page").parse().expect("a number");
        let page = squeeze(&text[page - 1]);
        assert!(page.contains(&squeeze(sentence)), "{file}: no {sentence} on page {place}");
    }
    assert!(!places.is_empty(), "{id} stands on no page of {file}");
}

#[test]
fn a_letter_counts_what_its_recipient_owns_and_gets() {
    let (measures, opinions) = (records("measures.csv"), opinions());
    let (mut letters, mut others) = (0, 0);
    for department in records("departments.csv") {
        let code = &department["コード"];
        let own: Vec<&String> =
            measures.iter().filter(|m| m["担当"] == *code).map(|m| &m["取組番号"]).collect();
        if own.is_empty() {
            continue;
        }
        let count = |kind: &str| {
            let gets = |o: &&Record| {
                o["種別"] == kind && (o["取組番号"].is_empty() || own.contains(&&o["取組番号"]))
            };
            opinions.iter().filter(gets).count()
        };
        let (advice, said) = (count("助言"), count("意見"));
        let file = format!("letters/{code}_助言等の通知.pdf");
        let sentence = format!("助言{}件、意見{}件", running(advice), running(said));
        let id = |what: &str| format!("recipient/{code}/{what}");
        assert_said("feedback", &id("advice"), advice, &file, &sentence);
        assert_said("feedback", &id("opinions"), said, &file, &sentence);
        letters += 1;
        if own.len() > 1 {
            let sentence = format!("ほか{}取組", running(own.len() - 1));
            assert_said("feedback", &id("other-measures"), own.len() - 1, &file, &sentence);
            others += 1;
        }
    }
    assert!(letters > 10 && others > 10, "only {letters} letters, {others} with other measures");
}

#[test]
fn what_papers_say_of_the_plan_and_its_bodies_is_counted_in_the_inputs() {
    let policy = "資料2_千葉県ＩＣＴ利活用戦略進捗管理方針（案）.pdf";
    let management = "資料1_千葉県ＩＣＴ利活用戦略の進捗管理について.pdf";
    // One id for the total in a sentence, in the tables and in the annex.
    let total = "total/all/measures";
    assert_said("advisory", total, records("measures.csv").len(), policy, "59取組");
    let papers = &SAMPLE.json("advisory/values.json")["values"][total]["papers"];
    for file in ["資料3_数値目標一覧.pdf", "annexes/別紙1_数値目標・進捗状況.xlsx"] {
        assert!(papers[format!("advisory/{file}")].is_array(), "{file}: {papers}");
    }
    let is_member = |o: &&Record| o["所属"].split('・').any(|kind| kind == "協議会");
    let council = records("organizations.csv").iter().filter(is_member).count();
    assert_said("advisory", "body/council/declared", council, management, "官民連携組織（93団体が参加）");
    let members = records("members.csv");
    let of = |group: &str| {
        members.iter().filter(|m| m["会議"] == "advisory" && m["グループ"].contains(group)).count()
    };
    let comes = |reply: &&Record| reply["段階"] == "advisory" && reply["出欠"] == "出席";
    let replies = records("replies/jimukyoku.csv").iter().filter(comes).count();
    assert_eq!(replies, of(""), "all seven answered that they come");
    assert_said("advisory", "attendance/advisory/present", replies, "構成員名簿.pdf", "出席７名");
    for (group, sentence) in [("有識者", "有識者５名"), ("実践者", "実践者２名")] {
        let group = members.iter().map(|m| &m["グループ"]).find(|g| g.contains(group)).expect("a group");
        let id = format!("body/advisory/members/{group}");
        for paper in [management, policy] {
            assert_said("advisory", &id, of(group), paper, sentence);
        }
    }
    assert_said("advisory", "body/advisory/years", 2021 - 2019 + 1, policy, "３年");
}

/// A line of words that counts, a group a line: what a letter and a paper print of `counts`.
const COUNTING: &str = "\
{% for group in [counts.all, counts.categories[\"2-ア\"], counts.departments.kyoiku] %}\
〔{{ group.label }}、{{ group.measures }}、{{ group.indicators }}指標のうち判明{{ group.known }}、\
{% for label in [\"Ａ\", \"Ｂ\", \"Ｃ\", \"Ｄ\"] %}{{ label }}{{ group.classes[label] }}（{{ group.shares[label] }}）{% endfor %}、\
未判明{{ group.unknown }}、目標なし{{ group.without_target }}、総合計画{{ group.bases[\"総合計画\"] }}〕\n\
{% endfor %}";

#[test]
fn words_count_what_the_second_computation_counts() {
    let root = crate::root::Root::sample();
    root.write("templates/words/charter.txt.j2", format!("設置要綱\n\n{COUNTING}"));
    let expected = crate::figures::recomputed(root.path(), "2020-02-03");
    let built = root.build(&["advisory"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let values = built.json("advisory/values.json");
    let paper = built.ending(".pdf").into_iter().find(|path| path.to_string_lossy().contains("設置要綱"));
    let paper = paper.expect("the paper");
    let text = squeeze(&pages(&paper).concat());
    let file = format!("advisory/{}", paper.file_name().expect("a name").to_string_lossy());
    for group in ["all", "2-ア"] {
        let totals = &expected["totals"][group];
        let of =
            |what: &str| usize::try_from(totals[what].as_u64().expect("a count")).expect("a small count");
        let in_class = |class: &str| {
            usize::try_from(totals["classes"][class].as_u64().expect("a count")).expect("small")
        };
        let (indicators, known) = (of("indicators"), of("known"));
        let value = |what: &str| &values["values"][format!("total/{group}/{what}")];
        let said =
            format!("{}、{}指標のうち判明{}、", running(of("measures")), running(indicators), running(known));
        assert!(text.contains(&said), "{group}: no {said} in {text}");
        let rest = format!("未判明{}、目標なし{}、", running(in_class("－")), running(of("without_target")));
        assert!(text.contains(&rest), "{group}: no {rest} in {text}");
        for class in ["Ａ", "Ｂ", "Ｃ", "Ｄ"] {
            let count = in_class(class);
            assert!(text.contains(&format!("{class}{}（", running(count))), "{group} {class}: {text}");
            let counted = value(&format!("class/{class}"));
            assert_eq!(counted["number"], count.to_string(), "{group} {class}");
            assert!(counted["papers"][&file].is_array(), "{group} {class} is not in {file}: {counted}");
            // In tenths of a per cent, rounded half up.
            let tenths = (2000 * count + known) / (2 * known);
            let share = format!("（{}.{}%）", tenths / 10, tenths % 10);
            assert!(text.contains(&share), "{group} {class}: no {share} in {text}");
            assert!(value(&format!("class-share/{class}"))["papers"][&file].is_array(), "{group} {class}");
        }
    }
}
