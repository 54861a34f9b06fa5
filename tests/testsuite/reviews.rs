//! The evaluation in stages: what each stage gave, counted, compared, and told to who may see it.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use crate::program::{Built, HAMABE};
use crate::readers::{squeezed, table};
use crate::root::{Root, repository};

const DECLARED: &str = r#"
[[columns]]
id = "first"
name = "一次評価"
type = "choice"
choices = ["Ａ", "Ｂ", "Ｃ"]
evaluation = "一次"

[[tables]]
id = "second"
title = "二次評価"
key = ["measure"]

[[tables.columns]]
id = "mark"
name = "二次評価"
type = "choice"
choices = ["Ａ", "Ｂ", "Ｃ"]
evaluation = "二次"

[[tables]]
id = "review"
title = "外部評価"
key = ["category", "member"]

[[tables.columns]]
id = "mark"
name = "評価"
type = "choice"
choices = ["◎", "○", "△", "×"]
evaluation = "外部"

[[tables.columns]]
id = "score"
name = "点"
type = "score"
evaluation = "外部（点）"

[[tables.columns]]
id = "words"
name = "意見"
"#;

const ANNEX: &str = r#"
title = "評価結果"
scope = "recipient"

[[sheets]]
name = "評価結果"
view = { view = "reviews" }
columns = [
  { title = "番号", field = "label", width = 9 },
  { title = "一次", field = "evaluation.一次", width = 9 },
  { title = "二次", field = "evaluation.二次", width = 9 },
  { title = "外部", field = "evaluation.外部", width = 9 },
]
"#;

const WORDS: &str = "評価の数\n\n　二次評価のＡは{{ evaluations[\"二次\"].marks[\"Ａ\"] }}件、外部の◎は{{ evaluations[\"外部\"].marks[\"◎\"] }}人、一次評価のないものは{{ evaluations[\"一次\"].without }}件です。\n";

/// The base cycle with a first evaluation in the returns, a second in a table, and a third by members. 1-1 has two
/// indicators. What came after 2023-02-13 is not in the papers of the meeting.
fn root() -> Root {
    let root = Root::of(&repository().join("tests/rules/base"));
    let cycle = root.read("inputs/cycle.toml");
    let more = "document = \"progress\"\nnumber = \"資料２\"\n\n[[stages.papers]]\ndocument = \"reviews\"\nnumber = \"資料３\"\n\n[[stages.papers]]\ndocument = \"prose\"\ntitle = \"評価の数\"\nwords = \"kazu\"\n\n[[stages.annexes]]\nannex = \"hyoka\"\n";
    let cycle = cycle.replacen("document = \"progress\"\nnumber = \"資料２\"\n", more, 1);
    root.write("inputs/cycle.toml", cycle + DECLARED);
    root.write("templates/annexes/hyoka.toml", ANNEX);
    root.write("templates/words/kazu.txt.j2", WORDS);
    for (file, marks) in [("kikaku", ["Ｂ", "Ｂ", "Ａ"].as_slice()), ("fukushi", &["Ｃ", ""])] {
        let path = format!("inputs/submissions/{file}.csv");
        let marks = std::iter::once("一次評価").chain(marks.iter().copied());
        let form: String =
            root.read(&path).lines().zip(marks).map(|(line, mark)| format!("{line},{mark}\n")).collect();
        root.write(&path, form);
    }
    root.write("inputs/tables/second.csv", "取組番号,二次評価,受付日\n1-1,Ａ,2023-02-10\n1-2,Ｃ,2023-02-10\n2-1,Ｂ,2023-02-10\n2-2,Ａ,2023-02-14\n");
    root.write("inputs/tables/review.csv", "区分,構成員,評価,点,意見,受付日\n1,kaigi-02,○,4,地区の差を示してほしい。,2023-02-10\n1,kaigi-01,◎,5,よい。,2023-02-10\n1,kaigi-03,◎,4,,2023-02-10\n2,kaigi-01,×,1,遅れた意見である。,2023-03-01\n2,kaigi-02,△,2,,2023-02-13\n");
    root.write("inputs/members.csv", "コード,会議,氏名,所属・職\nkaigi-01,kaigi,青木　一郎,西市　情報政策課長\nkaigi-02,kaigi,石川　二葉,東町　総務課長\nkaigi-03,kaigi,上田　三郎,北商工会　事務局長\n");
    root
}

