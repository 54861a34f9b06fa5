//! The tables that a cycle declares for itself.

use chrono::NaiveDate;
use shiryo::load::Loaded;
use shiryo::model::own_table::OwnTable;

use crate::findings::{findings, loaded, printed};
use crate::own_columns::{each_key_is_said_at_its_line, refused};
use crate::root::{Root, rules_folder};

const TABLES: &str = r#"
[[tables]]
id = "budget"
title = "予算額・決算額"
key = ["measure"]

[[tables.columns]]
standard = "取組番号"
name = "事業番号"

[[tables.columns]]
id = "cost"
name = "決算額"
type = "money"
unit = "千円"
years = { from = 2021, to = 2022 }

[[tables]]
id = "review"
title = "外部評価"
key = ["category", "member"]

[[tables.columns]]
id = "mark"
name = "評価"
type = "choice"
choices = ["◎", "○", "△"]
evaluation = "外部"

[[tables.columns]]
id = "words"
name = "意見"
"#;

const BUDGET: &str = "決算の調べ,,\n事業番号,決算額（千円）,\n,R3,R4\n1-1,\"1,200\",150万円\n2-1,－,300\n";

fn root() -> Root {
    let root = Root::of(&rules_folder().join("base"));
    let cycle = root.read("inputs/cycle.toml");
    root.write("inputs/cycle.toml", cycle + TABLES);
    root.write("inputs/tables/budget.csv", BUDGET);
    let review = "区分,構成員,評価,意見,受付日\n暮らしを支える,青木　一郎,◎,よい。,2023-02-01\n1,青木　一郎,○,直した。,2023-03-01\n";
    root.write("inputs/tables/review_aoki.csv", review);
    root.write("inputs/members.csv", "コード,会議,氏名,所属・職\nkaigi-01,kaigi,青木　一郎,西市　情報政策課長\nkaigi-02,kaigi,石川　二葉,東町　総務課長\nkaigi-03,kaigi,上田　三郎,北商工会　事務局長\n");
    root
}

fn table<'a>(loaded: &'a Loaded, id: &str) -> &'a OwnTable {
    loaded.cycle.tables.iter().find(|table| table.id == id).unwrap_or_else(|| panic!("no {id}"))
}

