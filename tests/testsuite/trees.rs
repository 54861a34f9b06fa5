//! Every figure told down to the cells that were typed, and `shiryo explain`, which shows that.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::figures::recomputed;
use crate::program::{Built, SAMPLE, shiryo};
use crate::root::repository;

/// What the second program says of a root's figures: its exit status, its complaints, and how many of each kind held.
fn followed(built: &Built) -> (bool, Vec<String>, Value) {
    let program = repository().join("tests/oracle/trees.py");
    let output = Command::new("python3").arg(program).arg(built.root.path()).arg(built.out()).output();
    let output = output.expect("python3");
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    let mut lines: Vec<String> = said.lines().map(Into::into).collect();
    let held = lines.pop().and_then(|line| serde_json::from_str(&line).ok());
    let held = held.unwrap_or_else(|| panic!("{said}{}", String::from_utf8_lossy(&output.stderr)));
    (output.status.success(), lines, held)
}

/// Asserts that each figure of a root's stages is told down to cells and comes out again; tells how many of each kind.
pub(crate) fn assert_followed(built: &Built) -> Value {
    let (fine, complaints, held) = followed(built);
    assert!(fine, "{}", complaints.join("\n"));
    let printed: usize = stages(built).iter().map(|(_, values)| of(values).len()).sum();
    let followed: u64 = held.as_object().expect("kinds").values().filter_map(Value::as_u64).sum();
    assert_eq!(followed, u64::try_from(printed).expect("a number"), "{held}");
    held
}

fn of(values: &Value) -> &serde_json::Map<String, Value> {
    values["values"].as_object().expect("values")
}

/// The stages with what they printed.
fn stages(built: &Built) -> Vec<(String, Value)> {
    let folders = std::fs::read_dir(built.out()).expect("out/").map(|entry| entry.expect("an entry"));
    let names = folders.map(|entry| entry.file_name().into_string().expect("UTF-8"));
    let with = names.filter(|name| built.path(&format!("{name}/values.json")).exists());
    with.map(|name| (name.clone(), built.json(&format!("{name}/values.json")))).collect()
}

#[test]
fn every_figure_of_the_sample_is_told_down_to_its_cells() {
    let held = assert_followed(&SAMPLE);
    for (kind, least) in [("read", 9000), ("reckoned", 1500), ("counted", 1000)] {
        assert!(held[kind].as_u64() > Some(least), "{held}");
    }
}

#[test]
fn what_is_told_wrongly_is_found() {
    let built = crate::root::Root::sample().build(&["advisory"]);
    let path = built.path("advisory/values.json");
    let right = built.json("advisory/values.json");
    let [actual, rate, class] =
        ["actual", "achievement", "class"].map(|column| format!("indicator/1-イ/1/{column}"));
    let count = "total/all/class/Ｄ";
    for (id, place, wrong, said) in [
        (actual.as_str(), "/how/read/typed", json!("36.8"), "has 「36.9」, not 「36.8」"),
        (&actual, "/how/read/line", json!(3), "not 「36.9」"),
        (&actual, "/how/read/number", json!("369"), "was read as 369"),
        (&actual, "/number", json!("37.9"), "is printed as 37.9"),
        (&rate, "/how/reckoned/formula", json!("(A − B) ÷ (B − M)"), "is -108/175, not 108/175"),
        (&rate, "/how/reckoned/uses/0/value", json!("37"), "A is 37, but"),
        (&rate, "/how/reckoned/uses/2/id", json!("indicator/1-イ/1/target"), "M is 161/4, but"),
        (&rate, "/number", json!("0.618"), "is printed as 0.618"),
        (&class, "/how/reckoned/formula", json!("achievement ≧ 0.8"), "is False, not true"),
        (count, "/number", json!("8"), "7 are listed, 8 is printed"),
        (count, "/how/counted/of/0", json!("1-ア/1"), "1-ア/1 is Ａ"),
        (
            count,
            "/how/counted/of/1",
            right["values"][count]["how"]["counted"]["of"][0].clone(),
            "counted twice",
        ),
        (&actual, "/how", Value::Null, "nothing says how it came"),
    ] {
        let mut values = right.clone();
        *values["values"][id].pointer_mut(place).unwrap_or_else(|| panic!("{id}{place}")) = wrong;
        std::fs::write(&path, values.to_string()).expect("written");
        let (fine, complaints, _) = followed(&built);
        let found = complaints.iter().any(|line| line.contains(&format!("{id}: ")) && line.contains(said));
        assert!(!fine && found, "{id}{place}: {}", complaints.join("\n"));
    }
}