fn text<'v>(values: &'v Value, id: &str) -> &'v str {
    let found = [&values["values"][id]["text"], &values["marks"][id]["text"]];
    found.into_iter().find_map(Value::as_str).unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn each_stage_counts_what_it_gave_by_the_cutoff() {
    let built = root().build(&["kaigi"]);
    assert!(!built.messages.contains("template-error"), "{}", built.messages);
    let values = built.json("kaigi/values.json");
    for (id, expected) in [
        // Two indicators of 1-1 have Ｂ; 2-2 has none.
        ("all/一次/evaluated", "3"),
        ("all/一次/without", "1"),
        ("all/一次/mark/Ａ", "1"),
        ("all/一次/mark/Ｂ", "2"),
        ("all/一次/mark/Ｃ", "1"),
        // That of 2-2 came a day too late.
        ("all/二次/evaluated", "3"),
        ("all/二次/without", "1"),
        ("all/二次/mark/Ａ", "1"),
        ("measure/2-2/二次", "－"),
        // One of the two on category 2 came too late.
        ("all/外部/evaluated", "2"),
        ("all/外部/without", "0"),
        ("all/外部/mark/×", "0"),
        ("category/1/外部/mark/◎", "2"),
        ("category/1/外部/mark/○", "1"),
        ("category/2/外部/mark/△", "1"),
        // 4 + 5 + 4 are 13, and a third of that is 4.33.
        ("category/1/外部（点）/mean", "4.3"),
        ("category/2/外部（点）/mean", "2.0"),
    ] {
        assert_eq!(text(&values, &format!("evaluation/{id}")), expected, "{id}");
    }
    let paper = squeezed(&built.path("kaigi/資料3_評価結果一覧.pdf"));
    for row in [
        "1-1手続のオンライン化企画課ＢＡ↑",
        "1-2見守りの仕組みづくり地域福祉課ＣＣ",
        "2-1町工場のデジタル化の支援企画課ＡＢ↓",
        "2-2介護の記録の電子化地域福祉課－－",
        "暮らしを支える◎2○14.3",
        "青木一郎◎5点よい。",
        "石川二葉○4点地区の差を示してほしい。",
    ] {
        assert!(paper.contains(row), "{row}: {paper}");
    }
    assert!(!paper.contains("遅れた意見"), "it came after the cutoff: {paper}");
    let words = squeezed(&built.path("kaigi/評価の数.pdf"));
    assert!(words.contains("二次評価のＡは１件、外部の◎は２人、一次評価のないものは１件です。"), "{words}");
}

#[test]
fn a_department_sees_what_its_own_measures_got() {
    let built = root().build(&["kaigi"]);
    let rows = |code: &str| -> Vec<Vec<String>> {
        let annex = built.path(&format!("kaigi/annexes/{code}_評価結果.xlsx"));
        let cells = |row: &BTreeMap<String, calamine::Data>| {
            ["番号", "一次", "二次", "外部"]
                .map(|name| row.get(name).map_or(String::new(), ToString::to_string))
        };
        table(&annex, "評価結果").iter().map(|row| cells(row).to_vec()).collect()
    };
    assert_eq!(rows("kikaku"), [["1-1", "Ｂ", "Ａ↑", ""], ["2-1", "Ａ", "Ｂ↓", ""]]);
    assert_eq!(rows("fukushi"), [["1-2", "Ｃ", "Ｃ", ""], ["2-2", "－", "－", ""]]);
}

/// What the second computation counts in the inputs of a root by a day.
fn recounted(root: &Root, cutoff: &str) -> BTreeMap<String, String> {
    let script = repository().join("tests/oracle/evaluations.py");
    let output = Command::new("python3").arg(script).arg(root.path()).arg(cutoff).output();
    let output = output.expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Compares the counts of a stage with the second computation's, and returns how many there are.
fn compare(built: &Built, stage: &str, cutoff: &str) -> usize {
    let values = built.json(&format!("{stage}/values.json"));
    let mut expected = recounted(&built.root, cutoff);
    // What gave nothing yet is not printed.
    let begun = expected.clone();
    expected.retain(|id, _| {
        let stage = id.split('/').nth(if id.starts_with("all/") { 1 } else { 2 }).expect("a stage");
        begun[&format!("all/{stage}/evaluated")] != "0"
    });
    for (id, count) in &expected {
        assert_eq!(text(&values, &format!("evaluation/{id}")), count, "{id}");
    }
    let printed = values["values"].as_object().expect("values");
    let counts = printed.keys().filter(|id| id.starts_with("evaluation/")).count();
    assert!(counts <= expected.len(), "{counts} figures and {} counts", expected.len());
    expected.len()
}

#[test]
fn a_citys_evaluations_are_what_the_second_computation_counts() {
    let built = &*HAMABE;
    // Three stages of marks with 2 counts each and 3, 3 and 4 marks; the points with 2 counts and a mean for each of 12
    // 施策; and what three members gave each of these.
    let last = compare(built, "shingi4", "2024-11-13");
    assert!(last > 30 + 12 + 12, "{last}");
    // By then no member had evaluated.
    assert!(compare(built, "shingi2", "2024-08-14") >= 10);
    let paper = squeezed(&built.path("shingi2/資料3_一次評価と二次評価の結果.pdf"));
    assert!(!paper.contains("外部評価"), "{paper}");
}
