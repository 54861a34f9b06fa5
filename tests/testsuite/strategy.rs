//! The strategy changes: its text, its measures, and the year that begins with it as it then is.

use serde_json::{Value, json};
use shiryo::library::view::ViewSpec;
use shiryo::make::Workshop;
use shiryo::render::scope::StageScope;
use shiryo::render::sight::Sight;
use shiryo::render::view;

use crate::findings::{loaded, printed};
use crate::program::shiryo;
use crate::readers::{pages, squeeze, squeezed};
use crate::root::{Root, rules_folder};
use crate::standards::validate;

const TREE: &str = "取組番号,取組名,区分,区分名,担当,担当課\n1-1,手続のオンライン化,1,,kikaku,\n1-2,見守りの仕組みづくり,1,,fukushi,\n2-1,町工場のデジタル化の支援,2,,kikaku,\n2-2,介護の記録の電子化,2,,fukushi,\n";
pub(crate) const CHANGES: &str = "場所,種別,改正前,改正後,理由,出典,取組番号,決定日\n";

/// The rules' base cycle, whose meeting has a 新旧対照表 that compares with last year.
pub(crate) fn base() -> Root {
    let root = Root::of(&rules_folder().join("base"));
    root.replace("inputs/cycle.toml", "session = 1\n", "session = 1\nsince = \"previous\"\n");
    let text = root.read("inputs/cycle.toml");
    root.write(
        "inputs/cycle.toml",
        text + "[[stages.papers]]\ndocument = \"changes\"\nnumber = \"資料３\"\n",
    );
    root
}

/// The meeting's 新旧対照表 as its template gets it; of a department where one is given.
pub(crate) fn table(root: &Root, department: Option<&str>) -> Value {
    let (loaded, _) = loaded(root);
    let workshop = Workshop::new(&loaded);
    let stage = loaded.cycle.stage("kaigi").expect("the meeting");
    let scope = StageScope::of(workshop.known(), stage);
    let spec: ViewSpec = toml::from_str("view = \"changes\"").expect("a view");
    let made = match department {
        None => view::make(&spec, Sight::Whole(&scope)),
        Some(code) => {
            let department = loaded.cycle.department(code).expect("a department");
            let recipient = shiryo::model::recipient::Recipient::Department(department);
            view::make(&spec, Sight::Own(&scope.for_recipient(&recipient)))
        }
    };
    serde_json::to_value(made.expect("a table")).expect("JSON")
}

/// A side of a row with its changed pieces in brackets: 「年に[２回]行う」.
pub(crate) fn side(pieces: &Value) -> String {
    let piece = |piece: &Value| {
        let text = piece["text"].as_str().expect("a text");
        if piece["changed"] == true { format!("[{text}]") } else { text.to_owned() }
    };
    pieces.as_array().expect("pieces").iter().map(piece).collect()
}

/// 「2-3 移動・改称: 番号 [2-3]←[1-2]」 of each measure.
fn measures(table: &Value) -> Vec<String> {
    let of = |measure: &Value| {
        let items = measure["items"].as_array().expect("items").iter();
        let items: Vec<String> = items
            .map(|i| {
                format!("{} {}←{}", i["item"].as_str().expect("an item"), side(&i["new"]), side(&i["old"]))
            })
            .collect();
        let text = |key: &str| measure[key].as_str().expect("a text").to_owned();
        format!("{} {}: {}", text("number"), text("kind"), items.join("、"))
    };
    table["measures"].as_array().expect("measures").iter().map(of).collect()
}