/// A figure, what is told otherwise of it and where, and what is said of that.
type Planted = (&'static str, Vec<(String, Value)>, &'static str);

#[test]
fn a_weight_or_points_that_are_told_wrongly_are_found() {
    let built = crate::root::Root::case("hamabe").build(&["shingi4"]);
    let path = built.path("shingi4/values.json");
    let right = built.json("shingi4/values.json");
    assert!(followed(&built).0, "nothing is wrong before");
    // 施策 are classed by a mean with weights: 2 for 1-1-0/1, which is of no single year. 政策 are classed by the points of
    // their indicators' classes: 3 for the Ａ of 1-1-0/1, 2 for the Ｂ of 1-1-1/1.
    let (mean, points) = ("node/1-1/value", "node/1/value");
    let first = "/how/gathered/parts/0";
    let read = format!("{first}/points/read");
    let second = right["values"][points]["how"]["gathered"]["parts"][1].clone();
    assert_eq!((&second["value"], &second["points"]["read"]["typed"]), (&json!("2"), &json!("2")));
    let plain = json!({ "formula": "if(type = 単年度, 1, 1)", "filled": "", "value": "1",
        "uses": right["values"][mean].pointer(&format!("{first}/weighed/reckoned/uses")) });
    let planted: Vec<Planted> = vec![
        (mean, vec![(format!("{first}/weight"), json!("1"))], "weighs 2, not 1"),
        (mean, vec![(format!("{first}/weight"), json!("1"))], "the mean is"),
        (mean, vec![(format!("{first}/weighed/reckoned/value"), json!("1"))], "is 2, not 1"),
        // A weight that holds by a formula of its own, which nobody declared.
        (
            mean,
            vec![(format!("{first}/weight"), json!("1")), (format!("{first}/weighed/reckoned"), plain)],
            "which cycle.toml does not say",
        ),
        (mean, vec![("/how/gathered/value".into(), json!("1"))], "not 1"),
        (mean, vec![("/number".into(), json!("1.017"))], "is printed as 1.017"),
        (points, vec![(format!("{first}/weight"), json!("2"))], "nothing says why"),
        (points, vec![(format!("{first}/value"), json!("2"))], "has 2 points, not 3"),
        (points, vec![(format!("{read}/number"), json!("2"))], "has 3 points, not 3"),
        // The points of another class, with its place and without.
        (
            points,
            vec![
                (format!("{first}/points"), second["points"].clone()),
                (format!("{first}/value"), json!("2")),
            ],
            "is not Ｂ, which has 2 points",
        ),
        (
            points,
            vec![
                (format!("{read}/typed"), json!("2")),
                (format!("{read}/number"), json!("2")),
                (format!("{first}/value"), json!("2")),
            ],
            "cycle.toml has 3 points, not 2",
        ),
        (points, vec![("/number".into(), json!("2.6"))], "is printed as 2.6"),
    ];
    for (id, changes, said) in planted {
        let mut values = right.clone();
        for (place, wrong) in &changes {
            *values["values"][id].pointer_mut(place).unwrap_or_else(|| panic!("{id}{place}")) = wrong.clone();
        }
        std::fs::write(&path, values.to_string()).expect("written");
        let (fine, complaints, _) = followed(&built);
        let found = complaints.iter().any(|line| line.contains(id) && line.contains(said));
        assert!(!fine && found, "{id} {said}: {}", complaints.join("\n"));
    }
}

