//! A year whose form and whose judging `cycle.toml` declares, against the second computation, which reads the same
//! declarations.

use serde_json::Value;

use crate::figures::{compare_values, recomputed};
use crate::program::{Built, HAMABE};
use crate::root::{Root, repository};
use crate::trees::assert_followed;

const COLUMNS: &str = r#"
[[columns]]
standard = "取組番号"
name = "番号"

[[columns]]
standard = "指標番号"
use = false

[[columns]]
standard = "指標名"
name = "成果指標"

[[columns]]
standard = "指標の型"
name = "型"

[[columns]]
standard = "方向"
name = "望ましい向き"
words = { "↑" = "増加", "↓" = "減少" }

[[columns]]
standard = "目標年度"
use = false

[[columns]]
standard = "目標値"
name = "目標"
years = { from = 2022, to = 2024 }

[[columns]]
standard = "目標の根拠"
use = false

[[columns]]
standard = "実績年度"
use = false
value = "当年度"

[[columns]]
standard = "実績値"
name = "実績"
years = { from = 2020, to = 2022 }

[[columns]]
standard = "実績の区分"
use = false
value = "確定"

[[columns]]
id = "nation-wide"
name = "全国平均"
type = "number"
unit = "％"
"#;

const FORM: &str = "番号,成果指標,単位,型,望ましい向き,基準年度,基準値,R2実績,R3実績,R4実績,目標（R4）,目標（R5）,目標（R6）,全国平均\n\
1-1,申請できる手続の割合,％,水準,↑,R1,32.0,40.1,48.0,55.0,54.0,65.0,76.0,60.5\n\
1-1,窓口での待ち時間,分,水準,↓,R1,30,28,25,24,22,20,18,\n\
1-1,手続の件数,件,累計,↑,R1,\"1,200\",\"2,000\",\"3,100\",\"5,000\",,,\"9,200\",\n\
1-1,苦情の件数,件,単年度,↓,R1,40,38,41,33,30,28,25,\n\
1-1,満足度,％,維持,↑,R1,80.0,81.5,79.9,80.0,80.0,80.0,80.0,\n\
2-1,支援した町工場の数,社,単年度,↑,R1,25,30,33,36,40,45,50,\n\
2-1,相談の件数,件,方向,↑,R1,14,15,15,16,,,,\n\
2-1,事故の件数,件,水準,↓,R1,4,3,2,0,2,1,0,\n";

/// The base cycle with this evaluation instead of its own keys, and these classes.
fn built(keys: &str, classes: &str) -> (Root, Built) {
    built_with(keys, classes, |_| ())
}

/// The same, with something changed in its inputs.
fn built_with(keys: &str, classes: &str, change: impl Fn(&Root)) -> (Root, Built) {
    let make = || {
        let root = Root::of(&repository().join("tests/rules/base"));
        let cycle = root.read("inputs/cycle.toml");
        let (before, after) = cycle.split_once("[evaluation]\n").expect("an evaluation");
        let begin = after.find("[[evaluation.classes]]").expect("classes");
        let end = after.find("# ── 進捗管理の手順").expect("the next part");
        let (plain, tables) = keys
            .split_once("[[")
            .map_or((keys, String::new()), |(keys, tables)| (keys, format!("[[{tables}\n")));
        let evaluation = format!("[evaluation]\n{plain}\n{}{tables}{classes}\n", &after[..begin]);
        root.write("inputs/cycle.toml", format!("{before}{evaluation}{}{COLUMNS}", &after[end..]));
        root.write("inputs/submissions/kikaku.csv", FORM);
        root.write("inputs/submissions/fukushi.csv", "番号,成果指標,単位,型,望ましい向き,基準年度,基準値,R2実績,R3実績,R4実績,目標（R4）,目標（R5）,目標（R6）\n1-2,世帯,世帯,水準,↑,R2,120,120,200,270,280,400,520\n2-2,事業所,か所,累計,↑,R1,3,5,8,9,10,12,14\n");
        change(&root);
        root
    };
    (make(), make().build(&["kaigi"]))
}

const BY_RATE: &str = "[[evaluation.classes]]\nlabel = \"Ａ\"\nat_least = 100\n\n[[evaluation.classes]]\nlabel = \"Ｂ\"\nat_least = 80\n\n[[evaluation.classes]]\nlabel = \"Ｃ\"\nat_least = 50\n\n[[evaluation.classes]]\nlabel = \"Ｄ\"\n";
const BY_CONDITION: &str = "[[evaluation.classes]]\nlabel = \"Ａ\"\nwhen = \"achievement >= 1 and progress >= 40%\"\n\n[[evaluation.classes]]\nlabel = \"Ｂ\"\nwhen = \"abs(A - first(M, T)) <= 10% × first(M, T)\"\n\n[[evaluation.classes]]\nlabel = \"Ｄ\"\n";

fn class(values: &Value, key: &str) -> String {
    values["values"][format!("indicator/{key}/class")]["text"].as_str().unwrap_or("なし").to_owned()
}