#[test]
fn each_change_of_the_tree_is_one_row_and_nothing_else_is_one() {
    let header = "取組番号,取組名,区分,担当,旧番号\n";
    let first = "1-1,手続のオンライン化,1,kikaku,\n";
    let second = "1-2,見守りの仕組みづくり,1,fukushi,\n";
    let rest = "2-1,町工場のデジタル化の支援,2,kikaku,\n2-2,介護の記録の電子化,2,fukushi,\n";
    let cases: [(&str, String, &[&str]); 9] = [
        ("nothing changed", format!("{first}{second}{rest}"), &[]),
        ("another order is no change", format!("{rest}{second}{first}"), &[]),
        (
            "moved and renamed",
            format!("{first}{rest}2-3,見守りの輪づくり,2,fukushi,1-2\n"),
            &[
                "2-3 移動・改称: 番号 [2-3]←[1-2]、取組名 見守りの[輪づくり]←見守りの[仕組みづくり]、施策区分 [２　仕事を支える]←[１　暮らしを支える]",
            ],
        ),
        (
            "handed on",
            format!("{first}1-2,見守りの仕組みづくり,1,kikaku,\n{rest}"),
            &["1-2 担当課の変更: 担当課 [企画課]←[地域福祉課]"],
        ),
        (
            "renumbered alone",
            format!("{first}1-3,見守りの仕組みづくり,1,fukushi,1-2\n{rest}"),
            &["1-3 番号の変更: 番号 [1-3]←[1-2]"],
        ),
        (
            "two changed places",
            format!("1-1,見守りの仕組みづくり,1,fukushi,1-2\n1-2,手続のオンライン化,1,kikaku,1-1\n{rest}"),
            &["1-1 番号の変更: 番号 [1-1]←[1-2]", "1-2 番号の変更: 番号 [1-2]←[1-1]"],
        ),
        (
            "one is new",
            format!("{first}{second}1-3,窓口の案内,1,kikaku,\n{rest}"),
            &["1-3 追加: 取組 [窓口の案内　１　暮らしを支える　企画課]←（新設）"],
        ),
        (
            "one is gone",
            format!("{first}{rest}"),
            &["1-2 削除: 取組 （削る）←[見守りの仕組みづくり　１　暮らしを支える　地域福祉課]"],
        ),
        (
            "a new one has the number of one that went",
            format!("{first}1-2,窓口の案内,1,kikaku,新規\n{rest}"),
            &[
                "1-2 追加: 取組 [窓口の案内　１　暮らしを支える　企画課]←（新設）",
                "1-2 削除: 取組 （削る）←[見守りの仕組みづくり　１　暮らしを支える　地域福祉課]",
            ],
        ),
    ];
    for (what, rows, expected) in cases {
        let root = base();
        root.write("inputs/previous/measures.csv", TREE);
        root.write("inputs/measures.csv", format!("{header}{rows}"));
        assert_eq!(measures(&table(&root, None)), expected, "{what}");
    }
    assert!(measures(&table(&base(), None)).is_empty(), "nobody knows last year's tree");
}

#[test]
fn a_code_or_an_id_alone_is_no_change_and_names_of_last_year_are_kept() {
    let root = base();
    // The category had another id, and the department another code; both were called as they are now.
    let last = TREE.replace(
        "1-1,手続のオンライン化,1,,kikaku,",
        "1-1,手続のオンライン化,a,１　暮らしを支える,joho,企画課",
    );
    root.write("inputs/previous/measures.csv", &last);
    assert!(measures(&table(&root, None)).is_empty());
    root.write("inputs/previous/measures.csv", last.replace("joho,企画課", "joho,情報課"));
    assert_eq!(measures(&table(&root, None)), ["1-1 担当課の変更: 担当課 [企画課]←[情報課]"]);
}

#[test]
fn a_department_sees_its_own_measures_and_what_concerns_all() {
    let root = base();
    root.write("inputs/previous/measures.csv", TREE);
    root.write(
        "inputs/measures.csv",
        "取組番号,取組名,区分,担当\n1-1,手続の電子化,1,kikaku\n1-2,見守りの輪づくり,1,fukushi\n2-2,介護の記録の電子化,2,kikaku\n",
    );
    root.write(
        "inputs/changes.csv",
        format!(
            "{CHANGES}第１章,追加,,共通の文,理由,,,2023-02-01\n第２章,追加,,企画の文,理由,,1-1,2023-02-01\n第３章,追加,,福祉の文,理由,,1-2,2023-02-01\n"
        ),
    );
    let seen = |department| {
        let table = table(&root, department);
        let numbers = |key: &str, field: &str| -> Vec<String> {
            let rows = table[key].as_array().expect("rows").iter();
            rows.map(|row| row[field].as_str().expect("a text").to_owned()).collect()
        };
        (numbers("measures", "number"), numbers("passages", "place"))
    };
    let lists = |measures: &[&str], places: &[&str]| {
        let owned = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        (owned(measures), owned(places))
    };
    assert_eq!(seen(None), lists(&["1-1", "1-2", "2-2", "2-1"], &["第１章", "第２章", "第３章"]));
    // 2-2 is the planners' now, and 2-1, which went, was theirs.
    assert_eq!(seen(Some("kikaku")), lists(&["1-1", "2-2", "2-1"], &["第１章", "第２章"]));
    assert_eq!(seen(Some("fukushi")), lists(&["1-2"], &["第１章", "第３章"]));
}