fn cells(table: &OwnTable, day: NaiveDate) -> Vec<String> {
    let row = |row: &&shiryo::model::own_table::OwnTableRow| {
        let own = row.own.iter().map(|own| own.field.value().map_or("なし".into(), |value| value.print()));
        format!("{}: {}", row.key.join(" "), own.collect::<Vec<_>>().join("、"))
    };
    table.as_of(day).iter().map(row).collect()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

pub(crate) fn a_declared_table_is_read_by_its_key_and_columns() {
    let (loaded, findings) = loaded(&root());
    assert_eq!(printed(&findings), "");
    let budget = cells(table(&loaded, "budget"), NaiveDate::MAX);
    assert_eq!(budget, ["1-1: 1,200、1,500", "2-1: なし、300"]);
}

pub(crate) fn a_row_is_known_from_its_day_and_the_later_one_holds() {
    let (loaded, _) = loaded(&root());
    let review = table(&loaded, "review");
    assert_eq!(cells(review, day(2023, 1, 31)), [""; 0]);
    assert_eq!(cells(review, day(2023, 2, 1)), ["1 kaigi-01: ◎、よい。"]);
    assert_eq!(cells(review, day(2023, 3, 1)), ["1 kaigi-01: ○、直した。"]);
}

pub(crate) fn what_is_wrong_with_a_declared_table_is_said_at_its_cell() {
    for (file, old, new, rule, said) in [
        ("budget.csv", "2-1,", "9-9,", "reference-to-nothing", "「9-9」という取組"),
        ("budget.csv", "150万円", "多額", "number-format", "「多額」"),
        ("budget.csv", "2-1,－,300", "1-1,－,300", "duplicate-entry", "1-1"),
        ("review_aoki.csv", ",◎,", ",良,", "unknown-choice", "「評価」に「良」"),
        ("review_aoki.csv", "1,青木　一郎,○", "3,青木　一郎,○", "reference-to-nothing", "「3」という区分"),
        (
            "review_aoki.csv",
            "1,青木　一郎,○",
            "1,乙野　二郎,○",
            "reference-to-nothing",
            "「乙野　二郎」という構成員",
        ),
        ("review_aoki.csv", "2023-03-01", "3月1日ごろ", "date-format", "3月1日ごろ"),
    ] {
        let root = root();
        root.replace(&format!("inputs/tables/{file}"), old, new);
        let all = printed(&findings(&root));
        let line = all.lines().find(|line| line.contains(&format!("[{rule}]")) && line.contains(file));
        assert!(line.is_some_and(|line| line.contains(said)), "{new}: {all}");
    }
    let root = root();
    root.write("inputs/tables/kansan.csv", "取組番号\n1-1\n");
    let all = printed(&findings(&root));
    assert!(all.contains("inputs/tables/kansan.csv: エラー[unreadable-file]"), "{all}");
}

pub(crate) fn what_is_wrong_with_the_declaration_of_a_table_is_said_at_its_line() {
    let base = Root::of(&rules_folder().join("base")).read("inputs/cycle.toml");
    let line = base.matches('\n').count() + 3;
    for (declared, at, said) in [
        ("id = \"予算\"\ntitle = \"予算\"\nkey = [\"measure\"]", 0, "半角の英小文字"),
        ("id = \"budget\"\ntitle = \"予算\"\nkey = []", 0, "key に"),
        ("id = \"budget\"\ntitle = \"予算\"\nkey = [\"city\"]", 2, "city"),
        ("id = \"budget\"\ntitle = 5\nkey = [\"measure\"]", 1, ""),
        ("id = \"budget\"\ntitle = \"予算\"\nkey = [\"measure\"]\ncompleted = true", 3, "completed"),
        (
            "id = \"budget\"\ntitle = \"予算\"\nkey = [\"measure\"]\n[[tables.columns]]\nstandard = \"取組番号\"\nuse = false",
            4,
            "なくせません",
        ),
        (
            "id = \"r\"\ntitle = \"評価\"\nkey = [\"member\"]\n[[tables.columns]]\nid = \"a\"\nname = \"点\"\ntype = \"score\"\nevaluation = \"外部\"",
            7,
            "measure、indicator、category のどれか",
        ),
        (
            "id = \"r\"\ntitle = \"評価\"\nkey = [\"measure\", \"year\"]\n[[tables.columns]]\nid = \"a\"\nname = \"点\"\ntype = \"score\"\nevaluation = \"外部\"",
            7,
            "key に year のある表",
        ),
        (
            "id = \"r\"\ntitle = \"評価\"\nkey = [\"measure\"]\n[[tables.columns]]\nid = \"a\"\nname = \"点\"\ntype = \"score\"\nevaluation = \"外部\"\n[[tables.columns]]\nid = \"b\"\nname = \"順\"\ntype = \"score\"\nevaluation = \"外部\"",
            12,
            "一つの表に二つ",
        ),
        (
            "id = \"r\"\ntitle = \"評価\"\nkey = [\"measure\"]\n[[tables.columns]]\nid = \"a\"\nname = \"点\"\ntype = \"score\"\nevaluation = \"外部\"\n[[tables]]\nid = \"s\"\ntitle = \"評価\"\nkey = [\"category\"]\n[[tables.columns]]\nid = \"b\"\nname = \"順\"\ntype = \"rank\"\nevaluation = \"外部\"",
            16,
            "同じ type",
        ),
        (
            "id = \"budget\"\ntitle = \"予算\"\nkey = [\"measure\"]\n[[tables.columns]]\nid = \"a\"\nname = \"取組番号\"",
            5,
            "名（name か also）が同じ",
        ),
    ] {
        let found = refused(&format!("{base}\n[[tables]]\n{declared}\n"));
        let at = format!("inputs/cycle.toml:{}:", line + at);
        assert!(
            found.len() == 1 && found[0].starts_with(&at) && found[0].contains(said),
            "{declared}: {found:?}"
        );
    }
}

pub(crate) fn each_key_of_a_declared_table_that_is_wrong_is_said_at_its_line() {
    let cycle = root().read("inputs/cycle.toml");
    let cycle = cycle.replace("key = [\"measure\"]", "key = [\"measure\"]\ncarried = true\ncomplete = false");
    each_key_is_said_at_its_line(&cycle, "[[tables]]");
}