#[test]
fn what_is_judged_as_declared_is_what_the_second_computation_gives() {
    let mut seen = std::collections::BTreeSet::new();
    for (keys, classes) in [
        ("", BY_RATE),
        ("preset = \"ratio\"\n", BY_RATE),
        ("preset = \"ratio\"\nclass_by = \"target\"\n", BY_RATE),
        ("cap = 100\nrate_decimals = 0\nrounding = \"down\"\n", BY_RATE),
        ("preset = \"ratio\"\nrate_decimals = 2\n", BY_RATE),
        ("", BY_CONDITION),
        ("preset = \"ratio\"\n", BY_CONDITION),
        (
            "[[evaluation.rules]]\nwhen = \"known(own.nation_wide)\"\nachievement = \"A ÷ own.nation_wide\"\nprogress = \"(A − B) ÷ (T − B)\"\n\n[[evaluation.rules]]\nwhen = \"type = 単年度 and known(P)\"\nachievement = \"if(direction = 減少, P / A, A / P)\"\nprogress = \"min(A, T) / max(A, T)\"\n",
            BY_RATE,
        ),
        (
            "preset = \"none\"\n[[evaluation.rules]]\nwhen = \"T != 0\"\nachievement = \"A / T\"\nprogress = \"A / T\"\n",
            BY_RATE,
        ),
    ] {
        let (root, built) = built(keys, classes);
        assert!(!built.messages.contains("template-error"), "{}", built.messages);
        let values = built.json("kaigi/values.json");
        let expected = recomputed(root.path(), "2023-02-13");
        let compared = compare_values(&expected, &values);
        assert!(compared > 40, "only {compared} figures with {keys}");
        assert_followed(&built);
        let all: Vec<String> = (1..=5).map(|n| class(&values, &format!("1-1/{n}"))).collect();
        seen.insert(all.join(""));
    }
    assert!(seen.len() > 5, "the declarations make a difference: {seen:?}");
}

#[test]
fn what_the_return_does_not_say_of_a_year_is_judged_by_the_series() {
    let series = "取組番号,指標番号,年度,種別,値,改定日,区切り,注\n\
        1-1,1,R4,全国,58.0,,,\n\
        1-1,1,R4,全国,60.0,2023-01-31,,見直し\n\
        1-1,2,R4,実績,24,,,\n\
        1-1,4,R3,実績,41,,,\n\
        2-1,3,R4,実績,,,有,調べ方を変えた\n";
    let rules = "[[evaluation.rules]]\nwhen = \"known(N)\"\nachievement = \"A / N\"\nprogress = \"(A − B) / (T − B)\"\n\n\
        [[evaluation.rules]]\nwhen = \"type = 単年度 and known(P)\"\nachievement = \"if(direction = 減少, P / A, A / P)\"\nprogress = \"A / T\"\n\n\
        [[evaluation.rules]]\nwhen = \"type = 水準 and not known(P)\"\nachievement = \"0.6\"\nprogress = \"(A − B) / (T − B)\"\n";
    let (root, built) = built_with(rules, BY_RATE, |root| {
        // The actual value of 待ち時間 and last year's of 苦情 stand in the series alone.
        let form = FORM.replace("30,28,25,24,22", "30,28,25,,22").replace("40,38,41,33", "40,38,,33");
        root.write("inputs/submissions/kikaku.csv", form);
        root.write("inputs/series.csv", series);
    });
    let values = built.json("kaigi/values.json");
    let text =
        |id: &str| values["values"][format!("indicator/{id}")]["text"].as_str().unwrap_or("なし").to_owned();
    // 55.0 of the nation's 60.0; from 30 to 24, and 22 was to be reached: 6 of 8; last year's 41 over 33; P is not known.
    for (id, expected) in [
        ("1-1/1/achievement", "91.7%"),
        ("1-1/2/actual", "24"),
        ("1-1/2/achievement", "75.0%"),
        ("1-1/4/achievement", "124.2%"),
        ("2-1/3/achievement", "60.0%"),
    ] {
        assert_eq!(text(id), expected, "{id}");
    }
    let compared = compare_values(&recomputed(root.path(), "2023-02-13"), &values);
    assert!(compared > 40, "only {compared} figures");
    assert_followed(&built);
}

#[test]
fn a_citys_year_is_what_the_second_computation_gives() {
    let expected = recomputed(HAMABE.root.path(), "2024-08-14");
    let values = HAMABE.json("shingi2/values.json");
    let compared = compare_values(&expected, &values);
    assert!(compared > 350, "only {compared} figures");
    let nodes = expected["nodes"].as_object().expect("the classes of nodes");
    assert_eq!(nodes.len(), 88, "4 政策, 12 施策, and a 事業 or 施策 for each of 72 rows of the list");
    let shown = |id: &str| {
        [&values["values"][id]["text"], &values["marks"][id]["text"]]
            .into_iter()
            .find_map(|text| text.as_str())
    };
    for (node, texts) in nodes {
        let printed = |what: &str| shown(&format!("{node}/{what}")).map(str::to_owned);
        assert_eq!(printed("class").as_deref(), texts["class"].as_str(), "{node}");
        for what in ["value", "left-out"] {
            if let Some(text) = printed(what) {
                assert_eq!(Some(text.as_str()), texts[what].as_str(), "{node} {what}");
            }
        }
    }
    for (category, total) in expected["totals"].as_object().expect("totals") {
        let id = if category == "all" { "total/all".to_owned() } else { format!("total/{category}") };
        for count in ["indicators", "known"] {
            let printed = &values["values"][format!("{id}/{count}")];
            let text = printed["text"].as_str().unwrap_or("0").split('／').next().unwrap_or_default();
            assert_eq!(text, total[count].to_string(), "{category} {count}");
        }
    }
}