#[test]
fn what_was_decided_by_the_cutoff_is_shown_with_its_reason() {
    let root = base();
    let rows = "第２章１,改定,年に１回行う。,年に２回行う。,希望が多い。,意見1,1-1,2023-02-01\n第２章１,改定,町で行う。,村で行う。,,,1-1,2023-02-13\n第２章１,改定,県で行う。,国で行う。,希望が多い。,,,2023-02-14\n第２章１,改定,市で行う。,市で行なう。,希望が多い。,,,未定\n";
    root.write("inputs/changes.csv", format!("{CHANGES}{rows}"));
    let passages = table(&root, None)["passages"].clone();
    let shown: Vec<String> = passages
        .as_array()
        .expect("passages")
        .iter()
        .map(|row| format!("{}←{} {}", side(&row["new"]), side(&row["old"]), row["reasons"]))
        .collect();
    assert_eq!(
        shown,
        [
            r#"年に[２回]行う。←年に[１回]行う。 [{"text":"希望が多い。","source":"意見1"}]"#,
            "[村で]行う。←[町で]行う。 []",
        ]
    );
    // What contradicts itself is open.
    root.write("inputs/changes.csv", format!("{CHANGES}第２章,追加,甲,乙,理由,,,2023-02-01\n"));
    let open = &table(&root, None)["passages"][0];
    assert_eq!((side(&open["new"]), side(&open["old"])), ("確認中".into(), "確認中".into()));
}