#[test]
fn another_weight_or_other_points_than_the_cycle_declares_give_other_figures() {
    let root = crate::root::Root::case("hamabe");
    let printed = root.build(&["shingi4"]).json("shingi4/values.json");
    let nodes = |root: &Path| recomputed(root, "2024-11-13")["nodes"].clone();
    let own = nodes(crate::root::Root::case("hamabe").path());
    for (declared, other, id) in [
        ("\"Ｂ\" = 2, \"Ｃ\" = 1 }", "\"Ｂ\" = 1, \"Ｃ\" = 1 }", "node/1"),
        ("weight = \"if(type = 単年度, 1, 2)\"", "weight = \"if(type = 単年度, 2, 1)\"", "node/2-1"),
    ] {
        let changed = crate::root::Root::case("hamabe");
        changed.replace("inputs/cycle.toml", declared, other);
        let text = &printed["values"][format!("{id}/value")]["text"];
        assert!(text.is_string() && own[id]["value"] == *text, "{id}: {text} {}", own[id]);
        let found = nodes(changed.path());
        assert!(found[id]["value"].is_string() && found[id]["value"] != *text, "{id}: {}", found[id]);
    }
}

/// What `shiryo explain` says.
fn explained(arguments: &[&str]) -> (i32, String) {
    let mut command = shiryo();
    command.arg("explain").args(arguments).arg("--root").arg(SAMPLE.root.path());
    let output = command.arg("--out").arg(SAMPLE.out()).output().expect("the program runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().expect("a status"), String::from_utf8(said).expect("UTF-8"))
}

#[test]
fn a_rate_is_explained_down_to_its_cells() {
    let (status, said) = explained(&["資料4", "61.7%", "--stage", "advisory"]);
    assert_eq!(status, 0, "{said}");
    for line in [
        "1-イ　ＩＣＴの活用による現場業務改革　指標１　達成率（対目安）　61.7%",
        "indicator/1-イ/1/achievement",
        "＝ (A − B) ÷ (M − B) ＝ (36.9 − 31.5) ÷ (40.25 − 31.5) ＝ 108/175",
        "│ inputs/submissions/doboku.csv 2行19列「実績値」に「36.9」（令和２年１月10日受領）",
        "└ M　1-イ　ＩＣＴの活用による現場業務改革　指標１　目安　40.25",
        "　 │ inputs/submissions/doboku.csv 2行11列「目標値」に「49.0」（令和２年１月10日受領）",
        "  資料４　進捗状況一覧（3ページ）",
    ] {
        assert!(said.lines().any(|said| said == line), "{line}\n{said}");
    }
}

#[test]
fn a_count_is_explained_by_what_it_counts() {
    let (status, said) = explained(&["total/all/class/Ｄ", "--stage", "advisory"]);
    assert_eq!(status, 0, "{said}");
    let counted = said.lines().filter(|line| line.starts_with(['├', '└'])).collect::<Vec<_>>();
    assert_eq!(counted.len(), 7, "{said}");
    assert!(counted.iter().all(|line| line.ends_with("評価　Ｄ")), "{said}");
    assert!(!said.contains("実績値"), "each is a line: {said}");
    let (_, all) = explained(&["total/all/class/Ｄ", "--stage", "advisory", "--all"]);
    assert!(all.contains("「実績値」に「44.7」"), "down to the cells: {all}");

    let (_, json) = explained(&["total/all/class/Ｄ", "--stage", "advisory", "--format", "json"]);
    let explained: Value = serde_json::from_str(&json).expect("JSON");
    let tree = &explained[0]["tree"];
    assert_eq!((&tree["text"], &tree["came"]["counted"]), (&"7".into(), &7.into()));
    let leaf = |tree: &Value| -> Option<Value> {
        let mut at = tree.clone();
        while let Some(first) = at["of"].get(0) {
            at = first.clone();
        }
        Some(at["came"]["read"].clone()).filter(|read| read["file"].is_string())
    };
    for counted in tree["of"].as_array().expect("what is counted") {
        assert!(leaf(counted).is_some(), "{counted}");
    }
}

#[test]
fn what_is_not_there_is_said() {
    for (arguments, said) in [
        (&["資料９", "61.7%"][..], "「資料９」という資料はありません"),
        (&["資料４", "61.8%"], "「資料４」に「61.8%」という値はありません"),
        (&["indicator/9-9/1/actual"], "「indicator/9-9/1/actual」という値はありません"),
    ] {
        let (status, found) = explained(arguments);
        assert!(status == 2 && found.contains(said) && found.contains('→'), "{status} {found}");
    }
}