/// What `new --from` makes of a root.
fn next_year(old: &Root) -> Root {
    let root = Root::empty();
    let mut command = shiryo();
    command.arg("new").arg(root.path()).arg("--from").arg(old.path());
    let output = command.output().expect("the program runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    root
}

#[test]
fn the_next_year_begins_with_the_strategy_as_it_is_and_shows_a_change_once() {
    let first = base();
    first.write("inputs/changes.csv", format!("{CHANGES}第１章,追加,,新しい文,理由,,,2023-02-01\n"));
    let second = next_year(&first);
    let changes = second.read("inputs/changes.csv");
    assert_eq!(changes.lines().count(), 1, "{changes}");
    assert_eq!(second.read("inputs/measures.csv"), first.read("inputs/measures.csv"));
    let table_of_second = table(&second, None);
    assert!(measures(&table_of_second).is_empty());
    assert_eq!(table_of_second["passages"], json!([]), "what was decided does not come again");

    // In the second year a measure moves, is renamed and handed on; its department's rows go with it.
    second.write(
        "inputs/measures.csv",
        "取組番号,取組名,区分,担当,旧番号,備考\n1-1,手続のオンライン化,1,kikaku,,\n2-1,町工場のデジタル化の支援,2,kikaku,,\n2-2,介護の記録の電子化,2,fukushi,,\n2-3,見守りの輪づくり,2,kikaku,1-2,会議で決めた\n",
    );
    second.replace(
        "inputs/cycle.toml",
        "title = \"暮らしを支える\"\ncount = 2",
        "title = \"暮らしを支える\"\ncount = 1",
    );
    second.replace(
        "inputs/cycle.toml",
        "title = \"仕事を支える\"\ncount = 2",
        "title = \"仕事を支える\"\ncount = 3",
    );
    second.write(
        "inputs/changes.csv",
        format!("{CHANGES}取組の構成,,,,事業者と共に行うため。,社会情勢の変化,2-3,2023-02-01\n"),
    );
    let changed = table(&second, None);
    let expected = "2-3 移動・改称・担当課の変更: 番号 [2-3]←[1-2]、取組名 見守りの[輪づくり]←見守りの[仕組みづくり]、施策区分 [２　仕事を支える]←[１　暮らしを支える]、担当課 [企画課]←[地域福祉課]";
    assert_eq!(measures(&changed), [expected]);
    let reasons = json!([{ "text": "事業者と共に行うため。", "source": "社会情勢の変化" }]);
    assert_eq!(changed["measures"][0]["reasons"], reasons);
    let said = printed(&loaded(&second).1);
    let others: Vec<&str> = said.lines().filter(|l| !l.contains("[missing-submission]")).collect();
    assert!(others.is_empty(), "{others:?}");
    let text = second.read("inputs/cycle.toml");
    let form = "[[stages.forms]]\nid = \"return\"\ntitle = \"調査票\"\nform = \"return\"\nto = \"departments\"\n\n[[stages]]\nid = \"kaigi\"";
    second.write("inputs/cycle.toml", text.replacen("[[stages]]\nid = \"kaigi\"", form, 1));
    let built = second.build(&[]);
    assert_eq!(built.status, 1, "nobody has returned: {}", built.messages);
    let form = |code: &str| std::fs::read_to_string(built.path(&format!("inquiry/forms/{code}_調査票.csv")));
    let row = "2-3,見守りの輪づくり,1,見守りの機器を使う世帯の数,世帯";
    assert!(form("kikaku").expect("a form").contains(row), "{}", form("kikaku").expect("a form"));
    assert!(!form("fukushi").expect("a form").contains("見守り"));
    let paper = squeezed(&built.path("kaigi/資料3_新旧対照表.pdf"));
    let row = "2-3見守りの輪づくり（移動・改称・担当課の変更）";
    assert!(paper.contains(row) && paper.contains("事業者と共に行うため。（社会情勢の変化）"), "{paper}");
    assert!(!paper.contains("本文") && !paper.contains("手続のオンライン化"), "{paper}");

    // In the third year nothing of it comes again.
    let third = next_year(&built.root);
    let list = third.read("inputs/measures.csv");
    assert!(list.contains("2-3,見守りの輪づくり,2,kikaku,,会議で決めた"), "{list}");
    assert!(measures(&table(&third, None)).is_empty());
    assert_eq!(printed(&loaded(&third).1).lines().filter(|l| l.contains("エラー[")).count(), 2, "no returns");
    let paper = squeezed(&third.build(&["kaigi"]).path("kaigi/資料3_新旧対照表.pdf"));
    assert!(paper.contains("変更はありません。"), "{paper}");
}

#[test]
fn every_department_of_last_year_may_be_another() {
    // All measures of one department are another's now: its file of last year is not the other's by mistake.
    let root = next_year(&base());
    root.write(
        "inputs/measures.csv",
        "取組番号,取組名,区分,担当\n1-1,手続のオンライン化,1,kikaku\n1-2,見守りの仕組みづくり,1,kikaku\n2-1,町工場のデジタル化の支援,2,kikaku\n2-2,介護の記録の電子化,2,kikaku\n",
    );
    let (loaded, findings) = loaded(&root);
    assert!(!printed(&findings).contains("[swapped-file]"), "{}", printed(&findings));
    let rows = loaded.previous.entries();
    assert_eq!(rows.len(), 5);
    assert!(rows.iter().all(|entry| entry.indicator.department == "kikaku"));
}

#[test]
fn a_row_that_repeats_another_finds_it_under_its_new_number() {
    let old = base();
    let path = "inputs/submissions/kikaku.csv";
    let row = "2-1,2,,,水準,,,,,,,,,,,,,,1-1/1,\n";
    old.write(path, old.read(path) + row);
    let root = next_year(&old);
    root.write(
        "inputs/measures.csv",
        "取組番号,取組名,区分,担当,旧番号\n1-3,手続のオンライン化,1,kikaku,1-1\n1-2,見守りの仕組みづくり,1,fukushi,\n2-1,町工場のデジタル化の支援,2,kikaku,\n2-2,介護の記録の電子化,2,fukushi,\n",
    );
    let rows = loaded(&root).0.previous;
    let repeated: Vec<String> = rows
        .entries()
        .iter()
        .filter(|entry| entry.indicator.is_repeat())
        .map(|entry| format!("{} {}", entry.indicator.key, entry.indicator.repeats.text))
        .collect();
    assert_eq!(repeated, ["2-1/2 1-3/1"]);
}

#[test]
fn a_passage_reaches_the_departments_that_it_concerns_and_nobody_else() {
    let root = Root::sample();
    let mut concerned: Vec<(String, String)> = Vec::new();
    let owner = |number: &str| {
        let list = root.read("inputs/measures.csv");
        let row =
            list.lines().find(|line| line.starts_with(&format!("{number},"))).expect("a measure").to_owned();
        row.rsplit(',').next().expect("the owner").to_owned()
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (n, row) in root.read("inputs/changes.csv").lines().enumerate() {
        let mut row: Vec<String> = row.split(',').map(Into::into).collect();
        if n > 0 && !row[3].is_empty() {
            let mark = format!("Z{n:03}Z");
            row[3].push_str(&mark);
            concerned.push((mark, if row[6].is_empty() { String::new() } else { owner(&row[6]) }));
        }
        rows.push(row);
    }
    let text: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    root.write("inputs/changes.csv", text.join("\n"));
    let built = root.build(&["matter", "feedback", "answers"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let mut found = 0;
    for letter in
        built.ending(".pdf").iter().filter(|path| path.parent().is_some_and(|p| p.ends_with("letters")))
    {
        let name = letter.file_name().expect("a name").to_string_lossy().into_owned();
        let code = name.split('_').next().expect("a code");
        let is_feedback = letter.to_string_lossy().contains("/feedback/");
        let expected = concerned.iter().filter(|(_, own)| is_feedback && (own.is_empty() || own == code));
        let expected: Vec<&str> = expected.map(|(mark, _)| mark.as_str()).collect();
        let text = squeezed(letter);
        let shown = concerned.iter().map(|(mark, _)| mark.as_str()).filter(|mark| text.contains(mark));
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{}", letter.display());
        found += expected.len();
    }
    // One is for all fifteen departments, five are for one each.
    assert_eq!(found, 15 + 5);
}

#[test]
fn texts_of_the_strategy_are_texts_however_long() {
    let hostile = "#read(\"/etc/passwd\") *a* $x$ {{ 7*7 }} =1+1 <b>\n二行目 https://example.example/a-very-long-address/without/any/space?query=0123456789";
    let long = "この取組では、関係する者と共に進み具合を確かめ、次の年の進め方を定める。".repeat(120);
    let root = base();
    root.write("inputs/previous/measures.csv", TREE.replace("手続のオンライン化", "*手続*の#strong[電子化]"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(CHANGES.trim().split(',')).expect("a header");
    let day = "2023-02-01";
    for row in [
        ["第１章", "改定", hostile, &format!("{hostile}終わり"), hostile, hostile, "1-1", day],
        ["第２章", "追加", "", &long, &long, "", "", day],
        ["第３章", "削除", &long, "", "理由", "意見1", "", day],
        ["取組の構成", "", "", "", hostile, "", "1-1", day],
    ] {
        writer.write_record(row).expect("a row");
    }
    root.write("inputs/changes.csv", writer.into_inner().expect("bytes"));
    let built = root.build(&["kaigi"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let paper = built.path("kaigi/資料3_新旧対照表.pdf");
    let text = squeezed(&paper);
    for whole in [hostile, "*手続*の#strong[電子化]"] {
        assert!(text.contains(&squeeze(whole)), "{text}");
    }
    assert!(pages(&paper).len() > 3);
    let ends = text.matches('。').count();
    assert!(ends >= 360, "{ends} of 360 sentences are there");
    validate("verapdf", &["3a,ua1"], &[paper]);
}
